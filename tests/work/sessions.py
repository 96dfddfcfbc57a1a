"""Sessions of the committee, what went up to it, and short words for deciding."""

from datetime import timedelta

from django.utils import timezone

from chancery.work import actions as work
from chancery.work.actions import (
    meetings_deciding,
    meetings_preparing,
)
from chancery.work.meetings import queries
from chancery.work.meetings.agenda import candidates
from chancery.work.meetings.values import (
    DecisionValues,
)
from tests import make

TODAY = timezone.localdate
LATER = timedelta(days=30)


def session(**values):
    """A session of the committee, prepared by its office."""
    values = {"issuer": "sc-economic-diplomacy", "day": TODAY(), **values}
    return make.meeting(by=make.quang(), keeping=make.guard("vpcp"), **values)


def went_up():
    """What moit's head reported to the committee."""
    make.quang()
    task = make.moved(make.task(due=TODAY() + timedelta(days=5)), "accept")
    by = make.viewer(make.binh())
    return work.raise_task(task=task, rung="committee", text="Vượt thẩm quyền", by=by)


def put(meeting, *kinds):
    """All that waits of these kinds, on the agenda."""
    by = make.viewer(make.quang())
    names = [one.name for one in candidates(by, meeting) if one.kind in kinds]
    meetings_preparing.put_on_agenda(meeting=meeting, names=names, by=by)
    return list(queries.items_of(by, meeting))


def decide(meeting, by=None, **values):
    values = DecisionValues(**{"text": "Giao Bộ Công Thương hoàn thiện", **values})
    by = by or make.viewer(make.quang())
    return meetings_deciding.decide(meeting=meeting, values=values, by=by)
