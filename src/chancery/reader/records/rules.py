"""What every rule works with: the proposition of a piece, and the frame it leans on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from chancery.reader.model import RECORDS
from chancery.reader.records.model import Cue, Hit
from chancery.reader.records.page import Page
from chancery.reader.records.pieces import Piece
from chancery.reader.records.sections import Role
from chancery.reader.records.words_vi import STARTS_WITH_ACTION
from chancery.reader.zones import Span

_AFTER_SAY = re.compile(r"[:,]?\s?(?:rằng |là |việc )?[\s\"]*")
_ADVERBIAL = re.compile(
    r"(?:trong|tại|ở|chậm nhất|muộn nhất|theo|đến|từ|nhân|sau|trước|về|để|đối với|với|qua|nhằm|trên|bên cạnh|cùng|năm|hiện|thời gian)"
    r"(?: [^,;:\"(]{1,120}?), "
)


_AFTER_DATE = re.compile(
    r"(?:ta|chúng ta|tôi|chúng tôi|hai (?:bên|nước)|phía|việt nam|bộ|chính phủ)(?!\w)"
)
"""Who may act right behind a day without a comma: 'Quý I-2026 ta sẽ đón ...'."""


_BEFORE_DATE = re.compile(r"(?:ngay )?(?:trong|trước|từ|đến|vào|cuối|đầu) (?=\w)")


class Said(NamedTuple):
    """What a piece says: where the proposition begins, its cues, and who says it."""

    start: int
    end: int
    cues: tuple[Cue, ...]
    speaker: Span | None = None

    def first(self, *kinds: str) -> Cue | None:
        """The first cue of these kinds."""
        for cue in self.cues:
            if cue.kind in kinds:
                return cue
        return None


class Frame(NamedTuple):
    """What came just before: the hit that a leaning piece continues, and a list it opened.

    ``listing`` is the type of the items that a lead-in announced ('hạn chế, tồn tại:');
    ``whom`` is the body that the paragraph addressed ('6. Đối với Bộ Y tế: ...; ...');
    ``opened`` is the list that the paragraph stands in ('Hai bên nhất trí:'); ``subject`` who acted last in the sentence ('Thủ tướng khẳng định ..., cam kết ...').
    """

    hit: Hit | None = None
    sentence: int = -1
    listing: str = ""
    subject: Span | None = None
    whom: Span | None = None
    opened: Hit | None = None


class Turn(NamedTuple):
    """All a rule may look at."""

    page: Page
    piece: Piece
    said: Said
    frame: Frame
    role: Role | None


Rule = Callable[[Turn], Hit | None]


def circumstances(turn: Turn) -> list[str]:
    """Where a piece stands, in the words of ``table``: 'in' a list, 'under' a heading, 'behind' a hit."""
    found: list[str] = []
    hit, _, listing, _, whom, opened = turn.frame
    if hit is not None:
        found.append(_BEHIND[hit.type])
    if listing:
        found.append(f"in {listing}")
    if whom:
        found.append("whom")
    if opened is not None:
        found.append("in an opened list")
    if turn.role is not None:
        found.append(f"under {turn.role.name}")
    if turn.said.speaker is not None:
        found.append("spoken")
    return found


_BEHIND = {kind: f"behind {kind}" for kind in RECORDS}


_ALSO_DEEDS = ("xác định", "nêu rõ", "chỉ rõ")


def said_of(page: Page, piece: Piece) -> Said:
    """'Phó Thủ tướng cho biết kim ngạch ... đạt ...' says 'kim ngạch ... đạt ...'."""
    start, cues, speaker = page.skip(piece.core), piece.cues, None
    if cues and cues[0].start < piece.core:
        cues = tuple([c for c in cues if c.start >= piece.core])
    when = _BEFORE_DATE.match(page.low, start, piece.end)
    if dated := page.at(when.end() if when else start, "DATE"):
        begin = page.skip(dated.end)
        acts = _AFTER_DATE.match(page.low, begin) or page.at(begin, "ORG", "ORG_GROUP")
        start = begin if acts and begin - start < 30 else start
    commands = piece.item and STARTS_WITH_ACTION.match(page.low, start) is not None
    for _ in range(0 if commands else 2):
        first = cues[0] if cues else None
        if first is None or first.kind != "say" or first.start - start > 160:
            break
        if first.words in _ALSO_DEEDS and page.low.endswith(", ", start, first.start):
            break  # 'UBND tỉnh làm việc với nhà đầu tư, xác định rõ trách nhiệm': its next deed
        speaker = (start, first.start) if first.start - start > 2 else speaker
        skip = _AFTER_SAY.match(page.low, first.end, piece.end)
        start = skip.end() if skip else first.end
        while (
            ahead := _ADVERBIAL.match(page.low, start, piece.end)
        ) and piece.end - ahead.end() > 20:
            if any(
                start <= c.start < ahead.end() and c.kind in ("need", "will", "ask", "agree")
                for c in cues
            ):
                break
            start = ahead.end()
        cues = tuple([c for c in cues if c.start >= start])
    return Said(start, piece.end, cues, speaker)
