"""Merging a record into another, and parting the two again: one page for each kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from chancery.intake.alike.twins import KINDS, said_by, twins_of
from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.register.contacts.likeness import likely_twins
from chancery.register.contacts.queries import contact_values
from chancery.register.errors import StateError
from chancery.register.models import Contact, Mergeable
from chancery.register.rules import check_can_change
from chancery.web.forms.guarding import ReasonForm
from chancery.web.forms.merging import MergeForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save
from chancery.work.actions.merging import merge, part
from chancery.work.merging import before_merging, check_can_part

PLACES = {
    "commitment": "commitments",
    "request": "requests",
    "obstacle": "obstacles",
    "opportunity": "opportunities",
    "activity": "activities",
    "project": "projects",
    "contact": "contacts",
    "interaction": "interactions",
    "mechanism": "mechanisms",
    "initiative": "initiatives",
    "upgrade": "upgrades",
}
"""The kinds that can be merged, and the first word of their addresses."""

BY_REFERENCE = {"commitment", "contact", "interaction"}
"""Kinds whose list of choices goes by the reference; that of the others by the key of the row."""

View = Callable[[HttpRequest, int], HttpResponse]


def addresses() -> list[URLPattern]:
    """The addresses of all kinds."""
    return [
        address
        for kind, place in PLACES.items()
        for address in (
            path(f"{place}/<int:pk>/merge/", _merging(kind), name=f"{kind}-merge"),
            path(f"{place}/<int:pk>/part/", _parting(kind), name=f"{kind}-part"),
        )
    ]


def stays_at(request: HttpRequest) -> tuple[Mergeable, str] | None:
    """Where the page of a record that was merged leads: to the one that stayed, if it may be seen."""
    match = request.resolver_match
    if match is None or match.url_name not in PLACES or request.method not in ("GET", "HEAD"):
        return None
    kind = KINDS[match.url_name]
    gone: Any = kind.model._default_manager.filter(pk=match.kwargs["pk"]).first()  # noqa: SLF001
    if gone is None or gone.merged_into_id is None:
        return None
    who = viewer(request)
    stayed = kind.visible(who).filter(pk=gone.merged_into_id).first()
    return (gone, reverse(match.url_name, args=[stayed.pk])) if stayed else None


def lead_on(request: HttpRequest) -> HttpResponse | None:
    """The answer to who opens a record that was merged."""
    found = stays_at(request)
    if found is None:
        return None
    gone, address = found
    messages.info(request, _("%(gone)s was merged into this record.") % {"gone": gone.reference})
    return redirect(address)


def _merging(kind: str) -> View:
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        """Say which record this one is, see both, and merge."""
        who = viewer(request)
        goes = get_object_or_404(KINDS[kind].visible(who), pk=pk)
        form = MergeForm(
            posted(request), viewer=who, choices=PLACES[kind], initial=_likely(kind, goes, who)
        )

        def act(done: forms.Form) -> tuple[str, str]:
            kept = _named(kind, done.cleaned_data["kept"], who)
            reason = done.cleaned_data["reason"]
            stays = merge(kept=kept, merged=goes, reason=reason, by=who)
            said = _("%(gone)s is merged into %(kept)s; it can be parted again below.")
            words = {"gone": goes.reference, "kept": stays.reference}
            return said % words, reverse(kind, args=[stays.pk])

        with permitted():
            check_can_change(who, goes)
        _ask_first(kind, form, goes, who)
        title = _("Merge %(reference)s into another record") % {"reference": goes.reference}
        lead = _(
            "For a record that turned out to be another one. What hangs on it (tasks, evidence,"
            " comments, links) goes to the record that stays; its address leads there. Nothing is"
            " deleted, and the two can be parted again."
        )
        back = reverse(kind, args=[pk])
        words = (title, _("Merge"), back, act, lead, "records/merge.html")
        return save(request, form, Saving(*words, record=goes, more={"goes": goes}))

    return view


def _ask_first(kind: str, form: MergeForm, goes: Mergeable, who: Viewer) -> None:
    """What follows from this merger, where a person should know: shown once before it is done."""
    if not form.is_bound or not form.is_valid() or form.cleaned_data["sure"]:
        return
    try:
        kept = _named(kind, form.cleaned_data["kept"], who)
    except StateError:
        return  # the form says so
    if kept.pk != goes.pk and (said := before_merging(who, kept, goes)):
        form.ask(said)


def _parting(kind: str) -> View:
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        """Make two records of them again."""
        who = viewer(request)
        goes, kept = _merged(kind, pk, who)

        def act(done: forms.Form) -> tuple[str, str]:
            parted = part(merged=goes, reason=done.cleaned_data["reason"], by=who)
            said = _("%(reference)s stands by itself again, with what came from it.")
            return said % {"reference": parted.reference}, reverse(kind, args=[parted.pk])

        with permitted():
            check_can_part(who, kept, goes)
        words = {"gone": goes.reference, "kept": kept.reference}
        title = _("Part %(gone)s from %(kept)s again?") % words
        template = "records/confirm.html"
        back = reverse(kind, args=[kept.pk])
        saving = Saving(title, _("Part them"), back, act, goes.text, template, record=kept)
        return save(request, ReasonForm(posted(request)), saving)

    return view


def _likely(kind: str, goes: Mergeable, who: Viewer) -> dict[str, str]:
    """The likeliest twin, chosen already."""
    if isinstance(goes, Contact):
        found = likely_twins(who, contact_values(goes))
        return next(({"kept": one.reference} for one in found if one.pk != goes.pk), {})
    for one in twins_of(said_by(kind, goes), who):
        if one.known.key != goes.pk:
            by_reference = kind in BY_REFERENCE
            key = one.known.reference if by_reference else str(one.known.key)
            return {"kept": key}
    return {}


def _named(kind: str, key: str, who: Viewer) -> Any:
    """The record chosen: some lists of choices go by the reference, others by the row's key."""
    named = Q(pk=int(key)) if key.isdecimal() else Q(reference=key)
    found = KINDS[kind].visible(who).filter(named).first()
    if found is None:
        raise StateError(_("There is no such record that you may know of."))
    return found


def _merged(kind: str, pk: int, who: Viewer) -> tuple[Any, Any]:
    """A record that was merged and the one that stayed; 404 for what one may not know of."""
    goes: Any = KINDS[kind].model._default_manager.filter(pk=pk).first()  # noqa: SLF001
    if goes is None:
        raise Http404
    if goes.merged_into_id is None:
        get_object_or_404(KINDS[kind].visible(who), pk=pk)
        with permitted():
            raise NotAllowedError(
                _("%(reference)s is not merged.") % {"reference": goes.reference}
            )
    return goes, get_object_or_404(KINDS[kind].visible(who), pk=goes.merged_into_id)
