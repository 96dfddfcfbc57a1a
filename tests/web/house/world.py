"""One record of every kind at each level."""

from __future__ import annotations

from dataclasses import dataclass, field

from chancery.readings.models import Finding


@dataclass
class World:
    """One record of every kind at each level, tied to one another across the levels."""

    records: dict[tuple[str, str], object] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    evidence: dict[str, object] = field(default_factory=dict)
    lines: dict[str, object] = field(default_factory=dict)
    said: dict[str, dict[str, object]] = field(default_factory=dict)
    entries: dict[str, object] = field(default_factory=dict)
    steps: dict[tuple[str, str], object] = field(default_factory=dict)
    sessions: dict[str, object] = field(default_factory=dict)
    roles: dict[str, object] = field(default_factory=dict)
