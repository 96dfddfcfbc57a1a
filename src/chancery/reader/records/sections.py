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
            r"kế hoạch|(?:công tác|công việc|hoạt động|nhiệm vụ|trọng tâm)(?: [^\W\d_]++){0,3} (?:tháng|quý|tuần|thời gian) (?:\d|tới|tiếp|i|sau)"
            r"|trọng tâm(?: [^\W\d_]+| \d{1,2}){0,4} (?:tháng|quý|năm|cuối)|(?:tháng|quý|thời gian) (?:cuối|còn lại)"
            r"|(?:việc|công việc|nội dung|hoạt động|phần việc)(?: [^\W\d_]++){0,5} (?:sẽ|sắp|dự định) (?:làm|triển khai|thực hiện|tiến hành)"
            r"|dự kiến|phương hướng|định hướng|thời gian tới|next steps?|plans? for|work plan|outlook|way forward|follow-up(?! (?:to|of|on))"
        ),
    ),
    (
        Role.TASKS,
        re.compile(
            r"nhiệm vụ|giải pháp|tổ chức thực hiện|yêu cầu|phân công|ý kiến (?:chỉ đạo|kết luận)|trách nhiệm của|danh mục (?:công )?việc|(?:những |các )?việc (?:cần|phải) làm|tasks|implementation|action (?:points|items|plan|list)|actions? (?:agreed|to be taken)|agreed actions|decisions|assignments|taskings?|responsibilities"
        ),
    ),
    (
        Role.SHORTCOMINGS,
        re.compile(
            r"(?:khó khăn|vướng mắc|tồn tại|hạn chế|bất cập|nguyên nhân|trở ngại|thách thức|điểm nghẽn|nút thắt|rào cản|yếu kém|khiếm khuyết|cản trở|(?:việc|điều|mặt|điểm)(?: [^\W\d_]++){0,2} chưa (?:được|đạt|làm|tốt))|bottleneck|issues of concern|problems|difficult|shortcoming|obstacle|challenge|constraints"
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
            r"|(?:yêu cầu|giao|đề nghị|phân công|chỉ thị|quyết nghị|quyết định|(?:thứ trưởng|bộ trưởng|thủ tướng|chủ tịch|trưởng ban|chủ trì|tổ trưởng|giám đốc)(?: [^\W\d_]++){0,5} (?:thống nhất|kết luận|chỉ đạo|chốt)(?: như sau| các nội dung sau)?)\s*$|(?:^|[,.;] ?|thủ tướng |chính phủ |bộ trưởng |sứ quán )(?:yêu cầu|giao|đề nghị|kiến nghị) [^:;.]{3,160}$"
            r"|following (?:tasks|measures|actions)\s*$|(?:is|are) (?:requested|instructed|directed) to\s*$"
        ),
    ),
    (
        Role.PROPOSALS,
        re.compile(r"(?:kiến nghị|đề xuất|xin kiến nghị)(?: [^\W\d_]++){0,5}\s*$"),
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
    found = next((role for role, pattern in _LEADS if pattern.search(low)), None)
    return found or (role_of_heading(low) if _SHORT_HEAD.fullmatch(low) else None)


_SHORT_HEAD = re.compile(
    r"(?:\d{1,2}[.)] )?(?:các |những |một số )?(?:nhiệm vụ|công việc|công tác|trọng tâm|kế hoạch|phương hướng|kiến nghị|đề xuất)(?: [\w/]+){1,7}"
)
"""'Nhiệm vụ tháng tới:', 'Kế hoạch công tác quý IV/2026:': a line before ':' that is a heading."""


def roles_of(text: str, zones: Zones, kind: Kind) -> dict[int, Role]:
    """The role of each paragraph by its index; absent where nothing is known.

    What a paper that directs plans for the time ahead ('nhiệm vụ trong thời gian tới') are tasks.
    A heading gives it to all that stands under it; a paragraph that ends in ':' to what stands
    under it and to the unmarked ones' followers up to the next heading.
    """
    roles: dict[int, Role] = {} if kind != "news" else _answers(text, zones)
    running: Role | None = None
    titled: Role | None = None
    opened = False
    for paragraph in zones.paragraphs:
        words = text[paragraph.content : paragraph.end]
        if paragraph.zone == "title" or not words:
            titled = role_of_heading(words) if _TITLE_OF_A_LIST.match(words) else None
            continue
        role = roles.get(paragraph.index) or _inherited(zones, paragraph, roles)
        role = role or (titled if paragraph.marker else None)
        role = role or (running if kind != "news" else None)
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


_TITLE_OF_A_LIST = re.compile(
    r"recommendations?[.:]?$|(?:(?:agreed|follow-up|next) )?(?:actions?(?: (?:points?|items?|list|plan))?|steps)(?: agreed)?[.:]?$|tasks (?:for|until|of) |(?:phân công|danh mục) (?:nhiệm vụ|công việc)|việc cần làm",
    re.IGNORECASE,
)
"""A note that is a list of tasks and nothing else: its title says so."""
_DIRECTING = ("conclusions", "directive", "resolution")


def _ordered(role: Role | None, kind: Kind) -> Role | None:
    return Role.TASKS if role is Role.PLANS and kind in _DIRECTING else role


_CONTRAST = re.compile(
    r"(?:dù vậy|dẫu vậy|tuy nhiên|tuy vậy|tuy thế|song|thế nhưng|mặt khác|mặc dù vậy|trái lại|ngược lại|bên cạnh (?:những |các )?kết quả|bên cạnh đó[^.;]{0,40}(?:còn|vẫn|chưa)|however|nevertheless|on the other hand)(?!\w)",
    re.IGNORECASE,
)


_ASKED: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.SHORTCOMINGS,
        re.compile(
            r"trăn trở|khó khăn|kêu khó|vướng mắc|hạn chế|thách thức|lo ngại|băn khoăn|trở ngại|rào cản|điểm nghẽn|bất cập|chưa (?:được|làm|hài lòng)|tồn tại|difficult|obstacle|challenge|hurdle|worr|hold\w* back"
        ),
    ),
    (
        Role.RESULTS,
        re.compile(
            r"dấu ấn|kết quả|nổi bật|thành tựu|điểm nhấn|đáng kể nhất|làm được gì|thành công|điểm sáng|bước tiến|achiev|result|highlight|progress"
        ),
    ),
)
"""What a question of an interview makes of its answer."""

_ABOUT_AHEAD = re.compile(
    r"thời gian tới|sắp tới|kiến nghị|giải pháp|cần làm gì|phải làm gì|sẽ làm|khắc phục|tháo gỡ|vượt qua|kỳ vọng|mong đợi|how .*overcome|next|plan"
)


def _answers(text: str, zones: Zones) -> dict[int, Role]:
    """'PV: Đâu là kết quả đáng kể nhất?' over what has been done; 'Còn khó khăn?' over what falls short."""
    roles: dict[int, Role] = {}
    questions = [p for p in zones.paragraphs if p.zone == "body" and text[p.end - 1] == "?"]
    if len(questions) < 2:
        return roles
    role: Role | None = None
    for paragraph in zones.paragraphs:
        if paragraph in questions:
            low = text[paragraph.content : paragraph.end].lower()
            role = (
                None
                if _ABOUT_AHEAD.search(low)
                else next((r for r, p in _ASKED if p.search(low)), None)
            )
        elif role is not None and paragraph.zone == "body":
            roles[paragraph.index] = role
    return roles


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
