"""Bodies named again by a general word: 'Bộ này', 'hai cơ quan nêu trên', 'the Working Group', 'the latter'."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from chancery.reader.context import Mention
from chancery.reader.model import Name
from chancery.reader.records.page import Page

_HEADS = "bộ|ủy ban|cục|vụ|sở|tổ công tác|ban chỉ đạo|tổng cục|tập đoàn|tổng công ty|ngân hàng|hiệp hội|đại sứ quán|thương vụ|trung tâm|viện"
_THIS = re.compile(
    rf"(?P<head>{_HEADS}|cơ quan|đơn vị|địa phương)(?: (?:này|nói trên|nêu trên|trên))?$"
)
_AREA = re.compile(r"(?P<head>tỉnh|thành phố|địa phương)(?: này)?$")
_AREAS = {
    "tỉnh": "tỉnh",
    "thành phố": "thành phố|tp\\.?",
    "địa phương": "tỉnh|thành phố|tp\\.?|ubnd tỉnh|ubnd thành phố",
}
_FAR = 600
"""Letters back within which the name of 'tỉnh', 'địa phương này' is looked for."""
_PEOPLES = re.compile(r"(?:ủy ban nhân dân|ubnd) (?:tỉnh|thành phố|tp\.?)(?: này)?$")
"""'Ủy ban nhân dân tỉnh' without its name: the one named last."""
_THESE = re.compile(
    rf"(?:cả )?(?P<count>hai|ba|các) (?P<head>{_HEADS}|cơ quan|đơn vị)(?: (?:này|nói trên|(?:đã )?nêu trên|trên|đó))?$"
)
_COUNTS = {"hai": 2, "ba": 3, "two": 2, "three": 3}
_THE = re.compile(
    r"(?:the|this|that|each) (?P<head>(?:[a-z-]+ )?(?:ministry|ministries|working group|committee|commission|council|agency|department|secretariat|company|fund|bank|centre|center|task force|embassy|authority|institute|group|corporation))$"
)
_LAST = re.compile(r"the (?P<which>former|latter)$")
_REACH = 60
"""How many mentions back a general word is followed."""


def meant(page: Page, start: int, end: int) -> tuple[Name, ...]:
    """The bodies that a general word stands for; empty where the words name somebody themselves.

    'Bộ này', 'Bộ' -> the ministry named last, 'hai Bộ' -> the last two, 'the latter' -> the second of two.
    In a ministry's own paper 'Bộ' is that ministry.
    """
    low = page.low[start:end].strip(" ,")
    if (_AREA.match(low) or _PEOPLES.match(low)) and (area := _of_a_place(page, start, end, low)):
        return area
    if found := _THIS.match(low):
        body = _the_one(page, start, found["head"], low)
        return (_as_name(page, start, end, body),) if body else ()
    if found := _THESE.match(low):
        return _the_last(page, start, end, found["head"], _COUNTS.get(found["count"]), low)
    if found := _THE.match(low):
        head = found["head"]
        known = next((m for m in _before(page, start) if _ends_or_begins(page, m, head)), None)
        return (_as_name(page, start, end, known),) if known else ()
    if found := _LAST.match(low):
        return _of_two(page, start, end, first=found["which"] == "former")
    return ()


def _the_one(page: Page, place: int, head: str, low: str) -> Mention | Name | None:
    pointed = low != head
    if not pointed and head in ("cơ quan", "đơn vị", "địa phương", "ủy ban", "ngân hàng", "viện"):
        return None
    if not pointed and page.language == "vi" and head == "bộ":
        own = page.issuer()
        if own is not None and own.canonical.lower().startswith("bộ "):
            return own
    general = head in ("cơ quan", "đơn vị", "địa phương")
    return next((m for m in _before(page, place) if general or _begins(page, m, head)), None)


def _the_last(
    page: Page, start: int, end: int, head: str, count: int | None, low: str
) -> tuple[Name, ...]:
    """'hai Bộ', 'các cơ quan nêu trên': the bodies named last, as many as said."""
    pointed = low.endswith(("trên", "này", "đó"))
    if count is None and not pointed:
        return ()
    if count is None:
        return ()  # how many 'các cơ quan nêu trên' are is not told
    general = head in ("cơ quan", "đơn vị")
    found: list[Mention] = []
    for mention in _before(page, start):
        known = {str(m.fields.get("canonical")) for m in found}
        if not (general or _begins(page, mention, head)):
            continue
        if str(mention.fields.get("canonical")) not in known:
            found.append(mention)
        if len(found) == count:
            return tuple(_as_name(page, start, end, m) for m in reversed(found))
    return ()


def _of_two(page: Page, start: int, end: int, *, first: bool) -> tuple[Name, ...]:
    bodies: list[Mention] = []
    for mention in _before(page, start):
        if mention.fields.get("canonical") not in [m.fields.get("canonical") for m in bodies]:
            bodies.append(mention)
        if len(bodies) == 2:
            break
    if len(bodies) < 2 or start - bodies[1].start > 400:
        return ()
    return (_as_name(page, start, end, bodies[1] if first else bodies[0]),)


def _before(page: Page, place: int) -> Iterator[Mention]:
    """The bodies named before the place, the nearest first."""
    index = bisect_left(page.starts, place)
    for mention in reversed(page.mentions[max(index - _REACH, 0) : index]):
        if mention.type == "ORG" and mention.end <= place:
            yield mention


def _begins(page: Page, mention: Mention, head: str) -> bool:
    name = str(mention.fields.get("canonical") or "").lower()
    return name.startswith(f"{head} ") or page.low.startswith(f"{head} ", mention.start)


def _of_a_place(page: Page, start: int, end: int, low: str) -> tuple[Name, ...]:
    if named := _AREA.match(low):
        return _the_area(page, start, end, named["head"])
    known = next((m for m in _before(page, start) if _is_longer(page, m, low)), None)
    return (_as_name(page, start, end, known),) if known else ()


def _the_area(page: Page, start: int, end: int, head: str) -> tuple[Name, ...]:
    """'địa phương này', 'tỉnh': the province or city named last."""
    if head == "địa phương" and not page.low.endswith("này", start, end):
        return ()
    said = list(
        re.finditer(rf"(?<!\w)(?:{_AREAS[head]}) ", page.low[max(start - _FAR, 0) : start])
    )
    for found in reversed(said):
        first = max(start - _FAR, 0) + found.start()
        place = page.at(max(start - _FAR, 0) + found.end(), "PLACE")
        if place is not None:
            words = page.context.cut(start, end).strip(" ,")
            return (Name(words, page.context.cut(first, place.end), None, inferred=True),)
    return ()


def _is_longer(page: Page, mention: Mention, low: str) -> bool:
    words = page.low[mention.start : mention.end]
    return words.startswith(low.removesuffix(" này") + " ")


def _ends_or_begins(page: Page, mention: Mention, head: str) -> bool:
    words = page.low[mention.start : mention.end]
    longer = len(words) > len(head) + 2
    return longer and (words.startswith(f"{head} ") or words.endswith(f" {head}"))


def _as_name(page: Page, start: int, end: int, body: Mention | Name) -> Name:
    words = page.context.cut(start, end).strip(" ,")
    if isinstance(body, Name):
        return Name(words, body.canonical, body.unit, inferred=True)
    canonical = str(body.fields.get("canonical") or page.text[body.start : body.end])
    unit = body.fields.get("unit")
    return Name(words, canonical, unit if isinstance(unit, str) else None, inferred=True)
