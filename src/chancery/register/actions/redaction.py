"""Emptying records of the words of a purged document; the records stay as placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.history.actions import purge_values
from chancery.history.queries import keys_telling
from chancery.people.access import Viewer
from chancery.register.models import (
    Activity,
    CaseStep,
    Commitment,
    Contact,
    Initiative,
    Interaction,
    Mechanism,
    MechanismRole,
    MechanismSession,
    MovedEstimate,
    Obstacle,
    Opportunity,
    PartnerRequest,
    Project,
    ProjectEntry,
    Upgrade,
)

_WORDS = (
    "due_text",
    "deliverable",
    "issuer_text",
    "area",
    "place",
    "participants",
    "name_en",
    "agencies",
    "difficulties",
    "affected",
    "firms",
    "pending_text",
    "next_step",
    "actions",
    "before",
    "after",
    "about",
    "notes",
    "office",
    "theirs",
    "people",
    "summary",
)
_DAYS_OF_WORDS = ("next_step_on", "next_unit", "pending_since", "after_on")
"""Days and units that say nothing without the words beside them."""
_OWN: dict[str, type[Any]] = {
    "commitment": Commitment,
    "request": PartnerRequest,
    "obstacle": Obstacle,
    "activity": Activity,
    "project": Project,
    "opportunity": Opportunity,
    "upgrade": Upgrade,
    "mechanism": Mechanism,
    "initiative": Initiative,
    "contact": Contact,
    "interaction": Interaction,
}


@transaction.atomic
def redact(*, document: Document, reason: str, by: Viewer) -> int:
    """Empty the register's records made from ``document``; how many.

    The steps written down of a case and what is said of a mechanism's sessions go too: they may
    have repeated its words.
    """
    ProjectEntry.objects.filter(document=document).update(quote="")
    placeholder = _("(content removed)")
    of_cases = Q(obstacle__document=document) | Q(opportunity__document=document)
    CaseStep.objects.filter(of_cases).update(text=placeholder, by_whom="", outcome="")
    MovedEstimate.objects.filter(obstacle__document=document).update(reason=placeholder)
    of_it = {"mechanism__document": document}
    MechanismSession.objects.filter(**of_it).update(preparation="", outcome="")
    MechanismRole.objects.filter(**of_it).update(note="")
    return redact_rows(models=_OWN, document=document, reason=reason, by=by)


def redact_rows(
    *, models: Mapping[str, type[Any]], document: Document, reason: str, by: Viewer
) -> int:
    """Empty the rows of some ``Sourced`` models, and their values in history; how many rows.

    History also quotes records that were withdrawn since: their values go too.
    """
    count = 0
    for kind, model in models.items():
        rows = model.objects.filter(document=document)
        told = keys_telling(kind, "document_id", document.pk)
        keys: list[object] = [*sorted(told | {str(row.pk) for row in rows})]
        count += rows.update(**_emptied(model))
        if keys:
            purge_values(by=by.key, kind=kind, keys=keys, action=f"{kind}.redact", reason=reason)
    return count


def _emptied(model: type[Any]) -> dict[str, Any]:
    names = {field.name for field in model._meta.get_fields()}  # noqa: SLF001 - documented by Django
    blank: dict[str, Any] = {name: "" for name in _WORDS if name in names}
    blank |= {name: None for name in _DAYS_OF_WORDS if name in names}
    placeholder = _("(content removed)")
    return blank | {"text": placeholder, "quote": "", "quote_start": None, "quote_end": None}
