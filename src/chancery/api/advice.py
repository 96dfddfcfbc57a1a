"""Advice: list, show, write, change, move on, decide, what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import nothing, once
from chancery.api.schemas.advice import (
    Advice,
    AdviceChange,
    AdviceDecisionSent,
    AdviceFilter,
    AdvicePage,
    AdviceStep,
    NewAdvice,
    OptionShown,
    OutcomeSent,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import kept, partner_ref, record_facts, unit_ref
from chancery.api.versions import tagged, version_asked
from chancery.work import access as work
from chancery.work import models
from chancery.work.actions import advice as actions
from chancery.work.advice import queries
from chancery.work.advice.values import AdviceValues, DecisionValues, Option

area = Area("advice", reads="read:work", writes="write:work")

_FILTERS: Filters = {
    "text": worded("reference", "text", "memo", "decision_text", "outcome"),
    "state": equal("state"),
    "decision": equal("decision"),
    "held_by": equal("held_by"),
    "partner": equal("partners"),
}
_KNOWN = "known_{}"


@area.get("/advice", AdvicePage)
def list_advice(
    request: HttpRequest, wanted: Query[AdviceFilter], paging: Query[Paging]
) -> AdvicePage:
    """Advice that you may know of."""
    rows = narrowed(_rows(request), wanted, _FILTERS)
    return paged(AdvicePage, rows, paging, wanted.order, advice_of)


@area.post("/advice", Advice)
def add_advice(request: HttpRequest, body: NewAdvice) -> Advice:
    """Take a question up; your agency alone sees it until it is submitted."""
    said = _options(body.model_dump(exclude={"held_by", "sensitivity", "named_units"}))

    def act() -> int:
        values, by = AdviceValues(**said), viewer(request)
        return actions.add_advice(values=values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/advice/{key}", Advice)
def show_advice(request: HttpRequest, key: int) -> Advice:
    """One of them."""
    return show(request, key)


@area.patch("/advice/{key}", Advice)
def change_advice(request: HttpRequest, key: int, body: AdviceChange) -> Advice:
    """Put question, memo and options right before the head has them."""
    found, version = find(request, key), version_asked(request)
    said = _options(body.model_dump(include=body.model_fields_set))
    values = replace(queries.advice_values(found), **said)
    actions.change_advice(advice=found, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/advice/{key}/moves", Advice, status=200)
def move_advice(request: HttpRequest, key: int, body: AdviceStep) -> Advice:
    """Put it to the head, approve or return it, submit it, write it anew."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        actions.move_advice(advice=found, move=body.move, reason=body.reason, by=by)
        return key

    return once(request, body, act, lambda done: show(request, int(done)))


@area.post("/advice/{key}/decision", Advice, status=200)
def decide_advice(request: HttpRequest, key: int, body: AdviceDecisionSent) -> Advice:
    """Record what was decided."""

    def act() -> int:
        values = DecisionValues(**body.model_dump())
        actions.decide_advice(advice=find(request, key), values=values, by=viewer(request))
        return key

    return once(request, body, act, lambda done: show(request, int(done)))


@area.post("/advice/{key}/outcome", Advice, status=200)
def note_advice_outcome(request: HttpRequest, key: int, body: OutcomeSent) -> Advice:
    """Say what came of it."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        actions.note_outcome(advice=found, outcome=body.outcome, by=by)
        return key

    return once(request, body, act, lambda done: show(request, int(done)))


@area.post("/advice/{key}/withdrawal", None, status=204)
def withdraw_advice(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back what nobody has approved."""

    def act() -> None:
        found, by = find(request, key), viewer(request)
        actions.withdraw_advice(advice=found, reason=body.reason, by=by)

    return once(request, body, act, nothing)


def _options(said: dict[str, Any]) -> dict[str, Any]:
    if "options" not in said:
        return said
    return {**said, "options": tuple(Option(**one) for one in said["options"])}


def find(request: HttpRequest, key: int) -> models.Advice:
    """The advice, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.listed(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> Advice:
    """One of them as it stands now."""
    return tagged(request, advice_of(get_object_or_404(_rows(request), pk=key)))


def _rows(request: HttpRequest) -> Any:
    who = viewer(request)
    ties: dict[str, Any] = {name: rows(who) for name, rows in queries.GROUNDS.items()}
    ties |= {"tasks": work.tasks(who), "proposals": work.proposals(who)}
    known = [Prefetch(name, rows, to_attr=_KNOWN.format(name)) for name, rows in ties.items()]
    return queries.listed(who).prefetch_related("partners", "sectors", "options", *known)


def advice_of(row: Any) -> Advice:
    """A row as it is shown."""
    return Advice(
        **record_facts(row),
        **kept(row, "state", "asked_on", "asked_by", "memo", "figures", "decision_on"),
        **kept(row, "decision_by", "decision_text", "outcome"),
        asked_unit=unit_ref(row.asked_unit) if row.asked_unit else None,
        to_unit=unit_ref(row.to_unit),
        options=[OptionShown(**kept(one, "text", "recommended")) for one in row.options.all()],
        partners=[partner_ref(one) for one in row.partners.all()],
        sectors=sorted(one.pk for one in row.sectors.all()),
        grounds=_references(row, *queries.GROUNDS),
        memo_days=queries.days_to_memo(row),
        decision=row.decision or None,
        decision_days=queries.days_to_decision(row),
        tasks=_references(row, "tasks", "proposals"),
    )


def _references(row: Any, *names: str) -> list[str]:
    return sorted(one.reference for name in names for one in getattr(row, _KNOWN.format(name)))
