"""From finding to record, and back: every write of the way."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.documents import actions as documents
from chancery.documents.access import check_can_purge
from chancery.documents.models import Document
from chancery.documents.queries import text_of
from chancery.intake.access import check_can_confirm
from chancery.intake.adding import Added, Along, File, add, read_again
from chancery.intake.arriving import actions as arriving
from chancery.intake.drafts import Draft, draft_of
from chancery.intake.errors import IntakeError
from chancery.intake.mailbox import actions as mailbox
from chancery.intake.protecting import tighten_records
from chancery.intake.recording import Made, make_records, tie
from chancery.intake.search import actions as search
from chancery.intake.withdrawing import redact_records, withdraw_records
from chancery.people.access import Viewer
from chancery.readings import actions as readings
from chancery.readings.actions import Correction
from chancery.readings.models import Finding, RecordType
from chancery.register import actions as register
from chancery.register.models import Commitment
from chancery.register.values import CommitmentValues
from chancery.work import actions as work
from chancery.work.models import SAID_AGAIN, EvidenceBearing, Task
from chancery.work.values import TaskValues

__all__ = [
    "Accepted",
    "Added",
    "Along",
    "File",
    "accept",
    "accept_group",
    "add",
    "add_finding",
    "change_commitment",
    "change_task",
    "link",
    "purge_document",
    "read_again",
    "refuse",
    "set_sensitivity",
    "undo",
]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding decided and the records that now stand because of it."""

    finding: Finding
    made: tuple[Made, ...]


@transaction.atomic
def accept(*, finding: Finding, by: Viewer, draft: Draft | None = None) -> Accepted:
    """Accept a finding, with a person's ``draft`` in the place of the reader's where given.

    What the person changed is kept beside the reader's own values. Raises DraftIncompleteError
    where a field is missing, AlreadyDecidedError where somebody was faster.
    """
    check_can_confirm(by, finding.document)
    original = draft_of(finding)
    final = draft or original
    correction = _correction(original, final)
    marked = readings.mark_accepted(finding=finding, correction=correction, by=by)
    quote = text_of(finding.document)[final.start : final.end] or finding.quote
    made = make_records(draft=final, document=finding.document, quote=quote, by=by)
    for record in made:
        readings.link(finding=marked, kind=record.kind, key=record.key)
    return Accepted(marked, tuple(made))


@transaction.atomic
def accept_group(*, findings: list[Finding], by: Viewer) -> tuple[Accepted, ...]:
    """Accept several findings as they stand: all of them or, where one cannot be, none."""
    return tuple(accept(finding=finding, by=by) for finding in findings)


@transaction.atomic
def link(*, finding: Finding, reference: str, bearing: str, by: Viewer) -> Accepted:
    """Accept a finding as said of a commitment or task that stands: no new record is made.

    The document becomes another source of it, its evidence, or a word on its progress, as
    ``bearing`` (work's EvidenceBearing) says.
    """
    check_can_confirm(by, finding.document)
    _check_bearing(finding, bearing)
    named = reference.strip().upper()
    marked = readings.mark_accepted(
        finding=finding, correction=Correction(), by=by, linked=(named, str(bearing))
    )
    made = tie(finding=finding, reference=named, bearing=bearing, by=by)
    readings.link(finding=marked, kind=made.kind, key=made.key)
    return Accepted(marked, (made,))


@transaction.atomic
def change_commitment(
    *, finding: Finding, commitment: Commitment, values: CommitmentValues, version: int, by: Viewer
) -> Accepted:
    """Change a commitment because a document says it otherwise, and keep the place that does.

    Taking the decision back takes the source off again; what was changed a person changes back.
    """
    register.change_commitment(commitment=commitment, values=values, version=version, by=by)
    return link(finding=finding, reference=commitment.reference, bearing=_OTHERWISE, by=by)


@transaction.atomic
def change_task(
    *, finding: Finding, task: Task, values: TaskValues, version: int, by: Viewer
) -> Accepted:
    """The same for a task; who may give more time decides as ever."""
    work.change_task(task=task, values=values, version=version, by=by)
    return link(finding=finding, reference=task.reference, bearing=_OTHERWISE, by=by)


_OTHERWISE = EvidenceBearing.CHANGES


def _check_bearing(finding: Finding, bearing: str) -> None:
    """Only a result shows what was done; only a promise or an order is said again."""
    result = finding.type == RecordType.RESULT
    said_again = bearing in SAID_AGAIN
    if bearing not in EvidenceBearing.values or result == said_again:
        raise IntakeError(_("A finding of this kind cannot be linked like that."))


@transaction.atomic
def refuse(*, finding: Finding, by: Viewer, reason: str = "") -> Finding:
    """Say that a finding is not one."""
    check_can_confirm(by, finding.document)
    return readings.mark_refused(finding=finding, reason=reason, by=by)


@transaction.atomic
def undo(*, finding: Finding, by: Viewer) -> Finding:
    """Take a decision back: records made from it are withdrawn, unless work on them has begun."""
    check_can_confirm(by, finding.document)
    withdraw_records(finding=finding, by=by)
    return readings.mark_waiting(finding=finding, by=by)


@transaction.atomic
def add_finding(
    *,
    document: Document,
    type: str,  # noqa: A002 - the contract's own word
    start: int,
    end: int,
    by: Viewer,
) -> Finding:
    """Add what the reader missed, from text that a person selected."""
    check_can_confirm(by, document)
    text = text_of(document)
    return readings.add_by_hand(
        document=document, type=type, start=start, end=end, text=text, by=by
    )


@transaction.atomic
def set_sensitivity(
    *, document: Document, sensitivity: str, named_units: tuple[str, ...], by: Viewer
) -> None:
    """Change who may see a document; records made from it are never left more open than it is."""
    documents.set_sensitivity(
        document=document, sensitivity=sensitivity, named_units=named_units, by=by
    )
    tighten_records(document=document, by=by)


@transaction.atomic
def purge_document(*, document: Document, reason: str, by: Viewer) -> None:
    """Remove a document for good: its bytes, text, findings, its words on records and in search.

    A mail takes what came with it along; what came with a mail goes with that mail only, because
    the mail's original holds its bytes. Records made from it stay as placeholders without content; history still verifies.
    """
    check_can_purge(by, document)
    if document.part_of is not None and not document.part_of.is_purged:
        raise IntakeError(
            _("It came with the mail “%(title)s”, which holds it too: purge that mail.")
            % {"title": document.part_of.title}
        )
    _purge(document, reason, by)
    for part in document.parts.filter(purged_at__isnull=True):
        purge_document(document=part, reason=reason, by=by)


def _purge(document: Document, reason: str, by: Viewer) -> None:
    redact_records(document=document, reason=reason, by=by)
    readings.purge(document=document, reason=reason, by=by)
    documents.purge(document=document, reason=reason, by=by)
    search.forget(document=document)
    arriving.forget(document=document)
    mailbox.forget(document=document)


def _correction(original: Draft, final: Draft) -> Correction:
    changed = original.differences(final)
    if not changed:
        return Correction()
    span = {"start", "end"} & changed.keys()
    return Correction(
        type=final.type if "type" in changed else None,
        start=final.start if span else None,
        end=final.end if span else None,
        fields={name: pair[1] for name, pair in changed.items()},
    )
