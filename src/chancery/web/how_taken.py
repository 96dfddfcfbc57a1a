"""How a document's text came out of its file, and what came with it: for the document's page."""

from __future__ import annotations

from typing import Any

from chancery.documents import access
from chancery.documents.models import Document
from chancery.documents.queries import told_of
from chancery.people.access import Viewer

_USUAL = {None, "utf-8"}


def how_taken(document: Document, who: Viewer) -> dict[str, Any]:
    """The mail it came with, what came with it, its encoding, and how sure recognised words are."""
    told = told_of(document)
    visible = access.documents(who)
    encoding = told.get("encoding")
    return {
        "letter": visible.filter(parts=document).first(),
        "parts": visible.filter(part_of=document, purged_at__isnull=True).order_by("pk"),
        "unread": told.get("unread") or [],
        "encoding": "" if encoding in _USUAL else encoding,
        "recognised": _recognised(told.get("recognised") or []),
    }


def _recognised(pages: list[dict[str, Any]]) -> dict[str, int]:
    """Number of recognised pages, their mean confidence, how many words are doubtful."""
    if not pages:
        return {}
    return {
        "pages": len(pages),
        "confidence": round(sum(page["confidence"] for page in pages) / len(pages)),
        "doubts": sum(len(page["doubts"]) for page in pages),
    }
