"""What is wrong with an IATI file, with its line."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from chancery.intake.errors import IntakeError


class IatiError(IntakeError):
    """The file cannot be read at all; the message names line, cause and remedy."""


@dataclass(frozen=True, slots=True)
class IatiProblem:
    """What keeps one activity or transaction out: where, what stands there, why, what to do."""

    line: int
    where: str
    said: str
    cause: str
    remedy: str

    def __str__(self) -> str:
        at = _("line %(line)s") % {"line": self.line}
        said = f" “{self.said}”" if self.said else ""
        return f"{at}, {self.where}{said}: {self.cause}; {self.remedy}"
