"""Who takes part in a meeting, and what stands on its agenda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from chancery.documents.access import documents
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    check_current,
    claim,
    rows_of,
    tell,
)
from chancery.work.actions.meetings_telling import tell_participants
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.meetings import rules
from chancery.work.meetings.agenda import TARGETS, candidates
from chancery.work.meetings.values import ItemValues, ParticipantValues
from chancery.work.models import AgendaItem, Meeting, MeetingState, Participant, Way

_STATES = Participant.State


@transaction.atomic
def add_participants(
    *,
    meeting: Meeting,
    by: Viewer,
    units: Iterable[str] = (),
    names: Iterable[str] = (),
    way: str = Way.ROOM,
) -> int:
    """List who is to take part, or invite them where the others are invited; how many are new.

    A unit that takes part in a restricted meeting is named on it: who is invited may know of it.
    """
    row = claim(meeting)
    rules.check_can_put(by, row)
    wanted: list[tuple[str | None, str]] = [
        (unit.pk, "") for unit in rows_of("units", Unit, units)
    ]
    wanted += [(None, name.strip()) for name in names if name.strip()]
    there = set(row.participants.values_list("unit", "name"))
    fresh = [pair for pair in dict.fromkeys(wanted) if pair not in there]
    if not fresh:
        raise StateError(_("All of these take part already, or nobody was named."))
    check_current("units", [unit for unit, _name in fresh if unit])
    state = _STATES.LISTED if row.state == MeetingState.PREPARED else _STATES.INVITED
    for unit, name in fresh:
        one = Participant(meeting=row, unit_id=unit, name=name, way=way, state=state)
        check_columns(one)
        one.save()
    if row.sensitivity == "restricted":
        row.named_units.add(*Unit.objects.filter(pk__in=[unit for unit, _n in fresh if unit]))
    said = [unit or name for unit, name in fresh]
    tell(row, "participants", by=by, changes={"calls": [None, said]})
    if row.state == MeetingState.INVITED:
        tell_participants(row, "invited")
    return len(fresh)


@transaction.atomic
def remove_participant(*, participant: Participant, by: Viewer) -> None:
    """Somebody listed by mistake; who was invited and does not come is absent instead."""
    row = claim(participant.meeting)
    rules.check_is_secretariat(by, row)
    rules.check_state(row, MeetingState.PREPARED)
    said = participant.unit_id or participant.name
    tell(row, "participants", by=by, changes={"calls": [[said], None]})
    participant.delete()


@transaction.atomic
def answer_invitation(
    *, participant: Participant, values: ParticipantValues, by: Viewer
) -> Participant:
    """Whether a unit or person comes or came, by the unit itself or by the secretariat."""
    meeting = claim(participant.meeting)
    rows = Participant.objects.select_for_update(of=("self",)).select_related("unit")
    found = rows.get(pk=participant.pk)
    found.meeting = meeting
    rules.check_can_answer(by, found)
    if not rules.is_secretariat(by, meeting) and values.state == _STATES.ATTENDED:
        raise InvalidValuesError(
            {"state": [_("Who attended is written down by the secretariat.")]}
        )
    changes = _answer(found, values)
    if changes:
        found.save()
        tell(meeting, "reply", by=by, changes=changes, reason=values.reason)
    return found


@transaction.atomic
def take_attendance(*, meeting: Meeting, said: Mapping[int, ParticipantValues], by: Viewer) -> int:
    """Who came and who did not, for many at once, in one event; how many lines changed."""
    row = claim(meeting)
    rules.check_can_put(by, row)
    rules.check_state(row, MeetingState.INVITED, MeetingState.HELD)
    told: Changes = {}
    for found in row.participants.select_for_update(of=("self",)).filter(pk__in=said):
        if changes := _answer(found, said[found.pk]):
            found.save()
            told[found.unit_id or found.name] = changes.get("state", ["", str(found.way)])
    if told:
        listed = [f"{who}: {pair[1]}" for who, pair in told.items()]
        tell(row, "attendance", by=by, changes={"calls": [None, listed]})
    return len(told)


def _answer(found: Participant, values: ParticipantValues) -> Changes:
    if values.state == _STATES.ABSENT and not values.reason.strip():
        raise InvalidValuesError({"reason": [_("Say why they do not come.")]})
    before = {name: getattr(found, name) for name in ("state", "way", "reason", "name")}
    found.state, found.way = values.state, values.way
    found.reason = values.reason.strip() if values.state == _STATES.ABSENT else ""
    if values.name is not None and found.unit_id:
        found.name = values.name.strip()
    check_columns(found)
    return {
        name: [str(old) or None, str(getattr(found, name)) or None]
        for name, old in before.items()
        if old != getattr(found, name)
    }


@transaction.atomic
def put_on_agenda(*, meeting: Meeting, names: Iterable[str], by: Viewer) -> int:
    """Put what waits on the agenda, as ticked (``Candidate.name``), behind what stands there."""
    row = claim(meeting)
    rules.check_can_put(by, row)
    wanted = set(names)
    chosen = [one for one in candidates(by, row) if one.name in wanted]
    if not chosen or len(chosen) < len(wanted):
        raise StateError(
            _("Tick something that waits; some of it may have been settled meanwhile.")
        )
    number = _last(row)
    for one in chosen:
        number += 1
        about = {f"{TARGETS[one.kind]}_id": one.key}
        AgendaItem.objects.create(meeting=row, number=number, kind=one.kind, **about)
    tell(row, "agenda", by=by, changes={"points": [None, len(chosen)]})
    return len(chosen)


@transaction.atomic
def add_item(*, meeting: Meeting, values: ItemValues, by: Viewer) -> AgendaItem:
    """An item of the secretariat's own, with its paper."""
    row = claim(meeting)
    rules.check_can_put(by, row)
    item = AgendaItem(meeting=row, number=_last(row) + 1, kind=AgendaItem.Kind.OWN)
    _fill(item, values, by)
    item.save()
    tell(row, "agenda", by=by, changes={"points": [None, item.text]})
    return item


@transaction.atomic
def change_item(*, item: AgendaItem, values: ItemValues, by: Viewer) -> AgendaItem:
    """Who reports on it, its paper, what was said; its words where it is the secretariat's own."""
    row = claim(item.meeting)
    rules.check_can_put(by, row)
    found = AgendaItem.objects.select_for_update().get(pk=item.pk)
    before = {name: getattr(found, name) for name in ("text", "presenter_id", "discussion")}
    _fill(found, values, by)
    found.save()
    changed = sorted(name for name, old in before.items() if old != getattr(found, name))
    tell(row, "agenda", by=by, changes={"points": [None, f"{found.number}: {', '.join(changed)}"]})
    return found


@transaction.atomic
def move_item(*, item: AgendaItem, up: bool, by: Viewer) -> None:
    """One place up or down; numbers run on without gaps."""
    row = claim(item.meeting)
    rules.check_can_put(by, row)
    keys = list(row.items.order_by("number", "pk").values_list("pk", flat=True))
    at = keys.index(item.pk)
    to = max(0, at - 1) if up else min(len(keys) - 1, at + 1)
    if to == at:
        return
    keys[at], keys[to] = keys[to], keys[at]
    _number(row, keys)
    tell(row, "agenda", by=by, changes={"points": [at + 1, to + 1]})


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Viewer) -> None:
    """Take a point off again; one about which something was decided stays."""
    row = claim(item.meeting)
    rules.check_can_put(by, row)
    if item.decisions.exists():
        raise StateError(_("Something was decided about it: take the decision out first."))
    tell(row, "agenda", by=by, changes={"points": [item.number, None]})
    item.delete()
    _number(row, list(row.items.order_by("number", "pk").values_list("pk", flat=True)))


def _number(row: Meeting, keys: list[int]) -> None:
    found = row.items.in_bulk(keys)
    for number, key in enumerate(keys, 1):
        found[key].number = number
    AgendaItem.objects.bulk_update(found.values(), ["number"], batch_size=200)


def _last(row: Meeting) -> int:
    return row.items.aggregate(last=Max("number"))["last"] or 0


def _fill(item: AgendaItem, values: ItemValues, by: Viewer) -> None:
    if item.kind == AgendaItem.Kind.OWN:
        item.text = values.text.strip()
        if not item.text:
            raise InvalidValuesError({"text": [_("Say what the item is about.")]})
    if values.paper and values.paper != item.paper_id:
        readable = documents(by).filter(pk=values.paper, purged_at__isnull=True)
        if not readable.exists():
            raise InvalidValuesError(
                {"paper": [_("There is no such document that you may read.")]}
            )
    item.presenter_id, item.paper_id = values.presenter, values.paper
    item.discussion = values.discussion.strip()
    check_columns(item)
