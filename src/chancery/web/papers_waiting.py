"""Plans, monthly reports and meetings on the Today page: to approve, to answer, to write."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.web.formatting import bilingual, day
from chancery.web.today import FIRST, Line, Section, first
from chancery.work.meetings import access as meetings
from chancery.work.meetings import queries as gathered
from chancery.work.models import (
    Meeting,
    MeetingDecision,
    MeetingState,
    MonthlyReport,
    Participant,
    PlanState,
    ReportState,
    WorkPlan,
)
from chancery.work.owed import few
from chancery.work.plans import queries as plans
from chancery.work.rules import OPEN
from chancery.work.sides import headed_by, written_for


def papers_to_decide(who: Viewer) -> list[Section]:
    """What the person is to approve, to answer or to write anew."""
    headed, written = headed_by(who), written_for(who)
    if not written:
        return []
    sections = [_invited(who, written), _minutes(who, written)]
    if headed:
        sections += [_plans(who), _reports(who)]
    sections += [_returned(who, written)]
    return [section for section in sections if section.count]


def papers_to_write(who: Viewer) -> list[Section]:
    """Reports of the month that is over which the person's units owe; decisions that are late."""
    written = written_for(who)
    sections = [_owed(who), _late_decisions(who, written)] if written else []
    return [section for section in sections if section.count]


def _plans(who: Viewer) -> Section:
    waiting = WorkPlan.objects.filter(state=PlanState.SUBMITTED)
    rows = few(lambda viewer: plans.to_approve(viewer)[0], who, waiting)
    words = (_("Work plans to approve"), _("work plans to approve"), "list-details")
    link = f"{reverse('plans')}?waits=mine"
    return _section("plans", words, rows.order_by("submitted_at", "pk"), link, _plan)


def _reports(who: Viewer) -> Section:
    waiting = MonthlyReport.objects.filter(state=ReportState.SUBMITTED)
    rows = few(lambda viewer: plans.to_approve(viewer)[1], who, waiting)
    words = (_("Monthly reports to approve"), _("monthly reports to approve"), "report")
    link = f"{reverse('monthly-reports')}?waits=mine"
    return _section("reports", words, rows.order_by("submitted_at", "pk"), link, _report)


def _returned(who: Viewer, written: list[str]) -> Section:
    """Plans that came back; reports that did are among those still to write."""
    waiting = WorkPlan.objects.filter(state=PlanState.RETURNED, held_by__in=written)
    rows = few(plans.plans, who, waiting).order_by("year", "period", "pk")
    words = (_("Plans returned to your unit"), _("plans returned"), "arrow-back-up")
    link = f"{reverse('plans')}?state=returned"
    return _section("plans_returned", words, rows, link, _plan)


def _invited(who: Viewer, written: list[str]) -> Section:
    waiting = Participant.objects.filter(state=Participant.State.INVITED, unit__in=written)
    rows = few(gathered.invitations, who, waiting)
    words = (_("Invitations to answer"), _("invitations to answer"), "calendar-event")
    return _section("invitations", words, rows, "", _invitation)


def _minutes(who: Viewer, written: list[str]) -> Section:
    """Minutes that wait for the chair, the secretary or the head of the secretariat."""
    waiting = Meeting.objects.filter(
        Q(chair_person=who.user) | Q(secretary=who.user) | Q(held_by__in=headed_by(who)),
        state=MeetingState.HELD,
        held_by__in=written,
    )
    rows = few(meetings.meetings, who, waiting).order_by("day", "pk")
    words = (_("Minutes to approve"), _("minutes to approve"), "gavel")
    link = f"{reverse('meetings')}?state=held"
    return _section("minutes", words, rows, link, _meeting)


def _late_decisions(who: Viewer, written: list[str]) -> Section:
    """Decisions of meetings that the person's unit prepared, on which work is late."""
    late = MeetingDecision.objects.filter(
        meeting__held_by__in=written,
        meeting__state=MeetingState.CONCLUDED,
        task__state__in=OPEN,
        task__due__lt=timezone.localdate(),
    )
    rows = few(gathered.followed_up, who, late).prefetch_related(None)
    rows = rows.select_related("task__lead").order_by("task__due", "pk")
    words = (_("Decisions of meetings that are late"), _("late decisions of meetings"), "gavel")
    return _section("decisions", words, rows, reverse("meetings"), _decision, "red")


def _owed(who: Viewer) -> Section:
    """Nothing where this house has never begun a monthly report: it then works without them."""
    found = plans.owed_by(who) if MonthlyReport.objects.exists() else []
    late = any(one.is_late for one in found)
    words = (_("Monthly reports to write"), _("monthly reports to write"), "report")
    link, tone = reverse("monthly-reports"), "red" if late else "amber"
    return Section("reports_owed", *words, len(found), list(map(_due, found[:FIRST])), link, tone)


def _section(
    key: str,
    words: tuple[str, str, str],
    rows: QuerySet[Any],
    link: str,
    line: Any,
    tone: str = "blue",
) -> Section:
    found, count = first(rows)
    return Section(key, *words, count, [line(row) for row in found], link, tone)


def _plan(row: WorkPlan) -> Line:
    address = reverse("workplan", args=[row.pk])
    return Line(row.reference, row.text, address, said=row.answer, unit=row.held_by)


def _report(row: MonthlyReport) -> Line:
    address = reverse("monthlyreport", args=[row.pk])
    return Line(row.reference, row.text, address, unit=row.held_by)


def _due(one: plans.Owed) -> Line:
    words = _("month %(month)s, by %(day)s")
    said = words % {"month": f"{one.month:%m/%Y}", "day": day(one.deadline)}
    if one.report is not None:
        page, text = reverse("monthlyreport", args=[one.report.pk]), one.report.text
        return Line(one.report.reference, text, page, said=said, unit=one.unit)
    page = f"{reverse('monthly-new')}?unit={one.unit.pk}"
    return Line("", bilingual(one.unit), page, said=said)


def _invitation(row: Participant) -> Line:
    address = reverse("meeting-answer", args=[row.meeting_id, row.pk])
    words = _("%(unit)s is invited for %(day)s")
    unit = bilingual(row.unit) if row.unit else row.name
    said = words % {"unit": unit, "day": day(row.meeting.day)}
    return Line(row.meeting.reference, row.meeting.text, address, said=said)


def _meeting(row: Meeting) -> Line:
    return Line(row.reference, row.text, reverse("meeting", args=[row.pk]), said=day(row.day))


def _decision(row: MeetingDecision) -> Line:
    assert row.task is not None  # the question asks for those with a task
    address, due = reverse("task", args=[row.task.pk]), day(row.task.due)
    return Line(row.task.reference, row.text, address, said=due, unit=row.task.lead)
