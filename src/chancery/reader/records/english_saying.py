"""What an English rule looks at: a clause, its cues, who says it, what came before."""

from __future__ import annotations

from typing import NamedTuple

from chancery.reader.records.model import Cue, Hit
from chancery.reader.records.sections import Role


class Saying(NamedTuple):
    """A clause with its cues; ``by`` is who says it with the word ``said`` ('announced that ...')."""

    start: int
    end: int
    cues: tuple[Cue, ...]
    by: tuple[int, int] | None
    before: Hit | None
    role: Role | None
    said: str = ""

    def leads_with(self, *kinds: str) -> Cue | None:
        """The first cue, where it is of these kinds and stands near the head."""
        first = self.cues[0] if self.cues else None
        return first if first and first.kind in kinds and first.start - self.start <= 140 else None


def before_in_sentence(turn: Saying) -> tuple[int, int] | None:
    """'Japan pledged ... and committed to ...': who acted before in the sentence."""
    before = turn.before
    return before.actor if before is not None and before.type == "COMMITMENT" else None


def subject(turn: Saying, cue: Cue) -> tuple[int, int] | None:
    if cue.start - turn.start > 2:
        return turn.start, cue.start
    return turn.by
