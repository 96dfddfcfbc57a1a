"""Shortcomings: an obstacle, delay or limitation stated as fact."""

from __future__ import annotations

import re

from chancery.reader.records.model import Hit
from chancery.reader.records.rules import Turn
from chancery.reader.records.sections import Role
from chancery.reader.seldom import Seldom

_LEAD_IN = Seldom(
    r"(?:hạn chế|tồn tại|khó khăn|vướng mắc|bất cập|trở ngại|rào cản|điểm nghẽn|yếu kém|thách thức)(?:, (?:hạn chế|tồn tại|khó khăn|vướng mắc|bất cập))?"
    r"(?: [^\W\d_,]+){0,10}$"
)
_NAMELY = ("cụ thể", "cụ thể là", "như sau", "như", "đó là", "thể hiện ở", "gồm", "là")
_CAUSE = re.compile(
    r"(?:(?:nguyên nhân|lý do)(?: [^\W\d_]++){0,5} (?:là|do|là do)|chủ yếu (?:là )?do) "
)
_CONTRAST = ("tuy vậy", "tuy nhiên", "song", "nhưng")
_TURNS = (*_CONTRAST, "thế nhưng", "dẫu vậy", "dù vậy")
_WORD = "bad"
_HANDLED = re.compile(
    r"(?<!\w)(?:rà soát|đôn đốc|tổng hợp|kiểm tra|phân loại|thu hồi|đẩy nhanh|làm rõ|theo dõi|giải quyết|tháo gỡ|khắc phục|xử lý|ngăn chặn|phòng ngừa|chống|tránh|nạn nhân|đường dây|các vụ|vụ|khỏi|tình trạng|danh sách)"
    r"(?: (?!chưa|còn|vẫn|bị)[^\W\d_]+){0,8} $"
)
"""'góp phần giải quyết dứt điểm vụ [tranh chấp]': the trouble is what was dealt with."""

_SOLVED = re.compile(
    r"(?:đã|vừa|đang|cơ bản)(?: cơ bản| từng bước| lần lượt| kịp thời)? (?:được )?(?:tháo gỡ|giải quyết|khắc phục|xử lý|gỡ bỏ|dỡ bỏ|chấm dứt|khơi thông|giảm|thu hẹp)(?!\w)"
)
"""'Hàng loạt vướng mắc [đã được tháo gỡ]': achieved, not short."""

_HOPE = re.compile(r"(?:nếu|để|nhằm|tránh|không để|tháo gỡ|khắc phục|giải quyết|xử lý)(?!\w)")


def announces_shortcomings(turn: Turn) -> bool:
    """'việc thực hiện còn một số tồn tại, hạn chế:', 'kết quả chưa tương xứng, cụ thể:': the items come next."""
    low, piece = turn.page.low, turn.piece
    if piece.segment.after != ":" or _TO_MEND.match(low, piece.start):
        return False
    if turn.page.directs and _TO_ANSWER.match(low, piece.start):
        return False
    cue = turn.said.first(_WORD)
    namely = low.endswith(_NAMELY, 0, piece.end) or len(low[piece.start : piece.end].split()) <= 14
    namely = namely and (turn.role is not Role.SHORTCOMINGS or low.endswith(_NAMELY, 0, piece.end))
    short = (
        cue is not None and namely and turn.said.first("ask", "assign", "need", "agree") is None
    )
    return short or _LEAD_IN.search_through(piece.gates, low, piece.start, piece.end) is not None


_TO_MEND = re.compile(
    r"(?:về|đối với) (?:việc |công tác )?(?:xử lý|giải quyết|tháo gỡ|khắc phục|đẩy nhanh|triển khai|chuẩn bị)(?!\w)"
)
"""'2. Về xử lý hàng tồn tại cửa khẩu:': what is to be mended, no list of what falls short."""

_TO_ANSWER = re.compile(
    r"đối với (?:các |những |một số )?(?:khó khăn|vướng mắc|tồn tại|kiến nghị|đề nghị)[^:]* (?:của|tại|về|trong|liên quan)(?!\w)"
)
"""'5. Đối với vướng mắc của dự án LNG Bạc Liêu:' in conclusions: who is to clear it comes next."""

_TELLS_OF = Seldom(
    r"(?:không giấu|chỉ ra|chỉ rõ|thẳng thắn|thừa nhận|nhìn nhận|kể ra|nêu|điểm (?:tên|lại|ra)|phản ánh|còn|vẫn còn|không ít|nhiều|đối mặt với|gặp)(?: [^\W\d_]++){0,6} "
    r"(?:hạn chế|tồn tại|khó khăn|vướng mắc|bất cập|trở ngại|rào cản|điểm nghẽn|nút thắt|yếu kém|thách thức|khoảng trống|mặt chưa được)(?: [^\W\d_]++){0,4}$"
)


def tells_of_troubles(turn: Turn) -> bool:
    """'Tuy vậy, bà Yến không giấu những điểm nghẽn.': the sentences behind it say which."""
    piece = turn.piece
    if piece.segment.after != "." or piece.end - piece.segment.start > 130:
        return False
    found = _TELLS_OF.search_through(piece.gates, turn.page.low, piece.start, piece.end)
    return found is not None


def turns_to_troubles(turn: Turn, hit: Hit | None) -> bool:
    """'Thế nhưng tiến độ ì ạch ...' at the head of a paragraph: what follows in it falls short too."""
    if hit is None or hit.type != "SHORTCOMING" or hit.confidence < 0.5:
        return False
    piece = turn.piece
    head = piece.segment.start - piece.paragraph.content < 3
    return head and piece.connector.startswith(_TURNS)


def is_told_of(turn: Turn) -> Hit | None:
    """What stands in the same paragraph behind such a sentence."""
    if turn.frame.listing != "TROUBLES" or tells_of_troubles(turn):
        return None
    first = turn.said.cues[0] if turn.said.cues else None
    if first is not None and first.kind in _OTHER and turn.said.first(_WORD) is None:
        return None
    if len(turn.page.low[turn.said.start : turn.said.end].split()) < 6:
        return None
    where = (turn.said.start, turn.said.start)
    return Hit(
        "SHORTCOMING", turn.said.start, turn.said.end, turn.said.start, "is_told_of", 0.6, where
    )


def is_listed(turn: Turn) -> Hit | None:
    """One item behind 'hạn chế, tồn tại:' or under 'KHÓ KHĂN, VƯỚNG MẮC'."""
    said, piece = turn.said, turn.piece
    listed = (
        turn.frame.listing == "SHORTCOMING"
        and piece.segment.before in (":", ";")
        and piece.sentence == turn.frame.sentence
    )
    under = turn.role is Role.SHORTCOMINGS
    if not listed and not under:
        return None
    first = said.cues[0] if said.cues else None
    if first is not None and first.kind in _GOOD and said.first(_WORD) is None:
        return None
    start = piece.core
    told = bool(piece.paragraph.marker) or piece.segment.ordinal is not None or listed
    if not told and said.first(_WORD) is None and piece.segment.before != ";":
        return _states_in_a_section(turn)
    cause = _CAUSE.match(turn.page.low, start, said.end)
    start = cause.end() if cause else start
    return Hit(
        "SHORTCOMING", start, said.end, start, "is_listed", 0.85 if listed else 0.8, (start, start)
    )


_GOOD = ("done", "become", "signed", "promise", "agree", "will")
_OTHER = (
    "ask",
    "assign",
    "need",
    "told",
    "agree",
    "promise",
    "will",
    "goal",
    "stand",
    "believe",
    "done",
    "passive",
    "figure",
    "become",
    "signed",
)
_OPENING = re.compile(
    r"(?:chúng ta|ta|tôi|phó thủ tướng|thủ tướng|bộ trưởng|đại sứ|thứ trưởng|hội nghị|cuộc họp|để|nhằm|vì vậy|do đó|do vậy|trước tình hình|trong bối cảnh|trong khi|theo|căn cứ|nghe|có,|đúng|vâng|không,|nếu|câu hỏi|điều đó|tôi nghĩ|quan trọng|một phần|thực ra)(?!\w)"
)


def _states_in_a_section(turn: Turn) -> Hit | None:
    """'Nhiều địa phương phó mặc việc giám sát cho doanh nghiệp' under 'Tồn tại': told without a word that says so."""
    said, piece = turn.said, turn.piece
    plain = not said.cues or said.cues[0].kind not in _OTHER
    words = len(turn.page.low[said.start : said.end].split())
    if not plain or said.speaker or words < 6 or piece.segment.after == ":":
        return None
    if not turn.page.zones.paper.official and turn.page.questions < 2:
        return None
    if _OPENING.match(turn.page.low, said.start) or _OPENING.match(turn.page.low, piece.start):
        return None
    where = (said.start, said.start)
    return Hit("SHORTCOMING", said.start, said.end, said.start, "stands_in_section", 0.6, where)


def is_a_cause(turn: Turn) -> Hit | None:
    """'Nguyên nhân chủ yếu là nhân lực còn thiếu và chưa ổn định'."""
    found = _CAUSE.match(turn.page.low, turn.piece.core, turn.said.end)
    if found is None or turn.said.first(_WORD) is None:
        return None
    return Hit(
        "SHORTCOMING", found.end(), turn.said.end, found.end(), "is_a_cause", 0.7, found.span()
    )


def falls_short(turn: Turn) -> Hit | None:
    """'nhiều lô hàng vẫn bị kiểm tra dư lượng', 'Hiệp định được ký đã bảy năm mà chưa có hiệu lực'."""
    said, page = turn.said, turn.page
    cue = said.first(_WORD)
    if cue is None or _HOPE.match(page.low, said.start):
        return None
    if _HANDLED.search(page.low, max(cue.start - 60, said.start), cue.start):
        return None
    if _SOLVED.search(page.low, cue.end, said.end):
        return None
    earlier = [c for c in said.cues if c.start < cue.start]
    if any(
        c.kind in ("ask", "assign", "need", "agree", "promise", "will", "told", "goal")
        for c in earlier
    ):
        return None
    if turn.role in (Role.TASKS, Role.PLANS, Role.PROPOSALS):
        return None
    contrast = turn.piece.connector.startswith(_CONTRAST) or page.low.startswith(
        ("vẫn ", "còn "), max(cue.start - 4, said.start)
    )
    sure = 0.75 if contrast else 0.6
    if cue.start - said.start > 120:
        sure = 0.45
    return Hit(
        "SHORTCOMING", said.start, said.end, said.start, "falls_short", sure, (cue.start, cue.end)
    )
