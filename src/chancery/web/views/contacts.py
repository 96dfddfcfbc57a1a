"""Contacts: whom do we know there, who met them last, and may we still keep them?"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.register import actions
from chancery.register import rules as register_rules
from chancery.register.contacts import queries, rules
from chancery.register.contacts.retention import retention
from chancery.register.models import Contact
from chancery.web.contact_listing import CONTACTS
from chancery.web.forms.contacts import BasisForm, ContactForm, NewContactForm, ReviewForm
from chancery.web.forms.guarding import ReasonForm, writing_units
from chancery.web.middleware import viewer
from chancery.web.twins import contact_finder
from chancery.web.views.answers import checked, permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.quotes import quote_link
from chancery.web.views.saving import Saving, save, save_withdrawal

SHOWN = 50
QUESTION = "records/confirm.html"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """By name; what has to be reviewed is a view of its own."""
    may_add = bool(writing_units(viewer(request)))
    return show_listing(request, "contacts/list.html", CONTACTS, may_add=may_add)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: how they are reached, when they were met, until when they are kept."""
    who = viewer(request)
    found = find(who, pk)
    met = list(queries.interactions_of(who, found)[:SHOWN])
    members = queries.listed(who).filter(organisation=found, erased_at=None)
    known = queries.contacts(who).filter(pk=found.organisation_id or 0).first()
    context = {
        "record": found,
        "personal": queries.personal_of(found),
        "organisation": known,
        "source": quote_link(found, who),
        "named": found.named_units.all(),
        "interactions": met,
        "last": met[0] if met else None,
        "members": list(members.order_by("text", "pk")[:SHOWN]),
        "events": events_of("contact", pk),
        "may_meet": bool(writing_units(who)) and _is_usable(found),
        **_keeping(found),
        **_acts(who, found),
    }
    return render(request, "contacts/contact.html", context)


def _is_usable(found: Contact) -> bool:
    return found.erased_at is None and found.basis != Contact.Basis.WITHDRAWN


def _keeping(found: Contact) -> dict[str, Any]:
    """Until when it is kept, and whether that is near or over."""
    until, today = queries.kept_until(found), timezone.localdate()
    left = (until - today).days if until else None
    is_near = left is not None and left <= retention().within and _is_usable(found)
    return {"until": until, "is_over": is_near and (left or 0) < 0, "is_near": is_near}


def _acts(who: Viewer, found: Contact) -> dict[str, bool]:
    return {
        "may_change": rules.can_keep(who, found),
        "may_set_basis": rules.can_set_basis(who, found),
        "may_review": rules.can_review(who, found),
        "may_erase": rules.can_erase(who, found),
        "may_withdraw": register_rules.can_withdraw(who, found, first_state=""),
    }


def new(request: HttpRequest) -> HttpResponse:
    """Record one by hand; who may be the same is shown first."""
    who = viewer(request)
    form = NewContactForm(posted(request), viewer=who, initial=_asked(request))

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_contact(values=form.values, guard=form.guard, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, _address(made)

    with permitted():
        register_rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    words = (_("New contact"), _("Record it"), reverse("contacts"))
    return save(request, form, Saving(*words, act, twins=contact_finder(who)))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is known."""
    who = viewer(request)
    found = find(who, pk)
    form = ContactForm(posted(request), viewer=who, initial=_shown(found, who))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_contact(contact=found, values=form.values, version=version, by=who)
        return _("Saved."), _address(found)

    checked(request, lambda: rules.check_can_keep(who, found))
    title = _("Edit %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), _address(found), act)
    shown = Saving(*words, record=found, current=lambda: _shown(find(who, pk), who))
    return save(request, form, shown)


def basis(request: HttpRequest, pk: int) -> HttpResponse:
    """Say on what basis the person is kept, or that consent was withdrawn."""
    who = viewer(request)
    found = find(who, pk)
    initial = {"basis": found.basis, "basis_on": timezone.localdate()}
    form = BasisForm(posted(request), initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        said = done.cleaned_data
        day, means = said["basis_on"], said["basis_means"]
        actions.set_basis(contact=found, basis=said["basis"], on=day, means=means, by=who)
        return _("Recorded."), _address(found)

    checked(request, lambda: rules.check_can_set_basis(who, found))
    title = _("Why may we keep %(reference)s?") % {"reference": found.reference}
    lead = _("Once consent is withdrawn nobody is shown how to reach the person; then erase them.")
    return save(request, form, Saving(title, _("Record it"), _address(found), act, lead))


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The person is still needed."""
    who = viewer(request)
    found = find(who, pk)
    form = ReviewForm(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        until = done.cleaned_data["kept_until"]
        actions.review_contact(contact=found, kept_until=until, by=who)
        return _("Recorded."), _address(found)

    checked(request, lambda: rules.check_can_review(who, found))
    title = _("Is %(reference)s still needed?") % {"reference": found.reference}
    lead = _("Keep the person only where somebody will still work with them.")
    return save(request, form, Saving(title, _("Keep longer"), _address(found), act, lead))


def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave nothing of the person but with whom they met, and when."""
    who = viewer(request)
    found = find(who, pk)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.erase_contact(contact=found, reason=done.cleaned_data["reason"], by=who)
        return _("Erased, in history too."), _address(found)

    checked(request, lambda: rules.check_can_erase(who, found, "asked"))
    title = _("Erase %(reference)s for good?") % {"reference": found.reference}
    lead = _(
        "Name, office, languages and every address go, here, in the notes of meetings and in "
        "history. It cannot be undone. Do not repeat the name in the reason."
    )
    words = (title, _("Erase"), _address(found), act, lead)
    saving = Saving(*words, template=QUESTION, tone="red", record=found)
    return save(request, ReasonForm(posted(request)), saving)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one recorded by mistake."""
    who = viewer(request)
    found = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_contact(contact=found, by=who, reason=reason)

    return save_withdrawal(request, found, act, _address(found), reverse("contacts"))


def find(who: Viewer, pk: int) -> Contact:
    """The contact with its days, where the person may know of it; 404 otherwise."""
    return get_object_or_404(queries.listed(who).select_related("created_by", "erased_by"), pk=pk)


def _address(found: Contact) -> str:
    return reverse("contact", args=[found.pk])


def _shown(found: Contact, who: Viewer) -> dict[str, Any]:
    """What its form shows first: an organisation that the person may not know of is not in it."""
    values = queries.contact_values(found)
    if not queries.contacts(who).filter(pk=found.organisation_id or 0).exists():
        values = replace(values, organisation=None)
    return asdict(values) | {"version": found.version}


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What a link names."""
    return {name: request.GET.get(name) for name in ("partner", "kind", "organisation")}
