"""Every write to what is being read."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chancery.documents import store
from chancery.documents.access import check_can_add
from chancery.documents.actions import Keeping, record_refusal, refuse_visible_twin
from chancery.documents.errors import DocumentError
from chancery.documents.models import Document
from chancery.documents.receiving import safe_name
from chancery.intake.adding import Added, File, Read, keep_and_store
from chancery.intake.arriving import places
from chancery.intake.arriving.models import Arrival
from chancery.notices.actions import post
from chancery.people.access import Viewer, viewer_of
from chancery.people.models import Unit

STALE = timedelta(minutes=2)
"""A claim that was not kept alive for so long belongs to a process that is gone."""
TRIES = 3
KEPT = timedelta(days=7)
"""How long what became of a scan is shown."""
_OPEN = (Arrival.State.WAITING, Arrival.State.READING)


def take_in(*, file: File, pages: int, keeping: Keeping, by: Viewer) -> Arrival:
    """Keep a long scan until it is read; DuplicateError or DocumentError where it is here already.

    Whoever calls sees to it that it is read: ``reading.begin`` once the transaction is over.
    """
    check_can_add(by, keeping.held_by)
    sha256 = store.digest(file.data)
    refuse_visible_twin(sha256, by)
    name = places.put(file.data)
    try:
        with transaction.atomic():
            arrival = Arrival.objects.create(
                name=safe_name(file.name),
                address=file.address,
                published=file.published,
                sha256=sha256,
                bytes_name=name,
                added_by=by.user,
                came_at=timezone.now(),
                language=(get_language() or by.user.language)[:5],
                pages=pages,
                sensitivity=keeping.sensitivity,
                held_by_id=keeping.held_by,
            )
            arrival.named_units.set(Unit.objects.filter(key__in=keeping.named_units))
    except IntegrityError as error:
        places.remove(name)
        raise DocumentError(_("You sent this file a moment ago: it is being read.")) from error
    except BaseException:
        places.remove(name)
        raise
    return arrival


@transaction.atomic
def claim_next(*, now: datetime | None = None) -> Arrival | None:
    """Claim what came first, or was left by a process that is gone; None while another reads.

    One at a time: each uses all cores as it is.
    """
    moment = now or timezone.now()
    stale = Q(alive_at__lt=moment - STALE)
    reading = Arrival.objects.filter(state=Arrival.State.READING)
    if reading.exclude(stale).exists():
        return None
    due = Q(state=Arrival.State.WAITING) | (Q(state=Arrival.State.READING) & stale)
    arrival = Arrival.objects.select_for_update().filter(due).order_by("id").first()
    if arrival is None:
        return None
    arrival.state = Arrival.State.READING
    arrival.claim = secrets.token_hex(16)
    arrival.alive_at = moment
    arrival.pages_done = 0
    arrival.tries += 1
    arrival.save(update_fields=["state", "claim", "alive_at", "pages_done", "tries"])
    return arrival


def keep_alive(*, claim: str, pages: tuple[int, int] | None = None) -> bool:
    """Say that the claim's holder still reads, and how far; False where the claim was lost."""
    changed: dict[str, object] = {"alive_at": timezone.now()}
    if pages is not None:
        changed |= {"pages_done": pages[0], "pages": pages[1]}
    return Arrival.objects.filter(claim=claim, ended_at__isnull=True).update(**changed) > 0


@transaction.atomic
def finish(*, claim: str, read: Read, keeping: Keeping, by: Viewer) -> Added | None:
    """Keep what was read and end the claim, both or neither; None where the claim was lost."""
    arrival = _held(claim)
    if arrival is None:
        return None
    added = keep_and_store(read=read, keeping=keeping, by=by)
    arrival.document = added.document
    untold = [f"{part.name}: {part.message}" for part in added.along if part.message]
    _end(arrival, Arrival.State.ADDED, " ".join(untold))
    return added


@transaction.atomic
def end(*, claim: str, state: str, message: str, document_id: int | None = None) -> None:
    """End the claim without a new document, and tell the person why."""
    arrival = _held(claim)
    if arrival is None:
        return
    arrival.document_id = document_id
    _end(arrival, state, message)
    if state == Arrival.State.SECRET:
        record_refusal(by=viewer_of(arrival.added_by))
    if state != Arrival.State.DUPLICATE:
        post(
            to=arrival.added_by,
            kind="arrival",
            key=f"arrival-{arrival.pk}",
            subject=_("A scan that you added could not be taken in"),
            body=message,
            link="/documents/add/",
        )


@transaction.atomic
def dismiss(*, arrival: Arrival) -> None:
    """Take away the line of a scan that is over, or the scan itself while it is not read."""
    name = arrival.bytes_name
    arrival.delete()
    transaction.on_commit(lambda: places.remove(name))


@transaction.atomic
def forget(*, document: Document) -> None:
    """Take away the lines that speak of a document which is purged."""
    Arrival.objects.filter(document=document).delete()


def sweep(*, now: datetime | None = None) -> None:
    """Take away the lines of what was over long ago, and files that no line names."""
    before = (now or timezone.now()) - KEPT
    Arrival.objects.filter(ended_at__lt=before).delete()
    needed = Arrival.objects.filter(state__in=_OPEN).values_list("bytes_name", flat=True)
    places.sweep(frozenset(needed))


def _held(claim: str) -> Arrival | None:
    held = Arrival.objects.select_for_update().filter(claim=claim, ended_at__isnull=True)
    return held.first()


def _end(arrival: Arrival, state: str, message: str) -> None:
    bytes_name = arrival.bytes_name
    arrival.state, arrival.message = state, message[:1000]
    arrival.bytes_name = arrival.sha256 = arrival.claim = ""
    if state != Arrival.State.UNREADABLE:  # the document has its name; a secret paper keeps none
        arrival.name = arrival.address = ""
    arrival.alive_at, arrival.ended_at = None, timezone.now()
    arrival.save()
    transaction.on_commit(lambda: places.remove(bytes_name))
