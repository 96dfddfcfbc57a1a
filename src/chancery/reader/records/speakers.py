"""Who speaks: a name, or the person that 'Ông', 'Thủ tướng' or 'tôi' stands for."""

from __future__ import annotations

import re
from bisect import bisect_left

from chancery.reader.context import Mention
from chancery.reader.model import Name
from chancery.reader.records.page import Page
from chancery.reader.records.words_vi import is_home_name
from chancery.reader.zones import Paragraph

_FIRST = re.compile(r"(?:chúng )?tôi$|i$|we$")
_THIRD = re.compile(r"(?:ông|bà|ngài|anh|chị)(?: ấy| ta)?$|họ$|he$|she$|they$")
_OFFICE = re.compile(
    r"(?:the )?(?:phó )?(?:thủ tướng(?: chính phủ)?|chủ tịch(?: nước| quốc hội| thượng viện| hạ viện| nghị viện)?|tổng bí thư|tổng thống|bộ trưởng|thứ trưởng|"
    r"đại sứ|ngoại trưởng|(?:deputy |vice )?(?:prime minister|president|minister|ambassador))$"
)
_SENTENCE = re.compile(r"(?:^|[.!?\n]\s|[.!?\n]\s?\")[\"\s]*(?:[^\W\d_][^,.!?\n]{0,40}, )?$")
_REACH = 40
"""How many mentions back a pronoun is followed."""
_FAR = 400
"""How many mentions back the holder of an office is looked for: some ten thousand letters."""


def speaker(page: Page, start: int, end: int) -> Name:
    """The name behind the words of a subject; the words themselves where nobody is known."""
    words = page.low[start:end].strip(" ,")
    own = words.rsplit(", ", 1)[-1].removesuffix(" cũng").strip()
    known = None
    if _FIRST.match(own):
        known = _interviewed(page)
    elif _THIRD.match(own):
        known = _subject_before(page, start)
    elif _OFFICE.match(own):
        known = _holder(page, own, start)
    own_name = page.name(start, end)
    if known is None:
        return own_name
    return Name(known.text, known.canonical, known.unit or own_name.unit, known.inferred)


def _interviewed(page: Page) -> Name | None:
    """The person an interview is with: named first, where the page puts questions."""
    if page.questions < 2:
        return None
    first = next((m for m in page.mentions if m.type == "PERSON"), None)
    return _name(page, first) if first is not None else None


def orders_on(page: Page, place: int) -> Name | None:
    """Who goes on telling where nobody is named: 'Bộ Y tế được giao ...' behind the minister's words."""
    return _subject_before(page, place, ours=True)


def _subject_before(page: Page, place: int, *, ours: bool = False) -> Name | None:
    """The last person, or office, that began a sentence before the place; else the last one named."""
    index = bisect_left(page.starts, place)
    for mention in reversed(page.mentions[max(index - _REACH, 0) : index]):
        if mention.type not in ("PERSON", "TITLE") or not _begins(page, mention):
            continue
        behind = page.at(page.skip(mention.end), "PERSON") if mention.type == "TITLE" else mention
        found = _name(page, behind) if behind else None
        found = found or _holder(page, page.low[mention.start : mention.end], mention.start)
        if found is not None and (not ours or is_home_name(found.canonical)):
            return found
        if (
            found is None
            and mention.type == "TITLE"
            and page.side(mention.start, mention.end) != "partner"
        ):
            return _name(page, mention)
    return page.speaker_before(place)


def _begins(page: Page, mention: Mention) -> bool:
    paragraph: Paragraph | None = page.zones.at(mention.start)
    if paragraph is None or paragraph.zone != "body":
        return False
    begin = max(mention.start - 60, paragraph.content)
    return _SENTENCE.search(page.text[begin : mention.start]) is not None


def _holder(page: Page, office: str, place: int) -> Name | None:
    """'Phó Thủ tướng' after 'Phó Thủ tướng Lê Đình Khải', ours before theirs; or who concludes."""
    other: Mention | None = None
    index = bisect_left(page.starts, place)
    title = office.removeprefix("the ")
    for mention in reversed(page.mentions[max(index - _FAR, 0) : index]):
        if mention.type != "PERSON":
            continue
        before = page.low[max(mention.start - len(title) - 24, 0) : mention.start].rstrip()
        if _names_office(before, title):
            if is_home_name(page.text[mention.start : mention.end]):
                return _name(page, mention)
            other = other or mention
    if page.kind == "conclusions":
        return page.issuer()
    return _name(page, other) if other else None


def _names_office(before: str, title: str) -> bool:
    """Whether the words before a name end in the office: 'chủ tịch thượng viện [ba lan]', no deputy."""
    place = before.rfind(title)
    behind = before[place + len(title) :]
    deputy = before[:place].rstrip().endswith(("phó", "vice", "deputy"))
    return place >= 0 and not deputy and len(behind) <= 16 and not re.search(r"[,.;:]", behind)


def _name(page: Page, mention: Mention) -> Name:
    words = page.context.cut(mention.start, mention.end)
    return Name(words, page.text[mention.start : mention.end], None, inferred=True)
