"""Where the names of bodies end, and whether they are somebody of ours who can be told to do something."""

from __future__ import annotations

import re

from chancery.reader.records.page import Page, once
from chancery.reader.records.words_vi import HOME_BODY, JOINT, UNIT_START


@once
def is_home_body(page: Page, start: int, end: int) -> bool:
    """Whether the words name somebody of the home side that can be told to do something."""
    low = page.low[start:end]
    if JOINT.match(low):
        return page.directs and _OURS_TOGETHER.match(low) is not None
    if page.side(start, end) == "partner" and not _is_our_unit(page, start, end):
        return False
    named = page.at(start, "ORG", "ORG_GROUP")
    return named is not None or HOME_BODY.match(low) is not None or _is_colleague(page, start, end)


_OURS_TOGETHER = re.compile(r"(?:hai|ba|bốn|các) (?:bộ|cơ quan|sở|cục|vụ|địa phương)(?!\w)")
"""'hai Bộ' in a paper that directs: ours, not those of two countries."""
_UNIT = re.compile(r"(?:vụ|phòng|tiểu ban|tổ) ")


def _is_our_unit(page: Page, start: int, end: int) -> bool:
    """'Vụ ASEAN', 'Phòng EU': named for a group of countries, and a unit of ours."""
    unit = _UNIT.match(page.low, start, end) is not None
    return unit and not page.inside(start, end, "COUNTRY")


_COLLEAGUE = re.compile(r"(?:đồng chí|đ/c|anh|chị) ")


def _is_colleague(page: Page, start: int, end: int) -> bool:
    """'Giao anh Nguyễn Văn Minh ...', 'Đồng chí Trần Thị Lan ...': one of the house, by name."""
    called = _COLLEAGUE.match(page.low, start, end)
    if called is None or page.at(start, "COUNTRY") is not None:
        return False
    by_first_name = called.group() in ("anh ", "chị ") and page.text[called.end()].isupper()
    return by_first_name or page.at(called.end(), "PERSON") is not None


AND = re.compile(rf", (?:và )?| và (?={UNIT_START.pattern})|; ")
"""What joins the names of units."""
_NAMES = ("ORG", "ORG_GROUP", "COUNTRY", "BLOC", "PLACE")


def named_to(page: Page, start: int, stop: int) -> int:
    """The end of the names that stand at the place, joined by commas and 'và'."""
    at = start
    while (mention := page.at(at, *_NAMES)) and mention.end <= stop:
        at = mention.end
        joined = AND.match(page.low, at, stop)
        if joined is None or page.at(joined.end(), *_NAMES) is None:
            break
        at = joined.end()
    above = _SAID_ABOVE.match(page.low, at, stop) if at > start else None
    return above.end() if above else at


_SAID_ABOVE = re.compile(r" (?:này|(?:đã )?nêu trên|nói trên|kể trên|trên đây)(?!\w)")
