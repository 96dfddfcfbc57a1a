"""What a conclusion or a decision gives somebody to do: a task where authority allows, else a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register.actions.recording import guard_of
from chancery.register.models import Record
from chancery.register.values import Guard
from chancery.work.actions.proposals import add_proposal
from chancery.work.actions.tasks import add_task
from chancery.work.consultations.values import FollowValues
from chancery.work.errors import InvalidValuesError
from chancery.work.models import Basis, Proposal, Task
from chancery.work.rules import may_assign, speaks_for
from chancery.work.values import ProposalValues, TaskValues


@dataclass(frozen=True, slots=True)
class Ordered:
    """From what a task comes: the record, in whose name it may be given, on what ground."""

    record: Record
    names: tuple[Unit | None, ...]
    basis: str
    partners: tuple[str, ...] = ()


def hand_out(*, values: FollowValues, ordered: Ordered, by: Viewer) -> Task | Proposal:
    """Give one piece of work; as closed as the record it comes from. Within a transaction."""
    if not values.text.strip():
        raise InvalidValuesError({"text": [_("Say what is to be done.")]})
    if values.due and values.due <= timezone.localdate():
        raise InvalidValuesError({"due": [_("A due date lies ahead.")]})
    holder = ordered.record.held_by_id
    assigner = _assigner(ordered, values.lead, by)
    if not assigner and values.lead != holder:
        words = f"{values.text.strip()} ({ordered.basis})"
        return add_proposal(
            values=ProposalValues(
                words, holder, values.lead, partners=ordered.partners, due=values.due
            ),
            guard=_guard(ordered.record, values.lead),
            by=by,
        )
    assigner = assigner or holder
    return add_task(
        values=TaskValues(
            text=values.text.strip(),
            basis=Basis.RESOLVED if assigner == values.lead else Basis.ASSIGNED,
            assigner=assigner,
            lead=values.lead,
            issuer_text=ordered.basis[:250],
            partners=ordered.partners,
            due=values.due,
        ),
        guard=_guard(ordered.record, values.lead),
        by=by,
    )


def _assigner(ordered: Ordered, lead: str, by: Viewer) -> str:
    for unit in (*ordered.names, ordered.record.held_by):
        if unit is None or not speaks_for(by, unit):
            continue
        if unit.pk == lead or may_assign(unit.pk, lead):
            return str(unit.pk)
    return ""


def _guard(record: Record, lead: str) -> Guard:
    held: Any = guard_of(record)
    closed = held.sensitivity == "restricted"
    named = tuple(sorted({*held.named_units, lead})) if closed else ()
    return Guard(held.held_by, "restricted" if closed else "internal", named)
