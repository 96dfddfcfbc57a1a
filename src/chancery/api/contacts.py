"""Contacts: list, show, record, change, review, erase, take back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import nothing, once
from chancery.api.schemas.contacts import (
    BasisSent,
    Contact,
    ContactChange,
    ContactFilter,
    ContactPage,
    NewContact,
    PersonalShown,
    ReviewSent,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import kept, partner_ref, record_facts
from chancery.api.versions import tagged, version_asked
from chancery.people.access import Viewer
from chancery.register import actions, models
from chancery.register.contacts import queries
from chancery.register.contacts.values import ContactValues

area = Area("contacts", reads="read:register", writes="write:register")


def _standing(rows: QuerySet[models.Contact], value: str) -> QuerySet[models.Contact]:
    return queries.to_review(rows) if value == "review" else queries.quiet(rows)


_FILTERS: Filters = {
    "text": worded("reference", "text", "office"),
    "partner": equal("partner"),
    "kind": equal("kind"),
    "standing": _standing,
}


@area.get("/contacts", ContactPage)
def list_contacts(
    request: HttpRequest, wanted: Query[ContactFilter], paging: Query[Paging]
) -> ContactPage:
    """Contacts, as far as you may know of them."""
    rows = narrowed(_rows(viewer(request)), wanted, _FILTERS)
    return paged(ContactPage, rows, paging, wanted.order, contact_of)


@area.post("/contacts", Contact)
def add_contact(request: HttpRequest, body: NewContact) -> Contact:
    """Record somebody we know in a partner."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})

    def act() -> int:
        values, by = ContactValues(**said), viewer(request)
        return actions.add_contact(values=values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/contacts/{key}", Contact)
def show_contact(request: HttpRequest, key: int) -> Contact:
    """One of them."""
    return show(request, key)


@area.patch("/contacts/{key}", Contact)
def change_contact(request: HttpRequest, key: int, body: ContactChange) -> Contact:
    """Change what is known."""
    found, version = find(request, key), version_asked(request)
    values = replace(queries.contact_values(found), **body.said)
    actions.change_contact(contact=found, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/contacts/{key}/basis", Contact)
def set_contact_basis(request: HttpRequest, key: int, body: BasisSent) -> Contact:
    """Say on what basis a person is kept, or that consent was withdrawn."""

    def act() -> int:
        means, by = body.basis_means, viewer(request)
        found = find(request, key)
        actions.set_basis(contact=found, basis=body.basis, on=body.basis_on, means=means, by=by)
        return key

    return once(request, body, act, lambda done: show(request, int(done)))


@area.post("/contacts/{key}/review", Contact)
def review_contact(request: HttpRequest, key: int, body: ReviewSent) -> Contact:
    """Say that a person is still needed."""

    def act() -> int:
        found = find(request, key)
        actions.review_contact(contact=found, kept_until=body.kept_until, by=viewer(request))
        return key

    return once(request, body, act, lambda done: show(request, int(done)))


@area.post("/contacts/{key}/erasure", Contact)
def erase_contact(request: HttpRequest, key: int, body: Reason) -> Contact:
    """Leave of a person only with whom they met, and when; for good, in history too."""

    def act() -> int:
        found = find(request, key)
        actions.erase_contact(contact=found, reason=body.reason, by=viewer(request))
        return key

    return once(request, body, act, lambda done: show(request, int(done)))


@area.post("/contacts/{key}/withdrawal", None, status=204)
def withdraw_contact(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back one recorded by mistake."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_contact(contact=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


def _rows(who: Viewer) -> QuerySet[models.Contact]:
    return queries.listed(who).select_related("organisation")


def find(request: HttpRequest, key: int) -> models.Contact:
    """The contact, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(_rows(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> Contact:
    """One of them as it stands now."""
    return tagged(request, contact_of(find(request, key)))


def contact_of(row: models.Contact) -> Contact:
    """A row as it is shown."""
    known = queries.personal_of(row)
    names = ("email", "telephone", "address")
    facts: dict[str, Any] = {
        **record_facts(row),
        **kept(row, "kind", "office", "languages", "basis", "basis_on", "basis_means"),
        **kept(row, "reviewed_on", "last_met"),
        "partner": partner_ref(row.partner),
        "organisation": _organisation(row),
        "personal": PersonalShown(**{name: getattr(known, name) for name in names})
        if known
        else None,
        "sectors": sorted(sector.pk for sector in row.sectors.all()),
        "kept_until": queries.kept_until(row),
        "erased": row.erased_at is not None,
    }
    return Contact(**facts)


def _organisation(row: Any) -> str | None:
    """Only where the caller may know of it."""
    return row.organisation.reference if row.organisation_name else None
