"""Questions to meetings: lists, values for forms, items with what they are about, what became."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from chancery.people.access import Viewer
from chancery.work import access as work
from chancery.work.meetings import access
from chancery.work.meetings.values import MeetingValues, MinutesValues
from chancery.work.models import (
    AgendaItem,
    Meeting,
    MeetingDecision,
    MeetingState,
    Participant,
    Proposal,
)
from chancery.work.rules import OPEN

_PERSONS = ("chair_person", "secretary")


def meeting_values(meeting: Meeting) -> MeetingValues:
    """What a person may change about a meeting."""
    names = set(MeetingValues.__dataclass_fields__) - {"issuer", *_PERSONS}
    found: dict[str, Any] = {name: getattr(meeting, name) for name in names}
    persons = {name: getattr(meeting, name) for name in _PERSONS}
    found |= {name: user.username if user else None for name, user in persons.items()}
    return MeetingValues(**found, issuer=meeting.issuer_id)


def minutes_values(meeting: Meeting) -> MinutesValues:
    """What its minutes say."""
    names = MinutesValues.__dataclass_fields__
    return MinutesValues(**{name: getattr(meeting, name) for name in names})


def listed(viewer: Viewer) -> QuerySet[Meeting]:
    """The meetings a person may know of, each with how many items and decisions it counts."""
    items = access.items(viewer).filter(meeting=OuterRef("pk"))
    decided = access.decisions(viewer).filter(meeting=OuterRef("pk"))
    rows: QuerySet[Meeting] = access.meetings(viewer).select_related("held_by", "issuer")
    return rows.annotate(items_known=_number(items), decided=_number(decided))


def _number(rows: QuerySet[Any]) -> Any:
    counted = rows.order_by().values("meeting").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def items_of(viewer: Viewer, meeting: Meeting) -> QuerySet[AgendaItem]:
    """Its agenda in order, as far as the person may know of it, with what it is about."""
    said = decisions_of(viewer, meeting)
    rows = access.items(viewer).filter(meeting=meeting).order_by("number", "pk")
    return rows.select_related(
        "meeting__held_by",
        "presenter",
        "paper",
        "unit",
        "agreement",
        "escalation__task__lead",
        "escalation__task__assigner",
        "escalation__to_unit",
        "escalation__from_unit",
        "review_item__review__held_by",
        "review_item__commitment__lead",
        "proposal__from_unit",
        "proposal__to_unit",
    ).prefetch_related(Prefetch("decisions", said, to_attr="said"))


def decisions_of(viewer: Viewer, meeting: Meeting) -> QuerySet[MeetingDecision]:
    """Its decisions, with the tasks and proposals of theirs that the person may know of."""
    return _with_what_came(viewer, access.decisions(viewer).filter(meeting=meeting))


def hidden_of(viewer: Viewer, meeting: Meeting) -> int:
    """How many items stand on the agenda that the person may not know of."""
    if not access.sees_inside(viewer, meeting):
        return 0
    return meeting.items.count() - access.items(viewer).filter(meeting=meeting).count()


def followed_up(viewer: Viewer, meeting: Meeting | None = None) -> QuerySet[MeetingDecision]:
    """Decisions of earlier meetings of the same secretariat on which somebody still works; of all
    secretariats without a meeting."""
    rows = access.decisions(viewer).filter(meeting__state=MeetingState.CONCLUDED)
    if meeting is not None:
        earlier = Q(meeting__day__lt=meeting.day)
        earlier |= Q(meeting__day=meeting.day, meeting__lt=meeting.pk)
        rows = rows.filter(earlier, meeting__held_by=meeting.held_by_id)
    at_work = Q(task__state__in=OPEN) & work.knows_task(viewer)
    proposed = work.proposals(viewer).order_by().filter(pk=OuterRef("proposal"))
    asked = Q(proposal__state=Proposal.State.OPEN) & Exists(proposed)
    found = _with_what_came(viewer, rows.filter(at_work | asked))
    return found.order_by("due", "meeting__day", "pk")


def _with_what_came(viewer: Viewer, rows: QuerySet[MeetingDecision]) -> QuerySet[MeetingDecision]:
    tasks = work.tasks(viewer).select_related("lead")
    shown = rows.select_related("meeting", "item", "lead").order_by("item__number", "pk")
    return shown.prefetch_related(
        Prefetch("task", tasks), Prefetch("proposal", work.proposals(viewer))
    )


def invitations(viewer: Viewer) -> QuerySet[Participant]:
    """What the person's own units are invited to and have not answered."""
    units = [unit for unit in viewer.own_units if viewer.writes_for(unit)]
    rows = Participant.objects.filter(
        unit__in=units,
        state=Participant.State.INVITED,
        meeting__state=MeetingState.INVITED,
        meeting__in=access.meetings(viewer),
    )
    return rows.select_related("meeting", "unit").order_by("meeting__day", "pk")
