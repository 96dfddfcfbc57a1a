"""Storing what was found, and marking what was decided. ``intake`` calls these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.history.actions import purge_values, record
from chancery.history.queries import keys_telling
from chancery.people.access import Viewer
from chancery.reader.contract import as_json
from chancery.reader.model import Reading
from chancery.readings.errors import AlreadyDecidedError, ReadingError
from chancery.readings.models import Finding, MadeRecord, ReadingRun, RecordType

PERSON = "person"
"""The rule's name on findings that a person added."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person puts in the place of the reader's values; None keeps the reader's."""

    type: str | None = None
    start: int | None = None
    end: int | None = None
    fields: dict[str, Any] | None = None

    @property
    def changes_anything(self) -> bool:
        """False for a plain acceptance."""
        return any(v is not None for v in (self.type, self.start, self.end, self.fields))


@transaction.atomic
def store(*, document: Document, reading: Reading, by: Viewer) -> ReadingRun:
    """Store one reading of a document. Read again, only what is new waits; decisions stay."""
    answer = as_json(reading, file=document.name, sha256=document.sha256)
    records = [f for f in answer["findings"] if f["type"] in RecordType.values]
    mentions = [f for f in answer["findings"] if f["type"] not in RecordType.values]
    run = ReadingRun.objects.create(
        document=document,
        reader_version=reading.reader_version,
        read_at=timezone.now(),
        mentions=mentions,
    )
    _forget_undecided(document)
    known = set(document.findings.values_list("type", "start", "end"))
    why = {(f.type, f.start, f.end): f.why for f in reading.records}
    Finding.objects.bulk_create(
        [
            _finding(run, found, why)
            for found in records
            if (found["type"], found["start"], found["end"]) not in known
        ]
    )
    record(
        by=by.key,
        action="document.read",
        kind="document",
        key=document.pk,
        changes={"findings": [None, len(records)], "reader": [None, reading.reader_version]},
        label=document.title,
    )
    return run


def _forget_undecided(document: Document) -> None:
    """What no person has looked at is the older reader's opinion: the newer one replaces it."""
    waiting = document.findings.filter(state=Finding.State.WAITING, run__isnull=False)
    waiting.delete()


def _finding(run: ReadingRun, found: dict[str, Any], why: dict[Any, str]) -> Finding:
    return Finding(
        document=run.document,
        run=run,
        type=found["type"],
        start=found["start"],
        end=found["end"],
        quote=found["quote"],
        zone=found["zone"],
        fields=found["fields"],
        rule=found["rule"][:80],
        why=why.get((found["type"], found["start"], found["end"]), "")[:250],
        confidence=found["confidence"],
    )


@transaction.atomic
def add_by_hand(
    *,
    document: Document,
    type: str,  # noqa: A002 - the contract's own word
    start: int,
    end: int,
    text: str,
    by: Viewer,
) -> Finding:
    """Add a finding that the reader missed: a person selected its text."""
    quote = text[start:end]
    if not quote.strip():
        raise ReadingError(_("Select the words that say it, then choose what they are"))
    finding = Finding.objects.create(
        document=document,
        type=type,
        start=start,
        end=end,
        quote=quote,
        zone="body",
        rule=PERSON,
        why=_("added by %(person)s") % {"person": by.user},
        confidence=1.0,
    )
    _record(finding, "finding.add", by, {"type": [None, type], "quote": [None, quote]})
    return finding


@transaction.atomic
def mark_accepted(
    *, finding: Finding, correction: Correction, by: Viewer, linked: tuple[str, str] | None = None
) -> Finding:
    """Mark a finding accepted, keeping a person's values beside the reader's.

    ``linked`` names the record that stood already, where it became no record of its own, and what
    it says of that.
    """
    finding = _waiting(finding)
    changes: dict[str, Any] = {"state": ["waiting", "accepted"]}
    finding.state = Finding.State.ACCEPTED
    if correction.changes_anything:
        finding.state = Finding.State.CORRECTED
        finding.corrected = _corrected(finding, correction)
        original = {k: getattr(finding, k) for k in ("type", "start", "end", "fields")}
        changes = {"state": ["waiting", "corrected"], "reading": [original, finding.corrected]}
    if linked:
        changes |= {"linked": [None, linked[0]], "bearing": [None, linked[1]]}
    _decide(finding, by)
    _record(finding, "finding.accept", by, changes)
    return finding


@transaction.atomic
def mark_refused(*, finding: Finding, reason: str, by: Viewer) -> Finding:
    """Mark a finding as not one; the reason helps the reader learn and may be empty."""
    finding = _waiting(finding)
    finding.state = Finding.State.REFUSED
    finding.refusal_reason = reason[:250]
    _decide(finding, by)
    _record(finding, "finding.refuse", by, {"state": ["waiting", "refused"]}, reason)
    return finding


@transaction.atomic
def mark_waiting(*, finding: Finding, by: Viewer) -> Finding:
    """Take a decision back."""
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    if finding.state == Finding.State.WAITING:
        raise ReadingError(_("Nothing to undo: this finding still waits"))
    before = finding.state
    finding.state = Finding.State.WAITING
    finding.corrected, finding.refusal_reason = None, ""
    finding.decided_by = finding.decided_at = None
    finding.save()
    finding.made.all().delete()
    _record(finding, "finding.undo", by, {"state": [before, "waiting"]})
    return finding


@transaction.atomic
def link(*, finding: Finding, kind: str, key: object) -> None:
    """Note which record was made from a finding."""
    MadeRecord.objects.create(finding=finding, kind=kind, key=str(key))


@transaction.atomic
def purge(*, document: Document, reason: str, by: Viewer) -> int:
    """Remove all that was read out of a document, and its values in history; how many findings.

    History also quotes findings that a later reading replaced: their values go too.
    """
    found = {str(finding.pk) for finding in document.findings.all()}
    keys: list[object] = [*sorted(found | keys_telling("finding", "document", document.pk))]
    document.readings.all().delete()
    document.findings.all().delete()
    if keys:
        purge_values(by=by.key, kind="finding", keys=keys, action="finding.purge", reason=reason)
    return len(found)


def _waiting(finding: Finding) -> Finding:
    locked = Finding.objects.select_for_update().get(pk=finding.pk)
    if locked.state != Finding.State.WAITING:
        raise AlreadyDecidedError(
            _("Already decided by %(person)s: %(state)s")
            % {"person": locked.decided_by, "state": locked.get_state_display()}
        )
    return locked


def _corrected(finding: Finding, correction: Correction) -> dict[str, Any]:
    return {
        "type": correction.type or finding.type,
        "start": finding.start if correction.start is None else correction.start,
        "end": finding.end if correction.end is None else correction.end,
        "fields": finding.fields if correction.fields is None else correction.fields,
    }


def _decide(finding: Finding, by: Viewer) -> None:
    finding.decided_by, finding.decided_at = by.user, timezone.now()
    finding.save()


def _record(
    finding: Finding, action: str, by: Viewer, changes: dict[str, Any], reason: str = ""
) -> None:
    record(
        by=by.key,
        action=action,
        kind="finding",
        key=finding.pk,
        changes=changes | {"document": [finding.document_id, finding.document_id]},
        reason=reason,
        label=finding.quote[:120],
    )
