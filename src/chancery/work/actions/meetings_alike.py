"""Several items of an agenda decided alike: one act, one undo."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.history.models import Event
from chancery.history.queries import values_after
from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.register.actions.recording import Changes, claim, tell
from chancery.work.actions.meetings_deciding import decided
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.meetings import access, rules
from chancery.work.meetings.queries import items_of
from chancery.work.meetings.rulings import lead_of
from chancery.work.meetings.values import DecisionValues
from chancery.work.models import AgendaItem, Meeting, MeetingDecision

RUN = "meeting_run"
_DONE, _UNDONE = "meeting.decisions_alike", "meeting.decisions_undo"


@transaction.atomic
def decide_alike(
    *,
    meeting: Meeting,
    keys: Iterable[int],
    values: DecisionValues,
    own_leads: bool = False,
    by: Viewer,
) -> str:
    """Write the same decision down about each of these items, all of them or none.

    With ``own_leads`` each goes to the lead of what its item is about. The key of the act comes back.
    """
    row = claim(meeting)
    rules.check_can_decide(by, row)
    wanted = set(keys)
    items = [item for item in items_of(by, row) if item.pk in wanted]
    if not items:
        raise InvalidValuesError({"items": [_("Tick the items that are decided alike.")]})
    if len(items) != len(wanted):
        raise StateError(_("One of these items is no longer on the agenda: look at it again."))
    made = [_about(row, item, values, own_leads, by) for item in items]
    run = secrets.token_hex(8)
    kept: Changes = {"meeting": [None, row.pk], "done": [None, [one.pk for one in made]]}
    record(by=by.key, action=f"{RUN}.keep", kind=RUN, key=run, changes=kept)
    numbers = [item.number for item in items]
    tell(row, "decisions_alike", by=by, changes={"run": [None, run], "items": [None, numbers]})
    return run


@transaction.atomic
def take_back_alike(*, meeting: Meeting, run: str, by: Viewer) -> int:
    """Take decisions out that were written down in one act, before the minutes are approved."""
    row = claim(meeting)
    rules.check_can_decide(by, row)
    rows = MeetingDecision.objects.filter(meeting=row, pk__in=_made_in(row, run))
    number, _kinds = rows.delete()
    if not number:
        raise StateError(_("There is no such act to take back."))
    tell(row, "decisions_undo", by=by, changes={"run": [run, None], "items": [number, None]})
    return number


def last_alike(meeting: Meeting, viewer: Viewer) -> str:
    """The last act over several items that can still be taken back; empty where there is none."""
    if not access.runs(viewer, meeting):
        return ""
    events = Event.objects.filter(
        kind="meeting", key=str(meeting.pk), action__in=(_DONE, _UNDONE)
    ).select_related("values_beside")
    last = events.order_by("-seq").first()
    if last is None or last.action != _DONE:
        return ""
    run = str(values_after(last).get("run", ""))
    return run if meeting.decisions.filter(pk__in=_made_in(meeting, run)).exists() else ""


def _made_in(meeting: Meeting, run: str) -> list[int]:
    events = Event.objects.filter(kind=RUN, key=run).select_related("values_beside")
    told = values_after(event) if (event := events.first()) else {}
    return list(told.get("done", [])) if told.get("meeting") == meeting.pk else []


def _about(
    row: Meeting, item: AgendaItem, values: DecisionValues, own_leads: bool, by: Viewer
) -> MeetingDecision:
    lead = lead_of(item) if own_leads else values.lead
    try:
        return decided(row, item, replace(values, item=item.pk, lead=lead), by)
    except ChanceryError as error:
        said = _("Item %(number)s: %(why)s") % {"number": item.number, "why": error}
        raise StateError(said) from error
