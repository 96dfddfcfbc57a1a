"""Training, and the skills that posts need and people hold."""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.people.actions import skills as skill_actions
from chancery.people.models import SkillHeld, SkillNeed, Unit, User
from chancery.people.skills import check_can_note_skill, check_can_set_needs, posts_of
from chancery.people.skills import skills as known_skills
from chancery.register import rules
from chancery.register.rules import check_can_add
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.training import NeedForm, NewTrainingForm, SkillForm, TrainingForm
from chancery.web.middleware import viewer
from chancery.web.training_listing import TRAINING
from chancery.web.views.answers import permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.plans import DOCX
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save, save_withdrawal
from chancery.work.actions import training as actions
from chancery.work.models import Training
from chancery.work.training import queries
from chancery.work.training.note import hand_over_note


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The latest first."""
    may_add = bool(writing_units(viewer(request)))
    return show_listing(request, "training/list.html", TRAINING, may_add=may_add)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One training."""
    who = viewer(request)
    found = find(who, pk)
    known = known_skills()
    context = {
        "record": found,
        "named": found.named_units.all(),
        "skill": known.name(found.skill) if found.skill else "",
        "level": known.level(found.level) if found.level else "",
        "events": events_of("training", pk),
        "may_change": rules.can_change(who, found),
    }
    return render(request, "training/training.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Write down a training."""
    who = viewer(request)
    units = writing_units(who)
    with permitted():
        check_can_add(who, next((unit.pk for unit in units), ""))
    initial = {"held_by": request.GET.get("unit")}
    people = _people(units)
    form = NewTrainingForm(posted(request), viewer=who, initial=initial, people=people)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_training(values=form.values, guard=form.guard, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, _at(made)

    words = (_("New training"), _("Record it"), reverse("trainings"))
    return save(request, form, Saving(*words, act))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it right."""
    who = viewer(request)
    found = find(who, pk)
    with permitted():
        rules.check_can_change(who, found)
    people = {user.pk: user for user in _people([found.held_by])} | {found.person_id: found.person}
    form = TrainingForm(posted(request), viewer=who, initial=_shown(found), people=people.values())

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_training(training=found, values=form.values, version=version, by=who)
        return _("Saved."), _at(found)

    title = _("Edit %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), _at(found), act)
    return save(request, form, Saving(*words, record=found, current=lambda: _shown(find(who, pk))))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was written down by mistake."""
    who = viewer(request)
    found = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_training(training=found, reason=reason, by=who)

    return save_withdrawal(request, found, act, _at(found), reverse("trainings"))


def need(request: HttpRequest, key: str) -> HttpResponse:
    """Say what a role in the unit needs."""
    who, unit = viewer(request), get_object_or_404(Unit, pk=key)
    with permitted():
        check_can_set_needs(who, key)
    form = NeedForm(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        skill_actions.need_skill(unit=unit, by=who, **done.cleaned_data)
        return _("Saved."), _people_tab(key)

    title = _("What a post needs: %(unit)s") % {"unit": unit}
    return save(request, form, Saving(title, _("Save"), _people_tab(key), act))


def drop_need(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The role needs it no longer."""
    who = viewer(request)
    with permitted():
        check_can_set_needs(who, key)
    row = get_object_or_404(SkillNeed.objects.select_related("unit"), unit=key, pk=number)

    def act(done: forms.Form) -> tuple[str, str]:
        skill_actions.drop_need(need=row, by=who)
        return _("Saved."), _people_tab(key)

    said = f"{row.get_role_display()}: {known_skills().name(row.skill)}"
    words = (_("No longer needed?"), _("Take it out"), _people_tab(key), act, said)
    return save(request, forms.Form(posted(request)), Saving(*words, "records/confirm.html"))


def note(request: HttpRequest, key: str) -> HttpResponse:
    """Note what a person of the unit can do."""
    who, unit = viewer(request), get_object_or_404(Unit, pk=key)
    with permitted():
        check_can_note_skill(who, key)
    people = [one.post.user for one in posts_of(unit)]
    initial = {"person": request.GET.get("person")}
    form = SkillForm(posted(request), people=people, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        said = dict(done.cleaned_data)
        user = next(one for one in people if one.username == said.pop("person"))
        skill_actions.note_skill(unit=unit, user=user, by=who, **said)
        return _("Saved."), _people_tab(key)

    title = _("What a person can do: %(unit)s") % {"unit": unit}
    return save(request, form, Saving(title, _("Save"), _people_tab(key), act))


def drop_skill(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """It was noted by mistake, or is lost."""
    who, unit = viewer(request), get_object_or_404(Unit, pk=key)
    with permitted():
        check_can_note_skill(who, key)
    users = [one.post.user_id for one in posts_of(unit)]
    row = get_object_or_404(SkillHeld.objects.select_related("user"), user__in=users, pk=number)

    def act(done: forms.Form) -> tuple[str, str]:
        skill_actions.drop_skill(held=row, unit=unit, by=who)
        return _("Saved."), _people_tab(key)

    said = f"{row.user.full_name}: {known_skills().name(row.skill)}"
    words = (_("No longer held?"), _("Take it out"), _people_tab(key), act, said)
    return save(request, forms.Form(posted(request)), Saving(*words, "records/confirm.html"))


@require_safe
def hand_over(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """The hand-over note of a person of the unit, as a Word file."""
    who = viewer(request)
    unit = get_object_or_404(Unit.objects.select_related("belongs_to"), pk=key)
    with permitted():
        check_can_note_skill(who, key)
    person = get_object_or_404(User.objects.filter(posts__unit=key).distinct(), pk=number)
    file = io.BytesIO(hand_over_note(who, unit, person))
    name = f"ban-giao-{person.username}.docx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=DOCX)


def find(who: Viewer, pk: int) -> Training:
    """The training, where the person may know of it; 404 otherwise."""
    rows = queries.training(who).select_related("created_by", "document")
    return get_object_or_404(rows, pk=pk)


def _people(units: list[Unit]) -> list[User]:
    """Who holds a post in one of these units today."""
    found = {one.post.user_id: one.post.user for unit in units for one in posts_of(unit)}
    return sorted(found.values(), key=lambda user: user.full_name)


def _people_tab(key: str) -> str:
    return f"{reverse('unit', args=[key])}?tab=people"


def _at(found: Training) -> str:
    return reverse("training", args=[found.pk])


def _shown(found: Training) -> dict[str, Any]:
    values = asdict(queries.training_values(found))
    number = values["document"]
    return values | {"document": str(number) if number else None, "version": found.version}
