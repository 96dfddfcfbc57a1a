"""Attaching evidence to a task or a commitment."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.people.access import Viewer
from chancery.register.actions.recording import check_quote, claim, save, tell
from chancery.register.models import Commitment
from chancery.register.values import Source
from chancery.work import rules
from chancery.work.errors import InvalidValuesError
from chancery.work.models import Evidence, EvidenceBearing, Task


@transaction.atomic
def attach_evidence(  # noqa: PLR0913 - a place in a document, a record, a person
    *,
    document: Document,
    by: Viewer,
    quote: str = "",
    start: int | None = None,
    end: int | None = None,
    task: Task | None = None,
    commitment: Commitment | None = None,
    bearing: str = EvidenceBearing.SHOWS,
) -> Evidence:
    """Show by a document, or a passage of it, what was done on one task or one commitment.

    With another ``bearing``: that it tells of progress, or says again or otherwise what is owed. History keeps the document's number alone: its words would outlive a purge of the document.
    """
    source = Source(document.pk, quote, start, end)
    check_quote(source)
    record = claim(the_one(task, commitment))
    rules.check_can_attach(by, record)
    if quote:
        rules.check_may_quote(document, record)
    evidence = Evidence.objects.create(
        task=record if isinstance(record, Task) else None,
        commitment=record if isinstance(record, Commitment) else None,
        document=document,
        quote=quote,
        quote_start=start,
        quote_end=end,
        bearing=bearing,
        added_by=by.user,
        added_at=timezone.now(),
    )
    save(record)
    told = {"evidence": [None, document.pk]}
    tell(record, "evidence", by=by, changes=told | _told_bearing(None, bearing))
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, reason: str, by: Viewer) -> None:
    """Take evidence off that does not show what it should; history keeps that it was there."""
    record = claim(the_one(evidence.task, evidence.commitment))
    rules.check_can_remove_evidence(by, record, reason)
    save(record)
    told = {"evidence": [evidence.document_id, None]} | _told_bearing(evidence.bearing, None)
    tell(record, "evidence", by=by, changes=told, reason=reason)
    evidence.delete()


def _told_bearing(before: str | None, after: str | None) -> dict[str, list[Any]]:
    """Nothing where it shows what was done: that is what evidence is for."""
    if (before or after) == EvidenceBearing.SHOWS:
        return {}
    pair = [str(value) if value else None for value in (before, after)]
    return {"bearing": pair}


def the_one(task: Task | None, commitment: Commitment | None) -> Task | Commitment:
    """The record meant by two of which one is given."""
    found = [record for record in (task, commitment) if record is not None]
    if len(found) != 1:
        message = _("This belongs to one task or one commitment.")
        raise InvalidValuesError({"record": [message]})
    return found[0]
