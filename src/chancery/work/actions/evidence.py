"""Attaching evidence to a task or a commitment."""

from __future__ import annotations

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
from chancery.work.models import Evidence, Task


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
) -> Evidence:
    """Show by a document, or a passage of it, what was done on one task or one commitment.

    History keeps the document's number alone: its words would outlive a purge of the document.
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
        added_by=by.user,
        added_at=timezone.now(),
    )
    save(record)
    tell(record, "evidence", by=by, changes={"evidence": [None, document.pk]})
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, reason: str, by: Viewer) -> None:
    """Take evidence off that does not show what it should; history keeps that it was there."""
    record = claim(the_one(evidence.task, evidence.commitment))
    rules.check_can_remove_evidence(by, record, reason)
    save(record)
    told = {"evidence": [evidence.document_id, None]}
    tell(record, "evidence", by=by, changes=told, reason=reason)
    evidence.delete()


def the_one(task: Task | None, commitment: Commitment | None) -> Task | Commitment:
    """The record meant by two of which one is given."""
    found = [record for record in (task, commitment) if record is not None]
    if len(found) != 1:
        message = _("This belongs to one task or one commitment.")
        raise InvalidValuesError({"record": [message]})
    return found[0]
