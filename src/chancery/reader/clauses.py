"""Sentences and segments of a paragraph.

A sentence ends at '.', '!', '?' or '...' before a new beginning, never inside brackets, after an
abbreviation or within a figure. A segment ends at ';' and at 'Thứ nhất,' (an enumeration inside
a paragraph); ':' opens a list. Commas never split here: the rules of the records know when.
All spans are trimmed of space, closing punctuation and enumeration words. Linear in length.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from chancery.reader.layout import MARKED, UPPER

Span = tuple[int, int]

_BRACKET = re.compile(r"[()\[\]]")
_STOP = re.compile(r"[.!?…;:(\[](?:(?<=\.)\.+)?")
_GLUED = re.compile(rf"[{UPPER}](?<=[a-z{MARKED}].)(?=[^\W\d_{UPPER}])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\-/\"])(?:TP|Tp|tp|Q|P|TS|ThS|GS|PGS|BS|KS|CN|St|Mr|Mrs|Ms|Dr|Prof|No|Nos|vs|etc|Art|Inc|Ltd|Co|Corp|"
    r"Gen|Sen|Gov|Hon|approx|cf|e\.g|i\.e|a\.m|p\.m|[ABCDEFGHJKLMNOPQRSTUWYZĐ]|[A-ZĐ](?:\.[A-ZĐ])+)$"
)
_NEXT = re.compile(r"[\s\"')\]]*([^\s\"')\]]|$)")
_BACK = 12
LONGEST = 3000
"""Characters of the longest sentence: beyond it a stretch without a stop is cut at a space."""
_CLASS = re.compile(
    r"\b[Cc]ác (?:tỉnh(?:, thành phố)?|thành phố|[Bb]ộ|nước|đơn vị|[Vv]ụ|[Cc]ục)\s*$"
)
_ORDINAL = re.compile(
    r"[TtMHBNSF(a-e](?:(?<=[Tt])hứ (?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)|(?:(?<=M)ột|(?<=H)ai|(?<=B)(?:a|ốn|ảy)|(?<=N)ăm|(?<=S)áu|(?<=T)ám) là"
    r"|(?:(?<=F)(?:irst|ourth|ifth|inally)|(?<=S)econd|(?<=T)hird)(?:ly)?|(?<=\()(?:i{1,3}|iv|v|vi{1,3}|[1-9])\)|(?<=[a-e])(?<!\w.)\))(?=[,: ])[,:]? ?"
)
"""'Thứ nhất,', 'Một là', 'Firstly', '(ii)', 'a)'. It begins with a class of letters, which ``re`` looks
for three times as quickly as for a choice of words."""
_NUMERALS = ("nhất", "hai", "ba", "tư", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SIGNS_OF_ORDINALS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("hứ ", tuple(f"{t}hứ {n}" for t in "Tt" for n in _NUMERALS)),
    (")", tuple(sign + ")" for sign in "abcdeiv123456789")),
    *((letters, ()) for letters in ("irst", "econd", "hird", "ourth", "ifth", "inally")),
)
"""Letters that few ordinals lack, with those of which some stand there from one letter before on."""
_COUNTED = re.compile(
    r" là(?:(?<=Một là)|(?<=Hai là)|(?<=Ba là)|(?<=Bốn là)|(?<=Năm là)|(?<=Sáu là)|(?<=Bảy là)|(?<=Tám là))"
)
_ORDINALS = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9, "mười": 10, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
}  # fmt: skip
_EDGE = " \n.;:,!?…-/"


class Segment(NamedTuple):
    """A stretch between separators, trimmed.

    ``sentence`` numbers the sentence within the paragraph; ``before`` is what stands in front
    (';' or ':' or ''), ``after`` what follows (';', ':', '.' or ''); ``ordinal`` is the number of
    'Thứ hai, ...'; ``quoted`` tells that a quotation mark opens it.
    """

    start: int
    end: int
    sentence: int
    before: str = ""
    after: str = ""
    ordinal: int | None = None
    quoted: bool = False


def brackets(text: str, start: int, end: int) -> dict[int, int]:
    """Where each bracket that is closed opens and closes; unclosed ones are left out."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for found in _BRACKET.finditer(text, start, end):
        if found.group() in "([":
            stack.append(found.start())
        elif stack:
            pairs[stack.pop()] = found.start()
    return pairs


def segments(text: str, start: int, end: int) -> list[Segment]:
    """The segments of ``text[start:end]`` in order, none of them empty."""
    cuts = _cuts(text, start, end)
    if end - start > LONGEST:
        cuts = _shortened(text, start, end, cuts)
    segment = _enumerated if _may_enumerate(text, start, end) else _plain
    found: list[Segment] = []
    at, sentence, before = start, 0, ""
    for place, length, sign in [*cuts, (end, 0, ".")]:
        found += segment(text, at, place, sentence, before, sign)
        at = place + length
        before = sign if sign in ";:" else ""
        sentence += sign == "."
    return found


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of ``text[start:end]``, trimmed."""
    joined: dict[int, Span] = {}
    for segment in segments(text, start, end):
        first = joined.get(segment.sentence, (segment.start, 0))[0]
        joined[segment.sentence] = (first, segment.end)
    return list(joined.values())


def trim(text: str, start: int, end: int) -> Span:
    """The span without space, closing punctuation or a lone quotation mark at its edges."""
    if start < end and text[start].isalnum() and text[end - 1].isalnum():
        return start, end
    words = text[start:end].lstrip(_EDGE)
    start = end - len(words) if end > start else start
    end = start + len(words.rstrip(_EDGE))
    if end <= start or (text[start] != '"' and text[end - 1] != '"'):
        return start, end
    if text[start] == '"' and text.find('"', start + 1, end) < 0:
        return trim(text, start + 1, end)
    if text[end - 1] == '"' and text.find('"', start, end - 1) < 0:
        return trim(text, start, end - 1)
    if (
        end - start > 2
        and text[start] == '"' == text[end - 1]
        and text.count('"', start, end) == 2
    ):
        return trim(text, start + 1, end - 1)
    return start, end


def masked(text: str, start: int, end: int) -> list[Span]:
    """Quotations that are names or mottos, not speech: words in them are no cues.

    'tinh thần "đã cam kết phải thực hiện"' is masked; '"Tôi đề nghị các bạn ...", ông nói' is not.
    """
    found: list[Span] = []
    opened: int | None = None
    for mark in re.finditer('"', text[start:end]):
        place = start + mark.start()
        if opened is None:
            opened = place
            continue
        lead = text[max(opened - 3, 0) : opened].rstrip()
        if opened > start and lead and lead[-1] not in ".:;,!?-(":
            found.append((opened, place + 1))
        opened = None
    return found


def _cuts(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Places to cut at: (place, length of the separator, '.', ';' or ':')."""
    closing = brackets(text, start, end) if text.find("(", start, end) >= 0 else {}
    found: list[tuple[int, int, str]] = []
    skip_to = start
    for stop in _STOP.finditer(text, start, end):
        place = stop.start()
        if place < skip_to:
            continue
        if stop.group() in "([":
            skip_to = closing.get(place, place)
        elif sign := _sign(text, stop, start, end):
            found.append((place, stop.end() - place, sign))
    glued = [
        (m.start(), 0, ".")
        for m in _GLUED.finditer(text, start + 1, end)
        if _is_glued(text, m.start())
    ]
    return sorted([*found, *glued]) if glued else found


def _shortened(
    text: str, start: int, end: int, cuts: list[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Cut what no writer meant as one sentence (a table dumped in one line) at a space."""
    found: list[tuple[int, int, str]] = []
    at = start
    for cut in [*cuts, (end, 0, ".")]:
        while cut[0] - at > LONGEST:
            space = text.rfind(" ", at + LONGEST // 2, at + LONGEST)
            at = space if space > 0 else at + LONGEST
            found.append((at, 0, "."))
        found.append(cut)
        at = cut[0]
    return found[:-1]


def _sign(text: str, stop: re.Match[str], start: int, end: int) -> str:
    """What a stop means at its place: '.', ';', ':' or '' for nothing."""
    sign = stop.group()
    if sign in ";:":
        return "" if sign == ":" and _joins(text, stop, start) else sign
    if not _ends(text, stop, end):
        return ""
    lead = text[max(start, stop.start() - _BACK) : stop.start()]
    return "" if sign == "." and _ABBREVIATED.search(lead) else "."


def _joins(text: str, colon: re.Match[str], start: int) -> bool:
    """'20:54', or names behind their class ('các tỉnh, thành phố: Lạng Sơn, Quảng Ninh')."""
    follows = text[colon.end() : colon.end() + 2].strip()
    if follows[:1].isdigit() and text[colon.start() - 1].isdigit():
        return True
    return (
        follows[:1].isupper()
        and _CLASS.search(text[max(start, colon.start() - 30) : colon.start()]) is not None
    )


def _is_glued(text: str, place: int) -> bool:
    """A subheading glued to the next sentence ('người Việt ở ÚcĐịnh hướng'), not 'VinFast'."""
    around = (
        re.search(r"\w{0,7}$", text[max(place - 7, 0) : place]),
        re.match(r"\w{0,7}", text[place : place + 7]),
    )
    return any(found is not None and not found.group().isascii() for found in around)


def _ends(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether a new beginning follows: a capital, a digit, a quotation, or the end."""
    after = stop.end()
    if after >= end:
        return True
    if text[after] == " " and after + 1 < end and text[after + 1].isupper():
        return True  # nearly always
    if not text[after].isspace() and text[after] not in "\"')]":
        return False
    follows = _NEXT.match(text, after, min(after + 8, end))
    first = follows.group(1) if follows else ""
    quoted = '"' in text[after : follows.start(1) if follows else after]
    if quoted and first in (",", "-", ";"):
        return False
    return not first or first.isupper() or first.isdigit() or first in "-+*•(" or quoted


def _plain(
    text: str, start: int, end: int, sentence: int, before: str, sign: str
) -> list[Segment]:
    """The segment between two cuts; none where nothing is left of it."""
    first, last = trim(text, start, end)
    if last <= first:
        return []
    quoted = _is_quoted(text, start, first)
    return [Segment(first, last, sentence, before, sign, None, quoted)]


def _enumerated(
    text: str, start: int, end: int, sentence: int, before: str, sign: str
) -> list[Segment]:
    """The segment between two cuts, cut again at 'Thứ nhất, ... Thứ hai, ...' inside it."""
    places = _ordinals(text, start, end)
    if not places:
        return _plain(text, start, end, sentence, before, sign)
    found: list[Segment] = []
    edges = [(start, start, None), *((m.start(), m.end(), m) for m in places)]
    for i, (_, content, mark) in enumerate(edges):
        stop = edges[i + 1][0] if i + 1 < len(edges) else end
        first, last = trim(text, content, stop)
        if last > first:
            quoted = _is_quoted(text, content, first)
            closes = sign if stop == end else ";"
            opens = before if not found else ";"
            found.append(Segment(first, last, sentence, opens, closes, ordinal_of(mark), quoted))
    return found


def _may_enumerate(text: str, start: int, end: int) -> bool:
    """Whether some ordinal may stand in a paragraph: asked once, because few hold any."""
    for sign, beside in _SIGNS_OF_ORDINALS:
        place = text.find(sign, start, end)
        while place >= 0:
            if not beside or text.startswith(beside, max(place - 1, 0)):
                return True
            place = text.find(sign, place + 1, end)
    return _COUNTED.search(text, start, end) is not None


def _is_quoted(text: str, content: int, first: int) -> bool:
    return text[first] == '"' or text[content:first].rstrip().endswith('"')


def _ordinals(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The 'Thứ nhất,', '(i)', 'Một là,' of a stretch."""
    return [m for m in _ORDINAL.finditer(text, start, end) if _enumerates(text, m, start)]


def _enumerates(text: str, mark: re.Match[str], start: int) -> bool:
    """Whether the word enumerates: at the head, or after a stop ('hội nghị lần thứ hai' does not)."""
    lead = text[start : mark.start()].rstrip()
    return not lead or lead[-1] in ":;,.-" or mark.group().startswith("(")


def ordinal_of(mark: re.Match[str] | None) -> int | None:
    """The number that 'Thứ hai,' or 'Hai là' stands for."""
    if mark is None:
        return None
    return next((_ORDINALS[w] for w in _words(mark.group().lower()) if w in _ORDINALS), None)


@cache
def _words(mark: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W\d_]+", mark.removesuffix("ly").replace("ly,", "")))
