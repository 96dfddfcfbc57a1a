"""What is to be urged today, as letters ready to be sent: one for each unit, over all its tasks.

The words are Vietnamese, as the letter goes out in it whatever language the page is read in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.people.queries import country_pack
from chancery.people.written_question import all_of
from chancery.work import access, clock
from chancery.work.escalation.definition import ladder_plan
from chancery.work.escalation.grounds import Holds, grounds_of, tasks_by_clock
from chancery.work.escalation.plan import URGED
from chancery.work.escalation.urging_rules import Authority, Order
from chancery.work.models import Task, TaskState, Trigger, UrgedTask
from chancery.work.queries import leaves
from chancery.work.reminding import step
from chancery.work.timeliness import local_day
from chancery.work.told import report_due

_SAID = {
    Trigger.OVERDUE: "quá hạn {days} ngày làm việc (hạn {since})",
    Trigger.SILENCE: "chưa báo cáo tiến độ, chậm {days} ngày làm việc so với kỳ báo cáo {since}",
    Trigger.RESPONSE: "chưa tiếp nhận sau {days} ngày làm việc kể từ khi giao ({since})",
}
_OF_A_LINE = (
    *("reference", "text", "state", "basis", "priority", "lead", "held_by", "due"),
    *("created_at", "accepted_at", "reported_until", "assigner__kind", "assigner__time_zone"),
)
_OLDEST_FIRST = (F("due").asc(nulls_last=True), F("reference").asc())


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One task of a draft: why it is urged, in words of the letter."""

    task: Task
    trigger: Trigger
    since: date
    days: int
    urged_before: int

    @property
    def said(self) -> str:
        """As the letter has it."""
        return ground_in_words(self.trigger, self.since, self.days)


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that could be sent now."""

    by_unit: Unit
    to_unit: Unit
    lines: tuple[DraftLine, ...]
    opening: str
    closing: str
    reply_by: date

    @property
    def key(self) -> str:
        """Names it among the drafts of one person."""
        return f"{self.by_unit.pk}--{self.to_unit.pk}"


def ground_in_words(trigger: str, since: date, days: int) -> str:
    """How a task stands, as an official letter says it."""
    return _SAID[Trigger(trigger)].format(days=days, since=f"{since:%d/%m/%Y}")


@dataclass(frozen=True, slots=True)
class Owing:
    """A unit that may be urged."""

    key: str
    tasks: int
    """How many may be late."""
    overdue: int
    """Of how many the due date may be over, whoever would urge about them."""


def units_to_urge(viewer: Viewer, now: datetime | None = None) -> list[Owing]:
    """The units that this person may urge about something that may be late, the most of it first.

    Asked of columns alone, however many tasks there are: ``drafts_for`` looks at those of a few.
    """
    moment = now or timezone.now()
    found = all_of(_owed, viewer, local_day(moment, country_pack().time_zone), clock.read(moment))
    assigners = Unit.objects.in_bulk({assigner for _lead, assigner, *_rest in found})
    authority, late, overdue = Authority(viewer), Counter[str](), Counter[str]()
    for lead, assigner, basis, held_by, number, past in found:
        overdue[lead] += past
        if authority.unit_by(Order(lead, assigners[assigner], basis, held_by)) is not None:
            late[lead] += number
    by_number = sorted(late, key=lambda lead: (-late[lead], lead))
    return [Owing(lead, late[lead], overdue[lead]) for lead in by_number]


def _owed(viewer: Viewer, today: date, reading: clock.Reading) -> QuerySet[Any, Any]:
    """Lead, assigner, basis and holder, of how many tasks, and how many with a past due date.

    In the order of the index ``task_owed``, which has all that is asked: nothing is sorted.
    """
    rows = _candidates(access.tasks(viewer), today, reading).order_by()
    counted = rows.values_list("lead", "assigner", "basis", "held_by")
    past = Count("pk", filter=Q(due__lte=reading.latest))
    return counted.annotate(number=Count("*"), past=past)


def previews_for(
    viewer: Viewer, units: Collection[Owing], shown: int, now: datetime | None = None
) -> list[Draft]:
    """The same with no more than ``shown`` lines and one, which tells that there are others.

    Where none of the first is late enough, all are looked at: no unit is passed over.
    """
    moment, number = now or timezone.now(), 2 * shown
    today, reading = local_day(moment, country_pack().time_zone), clock.read(moment)
    leads = [unit.key for unit in units]
    enough = tuple(unit.key for unit in units if unit.overdue >= number)
    first = all_of(_first_of_each, viewer, tuple(leads), enough, number, today, reading)
    found = _drafts(viewer, first, moment)
    there = {draft.to_unit.pk for draft in found}
    if rest := [lead for lead in leads if lead not in there]:
        found += drafts_for(viewer, moment, rest)
    place = {lead: number for number, lead in enumerate(leads)}
    cut = [replace(draft, lines=draft.lines[: shown + 1]) for draft in found]
    return sorted(cut, key=lambda draft: place[draft.to_unit.pk])


def drafts_for(
    viewer: Viewer, now: datetime | None = None, leads: Collection[str] | None = None
) -> list[Draft]:
    """What this person may urge today, the unit with the most tasks first; of ``leads`` alone
    where they are given."""
    moment = now or timezone.now()
    today = local_day(moment, country_pack().time_zone)
    rows = _candidates(access.tasks(viewer), today, clock.read(moment))
    rows = rows if leads is None else rows.filter(lead__in=leads)
    return _drafts(viewer, _with_grounds(rows), moment)


def _drafts(viewer: Viewer, rows: Iterable[Task], now: datetime) -> list[Draft]:
    found: dict[tuple[str, str], list[DraftLine]] = defaultdict(list)
    authority = Authority(viewer)
    for task, held in _late(rows, now):
        unit = authority.unit_for(task)
        if unit is not None:
            line = DraftLine(task, held.event, held.since, held.days, task.urged_before)  # type: ignore[attr-defined] # annotated
            found[unit, task.lead_id].append(line)
    units = Unit.objects.in_bulk({key for pair in found for key in pair})
    drafts = [_draft(units[by], units[to], lines, now) for (by, to), lines in found.items()]
    return sorted(drafts, key=lambda draft: (-len(draft.lines), draft.to_unit.name_vi))


def reply_day(now: datetime) -> date:
    """By when a letter of today is answered."""
    pack = country_pack()
    return step(local_day(now, pack.time_zone), ladder_plan().urging.reply_in, pack.calendar)


def _with_grounds(rows: QuerySet[Task]) -> QuerySet[Task]:
    """With what a line of a letter says and depends on, the oldest due dates first."""
    asked = tasks_by_clock(rows).select_related(None).select_related("assigner").defer(None)
    asked = asked.only(*_OF_A_LINE).annotate(urged_before=_times_urged())
    return asked.order_by(*_OLDEST_FIRST)


def _late(rows: Iterable[Task], now: datetime) -> list[tuple[Task, Holds]]:
    """Each task with the first ground on which it is urged. Wants rows of ``_with_grounds``."""
    plan = ladder_plan()
    found: list[tuple[Task, Holds]] = []
    for task in rows:
        held = grounds_of(task, now)
        for event in URGED:
            after = plan.urging.after.get(event)
            ground = held.get(event)
            if ground and after and ground.days >= plan.days(after, task.priority):
                found.append((task, ground))
                break
    return found


def _first_of_each(
    viewer: Viewer,
    leads: tuple[str, ...],
    enough: tuple[str, ...],
    number: int,
    today: date,
    reading: clock.Reading,
) -> QuerySet[Task]:
    """So many tasks of each unit: the oldest due dates, then those without one.

    Of units with ``enough`` overdue tasks nothing else is looked at: every other comes after them.
    """
    others = [lead for lead in leads if lead not in enough]
    of = Q(lead__in=enough, due__lte=reading.latest) | Q(lead__in=others)
    place = Window(RowNumber(), partition_by="lead", order_by=_OLDEST_FIRST)
    rows = _candidates(access.few_tasks(viewer), today, reading).filter(of)
    placed = rows.order_by().annotate(place=place).filter(place__lte=number)
    return _with_grounds(Task.objects.filter(pk__in=placed.values("pk")))


def _candidates(known: QuerySet[Task], today: date, reading: clock.Reading) -> QuerySet[Task]:
    """Asked of the columns alone: what may be late, and was not urged within ``again`` days."""
    pack, plan = country_pack(), ladder_plan()
    morning = datetime.combine(today, time.min, ZoneInfo(pack.time_zone))
    may_be = (
        Q(due__lte=reading.latest)
        | Q(state=TaskState.ASSIGNED, created_at__lt=morning)
        | report_due(morning)
    )
    lately = step(today, -plan.urging.again, pack.calendar)
    urged = UrgedTask.objects.filter(urging__withdrawn_at__isnull=True, urging__sent_on__gt=lately)
    # Not done and not cancelled is open, said as the index on what is owed has it.
    owed = leaves(known).filter(done_at__isnull=True, recurrence="")
    owed = owed.exclude(state=TaskState.CANCELLED)
    return owed.filter(may_be).exclude(pk__in=urged.order_by().values("task"))


def _times_urged() -> Coalesce:
    lines = UrgedTask.objects.filter(task=OuterRef("pk"), urging__withdrawn_at__isnull=True)
    number = lines.order_by().values("task").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def _draft(by: Unit, to: Unit, lines: list[DraftLine], now: datetime) -> Draft:
    today, until = local_day(now, country_pack().time_zone), reply_day(now)
    named = f"{len(lines)} nhiệm vụ" if len(lines) > 1 else "nhiệm vụ"
    opening = (
        f"Qua theo dõi tình hình thực hiện nhiệm vụ được giao, đến ngày {today:%d/%m/%Y}, "
        f"{to.name_vi} còn {named} chưa hoàn thành đúng tiến độ hoặc chưa có báo cáo, cụ thể như sau:"
    )
    closing = (
        f"{by.name_vi} đề nghị {to.name_vi} khẩn trương triển khai, báo cáo tiến độ, nguyên nhân chậm "
        f"và đề xuất (nếu có) chậm nhất ngày {until:%d/%m/%Y}. Trường hợp vượt thẩm quyền, đề nghị báo cáo, "
        "xin ý kiến cấp có thẩm quyền theo quy định."
    )
    return Draft(by, to, tuple(lines), opening, closing, until)
