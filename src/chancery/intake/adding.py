"""A file in: kept and read in one transaction, so that no half document is ever seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction

from chancery.documents import actions as documents
from chancery.documents.access import check_can_add
from chancery.documents.actions import Keeping
from chancery.documents.errors import SecretRefusedError
from chancery.documents.models import Document
from chancery.documents.receiving import Received, receive
from chancery.intake.access import check_can_confirm
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
class Added:
    """A document that is now here, with its first reading."""

    document: Document
    run: ReadingRun


def add(*, file: File, keeping: Keeping, by: Viewer) -> Added:
    """Add one file and read it. Either all of it is kept, or nothing.

    Raises FormatError (unreadable), SecretRefusedError, DuplicateError, NotAllowedError.
    """
    check_can_add(by, keeping.held_by)
    try:
        received = receive(file.data, file.name, address=file.address, published=file.published)
    except SecretRefusedError:
        documents.record_refusal(by=by)
        raise
    return keep_and_store(
        received=received, reading=read_received(received), keeping=keeping, by=by
    )


def read_received(received: Received) -> Reading:
    """Read a received file; writes nothing, so that several can be read at once."""
    return _read(received.extracted.text, received.published, received.name)


@transaction.atomic
def keep_and_store(*, received: Received, reading: Reading, keeping: Keeping, by: Viewer) -> Added:
    """Keep a received file and what was read in it."""
    document = documents.keep(received=received, header=reading.header, keeping=keeping, by=by)
    return Added(document, readings.store(document=document, reading=reading, by=by))


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
