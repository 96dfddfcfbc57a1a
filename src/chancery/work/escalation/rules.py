"""May this person raise, answer, take back? The moves of a rung are one table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.people.models import Unit
from chancery.register.rules import check_reason
from chancery.work import rules
from chancery.work.asked import open_extension
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.escalation.definition import ladder_plan
from chancery.work.escalation.ladder import (
    ASSIGNERS_SIDE,
    ORGANS,
    Known,
    people_at,
    side_of,
    unit_at,
)
from chancery.work.models import (
    Basis,
    Escalation,
    Ruling,
    Rung,
    Task,
    TaskState,
    Trigger,
)
from chancery.work.recipients import Staff, active_people, staff
from chancery.work.rules import holds, leads, speaks_for

UNDO = timedelta(hours=24)
"""How long an answer that changed nothing yet can be taken back."""
_S = Escalation.State


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table: from this state, that side may bring a rung into that state."""

    name: str
    source: str
    target: str
    who: str
    needs_words: bool = False


MOVES: tuple[Move, ...] = (
    Move("answer", _S.OPEN, _S.ANSWERED, "asked", True),
    Move("hand_up", _S.OPEN, _S.HANDED_UP, "asked", True),
    Move("withdraw", _S.OPEN, _S.WITHDRAWN, "raiser"),
    Move("undo", _S.ANSWERED, _S.OPEN, "answerer"),
    Move("undo", _S.HANDED_UP, _S.OPEN, "answerer"),
    Move("pass_by", _S.OPEN, _S.PASSED_BY, "clock"),
    Move("close", _S.OPEN, _S.CLOSED, "clock"),
)
"""All the moves there are; docs/reference/escalation-states.md is drawn from them."""

TAKEN_BACK = frozenset({Ruling.INSTRUCT, Ruling.HAND_UP, Ruling.DISMISS})
"""Answers that can be taken back: what changed a task stays, as it can be changed again."""


# Who is asked.


def answers_for(viewer: Viewer, unit: Unit) -> bool:
    """Head of the unit or of one above it, acting or not; for an organ of state or a committee
    whoever speaks for it."""
    if unit.kind in ORGANS:
        return speaks_for(viewer, unit)
    return viewer.heads(unit.pk)


def answering_unit(viewer: Viewer, row: Escalation) -> str | None:
    """In whose name this person may answer: the unit asked, or the assigner, whose task it is."""
    if answers_for(viewer, row.to_unit):
        return row.to_unit_id
    task = row.task
    gave_it = task.basis == Basis.ASSIGNED and row.trigger not in ASSIGNERS_SIDE
    if gave_it and speaks_for(viewer, task.assigner):
        return task.assigner_id
    return None


def check_can_answer(viewer: Viewer, row: Escalation) -> None:
    """Who is asked, once, while it waits."""
    if answering_unit(viewer, row) is None:
        raise NotAllowedError(
            _("This is for who answers for %(unit)s, or for who assigned the task.")
            % {"unit": row.to_unit}
        )
    check_open(row)


def check_open(row: Escalation) -> None:
    """A rung is answered once; the row must have been read after its task was claimed."""
    if row.state != _S.OPEN:
        raise StateError(
            _("%(reference)s is “%(state)s”: it waits for nobody.")
            % {"reference": row.reference, "state": row.get_state_display()}
        )


def verdicts_open_to(viewer: Viewer, row: Escalation) -> list[Ruling]:
    """How this person may answer now; what changes the task is for who may change it anyway."""
    if not can_answer(viewer, row):
        return []
    found = [Ruling.INSTRUCT]
    task = row.task
    directs = rules.directs(viewer, task) and task.state not in rules.CLOSED
    if directs and open_extension(task):
        found += [Ruling.EXTEND, Ruling.DECLINE]
    elif directs and task.due and task.state != TaskState.SUBMITTED and _stands_alone(task):
        found.append(Ruling.EXTEND)
    if directs:
        found.append(Ruling.AMEND)
    if holds(lambda: rules.check_move(viewer, task, "cancel", "asked")):
        found.append(Ruling.CANCEL)
    if rungs_above(row):
        found.append(Ruling.HAND_UP)
    if may_dismiss(viewer, row):
        found.append(Ruling.DISMISS)
    return found


def may_dismiss(viewer: Viewer, row: Escalation) -> bool:
    """Who is late does not say that it does not matter: the rung above does, or the assigner."""
    if row.trigger == Trigger.AUTHORITY:
        return True
    return answering_unit(viewer, row) != side_of(row.task, row.trigger)


def check_verdict(viewer: Viewer, row: Escalation, verdict: str, answer: str) -> None:
    """One of those open to the person, with words that the history can be read by."""
    check_can_answer(viewer, row)
    if verdict not in verdicts_open_to(viewer, row):
        raise StateError(_("This answer cannot be given here: choose one of those offered."))
    check_reason(answer)


def check_instructed(unit: str, lead: str) -> None:
    """Whoever instructs has authority over the unit, or is that unit."""
    if unit != lead:
        rules.check_may_assign(unit, lead)


def _stands_alone(task: Task) -> bool:
    return not rules.parts_of(task).exists()


# Up.


def rungs_above(row: Escalation) -> list[tuple[Rung, Unit]]:
    """Where it can be handed up to."""
    return _targets(row.task, row.trigger, ladder_plan().above(row.rung))


def _targets(task: Task, trigger: str, rungs: tuple[Rung, ...]) -> list[tuple[Rung, Unit]]:
    plan, units = ladder_plan(), Unit.objects.in_bulk()
    found = [
        (rung, unit_at(rung, side_of(task, trigger), units, plan.committee)) for rung in rungs
    ]
    return [(rung, units[key]) for rung, key in found if key]


def raised_to(viewer: Viewer, task: Task) -> list[tuple[Rung, Unit]]:
    """Where this person may raise what is beyond the unit: an officer to the head, who reports
    further up; where there is no head, further up at once."""
    plan = ladder_plan()
    people = staff_now()
    own = people.heads.get(task.lead_id, set()) - {viewer.user.pk}
    heads = viewer.heads(task.lead_id)
    rungs = plan.rungs if own and not heads else plan.above(Rung.UNIT)
    wanted = [rung for rung in rungs if rung == Rung.UNIT] if own and not heads else rungs
    return _targets(task, Trigger.AUTHORITY, tuple(wanted))


def check_can_raise(viewer: Viewer, task: Task) -> None:
    """The lead side, once at a time, while there is something to do."""
    rules.check_leads(viewer, task)
    rules.check_not_closed(task)
    rules.check_not_whole(task)
    if task.escalations.filter(state=_S.OPEN, trigger=Trigger.AUTHORITY).exists():
        raise StateError(_("This has been raised already: wait for the answer, or take it back."))


def check_raised_to(viewer: Viewer, task: Task, rung: str) -> Unit:
    """The unit of the rung, where somebody answers for it who may know of the task."""
    unit = next((unit for one, unit in raised_to(viewer, task) if one == rung), None)
    if unit is None:
        raise InvalidValuesError({"rung": [_("This cannot be raised to there by you.")]})
    if not told_at(unit, task):
        message = _("Nobody who answers for %(unit)s may know of this task: name the unit on it, or raise it higher.")  # fmt: skip
        raise InvalidValuesError({"rung": [message % {"unit": unit}]})
    return unit


def told_at(unit: Unit, task: Task) -> set[int]:
    """Who answers for a unit today and may know of the task."""
    everybody = active_people()
    people = people_at(unit.pk, staff(everybody, timezone.localdate()))
    known = Known(frozenset({task.pk}), {person.pk: person for person in everybody})
    return {person for person in people if known.may_know(person, task.pk)}


def staff_now() -> Staff:
    """Who holds which post today."""
    return staff(active_people(), timezone.localdate())


# Back.


def check_can_withdraw(viewer: Viewer, row: Escalation) -> None:
    """What a person raised is taken back by the side that raised it, while it waits."""
    raised = row.raised_by_id is not None and row.trigger == Trigger.AUTHORITY
    if not raised or not (row.raised_by_id == viewer.user.pk or leads(viewer, row.task)):
        raise NotAllowedError(_("Only who raised this may take it back."))
    check_open(row)


def check_can_undo(viewer: Viewer, row: Escalation) -> None:
    """Who answered, within a day, while nobody has acted on the answer."""
    if row.ended_by_id != viewer.user.pk or row.verdict not in TAKEN_BACK:
        raise NotAllowedError(_("Only who answered may take the answer back."))
    late = row.ended_at is None or timezone.now() - row.ended_at > UNDO
    acted_on = row.order is not None and row.order.state != TaskState.ASSIGNED
    acted_on = acted_on or row.above.exclude(state__in=(_S.OPEN, _S.WITHDRAWN)).exists()
    if late or acted_on or row.task.state in rules.CLOSED or _is_overtaken(row):
        raise StateError(
            _("This answer can no longer be taken back: it is a day old, or has been acted on.")
        )


def _is_overtaken(row: Escalation) -> bool:
    """Another rung stands open where this one would stand again."""
    beside = row.task.escalations.filter(state=_S.OPEN).exclude(previous=row)
    return any(side_of(row.task, one.trigger) == side_of(row.task, row.trigger) for one in beside)


# The same for templates.


def can_answer(viewer: Viewer, row: Escalation) -> bool:
    """Whether ``check_can_answer`` would let it through."""
    return holds(lambda: check_can_answer(viewer, row))


def can_raise(viewer: Viewer, task: Task) -> bool:
    """Whether ``check_can_raise`` would let it through."""
    return holds(lambda: check_can_raise(viewer, task))


def can_withdraw(viewer: Viewer, row: Escalation) -> bool:
    """Whether ``check_can_withdraw`` would let it through."""
    return holds(lambda: check_can_withdraw(viewer, row))


def can_undo(viewer: Viewer, row: Escalation) -> bool:
    """Whether ``check_can_undo`` would let it through."""
    return holds(lambda: check_can_undo(viewer, row))
