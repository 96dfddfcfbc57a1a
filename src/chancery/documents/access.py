"""Who may see a document as a whole, add one, purge one.

A document says nothing of who is concerned, so an internal one is seen in the agency that holds
it, by the missions of that agency that hold it themselves, and by those who oversee. What a
person may see of it because of a record made from it is decided in ``intake.access``.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.people.access import Viewer, visible
from chancery.people.errors import NotAllowedError
from chancery.people.models import Role


def documents(viewer: Viewer) -> QuerySet[Document]:
    """The documents that ``viewer`` may read whole; purged ones stay as an empty shell."""
    return visible(viewer, Document).select_related("held_by", "added_by", "issuer_unit")


def can_add(viewer: Viewer, unit: str) -> bool:
    """Clerks, officers and heads put documents in, for a unit they hold that post in."""
    return viewer.has_role(unit, Role.CLERK, Role.OFFICER, Role.HEAD)


def check_can_add(viewer: Viewer, unit: str) -> None:
    """Raise unless ``viewer`` may put documents in for ``unit``."""
    if not can_add(viewer, unit):
        raise NotAllowedError(
            _("Only a clerk, an officer or the head of the unit may add documents for it")
        )


def can_purge(viewer: Viewer, document: Document) -> bool:
    """The head of the unit that holds a document may have its content removed for good."""
    return viewer.heads(document.held_by_id) and not document.is_purged


def check_can_purge(viewer: Viewer, document: Document) -> None:
    """Raise unless ``viewer`` may purge ``document``."""
    if not can_purge(viewer, document):
        raise NotAllowedError(
            _("Only the head of the unit that holds the document may purge it, and only once")
        )


def units_to_add_for(viewer: Viewer) -> list[str]:
    """Units for which ``viewer`` may add documents, own posts only."""
    return sorted(unit for unit in viewer.own_units if can_add(viewer, unit))
