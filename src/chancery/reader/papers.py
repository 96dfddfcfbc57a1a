"""The head and foot of official papers after Decree 30/2020/NĐ-CP, and of statements and treaties.

National heading and motto, issuing body, number and symbol, place and date, kind and subject
(trích yếu, or 'V/v ...' in a letter), 'Kính gửi', 'Nơi nhận', signer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chancery.reader.layout import UPPER, Line, is_upper
from chancery.reader.model import Kind

Span = tuple[int, int]

_HEAD = 40  # lines that can belong to a paper's head

_RUNNING = 8  # lines of running heads that may stand before the motto
_REST_OF_NAME = re.compile(r"(?:TẠI|Ở|VIỆT NAM TẠI|CỘNG HÒA|IN|TO|OF|AND|AT)(?!\w)")

_MOTTO = re.compile(
    r"CỘNG H[ÒO]A XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*-\s*Tự do\s*-\s*Hạnh phúc|"
    r"SOCIALIST REPUBLIC OF VIET ?NAM$|Independence\s*-\s*Freedom\s*-\s*Happiness",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-_*=~.\s|]+$")
_NUMBER = re.compile(
    r"(?:Số|SỐ|No\.?|Ref\.?)\s?:?\s{0,3}(?P<number>\d{0,6}\s?[-/]\s?[\w/Đ-]{2,40}|\d{1,6})"
)
_BARE_NUMBER = re.compile(r"Số\s?: {0,3}(?P<number>[/-][\w/Đ-]{2,40})")
_DAY = re.compile(
    r"(?P<place>[^\W\d_][^\d,:;|]{1,40}), (?P<day>ngày\s{1,3}\d{1,2}\s{1,3}tháng\s{1,3}\d{1,2}\s{1,3}năm\s{1,3}\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? \d{4}|[A-Z][a-z]{2,8} \d{1,2},? \d{4})"
)
_LETTER = re.compile(r"V\s?/\s?v:?\s{1,3}(?P<subject>\S.{3,400})", re.IGNORECASE)
_TO = re.compile(r"(?:Kính gửi|KÍNH GỬI|To)\s?:|[^\W\d_][^:\n]{2,60} điện\s?:$")
_COPIES = re.compile(r"N[ƠO]I NH[ẬA]N\s?:?", re.IGNORECASE)
_CLOSED = re.compile(r"\./\.?\s*$")
_SIGNED_FOR = re.compile(
    rf"(?:TM|KT|TL|TUQ|Q)\.\s?[{UPPER} ,]{{4,}}|(?:For the Government|FOR THE GOVERNMENT|For and on behalf)"
)
_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục|ANNEX|Annex|APPENDIX|DANH MỤC|BẢNG|BIỂU)(?!\w)")
_BODY_OPENER = re.compile(
    r"Căn cứ|Ngày \d|Thực hiện|Thời gian qua|Trong |Kính gửi|Để |Nhằm |Theo |Sau khi|Xét |Tại |Vừa qua|Trước|"
    r"At the invitation|On the|Pursuant|The (?:two|Government|Parties)|Upon|We,"
)

_KINDS: tuple[tuple[str, Kind], ...] = (
    ("THÔNG BÁO", "conclusions"),
    ("KẾT LUẬN", "conclusions"),
    ("CHỈ THỊ", "directive"),
    ("CÔNG ĐIỆN", "directive"),
    ("NGHỊ QUYẾT", "resolution"),
    ("QUYẾT ĐỊNH", "other"),
    ("TUYÊN BỐ", "joint_statement"),
    ("THÔNG CÁO CHUNG", "joint_statement"),
    ("BÁO CÁO", "report"),
    ("HIỆP ĐỊNH", "treaty"),
    ("BẢN GHI NHỚ", "treaty"),
    ("THỎA THUẬN", "treaty"),
    ("Ý ĐỊNH THƯ", "treaty"),
    ("NGHỊ ĐỊNH THƯ", "treaty"),
    ("NGHỊ ĐỊNH", "other"),
    ("CHƯƠNG TRÌNH", "other"),
    ("KẾ HOẠCH", "other"),
    ("TỜ TRÌNH", "letter"),
    ("CÔNG VĂN", "letter"),
    ("CÔNG HÀM", "letter"),
    ("DIRECTIVE", "directive"),
    ("RESOLUTION", "resolution"),
    ("REPORT", "report"),
    ("NOTICE OF CONCLUSIONS", "conclusions"),
    ("AGREEMENT", "treaty"),
    ("TREATY", "treaty"),
    ("MEMORANDUM OF UNDERSTANDING", "treaty"),
    ("PROTOCOL", "treaty"),
)
_JOINT = re.compile(
    r"joint (?:\w+ ){0,2}(?:statement|communiqu[eé]|declaration)|leaders'? (?:\w+ )?(?:statement|declaration|communiqu)"
    r"|tuyên bố chung|thông cáo chung|tuyên bố tầm nhìn",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper says of itself; spans in matching offsets, None where it says nothing.

    ``zones`` gives the zone of each line of head and foot by the line's index. ``title`` is kind
    and subject together. ``recipients`` are the bodies of 'Kính gửi', ``copies`` the 'Nơi nhận'.
    """

    official: bool
    kind: Kind = "other"
    issuer: Span | None = None
    number: Span | None = None
    place: Span | None = None
    day: Span | None = None
    title: Span | None = None
    subject: Span | None = None
    recipients: tuple[Span, ...] = ()
    copies: tuple[Span, ...] = ()
    signer: Span | None = None
    zones: tuple[tuple[int, str], ...] = ()


def paper_of(text: str, lines: tuple[Line, ...]) -> Paper:
    """Read head and foot. A text with neither is no official paper: zones are then left open."""
    head = _Head(text, lines)
    if not (head.motto or head.number or (head.kind_line is not None and head.plausible)):
        joint = _joint_title(text, lines)
        return joint or Paper(official=False)
    foot = _Foot(text, lines, head.body)
    zones = {**head.zones, **foot.zones}
    return Paper(
        official=True,
        kind=head.kind,
        issuer=head.issuer,
        number=head.number,
        place=head.place,
        day=head.day,
        title=head.title,
        subject=head.subject,
        recipients=tuple(head.recipients),
        copies=tuple(foot.copies),
        signer=foot.signer,
        zones=tuple(sorted(zones.items())),
    )


def _joint_title(text: str, lines: tuple[Line, ...]) -> Paper | None:
    """A joint statement printed without a national heading: its title and place and date."""
    for line in lines[:4]:
        words = text[line.start : line.end]
        if len(words) > 300 or not _JOINT.search(words) or words[-1] in ".:;":
            continue
        reprint = is_upper(words) or re.match(
            r"(?:toàn văn|full text|\W*joint|tuyên bố)", words, re.IGNORECASE
        )
        if not reprint:
            continue
        zones: dict[int, str] = {}
        end = line
        for x in lines[line.index : line.index + 4]:
            if x is line or (is_upper(text[x.start : x.end]) and not x.marker):
                zones[x.index], end = "title", x
            else:
                break
        span = (line.start, end.end)
        below = lines[end.index + 1] if end.index + 1 < len(lines) else end
        dated = _DAY.fullmatch(text, below.start, below.end)
        if dated:
            zones[below.index] = "dateline"
        return Paper(
            official=True,
            kind="joint_statement",
            place=dated.span("place") if dated else None,
            day=dated.span("day") if dated else None,
            title=span,
            subject=span,
            zones=tuple(zones.items()),
        )
    return None


_MOTTO_HINTS = (
    "nghĩa việt nam", "đảng cộng sản", "độc lập", "socialist republic", "independence",
)  # fmt: skip


def _has_motto(words: str) -> bool:
    """The state's or the party's heading; a quick look comes first."""
    low = words.casefold()
    return any(hint in low for hint in _MOTTO_HINTS) and _MOTTO.search(words) is not None


class _Head:
    """Walks the first lines once, down to where the body begins."""

    def __init__(self, text: str, lines: tuple[Line, ...]) -> None:
        self.text, self.lines = text, lines
        self.zones: dict[int, str] = {}
        self.motto = False
        self.kind: Kind = "letter"
        self.kind_line: int | None = None
        self.issuer: Span | None = None
        self.number: Span | None = None
        self.place: Span | None = None
        self.day: Span | None = None
        self.title: Span | None = None
        self.subject: Span | None = None
        self.recipients: list[Span] = []
        self.body = 0
        first = (x.index for x in lines[:_RUNNING] if _has_motto(text[x.start : x.end]))
        self.frame = next(first, 0)
        self._read()
        if self.kind_line is not None or self.subject:
            self._name_kind()

    @property
    def plausible(self) -> bool:
        """A bare kind line ('CHỈ THỊ') heads a paper only where something of the head goes with it."""
        return self.body <= 12 and self.subject is not None

    def _read(self) -> None:
        at = 0
        while at < min(_HEAD, len(self.lines)):
            taken = self._take(at)
            if not taken:
                break
            at += taken
        self.body = at

    def _take(self, at: int) -> int:
        """How many lines from ``at`` belong to the head; 0 ends it."""
        line = self.lines[at]
        words = self.text[line.start : line.end]
        if self._frame(line, words):
            return 1
        if _TO.match(words):
            return self._addressed(at)
        if self.title is None and (kind := _kind_of(words)):
            return self._titled(at, kind)
        if self.title is None and self.subject is None and self._names_issuer(line, words):
            self.zones[line.index] = "boilerplate"
            return 1
        if at < self.frame:
            self.zones[line.index] = (
                "boilerplate"  # a running head that Word keeps before the letterhead
            )
            return 1
        return 0

    def _names_issuer(self, line: Line, words: str) -> bool:
        """The lower of two bodies issues; 'TẠI ...' goes on with the name, '(kiêm nhiệm ...)' behind it."""
        if self.issuer and line.start - self.issuer[1] <= 2 and words.startswith("("):
            return True
        if not is_upper(words) or line.marker:
            return False
        goes_on = self.issuer is not None and _REST_OF_NAME.match(words)
        self.issuer = (self.issuer[0] if self.issuer and goes_on else line.start, line.end)
        return True

    def _frame(self, line: Line, words: str) -> bool:
        """Motto, rules, number, place and date, 'V/v': in any order, or two on one line."""
        if _RULE.match(words):
            self.zones[line.index] = "boilerplate"
            return True
        seen = [self._motto(line, words), self._numbered(line), self._dated(line)]
        return any(seen) or self._about(line)

    def _motto(self, line: Line, words: str) -> bool:
        if not _has_motto(words):
            return False
        self.motto = True
        self.zones[line.index] = "boilerplate"
        if line.cells and self.issuer is None:
            first, last = line.cells[0]
            if not _has_motto(self.text[first:last]):
                self.issuer = (first, last)
        return True

    def _numbered(self, line: Line) -> bool:
        found = _NUMBER.match(self.text, line.start, line.end)
        found = found or _BARE_NUMBER.match(self.text, line.start, line.end)
        if found is None or self.number or line.end - line.start > 160:
            return False
        self.number = found.span("number")
        self.zones[line.index] = "boilerplate"
        return True

    def _dated(self, line: Line) -> bool:
        ends = self.text[max(line.start, line.end - 3) : line.end]  # in the year
        if self.day or line.end - line.start > 160 or not any(map(str.isdigit, ends)):
            return False
        found = _DAY.search(self.text, line.start, line.end)
        if found is None or found.end() < line.end - 2:
            return False
        self.place, self.day = found.span("place"), found.span("day")
        self.zones[line.index] = "dateline"
        return True

    def _about(self, line: Line) -> bool:
        found = _LETTER.match(self.text, line.start, line.end)
        if found is None or self.title:
            return False
        self.subject = found.span("subject")
        self.zones[line.index] = "title"
        return True

    def _titled(self, at: int, kind: Kind) -> int:
        """The kind and the lines of its subject, up to a blank line or the body's first words."""
        first = self.lines[at]
        last, count = first, 1
        for line in self.lines[at + 1 : at + 6]:
            words = self.text[line.start : line.end]
            if self._ends_title(line, words) or (line.after_blank and count > 1):
                break
            last, count = line, count + 1
        self.kind, self.kind_line = kind, at
        self.title = (first.start, last.end)
        if count > 1:
            self.subject = (self.lines[at + 1].start, last.end)
        self.zones.update({x.index: "title" for x in self.lines[at : at + count]})
        return count

    @staticmethod
    def _ends_title(line: Line, words: str) -> bool:
        openers = (_TO, _BODY_OPENER, _RULE, _NUMBER, _DAY)
        return bool(line.marker) or words[-1] in ".:;" or any(x.match(words) for x in openers)

    def _addressed(self, at: int) -> int:
        """'Kính gửi: - Vụ A; - Vụ B.' with the dash lines below it."""
        count = 1
        for line in self.lines[at + 1 : at + 30]:
            if not self.text.startswith(("-", "+"), line.start) or line.after_blank:
                break
            count += 1
        for line in self.lines[at : at + count]:
            self.zones[line.index] = "recipients"
            found = _TO.match(self.text, line.start, line.end)
            start = found.end() if found else line.start
            words = self.text[start : line.end].strip(" -;.,")
            if words:
                begin = self.text.index(words, start)
                self.recipients.append((begin, begin + len(words)))
        return count

    def _name_kind(self) -> None:
        words = self.text[slice(*self.title)] if self.title else ""
        if (
            self.kind == "conclusions"
            and words.startswith("THÔNG BÁO")
            and "kết luận" not in words.lower()
        ):
            self.kind = "other"
        if _JOINT.search(words):
            self.kind = "joint_statement"


def _kind_of(words: str) -> Kind | None:
    """The kind a capital line names: 'CHỈ THỊ', 'BÁO CÁO THÁNG 5', 'JOINT STATEMENT ON ...'."""
    if len(words) > 200 or not is_upper(words):
        return None
    if _JOINT.search(words):
        return "joint_statement"
    for name, kind in _KINDS:
        if words.startswith(name) and not words[len(name) : len(name) + 1].isalpha():
            return kind
    return None


class _Foot:
    """Finds where the body closes, the recipients and the signer."""

    def __init__(self, text: str, lines: tuple[Line, ...], body: int) -> None:
        self.zones: dict[int, str] = {}
        self.copies: list[Span] = []
        self.signer: Span | None = None
        start = self._start(text, lines, body)
        listing = False
        for line in lines[start:] if start else ():
            words = text[line.start : line.end]
            if _ANNEX.match(words) or len(line.cells) >= 3:
                break
            listing = bool(_COPIES.match(words)) or (listing and words[0] in "-+(")
            self.zones[line.index] = "recipients" if listing else "signature"
            if listing and not _COPIES.match(words):
                self.copies.append((line.start, line.end))
            elif not listing and _is_name(words):
                self.signer = (line.start, line.end)

    @staticmethod
    def _start(text: str, lines: tuple[Line, ...], body: int) -> int:
        """Index of the first line of the foot; 0 where there is none."""
        for line in lines[body:]:
            words = text[line.start : line.end]
            if _CLOSED.search(words) and _is_last_part(lines, line, body):
                return line.index + 1
            if _COPIES.match(words) or (
                _SIGNED_FOR.match(words) and _is_last_part(lines, line, body)
            ):
                return line.index
        return 0


def _is_last_part(lines: tuple[Line, ...], line: Line, body: int) -> bool:
    """Papers with annexes close twice; what stands far from the end is no foot."""
    return len(lines) - line.index <= max(40, (len(lines) - body) // 3)


def _is_name(words: str) -> bool:
    """'Đoàn Ngọc Thái': two to five capitalised words and nothing else."""
    parts = words.split()
    return (
        2 <= len(parts) <= 5
        and not is_upper(words)
        and all(p[0].isupper() and p.isalpha() for p in parts)
    )
