"""Meetings, their invitations and their day."""

from datetime import timedelta

from django.utils import timezone

from chancery.people.models import User
from chancery.register.values import (
    Guard,
)
from chancery.work.actions import (
    meetings,
    meetings_preparing,
)
from chancery.work.meetings.values import MeetingValues
from tests.make.documents import guard
from tests.make.people import lan, viewer
from tests.make.places import ground


def meeting_values(**values) -> MeetingValues:
    defaults = {
        "text": "Phiên họp thứ nhất",
        "kind": "committee",
        "day": timezone.localdate() + timedelta(days=7),
        "place": "Phòng họp A1",
        "chair": "Trưởng Ban",
    }
    return MeetingValues(**{**defaults, **values})


def meeting(*, by: User | None = None, keeping: Guard | None = None, invites=("moit",), **values):
    """A session prepared by lan, to which moit shall come."""
    ground()
    by = viewer(by or lan())
    made = meetings.add_meeting(values=meeting_values(**values), guard=keeping or guard(), by=by)
    if invites:
        meetings_preparing.add_participants(meeting=made, units=invites, by=by)
    made.refresh_from_db()
    return made


def held(found):
    """The meeting after its invitations and its day, by who prepares it."""
    by = viewer(found.created_by)
    return meetings.hold(meeting=meetings.invite(meeting=found, by=by), by=by)
