"""What a part of an official paper is about: results, shortcomings, tasks, proposals, plans."""

from __future__ import annotations

import re
from enum import Enum

from chancery.reader.model import Kind
from chancery.reader.outline import ARTICLE
from chancery.reader.zones import Paragraph, Zones


class Role(Enum):
    """The role of a section, from its heading or from the sentence that leads into it."""

    RESULTS = "results"
    SHORTCOMINGS = "shortcomings"
    TASKS = "tasks"
    PROPOSALS = "proposals"
    REQUESTS = "requests"
    PLANS = "plans"
    PURPOSES = "purposes"


# The word that stands first decides: 'Nhiệm vụ khắc phục tồn tại' is tasks, 'Kết quả và tồn tại' results.
_HEADINGS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.REQUESTS,
        re.compile(
            r"(?:đề nghị|kiến nghị|đề xuất|yêu cầu|mong muốn|nguyện vọng) (?:của|từ) (?:phía|bạn|đối tác|sở tại|nước)"
            r"|(?:requests?|proposals?) (?:of|from|by) the \w+ side"
        ),
    ),
    (
        Role.PROPOSALS,
        re.compile(r"kiến nghị|đề xuất(?!.{0,20}nhiệm vụ)|đề nghị|recommendations?|proposals?"),
    ),
    (
        Role.PLANS,
        re.compile(
            r"kế hoạch|(?:công tác|công việc|hoạt động|nhiệm vụ|trọng tâm)(?: [^\W\d_]+){0,3} (?:tháng|quý|tuần|thời gian) (?:\d|tới|tiếp|i|sau)"
            r"|trọng tâm(?: [^\W\d_]+| \d{1,2}){0,4} (?:tháng|quý|năm|cuối)|(?:tháng|quý|thời gian) (?:cuối|còn lại)"
            r"|(?:việc|công việc|nội dung|hoạt động|phần việc)(?: [^\W\d_]+){0,5} (?:sẽ|sắp|dự định) (?:làm|triển khai|thực hiện|tiến hành)"
            r"|dự kiến|phương hướng|định hướng|thời gian tới|next steps?|plans? for|work plan|outlook|way forward|follow-up(?! (?:to|of|on))"
        ),
    ),
    (
        Role.TASKS,
        re.compile(
            r"nhiệm vụ|giải pháp|tổ chức thực hiện|yêu cầu|phân công|trách nhiệm của|danh mục (?:công )?việc|(?:những |các )?việc (?:cần|phải) làm|tasks|implementation|action (?:points|items|plan|list)|actions? (?:agreed|to be taken)|agreed actions|decisions"
        ),
    ),
    (
        Role.SHORTCOMINGS,
        re.compile(
            r"(?:khó khăn|vướng mắc|tồn tại|hạn chế|bất cập|nguyên nhân|trở ngại|thách thức|điểm nghẽn|nút thắt|rào cản|yếu kém|khiếm khuyết|cản trở|(?:việc|điều|mặt|điểm)(?: [^\W\d_]+){0,2} chưa (?:được|đạt|làm|tốt))|bottleneck|issues of concern|problems|difficult|shortcoming|obstacle|challenge|constraints"
        ),
    ),
    (Role.PURPOSES, re.compile(r"mục đích|mục tiêu|quan điểm|căn cứ|objectives?|purpose")),
    (
        Role.RESULTS,
        re.compile(
            r"kết quả|đánh giá|tình hình|thực trạng|diễn biến|điểm sáng|nổi bật|tổng quan|chuyển biến|highlights|progress|state of play|review|(?:việc|mặt|công tác) (?:đã|được)|đã (?:làm|đạt) được|ưu điểm|thành tựu|results?|achievements?|documents signed|overview"
        ),
    ),
)

_LEADS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.TASKS,
        re.compile(
            r"(?:nhiệm vụ|giải pháp|nội dung|công việc|công tác|yêu cầu|biện pháp)(?: [^\W\d_,]+){0,6} (?:sau|sau đây|như sau|dưới đây)?\s*$"
            r"|(?:yêu cầu|giao|đề nghị|phân công|chỉ thị|quyết nghị|quyết định)\s*$|(?:^|[,.;] ?|thủ tướng |chính phủ |bộ trưởng |sứ quán )(?:yêu cầu|giao|đề nghị|kiến nghị) [^:;.]{3,160}$"
            r"|following (?:tasks|measures|actions)\s*$|(?:is|are) (?:requested|instructed|directed) to\s*$"
        ),
    ),
    (
        Role.PROPOSALS,
        re.compile(r"(?:kiến nghị|đề xuất|xin kiến nghị)(?: [^\W\d_]+){0,5}\s*$"),
    ),
    (
        Role.SHORTCOMINGS,
        re.compile(
            r"(?:hạn chế|tồn tại|khó khăn|vướng mắc|bất cập|trở ngại|nguyên nhân)(?: [^\W\d_,]+){0,6}\s*$"
            r"|(?:chưa|hạn chế|tồn tại|khó khăn|vướng mắc|bất cập|còn (?:chậm|yếu|thấp))[^:;.]{0,90}(?:cụ thể|như sau|đó là|như|thể hiện ở)\s*$"
        ),
    ),
    (Role.RESULTS, re.compile(r"kết quả(?: [^\W\d_,]+){0,6}\s*$")),
)


def role_of_heading(words: str) -> Role | None:
    """'II. NHIỆM VỤ TRỌNG TÂM' -> tasks; the word that stands first decides, None where none does."""
    low = words.lower()
    found = [
        (m.start(), order, role)
        for order, (role, p) in enumerate(_HEADINGS)
        if (m := p.search(low))
    ]
    return min(found)[2] if found else None


def role_of_lead(words: str) -> Role | None:
    """'Yêu cầu các bộ tập trung thực hiện các nhiệm vụ sau' (before ':') -> tasks."""
    low = words[-240:].lower().rstrip(" :")
    return next((role for role, pattern in _LEADS if pattern.search(low)), None)


def roles_of(text: str, zones: Zones, kind: Kind) -> dict[int, Role]:
    """The role of each paragraph by its index; absent where nothing is known.

    What a paper that directs plans for the time ahead ('nhiệm vụ trong thời gian tới') are tasks.
    A heading gives it to all that stands under it; a paragraph that ends in ':' to what stands
    under it and to the unmarked ones' followers up to the next heading.
    """
    roles: dict[int, Role] = {}
    running: Role | None = None
    opened = False
    for paragraph in zones.paragraphs:
        words = text[paragraph.content : paragraph.end]
        if paragraph.zone == "title" or not words:
            continue
        role = _inherited(zones, paragraph, roles) or (running if kind != "news" else None)
        if paragraph.zone == "heading":
            role = _ordered(role_of_heading(words), kind)
            running = role if paragraph.level <= ARTICLE else (role or running)
        elif words.endswith(":"):
            role = _led_in(words, role)
            running = running if paragraph.marker else (role or running)
        elif paragraph.zone == "body":
            role = _turned(text, paragraph, role, zones, before=not opened)
        opened = opened or bool(paragraph.marker) or words.endswith(":")
        if role:
            roles[paragraph.index] = role
    return roles


_DIRECTING = ("conclusions", "directive", "resolution")


def _ordered(role: Role | None, kind: Kind) -> Role | None:
    return Role.TASKS if role is Role.PLANS and kind in _DIRECTING else role


_CONTRAST = re.compile(
    r"(?:dù vậy|dẫu vậy|tuy nhiên|tuy vậy|tuy thế|song|thế nhưng|mặt khác|mặc dù vậy|trái lại|ngược lại|bên cạnh (?:những |các )?kết quả|bên cạnh đó[^.;]{0,40}(?:còn|vẫn|chưa)|however|nevertheless|on the other hand)(?!\w)",
    re.IGNORECASE,
)


def _turned(
    text: str, paragraph: Paragraph, role: Role | None, zones: Zones, *, before: bool
) -> Role | None:
    """'Dù vậy, ...' turns a report to what falls short; what stands before the orders reports."""
    official = zones.paper.official and zones.kind in (
        "conclusions",
        "directive",
        "resolution",
        "report",
        "other",
        "letter",
    )
    if not official or paragraph.marker or role not in (None, Role.RESULTS):
        return role
    if _CONTRAST.match(text, paragraph.content):
        return Role.SHORTCOMINGS
    return Role.RESULTS if before and role is None and zones.kind == "directive" else role


def _led_in(words: str, role: Role | None) -> Role | None:
    """The role that a sentence before ':' gives; in a section of proposals 'đề nghị' stays one."""
    lead = role_of_lead(words)
    if role is Role.PROPOSALS and lead is Role.TASKS:
        return role
    return lead or role


def _inherited(zones: Zones, paragraph: Paragraph, roles: dict[int, Role]) -> Role | None:
    return next((roles[p.index] for p in zones.above(paragraph) if p.index in roles), None)
