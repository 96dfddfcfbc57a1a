"""The visit or talks that a document came out of, as its reading suggests; a person decides."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils import timezone

from chancery.documents.models import Document
from chancery.register.models import Activity
from chancery.register.values import ActivityValues

_KINDS = {
    "visit": Activity.Kind.VISIT,
    "talks": Activity.Kind.TALKS,
    "conference": Activity.Kind.CONFERENCE,
    "summit": Activity.Kind.CONFERENCE,
    "forum": Activity.Kind.CONFERENCE,
    "workshop": Activity.Kind.CONFERENCE,
    "meeting": Activity.Kind.MEETING,
    "dialogue": Activity.Kind.MEETING,
    "committee_session": Activity.Kind.MEETING,
}


def draft_activity(document: Document) -> ActivityValues:
    """Kind of the first event in the text, the partner named most, the day of the paper.

    What the reading does not say is empty or the most usual: a visit, no partner, today.
    """
    run = document.readings.first()
    mentions = run.mentions if run else []
    return ActivityValues(
        text=document.title,
        kind=_kind(mentions),
        partners=_partner(mentions),
        start=document.published or document.reference_date or timezone.localdate(),
    )


def _kind(mentions: list[dict[str, Any]]) -> str:
    said = (m["fields"].get("kind") for m in mentions if m["type"] == "EVENT")
    known = (_KINDS[kind] for kind in said if kind in _KINDS)
    return str(next(known, Activity.Kind.VISIT))


def _partner(mentions: list[dict[str, Any]]) -> tuple[str, ...]:
    named = Counter(
        m["fields"]["iso"]
        for m in mentions
        if m["type"] == "COUNTRY" and m["fields"].get("iso") and m["fields"].get("role") != "home"
    )
    return tuple(code for code, _times in named.most_common(1))
