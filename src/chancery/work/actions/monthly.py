"""Monthly reports: drawn from records, put into words, approved, frozen, sent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.notices.actions import post
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.people.queries import country_pack
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    check_current,
    claim,
    name_units,
    placed,
    save,
    tell,
    told_of_new,
    withdraw,
)
from chancery.register.models import (
    Activity,
    Commitment,
    Interaction,
    Obstacle,
    Opportunity,
)
from chancery.register.numbering import next_reference
from chancery.register.rules import check_reason
from chancery.register.values import BY_HAND, Guard
from chancery.work.actions.plans_telling import tell_heads, tell_writers
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import (
    MonthlyReport,
    Outreach,
    Proposal,
    ReportSection,
    ReportState,
    Task,
)
from chancery.work.numbering import MONTHLY_REPORT
from chancery.work.plans import rules
from chancery.work.plans.draft import BY_KEY, SECTIONS, drawn
from chancery.work.plans.facts import as_json, changed, digest_of, facts_of
from chancery.work.plans.months import month_of
from chancery.work.plans.queries import units_that_report
from chancery.work.plans.reporting import reporting
from chancery.work.plans.values import ReportValues, first_of, month_before
from chancery.work.recipients import active_people, staff

REMINDER = "monthly-report"


@transaction.atomic
def add_report(*, values: ReportValues, guard: Guard, by: Viewer) -> MonthlyReport:
    """Draw the report of a unit for a month from its records; a month that is over or runs."""
    rules.check_can_begin(by, guard.held_by)
    first = first_of(values.month)
    if first > timezone.localdate():
        raise InvalidValuesError({"month": [_("This month has not begun yet.")]})
    unit = Unit.objects.select_related("belongs_to").get(pk=guard.held_by)
    report = MonthlyReport(
        month=first,
        text=f"Báo cáo công tác tháng {first:%m/%Y} của {unit.name_vi}",
        to_unit_id=values.to_unit or unit.belongs_to_id,
        drawn_at=timezone.now(),
        **placed(BY_HAND, guard, by),
    )
    check_columns(report)
    check_current("to_unit", [report.to_unit_id] if report.to_unit_id else [])
    report.reference = next_reference(MONTHLY_REPORT)
    _save_new(report)
    name_units(report, guard.named_units)
    facts = drawn(month_of(by, unit, first, report.sensitivity))
    ReportSection.objects.bulk_create(
        ReportSection(report=report, key=section.key, facts=as_json(facts[section.key]))
        for section in SECTIONS
    )
    tell(report, "add", by=by, changes=told_of_new(values, BY_HAND, guard))
    return report


def _save_new(report: MonthlyReport) -> None:
    other = MonthlyReport.objects.filter(held_by=report.held_by_id, month=report.month).first()
    words = _("This unit has a report for that month: %(reference)s.")
    if other is not None:
        raise InvalidValuesError({"month": [words % {"reference": other.reference}]})
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError as error:
        said = _("Somebody has just begun the report of this unit for that month.")
        raise InvalidValuesError({"month": [said]}) from error


@transaction.atomic
def refresh(*, report: MonthlyReport, by: Viewer) -> int:
    """Draw the facts anew; own words stay as they are. How many facts changed.

    What was shown before the last look is kept, so that what changed can be shown.
    """
    row = claim(report)
    rules.check_can_write(by, row)
    found = drawn(month_of(by, row.held_by, row.month, row.sensitivity))
    number = 0
    for section in _sections(row):
        old, new = facts_of(section.facts), found.get(section.key, [])
        moved = len(changed(old, new))
        if moved:
            section.before = section.facts if section.before is None else section.before
            section.facts = as_json(new)
            section.save()
            number += moved
    row.drawn_at = timezone.now()
    save(row)
    tell(row, "refresh", by=by, changes={"facts": [None, number]})
    return number


def _sections(row: MonthlyReport) -> list[ReportSection]:
    """All of them; a section that the product learned of since the report was begun is added."""
    there = {section.key: section for section in row.sections.all()}
    for section in SECTIONS:
        if section.key not in there:
            there[section.key] = ReportSection.objects.create(report=row, key=section.key)
    return [there[section.key] for section in SECTIONS]


@transaction.atomic
def write_section(
    *, report: MonthlyReport, key: str, words: str, version: int, by: Viewer
) -> ReportSection:
    """Put the officer's own words beside the facts of a section."""
    row = claim(report, version=version)
    rules.check_can_write(by, row)
    section = row.sections.filter(key=key).first()
    if section is None or key not in BY_KEY:
        raise InvalidValuesError({"words": [_("There is no such section in this report.")]})
    changes: Changes = {"section": [key, key], "words": [section.words, words.strip()]}
    if section.words != words.strip():
        section.words = words.strip()
        section.save()
        save(row)
        tell(row, "words", by=by, changes=changes)
    return section


@transaction.atomic
def see_changes(*, report: MonthlyReport, by: Viewer) -> None:
    """Somebody of the unit has looked at what the refreshes changed."""
    row = claim(report)
    rules.check_can_write(by, row)
    if row.sections.exclude(before=None).update(before=None):
        tell(row, "looked", by=by, changes={})


@transaction.atomic
def move_report(
    *, report: MonthlyReport, move: str, by: Viewer, reason: str = ""
) -> MonthlyReport:
    """Submit, approve (it is frozen then), return, send, or take an approval back before sending."""
    row = claim(report)
    line = rules.check_move(by, row, move, reason)
    if move == "send" and row.to_unit_id is None:
        raise StateError(_("Say first to which unit it goes."))
    was, now = row.state, timezone.now()
    row.state = line.target
    row.answer = reason.strip() if line.needs_reason else ""
    changes: Changes = {"state": [was, row.state]}
    if move == "submit":
        row.submitted_at = now
    elif move == "approve":
        _freeze(row, by, now)
        changes["digest"] = [None, row.digest]
    elif move == "reopen":
        changes["digest"] = [row.digest, None]
        row.approved_by, row.approved_at, row.digest, row.removed_at = None, None, "", None
    elif move == "send":
        row.sent_at = now
    save(row)
    tell(row, move, by=by, changes=changes, reason=reason)
    _tell_of(row, move, by)
    return row


def _freeze(row: MonthlyReport, by: Viewer, now: datetime) -> None:
    row.sections.update(before=None)
    row.approved_by, row.approved_at = by.user, now
    row.digest = digest_of(row, row.sections.all())


def _tell_of(row: MonthlyReport, move: str, by: Viewer) -> None:
    if move == "submit":
        tell_heads(row, row.held_by_id, by)
    elif move in {"approve", "return", "reopen"}:
        tell_writers(row, row.held_by_id, by)
    elif row.to_unit_id:
        tell_writers(row, row.to_unit_id, by)


@transaction.atomic
def change_report(
    *, report: MonthlyReport, to_unit: str | None, version: int, by: Viewer
) -> MonthlyReport:
    """Say to which unit it goes."""
    row = claim(report, version=version)
    rules.check_can_write(by, row)
    check_current("to_unit", [to_unit] if to_unit else [])
    if row.to_unit_id != to_unit:
        changes: Changes = {"to_unit": [row.to_unit_id, to_unit]}
        row.to_unit_id = to_unit
        check_columns(row)
        save(row)
        tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def withdraw_report(*, report: MonthlyReport, reason: str, by: Viewer) -> None:
    """Take back a report that was not approved."""
    row = claim(report)
    rules.check_can_write(by, row)
    check_reason(reason)
    values = ReportValues(row.month, row.to_unit_id)
    withdraw(row, values, reason=reason, by=by)


# Who has not reported.


def remind_of_reports(*, now: datetime) -> int:
    """Remind the units that have not sent the report of the month that is over; how many people.

    By ``definitions/reporting.yaml``. Repeated it tells nobody twice: a notice is once per person,
    unit, month and occasion. After days without a run the latest occasion alone is told.
    """
    today = timezone.localdate(now)
    month = month_before(first_of(today))
    calendar = country_pack().calendar
    occasion = reporting().occasion(month, today, calendar)
    if occasion is None or not calendar.is_working_day(today):
        return 0
    sent = MonthlyReport.objects.filter(month=month, state=ReportState.SENT)
    silent = units_that_report().exclude(pk__in=sent.values("held_by"))
    everybody = active_people()
    people = staff(everybody, today)
    by_key = {person.pk: person for person in everybody}
    told = 0
    for unit in silent:
        for key in sorted(people.writers.get(unit.pk, set())):
            told += _remind(by_key[key], unit, month, occasion.day)
    return told


@transaction.atomic
def _remind(person: Any, unit: Unit, month: date, occasion: date) -> int:
    deadline = reporting().deadline(month, country_pack().calendar)
    with translation.override(person.language):
        values = {"month": f"{month:%m/%Y}", "day": f"{deadline:%d/%m/%Y}", "unit": str(unit)}
        made = post(
            to=person,
            kind=REMINDER,
            key=f"{REMINDER}:{unit.pk}:{month:%Y-%m}:{occasion.isoformat()}"[:120],
            subject=_("Report of %(month)s: to be sent by %(day)s") % values,
            body=_(
                "%(unit)s has not sent its report of %(month)s; the day is %(day)s. It can be drawn "
                "from the records on its page."
            )
            % values,
            link=f"/units/{unit.pk}/?tab=plans",
        )
    return int(made is not None)


# A document is purged.


@transaction.atomic
def empty_facts(*, document: Document, reason: str, by: Viewer) -> int:
    """Take the words of records made from a document out of every report; how many facts.

    The records keep their numbers. A frozen report no longer fits its hash since, and says so.
    """
    quoted = {
        (kind, str(key))
        for kind, model in _MADE.items()
        for key in model.objects.filter(document=document).values_list("pk", flat=True)
    }
    emptied = 0
    touched: set[int] = set()
    for section in ReportSection.objects.exclude(facts=[], before=None) if quoted else ():
        number = _empty(section, quoted)
        if number:
            section.save()
            touched.add(section.report_id)
            emptied += number
    for report in MonthlyReport.objects.filter(pk__in=touched):
        if report.digest:
            report.removed_at = timezone.now()
        save(report)
        tell(report, "redact", by=by, changes={"facts": [emptied, None]}, reason=reason)
    return emptied


_MADE: dict[str, type[Any]] = {
    "task": Task,
    "proposal": Proposal,
    "commitment": Commitment,
    "obstacle": Obstacle,
    "opportunity": Opportunity,
    "activity": Activity,
    "interaction": Interaction,
    "outreach": Outreach,
}


def _empty(section: ReportSection, quoted: set[tuple[str, str]]) -> int:
    number = 0
    for fact in (*section.facts, *(section.before or ())):
        if (fact["about"], fact["key"]) in quoted:
            fact["vi"] = f"{fact['reference']}: (nội dung đã được gỡ bỏ)"
            fact["en"] = f"{fact['reference']}: (content removed)"
            number += 1
    return number
