"""Candidates: what no rule is sure of, so that a person who looks at all of them misses nothing.

Ranked by how much speaks for them: a word of order or promise that no rule took, a day that lies
ahead, a body or both sides with a bare verb, an order without a subject, a position that promises.
"""

from __future__ import annotations

import re

from chancery.reader.records.actors import actor_at
from chancery.reader.records.bodies import is_home_body
from chancery.reader.records.english_saying import Saying
from chancery.reader.records.model import Hit
from chancery.reader.records.page import Page
from chancery.reader.records.rules import Turn
from chancery.reader.records.sections import Role
from chancery.reader.records.task_items import announces_tasks
from chancery.reader.records.terms import deadline_in
from chancery.reader.records.words_vi import JOINT, STARTS_WITH_ACTION

_TYPES = {
    "ask": "REQUEST",
    "assign": "TASK",
    "need": "TASK",
    "told": "TASK",
    "agree": "COMMITMENT",
    "promise": "COMMITMENT",
    "will": "COMMITMENT",
    "goal": "COMMITMENT",
}
_TELLING = (Role.RESULTS, Role.SHORTCOMINGS, Role.PURPOSES)
_PAST = ("done", "passive", "become", "figure", "signed", "total")
_REPORTER = re.compile(
    r"(?:phát biểu|trao đổi|chia sẻ|báo cáo|đánh giá|kết thúc|thông tin|tham dự|dự|tiếp|thông báo|trả lời|nhận|thực hiện|kết luận|thăm|tiến hành)(?!\w)"
)
_LEFT_OVER, _AHEAD, _WITH_BODY, _BARE, _IN_POSITION = 0.3, 0.28, 0.25, 0.22, 0.2


def left_over(turn: Turn) -> Hit | None:
    """The candidate that a Vietnamese piece is, where no rule took it."""
    if turn.piece.segment.after == ":" or turn.said.end - turn.said.start < 25:
        return None
    if announces_tasks(turn) and turn.piece.segment.after in (":", "."):
        return None
    cue = turn.said.first(*_TYPES)
    if cue is not None:
        where = (cue.start, cue.end)
        return _candidate(turn, _TYPES[cue.kind], "left_over", _LEFT_OVER, where, cue.end)
    return _without_cue(turn)


def in_position(turn: Turn) -> Hit | None:
    """'Hai bên hoan nghênh ... và sẽ sớm ký ...': a position that also promises or orders."""
    cue = turn.said.first("agree", "promise", "will", "assign", "told", "need")
    if cue is None or turn.said.end - turn.said.start < 25:
        return None
    where = (cue.start, cue.end)
    return _candidate(turn, _TYPES[cue.kind], "in_position", _IN_POSITION, where, cue.end)


def _without_cue(turn: Turn) -> Hit | None:
    page, said = turn.page, turn.said
    if any(c.kind in _PAST for c in said.cues) or turn.role in _TELLING:
        return None
    where = (said.start, said.start)
    joint = JOINT.match(page.low, said.start) is not None
    kind = "COMMITMENT" if joint else "TASK"
    if deadline_in(page, said.start, said.end) is not None:
        return _lies_ahead(turn, kind, where)
    if turn.role is not None or said.first("stand", "believe", "say", "bad") is not None:
        return None
    if STARTS_WITH_ACTION.match(page.low, said.start):
        if _REPORTER.match(page.low, said.start):
            return None
        return _candidate(turn, kind, "bare_verb", _BARE, where, said.start)
    return _body_acts(turn)


def _lies_ahead(turn: Turn, kind: str, where: tuple[int, int]) -> Hit:
    """'Các đơn vị góp ý dự thảo trước 20/8': with the body that acts, where one does."""
    hit = _candidate(turn, kind, "lies_ahead", _AHEAD, where, turn.said.start)
    bare = kind != "TASK" or STARTS_WITH_ACTION.match(turn.page.low, turn.said.start)
    actor = None if bare else actor_at(turn.page, turn.said.start, turn.said.end)
    if actor is None or actor.action >= turn.said.end:
        return hit
    if not is_home_body(turn.page, actor.start, actor.end):
        return hit
    return hit._replace(action=actor.action, actor=(actor.start, actor.end))


def _body_acts(turn: Turn) -> Hit | None:
    """'Bộ Công Thương rà soát ...' in a text that gives no orders."""
    page, said = turn.page, turn.said
    actor = actor_at(page, said.start, said.end)
    if actor is None or actor.action >= said.end or not is_home_body(page, actor.start, actor.end):
        return None
    if not STARTS_WITH_ACTION.match(page.low, actor.action):
        return None
    where = (actor.start, actor.end)
    return _candidate(turn, "TASK", "body_acts", _WITH_BODY, where, actor.action)


def _candidate(
    turn: Turn, kind: str, rule: str, sure: float, why: tuple[int, int], action: int
) -> Hit:
    return Hit(kind, turn.said.start, turn.said.end, action, rule, sure, why)


# English -------------------------------------------------------------------------------------

_ENGLISH = {
    "agree": "COMMITMENT",
    "shall": "COMMITMENT",
    "would": "COMMITMENT",
    "ought": "TASK",
    "order": "TASK",
    "told": "TASK",
    "ask": "REQUEST",
}
_BEING = re.compile(r" be (?!(?:\w+ed|held|set|built|made|led|given|put)(?!\w))")


def left_over_in_english(page: Page, turn: Saying) -> Hit | None:
    """A word of promise, order or request that no rule took, or a day that lies ahead."""
    if turn.end - turn.start < 25:
        return None
    cue = next((c for c in turn.cues if c.kind in _ENGLISH), None)
    if cue is not None and not _BEING.match(page.low, cue.end):
        where = (cue.start, cue.end)
        return Hit(
            _ENGLISH[cue.kind], turn.start, turn.end, cue.end, "left_over", _LEFT_OVER, where
        )
    if turn.cues or turn.role is not None or deadline_in(page, turn.start, turn.end) is None:
        return None
    where = (turn.start, turn.start)
    return Hit("COMMITMENT", turn.start, turn.end, turn.start, "lies_ahead", _AHEAD, where)
