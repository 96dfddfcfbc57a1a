"""A record as the rules hand it out: still in matching offsets."""

from __future__ import annotations

from typing import NamedTuple

from chancery.reader.context import Mention
from chancery.reader.zones import Span

DOUBTFUL = 0.4
"""What a candidate is worth: shown behind the sure findings, never counted as one."""


class Record(Mention):
    """One record: its type, its clause, its fields, the rule that found it and the cue words."""

    __slots__ = ()


class Cue(NamedTuple):
    """A word that can make a record, where it stands: ``kind`` is a key of the cue table."""

    kind: str
    start: int
    end: int
    words: str


class Hit(NamedTuple):
    """What a rule says of a piece: type, clause, where the action begins, how sure.

    ``actor`` is the span of who acts (the subject, or who was asked), None where nobody is named.
    """

    type: str
    start: int
    end: int
    action: int
    rule: str
    confidence: float
    why: Span
    actor: Span | None = None
    by: Span | None = None
    basis: str = ""
    kind: str = ""
