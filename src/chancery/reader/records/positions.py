"""Positions are no records: a guard that suppresses.

'ủng hộ', 'hoan nghênh', 'đánh giá cao', 'nhất trí cho rằng' say what somebody thinks.
"""

from __future__ import annotations

import re

from chancery.reader.records.bodies import is_home_body
from chancery.reader.records.rules import Turn
from chancery.reader.records.words_vi import STARTS_WITH_ACTION

_EVALUATIONS = ("stand", "believe")
_ESSENCE = re.compile(r"(?:sẽ|đang|đã) (?:là|mãi|luôn|giúp)(?!\w)|có ý nghĩa|(?:có|còn) thể|nếu ")
_WORLD = re.compile(
    r"(?:tình hình|bối cảnh|cục diện|xu thế|cạnh tranh giữa các nước|kinh tế thế giới|thế giới|khu vực)(?: [^\W\d_]++){0,6} "
    r"(?:dự báo|tiếp tục|đang|diễn biến|đặt ra|biến động|phức tạp|còn|có nhiều)"
)
_STANCE = re.compile(
    r"(?:[^\W\d_]+ ){0,3}(?:thực hiện đường lối|kiên trì|nhất quán|quyết tâm xây dựng|coi trọng|luôn coi|luôn ủng hộ|dành ưu tiên)"
)
_BARE_BELIEF = re.compile(r"(?:hy vọng|kỳ vọng|tin tưởng|tin)(?: rằng)? ")


def is_position(turn: Turn) -> bool:
    """'Việt Nam hoan nghênh ...': the first thing the piece says is what somebody thinks of it.

    What follows 'đánh giá cao ..., đặc biệt sau khi hai nước thiết lập ...' is another piece.
    """
    first = turn.said.cues[0] if turn.said.cues else None
    if first is None or first.kind not in _EVALUATIONS:
        return False
    listed = turn.piece.item and first.start - turn.said.start > _BEHIND_A_DEED
    return not (listed and STARTS_WITH_ACTION.match(turn.page.low, turn.said.start))


_BEHIND_A_DEED = 8
"""Letters: '- Vận động các bang ủng hộ EVIPA' as an item of a plan is a deed, whatever comes behind."""


def is_stance(turn: Turn) -> bool:
    """'quyết tâm xây dựng một nền kinh tế độc lập': policy for all time, no action."""
    return _STANCE.match(turn.page.low, turn.said.start, turn.said.end) is not None


def is_context(turn: Turn) -> bool:
    """'tình hình thế giới tiếp tục diễn biến phức tạp': the weather, not the work."""
    return _WORLD.match(turn.page.low, turn.said.start, turn.said.end) is not None


def is_forecast(turn: Turn) -> bool:
    """'Nếu hiệp định được thực hiện thì xuất khẩu tăng thêm 20%': what would be."""
    low, start = turn.page.low, turn.piece.start
    need = turn.said.first("need")
    if (
        need is not None
        and turn.page.directs
        and is_home_body(turn.page, turn.said.start, need.start)
    ):
        return False  # 'nếu vượt thẩm quyền, hai Bộ phải báo cáo'
    return (
        low.startswith(("nếu ", "giả sử ", "if "), start)
        or _BARE_BELIEF.match(low, turn.said.start) is not None
    )


def is_about_being(turn: Turn) -> bool:
    """'Việt Nam sẽ là miền đất lành', 'Cây cầu sẽ mãi trường tồn'."""
    cue = turn.said.first("will")
    return cue is not None and _ESSENCE.match(turn.page.low, cue.start) is not None


def is_no_deed(turn: Turn) -> bool:
    """The weather, what would be, what will always be, policy for all time."""
    return is_context(turn) or is_forecast(turn) or is_about_being(turn) or is_stance(turn)
