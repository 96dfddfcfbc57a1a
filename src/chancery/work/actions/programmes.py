"""Programmes, their objectives and groups, and what hangs on them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from chancery.documents.access import documents
from chancery.people.access import Viewer
from chancery.register import access as register
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    check_current,
    claim,
    differences,
    name_units,
    placed,
    save,
    tell,
    told_of_new,
    withdraw,
)
from chancery.register.numbering import next_reference
from chancery.register.rules import check_can_add, check_reason
from chancery.register.values import BY_HAND, Guard
from chancery.work import access as work
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Programme, ProgrammePart
from chancery.work.numbering import PROGRAMME
from chancery.work.programmes import rules
from chancery.work.programmes.queries import (
    link_values,
    part_values,
    programme_values,
    programmes,
)
from chancery.work.programmes.values import LinkValues, PartValues, ProgrammeValues


@transaction.atomic
def add_programme(*, values: ProgrammeValues, guard: Guard, by: Viewer) -> Programme:
    """Record a programme or plan; its outline is written below it."""
    check_can_add(by, guard.held_by)
    row = Programme(**placed(BY_HAND, guard, by))
    _fill(row, values, by)
    row.reference = next_reference(PROGRAMME)
    row.save()
    _link_documents(row, values, by)
    name_units(row, guard.named_units)
    tell(row, "add", by=by, changes=told_of_new(values, BY_HAND, guard))
    return row


@transaction.atomic
def change_programme(
    *, programme: Programme, values: ProgrammeValues, version: int, by: Viewer
) -> Programme:
    """Put ``values`` in the place of what the person saw as ``version``; documents that they may
    not read stay tied to it."""
    rules.check_can_change(by, programme)
    row = claim(programme, version=version)
    before = programme_values(row)
    _fill(row, values, by)
    _link_documents(row, values, by)
    changes = differences(before, programme_values(row))
    if changes:
        save(row)
        tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def withdraw_programme(*, programme: Programme, reason: str, by: Viewer) -> None:
    """Take back one recorded by mistake, its outline with it; tasks and commitments stay."""
    row = claim(programme)
    rules.check_can_change(by, row)
    check_reason(reason)
    if row.carried_out_by.exists():
        raise StateError(_("Other programmes rest on this one: let them rest on another first."))
    withdraw(row, programme_values(row), reason=reason, by=by)


@transaction.atomic
def add_part(*, programme: Programme, values: PartValues, by: Viewer) -> ProgrammePart:
    """One more objective, or one more group within an objective, behind those that are there."""
    row = claim(programme)
    rules.check_can_change(by, row)
    part = ProgrammePart(programme=row, parent=_parent(row, values))
    _fill_part(part, values)
    part.number = _last(part) + 1
    part.save()
    _tell(row, by, None, part.text)
    return part


@transaction.atomic
def change_part(*, part: ProgrammePart, values: PartValues, by: Viewer) -> ProgrammePart:
    """Its words and its lead; where it stands is for ``move_part``."""
    row = claim(part.programme)
    rules.check_can_change(by, row)
    found = ProgrammePart.objects.select_for_update().get(pk=part.pk)
    before = part_values(found)
    _fill_part(found, values)
    changes = differences(before, part_values(found))
    if changes:
        found.save()
        _tell(row, by, before.text, found.text)
    return found


@transaction.atomic
def move_part(*, part: ProgrammePart, up: bool, by: Viewer) -> None:
    """One place up or down among its neighbours."""
    row = claim(part.programme)
    rules.check_can_change(by, row)
    beside = list(_beside(part).order_by("number", "pk"))
    at = [one.pk for one in beside].index(part.pk)
    to = max(0, at - 1) if up else min(len(beside) - 1, at + 1)
    if to == at:
        return
    beside[at], beside[to] = beside[to], beside[at]
    for number, one in enumerate(beside, 1):
        one.number = number
    ProgrammePart.objects.bulk_update(beside, ["number"], batch_size=200)
    _tell(row, by, f"{at + 1}: {part.text}", f"{to + 1}: {part.text}")


@transaction.atomic
def remove_part(*, part: ProgrammePart, by: Viewer) -> None:
    """Take an empty part out; one on which something hangs is emptied first."""
    row = claim(part.programme)
    rules.check_can_change(by, row)
    hanging = (part.groups, part.tasks, part.commitments, part.targets)
    if any(some.exists() for some in hanging):
        raise StateError(
            _("Groups, tasks, commitments or targets hang on it: take them off first.")
        )
    _tell(row, by, part.text, None)
    part.delete()


@transaction.atomic
def link_to_part(*, part: ProgrammePart, values: LinkValues, by: Viewer) -> ProgrammePart:
    """Let exactly these tasks and commitments hang on it; those that the person may not know of
    stay."""
    row = claim(part.programme)
    rules.check_can_change(by, row)
    before = link_values(part, by)
    _set(part.tasks, work.tasks(by), "tasks", values.tasks)
    _set(part.commitments, register.commitments(by), "commitments", values.commitments)
    changes = differences(before, link_values(part, by))
    if changes:
        tell(row, "hang", by=by, changes={"part": [None, part.text[:80]], **changes})
    return part


@transaction.atomic
def link_task(*, part: ProgrammePart, task: int, by: Viewer) -> None:
    """Let one more task hang on it, for many at once from the list of tasks."""
    row = claim(part.programme)
    rules.check_can_change(by, row)
    found = work.tasks(by).filter(pk=task).first()
    if found is None:
        raise StateError(_("There is no such task that you may know of."))
    if part.tasks.filter(pk=task).exists():
        raise StateError(_("%(reference)s hangs on it already.") % {"reference": found.reference})
    part.tasks.add(found)
    tell(row, "hang", by=by, changes={"tasks": [None, [found.reference]]})


def _set(ties: Any, known: Any, name: str, references: tuple[str, ...]) -> None:
    rows = list(known.filter(reference__in=references))
    if missing := sorted(set(references) - {row.reference for row in rows}):
        words = _("unknown: %(keys)s") % {"keys": ", ".join(missing)}
        raise InvalidValuesError({name: [words]})
    hidden = list(ties.exclude(pk__in=known.values("pk")))
    ties.set([*rows, *hidden])


def _fill(row: Programme, values: ProgrammeValues, by: Viewer) -> None:
    owned_anew = row.owner_id != values.owner
    row.text, row.short = values.text.strip(), values.short.strip()
    row.owner_id, row.start, row.end = values.owner, values.start, values.end
    if not row.text:
        raise InvalidValuesError({"text": [_("Give the programme a title.")]})
    if row.end < row.start:
        raise InvalidValuesError({"end": [_("It ends before it begins.")]})
    _rest(row, values.rests_on, by)
    check_columns(row)
    check_current("owner", [values.owner] if owned_anew else [])


def _rest(row: Programme, reference: str | None, by: Viewer) -> None:
    """On another programme, never on one that rests on this one in turn."""
    if row.rests_on and row.rests_on.reference == reference:
        return
    above = programmes(by).filter(reference=reference).first() if reference else None
    if reference and above is None:
        words = _("unknown: %(keys)s") % {"keys": reference}
        raise InvalidValuesError({"rests_on": [words]})
    step, seen = above, set()
    while step is not None and step.pk not in seen:
        if step.pk == row.pk:
            words = _("That one rests on this one: a chain has an end.")
            raise InvalidValuesError({"rests_on": [words]})
        seen.add(step.pk)
        step = step.rests_on
    row.rests_on = above


def _link_documents(row: Programme, values: ProgrammeValues, by: Viewer) -> None:
    readable = documents(by).filter(purged_at__isnull=True)
    there = set(row.documents.values_list("pk", flat=True))
    known = set(readable.filter(pk__in={*values.documents, *there}).values_list("pk", flat=True))
    if missing := sorted(set(values.documents) - known - there):
        words = _("unknown: %(keys)s") % {"keys": ", ".join(map(str, missing))}
        raise InvalidValuesError({"documents": [words]})
    row.documents.set({*values.documents, *(there - known)})


def _parent(row: Programme, values: PartValues) -> ProgrammePart | None:
    if values.parent is None:
        return None
    found = row.parts.filter(pk=values.parent, parent__isnull=True).first()
    if found is None:
        raise InvalidValuesError({"parent": [_("There is no such objective in this programme.")]})
    return found


def _fill_part(part: ProgrammePart, values: PartValues) -> None:
    led_anew = part.lead_id != values.lead
    part.text, part.lead_id = values.text.strip(), values.lead
    if not part.text:
        raise InvalidValuesError({"text": [_("Say what it is about.")]})
    if part.number is None:
        part.number = 0
    check_columns(part)
    check_current("lead", [values.lead] if values.lead and led_anew else [])


def _beside(part: ProgrammePart) -> Any:
    return ProgrammePart.objects.filter(programme=part.programme_id, parent=part.parent_id)


def _last(part: ProgrammePart) -> int:
    return _beside(part).aggregate(last=Max("number"))["last"] or 0


def _tell(row: Programme, by: Viewer, before: str | None, after: str | None) -> None:
    changes: Changes = {"outline": [before, after]}
    tell(row, "outline", by=by, changes=changes)
