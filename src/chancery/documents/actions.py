"""Every write to documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.documents import access, store
from chancery.documents.errors import DocumentError, DuplicateError
from chancery.documents.models import Document, DocumentText, Page, Sensitivity
from chancery.documents.receiving import Received
from chancery.history.actions import purge_values, record
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.reader.formats.told import told_of
from chancery.reader.model import Header


@dataclass(frozen=True, slots=True)
class Keeping:
    """Who holds a new document and who may see it."""

    held_by: str
    sensitivity: str = Sensitivity.INTERNAL
    named_units: tuple[str, ...] = ()


@transaction.atomic
def keep(
    *,
    received: Received,
    header: Header,
    keeping: Keeping,
    by: Viewer,
    part_of: Document | None = None,
) -> Document:
    """Keep a file as a document. DuplicateError where the person may see its twin.

    A twin that they may not see is not told to them: theirs is kept, and the twin's owner is told
    in the twin's history. ``part_of`` is the mail that the file came with.
    """
    access.check_can_add(by, keeping.held_by)
    refuse_visible_twin(received.sha256, by)
    store.put(received.data)
    document = _document(received, header, keeping, by)
    document.part_of = part_of
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError as error:  # the same file, the same unit, the same moment
        twin = access.documents(by).filter(
            sha256=received.sha256, held_by=keeping.held_by, purged_at__isnull=True
        )
        if found := twin.first():
            raise _duplicate(found) from error
        raise DocumentError(_("That unit holds this file already: ask there.")) from error
    if keeping.sensitivity == Sensitivity.RESTRICTED:
        document.named_units.set(Unit.objects.filter(key__in=keeping.named_units))
    _keep_text(document, received)
    _tell_owners_of_twins(document)
    changes: dict[str, list[Any]] = {
        "name": [None, document.name],
        "sensitivity": [None, document.sensitivity],
    }
    if part_of is not None:
        changes["part_of"] = [None, part_of.pk]
    record(
        by=by.key,
        action="document.add",
        kind="document",
        key=document.pk,
        changes=changes | {"sha256": [None, document.sha256]},
        label=document.title,
    )
    return document


@transaction.atomic
def record_refusal(*, by: Viewer) -> None:
    """Note that a paper with a mark of secrecy was refused: who and when, nothing of the paper."""
    record(by=by.key, action="document.refuse_secret", kind="document", key="")


@transaction.atomic
def set_sensitivity(
    *, document: Document, sensitivity: str, named_units: tuple[str, ...], by: Viewer
) -> None:
    """Change who may see a document; officers and heads of the unit that holds it."""
    if not by.writes_for(document.held_by_id):
        access.check_can_purge(by, document)  # same answer: only those who hold it
    if sensitivity == Sensitivity.RESTRICTED and not named_units:
        raise DocumentError(_("Name at least one unit that may see a restricted document"))
    before = [document.sensitivity, sorted(document.named_units.values_list("key", flat=True))]
    document.sensitivity = sensitivity
    document.save(update_fields=["sensitivity"])
    named = named_units if sensitivity == Sensitivity.RESTRICTED else ()
    document.named_units.set(Unit.objects.filter(key__in=named))
    changes = {"sensitivity": [before[0], sensitivity]}
    changes["named_units"] = [before[1], sorted(named_units)]
    record(
        by=by.key,
        action="document.sensitivity",
        kind="document",
        key=document.pk,
        changes=changes,
        label=document.title,
    )


@transaction.atomic
def replace_with(*, document: Document, newer: Document, by: Viewer) -> None:
    """Say that ``newer`` is a newer version of ``document``."""
    access.check_can_add(by, document.held_by_id)
    if newer.pk == document.pk or _leads_back(newer, document):
        raise DocumentError(_("A document cannot be a newer version of itself"))
    document.newer_version = newer
    document.save(update_fields=["newer_version"])
    record(
        by=by.key,
        action="document.newer_version",
        kind="document",
        key=document.pk,
        changes={"newer_version": [None, newer.pk]},
        label=document.title,
    )


@transaction.atomic
def purge(*, document: Document, reason: str, by: Viewer) -> None:
    """Remove a document's content for good: bytes, text, title, name, and their history values.

    An empty shell stays, with the number, so that the chain of events has something to point at.
    """
    access.check_can_purge(by, document)
    sha256, key = document.sha256, document.pk
    DocumentText.objects.filter(document=document).delete()
    document.pages.all().delete()
    document.name = document.title = _("purged document %(id)s") % {"id": key}
    document.sha256 = ""
    document.number = document.issuer = document.address = ""
    document.size = 0
    document.purged_by, document.purged_at = by.user, timezone.now()
    document.save()
    purge_values(by=by.key, kind="document", keys=[key], action="document.purge", reason=reason)
    transaction.on_commit(lambda: _forget_original(sha256))


@transaction.atomic
def _forget_original(sha256: str) -> None:
    """Delete the bytes, unless a document needs them, one added a moment ago included."""
    if not Document.objects.filter(sha256=sha256).exists():
        store.delete(sha256)


def _document(received: Received, header: Header, keeping: Keeping, by: Viewer) -> Document:
    issuer = header.issuer
    return Document(
        sha256=received.sha256,
        name=received.name,
        address=received.address,
        media_type=received.extracted.media_type,
        size=len(received.data),
        title=(header.title or received.extracted.title or received.name)[:500],
        language=header.language,
        kind=header.kind,
        number=header.number or "",
        issuer=issuer.text[:250] if issuer else "",
        issuer_unit=Unit.objects.filter(pk=issuer.unit).first() if issuer else None,
        published=header.published or received.published,
        reference_date=header.reference_date,
        reference_date_inferred=header.reference_date_inferred,
        sensitivity=keeping.sensitivity,
        held_by_id=keeping.held_by,
        added_by=by.user,
        added_at=timezone.now(),
    )


def _keep_text(document: Document, received: Received) -> None:
    unread = [[one.name, one.message] for one in received.unread]
    DocumentText.objects.create(
        document=document,
        text=received.extracted.text,
        told=told_of(received.extracted) | {"unread": unread},
    )
    Page.objects.bulk_create(
        [
            Page(document=document, number=number, start=start, end=end)
            for number, (start, end) in enumerate(received.extracted.pages, 1)
        ]
    )


@transaction.atomic
def hand_out(*, document: Document, by: Viewer) -> bytes:
    """The original, byte for byte; history keeps who took a copy away."""
    data = store.get(document.sha256)
    record(
        by=by.key,
        action="document.download",
        kind="document",
        key=document.pk,
        label=document.title,
    )
    return data


def refuse_visible_twin(sha256: str, by: Viewer) -> None:
    """DuplicateError where the same bytes are here and the person may see them."""
    twin = access.documents(by).filter(sha256=sha256, purged_at__isnull=True).first()
    if twin is not None:
        raise _duplicate(twin)


def _duplicate(twin: Document) -> DuplicateError:
    added = timezone.localtime(twin.added_at).strftime("%d/%m/%Y")
    return DuplicateError(
        _("Already here: “%(title)s”, added on %(day)s by %(person)s")
        % {"title": twin.title, "day": added, "person": twin.added_by},
        twin.pk,
    )


def _tell_owners_of_twins(document: Document) -> None:
    twins = Document.objects.filter(sha256=document.sha256).exclude(pk=document.pk)
    for twin in twins:
        record(
            by="system",
            action="document.twin",
            kind="document",
            key=twin.pk,
            changes={"twin_held_by": [None, document.held_by_id]},
            label=twin.title,
        )


def _leads_back(newer: Document, document: Document) -> bool:
    step: Document | None = newer
    while step is not None:
        if step.pk == document.pk:
            return True
        step = step.newer_version
    return False
