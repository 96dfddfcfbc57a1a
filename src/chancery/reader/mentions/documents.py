"""Papers that are spoken of: numbers ('15-CT/TW', '21/NQ-CP'), plans, strategies, programmes."""

from __future__ import annotations

import re

from chancery.reader.mentions.scene import Scene

_NUMBER = re.compile(
    r"(?<![\w/])\d{1,5}(?:/\d{4})?(?:/|-)(?:[A-ZĐ]{1,6}\d{0,2})(?:[/-][A-ZĐƯ]{1,8}\d{0,2}){0,3}(?![\w/])|(?<![\w/])\d{1,5}/\d{4}/[A-ZĐ]{2}\d{0,2}(?:-[A-ZĐ]{1,6})?"
)
_NAMED_NUMBER = re.compile(
    r"\b(?P<kind>Nghị quyết|Chỉ thị|Quyết định|Nghị định|Thông tư|Kết luận|Công văn|Thông báo|Luật|Công điện|Kế hoạch|Tờ trình|Báo cáo|Quy định)(?: liên tịch)? số (?P<number>\d{1,5}(?:[/-][\w-]{1,12}){0,3})"
)
_PLANS = {
    "Chương trình hành động": "action_programme", "Kế hoạch hành động": "action_plan", "Chiến lược": "strategy", "Kế hoạch": "plan", "Đề án": "scheme",
    "Chương trình": "programme", "Quy hoạch": "master_plan", "Nghị quyết Đại hội": "resolution", "Nghị quyết": "resolution", "Chỉ thị": "directive",
}  # fmt: skip
_PLAN = re.compile(
    rf"\b(?P<kind>{'|'.join(_PLANS)}) (?P<rest>(?:của|phát triển|thực hiện|tổng thể|quốc gia|xúc tiến|hành động|triển khai|[A-ZĐ])[^,.;:\n()]{{4,110}})"
)
_STOP = re.compile(
    r" (?:đã|sẽ|được|nhằm|để|đối với|với|theo|trong|tại|có|là|cần|cho|và tạo|trước|do)(?!\w)|, "
)


def add_documents(scene: Scene) -> None:
    """Numbers of papers and names of plans."""
    for found in _NAMED_NUMBER.finditer(scene.text):
        scene.add(
            "DOCUMENT",
            *found.span(),
            "numbered_paper",
            0.9,
            number=found["number"],
            kind=found["kind"],
        )
    for found in _NUMBER.finditer(scene.text):
        if not scene.covers("DOCUMENT", *found.span()):
            scene.add(
                "DOCUMENT", *found.span(), "paper_number", 0.8, number=found.group(), kind=None
            )
    if scene.language == "vi":
        _add_plans(scene)


def _add_plans(scene: Scene) -> None:
    """'Chiến lược phát triển kinh tế - xã hội giai đoạn 2021-2030'."""
    for found in _PLAN.finditer(scene.text):
        stop = _STOP.search(scene.text, found.start("rest"), found.end())
        end = stop.start() if stop else found.end()
        if scene.covers("DOCUMENT", found.start(), end) or scene.covers(
            "AGREEMENT", found.start(), end
        ):
            continue
        if len(scene.text[found.start() : end].split()) >= 4:
            scene.add(
                "DOCUMENT",
                found.start(),
                end,
                "plan",
                0.7,
                number=None,
                kind=_PLANS[found["kind"]],
            )
