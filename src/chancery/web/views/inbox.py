"""Inbox: what came in and is not confirmed?"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chancery.documents import access
from chancery.documents.models import Document
from chancery.people.access import Viewer
from chancery.reader.model import SURE
from chancery.readings.models import Finding
from chancery.web.forms.documents import InboxFilter
from chancery.web.middleware import viewer
from chancery.web.views.answers import sorted_page
from chancery.web.views.documents import SORTS, counted


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Documents in which findings wait, the oldest first."""
    who = viewer(request)
    rows = access.documents(who).filter(purged_at__isnull=True)
    form = InboxFilter(request.GET, documents=rows)
    narrowed = form.narrow(rows if form.everywhere else to_confirm(rows, who))
    waiting = in_which_wait(narrowed, candidates=form.only_candidates)
    page = sorted_page(request, waiting, SORTS, "added")
    page.object_list = _aged(counted(page.object_list))
    context = {"page": page, "filter_form": form, "sort": "added"}
    context["may_add"] = bool(access.units_to_add_for(who))
    context["mine"] = {unit for unit in who.roles if who.writes_for(unit)}
    return render(request, "inbox/list.html", context)


def _aged(rows: list[Document]) -> list[Document]:
    """With the days for which each has been here."""
    today = timezone.localdate()
    for row in rows:
        setattr(row, "age", (today - timezone.localdate(row.added_at)).days)  # noqa: B010 - for the template
    return rows


def to_confirm(rows: QuerySet[Document], who: Viewer) -> QuerySet[Document]:
    """Those of units that the person confirms for, or puts documents in for."""
    own = {unit for unit in who.roles if who.writes_for(unit)} | set(who.own_units)
    return rows.filter(held_by__in=own)


def in_which_wait(rows: QuerySet[Document], *, candidates: bool = False) -> QuerySet[Document]:
    """Documents with sure findings that wait; or with nothing but candidates waiting."""
    waiting = Finding.objects.filter(document=OuterRef("pk"), state=Finding.State.WAITING)
    sure = Exists(waiting.filter(confidence__gte=SURE))
    unsure = Exists(waiting.filter(confidence__lt=SURE))
    return rows.filter(Q(unsure) & ~Q(sure) if candidates else Q(sure))
