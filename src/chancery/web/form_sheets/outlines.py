"""The outline of programmes out of a spreadsheet: objectives, groups of tasks, targets."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.lib.text import fold
from chancery.people.access import Viewer
from chancery.register.errors import InvalidValuesError
from chancery.web.forms.programme_rows import GROUP
from chancery.work.actions.programme_targets import add_target, remove_target
from chancery.work.actions.programmes import add_part, link_to_part, remove_part
from chancery.work.models import Programme, ProgrammePart, Target
from chancery.work.programmes.queries import programmes
from chancery.work.programmes.values import LinkValues, PartValues, TargetValues


def part_rows(viewer: Viewer) -> Any:
    """The parts of the programmes that a person may know of.

    They have no version of their own: the tasks on each stand for one, so that an import is not
    taken back from under what somebody else hung there.
    """
    rows = ProgrammePart.objects.filter(programme__in=programmes(viewer).order_by())
    return rows.select_related("programme", "parent").annotate(version=1 + Count("tasks"))


def target_rows(viewer: Viewer) -> Any:
    """Their targets."""
    rows = Target.objects.filter(programme__in=programmes(viewer).order_by())
    return rows.select_related("programme", "part")


def part_marks(part: ProgrammePart) -> tuple[str, ...]:
    """By what a row is a part that stands."""
    return part.programme.reference, part.parent.text if part.parent else "", part.text


def target_marks(target: Target) -> tuple[str, ...]:
    """By what a row is a target that stands."""
    return target.programme.reference, target.name, str(target.due)


def address(row: ProgrammePart | Target) -> str:
    """The page of the programme."""
    return reverse("programme", args=[row.programme_id])


def add_part_row(form: Any, by: Viewer) -> ProgrammePart:
    """An objective, or a group in an objective that stands or stood in a row before."""
    data = form.cleaned_data
    programme = _programme(data["programme"], by)
    parent = None
    if data["level"] == GROUP:
        objectives = programme.parts.filter(parent=None)
        parent = _called(objectives, data["objective"], "objective").pk
    values = PartValues(data["text"], data["lead"], parent)
    part = add_part(programme=programme, values=values, by=by)
    if data["tasks"]:
        link_to_part(part=part, values=LinkValues(tasks=data["tasks"]), by=by)
    return cast("ProgrammePart", part_rows(by).get(pk=part.pk))


def add_target_row(form: Any, by: Viewer) -> Target:
    """A target of the programme, or of the part that the row names."""
    data = form.cleaned_data
    programme = _programme(data["programme"], by)
    said = {name: data[name] for name in TargetValues.__dataclass_fields__}
    said["part"] = (
        _called(programme.parts.all(), data["part"], "part").pk if data["part"] else None
    )
    return add_target(programme=programme, values=TargetValues(**said), by=by)


def drop_part(part: ProgrammePart, _reason: str, by: Viewer) -> None:
    """Take off what the row hung on it, and the part."""
    if part.tasks.exists():
        link_to_part(part=part, values=LinkValues(), by=by)
    remove_part(part=part, by=by)


def drop_target(target: Target, _reason: str, by: Viewer) -> None:
    """Take the target out."""
    remove_target(target=target, by=by)


def _programme(reference: str, by: Viewer) -> Programme:
    found = programmes(by).filter(reference=reference).first()
    if found is None:
        raise InvalidValuesError({"programme": [_("unknown: %(keys)s") % {"keys": reference}]})
    return found


def _called(parts: Any, words: str, field: str) -> ProgrammePart:
    """The one part with these words."""
    found = [part for part in parts if fold(part.text) == fold(words)]
    if len(found) != 1:
        said = (
            _("several parts are called so")
            if found
            else _("no part of the programme is called so")
        )
        raise InvalidValuesError({field: [said]})
    one: ProgrammePart = found[0]
    return one
