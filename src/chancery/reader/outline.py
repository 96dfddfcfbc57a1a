"""Outline markers: 'Điều 5.', 'II.', '3.', '2.1.', 'a)', '- ', '+ ' and how deep each one stands."""

from __future__ import annotations

import re
from typing import NamedTuple

HEADING = 1
"""Depth of a heading that stands without a marker, and of parts and chapters."""

SECTION = 2
"""Deepest level that names a whole section ('II. NHIỆM VỤ'); leads are inherited from below it."""

ARTICLE = 3
"""'Điều 5.' of an agreement: each is about something of its own."""

LEAD_IN = 7
"""Depth of a sentence that ends in ':' over lettered or dashed items."""

_DEPTHS = {
    "part": 1,
    "roman": 2,
    "article": 3,
    "number": 4,
    "deep": 5,
    "ordinal": 8,
    "letter": 8,
    "small": 9,
    "dash": 10,
    "plus": 11,
}

_MARKER = re.compile(
    r"""(?:
      (?P<part>(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|CHAPTER|Chapter|PART|Part|SECTION|Section)
         [ ](?:[IVXLC]{1,6}|\d{1,3}|(?:THỨ|thứ)[ ]\w{1,5})[.:]?)
    | (?P<article>(?:ĐIỀU|Điều|ARTICLE|Article)[ ](?:\d{1,3}|[IVXLC]{1,6})[.:]?)
    | (?P<roman>(?:[IVXL]{1,6}|[A-HĐ])[.)\-/](?=[ ]?[^\W\d_]))
    | (?P<deep>\d{1,2}(?:\.\d{1,2}){1,3}(?:\.|(?=[ ]{1,3}[A-ZĐÂÊÔƠƯÁÀẢÃẠÉÈÍÌÓÒÚÙÝỦ])))
    | (?P<number>\(?\d{1,3}(?:[.)/](?![\d])))
    | (?P<small>\([ivx]{1,5}\))
    | (?P<letter>\(?[a-zđ]\)|[a-eđ]\.(?=[ ]))
    | (?P<ordinal>(?:Thứ|Một|Hai|Ba|Bốn|Năm|Sáu|Bảy)[ ](?:là|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)
        (?=[,:]))
    | (?P<plus>\+)
    | (?P<dash>[-*•·▪○●►–])
    )[ ]{0,3}(?=\S)""",
    re.VERBOSE,
)


class Marker(NamedTuple):
    """A marker at the head of a line: as written, how deep, and where the words behind it begin."""

    text: str
    level: int
    end: int


def marker_at(text: str, start: int, end: int) -> Marker | None:
    """The marker at the head of ``text[start:end]``, None for running text."""
    found = _MARKER.match(text, start, end)
    if found is None or found.lastgroup is None:
        return None
    kind = found.lastgroup
    written = found.group(kind)
    level = _DEPTHS[kind] + (written.rstrip(".").count(".") - 1 if kind == "deep" else 0)
    return Marker(written, level, found.end())
