"""How a document is laid out: its paragraphs, the zone of each, and its outline.

Newspaper pages (headline, lede, body, captions, by-line, site furniture), official papers after
Decree 30/2020 (number, place and date, kind, subject, 'Kính gửi', outline, 'Nơi nhận', signer),
joint statements and treaties (headings, numbered paragraphs, articles), mission reports.

All offsets are those of the matching text. Work is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from chancery.reader.layout import UPPER, Line, is_upper, lines_of
from chancery.reader.layout import words as word_count
from chancery.reader.matching import Matching
from chancery.reader.model import Kind, Language
from chancery.reader.outline import HEADING, LEAD_IN, SECTION
from chancery.reader.papers import Paper, paper_of

ZONES = (
    "title",
    "dateline",
    "heading",
    "body",
    "caption",
    "byline",
    "recipients",
    "signature",
    "boilerplate",
    "table",
)
Span = tuple[int, int]


@dataclass(slots=True)
class Paragraph:
    """A paragraph (one or more lines) without the space around it.

    ``content`` is where the words begin behind the marker; ``parent`` the index of the paragraph
    that it stands under in the outline; ``lede`` a newspaper's summary, which restates the body;
    ``cells`` the spans of a table row's cells. Nothing changes it; it is not frozen because
    thousands are made, three times as fast.
    """

    index: int
    start: int
    end: int
    zone: str
    content: int
    marker: str = ""
    level: int = 0
    parent: int | None = None
    lede: bool = False
    cells: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Zones:
    """The layout of one text. ``paper`` holds what an official paper says of itself in its head."""

    paragraphs: tuple[Paragraph, ...]
    paper: Paper
    _starts: tuple[int, ...]

    @property
    def kind(self) -> Kind:
        """The kind of the document: a paper's own, 'news' where there is a headline over a body."""
        if self.paper.official:
            return self.paper.kind
        return "news" if any(p.zone == "title" for p in self.paragraphs) else "other"

    def at(self, offset: int) -> Paragraph | None:
        """The paragraph that holds the place; the one before it, where it stands between two."""
        place = bisect_right(self._starts, offset) - 1
        return self.paragraphs[place] if place >= 0 else None

    def zone_at(self, offset: int) -> str:
        """The zone of a place: 'body' where there is nothing."""
        found = self.at(offset)
        return found.zone if found else "body"

    def above(self, paragraph: Paragraph) -> Iterator[Paragraph]:
        """What the paragraph stands under in the outline, nearest first."""
        parent = paragraph.parent
        while parent is not None:
            found = self.paragraphs[parent]
            yield found
            parent = found.parent

    def in_zone(self, *zones: str) -> Iterator[Paragraph]:
        """The paragraphs of these zones, in order."""
        return (p for p in self.paragraphs if p.zone in zones)


def split(matching: Matching, language: Language) -> Zones:
    """Lay out a text. ``language`` decides nothing yet but which words end a paper's head."""
    del language  # both languages' conventions are told apart by their own words
    lines = lines_of(matching)
    paper = paper_of(matching.text, lines)
    zoned = _zoned(matching.text, lines, paper)
    paragraphs = _outlined(_merged(matching.text, zoned))
    return Zones(paragraphs, paper, tuple(p.start for p in paragraphs))


# Zones of lines ------------------------------------------------------------------------------

_FURNITURE = re.compile(
    r"""(?:multimedia|media|đọc\ báo\ in|báo\ in|ý\ kiến\ (?:bạn\ đọc|của\ bạn|\(\d+\))
    |bình\ luận(?:\ \(\d+\))?|gửi\ bình\ luận|chia\ sẻ|từ\ khóa|tags?|chủ\ đề|xem\ thêm|đọc\ thêm
    |đọc\ tiếp|trang\ chủ|theo\ dõi|đăng\ nhập|liên\ hệ|quảng\ cáo|in\ bài\ (?:viết|này)|gửi\ bài
    |tin\ (?:cùng\ chuyên\ mục|liên\ quan|mới(?:\ nhất)?|nổi\ bật|khác|cũ\ hơn|đọc\ nhiều)
    |bài\ (?:liên\ quan|viết\ liên\ quan|cùng\ chuyên\ mục|đọc\ nhiều)|facebook|zalo|twitter|copy\ link
    |related\ (?:news|articles|stories)|read\ more|see\ also|share(?:\ this)?|comments?|subscribe
    |sign\ in|log\ in|home|advertisement|print|most\ read|follow\ us|back\ to\ top
    |bản\ quyền|copyright|©|®)(?=$|[\s:|(.,/])""",
    re.VERBOSE | re.IGNORECASE,
)
_BREADCRUMB = re.compile(
    r"[^>\u203a\u00bb\n]{2,40}(?: ?[>\u203a\u00bb] ?[^>\u203a\u00bb\n]{2,40}){1,4}"
)
_IMAGE = re.compile(r"\S{1,200}\.(?:jpe?g|png|gif|webp|svg|mp4)(?:\s|$)", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:[(\[-] ?|\. ?|^)(?:Ảnh|ảnh|ẢNH|Đồ họa|Nguồn ảnh|Photo|Photos|Picture|Source)(?: [^:.]{0,20})? ?:"
)
_CLOCK = re.compile(
    r"(?:[^\W\d]{2,9}[ .]?[^\W\d]{0,5},? )?(?:\d{1,2}[:hg]\d{2}\S{0,3}[ ,|-]{1,4})?(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"(?:[ ,|-]{1,4}\d{1,2}[:hg]\d{2})?(?: ?\(?GMT ?\+?\d{1,2}\)?)?(?: ?[AP]M)?$"
)
_PLACE_DAY = re.compile(
    r"[^\W\d_][^\d,:;.]{1,40}, (?:ngày \d{1,2} tháng \d{1,2},? năm \d{4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? \d{4}"
    r"|[A-Z][a-z]{2,8} \d{1,2},? \d{4})\.?$"
)
_DAY_OPENER = re.compile(
    r"(?:(?:Sáng|Trưa|Chiều|Tối|Đêm|Rạng sáng|Chiều tối|Hôm nay|Trong)[ ,]|(?:Trong hai )?[Nn]gày \d|TTO|\(?[A-Z]{2,6}\)? ?-|"
    r"[A-ZĐ][^\W\d_]{1,20}(?: [A-ZĐ][^\W\d_]{1,20})? \([^)]{2,30}\) ?-)"
)
_BYLINE = re.compile(
    r"(?:(?:Tin|Bài|Ảnh|Theo|Nguồn|By|Thực hiện|Tác giả|PV|Nhóm PV|P\.V)\b[ ,:&-]{0,3}){0,3}"
    rf"[(]?[{UPPER}][\w.]{{0,12}}(?:(?: - | |, |/)[{UPPER}][\w.]{{0,12}}){{0,5}}[)]?\.?$"
)


def _zoned(text: str, lines: tuple[Line, ...], paper: Paper) -> list[tuple[Line, str]]:
    """The zone of each line: a paper's head and foot first, the rest by how the page is built."""
    official = dict(paper.zones)
    free = [line for line in lines if line.index not in official]
    news = not paper.official
    title = _title(text, free) if news else None
    captions = _captions(text, free, layout=news)
    zoned = []
    for line in lines:
        zone = official.get(line.index)
        if zone is None:
            zone = "title" if line is title else captions.get(line.index)
        zoned.append((line, zone or _plain_zone(text, line, news=news)))
    return _headings(text, _bylines(text, zoned) if news else zoned)


def _plain_zone(text: str, line: Line, *, news: bool) -> str:
    words = text[line.start : line.end]
    if line.cells:
        return "table"
    if len(words) <= 90 and (_CLOCK.match(words) or _PLACE_DAY.match(words)):
        return "dateline"
    if news and len(words) <= 60 and not line.marker and _FURNITURE.match(words):
        return "boilerplate"
    if news and len(words) <= 80 and _BREADCRUMB.fullmatch(words):
        return "boilerplate"
    return "body"


def _title(text: str, lines: list[Line]) -> Line | None:
    """The headline: the first line that is not site furniture, if it does not end as a sentence."""
    if len(lines) < 2:
        return None
    for line in lines[:6]:
        words = text[line.start : line.end]
        if _plain_zone(text, line, news=True) != "body" or _IMAGE.match(words):
            continue
        closed = words[-1] in ".;:,"
        return (
            None if closed or len(words) > 250 or (line.marker and line.marker.level > 4) else line
        )
    return None


def _captions(text: str, lines: list[Line], *, layout: bool) -> dict[int, str]:
    """Captions: with a credit, under an image's file name, said twice, or the tail of a page."""
    found: dict[int, str] = {}
    for line in lines:
        words = text[line.start : line.end]
        if _IMAGE.match(words):
            found[line.index] = "boilerplate"
        elif len(words) <= 400 and ":" in words and _CREDIT.search(words):
            found[line.index] = "caption"
    for above, line in pairwise(lines):
        image = found.get(above.index) == "boilerplate" and line.end - line.start <= 300
        if image or _twice(text, above, line):
            found.setdefault(line.index, "caption")
            found.setdefault(above.index, "caption")
    if layout:
        found.update(dict.fromkeys(_tail(text, lines, set(found)), "caption"))
    return found


def _twice(text: str, above: Line, line: Line) -> bool:
    """'Các đại biểu dự hội nghị' above 'Các đại biểu dự hội nghị.': a caption and its alt text."""
    if not 15 <= line.end - line.start <= 400 or line.marker:
        return False
    if abs(line.end - line.start - above.end + above.start) > 20:
        return False
    first, second = text[above.start], text[line.start]
    if first.isalnum() and second.isalnum() and first.lower() != second.lower():
        return False
    one, two = (
        re.sub(r"[\W_]+", " ", text[x.start : x.end]).strip().lower() for x in (above, line)
    )
    return one == two


def _tail(text: str, lines: list[Line], known: set[int]) -> list[int]:
    """The last block of a stored article (title, lede, body of many lines, captions)."""
    blocks: list[list[Line]] = []
    for line in lines:
        if line.after_blank or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    if len(blocks) != 4 or len(blocks[0]) != 1 or len(blocks[1]) != 1 or len(blocks[2]) < 3:
        return []
    last = blocks[3]
    short = all(line.end - line.start <= 300 and not line.marker for line in last)
    verbless = not any(_VERB.search(text, line.start, line.end) for line in last)
    return (
        [x.index for x in last]
        if short and (verbless or any(x.index in known for x in last))
        else []
    )


_VERB = re.compile(r"\b(?:đã|sẽ|cần|phải|đề nghị|yêu cầu|nhất trí|cho biết|khẳng định|được|đạt)\b")


def _bylines(text: str, zoned: list[tuple[Line, str]]) -> list[tuple[Line, str]]:
    """'Minh Chi' alone at the end of an article, or right under its headline."""
    plain = [i for i, (_, zone) in enumerate(zoned) if zone == "body"]
    places = set(plain[-2:] + plain[:1])
    result = list(zoned)
    for i in places:
        line, _ = zoned[i]
        words = text[line.start : line.end]
        if len(words) <= 60 and len(plain) > 2 and not line.marker and _BYLINE.match(words):
            result[i] = (line, "byline")
    return result


def _headings(text: str, zoned: list[tuple[Line, str]]) -> list[tuple[Line, str]]:
    """Body lines that name what follows instead of saying something."""
    result = list(zoned)
    for i, (line, zone) in enumerate(zoned[:-1]):
        below = zoned[i + 1][0]
        if zone == "body" and _names_a_section(text, line, below, zoned[i + 1][1]):
            result[i] = (line, "heading")
    return result


_NUMBERED = 4  # depth of '4. Kiến nghị'


def _names_a_section(text: str, line: Line, below: Line, zone_below: str) -> bool:
    words = text[line.content : line.end]
    if (
        len(words) > 150
        or not words
        or words[-1] in ".;,!?"
        or zone_below not in ("body", "table")
    ):
        return False
    if is_upper(words):
        return True
    if words[-1] == ":":
        return False
    if line.marker:
        deeper = below.marker is not None and below.marker.level > line.marker.level
        section = line.marker.level <= SECTION
        bare = below.marker is None and line.marker.level <= _NUMBERED and word_count(words) <= 8
        return word_count(words) <= 20 and (deeper or section or bare)
    return (
        len(words) <= 100
        and (words[0].isupper() or words[0] == '"')
        and (below.end - below.start > 60 or _is_over_a_list(line, below))
    )


def _is_over_a_list(line: Line, below: Line) -> bool:
    """'Problems raised' over '- Results come back too late.': a short line without a sign of its own."""
    return below.marker is not None and line.end - line.content <= 60


# Paragraphs and outline ----------------------------------------------------------------------


def _merged(text: str, zoned: list[tuple[Line, str]]) -> list[tuple[Line, str]]:
    """Join the lines of a paragraph that was wrapped at the page's width."""
    wrapped = _is_wrapped(text, [line for line, zone in zoned if zone == "body"])
    merged: list[tuple[Line, str]] = []
    for line, zone in zoned:
        above = merged[-1] if merged else None
        if (
            above
            and zone == above[1] == "body"
            and _continues(text, above[0], line, wrapped=wrapped)
        ):
            merged[-1] = (replace(above[0], end=line.end), zone)
        else:
            merged.append((line, zone))
    return merged


def _is_wrapped(text: str, lines: list[Line]) -> bool:
    """Whether a page-wide line break is the rule: long lines that do not end a sentence."""
    long = [x for x in lines if 45 <= x.end - x.start <= 130]
    open_ended = sum(text[x.end - 1] not in '.;:!?"' for x in long)
    return len(long) >= 4 and len(long) >= 0.6 * len(lines) and open_ended >= 0.4 * len(long)


def _continues(text: str, above: Line, line: Line, *, wrapped: bool) -> bool:
    if line.after_blank or line.marker or text[above.end - 1] in ".;:!?":
        return False
    lower = text[line.start].islower() and above.end - above.start > 40
    return lower or wrapped


def _outlined(zoned: list[tuple[Line, str]]) -> tuple[Paragraph, ...]:
    """Give each paragraph its level and what it stands under."""
    stack: list[tuple[int, int]] = []
    paragraphs: list[Paragraph] = []
    news_lede = _lede(zoned)
    for index, (line, zone) in enumerate(zoned):
        level, marker = _level(line, zone)
        if not level and zone == "body" and _leads_in(line, zoned, index):
            level = LEAD_IN
        if level:
            while stack and stack[-1][0] >= level:
                stack.pop()
        elif zone == "body":
            while stack and stack[-1][0] > SECTION:
                stack.pop()
        parent = stack[-1][1] if stack and zone in ("body", "heading", "table") else None
        paragraphs.append(
            Paragraph(
                index, line.start, line.end, zone, line.content, marker, level, parent,
                index == news_lede, line.cells,
            )
        )  # fmt: skip
        if level:
            stack.append((level, index))
    return tuple(paragraphs)


def _leads_in(line: Line, zoned: list[tuple[Line, str]], index: int) -> bool:
    """'Đề nghị Bộ Ngoại giao:' over dash items: they stand under it."""
    below = zoned[index + 1][0] if index + 1 < len(zoned) else None
    return (
        line.colon
        and below is not None
        and below.marker is not None
        and below.marker.level > LEAD_IN
    )


def _level(line: Line, zone: str) -> tuple[int, str]:
    if zone not in ("body", "heading"):
        return 0, ""
    if line.marker:
        return line.marker.level, line.marker.text
    return (HEADING, "") if zone == "heading" else (0, "")


def _lede(zoned: list[tuple[Line, str]]) -> int | None:
    """The paragraph between headline and body that stands alone, in an article that goes on."""
    body = [i for i, (_, zone) in enumerate(zoned) if zone == "body"]
    titled = any(zone == "title" for _, zone in zoned[:4])
    if not titled or len(body) < 4 or body[0] > 4:
        return None
    first, second = zoned[body[0]][0], zoned[body[1]][0]
    if first.day_opener or not second.after_blank or first.end - first.start > 400:
        return None
    return body[0]
