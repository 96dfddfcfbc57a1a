"""Meetings: prepare, invite, hold, cancel. One event of history for every act."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    check_current,
    claim,
    differences,
    name_units,
    placed,
    tell,
    withdraw,
)
from chancery.register.numbering import next_reference
from chancery.register.rules import check_can_add, check_reason
from chancery.register.values import BY_HAND, Guard
from chancery.work.actions.meetings_telling import tell_participants
from chancery.work.actions.recording import fill, kept, moved, person_named
from chancery.work.errors import InvalidValuesError
from chancery.work.meetings import rules
from chancery.work.meetings.queries import meeting_values
from chancery.work.meetings.values import MeetingValues
from chancery.work.models import Meeting, MeetingState, Participant
from chancery.work.numbering import MEETING

_MOVED = {"day", "time", "place", "link"}


@transaction.atomic
def add_meeting(*, values: MeetingValues, guard: Guard, by: Viewer) -> Meeting:
    """Prepare a meeting; nobody is invited yet. Who prepares it is its secretary unless said."""
    check_can_add(by, guard.held_by)
    meeting = Meeting(**placed(BY_HAND, guard, by))
    _fill(meeting, values)
    meeting.secretary = meeting.secretary or by.user
    meeting.reference = next_reference(MEETING)
    meeting.save()
    name_units(meeting, guard.named_units)
    tell(meeting, "add", by=by, changes=_told(None, meeting_values(meeting)))
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, values: MeetingValues, version: int, by: Viewer
) -> Meeting:
    """Change what is prepared; those invited are told of another day, time or place."""
    rules.check_is_secretariat(by, meeting)
    row = claim(meeting, version=version)
    rules.check_can_put(by, row)
    before = meeting_values(row)
    _fill(row, values)
    changes = _told(before, meeting_values(row))
    kept(row, changes, "change", by=by)
    if row.state == MeetingState.INVITED and _MOVED & set(changes):
        tell_participants(row, "moved")
    return row


@transaction.atomic
def withdraw_meeting(*, meeting: Meeting, reason: str, by: Viewer) -> None:
    """Take back a meeting to which nobody was invited."""
    row = claim(meeting)
    rules.check_is_secretariat(by, row)
    check_reason(reason)
    rules.check_state(row, MeetingState.PREPARED)
    values = meeting_values(row)
    row.items.all().delete()
    withdraw(row, values, reason=reason, by=by)


@transaction.atomic
def invite(*, meeting: Meeting, by: Viewer) -> Meeting:
    """Everybody listed is invited; officers and heads of their units are told."""
    row = claim(meeting)
    rules.check_move(by, row, "invite")
    listed = row.participants.filter(state=Participant.State.LISTED)
    units = sorted({unit for unit in listed.values_list("unit", flat=True) if unit})
    listed.update(state=Participant.State.INVITED)
    row.invited_at = timezone.now()
    moved(row, MeetingState.INVITED, "invite", by=by, told={"calls": [None, units]})
    tell_participants(row, "invited")
    return row


@transaction.atomic
def hold(*, meeting: Meeting, by: Viewer) -> Meeting:
    """It was held: decisions and minutes are written from now on."""
    row = claim(meeting)
    rules.check_move(by, row, "hold")
    return moved(row, MeetingState.HELD, "hold", by=by)


@transaction.atomic
def take_back_holding(*, meeting: Meeting, reason: str, by: Viewer) -> Meeting:
    """It was not held after all."""
    row = claim(meeting)
    rules.check_move(by, row, "take_back", reason)
    return moved(row, MeetingState.INVITED, "take_back", by=by, reason=reason)


@transaction.atomic
def cancel(*, meeting: Meeting, reason: str, by: Viewer) -> Meeting:
    """There will be no such meeting; what stands on its agenda waits for another one."""
    row = claim(meeting)
    rules.check_move(by, row, "cancel", reason)
    was_invited = row.state == MeetingState.INVITED
    moved(row, MeetingState.CANCELLED, "cancel", by=by, reason=reason)
    if was_invited:
        tell_participants(row, "cancelled")
    return row


def _fill(meeting: Meeting, values: MeetingValues) -> None:
    persons = {"chair_person", "secretary"}
    fill(meeting, values, set(MeetingValues.__dataclass_fields__) - {"issuer", *persons})
    for name in persons:
        said = getattr(values, name)
        unknown = _("unknown: %(keys)s") % {"keys": said}
        setattr(meeting, name, person_named(name, said, unknown))
    changed = meeting.issuer_id != values.issuer
    meeting.issuer_id = values.issuer
    if not meeting.text:
        raise InvalidValuesError({"text": [_("Give the meeting a title.")]})
    check_columns(meeting)
    check_current("issuer", [values.issuer] if values.issuer and changed else [])


def _told(before: MeetingValues | None, after: MeetingValues) -> Changes:
    return {
        name: [_plain(old), _plain(new)] for name, (old, new) in differences(before, after).items()
    }


def _plain(value: Any) -> Any:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else value
