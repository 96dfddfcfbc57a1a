"""Merging two records that are one, and parting them again: nothing of either is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.history.models import Event
from chancery.people.access import Viewer
from chancery.people.actions import follow_on
from chancery.register.actions.contacts_merging import bind_both, withdrawn_since
from chancery.register.actions.recording import claim, kind_of, save, tell
from chancery.register.contacts.merging import BASIS, SOMETHING, UNTOLD
from chancery.register.errors import StateError
from chancery.register.merging import KIND, key_of
from chancery.register.models import Contact, Mergeable, Project, ProjectEntry, Record
from chancery.register.projects.merging import left_aside
from chancery.register.rules import check_reason
from chancery.work import merging
from chancery.work.merging import FILLED, SAME, Relation, relations_of

M = TypeVar("M", bound=Mergeable)
Moved = dict[str, list[int]]
Filled = dict[str, list[Any]]
_OF_PERSONS = (*BASIS, "kept_until")


@transaction.atomic
def merge(*, kept: M, merged: M, reason: str, by: Viewer) -> M:
    """Hang on ``kept`` all that hung on ``merged``, which from now on leads to it.

    What ``kept`` does not say is taken over; what both say stays as it is there. Raises StateError
    or NotAllowedError with what to do instead.
    """
    check_reason(reason)
    first, second = sorted((kept, merged), key=lambda one: one.pk)  # one order, so that none waits
    rows = {row.pk: row for row in (claim(first), claim(second))}
    stays, goes = rows[kept.pk], rows[merged.pk]
    merging.check_can_merge(by, stays, goes)
    bound = _bound(stays, goes, by)
    moved = _move(relations_of(type(stays)), goes, stays, by)
    filled = _fill(stays, goes) | bound
    goes.merged_into = stays
    save(goes)
    save(stays)
    told = {"merged": [None, goes.reference], **filled}
    tell(stays, "merge", by=by, changes=told, reason=reason)
    tell(goes, "merged", by=by, changes={"into": [None, stays.reference]}, reason=reason)
    kind = kind_of(stays)
    _keep(key_of(kind, goes.pk), {"moved": [None, moved], "filled": [None, filled]}, goes, by)
    follow_on(kind=kind, before=str(goes.pk), onto=str(stays.pk))
    return stays


@transaction.atomic
def part(*, merged: M, reason: str, by: Viewer) -> M:
    """Make two of them again: what was moved and taken over goes back, where it still is so."""
    check_reason(reason)
    if merged.merged_into is None:
        raise StateError(_("%(reference)s is not merged.") % {"reference": merged.reference})
    kept, goes = claim(merged.merged_into), claim(merged)
    merging.check_can_part(by, kept, goes)
    event = _merger(key_of(kind_of(kept), goes.pk), goes)
    moved, filled = (event.values_beside.changes[name][1] for name in ("moved", "filled"))
    for name, keys in moved.items():
        relation = _relation(name)
        still = relation.table._default_manager.filter(pk__in=keys, **{relation.column: kept.pk})  # noqa: SLF001
        _hang(relation, still, kept, goes, by)
    changes = {"merged": [goes.reference, None], **_empty(kept, goes, filled)}
    own: dict[str, list[Any]] = {"into": [kept.reference, None]}
    if isinstance(kept, Contact) and isinstance(goes, Contact):
        own |= withdrawn_since(kept, goes, event.seq)
    goes.merged_into = None
    save(goes)
    save(kept)
    tell(kept, "part", by=by, changes=changes, reason=reason)
    tell(goes, "part", by=by, changes=own, reason=reason)
    return goes


def _move(relations: Iterable[Relation], goes: Mergeable, stays: Mergeable, by: Viewer) -> Moved:
    """The keys of what was moved, by relation."""
    moved = defaultdict(list)
    for relation in relations:
        rows = relation.table._default_manager.filter(**{relation.column: goes.pk})  # noqa: SLF001
        rows = rows.exclude(pk__in=_aside(relation, goes, stays))
        if keys := _hang(relation, rows, goes, stays, by):
            moved[relation.name] = keys
    return dict(moved)


def _hang(
    relation: Relation,
    rows: models.QuerySet[Any],
    before: Mergeable,
    onto: Mergeable,
    by: Viewer,
) -> list[int]:
    """Hang rows on another record, those aside that hang there already; the keys of the others."""
    done = []
    for row in rows.order_by("pk"):
        try:
            with transaction.atomic():
                fresh = {relation.column: onto.pk}
                relation.table._default_manager.filter(pk=row.pk).update(**fresh)  # noqa: SLF001
        except IntegrityError:
            continue  # the same partner, sector, code: on both
        done.append(row.pk)
        if isinstance(row, Record):
            _tell_of(row, relation, before.reference, onto, by)
    return done


def _tell_of(row: Record, relation: Relation, before: str, onto: Mergeable, by: Viewer) -> None:
    """A task now keeps another commitment: its own history says so, and who has it open is told."""
    now = claim(row)
    save(now)
    tell(now, "link", by=by, changes={relation.column: [before, onto.reference]})


def _aside(relation: Relation, goes: Mergeable, stays: Mergeable) -> set[int]:
    """Rows of ``goes`` that say what a row of ``stays`` says already: moved they would stand twice."""
    table = relation.table
    if table is ProjectEntry and isinstance(goes, Project) and isinstance(stays, Project):
        return left_aside(stays, goes)
    if not (columns := SAME.get(table)):
        return set()
    rows = table._default_manager  # noqa: SLF001 - documented
    there = set(rows.filter(**{relation.column: stays.pk}).values_list(*columns))
    mine = rows.filter(**{relation.column: goes.pk}).values_list("pk", *columns)
    return {pk for pk, *said in mine if tuple(said) in there}


def _bound(stays: Mergeable, goes: Mergeable, by: Viewer) -> Filled:
    """Of two contacts the stricter basis and the earlier day hold; asked before anything moves."""
    if not (isinstance(stays, Contact) and isinstance(goes, Contact)):
        return {}
    before = {name: field_value(stays, name) for name in _OF_PERSONS}
    names = bind_both(stays, goes, by)
    return {name: [before[name], field_value(stays, name)] for name in names}


def _fill(stays: Mergeable, goes: Mergeable) -> Filled:
    """Take over what ``stays`` leaves empty: the names, with what was there and what is now."""
    filled: Filled = {}
    for group in _groups(stays):
        mine = {name: field_value(stays, name) for name in group}
        other = {name: field_value(goes, name) for name in group}
        if _says(mine) or not _says(other) or _ends_before_it_starts(stays, other):
            continue
        for name in group:
            setattr(stays, name, getattr(goes, name))
            if mine[name] != other[name]:
                hidden = isinstance(stays, Contact) and name in UNTOLD
                filled[name] = [mine[name], SOMETHING if hidden else other[name]]
    return filled


def _says(values: dict[str, Any]) -> bool:
    return any(value not in (None, "") for value in values.values())


def _ends_before_it_starts(stays: Mergeable, other: dict[str, Any]) -> bool:
    """The end of the other one, where ``stays`` starts only later."""
    start, end = getattr(stays, "start", None), other.get("end")
    return bool(start and end and end < start.isoformat())


def _empty(kept: Mergeable, goes: Mergeable, filled: Filled) -> dict[str, list[Any]]:
    """Give back what was taken over, where nobody wrote something else since."""
    changes = {}
    for group in (*_groups(kept), BASIS, ("kept_until",)):
        names = [name for name in group if name in filled]
        if all(_stands_as_taken(kept, goes, name, filled[name][1]) for name in names):
            for name in names:
                before, taken = filled[name]
                column = kept._meta.get_field(name)  # noqa: SLF001 - documented
                setattr(kept, name, column.to_python(before))  # type: ignore[union-attr]
                changes[name] = [taken, before]
    return changes


def _stands_as_taken(kept: Mergeable, goes: Mergeable, name: str, taken: Any) -> bool:
    """History does not hold how a person is reached: there the other one tells."""
    if taken == SOMETHING:
        return bool(field_value(kept, name) == field_value(goes, name))
    return bool(field_value(kept, name) == taken)


def field_value(row: models.Model, name: str) -> Any:
    """What a column holds, as history keeps it."""
    value = getattr(row, name)
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _groups(row: Mergeable) -> list[tuple[str, ...]]:
    """The columns that a record of this kind may take over."""
    fields = {field.name: field for field in row._meta.concrete_fields}  # noqa: SLF001
    groups = (tuple(fields[name].attname for name in group if name in fields) for group in FILLED)
    return [group for group in groups if group]


def _keep(key: str, changes: dict[str, Any], goes: Mergeable, by: Viewer) -> None:
    record(
        by=by.key, action="merge.keep", kind=KIND, key=key, changes=changes, label=goes.reference
    )


def _merger(key: str, goes: Mergeable) -> Event:
    """The event that keeps what moved."""
    event = Event.objects.filter(kind=KIND, key=key).order_by("-seq").first()
    beside = getattr(event, "values_beside", None)
    if event is None or beside is None or "moved" not in beside.changes:
        words = _("What moved when %(reference)s was merged is no longer known: part it by hand.")
        raise StateError(words % {"reference": goes.reference})
    return event


def _relation(name: str) -> Relation:
    table, _dot, column = name.rpartition(".")
    return Relation(apps.get_model(table), column)
