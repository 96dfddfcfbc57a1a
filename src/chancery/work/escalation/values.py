"""What a person fills in about an answer, an urging letter, its answer: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AnswerValues:
    """How a rung is answered. ``text`` is what is instructed, or the amended task; ``due`` by when,
    or the new due date; ``lead`` who is instructed, the lead unit unless said."""

    verdict: str
    answer: str
    text: str = ""
    lead: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class LetterValues:
    """An urging letter to one unit; ``tasks`` by key."""

    by_unit: str
    to_unit: str
    tasks: tuple[int, ...]
    opening: str
    closing: str
    reply_by: date
    number: str = ""


@dataclass(frozen=True, slots=True)
class ReplyValues:
    """What an urged unit answers about one task; ``answer`` of ``UrgedTask.Answer``."""

    answer: str
    text: str = ""
    health: str = ""
    period: date | None = None
    difficulty: str = ""
    proposal: str = ""
    due: date | None = None
    rung: str = ""
