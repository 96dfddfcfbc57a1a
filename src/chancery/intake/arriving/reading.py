"""Reading long scans one after another, in a thread of the server or in ``chancery work run``."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from chancery.documents import troubles
from chancery.documents.access import check_can_add
from chancery.documents.actions import Keeping
from chancery.documents.errors import DuplicateError, SecretRefusedError
from chancery.documents.receiving import receive
from chancery.intake.adding import Added, File, add, read_received
from chancery.intake.arriving import actions, places
from chancery.intake.arriving.models import Arrival
from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer, viewer_of
from chancery.reader import apart
from chancery.reader.formats import FormatError

IN_REQUEST = 5
"""So many pages are recognised while the person waits: some ten seconds."""
_ALIVE_EVERY = 20.0
_TOLD_EVERY = 1.0
_STOPPED = 2.0
log = logging.getLogger(__name__)
_one = threading.Lock()


class _LostError(Exception):
    """The claim is another's, or the person took the scan back."""


def long_scan_pages(file: File) -> int:
    """Pages to be recognised where they are too many to wait for; else 0."""
    pages = apart.pages_to_recognise(file.data, file.name, limits=settings.READING)
    return pages if pages > IN_REQUEST else 0


def add_soon(*, file: File, keeping: Keeping, by: Viewer) -> Added | Arrival:
    """Add a file at once, or take a long scan in and read it after this transaction."""
    check_can_add(by, keeping.held_by)
    pages = long_scan_pages(file)
    if not pages:
        return add(file=file, keeping=keeping, by=by)
    arrival = actions.take_in(file=file, pages=pages, keeping=keeping, by=by)
    transaction.on_commit(begin)
    return arrival


def begin() -> None:
    """Read what waits in a thread of this process; returns at once."""
    threading.Thread(target=_in_thread, name="arriving", daemon=True).start()


def read_waiting() -> int:
    """Read all that waits, one after another; how many were read."""
    number = 0
    while (arrival := actions.claim_next()) is not None:
        with translation.override(arrival.language):
            _read(arrival)
        number += 1
    return number


def _in_thread() -> None:
    if not _one.acquire(blocking=False):
        return  # the thread that reads takes what waits
    try:
        close_old_connections()
        read_waiting()
    except Exception:  # the edge of a job: what is left waits for the next run
        log.exception("arriving")
    finally:
        _one.release()
        connection.close()


def _read(arrival: Arrival) -> None:
    """One scan to its end, whatever that is; a lost claim ends silently."""
    claim = arrival.claim
    try:
        with _kept_alive(claim):
            _take(arrival)
    except _LostError:
        return
    except DuplicateError as error:
        _end(arrival, Arrival.State.DUPLICATE, str(error), error.document_id)
    except SecretRefusedError as error:
        _end(arrival, Arrival.State.SECRET, str(error))
    except FormatError as error:
        _end(arrival, Arrival.State.UNREADABLE, troubles.told(error))
    except ChanceryError as error:
        _end(arrival, Arrival.State.UNREADABLE, str(error))


def _end(arrival: Arrival, state: str, message: str, document_id: int | None = None) -> None:
    actions.end(claim=arrival.claim, state=state, message=message, document_id=document_id)


def _take(arrival: Arrival) -> None:
    data = places.get(arrival.bytes_name)
    if arrival.tries > actions.TRIES:
        again = _("Reading it broke off several times. Split it, or scan it anew.")
        raise ChanceryError(again)
    if data is None:
        raise ChanceryError(_("The file is no longer here. Add it again."))
    by = viewer_of(arrival.added_by)
    named = tuple(arrival.named_units.values_list("key", flat=True))
    keeping = Keeping(arrival.held_by_id, arrival.sensitivity, named)
    check_can_add(by, keeping.held_by)
    received = receive(
        data,
        arrival.name,
        address=arrival.address,
        published=arrival.published,
        told=_Teller(arrival.claim),
    )
    read = read_received(received)
    actions.finish(claim=arrival.claim, read=read, keeping=keeping, by=by)


class _Teller:
    """Writes down how many pages are done, once a second at most."""

    def __init__(self, claim: str) -> None:
        self._claim, self._last = claim, 0.0

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if done < of and now - self._last < _TOLD_EVERY:
            return
        self._last = now
        if not actions.keep_alive(claim=self._claim, pages=(done, of)):
            raise _LostError


@contextmanager
def _kept_alive(claim: str) -> Iterator[None]:
    """Say from time to time that we still read: one page may take minutes."""
    over = threading.Event()

    def go_on() -> None:
        while not over.wait(_ALIVE_EVERY):
            try:
                actions.keep_alive(claim=claim)
            except Exception:  # a database that does not answer for a moment
                log.warning("arriving: could not say that we still read", exc_info=True)
            finally:
                connection.close()

    thread = threading.Thread(target=go_on, name="arriving-alive", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(_STOPPED)
