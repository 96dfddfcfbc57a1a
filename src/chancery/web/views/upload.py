"""Adding documents: several files at once, each with its own outcome.

The page's script sends one file a request and shows the line it gets back; without it the form
sends all of them and the page comes back with a line for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from chancery.documents import troubles
from chancery.documents.access import units_to_add_for
from chancery.documents.actions import Keeping
from chancery.documents.errors import DuplicateError, SecretRefusedError
from chancery.documents.receiving import safe_name
from chancery.intake import actions as intake
from chancery.intake.actions import Added, Along, File
from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.reader.formats import FormatError
from chancery.readings.models import Finding
from chancery.web import formatting
from chancery.web.choices import names
from chancery.web.forms.documents import UploadForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted

ONE_LINE = "X-Chancery-Line"
"""Header of a request for one line; its answer bears it too, so that a sign-in page is no outcome."""
STATUS = {"added": 200, "duplicate": 200, "secret": 422, "unreadable": 422, "too_large": 413}
ACCEPTED = ".txt,.html,.htm,.docx,.pdf,.eml,.png,.jpg,.jpeg,.tif,.tiff"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, and of what came along with a mail."""

    state: str
    name: str
    message: str
    document: int | None = None
    waiting: int = 0
    along: tuple[Outcome, ...] = ()


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """The page for adding files, and what became of those that were sent."""
    who = viewer(request)
    with permitted():
        _check_may_add(who)
        form = UploadForm(request.POST or None, viewer=who, initial=_initial(who))
        files = request.FILES.getlist("files")
        outcomes = []
        if request.method == "POST" and form.is_valid():
            keeping, published = form.keeping(), form.cleaned_data["published"]
            outcomes = [_add_one(file, keeping, published, who) for file in files]
    if ONE_LINE in request.headers:
        return _line(request, form, outcomes)
    context = {"form": form, "outcomes": outcomes, "limit": settings.MAX_UPLOAD_MB}
    context |= names(partners=False)
    context["no_files"] = request.method == "POST" and not files
    return render(request, "documents/add.html", context | {"accepted": ACCEPTED})


def _check_may_add(who: Viewer) -> None:
    if not units_to_add_for(who):
        raise NotAllowedError(
            _("Only a clerk, an officer or the head of a unit may add documents for it")
        )


def _initial(who: Viewer) -> dict[str, Any]:
    return {"held_by": next(iter(units_to_add_for(who)), "")}


def _add_one(
    file: UploadedFile[Any], keeping: Keeping, published: date | None, who: Viewer
) -> Outcome:
    name = safe_name(file.name or "")
    if (file.size or 0) > settings.MAX_UPLOAD_MB * 1024 * 1024:
        return Outcome("too_large", name, _too_large(file.size or 0))
    try:
        added = intake.add(
            file=File(data=file.read(), name=name, published=published), keeping=keeping, by=who
        )
    except NotAllowedError:
        raise
    except ChanceryError as error:
        return _refused(name, error)
    return _outcome(name, added)


def _outcome(name: str, added: Added) -> Outcome:
    waiting = added.document.findings.filter(state=Finding.State.WAITING)
    sure = sum(finding.is_sure for finding in waiting)
    along = tuple(map(_came_along, added.along))
    return Outcome("added", name, _waiting(sure), added.document.pk, sure, along)


def _came_along(part: Along) -> Outcome:
    if part.added:
        return _outcome(part.name, part.added)
    state = "duplicate" if part.document_id else "unreadable"
    return Outcome(state, part.name, part.message, part.document_id)


def _refused(name: str, error: ChanceryError) -> Outcome:
    if isinstance(error, DuplicateError):
        return Outcome("duplicate", name, str(error), error.document_id)
    if isinstance(error, SecretRefusedError):
        return Outcome("secret", name, str(error))
    if isinstance(error, FormatError):
        return Outcome("unreadable", name, troubles.told(error))
    return Outcome("unreadable", name, str(error))


def _waiting(sure: int) -> str:
    if not sure:
        return _("Added. Nothing sure was found in it; look at what is less certain.")
    words = ngettext(
        "Added. %(n)s finding waits for a person.",
        "Added. %(n)s findings wait for a person.",
        sure,
    )
    return words % {"n": formatting.number(sure)}


def _too_large(size: int) -> str:
    return _("It holds %(size)s MB; %(limit)s MB is the most. Split it, or reduce its images.") % {
        "size": formatting.number(size / 1024 / 1024, 1),
        "limit": formatting.number(settings.MAX_UPLOAD_MB),
    }


def _line(request: HttpRequest, form: UploadForm, outcomes: list[Outcome]) -> HttpResponse:
    if outcomes:
        outcome = outcomes[0]
    else:
        told = " ".join(str(e) for errors in form.errors.values() for e in errors)
        outcome = Outcome("unreadable", "", told or _("No file came with the request."))
    status = STATUS[outcome.state]
    answer = render(request, "documents/outcome.html", {"outcome": outcome}, status=status)
    answer.headers[ONE_LINE] = outcome.state
    return answer
