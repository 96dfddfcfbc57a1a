"""What units do about a question: take note, reply, ask for more time; and what is granted.

Each step is an event of the unit asked (``consulted_unit``), not of the question: who reads the
history of the question need not be one who may read every answer.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history import actions as history
from chancery.people.access import Viewer
from chancery.people.queries import country_pack
from chancery.register.actions.recording import Changes, check_columns, claim
from chancery.register.rules import check_reason
from chancery.work.actions.consultations_telling import tell_asker, tell_units
from chancery.work.actions.recording import paper_named
from chancery.work.consultations import rules
from chancery.work.consultations.values import EnteredValues, ReplyValues
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import (
    Consultation,
    ConsultationExtension,
    ConsultationReply,
    ConsultedUnit,
    ReplyKind,
)
from chancery.work.models.asking import Decision
from chancery.work.timeliness import closing_day

KIND = "consulted_unit"


@transaction.atomic
def take_note(*, asked: ConsultedUnit, by: Viewer) -> ConsultedUnit:
    """The unit has seen the question."""
    one = claimed(asked)
    rules.check_can_note(by, one)
    one.noted_at, one.noted_by = timezone.now(), by.user
    one.save()
    tell_of(one, "note", by, {"noted_by": [None, by.key]})
    return one


@transaction.atomic
def reply(*, asked: ConsultedUnit, values: ReplyValues, by: Viewer) -> ConsultationReply:
    """The unit answers, or puts its answer right; the one before stays."""
    one = claimed(asked)
    rules.check_speaks(by, one)
    made = ConsultationReply(asked=one, received_on=timezone.localdate(), way="form")
    return keep_reply(one, made, values, by)


@transaction.atomic
def enter_reply(
    *, consultation: Consultation, values: EnteredValues, by: Viewer
) -> ConsultationReply:
    """Enter what a unit said by letter or mail: the day on which that came is the one that counts."""
    row = claim(consultation)
    rules.check_can_enter(by, row)
    one = row.asked.select_for_update().filter(unit=values.unit).first()
    if one is None:
        raise InvalidValuesError({"unit": [_("This unit was not asked.")]})
    one.consultation = row
    assert one.asked_at is not None
    if not timezone.localdate(one.asked_at) <= values.received_on <= timezone.localdate():
        said = _("It came between the day on which it was asked and today.")
        raise InvalidValuesError({"received_on": [said]})
    made = ConsultationReply(
        asked=one, received_on=values.received_on, way=values.way, on_behalf=True
    )
    return keep_reply(one, made, values.said, by)


@transaction.atomic
def ask_time(*, asked: ConsultedUnit, due: date, reason: str, by: Viewer) -> ConsultationExtension:
    """Ask for a later day; the unit that asks decides."""
    one = claimed(asked)
    rules.check_can_ask_time(by, one)
    check_reason(reason)
    wanted = _later(one, due, "due")
    assert one.due is not None
    made = ConsultationExtension.objects.create(
        asked=one,
        unit_id=one.unit_id,
        reason=reason.strip(),
        asked_by=by.user,
        asked_at=timezone.now(),
        due_before=one.due,
        due_asked=wanted,
    )
    told: Changes = {"due_asked": [one.due.isoformat(), wanted.isoformat()]}
    tell_of(one, "extension_ask", by, told, reason)
    tell_asker(one.consultation, one, "more_time")
    return made


@transaction.atomic
def grant_time(
    *, extension: ConsultationExtension, due: date | None, by: Viewer
) -> ConsultationExtension:
    """Give the day asked for, or another later one; the old day stays with what was asked."""
    row, one = _decided(extension, by)
    day = _later(one, due or row.due_asked, "due")
    before, one.due = one.due, day
    one.save()
    row.state, row.due_granted = Decision.GRANTED, day
    _decide(row, by)
    assert before is not None
    told: Changes = {"due": [before.isoformat(), day.isoformat()]}
    tell_of(one, "extension_grant", by, told)
    tell_units(one.consultation, [one], "granted")
    return row


@transaction.atomic
def decline_time(
    *, extension: ConsultationExtension, answer: str, by: Viewer
) -> ConsultationExtension:
    """The day stays; the unit is told why."""
    row, one = _decided(extension, by)
    check_reason(answer)
    row.state, row.answer = Decision.DECLINED, answer.strip()
    _decide(row, by)
    tell_of(one, "extension_decline", by, {"answer": [None, row.answer]})
    tell_units(one.consultation, [one], "declined")
    return row


def claimed(asked: ConsultedUnit) -> ConsultedUnit:
    """The unit's row, locked behind its question."""
    row = claim(asked.consultation)
    one = row.asked.select_for_update().select_related("unit").filter(pk=asked.pk).first()
    if one is None:
        raise StateError(_("This unit was let off: it need not reply any more."))
    one.consultation = row
    return one


def keep_reply(
    one: ConsultedUnit, made: ConsultationReply, values: ReplyValues, by: Viewer
) -> ConsultationReply:
    before = one.replies.order_by("-pk").first()
    made.answer, made.text = values.answer, values.text.strip()
    made.paper_id = paper_named("paper", values.paper, by, before.paper_id if before else None)
    made.written_by, made.written_at = by.user, timezone.now()
    if made.answer != ReplyKind.AGREE and not made.text and made.paper_id is None:
        raise InvalidValuesError({"text": [_("Say what is to be changed, or why not.")]})
    check_columns(made)
    made.save()
    _count(one, made, by)
    told: Changes = {
        name: [getattr(before, name) if before else None, getattr(made, name)]
        for name in ("answer", "text", "paper_id", "way")
    }
    changes = {name: pair for name, pair in told.items() if pair[0] != pair[1]}
    tell_of(one, "reply", by, changes)
    if not made.on_behalf:
        tell_asker(one.consultation, one, "replied")
    return made


def _count(one: ConsultedUnit, made: ConsultationReply, by: Viewer) -> None:
    """The first reply stops the clock, and more time is no longer needed."""
    one.answer = made.answer
    if one.noted_at is None and not made.on_behalf:
        one.noted_at, one.noted_by = made.written_at, by.user
    if one.replied_on is None:
        assert one.asked_at is not None
        one.replied_on = made.received_on
        calendar = country_pack().calendar
        asked_on = timezone.localdate(one.asked_at)
        one.response_days = calendar.working_days_between(asked_on, made.received_on)
        for row in one.extensions.filter(state=Decision.OPEN):
            row.state = Decision.WITHDRAWN
            _decide(row, by)
    one.save()


def _later(one: ConsultedUnit, due: date, field: str) -> date:
    """The working day on which it would close, later than the one in force."""
    day = closing_day(due, country_pack().calendar)
    if one.due is None or day <= max(one.due, timezone.localdate()):
        raise InvalidValuesError({field: [_("Name a day later than the one in force and today.")]})
    return day


def _decided(
    extension: ConsultationExtension, by: Viewer
) -> tuple[ConsultationExtension, ConsultedUnit]:
    one = claimed(extension.asked)
    row = ConsultationExtension.objects.select_for_update().get(pk=extension.pk)
    row.asked = one
    rules.check_can_decide_time(by, row)
    return row, one


def _decide(row: ConsultationExtension, by: Viewer) -> None:
    row.decided_by, row.decided_at = by.user, timezone.now()
    row.save()


def tell_of(
    one: ConsultedUnit, action: str, by: Viewer, changes: Changes, reason: str = ""
) -> None:
    history.record(
        by=by.key,
        action=f"{KIND}.{action}",
        kind=KIND,
        key=one.pk,
        changes={"unit": [None, one.unit_id], **changes},
        reason=reason.strip(),
        label=f"{one.consultation.reference}/{one.unit_id}",
    )
