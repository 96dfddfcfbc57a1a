"""Requests: one side asks the other to do something that is not agreed yet."""

from __future__ import annotations

import re

from chancery.reader.records.actors import Actor, actor_at
from chancery.reader.records.bodies import is_home_body
from chancery.reader.records.model import DOUBTFUL, Cue, Hit
from chancery.reader.records.rules import Turn
from chancery.reader.records.sections import Role
from chancery.reader.records.speakers import speaker
from chancery.reader.records.words_vi import STARTS_WITH_ACTION

_OUR_COUNTRY = re.compile(
    r"(?:phía |chính phủ |nước |các cơ quan )?(?:việt nam|hà nội)$|(?:phía |nước )?(?:ta|chúng ta)$"
)
_WISHES = ("mong", "mong muốn", "mong rằng", "bày tỏ mong muốn", "khuyến khích", "muốn")


def asks_the_other_side(turn: Turn) -> Hit | None:
    """'Việt Nam đề nghị Hàn Quốc đẩy nhanh quy trình thẩm định'; 'mong muốn phía Nhật tạo điều kiện'."""
    cue = _asking(turn)
    if cue is None:
        return None
    actor = _asked(turn, cue)
    if actor is None:
        return None
    side = turn.page.side(actor.start, actor.end)
    if side not in ("partner", "joint") and not _asked_from_abroad(turn, cue, actor, side):
        return None
    if cue.words in _WISHES and turn.page.low.startswith(
        ("cùng ", "được "), turn.page.skip(cue.end)
    ):
        return None
    sure = 0.6 if cue.words in _WISHES else 0.85
    if turn.piece.segment.after == ":" and actor.action >= turn.said.end - 1:
        sure = DOUBTFUL
    return Hit(
        "REQUEST",
        _from(turn, cue),
        turn.said.end,
        actor.action,
        "asks_the_other_side",
        sure,
        (cue.start, cue.end),
        (actor.start, actor.end),
        _by(turn, cue),
    )


def stands_in_a_list_of_asks(turn: Turn) -> Hit | None:
    """An item under 'ĐỀ NGHỊ CỦA PHÍA BẠN': asked, however it is put ('KTZ bày tỏ mong muốn được thuê kho')."""
    said, piece = turn.said, turn.piece
    if turn.role is not Role.REQUESTS or not piece.paragraph.marker or piece.segment.after == ":":
        return None
    cue = next((c for c in said.cues if c.kind in ("ask", "believe", "stand")), None)
    if cue is None and (said.cues or piece.leans):
        return None
    action = turn.page.skip(cue.end) if cue else said.start
    by = (said.start, cue.start) if cue and cue.start - said.start > 2 else None
    where = (cue.start, cue.end) if cue else (said.start, said.start)
    return Hit(
        "REQUEST", said.start, said.end, action, "stands_in_a_list_of_asks", 0.7, where, None, by
    )


def is_in_a_list_of_asks(turn: Turn) -> Hit | None:
    """'; không áp mức thuế mới ...' behind 'nêu với nước chủ nhà ba đề nghị:'."""
    said, piece = turn.said, turn.piece
    inside = piece.segment.before in (":", ";") and piece.sentence == turn.frame.sentence
    if turn.frame.listing != "REQUEST" or not inside:
        return None
    where = (said.start, said.start)
    return Hit(
        "REQUEST",
        said.start,
        said.end,
        said.start,
        "is_in_a_list_of_asks",
        0.75,
        where,
        None,
        turn.frame.subject,
    )


def asks_at_a_meeting(turn: Turn) -> Hit | None:
    """', đề nghị hỗ trợ thành lập trung tâm': nobody named, but the talk is between two countries."""
    cue = _asking(turn)
    page = turn.page
    if cue is None or cue.words in _WISHES or page.zones.paper.official or page.partner is None:
        return None
    start = page.skip(cue.end)
    if not STARTS_WITH_ACTION.match(page.low, start):
        return None
    return Hit(
        "REQUEST",
        _from(turn, cue),
        turn.said.end,
        start,
        "asks_at_a_meeting",
        0.55,
        (cue.start, cue.end),
        None,
        _by(turn, cue),
    )


def _asking(turn: Turn) -> Cue | None:
    """The asking word, where it is the first thing said."""
    first = turn.said.cues[0] if turn.said.cues else None
    if (
        first is not None
        and first.kind in ("done", "doing")
        and len(turn.said.cues) > 1
        and turn.said.cues[1].start - first.end <= 1
    ):
        first = turn.said.cues[1]
    if first is not None and first.words.startswith(("lưu ý", "nhắc")):
        return first  # 'lưu ý phía bạn sớm giải quyết ...': of the other side it is asked
    return first if first is not None and first.kind == "ask" else None


def _asked(turn: Turn, cue: Cue) -> Actor | None:
    begin = cue.end + 1
    if turn.page.low.startswith(("với ", "rằng ", "cho "), begin):
        begin = turn.page.low.index(" ", begin) + 1
    return actor_at(turn.page, begin, turn.said.end)


def _asked_from_abroad(turn: Turn, cue: Cue, actor: Actor, side: str) -> bool:
    """'Phía Hàn Quốc đề nghị Việt Nam ...': our side is asked, but not by our side."""
    if side != "home":
        return False
    bare = _OUR_COUNTRY.match(turn.page.low, actor.start, actor.end) is not None
    bare = bare or turn.page.at(actor.start, "COUNTRY") is not None
    by = _by(turn, cue) or _acted_before(turn)
    return bare or (by is not None and _is_theirs(turn, by))


def _acted_before(turn: Turn) -> tuple[int, int] | None:
    return turn.frame.subject if turn.piece.sentence == turn.frame.sentence else None


def _is_theirs(turn: Turn, by: tuple[int, int]) -> bool:
    """The other side speaks, or 'bà' who stands for somebody of the other side."""
    page = turn.page
    if page.side(*by) == "partner":
        return not is_home_body(page, *by)
    code = page.code_of_person(speaker(page, *by).canonical)
    return code is not None and code != page.home


def _by(turn: Turn, cue: Cue) -> tuple[int, int] | None:
    if cue.start - turn.said.start > 2:
        return turn.said.start, cue.start
    return turn.said.speaker


def _from(turn: Turn, cue: Cue) -> int:
    """A long introduction is left out of the clause."""
    return turn.said.start if cue.start - turn.said.start <= 110 else cue.start
