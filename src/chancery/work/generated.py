"""What a generated record says, as the demo draws it and ``actions.generated`` writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class GeneratedCommitment:
    """One undertaking with one partner."""

    text: str
    partner: str
    undertaking: tuple[str, ...]
    sector: str
    lead: str
    due: date | None
    state: str
    recorded: datetime


@dataclass(frozen=True, slots=True)
class GeneratedProgress:
    """One approved report of the lead unit."""

    text: str
    difficulty: str
    health: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GeneratedTask:
    """One task; ``commitment`` is the place of its commitment among those written with it."""

    text: str
    assigner: str
    lead: str
    coordinating: tuple[str, ...]
    partner: str
    commitment: int | None
    due: date | None
    original_due: date | None
    state: str
    priority: str
    given: datetime
    accepted: datetime | None
    submitted: datetime | None
    done: datetime | None
    extension: str
    """Why more time was asked for and granted; empty where it was not."""
    progress: tuple[GeneratedProgress, ...]
    comment: str
