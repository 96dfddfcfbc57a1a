"""Who may see a document or a quote because of a record made from it, and who may confirm."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from chancery.documents.access import documents as whole_documents
from chancery.documents.models import Document
from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.register import access as register
from chancery.register.contacts.queries import contacts, interactions
from chancery.register.mechanisms.queries import initiatives, mechanisms
from chancery.register.upgrades.queries import upgrades
from chancery.work import access as work


@dataclass(frozen=True, slots=True)
class Sight:
    """How much of a document a person may see: all of it, or the quotes of their records."""

    document: Document
    whole: bool
    quotes: tuple[tuple[int, int, str], ...] = ()


def documents(viewer: Viewer) -> QuerySet[Document]:
    """Documents that ``viewer`` may know of: whole, or through a record made from them."""
    through = Q()
    for rows in _records(viewer):
        through |= Q(pk__in=rows.filter(document__isnull=False).values("document_id"))
    whole = Q(pk__in=whole_documents(viewer).values("pk"))
    known = Document.objects.filter(whole | (through & Q(purged_at__isnull=True)))
    return known.select_related("held_by", "added_by", "issuer_unit")


def sight_of(document: Document, viewer: Viewer) -> Sight:
    """What of ``document`` may be shown to ``viewer``."""
    if whole_documents(viewer).filter(pk=document.pk).exists():
        return Sight(document, whole=True)
    quotes = {
        row
        for rows in _records(viewer)
        for row in rows.filter(document=document, quote_start__isnull=False).values_list(
            "quote_start", "quote_end", "quote"
        )
    }
    return Sight(document, whole=False, quotes=tuple(sorted(quotes)))


def can_confirm(viewer: Viewer, document: Document) -> bool:
    """Officers and heads of the unit that holds a document confirm what was found in it."""
    return viewer.writes_for(document.held_by_id) and not document.is_purged


def check_can_confirm(viewer: Viewer, document: Document) -> None:
    """Raise unless ``viewer`` may confirm findings of ``document``."""
    if not can_confirm(viewer, document):
        raise NotAllowedError(
            _("Only an officer or the head of the unit that holds the document may confirm")
        )


def _records(viewer: Viewer) -> tuple[QuerySet[Model], ...]:
    return (
        register.commitments(viewer),
        register.requests(viewer),
        register.obstacles(viewer),
        register.opportunities(viewer),
        register.activities(viewer),
        register.projects(viewer),
        upgrades(viewer),
        mechanisms(viewer),
        initiatives(viewer),
        contacts(viewer),
        interactions(viewer),
        work.tasks(viewer),
        work.proposals(viewer),
        work.shortcomings(viewer),
    )
