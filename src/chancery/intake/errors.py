"""Why a finding did not become a record."""

from __future__ import annotations

from chancery.lib.errors import ChanceryError


class IntakeError(ChanceryError):
    """A finding cannot be accepted, or a decision taken back, as it stands."""


class DraftIncompleteError(IntakeError):
    """Something that the record needs is missing: ``problems`` maps a field to what to do."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems
