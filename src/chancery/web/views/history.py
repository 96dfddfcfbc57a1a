"""The history of everything, for auditors; whether its chain is whole."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from chancery.history import queries
from chancery.history.errors import HistoryError
from chancery.web import told
from chancery.web.formatting import number
from chancery.web.forms.history import HistoryFilter
from chancery.web.views.answers import sorted_page
from chancery.web.views.entrance import auditor
from chancery.web.views.posting import post_only

SORTS: dict[str, tuple[str, ...]] = {"number": ("seq",)}
# What ``history.queries.verify`` may say, for the catalogue.
CAUSES = (
    gettext_noop("it does not continue the event before it"),
    gettext_noop("it was changed after it was written"),
    gettext_noop("its values are gone and no purge says so"),
    gettext_noop("its values were changed after they were written"),
    gettext_noop("the chain is not the one that was anchored"),
    gettext_noop("the anchor is gone"),
    gettext_noop("the head kept in the database is not of this chain"),
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every step, the newest first."""
    who = auditor(request)
    form = HistoryFilter(request.GET, viewer=who)
    page = sorted_page(request, form.narrow(queries.latest()), SORTS, "-number")
    page.object_list = told.told(page.object_list, who)
    context = {"page": page, "filter_form": form, "sort": "-number"}
    return render(request, "history/list.html", context)


@post_only
def verify(request: HttpRequest) -> HttpResponse:
    """Walk the chain now and say whether it is whole."""
    auditor(request)
    try:
        verdict = queries.verify(settings.WORKSPACE.anchor)
    except HistoryError as error:
        messages.error(request, str(error))
        return redirect("history")
    if verdict.is_whole:
        said = _("The chain is whole: %(length)s steps, from the first to head %(head)s….")
        values = {"length": number(verdict.length), "head": verdict.head[:16]}
        messages.success(request, said % values)
    else:
        said = _("The chain is broken at step %(step)s: %(cause)s. Tell who keeps the backups.")
        values = {"step": number(verdict.broken_at), "cause": _cause(verdict.cause)}
        messages.error(request, said % values)
    return redirect("history")


def _cause(cause: str) -> str:
    return _(cause) if cause in CAUSES else cause
