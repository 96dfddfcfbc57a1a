"""Whether a cue belongs to the deed of a body that is told, in a paper that directs: 'trình Thủ tướng [quyết định]'."""

from __future__ import annotations

import re

from chancery.reader.records.actors import actor_at
from chancery.reader.records.bodies import is_home_body
from chancery.reader.records.model import Cue
from chancery.reader.records.rules import Turn
from chancery.reader.records.words_vi import ACTION, STARTS_WITH_ACTION


def is_in_a_deed(turn: Turn, cue: Cue) -> bool:
    """'Bộ Nội vụ thẩm định, trình Thủ tướng [quyết định]' in a paper that directs: a verb of the body told comes first."""
    page, start = turn.page, turn.said.start
    if not page.directs or cue.start - start < _EARLY:
        return False
    if turn.piece.item and STARTS_WITH_ACTION.match(page.low, start):
        return True  # '- Trao đổi với phía bạn để chốt thời điểm họp'
    actor = actor_at(page, start, cue.start)
    if (
        actor is None
        or actor.action >= cue.start
        or not is_home_body(page, actor.start, actor.end)
    ):
        return False
    return ACTION.match(page.low, actor.action) is not None


_EARLY = 12


def is_of_the_object(turn: Turn, cue: Cue) -> bool:
    """Whether 'đã' tells of what the deed is done to: no comma, and no mere helper, stands between."""
    if not is_in_a_deed(turn, cue):
        return False
    actor = actor_at(turn.page, turn.said.start, cue.start)
    between = turn.page.low[actor.action : cue.start] if actor else ""
    return len(between.split()) >= _OBJECT and not _HELPER.search(between)


_OBJECT = 4
_HELPER = re.compile(r",|;|(?<!\w)(?:phối hợp|cùng|với)(?!\w)")
_AMONG_US = re.compile(
    r" (?:phương án|đầu mối|thời điểm|số liệu|nội dung|kế hoạch|biện pháp|cách|lộ trình|danh mục|quy trình|đề xuất|với (?=bộ|các bộ|sở|ubnd|ủy ban|địa phương))"
)


def settles_among_us(turn: Turn, cue: Cue) -> bool:
    """'Bộ Tài chính và Bộ Công Thương thống nhất phương án xử lý' in a paper that directs: a task of both."""
    page, start = turn.page, turn.said.start
    if not page.directs or cue.start - start < _EARLY:
        return False
    if cue.words == "chốt":  # 'Bộ Công Thương nghe ý kiến EVN, chốt phương án giá'
        return is_home_body(page, start, cue.start)
    return (
        cue.words == "thống nhất"
        and is_home_body(page, start, cue.start)
        and _AMONG_US.match(page.low, cue.end) is not None
    )
