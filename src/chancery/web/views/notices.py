"""What the system told a person, and whether it went out by mail."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.notices.actions import see
from chancery.notices.mail import address_of_system
from chancery.notices.models import Notice
from chancery.register import access as register
from chancery.register.contacts.queries import interactions
from chancery.web.middleware import viewer
from chancery.web.views.posting import post_only
from chancery.work import access
from chancery.work.digest import why
from chancery.work.models import AlarmTold, CallReminder, Reminder, StepTold, Task
from chancery.work.reviews.access import calls

PER_PAGE = 20
LINKED = frozenset({"countersign", "news", "twin", "mail"})
"""Kinds of notices whose page is worth a button."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One's own, the newest first; of a reminder only what one may still see."""
    who = viewer(request)
    reminders = Reminder.objects.filter(access.knows_task(who)).select_related("task__lead")
    seen_agreements = register.agreements(who).values("pk")
    alarms = AlarmTold.objects.filter(agreement__in=seen_agreements).select_related("agreement")
    rounds = CallReminder.objects.filter(call__in=calls(who).values("pk"))
    steps = StepTold.objects.filter(
        Q(obstacle__in=register.obstacles(who).values("pk"))
        | Q(opportunity__in=register.opportunities(who).values("pk"))
        | Q(interaction__in=interactions(who).values("pk"))
    )
    rows = Notice.objects.filter(to=who.user).prefetch_related(
        Prefetch("reminders", reminders),
        Prefetch("alarms_told", alarms.order_by("day", "pk")),
        Prefetch("call_reminders", rounds.select_related("call__review", "call__unit")),
        Prefetch("steps_told", steps.select_related("obstacle", "opportunity", "interaction")),
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for notice in page.object_list:
        notice.told = _told(notice)  # type: ignore[attr-defined] # for the page
    new = rows.filter(seen_at__isnull=True).count()
    context = {"page": page, "new": new, "linked": LINKED, "ours": address_of_system()}
    return render(request, "notices/list.html", context)


@post_only
def seen(request: HttpRequest) -> HttpResponse:
    """All of them were looked at."""
    if see(user=viewer(request).user):
        messages.success(request, _("All notices are marked as read."))
    return redirect("notices")


def _told(notice: Notice) -> list[tuple[Task, list[str]]]:
    """Each task once, with all that it was reminded of for."""
    found: dict[Task, list[str]] = {}
    for reminder in notice.reminders.all():
        found.setdefault(reminder.task, []).append(why(reminder.rule))
    return list(found.items())
