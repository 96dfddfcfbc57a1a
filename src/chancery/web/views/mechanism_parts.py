"""The roles and sessions of a mechanism: written down, put right, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register import actions
from chancery.register.mechanisms import queries, rules
from chancery.register.models import Mechanism, MechanismRole, MechanismSession
from chancery.web.forms.guarding import ReasonForm
from chancery.web.forms.mechanisms import RoleForm, SessionForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.mechanisms import address, find
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save


def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down who holds which role."""
    who = viewer(request)
    found = _kept(who, pk)
    form = RoleForm(posted(request), viewer=who)

    def act(_done: forms.Form) -> tuple[str, str]:
        actions.add_role(mechanism=found, values=form.values, by=who)
        return _("Saved."), address(found, "roles")

    words = (_("New role"), _("Record it"), address(found, "roles"), act)
    return save(request, form, Saving(*words, lead=found.name, record=found))


def role_edit(request: HttpRequest, pk: int, role: int) -> HttpResponse:
    """Put a role right, or say when the term ended."""
    who = viewer(request)
    found = _kept(who, pk)
    row = get_object_or_404(found.mechanismroles, pk=role)

    def shown() -> dict[str, Any]:
        now = get_object_or_404(MechanismRole.objects.select_related("mechanism"), pk=role)
        return asdict(queries.role_values(now)) | {"version": now.mechanism.version}

    form = RoleForm(posted(request), viewer=who, initial=shown())

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_role(role=row, values=form.values, version=version, by=who)
        return _("Saved."), address(found, "roles")

    words = (_("Edit a role"), _("Save"), address(found, "roles"), act)
    return save(request, form, Saving(*words, lead=found.name, record=found, current=shown))


def role_withdraw(request: HttpRequest, pk: int, role: int) -> HttpResponse:
    """Take back a role written down by mistake."""
    who = viewer(request)
    found = _kept(who, pk)
    row = get_object_or_404(found.mechanismroles.select_related("partner"), pk=role)

    def act(reason: str) -> None:
        actions.withdraw_role(role=row, reason=reason, by=who)

    return _take_back(request, found, act, str(row), "roles")


def session(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a session, planned or held."""
    who = viewer(request)
    found = _kept(who, pk)
    form = SessionForm(posted(request), viewer=who)

    def act(_done: forms.Form) -> tuple[str, str]:
        actions.add_session(mechanism=found, values=form.values, by=who)
        return _("Saved."), address(found)

    words = (_("New session"), _("Record it"), address(found), act)
    return save(request, form, Saving(*words, lead=found.name, record=found))


def session_edit(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """Say that it was held and what came out of it, or put it right."""
    who = viewer(request)
    found = _kept(who, pk)
    row = get_object_or_404(found.mechanismsessions, pk=session)
    form = SessionForm(posted(request), viewer=who, initial=_shown(row, who))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_session(session=row, values=form.values, version=version, by=who)
        return _("Saved."), address(found)

    def current() -> dict[str, Any]:
        return _shown(get_object_or_404(MechanismSession, pk=session), who)

    words = (_("Edit a session"), _("Save"), address(found), act)
    return save(request, form, Saving(*words, lead=found.name, record=found, current=current))


def session_withdraw(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """Take back a session written down by mistake."""
    who = viewer(request)
    found = _kept(who, pk)
    row = get_object_or_404(found.mechanismsessions, pk=session)

    def act(reason: str) -> None:
        actions.withdraw_session(session=row, reason=reason, by=who)

    return _take_back(request, found, act, str(row), "")


def _kept(who: Viewer, pk: int) -> Mechanism:
    """The mechanism, for who may write down what becomes of it."""
    found = find(who, pk)
    with permitted():
        rules.check_can_keep(who, found)
    return found


def _take_back(
    request: HttpRequest, found: Mechanism, act: Callable[[str], None], what: str, tab: str
) -> HttpResponse:
    def done(form: forms.Form) -> tuple[str, str]:
        act(form.cleaned_data["reason"])
        return _("Taken back; history keeps what it said."), address(found, tab)

    words = (_("Take back “%(what)s”?") % {"what": what}, _("Take it back"), address(found, tab))
    saving = Saving(*words, done, found.name, "records/confirm.html", "red", record=found)
    return save(request, ReasonForm(posted(request)), saving)


def _shown(row: MechanismSession, who: Viewer) -> dict[str, Any]:
    """What its form shows: nothing that the person may not know of."""
    seen = queries.seen_of(who, [row])[row.pk]
    tied = set(row.commitments.values_list("pk", flat=True))
    return asdict(queries.session_values(row)) | {
        "activity": str(seen.activity.pk) if seen.activity else None,
        "documents": [str(document.pk) for document in seen.documents],
        "commitments": [one.reference for one in seen.commitments if one.pk in tied],
        "version": row.mechanism.version,
    }
