"""Questions to work: lists, filters, links in both directions, what waits for whom.

Lists take the same number of queries whatever their length; a link to a record that the person may
not know of is empty in them. Filters never repeat a row; an empty value filters nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from chancery.documents.models import Document
from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.people.queries import country_pack
from chancery.register import access as register_access
from chancery.register.models import Commitment, Obstacle
from chancery.work import access, asked, clock, sides, told
from chancery.work.models import (
    Acceptance,
    Evidence,
    Extension,
    LeadProposal,
    Progress,
    Proposal,
    Shortcoming,
    Task,
    TaskState,
)
from chancery.work.rules import OPEN
from chancery.work.timeliness import (
    Facts,
    Timeliness,
    deadline,
    local_day,
    timeliness,
    working_days_left,
)
from chancery.work.values import ProposalValues, ShortcomingValues, TaskValues

_SAME = ("assigner", "basis")
_BY_COLUMNS: dict[str, Q] = {
    Timeliness.DONE_ON_TIME: Q(state=TaskState.DONE),
    Timeliness.DONE_LATE: Q(state=TaskState.DONE),
    Timeliness.CANCELLED: Q(state=TaskState.CANCELLED),
    Timeliness.NO_DUE_DATE: Q(due__isnull=True),
}
"""What the columns alone say of a value: asked first, as the clock costs more."""
SOON = 5
"""Working days before a due date in which a task counts as due soon."""


def listed(viewer: Viewer) -> QuerySet[Task]:
    """The tasks a person may know of, with no more than a list shows.

    ``is_whole`` marks those that stand as parts do. What a task hangs on is not looked up: whoever
    shows it takes ``tasks``, where a link that the person may not follow is empty.
    """
    rows = access.tasks(viewer).select_related("lead", "assigner")
    rows = rows.annotate(is_whole=Exists(_parts())).prefetch_related("coordinating", "partners")
    return rows.defer("quote")


def tasks(viewer: Viewer) -> QuerySet[Task]:
    """The same with all that a task's own page shows."""
    return (
        listed(viewer)
        .select_related("lead", "assigner", "held_by", "sheet_line")
        .defer(None)
        .prefetch_related(
            Prefetch("parent", access.tasks(viewer)),
            Prefetch("commitment", register_access.commitments(viewer)),
            Prefetch("obstacle", register_access.obstacles(viewer)),
            Prefetch("opportunity", register_access.opportunities(viewer)),
        )
    )


def proposals(viewer: Viewer) -> QuerySet[Proposal]:
    """The list of proposals a person may know of."""
    rows = access.proposals(viewer).select_related(
        "from_unit", "to_unit", "held_by", "answered_by"
    )
    return rows.prefetch_related(
        "coordinating",
        "partners",
        "echoes__unit",
        Prefetch("task", access.tasks(viewer)),
        Prefetch("obstacle", register_access.obstacles(viewer)),
        Prefetch("opportunity", register_access.opportunities(viewer)),
    )


def shortcomings(viewer: Viewer) -> QuerySet[Shortcoming]:
    """The list of shortcomings a person may know of."""
    return access.shortcomings(viewer).select_related("unit", "held_by")


def leaves(rows: QuerySet[Task]) -> QuerySet[Task]:
    """Those that somebody does: a whole is not counted beside its parts, nor a standing order."""
    same = {name: F(f"parent__{name}") for name in _SAME}
    return rows.exclude(pk__in=Task.objects.filter(parent__isnull=False, **same).values("parent"))


def _parts() -> QuerySet[Task]:
    """A subtask inside the lead's own house is none: its parent still stands by itself."""
    return Task.objects.filter(parent=OuterRef("pk"), **{name: OuterRef(name) for name in _SAME})


# Timeliness. One task at a time, as its page shows it: wants ``assigner`` selected.


def timeliness_of(
    task: Task, now: datetime | None = None, *, against_original: bool = False
) -> Timeliness:
    """How a task stands against the due date in force, or against the original one."""
    due = task.original_due if against_original else task.due
    facts = Facts(task.state, due, task.kept_from, time_zone_of(task))
    return timeliness(facts, now or timezone.now(), country_pack().calendar)


def deadline_of(task: Task) -> datetime | None:
    """The first moment at which a task is late."""
    if task.due is None:
        return None
    return deadline(task.due, time_zone_of(task), country_pack().calendar)


def days_left(task: Task, now: datetime | None = None) -> int | None:
    """Working days left to the due date in force; negative when overdue, None without one."""
    if task.due is None:
        return None
    calendar = country_pack().calendar
    return working_days_left(task.due, now or timezone.now(), time_zone_of(task), calendar)


def time_zone_of(task: Task) -> str:
    """The zone in which its due date ends: the assigner's, the home country's unless it is abroad."""
    return task.assigner.time_zone or country_pack().time_zone


# Timeliness of whole lists, in the database.


def with_timeliness(rows: QuerySet[Task], now: datetime | None = None) -> QuerySet[Task]:
    """Each row with ``timeliness`` and ``timeliness_original``, values of ``Timeliness``."""
    reading = clock.read(now)
    return rows.annotate(
        timeliness=reading.timeliness("due"),
        timeliness_original=reading.timeliness("original_due"),
    )


def in_timeliness(rows: QuerySet[Task], value: str, now: datetime | None = None) -> QuerySet[Task]:
    """Those with one value of ``Timeliness`` against the due date in force."""
    if value == Timeliness.OPEN_OVERDUE:
        return overdue(rows, now)
    if value == Timeliness.OPEN_IN_TIME:
        reading = clock.read(now)
        still_open = rows.filter(state__in=OPEN, due__isnull=False)
        return still_open.exclude(reading.is_overdue())
    first = _BY_COLUMNS.get(value)
    if first is not None:
        rows = rows.filter(first)
    return with_timeliness(rows, now).filter(Q(("timeliness", value))) if value else rows


def overdue(rows: QuerySet[Task], now: datetime | None = None) -> QuerySet[Task]:
    """Open ones whose due date in force has ended, those submitted late included."""
    return overdue_by(rows, clock.read(now))


def overdue_by(rows: QuerySet[Task], reading: clock.Reading) -> QuerySet[Task]:
    """The same by a clock that was read before: asks the database nothing by itself."""
    return rows.filter(reading.may_be_overdue()).filter(reading.is_overdue())


def due_soon(rows: QuerySet[Task], now: datetime | None = None) -> QuerySet[Task]:
    """Open ones not overdue that fall due within five working days."""
    pack, moment = country_pack(), now or timezone.now()
    day = local_day(moment, pack.time_zone)
    for _step in range(SOON):
        day = pack.calendar.next_working_day(day + timedelta(days=1))
    reading = clock.read(moment)
    still_open = rows.filter(state__in=OPEN, due__lte=day)
    return still_open.exclude(reading.is_overdue())


# What waits for a person.


@dataclass(frozen=True, slots=True)
class Waiting:
    """The lists of the Today page; each can be counted, sliced or filtered further."""

    to_accept: QuerySet[Task]
    to_coordinate: QuerySet[Task]
    to_approve: QuerySet[Task]
    overdue: QuerySet[Task]
    due_soon: QuerySet[Task]
    to_answer: QuerySet[Proposal]
    extensions: QuerySet[Extension]
    lead_proposals: QuerySet[LeadProposal]
    progress_to_approve: QuerySet[Progress]
    progress_returned: QuerySet[Progress]
    reports_due: QuerySet[Task]
    at_risk: QuerySet[Task]


def waiting_for(viewer: Viewer, now: datetime | None = None) -> Waiting:
    """What this person may accept, approve and answer, and what their units owe now."""
    rows = leaves(listed(viewer))
    led = rows.filter(Q(lead__in=viewer.units) | Q(person=viewer.user))
    owed = led.filter(state__in=OPEN - {str(TaskState.SUBMITTED)})
    to_answer = proposals(viewer).filter(
        state=Proposal.State.OPEN, to_unit__in=sides.written_for(viewer)
    )
    return Waiting(
        to_accept=rows.filter(sides.led_by(viewer), state=TaskState.ASSIGNED),
        to_coordinate=waiting_to_coordinate(viewer),
        to_approve=rows.filter(sides.directed_by(viewer), state=TaskState.SUBMITTED),
        overdue=overdue(owed, now),
        due_soon=due_soon(owed, now),
        to_answer=to_answer,
        extensions=asked.extensions_to_decide(viewer),
        lead_proposals=asked.lead_proposals_to_decide(viewer),
        progress_to_approve=told.progress_to_approve(viewer),
        progress_returned=told.returned_progress(viewer),
        reports_due=told.reports_due(rows.filter(sides.led_by(viewer)), now),
        at_risk=told.at_risk(led),
    )


def waiting_to_coordinate(viewer: Viewer) -> QuerySet[Task]:
    """Open tasks that a coordinating unit of this person has not accepted yet."""
    through = Task.coordinating.through.objects.filter(
        task=OuterRef("pk"), unit__in=sides.written_for(viewer)
    )
    accepted = Acceptance.objects.filter(task=OuterRef("task"), unit=OuterRef("unit"))
    rows = leaves(listed(viewer)).filter(state__in=OPEN)
    return rows.filter(Exists(through.filter(~Exists(accepted))))


# Links, from the other end.


def tasks_of_document(viewer: Viewer, document: Document) -> QuerySet[Task]:
    """The tasks quoted from a document, in the order of its text."""
    return listed(viewer).filter(document=document).order_by("quote_start", "reference")


def proposals_of_document(viewer: Viewer, document: Document) -> QuerySet[Proposal]:
    """The proposals quoted from a document."""
    return proposals(viewer).filter(document=document).order_by("quote_start", "reference")


def shortcomings_of_document(viewer: Viewer, document: Document) -> QuerySet[Shortcoming]:
    """The shortcomings quoted from a document."""
    return shortcomings(viewer).filter(document=document).order_by("quote_start", "reference")


def tasks_of_commitment(viewer: Viewer, commitment: Commitment) -> QuerySet[Task]:
    """The tasks by which a commitment is kept."""
    return listed(viewer).filter(commitment=commitment)


def tasks_of_obstacle(viewer: Viewer, obstacle: Obstacle) -> QuerySet[Task]:
    """The tasks that are to remove an obstacle."""
    return listed(viewer).filter(obstacle=obstacle)


def tasks_of_partner(viewer: Viewer, partner: Partner) -> QuerySet[Task]:
    """The tasks that concern a partner."""
    return with_partner(listed(viewer), partner.pk)


def tasks_led_by(viewer: Viewer, unit: Unit) -> QuerySet[Task]:
    """The tasks that a unit leads."""
    return listed(viewer).filter(lead=unit)


def tasks_coordinated_by(viewer: Viewer, unit: Unit) -> QuerySet[Task]:
    """The tasks to which a unit contributes."""
    return with_coordinating(listed(viewer), unit.pk)


def tasks_assigned_by(viewer: Viewer, unit: Unit) -> QuerySet[Task]:
    """The tasks that a unit gave."""
    return listed(viewer).filter(assigner=unit)


def parts_of(viewer: Viewer, task: Task) -> QuerySet[Task]:
    """The parts of a whole, or the occurrences of a standing order."""
    return listed(viewer).filter(parent=task)


def proposals_received_by(viewer: Viewer, unit: Unit) -> QuerySet[Proposal]:
    """What a unit was asked to do."""
    return proposals(viewer).filter(to_unit=unit)


def proposals_sent_by(viewer: Viewer, unit: Unit) -> QuerySet[Proposal]:
    """What a unit asked others to do."""
    return proposals(viewer).filter(from_unit=unit)


def shortcomings_of(viewer: Viewer, unit: Unit) -> QuerySet[Shortcoming]:
    """What was noted on a unit's work."""
    return shortcomings(viewer).filter(unit=unit)


def evidence_of(record: Task | Commitment) -> QuerySet[Evidence]:
    """What shows that it was done, oldest first; who may see the record may see the quotes."""
    rows = record.evidence.select_related("document", "added_by")
    return rows.order_by("added_at", "pk")


# Filters.


def with_partner(rows: QuerySet[Task], code: str) -> QuerySet[Task]:
    """Those that concern the partner."""
    through = Task.partners.through.objects.filter(partner=code)
    return rows.filter(pk__in=through.values("task")) if code else rows


def with_coordinating(rows: QuerySet[Task], unit: str) -> QuerySet[Task]:
    """Those that the unit coordinates."""
    through = Task.coordinating.through.objects.filter(unit=unit)
    return rows.filter(pk__in=through.values("task")) if unit else rows


def with_sector(rows: QuerySet[Task], code: str) -> QuerySet[Task]:
    """Those that keep a commitment in the sector."""
    through = Commitment.sectors.through.objects.filter(sector=code)
    return rows.filter(commitment__in=through.values("commitment")) if code else rows


def with_driver(rows: QuerySet[Task], driver: str) -> QuerySet[Task]:
    """Those that keep a commitment of the traditional or the new growth driver."""
    through = Commitment.sectors.through.objects.filter(sector__driver=driver)
    return rows.filter(commitment__in=through.values("commitment")) if driver else rows


# Values, as the forms and history have them.


def task_values(task: Task) -> TaskValues:
    """What a person may change about a task."""
    return TaskValues(
        text=task.text,
        basis=task.basis,
        assigner=task.assigner_id,
        lead=task.lead_id,
        issuer_text=task.issuer_text,
        coordinating=tuple(sorted(unit.pk for unit in task.coordinating.all())),
        partners=tuple(sorted(partner.pk for partner in task.partners.all())),
        due=task.due,
        due_text=task.due_text,
        recurrence=task.recurrence,
        priority=task.priority,
        deliverable=task.deliverable,
        inferred=tuple(task.inferred),
        commitment_id=task.commitment_id,
        obstacle_id=task.obstacle_id,
        opportunity_id=task.opportunity_id,
    )


def proposal_values(proposal: Proposal) -> ProposalValues:
    """What a person may change about a proposal."""
    return ProposalValues(
        text=proposal.text,
        from_unit=proposal.from_unit_id,
        to_unit=proposal.to_unit_id,
        coordinating=tuple(sorted(unit.pk for unit in proposal.coordinating.all())),
        partners=tuple(sorted(partner.pk for partner in proposal.partners.all())),
        due=proposal.due,
        due_text=proposal.due_text,
        obstacle_id=proposal.obstacle_id,
        opportunity_id=proposal.opportunity_id,
        event=proposal.event,
        event_on=proposal.event_on,
    )


def shortcoming_values(shortcoming: Shortcoming) -> ShortcomingValues:
    """What was noted."""
    return ShortcomingValues(
        text=shortcoming.text, unit=shortcoming.unit_id, area=shortcoming.area
    )
