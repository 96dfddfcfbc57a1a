"""The same done to the ticked rows of a list: asked once, done one by one, taken back once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.web.forms.bulk import FORMS, BulkForm
from chancery.web.listing import COMMITMENTS, TASKS, Listing
from chancery.web.listings import LISTINGS
from chancery.web.middleware import viewer
from chancery.web.once import DONE, FIELD
from chancery.web.views.entrance import reader
from chancery.web.views.posting import post_only
from chancery.web.views.taking_back import tell_taken_back
from chancery.work.actions.bulk import STEPS, check_can_take_back, run_bulk, take_back
from chancery.work.bulk import MOST, Run, run_of

KINDS = {"tasks": "task", "commitments": "commitment"}


def tasks(request: HttpRequest) -> HttpResponse:
    """Ticked tasks."""
    return _bulk(request, TASKS)


def commitments(request: HttpRequest) -> HttpResponse:
    """Ticked commitments."""
    return _bulk(request, COMMITMENTS)


@require_safe
def outcome(request: HttpRequest, run: str) -> HttpResponse:
    """What was done, what was not and why; for who did it alone."""
    found = _find(viewer(request), run)
    listing = next(one for one in LISTINGS.values() if KINDS.get(one.name) == found.of)
    context = {
        "run": found,
        "listing": listing,
        "label": dict(listing.bulk)[found.do],
        "back": _back(request, request.GET.get("back", ""), listing),
        "cannot": _why_not(found),
        "address": listing.name.removesuffix("s"),
    }
    return render(request, "lists/outcome.html", context)


@post_only
def undo(request: HttpRequest, run: str) -> HttpResponse:
    """Put the records of a run back, those that nobody changed since."""
    who = viewer(request)
    found = _find(who, run)
    tell_taken_back(request, lambda: take_back(run=found, by=who))
    return redirect("bulk", run)


def _bulk(request: HttpRequest, listing: Listing) -> HttpResponse:
    """The ticked rows come by POST; they are asked about at an address of their own, so that the
    question can be loaded again, in the other language too."""
    who, asked = reader(request), request.POST if request.method == "POST" else request.GET
    do, keys = asked.get("do", ""), _ticked(asked)
    back = _back(request, asked.get("back", ""), listing)
    if (KINDS[listing.name], do) not in STEPS or not 0 < len(keys) <= MOST:
        messages.warning(request, _said_of_ticks())
        return redirect(back)
    is_sent = "sent" in request.POST
    if request.method == "POST" and not is_sent:
        return redirect(_question(listing, do, keys, back))
    form = FORMS.get(do, BulkForm)(request.POST if is_sent else None, viewer=who)
    if is_sent and form.is_valid():
        return _run(request, listing, form.wish(do), keys, back)
    context = {
        "rows": list(listing.rows(who).filter(pk__in=keys)),
        "label": dict(listing.bulk)[do],
        "listing": listing,
        "form": form,
        "do": do,
        "back": back,
        "address": _question(listing, do, keys, back),
    }
    return render(request, "lists/bulk.html", context, status=422 if form.errors else 200)


def _ticked(asked: QueryDict) -> list[int]:
    keys = [key for listed in asked.getlist("rows") for key in listed.split("-")]
    return [int(key) for key in keys if key.isdecimal() and len(key) < 19]


def _question(listing: Listing, do: str, keys: list[int], back: str) -> str:
    """The address that asks once more about these rows."""
    asked = {"do": do, "rows": "-".join(map(str, keys)), "back": back}
    return f"{reverse(listing.bulk_url)}?{urlencode(asked)}"


def _said_of_ticks() -> str:
    said = _("Tick between 1 and %(most)s rows, and choose what is to be done to them.")
    return said % {"most": MOST}


def _run(
    request: HttpRequest, listing: Listing, wish: Any, keys: list[int], back: str
) -> HttpResponse:
    run = run_bulk(of=KINDS[listing.name], keys=keys, wish=wish, by=viewer(request))
    said = _("Done: %(done)s; not done: %(failed)s.")
    values = {"done": len(run.done), "failed": len(run.failed)}
    tell = messages.warning if run.failed else messages.success
    tell(request, said % values, extra_tags=f"{DONE}{request.POST.get(FIELD, '')}")
    onward = urlencode({"back": back})
    return redirect(f"{reverse('bulk', args=[run.key])}?{onward}")


def _find(who: Viewer, key: str) -> Run:
    found = run_of(who, key)
    if found is None:
        raise Http404
    return found


def _why_not(run: Run) -> str:
    try:
        check_can_take_back(run)
    except ChanceryError as error:
        return str(error)
    return ""


def _back(request: HttpRequest, asked: str, listing: Listing) -> str:
    """The list as the person left it; never another site."""
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, {request.get_host()}):
        return asked
    return reverse(listing.name)
