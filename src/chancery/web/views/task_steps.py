"""Steps on a task between its assignment and its end: who is in charge, who takes part."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.web.forms.steps import ContributeForm, DelegateForm, ForUnitForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import checked
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save
from chancery.web.views.task import address, find
from chancery.work import actions, asked, rules
from chancery.work.models import Task

QUESTION = "records/confirm.html"


def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody of the lead unit in charge, or take it back to the unit."""
    who = viewer(request)
    task = find(who, pk)
    people = asked.people_to_delegate_to(task)
    form = DelegateForm(posted(request), people=people, initial={"person": task.person_id})

    def act(done: forms.Form) -> tuple[str, str]:
        person, reason = done.cleaned_data["person"], done.cleaned_data["reason"]
        actions.delegate(task=task, person=person, by=who, reason=reason)
        said = _("%(name)s is in charge.") % {"name": person.full_name} if person else ""
        return said or _("The unit as a whole is in charge."), address(task)

    checked(request, lambda: rules.check_can_delegate(who, task))
    title = _("Who is in charge of %(reference)s?") % {"reference": task.reference}
    words = (title, _("Save"), address(task), act, task.text, QUESTION)
    return save(request, form, Saving(*words, record=task))


def coordinate(request: HttpRequest, pk: int) -> HttpResponse:
    """A coordinating unit takes note that it must contribute."""
    who = viewer(request)
    task = find(who, pk)
    form = ForUnitForm(posted(request), units=_my_units(who, task))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.accept_coordination(task=task, unit=done.cleaned_data["unit"], by=who)
        return _("Accepted: your unit coordinates."), address(task)

    checked(request, lambda: _check_any_to_accept(who, task))
    title = _("Coordinate on %(reference)s?") % {"reference": task.reference}
    words = (title, _("Accept to coordinate"), address(task), act, task.text, QUESTION)
    return save(request, form, Saving(*words, record=task))


def contribute(request: HttpRequest, pk: int) -> HttpResponse:
    """What a coordinating unit brings; whoever contributes has accepted."""
    who = viewer(request)
    task = find(who, pk)
    units = _my_units(who, task)
    form = ContributeForm(posted(request), units=units)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.contribute(task=task, by=who, **done.cleaned_data)
        return _("Your contribution is with the task."), address(task, "contributions")

    checked(request, lambda: rules.check_can_contribute(who, task, units[0].pk))
    title = _("Contribution to %(reference)s") % {"reference": task.reference}
    words = (title, _("Send it"), address(task), act, task.text)
    return save(request, form, Saving(*words, record=task))


def _my_units(who: Viewer, task: Task) -> list[Unit]:
    """The coordinating units for which this person writes; 403 without one."""
    units = [unit for unit in task.coordinating.all() if who.writes_for(unit.pk)]
    if not units:
        raise PermissionDenied(_("This is for an officer or head of a coordinating unit."))
    waiting = rules.units_to_accept(who, task)
    return sorted(units, key=lambda unit: unit.pk not in waiting)


def _check_any_to_accept(who: Viewer, task: Task) -> None:
    """The rule's own words where no unit of this person has still to accept."""
    if not rules.units_to_accept(who, task):
        rules.check_can_coordinate(who, task, _my_units(who, task)[0].pk)
