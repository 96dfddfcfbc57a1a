"""Shortcomings: an obstacle, delay or limitation stated as fact."""

from __future__ import annotations

import re

from chancery.reader.records.model import Hit
from chancery.reader.records.rules import Turn
from chancery.reader.records.sections import Role

_LEAD_IN = re.compile(
    r"(?:hạn chế|tồn tại|khó khăn|vướng mắc|bất cập|trở ngại|rào cản|điểm nghẽn|yếu kém|thách thức)(?:, (?:hạn chế|tồn tại|khó khăn|vướng mắc|bất cập))?"
    r"(?: [^\W\d_,]+){0,10}$"
)
_NAMELY = ("cụ thể", "cụ thể là", "như sau", "như", "đó là", "thể hiện ở", "gồm", "là")
_CAUSE = re.compile(
    r"(?:(?:nguyên nhân|lý do)(?: [^\W\d_]+){0,5} (?:là|do|là do)|chủ yếu (?:là )?do) "
)
_CONTRAST = ("tuy vậy", "tuy nhiên", "song", "nhưng")
_WORD = "bad"
_HANDLED = re.compile(
    r"(?<!\w)(?:rà soát|đôn đốc|tổng hợp|kiểm tra|phân loại|thu hồi|đẩy nhanh|làm rõ|theo dõi|giải quyết|tháo gỡ|khắc phục|xử lý|ngăn chặn|phòng ngừa|chống|tránh|nạn nhân|đường dây|các vụ|vụ|khỏi|tình trạng|danh sách)"
    r"(?: (?!chưa|còn|vẫn|bị)[^\W\d_]+){0,8} $"
)
"""'góp phần giải quyết dứt điểm vụ [tranh chấp]': the trouble is what was dealt with."""

_HOPE = re.compile(r"(?:nếu|để|nhằm|tránh|không để|tháo gỡ|khắc phục|giải quyết|xử lý)(?!\w)")


def announces_shortcomings(turn: Turn) -> bool:
    """'việc thực hiện còn một số tồn tại, hạn chế:', 'kết quả chưa tương xứng, cụ thể:': the items come next."""
    low, piece = turn.page.low, turn.piece
    if piece.segment.after != ":":
        return False
    short = turn.said.first(_WORD) is not None and low.endswith(_NAMELY, 0, piece.end)
    return short or _LEAD_IN.search(low, piece.start, piece.end) is not None


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
    start = piece.core
    told = bool(piece.paragraph.marker) or piece.segment.ordinal is not None or listed
    if not told and said.first(_WORD) is None and piece.segment.before != ";":
        return None
    cause = _CAUSE.match(turn.page.low, start, said.end)
    start = cause.end() if cause else start
    return Hit(
        "SHORTCOMING", start, said.end, start, "is_listed", 0.85 if listed else 0.8, (start, start)
    )


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
