"""Units: what does this unit owe, who is in it, what became of it?"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.people.queries import current_units
from chancery.people.skills import gaps_of, needs_of, posts_of
from chancery.web.figures import Figure
from chancery.web.formatting import is_vietnamese
from chancery.web.forms.narrowing import UnitFilter
from chancery.web.middleware import viewer
from chancery.web.timeliness import rows_of_unit
from chancery.web.views.lists import show_list
from chancery.work import queries as work
from chancery.work.consultations.queries import answers
from chancery.work.counts import UnitCounts, counts_of
from chancery.work.models import TaskState
from chancery.work.plans.queries import plan_in_force, plans_of_unit, reports_of_unit
from chancery.work.plans.ties import lines_of, tally
from chancery.work.reports import COUNTED
from chancery.work.rules import CLOSED
from chancery.work.timeliness import Timeliness
from chancery.work.training.queries import hours_of, in_period, training_of_unit

SHOWN = 50
SHOWN_REPORTS = 12
SHOWN_TASKS = 20
"""Beside eight figures; the whole is a list of its own, to be narrowed and sorted."""
_TONES = {
    Timeliness.OPEN_OVERDUE: "red",
    Timeliness.DONE_ON_TIME: "green",
    Timeliness.DONE_LATE: "amber",
}
_FOUR = (
    Timeliness.OPEN_OVERDUE,
    Timeliness.OPEN_IN_TIME,
    Timeliness.NO_DUE_DATE,
    Timeliness.DONE_ON_TIME,
    Timeliness.DONE_LATE,
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Today's units; those ended or merged on asking."""
    form = UnitFilter(request.GET, viewer=viewer(request))
    rows = current_units()
    if form.cleaned_data.get("ended"):
        rows = Unit.objects.exclude(pk__in=current_units().values("pk"))
    name = "name_vi" if is_vietnamese() else "name_en"
    return show_list(
        request,
        "units/list.html",
        rows=rows.select_related("belongs_to", "sits_in", "successor"),
        form=form,
        sorts={
            "name": (name, "pk"),
            "kind": ("kind", name),
            "above": ("belongs_to__name_vi", name),
        },
        default="name",
    )


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """One unit: its names and ties for all; its people and its work for those concerned."""
    who = viewer(request)
    ties = Unit.objects.select_related("belongs_to", "sits_in", "successor")
    unit = get_object_or_404(ties, pk=key)
    context: dict[str, Any] = {
        "unit": unit,
        "names": unit.names.all(),
        "areas": unit.area.select_related("partner").order_by("-role", "partner__name_vi"),
        "own_units": _today(unit.own_units.all()),
        "guests": _today(unit.guests.all()),
        "predecessors": unit.predecessors.all(),
        "office_holders": unit.office_holders.all(),
        "sees_people": _sees_people(who, unit),
        "sees_work": who.reads,
    }
    return render(request, "units/unit.html", context | _tab(request, who, unit))


def _today(units: QuerySet[Unit]) -> QuerySet[Unit]:
    return units.filter(pk__in=current_units().values("pk")).order_by("kind", "name_vi")


def _sees_people(who: Viewer, unit: Unit) -> bool:
    """Who works where is for the same agency, and for those who run the system."""
    return who.is_administrator or unit.pk in who.agency_units


def _tab(request: HttpRequest, who: Viewer, unit: Unit) -> dict[str, Any]:
    tabs = _tabs(who, unit)
    asked = request.GET.get("tab", "")
    tab = asked if asked in tabs else tabs[0]
    facts: dict[str, Any] = {"tab": tab}
    if who.reads:
        counts = counts_of(who, unit)
        facts |= {"figures": _figures(unit, counts), "count": counts.led}
    return facts | _CONTENT[tab](who, unit)


def _tabs(who: Viewer, unit: Unit) -> list[str]:
    work_tabs = (
        ["tasks", "coordinated", "timeliness", "plans", "proposals", "shortcomings"]
        if who.reads
        else []
    )
    people = ["people"] if _sees_people(who, unit) else []
    return [*work_tabs, *people, "unit"]


def _figures(unit: Unit, counts: UnitCounts) -> list[Figure]:
    tasks = f"{reverse('tasks')}?lead={unit.pk}"
    return [
        *(
            Figure(
                counts.by_timeliness[value],
                str(value.label),
                f"{tasks}&timeliness={value.value}",
                _TONES.get(value, ""),
            )
            for value in _FOUR
        ),
        Figure(counts.to_accept, _("to be accepted"), f"{tasks}&state={TaskState.ASSIGNED.value}"),
        Figure(
            counts.submitted, _("to be approved"), f"{tasks}&state={TaskState.SUBMITTED.value}"
        ),
        Figure(counts.coordinated, _("open, coordinated"), "?tab=coordinated"),
    ]


def _tasks(who: Viewer, unit: Unit) -> dict[str, Any]:
    """What it leads: the open first, those due soonest at the head."""
    return {"tasks": _open_first(work.leaves(work.tasks_led_by(who, unit)))}


def _coordinated(who: Viewer, unit: Unit) -> dict[str, Any]:
    rows = work.leaves(work.tasks_coordinated_by(who, unit))
    return {"tasks": _open_first(rows), "count": rows.count()}


def _timeliness(who: Viewer, unit: Unit) -> dict[str, Any]:
    """Its four outcomes against both dates, extensions and days to accept."""
    return {"rows": rows_of_unit(who, unit), "outcomes": [v.label for v in COUNTED]}


def _proposals(who: Viewer, unit: Unit) -> dict[str, Any]:
    return {
        "received": work.proposals_received_by(who, unit)[:SHOWN],
        "sent": work.proposals_sent_by(who, unit)[:SHOWN],
        "questions": answers(who).filter(unit=unit).order_by("-due", "pk")[:SHOWN_REPORTS],
    }


def _plans(who: Viewer, unit: Unit) -> dict[str, Any]:
    """The plan in force against what is done; the latest reports."""
    plan = plan_in_force(who, unit, timezone.localdate())
    lines = lines_of(who, plan) if plan else []
    return {
        "plan": plan,
        "lines": lines,
        "tally": tally(lines),
        "plans": plans_of_unit(who, unit)[:SHOWN_REPORTS],
        "reports": reports_of_unit(who, unit)[:SHOWN_REPORTS],
        "may_plan": who.writes_for(unit.pk),
    }


def _shortcomings(who: Viewer, unit: Unit) -> dict[str, Any]:
    return {"shortcomings": work.shortcomings_of(who, unit)[:SHOWN]}


def _people(who: Viewer, unit: Unit) -> dict[str, Any]:
    """Posts held today, what they need and what is missing; the training of the year."""
    posts = posts_of(unit)
    year = timezone.localdate().replace(month=1, day=1)
    trained = in_period(training_of_unit(who, unit), year, year.replace(month=12, day=31))
    return {
        "unit_posts": posts,
        "gaps": gaps_of(posts),
        "needs": needs_of(unit),
        "hours": hours_of(trained),
        "trained": trained[:SHOWN_REPORTS],
        "may_note": who.writes_for(unit.pk),
        "may_need": who.heads(unit.pk),
    }


def _frame(who: Viewer, unit: Unit) -> dict[str, Any]:
    return {}


def _open_first(rows: QuerySet[Any]) -> list[Any]:
    found = list(rows.exclude(state__in=CLOSED)[:SHOWN_TASKS])
    room = SHOWN_TASKS - len(found)
    return found + list(rows.filter(state__in=CLOSED)[:room]) if room else found


_CONTENT = {
    "tasks": _tasks,
    "coordinated": _coordinated,
    "timeliness": _timeliness,
    "plans": _plans,
    "proposals": _proposals,
    "shortcomings": _shortcomings,
    "people": _people,
    "unit": _frame,
}
