"""Pieces: a sentence cut where a new action begins, with what each piece leans on.

'..., đề nghị Hàn Quốc ...' begins a piece of its own after a position; '; tranh thủ ...' leans on
the piece before it ('cần tiếp tục ...'). Connectors ('đồng thời', 'Nhờ đó,') are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from chancery.reader.clauses import Segment, masked, segments, trim
from chancery.reader.records.actors import actor_at
from chancery.reader.records.cues import Cues
from chancery.reader.records.further_bodies import next_bodies, orders_behind
from chancery.reader.records.model import Cue
from chancery.reader.records.page import Page
from chancery.reader.records.sections import Role
from chancery.reader.records.words_vi import ACTION, HOME_BODY, STARTS_WITH_ACTION
from chancery.reader.seldom import Seldom
from chancery.reader.zones import Paragraph

_BREAKS = (
    "ask", "agree", "promise", "will", "assign", "say", "stand", "believe", "need", "told", "signed", "goal",
)  # fmt: skip
_REPORTS = ("done", "doing", "become", "figure", "signed", "passive")
_DEPENDENT = (
    " để",
    " nhằm",
    " mà",
    " do",
    " được",
    " khi",
    " việc",
    " theo",
    " các",
    " đã",
    "để",
    "mà",
    "do",
    "được",
    "việc",
    "đã",
)
_SUBORDINATE = re.compile(r"(?:sau khi|trong bối cảnh|trước việc|với việc|khi) ")
_BOUNDARY = re.compile(
    r",(?: và| còn| đồng thời| cũng như| song| nhưng| qua đó)?\s|\s(?:và|đồng thời|cũng như|trong khi|nhưng)\s"
)
_CONNECTOR = re.compile(
    r"(?:(?:bên cạnh đó là|trong khi đó|nhờ đó|nhờ vậy|cùng với đó|bên cạnh đó|ngoài ra|đồng thời|tuy vậy|tuy nhiên|do đó|do vậy|vì vậy|theo đó|trước đó|"
    r"sau đó|qua đó|từ đó|trong đó|cụ thể|đặc biệt(?: là)?|nhất là|đáng chú ý|mặt khác|hơn nữa|về phần mình|đáp lời|"
    r"đáp lại|nhân dịp này|tại đây|và|song|nhưng|thế nhưng|dẫu vậy|dù vậy|riêng|cũng như|dịp này|thời gian qua|thời gian tới|hiện nay|hiện|đến nay|tới nay|trong khi|cuối cùng|"
    r"trước mắt|về lâu dài|trước hết|kế đó|kế đến|tiếp đến|thêm vào đó|hơn thế|ngược lại|chiều ngược lại|đáng mừng|vì thế|bởi vậy|theo ông|theo bà|trong nước|ở trong nước|"
    r"về phía (?:ta|mình|chúng tôi|việt nam)|còn(?= (?:bộ|ủy ban|ubnd|sở|cục|vụ|văn phòng|ngân hàng|hiệp hội|tập đoàn|đại sứ quán|thương vụ|vcci) |(?: [^,;]{2,40})? (?:cam kết|sẽ|thì|đề nghị|yêu cầu)))(?:,| )\s?)+"
)
_ADVERBIAL = re.compile(
    r"(?:trong phạm vi|theo(?: đúng)?) (?:chức năng|thẩm quyền|phạm vi)(?:,? (?:và )?(?:chức năng|nhiệm vụ|quyền hạn|thẩm quyền|trách nhiệm)){1,3}(?: được giao| quản lý| được phân công| của mình)?, |"
    r"(?:trong|tại|ở|chậm nhất|muộn nhất|không muộn hơn|theo|đến|từ|ngày|sáng|trưa|chiều|tối|hôm|nhân (?:dịp|chuyến|kỷ niệm|ngày)|sau|trước|về|để|đối với|với|qua|nhằm|trên|bên cạnh|cùng (?:với|ngày|thời|lúc)|"
    r"ngoài|do|nhờ|ngay|phát biểu|kết luận|ghi nhận|định hướng|cũng (?:trong|tại|theo|nhân)|năm \d|tháng \d|quý|đầu|cuối|gần (?:\d|một|hai|ba|bốn|năm|sáu)|kể từ|giai đoạn|thông qua|"
    r"trường hợp|căn cứ|thực hiện|dự (?:buổi|lễ|cuộc|hội)|trao đổi|thay mặt|mở đầu|bế mạc|khai mạc|tiếp (?:đó|theo)|nếu|khi|riêng|quá (?:thời )?hạn)"
    r"(?![^\W\d_])(?:[^,;:\"(]|\([^)]{0,60}\)){0,170}?, "
)
_LED_TO = ("khiến", "làm", "dẫn", "gây", "ảnh hưởng", "tác động", "trong đó", "nhất là", "do ")
"""What a trouble leads to is told with it: ', khiến 5 lô hàng ách tắc'."""

_VERBAL = ("trao đổi ", "thực hiện ", "phát biểu ", "thông qua ")
"""Openings that may be the subject or the verb itself ('trao đổi hàng hóa ... đạt ..., bằng ...')."""

_ASIDE = Seldom(
    r", (?:(?:một|những) (?:con số|mức|bước|kết quả|tín hiệu|dấu hiệu|minh chứng|điều|sự|cột mốc|thành tích|tỷ lệ)|ấy là|đó là|đây là|điều (?:này|đó))(?!\w)[^;]*$"
)
"""'..., một con số khiêm tốn so với ...': what the writer thinks of it."""

_TOLD_BY = Seldom(
    r'",? (?:theo lời |ông|bà|đại sứ|bí thư|luật sư|tham tán|thủ tướng|bộ trưởng|thứ trưởng|chủ tịch|anh|chị|giám đốc|phó|tổng)[^"]{0,90}?(?<!\w)(?:nói|nói thêm|cho biết|khẳng định|chia sẻ|nhấn mạnh|than|than thở|kể|bày tỏ|phát biểu|cho hay|đề nghị|lưu ý|dặn|dặn dò|giục|ví|ví von|đáp|trả lời|nhắc|khuyên|cảnh báo|thừa nhận|phân trần|bộc bạch|tâm sự|giải thích|yêu cầu|hứa|cam kết|nhận định|tiết lộ|thông báo)(?!\w)[^"]*$'
)
"""'"Giấy phép đã treo 17 tháng", ông Saarinen than với phóng viên': who says so."""

_THEN = Seldom(r",? (?:đồng thời|cũng như) (?=[^\W\d_]+)|, trong khi ")


class Piece(NamedTuple):
    """One action clause: its span, where its core begins, its cues in order.

    ``start`` is behind connectors; ``core`` behind adverbials too ('Ngày 06/5, ...', 'Theo ...,').
    ``leans`` tells that it continues the piece before it; ``sentence`` is unique in the document;
    ``gates`` are those that the words of its segment open (``seldom.Gates``).
    """

    start: int
    core: int
    end: int
    cues: tuple[Cue, ...]
    paragraph: Paragraph
    segment: Segment
    sentence: int
    connector: str
    leans: bool
    item: bool
    gates: int

    def first(self, *kinds: str) -> Cue | None:
        """The first cue of these kinds."""
        for cue in self.cues:
            if cue.kind in kinds:
                return cue
        return None


def pieces_of(page: Page, cues: Cues, paragraph: Paragraph, base: int) -> Iterator[Piece]:
    """The pieces of a paragraph in order; ``base`` numbers its first sentence.

    An item of an outline of tasks is one action up to ';', whatever commas it holds.
    """
    hidden = masked(page.text, paragraph.content, paragraph.end) if '"' in page.text else []
    openings = [a for a, _ in hidden]
    item = is_item(page, paragraph)
    for segment in segments(page.text, paragraph.content, paragraph.end):
        said = cues.between(segment.start, segment.end)
        said = [cue for cue in said if not _is_name(page, cue)]
        if hidden:
            said = [cue for cue in said if not _is_hidden(cue.start, openings, hidden)]
        gates = page.gates.between(segment.start, segment.end)
        here = _Stretch(segment, said, gates, base + segment.sentence, item)
        starts = orders_behind(page, segment, said) if item else _starts(page, here)
        more = _second_deeds(page.low, here) + next_bodies(page, segment)
        more += _causes(page.low, segment, said)
        if more or len(starts) > 1:
            starts = _apart(sorted({*starts, *more}))
        for i, start in enumerate(starts):
            end = starts[i + 1] if i + 1 < len(starts) else segment.end
            piece = _piece(page, paragraph, here, start, end)
            if piece is not None:
                yield piece


class _Stretch(NamedTuple):
    """A segment with its cues and the gates that its words open."""

    segment: Segment
    cues: list[Cue]
    gates: int
    sentence: int
    item: bool


def is_item(page: Page, paragraph: Paragraph) -> bool:
    """Whether the paragraph is an item in an outline of tasks, plans or proposals."""
    planned = page.roles.get(paragraph.index) in (Role.TASKS, Role.PLANS, Role.PROPOSALS)
    return bool(paragraph.marker) and page.zones.paper.official and planned


def _is_hidden(place: int, openings: list[int], hidden: list[tuple[int, int]]) -> bool:
    index = bisect_right(openings, place) - 1
    return index >= 0 and place < hidden[index][1]


def _is_name(page: Page, cue: Cue) -> bool:
    """Part of a name: 'Cần Thơ', 'Ban Chỉ đạo' by its capital, 'Cục Xuất nhập khẩu' as a known body."""
    kind, start = cue.kind, cue.start
    if (kind == "figure" or kind == "say") and _is_in_a_body(page, cue):
        return True
    if not page.text[start].isupper() or start == 0:
        return False
    lead = page.text[max(start - 3, 0) : start].rstrip(' "')
    return bool(lead) and (lead[-1].isalnum() or lead[-1] == ",")


def _is_in_a_body(page: Page, cue: Cue) -> bool:
    bodies = page.inside(max(cue.start - 60, 0), cue.start, "ORG")
    return bool(bodies) and bodies[-1].end >= cue.end


def _starts(page: Page, here: _Stretch) -> list[int]:
    """Where pieces begin inside a segment: before a new cue with its subject, if one stood before."""
    segment, cues, gates = here[:3]
    starts = [segment.start]
    since: list[str] = []
    before: Cue | None = None
    core = _behind_adverbials(page, segment.start, segment.end, cues)
    for cue in cues:
        if cue.start < core:
            continue
        if cue.start > core and since:
            place = _boundary(page.low, starts[-1], cue, since)
            listed = before is not None and _goes_on_listing(page.low, before, cue, place)
            if place is not None and not listed and place - starts[-1] >= 12:
                starts.append(place)
                since = []
        since.append(cue.kind)
        before = cue
    further = [
        m.end()
        for m in _THEN.finditer_through(gates, page.low, segment.start, segment.end)
        if m.start() - segment.start >= 12 and not _is_bare_subject(page, segment, m.start(), cues)
    ]
    return _apart(sorted({*starts, *further})) if further else _apart(starts)


def _is_bare_subject(page: Page, segment: Segment, end: int, cues: list[Cue]) -> bool:
    """'Ủy ban nhân dân thành phố | đồng thời làm việc ...': only who, no deed yet."""
    if page.text[end] == "," or any(c.start < end for c in cues):
        return False
    first = page.skip(segment.start)
    body = page.at(first, "ORG", "ORG_GROUP") or HOME_BODY.match(page.low, first, end)
    actor = actor_at(page, first, end) if body is not None else None
    return body is not None and (actor is None or actor.action >= end)


def _goes_on_listing(low: str, before: Cue, cue: Cue, place: int | None) -> bool:
    """'yêu cầu các bộ ngành, địa phương trước ngày 20/4 phải báo cáo': the bodies asked are still named."""
    if (
        place is None
        or before.kind not in ("ask", "assign")
        or cue.kind not in ("need", "told", "assign")
    ):
        return False
    named = cue.kind != "assign" or HOME_BODY.match(low, before.end + 1, place) is not None
    return named and ACTION.search(low, before.end, place) is None


_DEED = re.compile(
    r" và (?=(?:sớm |tiếp tục |cùng |sẽ |kịp thời |chủ động )?(?:công nhận|thông báo|nêu|trả lời|gửi|báo cáo|trình|cử|mời|ký|mở|thành lập|tổ chức|"
    r"cung cấp|cấp|dỡ bỏ|bãi bỏ|cắt giảm|rút ngắn|miễn|xem xét|phê chuẩn|hoàn tất|hoàn thành|khôi phục|nối lại|tạo điều kiện|"
    r"trao đổi (?:danh mục|thông tin|đoàn|kinh nghiệm)|đẩy nhanh|tháo gỡ|hỗ trợ|đưa|nâng|khởi động|ban hành|công bố|bố trí|gia hạn|chia sẻ|tăng số) (?:[^\W_]+ ){3})"
)
_TIMED_DEED = Seldom(
    r" và (?=(?:cứ (?:[^,;]{2,20} )?lại|(?:ngay )?trong [^,;]{3,24}?|định kỳ [^,;]{3,20}?|h[ằà]ng (?:tuần|tháng|quý|năm)|trước [^,;]{3,24}?|chậm nhất [^,;]{3,24}?) (?:phải )?(?:báo cáo|gửi|trình|trả lời|hoàn thành|hoàn tất|công bố|ban hành|tổng hợp|cập nhật|thông báo|cung cấp|tổ chức)(?!\w))"
)
"""'cần tiếp tục vận động ... và | trong 10 ngày tới báo cáo ...': the second deed has a time of its own."""
_GOVERNS = frozenset(("ask", "assign", "agree", "promise", "told"))
_TWO_DEEDS = 32 + 24
"""Letters that two deeds take at least."""


def _second_deeds(low: str, here: _Stretch) -> list[int]:
    """'đề nghị ta mở cửa thị trường cho thịt cừu và | công nhận 5 cơ sở': each deed with its object."""
    segment, cues, gates = here[:3]
    timed = [
        m.end()
        for m in _TIMED_DEED.finditer_through(gates, low, segment.start, segment.end)
        if m.start() - segment.start >= 32
    ]
    for first in cues:
        if first.kind in _GOVERNS:
            begin, end = first.end, segment.end
            found = _DEED.finditer(low, begin, end) if end - begin >= _TWO_DEEDS else ()
            return timed + [
                m.end() for m in found if m.start() - begin >= 32 and end - m.end() >= 24
            ]
    return timed


_CAUSE = re.compile(
    r" do (?=(?!đó|vậy|thế)[^\W\d_])|,? mà nguyên nhân(?: [^\W\d_]++){0,5} là (?:do )?"
)


def _causes(low: str, segment: Segment, cues: list[Cue]) -> list[int]:
    """'hàng về chậm 5 ngày do | nạn trộm cướp chưa được ngăn chặn': a trouble and what causes it, each told."""
    bad = [c for c in cues if c.kind == "bad"] if len(cues) > 1 else ()
    if len(bad) < 2:
        return []
    found = _CAUSE.finditer(low, bad[0].end, bad[-1].start)
    return [m.end() for m in found if bad[-1].start - m.end() >= 8]


def _apart(starts: list[int]) -> list[int]:
    """Two beginnings within a few letters are one."""
    kept = starts[:1]
    for start in starts[1:]:
        if start - kept[-1] > 12:
            kept.append(start)
    return kept


def _boundary(low: str, start: int, cue: Cue, since: list[str]) -> int | None:
    """The end of the comma or 'và' in front of the cue and its short subject; None if there is none."""
    last = None
    for found in _BOUNDARY.finditer(low, max(start, cue.start - 90), cue.start):
        last = found
    if last is None:
        return None
    between = low[last.end() : cue.start].strip()
    return last.end() if _begins(cue, between, since, comma="," in last.group()) else None


_SAME_SUBJECT = ("có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ")
"""'Bộ Công Thương là cơ quan đầu mối, [có trách nhiệm] ...': of the same body."""


def _begins(cue: Cue, between: str, since: list[str], *, comma: bool) -> bool:
    """Whether the cue, with ``between`` as its subject, begins an action of its own."""
    words = len(between.split())
    if not between and cue.words in _SAME_SUBJECT and not set(since) & {"need", "assign", "ask"}:
        return False
    if comma and between.startswith(("đặc biệt", "nhất là")):
        return cue.kind in _REPORTS
    if comma and between.endswith(" thì") and words <= 12:
        return True
    if cue.kind == "figure" and "figure" in since and 3 <= words <= 12:
        return not between.startswith(_DEPENDENT) and (not comma or between.startswith("riêng"))
    if between and (not comma or between.endswith(_DEPENDENT) or words > 12):
        return False
    return _breaks(cue, between, since, words, comma=comma)


def _breaks(cue: Cue, between: str, since: list[str], words: int, *, comma: bool) -> bool:
    if cue.kind in _BREAKS:
        return words <= 9 or cue.kind not in ("need", "will", "signed", "assign", "told")
    if cue.kind == "bad":
        apart = words >= 4 or between[:1].isdigit()
        return "bad" in since and comma and apart and not between.startswith(_LED_TO)
    return cue.kind == "total" and comma


def _piece(page: Page, paragraph: Paragraph, here: _Stretch, start: int, end: int) -> Piece | None:
    """The piece between two places; None where too little is left of it."""
    segment, cues, gates, sentence, item = here
    first, last = trim(page.text, start, end)
    last = _without_tail(page.low, first, last, gates)
    found = _CONNECTOR.match(page.low, first, last)
    connector = found.group().strip(" ,") if found else ""
    begin = found.end() if found and found.end() < last else first
    if last - begin < (4 if segment.after == ":" else 8):
        return None
    own = [c for c in cues if begin <= c.start < last]
    about = page.low.startswith("về ", begin)
    acts = item and not about and STARTS_WITH_ACTION.match(page.low, begin)
    core = begin if acts else _behind_adverbials(page, begin, last, own)
    if connector.startswith(("đặc biệt", "nhất là")) and (
        sub := _SUBORDINATE.match(page.low, core, last)
    ):
        core = sub.end()
    leans = start > segment.start or segment.before in (";", ":") or bool(connector)
    leans = leans or segment.ordinal is not None
    return Piece(
        begin, core, last, tuple(own), paragraph, segment, sentence, connector, leans, item,
        gates,
    )  # fmt: skip


def _without_tail(low: str, start: int, end: int, gates: int) -> int:
    """Drop a conjunction left hanging at the end ('..., và') and a remark ('..., một con số khiêm tốn')."""
    told = _TOLD_BY.search_through(gates, low, start + 12, end)
    end = told.start() if told else end
    aside = _ASIDE.search_through(gates, low, start + 20, end)
    end = aside.start() if aside else end
    tail = (
        _HANGS.search(low, max(start, end - 48), end)
        if low.endswith(_HANGING, start, end)
        else None
    )
    return tail.start() if tail else end


_HANGING = (
    "và", "đồng thời", "cũng như", "trong khi", "trong khi đó", "song", "nhưng", "qua đó", "còn", "do", "vì", "bởi", "là",
)  # fmt: skip
_HANGS = re.compile(
    r"[,\s]+(?:và|đồng thời|cũng như|trong khi(?: đó)?|song|nhưng|qua đó|còn|do|vì|bởi|mà nguyên nhân(?: [^\W\d_]++){0,5} là(?: do)?)$"
)


_EVEN_OVER_CUES = (
    "để ", "nhằm ", "theo ", "về ", "trên ", "sau ", "ghi nhận", "tại ", "nhân ", "thực hiện ",
)  # fmt: skip


_NO_DECISION = ("done", "passive", "doing", "bad", "figure")


def _behind_adverbials(page: Page, start: int, end: int, cues: list[Cue]) -> int:
    """Skip 'Trong quý II năm 2026, ' and the like, as often as they come, but no cue inside them."""
    at = start
    for _ in range(4):
        found = _ADVERBIAL.match(page.low, at, end)
        if found is None or end - found.end() < 8:
            return at
        skipped = [c for c in cues if at <= c.start < found.end()]
        if skipped and page.low.startswith(_VERBAL, at):
            return at
        decides = any(c.kind not in _NO_DECISION for c in skipped)
        if decides and not page.low.startswith(_EVEN_OVER_CUES, at):
            return at
        at = found.end()
        more = _CONNECTOR.match(page.low, at, end)
        at = more.end() if more and end - more.end() >= 8 else at
    return at
