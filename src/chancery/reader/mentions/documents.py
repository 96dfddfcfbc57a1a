"""Papers that are spoken of: numbers ('15-CT/TW', '21/NQ-CP'), plans, strategies, programmes."""

from __future__ import annotations

import re

from chancery.reader.mentions.scene import Scene

_NUMBER = re.compile(
    r"\d{1,5}(?:/\d{4})?[/-][A-ZĐ]{1,6}\d{0,2}(?:[/-][A-ZĐƯ]{1,8}\d{0,2}){0,3}(?![\w/])|\d{1,5}/\d{4}/[A-ZĐ]{2}\d{0,2}(?:-[A-ZĐ]{1,6})?"
)
_OPENS_NUMBER = re.compile(r"\d{1,5}[/-][\dA-ZĐ]")
_KIND_BEFORE = re.compile(
    r"\b(?P<kind>Nghị quyết|Chỉ thị|Quyết định|Nghị định|Thông tư|Kết luận|Công văn|Thông báo|Luật|Công điện|Kế hoạch|Tờ trình|Báo cáo|Quy định)(?: liên tịch)?(?P<said> số)? $"
)
_AFTER_SAID = re.compile(r"\d{1,5}(?:[/-][\w-]{1,12}){0,3}")
_PLANS = {
    "chương trình hành động": "action_programme", "kế hoạch hành động": "action_plan", "chiến lược": "strategy", "kế hoạch": "plan", "đề án": "scheme",
    "chương trình": "programme", "quy hoạch": "master_plan", "nghị quyết đại hội": "resolution", "nghị quyết": "resolution", "chỉ thị": "directive",
}  # fmt: skip
_STOP = re.compile(
    r" (?:đã|sẽ|được|nhằm|để|đối với|với|theo|trong|tại|có|là|cần|cho|và tạo|trước|do)(?!\w)|, "
)


def add_documents(scene: Scene) -> None:
    """Numbers of papers and names of plans."""
    _add_numbers(scene)
    if scene.language == "vi":
        _add_plans(scene)


def _add_numbers(scene: Scene) -> None:
    """'21/NQ-CP', 'Chỉ thị số 15-CT/TW', 'Nghị định 08/2003/NĐ-CP'."""
    words, text = scene.words, scene.text
    for at in scene.number_words:
        start = words.starts[at]
        if words.joins[at] in ("/", "-"):
            continue
        if not (text.endswith("số ", 0, start) or _OPENS_NUMBER.match(text, start)):
            continue
        before = _KIND_BEFORE.search(text, max(start - 24, 0), start)
        pattern = _AFTER_SAID if before and before["said"] else _NUMBER
        found = pattern.match(text, start)
        if found:
            first = before.start() if before else start
            kind = before["kind"] if before else None
            rule, sure = ("numbered_paper", 0.9) if before else ("paper_number", 0.8)
            scene.add("DOCUMENT", first, found.end(), rule, sure, number=found.group(), kind=kind)


_NAME_GOES_ON = re.compile(
    r" (?P<rest>(?:của|phát triển|thực hiện|tổng thể|quốc gia|xúc tiến|triển khai|[A-ZĐ])[^,.;:\n()]{4,110})"
)


def _add_plans(scene: Scene) -> None:
    """'Chiến lược phát triển kinh tế - xã hội giai đoạn 2021-2030'."""
    for entry in scene.known("plan_head"):
        start, after = scene.words.span(entry.first, entry.last)
        found = _NAME_GOES_ON.match(scene.text, after)
        if not found:
            continue
        stop = _STOP.search(scene.text, found.start("rest"), found.end())
        end = stop.start() if stop else found.end()
        taken = scene.covers_any(("DOCUMENT", "AGREEMENT"), start, end)
        if not taken and len(scene.text[start:end].split()) >= 4:
            kind = _PLANS[" ".join(scene.words.lows[entry.first : entry.last])]
            scene.add("DOCUMENT", start, end, "plan", 0.7, number=None, kind=kind)
