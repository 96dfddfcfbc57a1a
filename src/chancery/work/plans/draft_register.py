"""What a monthly report says of commitments, obstacles, opportunities, activities, agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import override

from chancery.history.queries import values_after
from chancery.register import access
from chancery.register.cases.queries import live
from chancery.register.models import (
    AgreementStage,
    CaseStep,
    Commitment,
    CommitmentState,
    Obstacle,
    Opportunity,
    Stage,
)
from chancery.work.plans.facts import Fact, day_en, day_vi
from chancery.work.plans.months import Month, capped


def _word(choice: Any) -> tuple[str, str]:
    """What a chosen value is called, in both languages."""
    found = []
    for language in ("vi", "en"):
        with override(language):
            found.append(str(choice.label))
    return found[0], found[1]


def _fact(kind: str, row: Any, what: str, said: tuple[str, str]) -> Fact:
    text = f"{row.reference}: {row.text}"
    return Fact(
        kind, str(row.pk), what, row.reference, f"{text} – {said[0]}.", f"{text} – {said[1]}."
    )


def commitments(month: Month) -> list[Fact]:
    """Recorded in the month, or given another state."""
    rows = month.own(access.commitments(month.viewer), "lead")
    events = month.events("commitment", rows, "add", "state", "verdict")
    found = _rows(rows, events)
    states: dict[str, str] = {}
    for event in events:
        states[event.key] = str(values_after(event).get("state") or states.get(event.key, ""))
    facts = [_moved(found[key], state) for key, state in states.items() if key in found]
    page = f"commitments?lead={month.unit.pk}"
    return capped(facts, page, ("cam kết", "commitments"))


def _moved(row: Commitment, state: str) -> Fact:
    if not state:
        return _fact("commitment", row, "added", ("mới ghi nhận", "recorded"))
    vi, en = _word(CommitmentState(state))
    return _fact("commitment", row, "moved", (f"chuyển thành: {vi}", f"became: {en}"))


def _rows(rows: Any, events: Iterable[Any]) -> dict[str, Any]:
    keys = {event.key for event in events}
    return {str(row.pk): row for row in rows.filter(pk__in=keys)}


def obstacles(month: Month) -> list[Fact]:
    """Raised in the month, moved by a step, resolved."""
    inside = CaseStep.objects.filter(day__gte=month.first, day__lte=month.last)
    rows = month.own(access.obstacles(month.viewer), "lead", "pending_unit").select_related(
        "partner"
    )
    steps = Prefetch("casesteps", inside.order_by("-day", "-pk"), "month_steps")
    raised = Q(created_at__gte=month.begin, created_at__lt=month.end)
    resolved = Q(resolved_on__gte=month.first, resolved_on__lte=month.last)
    moved = Q(pk__in=inside.filter(obstacle__isnull=False).values("obstacle"))
    touched = rows.filter(raised | resolved | moved).prefetch_related(steps)
    facts = [_obstacle(month, row) for row in touched.order_by("reference")]
    number = live(rows).count()
    head = Fact(
        "list",
        f"obstacles?lead={month.unit.pk}",
        "figures",
        "",
        f"Vướng mắc còn theo dõi: {number}.",
        f"Obstacles still followed: {number}.",
        heading=True,
    )
    page = f"obstacles?lead={month.unit.pk}"
    return [head, *capped(facts, page, ("vướng mắc", "obstacles"))] if number or facts else []


def _obstacle(month: Month, row: Obstacle) -> Fact:
    with_whom = (row.partner.name_vi, row.partner.name_en)
    step = next(iter(row.month_steps), None)  # type: ignore[attr-defined] # prefetched
    if row.state == Obstacle.State.RESOLVED and row.resolved_on:
        day = row.resolved_on
        said, what = (f"đã tháo gỡ ngày {day_vi(day)}", f"resolved on {day_en(day)}"), "resolved"
    elif step is not None:
        said = (f"{day_vi(step.day)}: {step.text}", f"{day_en(step.day)}: {step.text}")
        what = "moved"
    else:
        day = month.day(row.created_at)
        said, what = (f"phát sinh ngày {day_vi(day)}", f"raised on {day_en(day)}"), "raised"
    named = (f"{with_whom[0]}; {said[0]}", f"{with_whom[1]}; {said[1]}")
    return _fact("obstacle", row, what, named)


def opportunities(month: Month) -> list[Fact]:
    """How many stand at which stage, and those that moved in the month."""
    rows = month.own(access.opportunities(month.viewer), "lead")
    actions = ("add", "check", "pursue", "win", "lose", "drop", "reopen")
    events = month.events("opportunity", rows, *actions)
    found = _rows(rows, events)
    last = {event.key: event for event in events if event.key in found}
    facts = []
    for key, event in last.items():
        state = values_after(event).get("state")
        vi, en = _word(Opportunity.State(state)) if state else ("mới phát hiện", "spotted")
        facts.append(_fact("opportunity", found[key], "moved", (vi, en)))
    counts = Counter(live(rows).values_list("state", flat=True))
    if not counts and not facts:
        return []
    page = f"opportunities?lead={month.unit.pk}"
    return [_stages(page, counts), *capped(facts, page, ("cơ hội", "opportunities"))]


def _stages(page: str, counts: Counter[str]) -> Fact:
    stages = [(stage, counts[stage]) for stage in Opportunity.State if counts[stage]]
    said = [[f"{_word(stage)[at]} {number}" for stage, number in stages] for at in (0, 1)]
    vi = f"Cơ hội đang theo dõi: {sum(counts.values())} ({', '.join(said[0])})."
    en = f"Opportunities followed: {sum(counts.values())} ({', '.join(said[1])})."
    return Fact("list", page, "figures", "", vi, en, heading=True)


def activities(month: Month) -> list[Fact]:
    """Held in the month: led or kept by the unit, or tied to a line of its plan."""
    tied = Q(plan_lines__plan__held_by=month.unit)
    mine = Q(held_by=month.unit) | Q(lead=month.unit) | tied
    held = Q(start__lte=month.as_of) & (
        Q(end__gte=month.first) | Q(end__isnull=True, start__gte=month.first)
    )
    rows = month.quotable(access.activities(month.viewer)).filter(mine, held).distinct()
    facts = []
    for row in rows.order_by("start", "reference"):
        place = f", {row.place}" if row.place else ""
        said = (f"{day_vi(row.start)}{place}", f"{day_en(row.start)}{place}")
        facts.append(_fact("activity", row, "held", said))
    page = f"activities?lead={month.unit.pk}"
    return capped(facts, page, ("hoạt động", "activities"))


def agreements(month: Month) -> list[Fact]:
    """Stages that the unit's agreements reached in the month."""
    rows = month.own(access.agreements(month.viewer), "lead")
    inside = f"{month.first:%Y-%m}"
    reached = AgreementStage.objects.filter(agreement__in=rows, date__startswith=inside)
    facts = []
    for row in reached.select_related("agreement").order_by("date", "pk"):
        vi, en = _word(Stage(row.stage))
        found = row.agreement
        facts.append(
            Fact(
                "agreement",
                found.pk,
                row.stage,
                found.short,
                f"{found.name_vi} – {vi} ({row.date}).",
                f"{found.name_en or found.name_vi} – {en} ({row.date}).",
            )
        )
    return facts
