"""Questions about findings."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from chancery.documents.models import Document
from chancery.reader.model import SURE
from chancery.readings.models import Finding


def with_counts(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Documents with how many sure findings wait, candidates wait, and how many are decided."""
    waiting = Q(findings__state=Finding.State.WAITING)
    return documents.annotate(
        waiting=Count("findings", filter=waiting & Q(findings__confidence__gte=SURE)),
        candidates=Count("findings", filter=waiting & Q(findings__confidence__lt=SURE)),
        decided=Count("findings", filter=~waiting & Q(findings__isnull=False)),
    )


def waiting(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Documents in which at least one sure finding waits for a person."""
    counted = with_counts(documents.filter(purged_at__isnull=True))
    return counted.filter(Q(("waiting__gt", 0)))


def findings_of(document: Document) -> QuerySet[Finding]:
    """All findings of a document in order of place, with the records made from them."""
    return document.findings.select_related("decided_by").prefetch_related("made")
