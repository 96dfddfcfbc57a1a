"""Rows of a spreadsheet as records of one kind, by the action of its form: all or none, one undo.

What the action is, and how a record is withdrawn, is for the caller to say: each kind has its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.register.actions.recording import claim, guard_of, tell, told_of_new
from chancery.register.errors import RegisterError, StateError
from chancery.register.models import Agreement
from chancery.register.queries import agreement_values
from chancery.register.rules import check_can_add, check_can_change
from chancery.register.runs import (
    RegisterImport,
    check_can_take_back,
    import_of,
    new_key,
    tell_import,
)
from chancery.register.values import BY_HAND

Add = Callable[[], Any]
"""Records one row, and gives the record."""


@dataclass(frozen=True, slots=True)
class RowRefused:
    """A row that the rules refuse: its number, the field where one is named, and why."""

    number: int
    field: str
    why: str


class RowsRefusedError(RegisterError):
    """Some rows cannot be recorded; nothing was."""

    def __init__(self, rows: Sequence[RowRefused]) -> None:
        self.rows = tuple(rows)
        first = self.rows[0]
        said = _("%(n)s rows cannot be recorded, and nothing was. Row %(row)s: %(why)s")
        super().__init__(said % {"n": len(self.rows), "row": first.number, "why": first.why})


@transaction.atomic
def take_rows(  # noqa: PLR0913 - what an import is
    *,
    what: str,
    rows: Sequence[tuple[int, Add]],
    file: str,
    held_by: str,
    by: Viewer,
    left: Mapping[str, int],
    tell_done: Callable[[int], None] = lambda _done: None,
) -> RegisterImport:
    """Record every row, or none where the rules refuse one; history tells of the whole once more."""
    check_can_add(by, held_by)
    if not rows:
        raise StateError(_("There is nothing to take: no row is new and without errors."))
    made, refused = _record(rows, tell_done)
    if refused:
        raise RowsRefusedError(refused)
    key = new_key()
    told = [[record.pk, _reference(record), _version(record)] for record in made]
    after: dict[str, Any] = {"what": what, "file": file, "held_by": held_by}
    after["made"] = {what: len(made)}
    after |= {"records": told, "left": {fate: n for fate, n in left.items() if n}}
    tell_import("run", key, file, by, after)
    run = import_of(by, key, what)
    assert run is not None
    return run


def try_rows(rows: Sequence[tuple[int, Add]]) -> list[RowRefused]:
    """What the rules would refuse: every row is recorded, and all of it rolled back."""
    with transaction.atomic():
        _made, refused = _record(rows, lambda _done: None)
        transaction.set_rollback(True)
    return refused


def _record(
    rows: Sequence[tuple[int, Add]], tell_done: Callable[[int], None]
) -> tuple[list[Any], list[RowRefused]]:
    made: list[Any] = []
    refused: list[RowRefused] = []
    for at, (number, add) in enumerate(rows, 1):
        try:
            with transaction.atomic():
                made.append(add())
        except ChanceryError as error:
            refused += _refused(number, error)
        tell_done(at)
    return made, refused


def _refused(number: int, error: ChanceryError) -> list[RowRefused]:
    by_field: dict[str, Any] = getattr(error, "by_field", None) or {}
    told = [
        RowRefused(number, field, str(why)) for field, all_ in by_field.items() for why in all_
    ]
    return told or [RowRefused(number, "", str(error))]


@transaction.atomic
def take_rows_back(
    *,
    run: RegisterImport,
    by: Viewer,
    find: Callable[[Any], Any],
    withdraw: Callable[[Any, str], object],
) -> RegisterImport:
    """Withdraw what nobody has touched since; the others stay and are named."""
    check_can_take_back(by, run)
    reason = _("The import of a spreadsheet was taken back.")
    kept = []
    for key, reference, version in reversed(run.records):  # what rests on others came after them
        if why := _withdraw(find(key), version, withdraw, reason):
            kept.append((key, reference, why))
    back = {run.what: len(run.records) - len(kept)}
    after = {"what": run.what, "taken_back": back, "kept": [list(row) for row in kept]}
    tell_import("undo", run.key, run.file, by, after)
    return import_of(by, run.key, run.what) or run


def _withdraw(
    record: Any, version: int, withdraw: Callable[[Any, str], object], reason: str
) -> str:
    if record is None:
        return _("It is no longer there for you.")
    if _version(record) != version:
        return _("Somebody has worked on it since.")
    try:
        with transaction.atomic():
            withdraw(record, reason)
    except ChanceryError as error:
        return str(error)
    except ProtectedError:
        return _("Other records rest on it: take those off first.")
    return ""


def _version(record: Any) -> int:
    """A part of a record has none of its own."""
    return int(getattr(record, "version", 1))


def _reference(record: Any) -> str:
    return str(getattr(record, "reference", "") or record.pk)


@transaction.atomic
def drop_agreement(*, agreement: Agreement, reason: str, by: Viewer) -> None:
    """Take back an agreement that an import made and nothing rests on; no page withdraws one."""
    row = claim(agreement)
    check_can_change(by, row)
    if _rests(row):
        raise StateError(_("Other records rest on it: take those off first."))
    told = told_of_new(agreement_values(row), BY_HAND, guard_of(row))
    changes = {name: [pair[1], pair[0]] for name, pair in told.items()}
    tell(row, "withdraw", by=by, changes=changes, reason=reason)
    row.delete()


def _rests(row: Agreement) -> bool:
    """Whether others point to it in ways of which the database would let go without a word."""
    for relation in Agreement._meta.related_objects:  # noqa: SLF001 - Django's documented way
        name = relation.field.name
        if relation.many_to_many or name == "other":
            model: Any = relation.related_model
            if model.objects.filter(**{name: row}).exists():
                return True
    return False
