"""Questions to consultations: lists, values for forms, who said what, what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from chancery.documents.access import documents
from chancery.documents.models import Document
from chancery.people.access import Viewer
from chancery.work import access as work
from chancery.work.consultations import access, clock
from chancery.work.consultations.clock import Standing
from chancery.work.consultations.values import ConsultationValues
from chancery.work.models import (
    Consultation,
    ConsultationDraft,
    ConsultationExtension,
    ConsultationReply,
    ConsultationState,
    ConsultedUnit,
    ReplyKind,
)
from chancery.work.models.asking import Decision
from chancery.work.sides import written_for

_LISTS = ("partners", "sectors", "papers")


def listed(viewer: Viewer) -> QuerySet[Consultation]:
    """Those a person may know of, each with how many units were asked and of how many answers the
    person may know that they came or are missing."""
    known = access.asked(viewer).filter(consultation=OuterRef("pk"))
    rows: QuerySet[Consultation] = access.consultations(viewer)
    everyone = ConsultedUnit.objects.filter(consultation=OuterRef("pk"))
    return rows.annotate(
        asked_count=_number(everyone),
        replied_count=_number(known.filter(replied_on__isnull=False)),
        silent_count=_number(known.filter(clock.condition(Standing.SILENT))),
    ).select_related("held_by", "person")


def _number(rows: QuerySet[Any]) -> Any:
    counted = rows.order_by().values("consultation").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def consultation_values(row: Consultation) -> ConsultationValues:
    """What a person may change about it."""
    lists: dict[str, Any] = {
        name: tuple(sorted(one.pk for one in getattr(row, name).all())) for name in _LISTS
    }
    plain = set(ConsultationValues.__dataclass_fields__) - {*_LISTS, "units", "person"}
    found: dict[str, Any] = {name: getattr(row, name) for name in plain}
    units = tuple(sorted(row.asked.values_list("unit", flat=True)))
    return ConsultationValues(
        **found, **lists, units=units, person=row.person.username if row.person else None
    )


def units_asked(viewer: Viewer, row: Consultation) -> list[ConsultedUnit]:
    """Every unit asked, by name; ``is_known`` says whether the person may read its answers, which
    then stand in ``said``, the one in force first, with what was asked for in ``times``."""
    known = set(access.asked(viewer).filter(consultation=row).values_list("pk", flat=True))
    said = ConsultationReply.objects.order_by("-pk").select_related("written_by", "paper")
    times = ConsultationExtension.objects.select_related("asked_by", "decided_by")
    letters = ConsultationDraft.objects.filter(paper__in=documents(viewer).order_by().values("pk"))
    letters = letters.select_related("paper", "brought_by")
    found: list[ConsultedUnit] = list(
        row.asked.select_related("unit", "noted_by").prefetch_related(
            Prefetch("replies", said, to_attr="said"),
            Prefetch("extensions", times, to_attr="times"),
            Prefetch("drafts", letters, to_attr="letters"),
        )
    )
    for one in found:
        one.consultation, one.is_known = row, one.pk in known  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """The synthesis of a round: how many units gave each answer, and how many are silent."""

    answers: dict[str, int]
    silent: int
    waiting: int


def tally(rows: list[ConsultedUnit]) -> Tally:
    """Of units already loaded, those the person may read."""
    found = [one for one in rows if getattr(one, "is_known", True)]
    standing = [clock.standing_of(one) for one in found]
    return Tally(
        {kind.value: sum(one.answer == kind for one in found) for kind in ReplyKind},
        standing.count(Standing.SILENT),
        standing.count(Standing.WAITING),
    )


def papers_of(viewer: Viewer, row: Consultation) -> tuple[QuerySet[Document], int]:
    """The papers that the person may read, and how many more there are."""
    readable = documents(viewer).filter(
        pk__in=row.papers.order_by().values("pk"), purged_at__isnull=True
    )
    return readable, row.papers.count() - readable.count()


def to_answer(viewer: Viewer) -> QuerySet[ConsultedUnit]:
    """What the person's units were asked and have not answered, the day that comes first first."""
    rows = access.asked(viewer).filter(
        unit__in=written_for(viewer),
        consultation__state=ConsultationState.SENT,
        replied_on__isnull=True,
    )
    return rows.select_related("consultation__held_by", "unit").order_by("due", "pk")


def times_to_decide(viewer: Viewer) -> QuerySet[ConsultationExtension]:
    """More time that units ask of the person's units."""
    rows = ConsultationExtension.objects.filter(
        state=Decision.OPEN,
        asked__consultation__state=ConsultationState.SENT,
        asked__consultation__held_by__in=written_for(viewer),
        asked__consultation__in=access.consultations(viewer),
    )
    return rows.select_related("asked__consultation", "asked__unit").order_by("asked_at", "pk")


def to_close(viewer: Viewer) -> QuerySet[Consultation]:
    """Rounds of the person's units in which nobody has time left: a conclusion is due."""
    still = ConsultedUnit.objects.filter(
        clock.condition(Standing.WAITING), consultation=OuterRef("pk")
    )
    rows = access.consultations(viewer).filter(
        state=ConsultationState.SENT, held_by__in=written_for(viewer)
    )
    waiting = Coalesce(_number(still), 0)
    return rows.annotate(left=waiting).filter(left=0).order_by("reply_by", "pk")


def answers(viewer: Viewer) -> QuerySet[ConsultedUnit]:
    """Every unit that was asked in earnest, as far as the person may read its answers."""
    rows = clock.counted(access.asked(viewer))
    return rows.select_related("consultation", "unit", "consultation__held_by")


def is_over(row: Consultation) -> bool:
    """Whether its day has passed while it waits."""
    return row.state == ConsultationState.SENT and row.reply_by < timezone.localdate()


def followed(viewer: Viewer, row: Consultation) -> tuple[Any, Any]:
    """The task and the proposal made of its conclusion, as far as the person may know of them."""
    task = work.tasks(viewer).filter(pk=row.task_id).first() if row.task_id else None
    asked = work.proposals(viewer).filter(pk=row.proposal_id).first() if row.proposal_id else None
    return task, asked
