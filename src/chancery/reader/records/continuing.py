"""What goes on: a piece that leans on the one before it, a speech that orders on."""

from __future__ import annotations

import re

from chancery.reader.layout import UPPER
from chancery.reader.records.actors import actor_at
from chancery.reader.records.bodies import is_home_body
from chancery.reader.records.model import DOUBTFUL, Cue, Hit
from chancery.reader.records.rules import Turn
from chancery.reader.records.words_vi import STARTS_WITH_ACTION
from chancery.reader.zones import Span


def goes_on(turn: Turn) -> Hit | None:
    """'; tranh thủ, phát huy ...', 'Đặc biệt là thúc đẩy ...': the action before it, continued.

    Holds for tasks and requests as for commitments: what leans is of the type it leans on.
    """
    before, piece, page, said = turn.frame.hit, turn.piece, turn.page, turn.said
    if before is None or before.type not in ("COMMITMENT", "TASK", "REQUEST"):
        return None
    if not piece.leans or not _reaches(turn):
        return _next_order(turn, before)
    first = said.cues[0] if said.cues else None
    if (
        first is not None
        and first.kind in ("done", "passive", "become", "will", "stand", "believe")
        and first.start - said.start < (60 if not _is_inside(turn, first) else 0)
    ):
        return None
    named = page.low.startswith(("các ", "những ", "việc "), said.start) and (
        piece.segment.before == ";" or piece.connector.endswith("là")
    )
    timed = _TIMED.match(page.low, said.start, said.end)
    acts = STARTS_WITH_ACTION.match(page.low, timed.end() if timed else said.start)
    if not named and not acts:
        return _asked_next(turn, before)
    sure = _chained(before) if not named else 0.5
    return Hit(
        before.type,
        said.start,
        said.end,
        said.start,
        "goes_on",
        sure,
        before.why,
        (_own_body(turn) if named and before.type == "TASK" else None) or before.actor,
        before.by,
        before.basis,
    )


def _own_body(turn: Turn) -> Span | None:
    """'; [các cơ quan của Quốc hội] hoàn thành báo cáo': who acts is another than before."""
    page, said = turn.page, turn.said
    actor = actor_at(page, said.start, said.end)
    if actor is None or not is_home_body(page, actor.start, actor.end):
        return None
    acts = STARTS_WITH_ACTION.match(page.low, actor.action, said.end) is not None
    return (actor.start, actor.end) if acts else None


_TIMED = re.compile(
    r"(?:cứ [^,;]{2,20}? lại|(?:ngay )?(?:trong|trước|chậm nhất) [^,;]{2,22}?|(?:mỗi (?:tuần|tháng|quý|năm)(?: một lần)?|h[ằà]ng (?:tuần|tháng|quý|năm)|định kỳ [^,;]{2,20}?|[^\W_]+ (?:tuần|tháng|quý|năm) một lần),?)"
    r" (?=(?:báo cáo|gửi|trình|trả lời|hoàn|công bố|ban hành|tổng hợp|cập nhật|thông báo|tổ chức))"
)
"""A time in front of the next deed: '[sáu tháng một lần,] tổng hợp kết quả'."""


def _next_order(turn: Turn, before: Hit) -> Hit | None:
    """'Các bộ cần tiếp tục ... Đổi mới tư duy, ... Tăng cường phối hợp ...': the speech orders on."""
    piece, said, low = turn.piece, turn.said, turn.page.low
    if before.confidence < 0.5 or piece.sentence - turn.frame.sentence > 1 or said.speaker:
        return None
    starts = piece.segment.before == "" and piece.start - piece.segment.start < 30
    reports = said.cues and said.cues[0].kind not in ("doing", "need", "bad", "figure")
    if not starts or reports or not STARTS_WITH_ACTION.match(low, said.start):
        return None
    opener = _OPENING.match(low, said.start) or _BEFORE_SUBJECT.match(turn.page.text, piece.end)
    if opener or piece.core > piece.start + 2:
        return None
    return Hit(
        before.type, said.start, said.end, said.start, "goes_on", 0.55, before.why, before.actor,
        before.by, before.basis,
    )  # fmt: skip


_BEFORE_SUBJECT = re.compile(rf",\s[{UPPER}]")

_OPENING = re.compile(
    r"(?:phát biểu|trao đổi|chia sẻ|báo cáo|đánh giá|kết thúc|thông tin|thực hiện|tham dự|dự|tiếp|thông báo|cảm ơn|trả lời|tiếp tục (?:chương trình|chuyến)|nhân)(?!\w)"
)
"""What opens a sentence of the reporter ('Phát biểu tại ...'), not of the speaker."""


def next_body_acts(turn: Turn) -> Hit | None:
    """'Thủ tướng giao Bộ A ... . Bộ B tìm kiếm ... . Bộ C ...': in the news the orders go on body by body."""
    before, said, page = turn.frame.hit, turn.said, turn.page
    if before is None or before.type != "TASK" or before.confidence < 0.5 or not _opens(turn):
        return None
    actor = actor_at(page, said.start, said.end)
    body = page.at(said.start, "ORG", "ORG_GROUP")
    if actor is None or body is None or _speaks(turn, actor.end):
        return None
    rest = page.low[body.end : actor.end]
    if rest and rest not in _OTHERS and not rest.startswith(_WHICH_ONES):
        return None
    acts = STARTS_WITH_ACTION.match(page.low, actor.action, said.end)
    reports = acts is None or page.low.startswith(_REPORTS, actor.action)
    if reports or not is_home_body(page, actor.start, actor.end):
        return None
    where = (actor.start, actor.end)
    return Hit(
        "TASK", said.start, said.end, actor.action, "next_body_acts", 0.65, where, where, before.by,
        "assigned",
    )  # fmt: skip


_WHICH_ONES = (" của ", " thuộc ", " trực thuộc ", " tại ", " ở ")
"""'các cơ quan [của Quốc hội]': which of them."""
_OTHERS = (" khác", " còn lại", " liên quan", " có liên quan", " chức năng", " nêu trên", " này")
"""'các bộ [khác]', 'các đơn vị [còn lại]': the group is named so, not told of."""


def _opens(turn: Turn) -> bool:
    """Whether the piece begins a sentence right behind the order, or goes on with it ('; trong đó, Bộ B ...')."""
    piece = turn.piece
    if turn.said.speaker or piece.sentence - turn.frame.sentence > 1:
        return False
    namely = piece.connector.startswith(("trong đó", "riêng", "cụ thể"))
    begins = not piece.segment.before and piece.start <= piece.segment.start
    comma = piece.sentence == turn.frame.sentence and turn.page.low.endswith(", ", 0, piece.start)
    return begins or namely or comma or piece.segment.before == ";"


def _speaks(turn: Turn, end: int) -> bool:
    """'VCCI cam kết mở đường dây nóng': the body promises or says, it is not told."""
    first = turn.said.cues[0] if turn.said.cues else None
    return (
        first is not None and first.kind in ("promise", "say", "agree") and first.start - end < 12
    )


_REPORTS = (
    "đã ",
    "đang ",
    "sẽ ",
    "cũng đã ",
    "cũng sẽ ",
    "báo cáo,",
    "cho biết",
    "cho hay",
    "cho rằng",
    "đều đã ",
    "thông báo sẽ ",
    "thông báo đã ",
    "thông báo việc ",
    "thông báo rằng ",
    "thông báo kết ",
)


def _is_inside(turn: Turn, cue: Cue) -> bool:
    """'công nhận 5 cơ sở giết mổ [đã] được kiểm tra': told of the object, not of the deed."""
    low, said = turn.page.low, turn.said
    words = len(low[said.start : cue.start].split())
    return (
        cue.kind in ("done", "passive")
        and words >= 4
        and STARTS_WITH_ACTION.match(low, said.start) is not None
    )


def _asked_next(turn: Turn, before: Hit) -> Hit | None:
    """'đề nghị hai bên ...; phía Trung Quốc mở rộng nhập khẩu ...': the next one is asked."""
    said, page = turn.said, turn.page
    if before.type != "REQUEST" or turn.piece.segment.before != ";":
        return None
    actor = actor_at(page, said.start, said.end)
    if (
        actor is None
        or actor.action >= said.end
        or page.side(actor.start, actor.end) not in ("partner", "joint")
    ):
        return None
    sure = _chained(before)
    return Hit(
        "REQUEST",
        said.start,
        said.end,
        actor.action,
        "goes_on",
        sure,
        before.why,
        (actor.start, actor.end),
        before.by,
    )


def _chained(before: Hit) -> float:
    """Items behind a lead-in ('đề nghị phía Nhật Bản:') are surer than the lead-in."""
    return 0.75 if before.confidence == DOUBTFUL else min(before.confidence, 0.8)


def _reaches(turn: Turn) -> bool:
    """The same sentence, or one that a connector ties to it."""
    if turn.piece.sentence == turn.frame.sentence:
        return True
    if turn.piece.segment.ordinal is not None:
        return turn.piece.sentence - turn.frame.sentence <= 1
    return (
        turn.piece.connector.startswith(
            ("đặc biệt", "bên cạnh đó là", "nhất là", "trước hết", "trong đó")
        )
        and turn.piece.sentence - turn.frame.sentence <= 1
    )
