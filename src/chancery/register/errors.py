"""What can go wrong in the register. Every message is for the person who acted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chancery.lib.errors import ChanceryError


class RegisterError(ChanceryError):
    """The register cannot be changed so."""


class StateError(RegisterError):
    """The record does not stand where this could be done to it."""


class InvalidValuesError(RegisterError):
    """Values that cannot be kept; ``by_field`` tells a form what is wrong with which field."""

    def __init__(self, by_field: Mapping[str, Iterable[str]]) -> None:
        self.by_field = {name: list(messages) for name, messages in by_field.items()}
        lines = [f"{name}: {' '.join(messages)}" for name, messages in self.by_field.items()]
        super().__init__("; ".join(lines))


class ChangedMeanwhileError(RegisterError):
    """Somebody saved the record after this person opened it. Nothing was written over."""

    def __init__(self, *, who: str, when: datetime, fields: tuple[str, ...]) -> None:
        self.who, self.when, self.fields = who, when, fields
        message = _(
            "%(who)s changed this at %(when)s (%(fields)s). Nothing of theirs was lost and nothing "
            "of yours was saved: open the record again and repeat your change."
        )
        shown = date_format(timezone.localtime(when), "DATETIME_FORMAT")
        super().__init__(message % {"who": who, "when": shown, "fields": ", ".join(fields)})
