"""Programmes: list, show, record, change, take back, the outline with what is rolled up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import nothing, once
from chancery.api.schemas.finding_out import Outcomes
from chancery.api.schemas.programmes import (
    NewProgramme,
    Programme,
    ProgrammeChange,
    ProgrammeFilter,
    ProgrammeOutline,
    ProgrammePage,
    ProgrammePart,
    TargetShown,
)
from chancery.api.schemas.shapes import Paging, Reason, RecordRef
from chancery.api.showing import kept, record_facts, record_ref, unit_ref
from chancery.api.versions import tagged, version_asked
from chancery.work import models
from chancery.work.actions import programmes as actions
from chancery.work.programmes import queries
from chancery.work.programmes.rollup import Node, Stood, outline
from chancery.work.programmes.values import ProgrammeValues

area = Area("programmes", reads="read:work", writes="write:work")

_FILTERS: Filters = {"text": worded("reference", "text", "short"), "owner": equal("owner")}


@area.get("/programmes", ProgrammePage)
def list_programmes(
    request: HttpRequest, wanted: Query[ProgrammeFilter], paging: Query[Paging]
) -> ProgrammePage:
    """Programmes that you may know of."""
    rows = narrowed(queries.listed(viewer(request)), wanted, _FILTERS)
    known = set(queries.programmes(viewer(request)).values_list("pk", flat=True))
    rows = rows.select_related("rests_on")
    return paged(ProgrammePage, rows, paging, wanted.order, lambda row: _shown(row, known))


@area.post("/programmes", Programme)
def add_programme(request: HttpRequest, body: NewProgramme) -> Programme:
    """Record a programme or plan."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})

    def act() -> int:
        values, by = ProgrammeValues(**said), viewer(request)
        return actions.add_programme(values=values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/programmes/{key}", Programme)
def show_programme(request: HttpRequest, key: int) -> Programme:
    """One programme."""
    return show(request, key)


@area.patch("/programmes/{key}", Programme)
def change_programme(request: HttpRequest, key: int, body: ProgrammeChange) -> Programme:
    """Change what it is and what it rests on."""
    found, version = find(request, key), version_asked(request)
    values = replace(queries.programme_values(found), **body.said)
    actions.change_programme(programme=found, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/programmes/{key}/withdrawal", None, status=204)
def withdraw_programme(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back one recorded by mistake."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_programme(programme=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


@area.get("/programmes/{key}/outline", ProgrammeOutline)
def show_programme_outline(request: HttpRequest, key: int) -> ProgrammeOutline:
    """Its objectives and groups, each with its tasks, targets and what is rolled up."""
    found = find(request, key)
    tree = outline(viewer(request), found)
    return ProgrammeOutline(items=[_part(found, node) for node in _walked(tree)])


def find(request: HttpRequest, key: int) -> models.Programme:
    """The programme, where the caller may know of it; 404 otherwise."""
    rows = queries.listed(viewer(request)).select_related("rests_on")
    return get_object_or_404(rows, pk=key)


def show(request: HttpRequest, key: int) -> Programme:
    """One programme as it stands now."""
    known = set(queries.programmes(viewer(request)).values_list("pk", flat=True))
    return tagged(request, _shown(find(request, key), known))


def _shown(row: Any, known: set[int]) -> Programme:
    above = row.rests_on if row.rests_on_id in known else None
    return Programme(
        **record_facts(row),
        **kept(row, "short", "start", "end"),
        owner=unit_ref(row.owner),
        rests_on=record_ref(above),
        tasks=row.tasks_known,
        done=row.tasks_done,
    )


def _walked(tree: Node) -> Iterator[Node]:
    yield tree
    for group in tree.groups:
        yield from _walked(group)


def _part(programme: models.Programme, node: Node) -> ProgrammePart:
    part = node.part
    return ProgrammePart(
        number=node.number,
        text=part.text if part else programme.text,
        lead=unit_ref(part.lead) if part and part.lead else None,
        outcomes=Outcomes(**node.rollup.tasks),
        commitments=node.rollup.commitments,
        commitments_done=node.rollup.commitments_done,
        tasks=[RecordRef(id=task.pk, reference=task.reference) for task in node.tasks],
        targets=[_target(one) for one in node.targets],
    )


def _target(one: Stood) -> TargetShown:
    last = one.standing.last
    return TargetShown(
        **kept(one.row, "name", "measure", "baseline", "baseline_on", "value", "due"),
        progress=str(one.standing.progress),  # type: ignore[arg-type] # one of its words
        last=last[1] if last else None,
        last_on=last[0] if last else None,
        share=one.standing.share,
    )
