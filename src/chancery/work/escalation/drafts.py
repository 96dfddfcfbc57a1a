"""What is to be urged today, as letters ready to be sent: one for each unit, over all its tasks.

The words are Vietnamese, as the letter goes out in it whatever language the page is read in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import (
    Count,
    Exists,
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
from chancery.work import access, clock
from chancery.work.escalation.definition import ladder_plan
from chancery.work.escalation.grounds import Holds, grounds_of, tasks_by_clock
from chancery.work.escalation.plan import URGED
from chancery.work.escalation.urging_rules import Authority
from chancery.work.models import Task, TaskState, Trigger, UrgedTask
from chancery.work.queries import leaves
from chancery.work.reminding import step
from chancery.work.rules import OPEN
from chancery.work.timeliness import local_day
from chancery.work.told import reports_due

_SAID = {
    Trigger.OVERDUE: "quá hạn {days} ngày làm việc (hạn {since})",
    Trigger.SILENCE: "chưa báo cáo tiến độ, chậm {days} ngày làm việc so với kỳ báo cáo {since}",
    Trigger.RESPONSE: "chưa tiếp nhận sau {days} ngày làm việc kể từ khi giao ({since})",
}


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


def units_to_urge(viewer: Viewer, now: datetime | None = None) -> list[str]:
    """The units that this person may urge about something that may be late, the most of it first.

    Asked of columns alone, however many tasks there are: ``drafts_for`` looks at those of a few.
    """
    rows = leaves(_candidates(viewer, now or timezone.now())).filter(state__in=OPEN, recurrence="")
    columns = ("basis", "assigner", "lead", "held_by")
    counted = rows.order_by().values_list(*columns).annotate(n=Count("pk"))
    found = list(counted)
    assigners = Unit.objects.in_bulk({assigner for _basis, assigner, *_rest in found})
    authority, late = Authority(viewer), Counter[str]()
    for basis, assigner, lead, held_by, number in found:
        asked = Task(basis=basis, assigner=assigners[assigner], lead_id=lead, held_by_id=held_by)
        if authority.unit_for(asked) is not None:
            late[lead] += number
    return sorted(late, key=lambda lead: (-late[lead], lead))


def previews_for(
    viewer: Viewer, leads: Collection[str], shown: int, now: datetime | None = None
) -> list[Draft]:
    """The same with no more than ``shown`` lines and one, which tells that there are others.

    Where none of the first is late enough, all are looked at: no unit is passed over.
    """
    found = drafts_for(viewer, now, leads, first=2 * shown)
    there = {draft.to_unit.pk for draft in found}
    if rest := [lead for lead in leads if lead not in there]:
        found += drafts_for(viewer, now, rest)
    place = {lead: number for number, lead in enumerate(leads)}
    cut = [replace(draft, lines=draft.lines[: shown + 1]) for draft in found]
    return sorted(cut, key=lambda draft: place[draft.to_unit.pk])


def drafts_for(
    viewer: Viewer,
    now: datetime | None = None,
    leads: Collection[str] | None = None,
    first: int | None = None,
) -> list[Draft]:
    """What this person may urge today, the unit with the most tasks first; of ``leads`` alone
    where they are given, and of the ``first`` tasks of each that may be late."""
    moment = now or timezone.now()
    found: dict[tuple[str, str], list[DraftLine]] = defaultdict(list)
    authority = Authority(viewer)
    for task, held in _late(viewer, moment, leads, first):
        unit = authority.unit_for(task)
        if unit is not None:
            line = DraftLine(task, held.event, held.since, held.days, task.urged_before)  # type: ignore[attr-defined] # annotated
            found[unit, task.lead_id].append(line)
    units = Unit.objects.in_bulk({key for pair in found for key in pair})
    drafts = [_draft(units[by], units[to], lines, moment) for (by, to), lines in found.items()]
    return sorted(drafts, key=lambda draft: (-len(draft.lines), draft.to_unit.name_vi))


def reply_day(now: datetime) -> date:
    """By when a letter of today is answered."""
    pack = country_pack()
    return step(local_day(now, pack.time_zone), ladder_plan().urging.reply_in, pack.calendar)


def _late(
    viewer: Viewer, now: datetime, leads: Collection[str] | None, first: int | None
) -> list[tuple[Task, Holds]]:
    """Each task with the first ground on which it is urged, those urged lately left out."""
    plan = ladder_plan()
    asked = _candidates(viewer, now, leads)
    if first is not None:
        # Who may know of these was asked when they were found.
        asked = Task.objects.filter(pk__in=_first_of_each(asked, first))
    rows = tasks_by_clock(asked).defer(None).defer("quote", "inferred")
    rows = rows.annotate(urged_before=_times_urged()).order_by("due", "reference")
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


def _first_of_each(rows: QuerySet[Task], number: int) -> list[int]:
    """The keys of so many tasks of each lead: the oldest due dates, then those without one."""
    order = (F("due").asc(nulls_last=True), "reference")
    place = Window(RowNumber(), partition_by="lead", order_by=order)
    open_ones = leaves(rows).filter(state__in=OPEN, recurrence="").order_by()
    placed = open_ones.annotate(place=place).filter(place__lte=number)
    return list(placed.values_list("pk", flat=True))


def _candidates(
    viewer: Viewer, now: datetime, leads: Collection[str] | None = None
) -> QuerySet[Task]:
    """Asked of the columns alone: what may be late, and was not urged within ``again`` days."""
    pack, plan = country_pack(), ladder_plan()
    reading = clock.read(now)
    rows, every = access.tasks(viewer), Task.objects.order_by()
    if leads is not None:
        rows, every = rows.filter(lead__in=leads), every.filter(lead__in=leads)
    # Who may know of it is asked once, of what these find by their indexes.
    silent = Q(pk__in=reports_due(every, now).values("pk"))
    late = Q(pk__in=every.filter(reading.may_be_overdue()).values("pk"))
    waiting = Q(state=TaskState.ASSIGNED, created_at__lt=now - timedelta(days=1))
    lately = step(local_day(now, pack.time_zone), -plan.urging.again, pack.calendar)
    urged = UrgedTask.objects.filter(
        task=OuterRef("pk"), urging__withdrawn_at__isnull=True, urging__sent_on__gt=lately
    )
    return rows.filter(late | waiting | silent).exclude(Exists(urged))


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
