"""What became of a file that was added, as a line of the page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chancery.documents import access, troubles
from chancery.documents.errors import DuplicateError, SecretRefusedError
from chancery.documents.models import Document
from chancery.intake.actions import Added, Along
from chancery.intake.arriving.models import Arrival
from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.reader.formats import FormatError
from chancery.readings.models import Finding
from chancery.web import formatting

ONE_LINE = "X-Chancery-Line"
"""Header of a request for one line; its answer bears it too, so that a sign-in page is no outcome."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, and of what came along with a mail; ``arrival`` of a long scan."""

    state: str
    name: str
    message: str
    document: int | None = None
    waiting: int = 0
    along: tuple[Outcome, ...] = ()
    arrival: Arrival | None = None


def one_line(request: HttpRequest, outcome: Outcome, status: int) -> HttpResponse:
    """The line alone, for the page's script."""
    context = {"outcome": outcome, "one_line": True}
    answer = render(request, "documents/outcome.html", context, status=status)
    answer.headers[ONE_LINE] = outcome.state
    answer.headers["Cache-Control"] = "no-store"
    return answer


def added_outcome(name: str, added: Added) -> Outcome:
    """A document that is here now."""
    sure = _sure(added.document)
    along = tuple(map(_came_along, added.along))
    return Outcome("added", name, _waiting(sure), added.document.pk, sure, along)


def refused(name: str, error: ChanceryError) -> Outcome:
    """A file that is not kept, or was here before."""
    if isinstance(error, DuplicateError):
        return Outcome("duplicate", name, str(error), error.document_id)
    if isinstance(error, SecretRefusedError):
        return Outcome("secret", name, str(error))
    if isinstance(error, FormatError):
        return Outcome("unreadable", name, troubles.told(error))
    return Outcome("unreadable", name, str(error))


def outcome_of(arrival: Arrival, who: Viewer) -> Outcome:
    """How far a long scan is, or what became of it."""
    if not arrival.is_over:
        return Outcome(arrival.state, arrival.name, _so_far(arrival), arrival=arrival)
    name = arrival.name or _("A scan added on %(when)s") % {
        "when": formatting.moment(arrival.came_at)
    }
    made = arrival.document
    document = access.documents(who).filter(pk=made.pk).first() if made else None
    if document is None:
        return Outcome(arrival.state, name, arrival.message, arrival=arrival)
    message = arrival.message
    if arrival.state == Arrival.State.ADDED:
        message = f"{_waiting(_sure(document))} {message}".strip()
    return Outcome(arrival.state, document.name, message, document.pk, arrival=arrival)


def _so_far(arrival: Arrival) -> str:
    if arrival.state == Arrival.State.WAITING:
        return _("It is a long scan and waits its turn. You may leave this page.")
    words = _("%(done)s of %(pages)s pages recognised. You may leave this page.")
    done, pages = formatting.number(arrival.pages_done), formatting.number(arrival.pages)
    return words % {"done": done, "pages": pages}


def _came_along(part: Along) -> Outcome:
    if part.added:
        return added_outcome(part.name, part.added)
    state = "duplicate" if part.document_id else "unreadable"
    return Outcome(state, part.name, part.message, part.document_id)


def _sure(document: Document) -> int:
    waiting = document.findings.filter(state=Finding.State.WAITING)
    return sum(finding.is_sure for finding in waiting)


def _waiting(sure: int) -> str:
    if not sure:
        return _("Added. Nothing sure was found in it; look at what is less certain.")
    words = ngettext(
        "Added. %(n)s finding waits for a person.",
        "Added. %(n)s findings wait for a person.",
        sure,
    )
    return words % {"n": formatting.number(sure)}
