"""Lists that a sentence opens: 'Hai bên nhất trí:' over dash items makes each of them agreed."""

from __future__ import annotations

import re

from chancery.reader.records.model import Hit
from chancery.reader.records.page import Page
from chancery.reader.records.rules import Turn
from chancery.reader.records.words_vi import STARTS_WITH_ACTION
from chancery.reader.zones import Paragraph

_OPENS = {"agree": "COMMITMENT", "promise": "COMMITMENT", "goal": "COMMITMENT", "ask": "REQUEST"}
_THESE = re.compile(
    r"(?:(?:về |các |một số |những |nhiều |triển khai |thực hiện |sẽ |cùng )*(?:nội dung|biện pháp|định hướng|phương hướng|lĩnh vực|vấn đề|điểm|việc|nhiệm vụ|hoạt động|công việc|kết quả|thỏa thuận)"
    r"(?: [^\W\d_,]+){0,8}|như sau|sau(?: đây)?|gồm)?[ ,]*$"
)
_NO_DEED = re.compile(
    r"(?:các|những|hai bên (?:cho|đánh)|việt nam là|đánh giá|hoan nghênh|ủng hộ|ghi nhận|về )(?!\w)"
)


def opened_by(turn: Turn) -> Hit | None:
    """What a piece before ':' opens: its items are of the hit's type and actor."""
    piece, said, page = turn.piece, turn.said, turn.page
    if piece.segment.after != ":" or piece.end < piece.segment.end:
        return None
    cue = next((c for c in reversed(said.cues) if c.kind in _OPENS), None)
    if cue is None or cue.start - said.start > 170 or (said.cues[0].kind == "need"):
        return None
    actor = (said.start, cue.start) if cue.start - said.start > 2 else turn.frame.subject
    behind = page.skip(cue.end)
    if cue.kind == "ask":
        return _asks(turn, (cue.start, cue.end), behind, actor)
    if not _THESE.match(page.low, min(behind, piece.end), piece.end):
        return None
    if actor and page.zones.paper.official and page.side(*actor) == "home":
        return None  # 'Thứ trưởng thống nhất:' over what our own bodies are to do
    sure = 0.75 if actor and page.side(*actor) == "joint" else 0.6
    return Hit(
        _OPENS[cue.kind], piece.start, piece.end, behind, "is_agreed_in_a_list", sure,
        (cue.start, cue.end), actor,
    )  # fmt: skip


def _asks(turn: Turn, why: tuple[int, int], behind: int, by: tuple[int, int] | None) -> Hit | None:
    """'Việt Nam đề nghị phía Nhật Bản:': the other side is asked each of them."""
    page, end = turn.page, turn.piece.end
    if page.side(behind, end) != "partner":
        return None
    return Hit(
        "REQUEST", turn.piece.start, end, end, "is_asked_in_a_list", 0.75, why, (behind, end), by
    )


def is_in_an_opened_list(turn: Turn) -> Hit | None:
    """'- Sớm hoàn thành đàm phán Hiệp định ...' under 'Hai bên nhất trí:'."""
    lead, piece, said = turn.frame.opened, turn.piece, turn.said
    if lead is None or piece.segment.after == ":":
        return None
    own = said.first("ask", "done", "stand", "say", "become")
    if own is not None and own.start - said.start < 40 and not _acts(turn):
        return None
    begins = piece.start - piece.paragraph.content < 12 or piece.segment.before in (";", ":")
    if not begins or _NO_DEED.match(turn.page.low, said.start):
        return None
    sure = lead.confidence if _acts(turn) else 0.55
    return Hit(
        lead.type,
        piece.start,
        said.end,
        said.start,
        lead.rule,
        sure,
        lead.why,
        lead.actor,
        lead.by,
    )


def _acts(turn: Turn) -> bool:
    return STARTS_WITH_ACTION.match(turn.page.low, turn.said.start) is not None


def over(page: Page, paragraph: Paragraph, opened: dict[int, Hit], last: Hit | None) -> Hit | None:
    """The list that a paragraph stands in: opened by one above it in the outline, or right before."""
    for above in page.zones.above(paragraph):
        if above.index in opened:
            return opened[above.index]
    return last if paragraph.marker else None
