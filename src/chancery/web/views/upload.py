"""Adding documents: several files at once, each with its own outcome.

The page's script sends one file a request and shows the line it gets back; without it the form
sends all of them and the page comes back with a line for each. The line of a long scan asks how far
it is until it is over; the page shows those of the person again.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chancery.documents.access import units_to_add_for
from chancery.documents.actions import Keeping
from chancery.documents.receiving import safe_name
from chancery.intake.actions import File
from chancery.intake.arriving import actions as intake_arriving
from chancery.intake.arriving.access import arrivals
from chancery.intake.arriving.models import Arrival
from chancery.intake.arriving.reading import add_soon
from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.web import formatting
from chancery.web.adding_outcomes import (
    ONE_LINE,
    Outcome,
    added_outcome,
    one_line,
    outcome_of,
    refused,
)
from chancery.web.choices import names
from chancery.web.forms.documents import UploadForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.posting import post_only

STATUS = {"added": 200, "duplicate": 200, "secret": 422, "unreadable": 422, "too_large": 413}
ACCEPTED = ".txt,.html,.htm,.docx,.pdf,.eml,.png,.jpg,.jpeg,.tif,.tiff"


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """The page for adding files, and what became of those that were sent."""
    who = viewer(request)
    with permitted():
        _check_may_add(who)
        form = UploadForm(request.POST or None, viewer=who, initial=_initial(who))
        files = request.FILES.getlist("files")
        outcomes: list[Outcome] = []
        if request.method == "POST" and form.is_valid():
            keeping, published = form.keeping(), form.cleaned_data["published"]
            outcomes = [_add_one(file, keeping, published, who) for file in files]
    if ONE_LINE in request.headers:
        return _line(request, form, outcomes)
    shown = {outcome.arrival.pk for outcome in outcomes if outcome.arrival}
    outcomes += [outcome_of(one, who) for one in arrivals(who) if one.pk not in shown]
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
        added = add_soon(
            file=File(data=file.read(), name=name, published=published), keeping=keeping, by=who
        )
    except NotAllowedError:
        raise
    except ChanceryError as error:
        return refused(name, error)
    return outcome_of(added, who) if isinstance(added, Arrival) else added_outcome(name, added)


@require_safe
def arrival(request: HttpRequest, pk: int) -> HttpResponse:
    """The line of a long scan: how far it is, or what became of it. The person's own only."""
    who = viewer(request)
    found = get_object_or_404(arrivals(who), pk=pk)
    return one_line(request, outcome_of(found, who), 200)


@post_only
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a line away, or the scan itself while it is not read yet."""
    found = get_object_or_404(arrivals(viewer(request)), pk=pk)
    intake_arriving.dismiss(arrival=found)
    return redirect("documents-add")


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
    return one_line(request, outcome, STATUS.get(outcome.state, 202))
