"""Writing a rung, ending it, telling those it asks: for the actions of this package."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import Entry, record, record_all
from chancery.notices.actions import post
from chancery.people.access import Viewer
from chancery.people.models import Digest, User
from chancery.register.actions.recording import Changes
from chancery.work.errors import StateError
from chancery.work.escalation import words
from chancery.work.models import Escalation, Task

KIND = "escalation"
ENDED = {
    "finished": "task done",
    "cancelled": "task withdrawn",
    "settled": "the ground is gone",
    "lead": "given to another lead",
}
"""Why a rung closes by itself, as history keeps it."""


def claim_rung(row: Escalation) -> Escalation:
    """The rung as it stands now, locked until the transaction ends; its task is claimed before."""
    found = Escalation.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise StateError(_("This record was withdrawn meanwhile: go back to the list."))
    return found


def tell_rung(
    row: Escalation, action: str, *, by: Viewer | str, changes: Changes, reason: str = ""
) -> None:
    """One event of history about a rung."""
    record(
        by=by if isinstance(by, str) else by.key,
        action=f"{KIND}.{action}",
        kind=KIND,
        key=row.pk,
        changes=changes,
        reason=reason.strip(),
        label=row.reference,
    )


def told_of(row: Escalation) -> Changes:
    """What history keeps of a new rung."""
    return {
        "task": [None, row.task.reference],
        "trigger": [None, str(row.trigger)],
        "rung": [None, str(row.rung)],
        "to_unit": [None, row.to_unit_id],
        "due": [None, row.due.isoformat()],
    }


def tell_raised(rows: Sequence[Escalation], *, by: str) -> None:
    """Many rungs that the clock raised: an event for each, the chain's head moved once."""
    entries = [Entry(row.pk, told_of(row), row.reference) for row in rows]
    record_all(by=by, action=f"{KIND}.raise", kind=KIND, entries=entries)


def end(row: Escalation, state: str, *, by: User | None = None) -> None:
    """Put a rung out of the way; what it says of its answer was set before."""
    row.state, row.ended_by, row.ended_at = state, by, timezone.now()
    row.save()


def close_rungs(task: Task, why: str, *, by: Viewer | str) -> int:
    """Close what is open about a task, whoever raised it, for a reason of ``ENDED``."""
    rows = list(task.escalations.filter(state=Escalation.State.OPEN).select_for_update())
    for row in rows:
        end(row, Escalation.State.CLOSED)
        tell_rung(row, "close", by=by, changes={"state": ["open", "closed"]}, reason=ENDED[why])
    return len(rows)


def forget_rungs(task: Task, *, by: Viewer) -> None:
    """What the clock alone raised about a task recorded by mistake goes with it; history keeps it.

    What a person raised or answered stays, and keeps the task from being withdrawn.
    """
    rows = task.escalations.filter(raised_by__isnull=True, verdict="").order_by("-pk")
    said = task.escalations.exclude(pk__in=rows.values("pk"))
    if said.exists():
        return
    close_rungs(task, "cancelled", by=by)
    for row in rows:
        row.delete()


def tell_asked(asked: Iterable[tuple[Escalation, Iterable[int]]], day: date) -> int:
    """One letter to each person about all the rungs that now wait for them; how many letters."""
    by_person: dict[int, list[Escalation]] = defaultdict(list)
    for row, people in asked:
        for person in people:
            by_person[person].append(row)
    users = User.objects.in_bulk(by_person)
    return sum(_post(users[pk], by_person[pk], day) for pk in sorted(by_person))


def _post(person: User, rows: list[Escalation], day: date) -> bool:
    said = words.asked(person, rows)
    link = words.ESCALATION_PAGE.format(rows[0].pk) if len(rows) == 1 else "/escalations/"
    notice = post(
        to=person,
        kind=KIND,
        key=f"{KIND}:{day.isoformat()}:{rows[0].pk}",
        subject=said.subject,
        body=said.body,
        link=link,
        by_mail=person.digest != Digest.OFF,
    )
    return notice is not None
