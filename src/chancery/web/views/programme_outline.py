"""The outline of a programme: objectives, groups, what hangs on them, targets, figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.web.forms.programmes import (
    FigureForm,
    LinksForm,
    PartForm,
    TargetForm,
    part_choices,
    said_milestones,
)
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.posting import post_only, posted
from chancery.web.views.programmes import address, find
from chancery.web.views.saving import Saving, save
from chancery.work.actions import programme_targets as targets
from chancery.work.actions import programmes as actions
from chancery.work.models import Programme, ProgrammePart, Target, TargetFigure
from chancery.work.programmes import queries, rules


def part_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One more objective, or within ``?in=`` one more group."""
    who = viewer(request)
    found = _kept(who, pk)
    asked = request.GET.get("in", "")
    within = found.parts.filter(pk=asked).first() if _is_key(asked) else None
    form = PartForm(posted(request), viewer=who)

    def act(_done: forms.Form) -> tuple[str, str]:
        values = form.values_in(within.pk if within else None)
        made = actions.add_part(programme=found, values=values, by=who)
        return _("Added."), address(found, f"#part-{made.pk}")

    title = _("New group of tasks") if within else _("New objective")
    words = (title, _("Add it"), address(found), act, within.text if within else found.text)
    return save(request, form, Saving(*words, record=found))


def part_edit(request: HttpRequest, pk: int, objective: int) -> HttpResponse:
    """Its words and its lead."""
    who = viewer(request)
    found, row = _part(who, pk, objective)
    initial = {"text": row.text, "lead": row.lead_id}
    form = PartForm(posted(request), viewer=who, initial=initial)

    def act(_done: forms.Form) -> tuple[str, str]:
        actions.change_part(part=row, values=form.values_in(row.parent_id), by=who)
        return _("Saved."), address(found, f"#part-{row.pk}")

    title = _("Edit a part of %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), address(found, f"#part-{row.pk}"), act)
    return save(request, form, Saving(*words, record=found))


@post_only
def part_move(request: HttpRequest, pk: int, objective: int) -> HttpResponse:
    """One place up or down."""
    who = viewer(request)
    found, row = _part(who, pk, objective)
    up = request.POST.get("to") == "up"
    place = f"#part-{row.pk}"
    return _acted(request, found, lambda: actions.move_part(part=row, up=up, by=who), place)


@post_only
def part_remove(request: HttpRequest, pk: int, objective: int) -> HttpResponse:
    """Take an empty part out."""
    who = viewer(request)
    found, row = _part(who, pk, objective)
    return _acted(request, found, lambda: actions.remove_part(part=row, by=who))


def links(request: HttpRequest, pk: int, objective: int) -> HttpResponse:
    """Which tasks and commitments hang on it."""
    who = viewer(request)
    found, row = _part(who, pk, objective)
    initial = asdict(queries.link_values(row, who))
    form = LinksForm(posted(request), viewer=who, initial=initial)

    def act(_done: forms.Form) -> tuple[str, str]:
        actions.link_to_part(part=row, values=form.values, by=who)
        return _("Saved."), address(found, f"#part-{row.pk}")

    title = _("What hangs on this part of %(reference)s?") % {"reference": found.reference}
    words = (title, _("Save"), address(found, f"#part-{row.pk}"), act, row.text)
    return save(request, form, Saving(*words, record=found))


def target_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One more target."""
    who = viewer(request)
    found = _kept(who, pk)
    initial = {"part": request.GET.get("part", ""), "baseline_on": found.start, "due": found.end}
    form = TargetForm(posted(request), parts=_parts(found), initial=initial)

    def act(_done: forms.Form) -> tuple[str, str]:
        made = targets.add_target(programme=found, values=form.values, by=who)
        return _("Added."), address(found, f"#target-{made.pk}")

    title = _("New target of %(reference)s") % {"reference": found.reference}
    words = (title, _("Add it"), address(found), act, found.text)
    return save(request, form, Saving(*words, record=found))


def target_edit(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    """What is to be reached by when."""
    who = viewer(request)
    found, row = _target(who, pk, target)
    values = queries.target_values(row)
    initial = {
        **asdict(values),
        "part": str(values.part or ""),
        "baseline": format(values.baseline.normalize(), "f"),
        "value": format(values.value.normalize(), "f"),
        "milestones": said_milestones(values.milestones),
    }
    form = TargetForm(posted(request), parts=_parts(found), initial=initial)

    def act(_done: forms.Form) -> tuple[str, str]:
        targets.change_target(target=row, values=form.values, by=who)
        return _("Saved."), address(found, f"#target-{row.pk}")

    title = _("Edit a target of %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), address(found, f"#target-{row.pk}"), act)
    return save(request, form, Saving(*words, record=found))


@post_only
def target_remove(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    """Take a target out with its figures."""
    who = viewer(request)
    found, row = _target(who, pk, target)
    return _acted(request, found, lambda: targets.remove_target(target=row, by=who))


def figure_new(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    """What was reached on a day, and where that is written."""
    who = viewer(request)
    found, row = _target(who, pk, target)
    form = FigureForm(posted(request), initial={"source": row.source})

    def act(_done: forms.Form) -> tuple[str, str]:
        targets.add_figure(target=row, values=form.values, by=who)
        return _("Written down."), address(found, f"#target-{row.pk}")

    title = _("New figure: %(name)s") % {"name": row.name}
    lead = _("In %(measure)s. A figure of the same day is put right by it.")
    said = lead % {"measure": row.measure or _("its unit of measure")}
    words = (title, _("Write it down"), address(found, f"#target-{row.pk}"), act, said)
    return save(request, form, Saving(*words, record=found))


@post_only
def figure_remove(request: HttpRequest, pk: int, target: int, figure: int) -> HttpResponse:
    """Take a figure back that was written down by mistake."""
    who = viewer(request)
    found, row = _target(who, pk, target)
    one = get_object_or_404(TargetFigure.objects.filter(target=row), pk=figure)
    one.target = row
    place = f"#target-{row.pk}"
    return _acted(request, found, lambda: targets.remove_figure(figure=one, by=who), place)


def _acted(
    request: HttpRequest, found: Programme, act: Callable[[], Any], place: str = ""
) -> HttpResponse:
    """Do it and go back; a refusal is told above the page."""
    try:
        act()
    except NotAllowedError:
        raise
    except ChanceryError as error:
        messages.error(request, str(error))
    return redirect(address(found, place))


def _kept(who: Viewer, pk: int) -> Programme:
    """The programme, for who keeps its outline."""
    found = find(who, pk)
    with permitted():
        rules.check_can_change(who, found)
    return found


def _part(who: Viewer, pk: int, key: int) -> tuple[Programme, ProgrammePart]:
    found = _kept(who, pk)
    row = get_object_or_404(ProgrammePart.objects.filter(programme=found), pk=key)
    row.programme = found
    return found, row


def _target(who: Viewer, pk: int, key: int) -> tuple[Programme, Target]:
    found = _kept(who, pk)
    row = get_object_or_404(Target.objects.filter(programme=found), pk=key)
    row.programme = found
    return found, row


def _parts(found: Programme) -> list[tuple[str, str]]:
    """Objectives, each before its groups."""
    rows = list(found.parts.order_by("number", "pk"))
    ordered = [
        one
        for top in rows
        if top.parent_id is None
        for one in (top, *(row for row in rows if row.parent_id == top.pk))
    ]
    return part_choices(ordered)


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) < 19
