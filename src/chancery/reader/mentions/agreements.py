"""Agreements: those of the pack by name or short form, those that the head words build, classes."""

from __future__ import annotations

import re

from chancery.reader.mentions import vocabulary
from chancery.reader.mentions.scene import Scene
from chancery.reader.seldom import Near

_STOP_VI = re.compile(
    r"[,;.:\n\"“”?!)]|(?<!tự) do(?!\w)| (?:đã|được|vào|nhằm|để|tại|ở|sang|theo|trên(?! (?:biển|không|đất liền|bộ))|mà|tròn|vẫn|có|còn|chưa|vừa|sẽ|cho|nếu|với|giữa(?! (?:hai|các) )|ký|trong|này|đó|đạt|trước|sau|ngày|năm|là|bằng|cùng|như|từ|đối với|liên quan|nói|hiện|hoàn thành|trị giá|đang|khi|thiết lập|nâng cấp|nhân dịp|vừa|mỗi|tuần|tháng|quý)(?!\w)|"
    r" (?:và|hoặc|hay) (?:các |những )?(?:Bộ|Cơ quan|Hiệp|Bản ghi|Biên bản|bản ghi|biên bản|thỏa thuận|hiệp định|Thỏa|Nghị định|tiếp tục|đẩy mạnh|thúc đẩy|trao đổi|tổ chức|xem xét|mở rộng|phối hợp|tạo điều|tạo thuận|tăng cường|hoàn thành|hoàn tất|triển khai|thực hiện|thông báo|cam kết|dự án|kết quả|các|những)|"
    r" (?:và|hoặc) \w+ \w+ (?:các|những)| \("
)
_GENERIC_VI = re.compile(
    r" (?:cấp cao|quốc tế|song phương|đa phương|đã|này|trên|với|giữa|dùng|được|và|hợp tác|liên quan|khác|chung|quan trọng|cụ thể)\b|[,;.)\n]|$| (?![a-zà-ỹđ])"
)
_AND_PLEDGES = re.compile(r", cam kết quốc tế\b")
_WITH_PARTNER = re.compile(r" với [A-ZĐ][^\W\d_]*(?: [^\W\d_]++){0,6}? về ")
_BRACKET = re.compile(r" \((?P<code>[A-Z][\w&-]{1,11})\)")

_BRACKET_OF_YEAR = re.compile(r"(?: năm (?:19|20)\d\d)?" + _BRACKET.pattern)
_LOOSE_END = re.compile(r"(?: (?:và|hoặc|hay|cũng như|của|về))+ ?$")

_W = r"[A-Z][\w'’]{0,40}"
_JOIN = r"(?: - |-| (?:on|of|for|and|in|to|against) (?:the )?| )"
_EN = Near(
    rf"\b(?:(?:{_W}(?: - |-| )){{0,7}}(?:Agreement|Treaty|Convention|Protocol|Arrangement|Compact|Charter|Memorandum of Understanding|Memorandum of Cooperation|MoU|MOU|Letter of Intent|"
    rf"Plan of Action|Action Plan|Declaration|Joint Statement|JOINT STATEMENT|Partnership(?= [(][A-Z]{{3,6}}[)])|[A-Z]\w+ Partnership Agreement))(?: (?:on|of|for|against)(?: the)? (?:{_W}|20\d\d-20\d\d)(?:{_JOIN}{_W}){{0,9}})?(?:{_BRACKET.pattern})?",
    spaces=17,
)
_EN_CLASS = Near(
    r"\b(?:(?!(?:the|an?|this|that|its|their|and|or|of|to|on|in|for|under|with|by|existing|such|any|each|first|future|further|is|was|are|were|has|have|sign|signed|conclude|concluded|negotiate|reach(?:ed|ing)?|achiev\w+|mutual|general|broad|full|final|political|consensus|early|new|said|both|two|every|no|draft|proposed) )[a-z]+(?:-[a-z]+)? ){0,4}"
    r"(?:agreement|arrangement|memorandum of understanding|memorandum(?= on [a-z]))(?!s)"
    r"(?P<on>(?: (?:on|for|of) (?!the two|both)[A-Za-z]?[\w-]{1,40}(?: (?!on the )(?!on \d)(?!(?:no|by|before|in|within|with|worth|to|and|will|has|is|was|at|during|as|which|that|between|initialled|signed|concluded|entered)\b)[\w-]{1,40}){0,6}(?=[ ,.;]))?"
    r"(?: between (?:the )?[A-Z]\w+(?: [A-Z]\w+)? and (?:the )?[A-Z]\w+(?: [A-Z]\w+)?)?)?",
    spaces=6,
)
_EN_OPENING = re.compile(
    r"(?:The|This|That|Under|In|Both|A|An|Its|Their|And|Joint Committee of the|Committee of the) "
)


def add_agreements(scene: Scene) -> None:
    """All agreements, each once."""
    if scene.language == "en":
        _add_english(scene)
    else:
        _add_vietnamese(scene)
        _add_plans_of_both(scene)
    _add_known(scene)
    _add_again(scene)


def _add_known(scene: Scene) -> None:
    """'EVFTA', 'CPTPP' and full names, where no longer name holds them."""
    for entry in scene.known("agreement"):
        start, end = scene.words.span(entry.first, entry.last)
        if scene.covers("AGREEMENT", start, end) or scene.gap_before(entry.last)[:1] in ("-", "/"):
            continue
        if scene.covers("BLOC", start, end) or _abbreviates(scene, start, end):
            continue
        _add(scene, start, end, "known_agreement", 0.92, kind=entry.payload.kind)


_NAMED_BEFORE = re.compile(r"(?:Công ước|Bộ Quy tắc|Convention|Code)[^.;\n]{4,110} \($")


def _abbreviates(scene: Scene, start: int, end: int) -> bool:
    """'Công ước của Liên hợp quốc về Luật Biển năm 1982 (UNCLOS)': a part of the name before it."""
    bracketed = scene.text.startswith(")", end)
    return bracketed and _NAMED_BEFORE.search(scene.text, max(start - 130, 0), start) is not None


def _add_again(scene: Scene) -> None:
    """'EVFTA' after 'Hiệp định thương mại tự do Việt Nam - EU (EVFTA)'."""
    known = {named.fields["canonical"]: named for named in scene.of("AGREEMENT")}
    for code, named in known.items():
        if not (code.isupper() and code.isalnum()):
            continue
        for at in scene.occurrences(code):
            end = at + len(code)
            if not scene.covers_any(("AGREEMENT", "ORG"), at, end):
                scene.add("AGREEMENT", at, end, "agreement_again", 0.85, **named.fields)


def _add(scene: Scene, start: int, end: int, rule: str, confidence: float, kind: str) -> None:
    text = scene.text[start:end]
    bracket = re.search(r"\((?P<code>[A-Z][\w&-]{1,11})\)$", text)
    row = scene.context.pack.find_agreement(text)
    if row is None and bracket:
        name = text[: bracket.start()].strip()
        row = scene.context.pack.find_agreement(
            bracket["code"]
        ) or scene.context.pack.find_agreement(name)
    scene.add(
        "AGREEMENT", start, end, rule, confidence,
        id=row.id if row else None, kind=kind, status=_status(scene, start, end),
        canonical=(bracket["code"] if bracket else text),
    )  # fmt: skip


_STATUSES = (
    ("signed", re.compile(r"\b(?:ký|ký kết|đã ký|signed|concluded)\b")),
    ("ratifying", re.compile(r"\b(?:phê chuẩn|phê duyệt|ratif\w+)\b")),
    ("upgrade_negotiation", re.compile(r"\b(?:nâng cấp|upgrade\w*)\b")),
    ("negotiation", re.compile(r"\b(?:đàm phán|negotiat\w+)\b")),
    ("amendment", re.compile(r"\b(?:sửa đổi|amend\w*)\b")),
    ("renewal", re.compile(r"\b(?:gia hạn|ký lại|renew\w*)\b")),
)


def _status(scene: Scene, start: int, end: int) -> str | None:
    """What the words just before say of it; None where they say nothing."""
    before = scene.text[max(start - 40, 0) : start]
    found = [(m.start(), name) for name, cue in _STATUSES for m in cue.finditer(before)]
    if found:
        return max(found)[1]
    return (
        "signed"
        if re.match(r"[^.;]{0,12}\b(?:được ký|signed)\b", scene.text[end : end + 24])
        else None
    )


def _add_vietnamese(scene: Scene) -> None:
    for entry in scene.known("agreement_head"):
        start, after = scene.words.span(entry.first, entry.last)
        if scene.covers("AGREEMENT", start, after) or _is_a_deed(scene, entry.first, entry.last):
            continue
        end, kind = vietnamese_extent(scene.text, start, after)
        bare = end == after
        if bare and not _bare_is_worth_it(scene.text[start:after]):
            continue
        rule, sure = ("class_of_agreements", 0.55) if bare else (f"agreement_{kind}", 0.85)
        _add(scene, start, end, rule, sure, kind)


def _is_a_deed(scene: Scene, first: int, last: int) -> bool:
    """'Hai bên thỏa thuận xem xét ...': agree, no agreement."""
    if scene.text[scene.words.starts[first] : scene.words.ends[last - 1]] != "thỏa thuận":
        return False
    parties = scene.low(first - 1) in ("bên", "nước", "cũng", "đã", "cùng", "phía")
    return parties and f"{scene.low(last)} {scene.low(last + 1)}" in vocabulary.PREDICATES_VI


_PLAN = re.compile(
    r"(?:Kế hoạch|Chương trình) hành động(?: (?:chung|triển khai|thực hiện|về)(?: (?!giai đoạn|vừa|đã|được|trình|nhằm|để)[^\W\d_]+){0,12})?(?: giai đoạn)? ?(?:20\d\d ?[-–] ?20\d\d)"
)
_OF_BOTH = re.compile(
    r"(?:hai (?:bên|nước|ngoại trưởng|bộ trưởng|nhà lãnh đạo)|ký|Tuyên bố chung|[Đđ]ối tác)"
)


def _add_plans_of_both(scene: Scene) -> None:
    """'Chương trình hành động giai đoạn 2026-2030' that two countries sign, not a plan of our own."""
    if scene.context.zones.kind not in ("news", "joint_statement", "treaty"):
        return
    for found in _PLAN.finditer(scene.text):
        start, end = found.span()
        near = scene.text[max(start - 120, 0) : end + 60]
        if _OF_BOTH.search(near) and not scene.covers("AGREEMENT", start, end):
            _add(scene, start, end, "plan_of_both", 0.7, "named")


def _bare_is_worth_it(head: str) -> bool:
    """'các thỏa thuận' is a class; 'không có hiệp định' says nothing."""
    return head in ("thỏa thuận", "Tuyên bố chung")


def vietnamese_extent(text: str, start: int, at: int) -> tuple[int, str]:
    """Where the name ends whose head is ``text[start:at]``, and whether it is a name or a class.

    'Hiệp định Bảo hộ đầu tư Việt Nam - EU (EVIPA)', 'Bản ghi nhớ hợp tác năng lượng',
    'thỏa thuận phái cử lao động' | 'với Đài Loan'.
    """
    kind = "class" if text[start].islower() else "named"
    if (pledges := _AND_PLEDGES.match(text, at)) is not None:
        return pledges.end(), kind
    if text[start:at] == "thỏa thuận" and _GENERIC_VI.match(text, at):
        return at, "class"
    partner = _WITH_PARTNER.match(text, at)
    about = partner.end() - at if partner else 4 if text.startswith(" về ", at) else 0
    stop = _STOP_VI.search(text, at + about, at + 160)
    end = stop.start() if stop else min(at + 160, len(text))
    bracket = _BRACKET_OF_YEAR.match(text, end)
    if bracket:
        end = bracket.end()
    loose = _LOOSE_END.search(text, at, end)
    end = loose.start() if loose else end
    if text[at:end].strip() in ("", "về"):
        return at, kind
    return len(text[:end].rstrip(" ")), kind


def _add_english(scene: Scene) -> None:
    for found in _EN.finditer(scene.text):
        start = found.start()
        while (opening := _EN_OPENING.match(scene.text, start)) and opening.end() < found.end():
            start = opening.end()
        if len(scene.text[start : found.end()].split()) > 2 or found["code"]:
            _add(scene, start, found.end(), "agreement_named", 0.85, "named")
    for found in _EN_CLASS.finditer(scene.text):
        text = found.group()
        start = found.start() + (4 if text.startswith("new ") else 0)
        if (found["on"] or " " in scene.text[start : found.end()]) and not scene.covers(
            "AGREEMENT", start, found.end()
        ):
            _add(scene, start, found.end(), "agreement_class", 0.7, "class")
