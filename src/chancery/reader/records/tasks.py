"""Tasks: a person or body is told to do something, or resolves to do it."""

from __future__ import annotations

import re

from chancery.reader.records.actors import actor_at, inherited, is_home_body
from chancery.reader.records.model import DOUBTFUL, Cue, Hit
from chancery.reader.records.rules import Turn
from chancery.reader.records.sections import Role
from chancery.reader.records.words_vi import JOINT, STARTS_WITH_ACTION
from chancery.reader.zones import Span

_PLANNED = (Role.TASKS, Role.PLANS, Role.PROPOSALS)
_BASIS = {Role.PLANS: "resolved", Role.PROPOSALS: "requested"}
_RELATIVE = re.compile(
    r"(?:^|(?<!\w))(?:nhiệm vụ|nội dung|vấn đề|giải pháp|những việc|công việc|lĩnh vực|trọng tâm|định hướng|điều|yêu cầu|động lực|nội hàm|thủ tục|mà|nếu|khi)(?!\w)"
)
_FOCUS = re.compile(
    r"(?:giải pháp|nhiệm vụ|ưu tiên|trọng tâm|yêu cầu đặt ra|việc cần làm)(?: [^\W\d_,]+| \d{1,4}){0,9} là (?=[^\W\d_])"
)
_FOR = re.compile(r"(?:đối với|về phía|riêng)(?: các)? [^,;:]{2,120}, ?")
_DATED = re.compile(r"(?:ngày|từ ngày|trong|tuần|tháng|quý|đầu|cuối) [^:]{1,30}$")
_NO_TASK = re.compile(
    r"ban hành kèm theo|trên đây|[^,;]{0,60}?(?:xin|trân trọng|kính) (?:(?:xin|trân trọng|kính) )?(?:báo cáo|thông báo|trình|gửi|cảm ơn|mong)"
    r"|[^,;]{0,80}?thông báo (?:[^,;]{0,60}?)(?:để|cho|tới|đến) [^;]{0,80}?(?:biết|thực hiện)|[^,;]{0,60}?báo cáo(?: [^,;]{0,60})? như sau"
)


def is_assigned(turn: Turn) -> Hit | None:
    """'Phó Thủ tướng giao Bộ Xây dựng làm việc với ...', 'Đề nghị Bộ Công Thương sớm cử đoàn ...'."""
    cue = _ordering(turn)
    if cue is None:
        return None
    page, begin = turn.page, turn.page.skip(cue.end)
    if page.low.startswith("cho ", begin):
        begin += 4
    actor = actor_at(page, begin, turn.said.end)
    if actor is None or actor.action >= turn.said.end or _is_own_deed(turn, cue):
        return None
    if not is_home_body(page, actor.start, actor.end):
        return None
    basis = "assigned" if cue.kind == "assign" or cue.words == "yêu cầu" else "requested"
    sure = 0.9 if cue.kind == "assign" else 0.85
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


def _is_own_deed(turn: Turn, cue: Cue) -> bool:
    """'2. Bộ Ngoại giao: b) Chỉ đạo các cơ quan đại diện ...': the ministry above it is to direct."""
    at_head = (
        turn.piece.item and cue.start - turn.piece.start < 2 and not cue.words.startswith("giao")
    )
    return at_head and bool(inherited(turn.page, turn.piece.paragraph).leads)


def is_told(turn: Turn) -> Hit | None:
    """'Bộ Khoa học và Công nghệ được giao làm đầu mối ...': passive, the subject leads."""
    cue = turn.said.cues[0] if turn.said.cues else None
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


def ought_to(turn: Turn) -> Hit | None:
    """'Ngành ngoại giao cần tiếp tục tăng cường ...', 'Các bộ chậm gửi báo cáo phải kiểm điểm ...'."""
    cue = turn.said.cues[0] if turn.said.cues else None
    page, said = turn.page, turn.said
    if (
        cue is None
        or cue.kind != "need"
        or cue.start == said.start
        or cue.start - said.start > 200
    ):
        return None
    if JOINT.match(page.low, said.start) or _RELATIVE.search(page.low, said.start, cue.start):
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
        (said.start, cue.start) if sure > 0.6 else None,
        said.speaker,
        "assigned",
    )


def _ought(turn: Turn, cue: Cue) -> float:
    page, start = turn.page, turn.said.start
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
    if cue is None or cue.kind != "need" or cue.start - said.start > 1:
        return None
    if not STARTS_WITH_ACTION.match(page.low, page.skip(cue.end)):
        return None
    whom = _FOR.search(page.low, turn.piece.start, said.start)
    actor = None
    if whom:
        first = page.low.index(" ", whom.start()) + 1
        first = page.low.index(" ", first) + 1 if page.low.startswith("với ", first) else first
        actor = (first, len(page.low[first : whom.end()].rstrip(" ,")) + first)
    return Hit(
        "TASK",
        said.start,
        said.end,
        page.skip(cue.end),
        "needs_doing",
        0.75 if whom else 0.6,
        (cue.start, cue.end),
        actor,
        said.speaker,
        "assigned",
    )


def stands_in_a_list_of_tasks(turn: Turn) -> Hit | None:
    """'a) Rà soát toàn bộ 89 nội dung ...' under 'NHIỆM VỤ'; 'Bộ Nội vụ đàm phán ...'; plans too."""
    page, said = turn.page, turn.said
    planned = turn.role in _PLANNED
    if not planned and not (
        page.directs and turn.role not in (Role.RESULTS, Role.SHORTCOMINGS, Role.PURPOSES)
    ):
        return None
    if turn.piece.segment.after == ":" and (
        _is_lead_in(turn) or _DATED.match(page.low, said.start, said.end)
    ):
        return None
    if _NO_TASK.match(page.low, turn.piece.segment.start, min(said.end + 3, len(page.low))):
        return None
    if STARTS_WITH_ACTION.match(page.low, said.start, said.end):
        marked = bool(turn.piece.paragraph.marker) or turn.piece.segment.ordinal is not None
        if not planned and not marked:
            return None
        sure = 0.85 if planned and marked else 0.6
        return Hit(
            "TASK",
            said.start,
            said.end,
            said.start,
            "stands_in_a_list_of_tasks",
            sure,
            (said.start, said.start),
            _lead_before(turn),
            basis=_BASIS.get(turn.role or Role.TASKS, "assigned"),
        )
    return _body_with_verb(turn)


def _lead_before(turn: Turn) -> Span | None:
    """'; đề xuất lộ trình ...' in the item of 'Ngân hàng Nhà nước ...': the same body goes on."""
    before = turn.frame.hit
    return before.actor if before is not None and before.type == "TASK" else None


def _body_with_verb(turn: Turn) -> Hit | None:
    """'Bộ Xây dựng nghiên cứu đề xuất ...' in a paper that directs: the bare verb orders."""
    page, said = turn.page, turn.said
    if _is_reported(turn):
        return None
    actor = actor_at(page, said.start, said.end)
    if actor is None or actor.action >= said.end or not is_home_body(page, actor.start, actor.end):
        return None
    if page.low.startswith(("đã ", "đang "), actor.action):
        return None
    return Hit(
        "TASK",
        said.start,
        said.end,
        actor.action,
        "body_with_verb",
        0.85,
        (actor.start, actor.end),
        (actor.start, actor.end),
        basis=_BASIS.get(turn.role or Role.TASKS, "assigned"),
    )


_REPORTED = ("done", "doing", "will", "bad", "agree")


def _is_reported(turn: Turn) -> bool:
    """'Bộ Công Thương đã ...' reports; 'Bộ Công Thương tiếp tục ...' in a numbered item orders."""
    first = turn.said.cues[0] if turn.said.cues else None
    if first is None or first.kind not in _REPORTED or first.start - turn.said.start >= 100:
        return False
    numbered = bool(turn.piece.paragraph.marker) or turn.frame.listing == "ORDER"
    return not (first.words == "tiếp tục" and numbered)


def is_the_focus(turn: Turn) -> Hit | None:
    """'giải pháp trọng tâm trong năm nay là tập trung rà soát ...'."""
    page = turn.page
    found = _FOCUS.search(page.low, turn.piece.start, turn.piece.end)
    if (
        found is None
        or page.low.endswith("với ", 0, found.start())
        or not STARTS_WITH_ACTION.match(page.low, found.end())
    ):
        return None
    return Hit(
        "TASK",
        found.end(),
        turn.piece.end,
        found.end(),
        "is_the_focus",
        0.6,
        found.span(),
        basis="resolved",
    )


def is_an_announced_item(turn: Turn) -> Hit | None:
    """'Thứ nhất, củng cố ...' behind '3 nhóm nhiệm vụ trọng tâm phải thực hiện'."""
    said, segment = turn.said, turn.piece.segment
    inside = segment.before in (":", ";") and turn.piece.sentence == turn.frame.sentence
    if turn.frame.listing not in ("TASK", "ORDER") or turn.piece.start > segment.start + 20:
        return None
    if segment.ordinal is None and not (inside and turn.frame.listing == "ORDER"):
        return None
    if not STARTS_WITH_ACTION.match(turn.page.low, said.start, said.end):
        return _body_with_verb(turn) if turn.frame.listing == "ORDER" else None
    return Hit(
        "TASK",
        said.start,
        said.end,
        said.start,
        "is_an_announced_item",
        0.75,
        (said.start, said.start),
        _lead_before(turn),
        turn.frame.hit.by if turn.frame.hit else None,
        basis="assigned",
    )


_ANNOUNCED = re.compile(
    r"(?:nhiệm vụ|giải pháp|công việc|nội dung|yêu cầu|biện pháp|ưu tiên)(?: [^\W\d_]+){0,12} (?:phải thực hiện|cần (?:thực hiện|triển khai|tập trung|làm)|sau(?: đây)?|trọng tâm|gồm|như sau|là|chính)"
)


_LEADS_IN = re.compile(
    r"(?:nhiệm vụ|giải pháp|công việc|nội dung|yêu cầu|biện pháp|trọng tâm|việc)(?: [^\W\d_]+){0,4}$"
)


def orders_a_list(turn: Turn) -> bool:
    """'Thủ tướng yêu cầu: (1) ...; (2) ...': the items come after the colon."""
    last = turn.said.cues[-1] if turn.said.cues else None
    if turn.piece.segment.after != ":" or last is None or last.kind not in ("ask", "assign"):
        return False
    return last.end >= turn.piece.end - 1


def announces_tasks(turn: Turn) -> bool:
    """'có 3 nhóm nhiệm vụ trọng tâm phải thực hiện.': the items come next."""
    low, piece = turn.page.low, turn.piece
    if piece.segment.after == ":" and _LEADS_IN.search(low, piece.start, piece.end):
        return True
    return _ANNOUNCED.search(low, piece.start, piece.end) is not None


def _is_lead_in(turn: Turn) -> bool:
    """'2. Bộ Công Thương chủ trì, phối hợp với Bộ Tài chính:' names who, not what."""
    return (
        turn.piece.end
        >= len(turn.page.text[turn.piece.start : turn.piece.paragraph.end].rstrip(" :"))
        + turn.piece.start
    )


def _ordering(turn: Turn) -> Cue | None:
    """The ordering word, where it is the first thing said ('đã giao' too)."""
    cues = [c for c in turn.said.cues if c.kind != "done"]
    first = cues[0] if cues else None
    if first is None or first.kind not in ("assign", "ask") or first.start - turn.said.start > 170:
        return None
    return first


def _by(turn: Turn, cue: Cue) -> tuple[int, int] | None:
    return (turn.said.start, cue.start) if cue.start - turn.said.start > 2 else turn.said.speaker


def _from(turn: Turn, cue: Cue) -> int:
    return turn.said.start if cue.start - turn.said.start <= 110 else cue.start
