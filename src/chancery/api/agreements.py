"""Agreements: list, show, record, change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import once
from chancery.api.schemas.agreements import (
    Agreement,
    AgreementChange,
    AgreementDate,
    AgreementDates,
    AgreementFilter,
    AgreementPage,
    DatesAsked,
    DateShown,
    NewAgreement,
    Renewed,
    Reviewed,
    StageRecorded,
    StageShown,
    StageTakenBack,
    StepSent,
    TieShown,
    WholeAgreement,
)
from chancery.api.schemas.commitments import AgreementRef
from chancery.api.schemas.shapes import Key, Paging
from chancery.api.showing import kept, partner_refs, person_ref, unit_ref
from chancery.api.versions import tagged, version_asked
from chancery.register import access, actions, models, queries
from chancery.register.agreements.links import replaced_by_one_in_force
from chancery.register.agreements.queries import (
    Date,
    coming,
    concerning,
    dates_of,
    expiring_within,
    ties_of,
    with_life,
)
from chancery.register.agreements.stages import may_follow

area = Area("agreements", reads="read:register", writes="write:register")


def _at_stage(rows: QuerySet[models.Agreement], stage: str) -> QuerySet[models.Agreement]:
    reached = models.AgreementStage.objects.filter(stage=stage)
    return rows.filter(pk__in=reached.values("agreement"))


_FILTERS: Filters = {
    "text": worded("name_vi", "name_en", "short"),
    "partner": queries.with_agreement_party,
    "kind": equal("kind"),
    "type": equal("type"),
    "stage": _at_stage,
    "lead": equal("lead"),
    "expiring": expiring_within,
}


@area.get("/agreements", AgreementPage)
def list_agreements(
    request: HttpRequest, wanted: Query[AgreementFilter], paging: Query[Paging]
) -> AgreementPage:
    """Agreements that you may know of, narrowed and ordered."""
    rows = narrowed(with_life(queries.agreements(viewer(request))), wanted, _FILTERS)
    return paged(AgreementPage, rows, paging, wanted.order, agreement_of)


@area.get("/agreements/alarms", AgreementDates)
def list_agreement_dates(request: HttpRequest, wanted: Query[DatesAsked]) -> AgreementDates:
    """What comes of the agreements that you may know of, and what passed and waits."""
    rows = queries.with_agreement_party(queries.agreements(viewer(request)), wanted.partner)
    if wanted.mine:
        rows = concerning(viewer(request), rows)
    found = coming(rows, days=wanted.within)
    items = [_dated(row) for row in found if wanted.event in ("", row.event)]
    return AgreementDates(items=items)


@area.post("/agreements", WholeAgreement)
def add_agreement(request: HttpRequest, body: NewAgreement) -> WholeAgreement:
    """Record an agreement; its key is made from its name."""

    def act() -> str:
        by = viewer(request)
        return actions.add_agreement(values=body.values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, key))


@area.get("/agreements/{key}", WholeAgreement)
def show_agreement(request: HttpRequest, key: Key) -> WholeAgreement:
    """One agreement, with its dates, its ties and the stages open to it."""
    return show(request, key)


@area.patch("/agreements/{key}", WholeAgreement)
def change_agreement(request: HttpRequest, key: Key, body: AgreementChange) -> WholeAgreement:
    """Change what the register says of an agreement."""
    found, version = find(request, key), version_asked(request)
    said = body.said
    if "stages" in said:
        said["stages"] = tuple((row.stage, row.date) for row in body.stages)
    values = replace(queries.agreement_values(found), **said)
    actions.change_agreement(agreement=found, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/agreements/{key}/stages", WholeAgreement, status=200)
def record_stage(request: HttpRequest, key: Key, body: StageRecorded) -> WholeAgreement:
    """It reached a stage, or is to reach it on a day ahead."""
    said = {"stage": body.stage, "day": body.date, "note": body.note}
    return _act(request, key, body, actions.record_stage, said)


@area.post("/agreements/{key}/stage-corrections", WholeAgreement, status=200)
def correct_stage(request: HttpRequest, key: Key, body: StageRecorded) -> WholeAgreement:
    """Put the day of a stage right."""
    said = {"stage": body.stage, "day": body.date, "note": body.note}
    return _act(request, key, body, actions.correct_stage, said)


@area.post("/agreements/{key}/stage-withdrawals", WholeAgreement, status=200)
def withdraw_stage(request: HttpRequest, key: Key, body: StageTakenBack) -> WholeAgreement:
    """Take back a stage recorded by mistake; history keeps it."""
    return _act(request, key, body, actions.withdraw_stage, body.model_dump())


@area.post("/agreements/{key}/renewals", WholeAgreement, status=200)
def renew_agreement(request: HttpRequest, key: Key, body: Renewed) -> WholeAgreement:
    """Record that both sides renewed it."""
    return _act(request, key, body, actions.renew_agreement, body.model_dump())


@area.post("/agreements/{key}/reviews", WholeAgreement, status=200)
def hold_review(request: HttpRequest, key: Key, body: Reviewed) -> WholeAgreement:
    """Record that a review was held."""
    return _act(request, key, body, actions.hold_review, body.model_dump())


@area.post("/agreements/{key}/steps", WholeAgreement, status=200)
def set_next_step(request: HttpRequest, key: Key, body: StepSent) -> WholeAgreement:
    """Say what is to be done next, or that nothing is left."""
    return _act(request, key, body, actions.set_next_step, body.model_dump())


def _act(
    request: HttpRequest, key: str, body: Any, action: Any, said: dict[str, Any]
) -> WholeAgreement:
    def act() -> str:
        found = find(request, key)
        return str(action(agreement=found, by=viewer(request), **said).pk)

    return once(request, body, act, lambda made: show(request, made))


def find(request: HttpRequest, key: str) -> models.Agreement:
    """The agreement, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(with_life(queries.agreements(viewer(request))), pk=key)


def show(request: HttpRequest, key: str) -> WholeAgreement:
    """One agreement as it stands now."""
    found, by = find(request, key), viewer(request)
    replacer = replaced_by_one_in_force(found)
    if replacer and not access.agreements(by).filter(pk=replacer.pk).exists():
        replacer = None
    stages: Any = may_follow(found.kind, queries.agreement_values(found).stages)
    ties = [TieShown(kind=t.kind, here=t.here, other=_ref(t.other)) for t in ties_of(by, found)]  # type: ignore[arg-type] # one of the words
    whole = WholeAgreement(
        **_facts(found),
        ties=ties,
        replaced_by=_ref(replacer) if replacer else None,
        stages_open=[stage.value for stage in stages],
    )
    return tagged(request, whole)


def agreement_of(row: models.Agreement) -> Agreement:
    """A row as it is shown."""
    return Agreement(**_facts(row))


def _facts(row: models.Agreement) -> dict[str, Any]:
    names = ("key", "version", "kind", "type", "name_vi", "name_en", "short")
    term = ("expires", "renewal", "renewal_months", "notice", "notice_in")
    rest = ("review_first", "review_months", "review_held", "next_step", "next_step_on")
    return {
        **kept(row, *names, *term, *rest, "sensitivity", "source", "verified"),
        "parties": partner_refs(row.parties),
        "stages": [StageShown(**kept(s, "stage", "date")) for s in row.stages.all()],
        "held_by": unit_ref(row.held_by),
        "lead": unit_ref(row.lead) if row.lead else None,
        "person": person_ref(row.person),
        "dates": [DateShown(**_date(one)) for one in dates_of(row)],
    }


def _date(row: Date) -> dict[str, Any]:
    return {"event": row.event, "day": row.day.text, "left": row.left}


def _dated(row: Date) -> AgreementDate:
    lead = row.agreement.lead
    return AgreementDate(
        **_date(row), agreement=_ref(row.agreement), lead=unit_ref(lead) if lead else None
    )


def _ref(agreement: models.Agreement) -> AgreementRef:
    return AgreementRef(**kept(agreement, "key", "name_vi", "name_en", "short"))
