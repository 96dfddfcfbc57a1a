"""A file in: kept and read in one transaction, so that no half document is ever seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction

from chancery.documents import actions as documents
from chancery.documents.access import check_can_add
from chancery.documents.actions import Keeping
from chancery.documents.errors import DocumentError, DuplicateError, SecretRefusedError
from chancery.documents.models import Document
from chancery.documents.receiving import Received, receive
from chancery.intake.access import check_can_confirm
from chancery.lib.progress import Listener
from chancery.people.access import Viewer
from chancery.people.installed import pack_code
from chancery.reader import apart
from chancery.reader.model import Reading
from chancery.readings import actions as readings
from chancery.readings.models import ReadingRun


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came: bytes, name, and what the person who adds it knows of it."""

    data: bytes
    name: str
    address: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Along:
    """What became of a file that came with a mail.

    ``added`` where it is a document now, ``document_id`` of the one that was here before where it
    is none; ``message`` says which, or why it could not be read.
    """

    name: str
    message: str = ""
    added: Added | None = None
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """A document that is now here, with its first reading, and what came with it."""

    document: Document
    run: ReadingRun
    along: tuple[Along, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A received file and what was read in it, with the same of what came with it."""

    received: Received
    reading: Reading
    attachments: tuple[Read, ...] = ()


def add(*, file: File, keeping: Keeping, by: Viewer, told: Listener | None = None) -> Added:
    """Add one file and read it. Either all of it is kept, or nothing.

    ``told`` hears how many pages of a scan are done; then it may take the time of a long scan.

    A mail brings its attachments, each a document of its own that is part of it; those that cannot
    be read or are here already are told in ``along``. Raises FormatError (unreadable),
    SecretRefusedError, DuplicateError, NotAllowedError.
    """
    check_can_add(by, keeping.held_by)
    try:
        received = receive(
            file.data, file.name, address=file.address, published=file.published, told=told
        )
    except SecretRefusedError:
        documents.record_refusal(by=by)
        raise
    return keep_and_store(read=read_received(received), keeping=keeping, by=by)


def read_received(received: Received) -> Read:
    """Read a received file; writes nothing, so that several can be read at once."""
    text, name = received.extracted.text, received.name
    reading = _read(text, received.published, name)
    if received.came_on and reading.header.reference_date is None:
        reading = _read(text, received.came_on, name)
    return Read(received, reading, tuple(map(read_received, received.attachments)))


@transaction.atomic
def keep_and_store(
    *, read: Read, keeping: Keeping, by: Viewer, part_of: Document | None = None
) -> Added:
    """Keep a received file and what was read in it, and what came with it."""
    document = documents.keep(
        received=read.received,
        header=read.reading.header,
        keeping=keeping,
        by=by,
        part_of=part_of,
    )
    run = readings.store(document=document, reading=read.reading, by=by)
    along = [_along(part, keeping, by, document) for part in read.attachments]
    unread = [Along(one.name, one.message) for one in read.received.unread]
    return Added(document, run, (*along, *unread))


def _along(part: Read, keeping: Keeping, by: Viewer, letter: Document) -> Along:
    name = part.received.name
    try:
        with transaction.atomic():
            added = keep_and_store(read=part, keeping=keeping, by=by, part_of=letter)
    except DuplicateError as error:
        return Along(name, str(error), document_id=error.document_id)
    except DocumentError as error:
        return Along(name, str(error))
    return Along(name, added=added)


def read_again(*, document: Document, text: str, by: Viewer) -> ReadingRun:
    """Read a kept document with today's reader: only what is new waits, decisions stay."""
    check_can_confirm(by, document)
    reading = _read(text, document.published, document.name)
    return readings.store(document=document, reading=reading, by=by)


def _read(text: str, published: date | None, name: str) -> Reading:
    """In a process of its own: a rule that never ends must not hold the server."""
    return apart.read(
        text, published=published, pack=pack_code(), name=name, limits=settings.READING
    )
