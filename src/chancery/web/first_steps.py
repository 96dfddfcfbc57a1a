"""The steps of the first start, with what is done and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chancery.people.installed import installation, is_set_up
from chancery.people.models import Installation, Unit, User


@dataclass(frozen=True)
class Step:
    """One step: its page, its word, whether it is done; the later ones may be skipped."""

    name: str
    label: str | Promise
    done: bool = False
    here: bool = False
    open: bool = True

    @property
    def address(self) -> str:
        """Where it is done."""
        return reverse(self.name)


_STEPS: tuple[tuple[str, str | Promise, Callable[[Installation], bool]], ...] = (
    ("setup-country", _("Country"), lambda row: Unit.objects.exists()),
    ("setup-administrator", _("Administrator"), lambda row: is_set_up()),
    ("settings-units", _("Units"), lambda row: Unit.objects.exists()),
    ("settings-people", _("People"), lambda row: User.objects.count() > 1),
    ("settings-mail", _("Mail"), lambda row: bool(row.mail_host)),
    ("settings-backups", _("Backups"), lambda row: bool(row.backup_folder)),
    ("setup-done", _("Ready"), lambda row: row.set_up_at is not None),
)
CLOSED_LATER = frozenset({"setup-country", "setup-administrator"})


def steps(here: str) -> list[Step]:
    """All of them as the page ``here`` shows them; none once the first start is over."""
    row = installation()
    if row.set_up_at is not None or (row._state.adding and is_set_up()):  # noqa: SLF001
        return []
    return [
        Step(name, label, done(row), name == here, _is_open(name)) for name, label, done in _STEPS
    ]


def _is_open(name: str) -> bool:
    """The first two until an administrator is there, the second after the first; the rest then."""
    if name not in CLOSED_LATER or is_set_up():
        return is_set_up() and name not in CLOSED_LATER
    return name == "setup-country" or Unit.objects.exists()


def after(here: str) -> str:
    """The address of the next step."""
    names = [name for name, _label, _done in _STEPS]
    return reverse(names[names.index(here) + 1])


def before(here: str) -> str:
    """The address of the step before, where one may still go back."""
    names = [name for name, _label, _done in _STEPS]
    earlier = names[max(names.index(here) - 1, 0)]
    return "" if earlier in CLOSED_LATER or earlier == here else reverse(earlier)
