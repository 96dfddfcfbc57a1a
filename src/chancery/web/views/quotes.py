"""The source of a record, as its page shows it: the quote always, the document where allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.documents.access import documents
from chancery.people.access import Viewer
from chancery.register.models import Sourced
from chancery.work.models import Evidence


@dataclass(frozen=True, slots=True)
class Source:
    """Link and title are empty for a document of which the person sees the quote alone."""

    quote: str
    link: str = ""
    title: str = ""


def quote_link(record: Sourced, who: Viewer) -> Source | None:
    """Where the record comes from; None for one made by hand."""
    if record.document_id is None:
        return None
    seen = documents(who).filter(pk=record.document_id, purged_at__isnull=True).first()
    address = reverse("document", args=[record.document_id]) if record.quote else ""
    if seen is None:
        number = _("Document no. %(number)s") % {"number": record.document_id}
        return Source(record.quote, address, number)
    return Source(record.quote, reverse("document", args=[seen.pk]), seen.title)


def seen_documents(evidence: Iterable[Evidence], who: Viewer) -> set[int]:
    """The documents of some evidence that the person may open whole."""
    keys = [row.document_id for row in evidence]
    return set(documents(who).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
