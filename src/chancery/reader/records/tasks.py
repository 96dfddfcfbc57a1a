"""Tasks: a person or body is told to do something, or resolves to do it."""

from __future__ import annotations

import re

from chancery.reader.records.actors import Actor, actor_at
from chancery.reader.records.addressed import addressed, inherited
from chancery.reader.records.bodies import is_home_body
from chancery.reader.records.carriers import done_by
from chancery.reader.records.model import DOUBTFUL, Cue, Hit
from chancery.reader.records.rules import Turn
from chancery.reader.records.sections import Role
from chancery.reader.records.task_items import announces_tasks, lead_before
from chancery.reader.records.words_vi import JOINT, STARTS_WITH_ACTION
from chancery.reader.zones import Span

_RELATIVE = re.compile(
    r"(?:^|(?<!\w))(?:nhiệm vụ|nội dung|vấn đề|giải pháp|những việc|công việc|lĩnh vực|trọng tâm|định hướng|điều|yêu cầu|động lực|nội hàm|thủ tục|mà|nếu|khi)(?!\w)"
)

_FOR = re.compile(r"(?:đối với|về phía|riêng|với)(?: các)? [^,;:]{2,120}, ?")


def is_assigned(turn: Turn) -> Hit | None:
    """'Phó Thủ tướng giao Bộ Xây dựng làm việc với ...', 'Đề nghị Bộ Công Thương sớm cử đoàn ...'."""
    cue = _ordering(turn)
    if cue is None:
        return None
    page, begin = turn.page, _behind_the_order(turn, cue)
    actor = actor_at(page, begin, turn.said.end) or _addressed_before(turn, begin)
    if actor is None and _orders_without_name(turn, cue, begin):
        return _order_to_nobody(turn, cue, begin)
    if actor is None or actor.action >= turn.said.end or _is_own_deed(turn, cue):
        return None
    told = _ministers_told(turn, cue, actor) or is_home_body(page, actor.start, actor.end)
    told = told or _we_are_told(turn, cue, actor)
    if not told or _asked_from_abroad(turn, cue):
        return None
    first = turn.said.cues[0].words
    basis = "assigned" if cue.kind == "assign" or cue.words == "yêu cầu" else "requested"
    basis = "requested" if first in _PROPOSES else basis
    sure = 0.9 if cue.kind == "assign" else 0.85
    sure = 0.55 if cue.words == "khuyến khích" else sure
    if turn.piece.segment.after == ":" and announces_tasks(turn):
        sure = DOUBTFUL
    return Hit(
        "TASK",
        _from(turn, cue),
        turn.said.end,
        actor.action,
        "is_assigned",
        sure,
        (cue.start, cue.end),
        (actor.start, actor.end),
        _by(turn, cue),
        basis,
    )


def _behind_the_order(turn: Turn, cue: Cue) -> int:
    """Where who is told may begin: behind 'ngay', 'cho', 'trong tháng 6,'."""
    page, begin = turn.page, turn.page.skip(cue.end)
    if at_once := _AT_ONCE.match(page.low, begin, turn.said.end):
        begin = at_once.end()
    if page.low.startswith("cho ", begin):
        begin += 4
    if term := _TERM.match(page.low, begin, turn.said.end):
        begin = term.end()
    return begin


_PROPOSES = ("đề xuất", "kiến nghị", "đề nghị")
"""'[Đề xuất] giao Vụ Luật pháp ...': asked for, not yet ordered."""
_ALLOWS = re.compile(
    r"(?:đồng ý|cho phép|nhất trí|thống nhất)(?: (?:về nguyên tắc|về chủ trương|chủ trương|cho|để|với việc|việc))* (?=\w)"
)


def is_allowed(turn: Turn) -> Hit | None:
    """'Đồng ý Bộ Tài chính ký Hiệp định vay', 'Cho phép Ngân hàng Nhà nước thí điểm ...' in conclusions."""
    page, start = turn.page, turn.said.start
    found = _ALLOWS.match(page.low, start, turn.said.end) if page.directs else None
    if found is None or page.at(found.end(), "ORG", "ORG_GROUP") is None:
        return None
    actor = actor_at(page, found.end(), turn.said.end)
    if actor is None or not is_home_body(page, actor.start, actor.end):
        return None
    if not STARTS_WITH_ACTION.match(page.low, actor.action):
        return None
    return Hit(
        "TASK", start, turn.said.end, actor.action, "is_allowed", 0.65, (start, found.end()),
        (actor.start, actor.end), None, "assigned",
    )  # fmt: skip


_AT_ONCE = re.compile(
    r"(?:ngay|luôn|thêm|tiếp|cụ thể|trực tiếp|rõ|ngay lập tức) (?=cho |[^\W\d_])"
)
"""'giao [ngay] Bộ Công Thương xem xét ...'."""
_MINISTERS = re.compile(r"(?:hai|các) (?:bộ trưởng|phó thủ tướng|ngoại trưởng|thứ trưởng)(?!\w)")


def _ministers_told(turn: Turn, cue: Cue, actor: Actor) -> bool:
    """'Hai Nhà Lãnh đạo giao hai Bộ trưởng Ngoại giao xây dựng ...': of both sides, but told."""
    assigns = cue.words.startswith(("giao", "phân công"))
    return assigns and _MINISTERS.match(turn.page.low, actor.start, actor.end) is not None


_WE = re.compile(r"(?:chúng tôi|tôi)(?!\w)")


def _we_are_told(turn: Turn, cue: Cue, actor: Actor) -> bool:
    """'Lãnh đạo Bộ đã yêu cầu chúng tôi báo cáo ...' in an interview."""
    by = _by(turn, cue)
    we = _WE.match(turn.page.low, actor.start, actor.end) is not None
    return we and by is not None and is_home_body(turn.page, *by)


_ORDERS = ("yêu cầu", "chỉ đạo", "quán triệt", "nhắc nhở")


def _orders_without_name(turn: Turn, cue: Cue, action: int) -> bool:
    """'Phó Thủ tướng yêu cầu khẩn trương hoàn tất hồ sơ': ordered at home, whoever it is for."""
    page, by = turn.page, _by(turn, cue)
    if cue.words not in _ORDERS or turn.piece.segment.after == ":":
        return False
    if by is None:  # 'Yêu cầu hoàn thành ...; cơ quan chịu trách nhiệm: Bộ Y tế' in a directive
        opens = cue.start - turn.said.start < _NEXT_WORD
        return opens and page.directs and STARTS_WITH_ACTION.match(page.low, action) is not None
    if _is_below(turn, cue):
        return False
    home = page.side(*by) == "home" or (page.side(*by) == "" and page.directs)
    return home and STARTS_WITH_ACTION.match(page.low, action) is not None


def _order_to_nobody(turn: Turn, cue: Cue, action: int) -> Hit:
    return Hit(
        "TASK", _from(turn, cue), turn.said.end, action, "is_ordered", 0.7, (cue.start, cue.end),
        None if _by(turn, cue) else lead_before(turn), _by(turn, cue), "assigned",
    )  # fmt: skip


_TERM = re.compile(r"(?:ngay )?(?:trong|từ|từ nay|trước|đến|trước mắt)(?: [^\W_]+){1,8}, ")


def _addressed_before(turn: Turn, action: int) -> Actor | None:
    """'Đối với Bộ Y tế, Phó Thủ tướng yêu cầu hoàn thành ...': the body stands in front."""
    page = turn.page
    whom = _FOR.search(page.low, turn.piece.start, turn.said.start)
    if whom is None or not page.text[action : action + 1].islower():
        return None
    body = addressed(page, whom.start(), whom.start() + len(whom.group().rstrip(" ,")))
    return Actor(*body, action) if body is not None else None


def _asked_from_abroad(turn: Turn, cue: Cue) -> bool:
    """'Thứ trưởng Themba Nkosi kêu gọi các tập đoàn Việt Nam ...': no order of ours."""
    by = _by(turn, cue)
    apart = turn.piece.sentence - turn.frame.sentence
    if by is None and (apart == 0 or (apart == 1 and turn.piece.connector)):
        by = turn.frame.subject
    return by is not None and turn.page.side(*by) == "partner"


def _is_own_deed(turn: Turn, cue: Cue) -> bool:
    """'2. Bộ Ngoại giao: b) Chỉ đạo các cơ quan đại diện ...': the ministry above it is to direct."""
    at_head = (
        turn.piece.item and cue.start - turn.piece.start < 2 and not cue.words.startswith("giao")
    )
    if cue.words == "chỉ đạo" and turn.piece.item and not at_head:
        return _is_below(turn, cue)
    return at_head and bool(inherited(turn.page, turn.piece.paragraph).leads)


_ABOVE = ("thủ tướng", "phó thủ tướng", "chính phủ", "đồng chí thủ tướng", "chủ tịch nước")


def _is_below(turn: Turn, cue: Cue) -> bool:
    """'3. Bộ trưởng Bộ Ngoại giao chỉ đạo Đại sứ quán ...' in a directive: the minister is told to."""
    page, start = turn.page, turn.said.start
    named = is_home_body(page, start, cue.start)
    return page.directs and named and not page.low.startswith(_ABOVE, start)


def is_told(turn: Turn) -> Hit | None:
    """'Bộ Khoa học và Công nghệ được giao làm đầu mối ...': passive, the subject leads."""
    cue = _told(turn)
    if cue is None or cue.kind != "told" or cue.start - turn.said.start > 170:
        return None
    if not is_home_body(turn.page, turn.said.start, cue.start):
        return None
    action = turn.page.skip(cue.end)
    basis = (
        "assigned"
        if "giao" in cue.words or "phân công" in cue.words or "yêu cầu" in cue.words
        else "requested"
    )
    return Hit(
        "TASK",
        turn.said.start,
        turn.said.end,
        action,
        "is_told",
        0.9,
        (cue.start, cue.end),
        (turn.said.start, cue.start),
        None,
        basis,
    )


def _told(turn: Turn) -> Cue | None:
    """The first cue; 'được Thủ tướng giao' in 'đã được Thủ tướng giao ...' where results are not listed."""
    cues = turn.said.cues
    if len(cues) > 1 and cues[0].kind == "done" and turn.role is not Role.RESULTS:
        return cues[1] if cues[1].start - cues[0].end <= 1 else cues[0]
    return cues[0] if cues else None


def ought_to(turn: Turn) -> Hit | None:
    """'Ngành ngoại giao cần tiếp tục tăng cường ...', 'Các bộ chậm gửi báo cáo phải kiểm điểm ...'."""
    cue = _duty(turn)
    page, said = turn.page, turn.said
    if cue is None or cue.start == said.start or cue.start - said.start > 200:
        return None
    ours = is_home_body(page, said.start, cue.start)
    if (JOINT.match(page.low, said.start) and not ours) or _RELATIVE.search(
        page.low, said.start, cue.start
    ):
        return None
    sure = _ought(turn, cue)
    if not sure:
        return None
    return Hit(
        "TASK",
        said.start,
        said.end,
        page.skip(cue.end),
        "ought_to",
        sure,
        (cue.start, cue.end),
        _who_ought(turn, cue) if sure > _SURE_OF_WHOM else None,
        said.speaker,
        "assigned",
    )


_WHICH_ONES = re.compile(r"(?:các|những|mọi) ")


def _duty(turn: Turn) -> Cue | None:
    """'cần', 'phải' as the first cue, or behind words that tell which bodies: 'Những bộ chưa báo cáo [phải] ...'."""
    cues, page, start = turn.said.cues, turn.page, turn.said.start
    if not cues or cues[0].kind == "need":
        return cues[0] if cues else None
    need = next((c for c in cues if c.kind == "need"), None)
    if (
        need is None
        or cues[0].kind not in ("bad", "done")
        or not _WHICH_ONES.match(page.low, start)
    ):
        return None
    named = is_home_body(page, start, cues[0].start)
    return need if named and page.low.find(",", cues[0].end, need.start) < 0 else None


_SURE_OF_WHOM = 0.6
"""Above it the subject is who must do it; below, a thing."""


def _who_ought(turn: Turn, cue: Cue) -> Span:
    """'Các đồng chí Bộ trưởng | trực tiếp chỉ đạo, [chịu trách nhiệm] ...': who, without a first deed."""
    page, start = turn.page, turn.said.start
    actor = actor_at(page, start, cue.start)
    second = page.low.endswith((", ", " và "), start, cue.start)
    first_deed = second and actor is not None and is_home_body(page, start, actor.end)
    return (start, actor.end) if actor is not None and first_deed else (start, cue.start)


def _ought(turn: Turn, cue: Cue) -> float:
    page, start = turn.page, turn.said.start
    if done_by(page, cue.end, turn.said.end) is not None:
        return _SURE_OF_WHOM
    if is_home_body(page, start, cue.start):
        return 0.8
    if page.side(start, cue.start) in ("partner", "home") or STARTS_WITH_ACTION.match(
        page.low, start
    ):
        return 0.0
    passive = page.low.startswith("được ", page.skip(cue.end))
    speech = turn.said.speaker is not None
    return 0.55 if passive or speech or page.directs else 0.45


def needs_doing(turn: Turn) -> Hit | None:
    """'Cần tiếp tục đẩy mạnh ...', 'Đối với các cơ quan đại diện, cần ...': no subject before 'cần'."""
    cue = turn.said.cues[0] if turn.said.cues else None
    page, said = turn.page, turn.said
    if cue is None or cue.kind != "need":
        return None
    if said.speaker and page.side(*said.speaker) == "joint":
        return None
    if _told_before(turn, cue):
        return _hit_of_need(turn, cue, turn.frame.hit.actor if turn.frame.hit else None, 0.65)
    if cue.start - said.start > 1:
        return None
    if not STARTS_WITH_ACTION.match(page.low, page.skip(cue.end)):
        return None
    whom = _FOR.search(page.low, turn.piece.start, said.start)
    actor = None
    if whom:
        first = page.low.index(" ", whom.start()) + 1
        first = page.low.index(" ", first) + 1 if page.low.startswith("với ", first) else first
        actor = (first, len(page.low[first : whom.end()].rstrip(" ,")) + first)
    return _hit_of_need(turn, cue, actor, 0.75 if whom else 0.6)


_IN_TIME = re.compile(r"(?:trước|trong|đến|từ|ngay|chậm nhất)(?: [^\W_]+){1,5} $")


def _told_before(turn: Turn, cue: Cue) -> bool:
    """'Ông yêu cầu Bộ Tài chính rà lại quy trình, trước Tết phải có câu trả lời': the same body must."""
    before, said = turn.frame.hit, turn.said
    goes_on = before is not None and before.type == "TASK"
    if not goes_on or turn.piece.sentence != turn.frame.sentence:
        return False
    return _IN_TIME.match(turn.page.low[said.start : cue.start]) is not None


def _hit_of_need(turn: Turn, cue: Cue, actor: Span | None, sure: float) -> Hit:
    said, action = turn.said, turn.page.skip(cue.end)
    where = (cue.start, cue.end)
    return Hit(
        "TASK",
        said.start,
        said.end,
        action,
        "needs_doing",
        sure,
        where,
        actor,
        said.speaker,
        "assigned",
    )


_NEXT_WORD = 3


def _ordering(turn: Turn) -> Cue | None:
    """The ordering word, where it is the first thing said ('đã giao' too)."""
    cues = [c for c in turn.said.cues if c.kind != "done"]
    if (
        turn.page.directs
        and len(cues) > 1
        and cues[0].kind == "agree"
        and cues[1].kind == "assign"
    ):
        cues = cues[1:]  # 'Thống nhất chủ trương giao EVN đàm phán ...'
    if len(cues) > 1 and (cues[0].kind, cues[1].kind) == ("ask", "assign"):
        near = cues[1].start - cues[0].end < _NEXT_WORD
        cues = cues[1:] if near else cues  # 'Đề xuất giao Vụ Luật pháp thẩm định ...'
    first = cues[0] if cues else None
    if first is None or first.kind not in ("assign", "ask") or first.start - turn.said.start > 170:
        return None
    return first


def _by(turn: Turn, cue: Cue) -> tuple[int, int] | None:
    return (turn.said.start, cue.start) if cue.start - turn.said.start > 2 else turn.said.speaker


def _from(turn: Turn, cue: Cue) -> int:
    return turn.said.start if cue.start - turn.said.start <= 110 else cue.start
