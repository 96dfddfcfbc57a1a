"""Merging two records that are one, and parting them again: nothing of either is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.history.models import Event
from chancery.people.access import Viewer
from chancery.people.models import Follow
from chancery.register.actions.recording import claim, kind_of, save, tell
from chancery.register.errors import StateError
from chancery.register.models import Mergeable, Record
from chancery.register.rules import check_reason
from chancery.work import merging
from chancery.work.merging import FILLED, KIND, Relation, key_of, relations_of

M = TypeVar("M", bound=Mergeable)
Moved = dict[str, list[int]]


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
    moved = _move(relations_of(type(stays)), goes, stays, by)
    filled = _fill(stays, goes)
    goes.merged_into = stays
    save(goes)
    save(stays)
    told = {"merged": [None, goes.reference], **{n: list(pair) for n, pair in filled.items()}}
    tell(stays, "merge", by=by, changes=told, reason=reason)
    tell(goes, "merged", by=by, changes={"into": [None, stays.reference]}, reason=reason)
    kind = kind_of(stays)
    _keep(key_of(kind, goes.pk), {"moved": [None, moved], "filled": [None, filled]}, goes, by)
    _follow_on(kind, goes, stays)
    return stays


@transaction.atomic
def part(*, merged: M, reason: str, by: Viewer) -> M:
    """Make two of them again: what was moved and taken over goes back, where it still is so."""
    check_reason(reason)
    if merged.merged_into is None:
        raise StateError(_("%(reference)s is not merged.") % {"reference": merged.reference})
    kept, goes = claim(merged.merged_into), claim(merged)
    merging.check_can_part(by, kept)
    kind = kind_of(kept)
    moved, filled = _kept(key_of(kind, goes.pk), goes)
    for name, keys in moved.items():
        relation = _relation(name)
        still = relation.table._default_manager.filter(pk__in=keys, **{relation.column: kept.pk})  # noqa: SLF001
        _hang(relation, still, kept, goes, by)
    changes = {"merged": [goes.reference, None], **_empty(kept, filled)}
    goes.merged_into = None
    save(goes)
    save(kept)
    tell(kept, "part", by=by, changes=changes, reason=reason)
    tell(goes, "part", by=by, changes={"into": [kept.reference, None]}, reason=reason)
    return goes


def _move(relations: Iterable[Relation], goes: Mergeable, stays: Mergeable, by: Viewer) -> Moved:
    """The keys of what was moved, by relation."""
    moved = defaultdict(list)
    for relation in relations:
        rows = relation.table._default_manager.filter(**{relation.column: goes.pk})  # noqa: SLF001
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


def _fill(stays: Mergeable, goes: Mergeable) -> dict[str, tuple[Any, Any]]:
    """Take over what ``stays`` leaves empty: the names, with what was there and what is now."""
    filled = {}
    for name in _columns(stays):
        mine, other = (field_value(row, name) for row in (stays, goes))
        if mine in (None, "") and other not in (None, ""):
            setattr(stays, name, getattr(goes, name))
            filled[name] = (mine, other)
    return filled


def _empty(kept: Mergeable, filled: dict[str, Any]) -> dict[str, list[Any]]:
    """Give back what was taken over, where nobody wrote something else since."""
    changes = {}
    for name, (before, taken) in filled.items():
        if field_value(kept, name) == taken:
            setattr(kept, name, before)
            changes[name] = [taken, before]
    return changes


def field_value(row: models.Model, name: str) -> Any:
    """What a column holds, as history keeps it."""
    value = getattr(row, name)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _columns(row: Mergeable) -> list[str]:
    fields = {field.name: field for field in row._meta.concrete_fields}  # noqa: SLF001
    return [fields[name].attname for name in FILLED if name in fields]


def _keep(key: str, changes: dict[str, Any], goes: Mergeable, by: Viewer) -> None:
    record(
        by=by.key, action="merge.keep", kind=KIND, key=key, changes=changes, label=goes.reference
    )


def _kept(key: str, goes: Mergeable) -> tuple[Moved, dict[str, Any]]:
    event = Event.objects.filter(kind=KIND, key=key).order_by("-seq").first()
    beside = getattr(event, "values_beside", None)
    if beside is None or "moved" not in beside.changes:
        words = _("What moved when %(reference)s was merged is no longer known: part it by hand.")
        raise StateError(words % {"reference": goes.reference})
    return beside.changes["moved"][1], beside.changes["filled"][1]


def _relation(name: str) -> Relation:
    table, _dot, column = name.rpartition(".")
    return Relation(apps.get_model(table), column)


def _follow_on(kind: str, goes: Mergeable, stays: Mergeable) -> None:
    """Who followed the one follows the other."""
    rows = Follow.objects.filter(kind=kind)
    have = rows.filter(key=str(stays.pk)).values("user")
    rows.filter(key=str(goes.pk)).exclude(user__in=have).update(key=str(stays.pk))
