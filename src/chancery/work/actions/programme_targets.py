"""Targets of programmes and the figures reached on their way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register.actions.recording import check_columns, claim, tell
from chancery.work.errors import InvalidValuesError
from chancery.work.models import Better, Milestone, Programme, Target, TargetFigure
from chancery.work.programmes import rules
from chancery.work.programmes.queries import target_values
from chancery.work.programmes.values import FigureValues, TargetValues


@transaction.atomic
def add_target(*, programme: Programme, values: TargetValues, by: Viewer) -> Target:
    """One more target, of the programme or of a part of it."""
    row = claim(programme)
    rules.check_can_change(by, row)
    target = Target(programme=row)
    _fill(target, values)
    target.save()
    _mark_the_way(target, values)
    tell(row, "target", by=by, changes={"target": [None, _said(values)]})
    return target


@transaction.atomic
def change_target(*, target: Target, values: TargetValues, by: Viewer) -> Target:
    """What is to be reached by when; figures stay, and are judged by the new path."""
    row = claim(target.programme)
    rules.check_can_change(by, row)
    found = Target.objects.select_for_update().get(pk=target.pk)
    before = target_values(found)
    if before == values:
        return found
    _fill(found, values)
    found.save()
    _mark_the_way(found, values)
    tell(row, "target", by=by, changes={"target": [_said(before), _said(values)]})
    return found


@transaction.atomic
def remove_target(*, target: Target, by: Viewer) -> None:
    """Take a target out with its figures; history keeps what it said."""
    row = claim(target.programme)
    rules.check_can_change(by, row)
    tell(row, "target", by=by, changes={"target": [_said(target_values(target)), None]})
    target.delete()


@transaction.atomic
def add_figure(*, target: Target, values: FigureValues, by: Viewer) -> TargetFigure:
    """What was reached on a day; a figure of the same day is put right by it."""
    row = claim(target.programme)
    rules.check_can_change(by, row)
    _check_figure(target, values)
    there = target.figures.filter(day=values.day).first()
    before = f"{there.day:%Y-%m-%d}: {_plain(there.value)} ({there.source})" if there else None
    figure = there or TargetFigure(target=target, day=values.day)
    figure.value, figure.source = values.value, values.source.strip()
    figure.added_by, figure.added_at = by.user, timezone.now()
    check_columns(figure)
    figure.save()
    after = f"{values.day:%Y-%m-%d}: {_plain(values.value)} ({figure.source})"
    changes = {"target": [None, target.name], "figure": [before, after]}
    tell(row, "figure", by=by, changes=changes)
    return figure


@transaction.atomic
def remove_figure(*, figure: TargetFigure, by: Viewer) -> None:
    """Take back a figure that was written down by mistake."""
    target = figure.target
    row = claim(target.programme)
    rules.check_can_change(by, row)
    said = f"{figure.day:%Y-%m-%d}: {_plain(figure.value)} ({figure.source})"
    changes = {"target": [None, target.name], "figure": [said, None]}
    tell(row, "figure", by=by, changes=changes)
    figure.delete()


def _fill(target: Target, values: TargetValues) -> None:
    target.name, target.measure = values.name.strip(), values.measure.strip()
    target.better, target.source = values.better, values.source.strip()
    target.baseline, target.baseline_on = values.baseline, values.baseline_on
    target.value, target.due = values.value, values.due
    target.part = _part(target, values)
    if not target.name:
        raise InvalidValuesError({"name": [_("Name what is measured.")]})
    check_columns(target)
    if target.due <= target.baseline_on:
        raise InvalidValuesError({"due": [_("The target lies after its baseline.")]})
    higher = target.better == Better.HIGHER
    if (target.value > target.baseline) != higher or target.value == target.baseline:
        words = _(
            "The target does not lie where it is better: look at baseline, target, direction."
        )
        raise InvalidValuesError({"value": [words]})


def _part(target: Target, values: TargetValues) -> Any:
    if values.part is None:
        return None
    found = target.programme.parts.filter(pk=values.part).first()
    if found is None:
        raise InvalidValuesError({"part": [_("There is no such part in this programme.")]})
    return found


def _mark_the_way(target: Target, values: TargetValues) -> None:
    days = [day for day, _value in values.milestones]
    if len(set(days)) < len(days):
        raise InvalidValuesError({"milestones": [_("One value for each day.")]})
    if any(not target.baseline_on < day < target.due for day in days):
        words = _("Values on the way lie between the baseline and the target.")
        raise InvalidValuesError({"milestones": [words]})
    target.milestones.all().delete()
    for day, value in values.milestones:
        Milestone.objects.create(target=target, day=day, value=value)


def _check_figure(target: Target, values: FigureValues) -> None:
    if not values.source.strip():
        raise InvalidValuesError({"source": [_("Say where the figure is written.")]})
    if values.day > timezone.localdate():
        raise InvalidValuesError({"day": [_("A figure is of a day that has come.")]})
    if values.day < target.baseline_on:
        raise InvalidValuesError({"day": [_("This day lies before the baseline.")]})


def _said(values: TargetValues) -> str:
    """A target in a line, for history."""
    ways = "".join(f"; {day:%Y-%m-%d}: {_plain(value)}" for day, value in values.milestones)
    start = f"{_plain(values.baseline)} ({_day(values.baseline_on)})"
    end = f"{_plain(values.value)} ({_day(values.due)})"
    return f"{values.name}, {values.measure}: {start}{ways} → {end}"


def _day(day: date) -> str:
    return day.isoformat()


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
