"""What a generated record says, as the demo draws it and ``actions.generated`` writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chancery.people.models import User


@dataclass(frozen=True, slots=True)
class Staff:
    """The two people of a unit by whom generated history says that it acted."""

    officer: User
    head: User


@dataclass(frozen=True, slots=True)
class Scene:
    """Who acts in generated history, by the key of the unit, and the papers it may point to."""

    staff: Mapping[str, Staff]
    documents: tuple[int, ...]
    holder: str
    """The unit that holds all of the records, and records what was assigned from above it."""

    def recorder(self, assigner: str) -> User:
        """Who writes down what a unit assigned: its own officer, where it is a ministry."""
        return self.staff[assigner if assigner in self.staff else self.holder].officer

    def decider(self, assigner: str) -> User:
        """Who decides for the unit that assigned: its head, or who is named by those above."""
        return self.staff[assigner if assigner in self.staff else self.holder].head


@dataclass(frozen=True, slots=True)
class GeneratedCommitment:
    """One undertaking with one partner; ``decided`` is when a review gave it another state."""

    text: str
    partner: str
    undertaking: tuple[str, ...]
    sector: str
    lead: str
    due: date | None
    state: str
    recorded: datetime
    decided: datetime | None
    comment: str


@dataclass(frozen=True, slots=True)
class GeneratedProgress:
    """One report of the lead unit, and when its head approved it."""

    text: str
    difficulty: str
    proposal: str
    health: str
    at: datetime
    approved: datetime


@dataclass(frozen=True, slots=True)
class GeneratedContribution:
    """What one coordinating unit brought."""

    unit: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GeneratedTimes:
    """When a task made its moves, as far as its state has got.

    One that was ``returned`` had been ``submitted_first``; ``submitted`` is the submission in force.
    """

    given: datetime
    accepted: datetime | None = None
    started: datetime | None = None
    submitted_first: datetime | None = None
    returned: datetime | None = None
    submitted: datetime | None = None
    done: datetime | None = None
    cancelled: datetime | None = None


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
    times: GeneratedTimes
    extension: str
    """Why more time was asked for and granted; empty where it was not."""
    remark: str
    """Why it was returned or cancelled; empty where it was not."""
    progress: tuple[GeneratedProgress, ...]
    contributions: tuple[GeneratedContribution, ...]
    comment: str
    shown_by: int | None
    """The place of the document attached at submission among those that were given."""
