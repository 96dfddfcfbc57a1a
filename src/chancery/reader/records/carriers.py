"""Who carries a task, where not its subject: 'do Bộ Y tế chủ trì', 'đầu mối: Vụ châu Âu', 'drafted by the Ministry'."""

from __future__ import annotations

import re

from chancery.reader.records.bodies import is_home_body, named_to
from chancery.reader.records.page import Page
from chancery.reader.seldom import Seldom
from chancery.reader.zones import Span

_NAMED_BEHIND = Seldom(
    r"[\s.;,]{0,3}\(?(?:cơ quan|đơn vị|bộ phận|người)?\s?(?:chủ trì|đầu mối|thực hiện|phụ trách|chịu trách nhiệm)(?: chính| thực hiện| chủ trì)?(?: là)?\s?: ?(?:do )?(?P<who>[^;.:()\n]{2,90})"
)


def named_behind(page: Page, start: int, end: int) -> Span | None:
    """'...; đơn vị chủ trì: Bộ Công Thương; thời hạn: 30/9': who does it, told in or behind the clause."""
    found = _NAMED_BEHIND.search(page.low, start, end) or _NAMED_BEHIND.match(
        page.low, end, min(end + 140, len(page.low))
    )
    if found is None or not is_home_body(page, *found.span("who")):
        return None
    return found.span("who")


def tells_who(page: Page, end: int) -> bool:
    """Whether who does it is named right behind the words: '. Chủ trì: Vụ Luật pháp'."""
    return _NAMED_BEHIND.match(page.low, end, min(end + 140, len(page.low))) is not None


_IN_BRACKETS = re.compile(r"\((?P<who>[^()]{4,110})\)[.;,]?$")
_AND_WHEN = re.compile(
    r"(?:[,;-] ?|: )(?:(?:thời )?hạn|trong|trước|tháng|quý|năm|ngày|đến|hết|cuối|chậm|due|by|before|q[1-4]|end|\d)"
)


def named_in_brackets(page: Page, start: int, end: int) -> Span | None:
    """'- Mở văn phòng thương mại tại Ra-bát (Bộ Công Thương)', '(Bộ Y tế, tháng 8)': who does it, at the end of an item.

    Not where the brackets hold another name of what stands before them.
    """
    if page.low.find("(", max(end - 114, start), end) < 0:
        return None
    found = _IN_BRACKETS.search(page.low, start, end)
    if found is None or any(
        m.end >= found.start() - 1
        for m in page.inside(max(start, found.start() - 70), found.start(), "ORG")
    ):
        return None
    first, last = found.start("who"), named_to(page, found.start("who"), found.end("who"))
    whole = last == found.end("who") or _AND_WHEN.match(page.low, last)
    return (first, last) if last > first and whole and is_home_body(page, first, last) else None


_CARRIES = r"(?:(?:làm )?chủ trì|làm (?:đại diện )?chủ đầu tư|làm (?:đại diện|cơ quan|đơn vị)|thực hiện|phụ trách|đảm nhiệm|đảm nhận|làm đầu mối|đầu mối|chịu trách nhiệm|tiến hành|đứng ra|làm (?:tổ )?trưởng|làm trưởng|lo|triển khai|soạn thảo|xây dựng|tổ chức|theo dõi|điều phối|kiểm tra|giám sát|đôn đốc|tổng hợp|rà soát|chuẩn bị|hoàn thiện|bố trí|thẩm định|hướng dẫn|xử lý)"
_CARRIED = re.compile(
    rf"(?:d(?<!\w.)o|g(?<!\w.)iao(?: nhiệm vụ)?(?: cho)?|p(?<!\w.)hân công(?: cho)?) (?P<who>[^,;:]{{2,120}}?)(?: \([^)]*\))? (?:trực tiếp |cùng |chịu trách nhiệm )?{_CARRIES}(?!\w)"
    rf"|\((?:do )?(?P<in>[^(),;:]{{2,120}}?)(?: làm)? (?:chủ trì|đầu mối|phụ trách)[^()]{{0,60}}\)"
    r"|(?:đ(?<!\w.)ược |n(?<!\w.)ày )giao (?:cho )(?P<to>[^;:]{2,120}?)(?=,|;|:|\.|$)"
    r"|(?:led|chaired|headed|coordinated|carried out|prepared|undertaken|implemented|supplied|provided|submitted|organi[sz]ed|drafted) by (?P<by>[^,;:]{3,90}?)(?=,|;|:|$| (?:by|no|not|before|within|in|and) )"
    r"|(?:thuộc (?:về )?trách nhiệm của|thuộc về) (?P<of>[^,;:]{2,120}?)(?=,|;|:|\.|$| thì )"
    r"|(?:left|falls?|up|entrusted|given|assigned) to (?P<left>[^,;:]{3,90}?)(?=,| to )"
    r"|with (?P<as>[^,;:]{3,90}?) as (?:the )?(?:lead|coordinator|focal point|chair)"
)


_BY = re.compile(
    r"(?:d(?<!\w.)o|g(?<!\w.)iao(?: nhiệm vụ)?(?: cho)?|p(?<!\w.)hân công(?: cho)?|:) (?=\w)"
)
_CARRIES_IT = re.compile(
    rf"(?: \([^)]*\))? (?:trực tiếp |cùng |chịu trách nhiệm )?{_CARRIES}(?!\w)"
)


def _named_with_commas(page: Page, start: int, end: int) -> Span | None:
    """'... do Bộ Văn hóa, Thể thao và Du lịch làm đầu mối': a name that holds a comma, or several names."""
    for by in _BY.finditer(page.low, start, end):
        last = named_to(page, by.end(), end)
        if last > by.end() and _CARRIES_IT.match(page.low, last, end):
            return by.end(), last
    return None


_DONE_BY = re.compile(r"\s*(?:sớm |kịp thời |khẩn trương |tiếp tục )*được (?=\w)")


def done_by(page: Page, start: int, end: int) -> Span | None:
    """'... phải [được Bộ Tài chính trả lời] ...': the body that a passive names behind 'được'."""
    passive = _DONE_BY.match(page.low, start, end)
    last = named_to(page, passive.end(), end) if passive else start
    if passive is None or last <= passive.end() or not page.low.startswith(" ", last):
        return None
    return (passive.end(), last) if is_home_body(page, passive.end(), last) else None


def carried_by(page: Page, start: int, end: int) -> Span | None:
    """'Việc kiểm soát ... do Bộ Tài chính (Cục Hải quan) chủ trì', '(Bộ Công Thương chủ trì)': who does it."""
    named = _named_with_commas(page, start, end) if page.language == "vi" else None
    if named is not None and is_home_body(page, *named):
        return named
    for found in _CARRIED.finditer(page.low, start, end):
        kind = found.lastgroup or "who"
        first, last = found.span(kind)
        if page.low.startswith("the ", first):
            first += 4
        if is_home_body(page, first, last):
            return first, last
    return None
