"""A task made by hand, changed, or divided among the lead's own units."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.intake import actions as intake
from chancery.intake.alike.actions import tell_owners
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register import access as register
from chancery.register import rules as register_rules
from chancery.register.contacts.queries import interactions
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.tasks import NewTaskForm, PartForm, TaskForm
from chancery.web.middleware import viewer
from chancery.web.twins import finder
from chancery.web.views.answers import checked, permitted
from chancery.web.views.changing import said_otherwise
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save
from chancery.web.views.task import address, find
from chancery.work import actions, queries, rules
from chancery.work.models import Task
from chancery.work.values import ProposalValues


def new(request: HttpRequest) -> HttpResponse:
    """Assign a task by hand; what may not be assigned becomes a proposal."""
    who = viewer(request)
    units = writing_units(who)
    with permitted():
        register_rules.check_can_add(who, next((u.pk for u in units), ""))
    ground, initial = _ground(request, who)
    form = NewTaskForm(
        posted(request), viewer=who, assigners=assigners(who, units), initial=initial
    )

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, NewTaskForm)
        return _record(done, who)

    words = (_("New task"), _("Record it"), reverse("tasks"))
    lead = _("A unit that the assigner has no authority over receives a proposal instead.")
    lead, found = f"{ground} {lead}".strip(), finder("task", who)
    return save(request, form, Saving(*words, act, lead=lead, twins=found))


def _ground(request: HttpRequest, who: Viewer) -> tuple[str, dict[str, Any]]:
    """What the task is to keep or remove: named above the form, and what is known put into it."""
    if found := _next_step(request, who):
        return found
    names = ("commitment", "obstacle", "opportunity")
    asked = {name: request.GET.get(name, "") for name in names}
    commitments = register.commitments(who)
    if asked["commitment"].isdecimal():
        kept = commitments.filter(pk=asked["commitment"][:18]).first()
        if kept is not None:
            partners = kept.parties.filter(is_home=False).values_list("pk", flat=True)
            said = _("Keeps the commitment %(reference)s: %(text)s") % vars(kept)
            return said, asked | {"text": kept.text, "due": kept.due, "partners": tuple(partners)}
    cases: tuple[tuple[str, QuerySet[Any], str], ...] = (
        ("obstacle", register.obstacles(who), _("Removes the obstacle %(reference)s: %(text)s")),
        ("opportunity", register.opportunities(who), _("To win %(reference)s: %(text)s")),
    )
    for name, rows, said in cases:
        if asked[name].isdecimal() and (case := rows.filter(pk=asked[name][:18]).first()):
            return said % vars(case), asked | {"partners": (case.partner_id,)}
    return "", asked


def _next_step(request: HttpRequest, who: Viewer) -> tuple[str, dict[str, Any]] | None:
    """The next step agreed at a meeting, for the unit that takes it."""
    asked = request.GET.get("interaction", "")
    rows = interactions(who).exclude(next_step="")
    met = rows.filter(pk=asked[:18]).first() if asked.isdecimal() else None
    if met is None:
        return None
    said = _("Agreed at %(reference)s: %(text)s") % vars(met)
    return said, {
        "text": f"{met.next_step} ({met.reference})",
        "leads": (met.next_unit_id,) if met.next_unit_id else (),
        "due": met.next_step_on,
        "partners": (met.partner_id,),
    }


def _record(form: NewTaskForm, who: Viewer) -> tuple[str, str]:
    values, leads = form.values, form.cleaned_data["leads"]
    if all(rules.may_assign(values.assigner, lead) or lead == values.assigner for lead in leads):
        made = actions.add_tasks_for_leads(values=values, leads=leads, guard=form.guard, by=who)
        tell_owners(kind="task", record=made[0], by=who)
        said = _("Recorded %(reference)s.") % {"reference": made[0].reference}
        return said, address(made[0])
    sent = [
        actions.add_proposal(
            values=ProposalValues(
                text=values.text,
                from_unit=values.assigner,
                to_unit=lead,
                coordinating=values.coordinating,
                partners=values.partners,
                due=values.due,
                obstacle_id=values.obstacle_id,
                opportunity_id=values.opportunity_id,
            ),
            guard=form.guard,
            by=who,
        )
        for lead in leads
    ]
    said = _("Sent as a proposal: %(reference)s.") % {
        "reference": ", ".join(p.reference for p in sent)
    }
    return said, reverse("proposal", args=[sent[0].pk])


def assigners(who: Viewer, units: list[Unit]) -> list[tuple[str, str]]:
    """Units in whose name the person may assign: their own posts', and those they speak for."""
    organs = Unit.objects.filter(kind__in=rules.organs_spoken_for(who))
    return [(unit.pk, str(unit)) for unit in [*units, *organs]]


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a task says; who was slower is told what the faster one changed."""
    who = viewer(request)
    task = find(who, pk)
    source = said_otherwise(request, who, task)
    initial = _shown(task) | (source.fields if source else {})
    form = TaskForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, TaskForm)
        values = done.changed(queries.task_values(task))
        change: dict[str, Any] = {"task": task, "values": values}
        change["version"] = done.cleaned_data["version"] or 0
        if source:
            intake.change_task(finding=source.finding, by=who, **change)
            return source.said(task.reference), source.back
        actions.change_task(by=who, **change)
        return _("Saved."), address(task)

    checked(request, lambda: rules.check_can_change(who, task))
    back, lead = (source.back, source.lead) if source else (address(task), "")
    words = (_("Edit %(reference)s") % {"reference": task.reference}, _("Save"), back, act, lead)
    saving = Saving(*words, record=task, current=lambda: _shown(find(who, pk)))
    return save(request, form, saving)


def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a part of the task to a unit under the lead's own authority."""
    who = viewer(request)
    task = find(who, pk)
    initial = {"text": task.text, "due": task.due, "priority": task.priority}
    form = PartForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, PartForm)
        made = actions.add_part(task=task, values=done.values(task.lead_id), by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, address(task, "parts")

    checked(request, lambda: rules.check_can_add_part(who, task))
    title = _("Part of %(reference)s") % {"reference": task.reference}
    lead = _("For a unit under your own authority: it accepts and reports to you.")
    words = (title, _("Assign it"), address(task))
    return save(request, form, Saving(*words, act, lead=lead, record=task))


def _shown(task: Task) -> dict[str, Any]:
    """What its form shows first, and what others see who are slower."""
    return asdict(queries.task_values(task)) | {"version": task.version}
