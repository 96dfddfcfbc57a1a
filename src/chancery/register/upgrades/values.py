"""What a person fills in about the content of an upgrade."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class UpgradeValues:
    """One thing an upgrade contains; ``level`` is the key of the period that it opened.

    ``commitments`` are references. ``after`` and ``after_on`` go together.
    """

    text: str
    partner: str
    pillar: str
    level: int | None = None
    sectors: tuple[str, ...] = ()
    actions: str = ""
    before: str = ""
    after: str = ""
    after_on: date | None = None
    lead: str | None = None
    commitments: tuple[str, ...] = ()
