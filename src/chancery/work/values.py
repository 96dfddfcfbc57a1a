"""What a person fills in about work: plain values, keys instead of rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TaskValues:
    """What one lead owes by when. ``basis`` is assigned, requested or resolved.

    With a ``recurrence`` and no ``due`` each occurrence falls due at the end of its period.
    """

    text: str
    basis: str
    assigner: str
    lead: str
    issuer_text: str = ""
    coordinating: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    due: date | None = None
    due_text: str = ""
    recurrence: str = ""
    priority: str = "normal"
    deliverable: str = ""
    inferred: tuple[str, ...] = ()
    commitment_id: int | None = None
    obstacle_id: int | None = None
    opportunity_id: int | None = None


@dataclass(frozen=True, slots=True)
class ProposalValues:
    """What one unit asks of another without authority over it, and the case that it asks it for.

    ``event`` is what happened outside that it answers; it goes with its day or not at all.
    """

    text: str
    from_unit: str
    to_unit: str
    coordinating: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    due: date | None = None
    due_text: str = ""
    obstacle_id: int | None = None
    opportunity_id: int | None = None
    event: str = ""
    event_on: date | None = None


@dataclass(frozen=True, slots=True)
class ShortcomingValues:
    """What falls short in a unit's own work."""

    text: str
    unit: str
    area: str = ""
