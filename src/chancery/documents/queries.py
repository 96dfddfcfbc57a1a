"""Questions about documents."""

from __future__ import annotations

from typing import Any

from chancery.documents import store
from chancery.documents.errors import DocumentError
from chancery.documents.models import Document, DocumentText


def text_of(document: Document) -> str:
    """The source text that offsets point into; empty once purged."""
    found = DocumentText.objects.filter(document=document).first()
    return found.text if found else ""


def told_of(document: Document) -> dict[str, Any]:
    """How the text was taken out: encoding, recognised pages, attachments left unread.

    Empty once purged, and for documents of before this was kept.
    """
    found = DocumentText.objects.filter(document=document).values_list("told", flat=True).first()
    return found or {}


def page_of(document: Document, offset: int) -> int | None:
    """The page that a place in the text lies on."""
    page = document.pages.filter(start__lte=offset).order_by("-start").first()
    return page.number if page else None


def damaged_originals() -> list[str]:
    """A line for each original that is missing or no longer what its address says."""
    lines = []
    kept = Document.objects.filter(purged_at__isnull=True).order_by("pk")
    for sha256 in kept.values_list("sha256", flat=True).distinct():
        try:
            store.get(sha256)
        except DocumentError as error:
            lines.append(str(error))
    return lines
