"""Questions to programmes: who may know of them, values for forms, the chain they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from chancery.documents.access import documents
from chancery.documents.models import Document
from chancery.people.access import Concerns, Viewer, visible
from chancery.register import access as register
from chancery.work import access as work
from chancery.work.models import Programme, ProgrammePart, Target, TaskState
from chancery.work.programmes.values import (
    LinkValues,
    PartValues,
    ProgrammeValues,
    TargetValues,
)

_LONGEST_CHAIN = 20


def programmes(viewer: Viewer) -> QuerySet[Programme]:
    """Those that a person's units own or hold, public ones, and all for who oversees."""
    rows = visible(viewer, Programme, Concerns(units=("owner",)))
    return rows.select_related("owner", "held_by")


def listed(viewer: Viewer) -> QuerySet[Programme]:
    """The same for lists: how many of its tasks the person may know of, and how many are done."""
    through = ProgrammePart.tasks.through.objects.filter(
        work.knows_task(viewer), programmepart__programme=OuterRef("pk")
    ).exclude(task__state=TaskState.CANCELLED)
    done = through.filter(task__state=TaskState.DONE)
    rows: QuerySet[Programme] = programmes(viewer).annotate(
        tasks_known=_number(through), tasks_done=_number(done)
    )
    return rows


def _number(rows: QuerySet[Any]) -> Any:
    grouped = rows.order_by().annotate(of=F("programmepart__programme")).values("of")
    counted = grouped.annotate(n=Count("task", distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def programme_values(programme: Programme) -> ProgrammeValues:
    """What a person may change about a programme."""
    above = programme.rests_on
    keys = programme.documents.order_by("pk").values_list("pk", flat=True)
    return ProgrammeValues(
        text=programme.text,
        owner=programme.owner_id,
        start=programme.start,
        end=programme.end,
        short=programme.short,
        rests_on=above.reference if above else None,
        documents=tuple(keys),
    )


def part_values(part: ProgrammePart) -> PartValues:
    """What a part says."""
    return PartValues(part.text, part.lead_id, part.parent_id)


def link_values(part: ProgrammePart, viewer: Viewer) -> LinkValues:
    """What hangs on a part, as far as the person may know of it."""
    tasks = part.tasks.filter(work.knows_task(viewer, "pk")).order_by("reference")
    promises = part.commitments.filter(pk__in=register.commitments(viewer)).order_by("reference")
    return LinkValues(
        tuple(tasks.values_list("reference", flat=True)),
        tuple(promises.values_list("reference", flat=True)),
    )


def target_values(target: Target) -> TargetValues:
    """What a target says."""
    names = ("name", "measure", "better", "baseline", "baseline_on", "value", "due", "source")
    said: dict[str, Any] = {name: getattr(target, name) for name in names}
    points = tuple(target.milestones.values_list("day", "value"))
    return TargetValues(**said, part=target.part_id, milestones=points)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain: a programme with the documents that it rests on itself."""

    programme: Programme
    documents: list[Document]


def chain_of(viewer: Viewer, programme: Programme) -> list[Link]:
    """From the programme up to what it all rests on; it ends at what the person may not know of."""
    known = programmes(viewer)
    found: list[Programme] = []
    row: Programme | None = programme
    while row is not None and len(found) < _LONGEST_CHAIN:
        found.append(row)
        row = known.filter(pk=row.rests_on_id).first() if row.rests_on_id else None
    papers = _documents(viewer, found)
    return [Link(row, papers.get(row.pk, [])) for row in found]


def _documents(viewer: Viewer, rows: Iterable[Programme]) -> dict[int, list[Document]]:
    ties = Programme.documents.through.objects.filter(programme__in=list(rows))
    pairs = list(ties.values_list("programme", "document"))
    keys = {key for _row, key in pairs}
    papers = documents(viewer).filter(pk__in=keys, purged_at__isnull=True).in_bulk()
    found: dict[int, list[Document]] = {}
    for row, key in sorted(pairs):
        if key in papers:
            found.setdefault(row, []).append(papers[key])
    return found


def resting_on(viewer: Viewer, programme: Programme) -> QuerySet[Programme]:
    """The programmes and plans that carry this one out."""
    return programmes(viewer).filter(rests_on=programme).order_by("start", "reference")
