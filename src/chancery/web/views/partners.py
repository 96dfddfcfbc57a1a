"""Partners: where do we stand with this country?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Prefetch, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.partners.models import Partner
from chancery.partners.queries import levels_in_use, with_level
from chancery.people.access import Viewer
from chancery.people.models import Area
from chancery.register import queries
from chancery.register.agreements.alarm_rules import alarms
from chancery.register.agreements.queries import coming, dates_of, with_life
from chancery.register.balance.figures import in_force_on
from chancery.register.cases import queries as cases
from chancery.register.cases.rules import LIVE_OBSTACLES, LIVE_OPPORTUNITIES
from chancery.register.contacts.queries import contacts_of_partner, interactions_of_partner
from chancery.register.mechanisms.queries import of_partner
from chancery.register.models import (
    Activity,
    Agreement,
    Commitment,
)
from chancery.register.rules import LIVE_STATES
from chancery.register.standing import Undertaking, load, undertakings_with
from chancery.register.upgrades.queries import frameworks_of
from chancery.web.figures import Figure
from chancery.web.formatting import is_vietnamese
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.narrowing import PartnerFilter
from chancery.web.project_page import project_lines
from chancery.web.views.entrance import reader
from chancery.web.views.lists import show_list
from chancery.work import queries as work
from chancery.work.advice.access import advice
from chancery.work.consultations.access import consultations
from chancery.work.outreach.queries import outreach
from chancery.work.rules import OPEN

SHOWN = 50
SHOWN_OF_A_SIDE = 10
"""The tab of commitments shows three sides at once; the whole of each is a list of its own."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The closest relationships first."""
    who = reader(request)
    levels = [(row.level, str(row)) for row in levels_in_use()]
    name = "name_vi" if is_vietnamese() else "name_en"
    rows = with_level(Partner.objects.filter(is_home=False))
    return show_list(
        request,
        "partners/list.html",
        rows=rows.prefetch_related(Prefetch("covered_by", _areas())),
        form=PartnerFilter(request.GET, viewer=who, levels=levels),
        sorts={"name": (name,), "level": ("-level_rank", "level_since", name)},
        default="level",
    )


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One partner: the relationship, and all that stands between the two sides."""
    who = reader(request)
    partner = get_object_or_404(with_level(Partner.objects.all()), pk=code)
    levels = list(partner.levels.all())
    found = undertakings_with(who, partner)
    context: dict[str, Any] = {
        "partner": partner,
        "levels": levels,
        "level": next((row for row in levels if _is_now(row, partner)), None),
        "areas": _areas().filter(partner=partner),
        "blocs": partner.blocs.select_related("bloc").order_by("bloc__name_vi"),
        "figures": _figures(who, partner, found),
        "may_add": bool(writing_units(who)),
        "coming": _coming(who, partner),
    }
    return render(request, "partners/partner.html", context | _tab(request, who, partner, found))


def _coming(who: Viewer, partner: Partner) -> Activity | None:
    """The next visit, talks or call, or the one that is on."""
    rows = queries.activities_of_partner(who, partner)
    ahead = queries.taking_place_from(rows, timezone.localdate())
    return ahead.order_by("start", "pk").first()


def _areas() -> QuerySet[Area]:
    """Who covers a partner: those hosted there before those accredited from elsewhere."""
    return Area.objects.select_related("unit").order_by("-role", "unit__kind", "unit")


def _is_now(level: Any, partner: Any) -> bool:
    return bool((level.level, level.start) == (partner.level_now, partner.level_since))


def _figures(who: Viewer, partner: Partner, sides: list[Undertaking]) -> list[Figure]:
    live = Counter(row.side for row in sides if row.is_live)
    late = sum(row.is_overdue(timezone.localdate()) for row in sides)
    tasks = work.leaves(work.tasks_of_partner(who, partner)).filter(state__in=OPEN)
    in_force = _in_force(queries.agreements_of_partner(who, partner))
    open_obstacles = cases.live(queries.obstacles_of_partner(who, partner))
    open_requests = queries.requests_of_partner(who, partner).filter(state="open")
    overdue = _list_of("commitments", partner, "&timeliness=overdue")
    return [
        Figure(live["ours"], _("open commitments of ours"), "?#ours"),
        Figure(live["theirs"], _("open commitments of theirs"), "?#theirs"),
        Figure(live["joint"], _("open joint commitments"), "?#joint"),
        Figure(late, _("commitments overdue"), overdue, "red"),
        Figure(tasks.count(), _("open tasks"), "?tab=tasks"),
        Figure(open_obstacles.count(), _("open obstacles"), "?tab=asked#obstacles"),
        Figure(open_requests.count(), _("open requests"), "?tab=asked#requests"),
        Figure(in_force.count(), _("agreements in force"), "?tab=agreements"),
        _dates(who, partner),
    ]


def _dates(who: Viewer, partner: Partner) -> Figure:
    """What comes of the agreements with a partner; red where something passed and waits."""
    rows = queries.agreements_of_partner(who, partner).prefetch_related(None)
    found = coming(rows, days=alarms().within)
    tone = "red" if any(row.is_late for row in found) else "amber"
    link = _list_of("agreement-dates", partner)
    return Figure(
        len(found), _("dates of agreements within %(n)s days") % {"n": alarms().within}, link, tone
    )


def _in_force(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    return in_force_on(rows, timezone.localdate())


def _list_of(name: str, partner: Partner, more: str = "") -> str:
    return f"{reverse(name)}?partner={partner.pk}{more}"


def _tab(
    request: HttpRequest, who: Viewer, partner: Partner, found: list[Undertaking]
) -> dict[str, Any]:
    tab = request.GET.get("tab", "")
    if tab in _TABS:
        return {"tab": tab, **_TABS[tab](who, partner)}
    return {"tab": "commitments", "sides": _sides(who, found), "live": LIVE_STATES}


def _tasks(who: Viewer, partner: Partner) -> dict[str, Any]:
    tasks = work.leaves(work.tasks_of_partner(who, partner))
    return {"tasks": _open_first(tasks, OPEN)[:SHOWN]}


def _asked(who: Viewer, partner: Partner) -> dict[str, Any]:
    requests = queries.requests_of_partner(who, partner)
    obstacles = queries.obstacles_of_partner(who, partner)
    return {
        "advice": advice(who).filter(partners=partner).select_related("held_by")[:SHOWN_OF_A_SIDE],
        "consultations": consultations(who)
        .filter(partners=partner)
        .select_related("held_by")[:SHOWN_OF_A_SIDE],
        "requests": _open_first(requests, frozenset({"open"}))[:SHOWN],
        "obstacles": _open_first(obstacles, LIVE_OBSTACLES)[:SHOWN],
    }


def _opportunities(who: Viewer, partner: Partner) -> dict[str, Any]:
    rows = cases.opportunities_of_partner(who, partner)
    return {"opportunities": _open_first(rows, LIVE_OPPORTUNITIES)[:SHOWN]}


def _activities(who: Viewer, partner: Partner) -> dict[str, Any]:
    return {"activities": queries.activities_of_partner(who, partner)[:SHOWN]}


def _contacts(who: Viewer, partner: Partner) -> dict[str, Any]:
    """Whom we know there, and what they were met about of late."""
    return {
        "contacts": contacts_of_partner(who, partner)[:SHOWN],
        "interactions": interactions_of_partner(who, partner)[:SHOWN_OF_A_SIDE],
        "outreach": outreach(who)
        .filter(partner=partner)
        .order_by("-planned_on", "pk")[:SHOWN_OF_A_SIDE],
    }


def _projects(who: Viewer, partner: Partner) -> dict[str, Any]:
    return {"projects": project_lines(who, partner, SHOWN)}


def _agreements(who: Viewer, partner: Partner) -> dict[str, Any]:
    """Each with its next date."""
    rows = list(with_life(queries.agreements_of_partner(who, partner))[:SHOWN])
    for row in rows:
        row.next_date = next(iter(dates_of(row)), None)  # type: ignore[attr-defined] # for the page
    return {"agreements": rows}


def _relationship(who: Viewer, partner: Partner) -> dict[str, Any]:
    members = partner.members.select_related("member").order_by("member__name_vi")
    return {
        "members": members,
        "frameworks": frameworks_of(who, partner),
        "mechanisms": of_partner(who, partner),
    }


_TABS: dict[str, Callable[[Viewer, Partner], dict[str, Any]]] = {
    "tasks": _tasks,
    "asked": _asked,
    "opportunities": _opportunities,
    "activities": _activities,
    "agreements": _agreements,
    "contacts": _contacts,
    "projects": _projects,
    "relationship": _relationship,
}
"""What each tab shows besides the commitments, which come first."""


@dataclass(frozen=True, slots=True)
class _Side:
    """What one side undertakes: its first commitments, and how many there are in all."""

    key: str
    title: str
    rows: list[Commitment]
    count: int


def _sides(who: Viewer, found: list[Undertaking]) -> list[_Side]:
    """Ours, theirs and joint; what nobody is named for where there is any."""
    titles = {
        "ours": _("We undertake"),
        "theirs": _("The other side undertakes"),
        "joint": _("Both sides undertake"),
        "unsaid": _("Who undertakes it is not said"),
    }
    keys = {side: [row.pk for row in found if row.side == side] for side in titles}
    rows = load(who, (key for some in keys.values() for key in some[:SHOWN_OF_A_SIDE]))
    return [
        _Side(side, title, [rows[k] for k in keys[side][:SHOWN_OF_A_SIDE]], len(keys[side]))
        for side, title in titles.items()
        if keys[side] or side != "unsaid"
    ]


def _open_first(rows: QuerySet[Any], still_open: frozenset[str]) -> QuerySet[Any]:
    is_closed = Case(
        When(state__in=still_open, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    has_due = any(field.name == "due" for field in rows.model._meta.fields)  # noqa: SLF001
    due = [F("due").asc(nulls_last=True)] if has_due else []
    found: QuerySet[Any] = rows.alias(is_closed=is_closed).order_by("is_closed", *due, "reference")
    return found
