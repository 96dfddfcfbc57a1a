"""The moves of a task: one table, and who may make each of them where it stands now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.register.rules import check_reason
from chancery.work.errors import StateError
from chancery.work.models import Task, TaskState
from chancery.work.rules.authority import directs, holds, leads

CLOSED = frozenset({str(TaskState.DONE), str(TaskState.CANCELLED)})
OPEN = frozenset(map(str, TaskState)) - CLOSED


class Side(models.TextChoices):
    """Whose move it is."""

    LEAD = "lead", gettext_lazy("lead unit")
    ASSIGNER = "assigner", gettext_lazy("assigner")


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table: from these states, that side may bring a task into that state."""

    name: str
    label: str | Promise
    sources: frozenset[str]
    target: str
    who: Side
    needs_reason: bool = False


def _from(*states: TaskState) -> frozenset[str]:
    return frozenset(map(str, states))


_T = TaskState
_TO_START = _from(_T.ACCEPTED, _T.RETURNED)
_TO_SUBMIT = _from(_T.ACCEPTED, _T.IN_PROGRESS, _T.RETURNED)
MOVES: tuple[Move, ...] = (
    Move(
        "accept", pgettext_lazy("task", "Accept"), _from(_T.ASSIGNED), str(_T.ACCEPTED), Side.LEAD
    ),
    Move("start", pgettext_lazy("task", "Start"), _TO_START, str(_T.IN_PROGRESS), Side.LEAD),
    Move("submit", pgettext_lazy("task", "Submit"), _TO_SUBMIT, str(_T.SUBMITTED), Side.LEAD),
    Move(
        "approve",
        pgettext_lazy("task", "Approve"),
        _from(_T.SUBMITTED),
        str(_T.DONE),
        Side.ASSIGNER,
    ),
    Move(
        "return",
        pgettext_lazy("task", "Return"),
        _from(_T.SUBMITTED),
        str(_T.RETURNED),
        Side.ASSIGNER,
        True,
    ),
    Move("cancel", pgettext_lazy("task", "Cancel"), OPEN, str(_T.CANCELLED), Side.ASSIGNER, True),
)
"""All the moves there are. No unit can refuse what it was assigned, and nothing reopens."""

OWNERS: dict[str, Side | None] = {
    str(_T.ASSIGNED): Side.LEAD,
    str(_T.ACCEPTED): Side.LEAD,
    str(_T.IN_PROGRESS): Side.LEAD,
    str(_T.SUBMITTED): Side.ASSIGNER,
    str(_T.RETURNED): Side.LEAD,
    str(_T.DONE): None,
    str(_T.CANCELLED): None,
}
"""Whom the task waits for in each state."""


def check_move(viewer: Viewer, task: Task, name: str, reason: str) -> Move:
    """The line of the table by which ``viewer`` may move ``task``; the caller applies it."""
    move = _move_named(name)
    if not _is_side(viewer, task, move.who):
        raise NotAllowedError(_said_of_side(task, move.who))
    if task.state not in move.sources:
        raise StateError(
            _("%(reference)s is “%(state)s”: this cannot be done to it now.")
            % {"reference": task.reference, "state": task.get_state_display()}
        )
    if name != "cancel":
        check_not_whole(task)
    if name == "submit" and subtasks_of(task).filter(state__in=OPEN).exists():
        raise StateError(
            _("%(reference)s has parts that are still open: see them done or cancel them first.")
            % {"reference": task.reference}
        )
    if move.needs_reason:
        check_reason(reason)
    return move


def parts_of(task: Task) -> QuerySet[Task]:
    """Those whose states make the state of the whole: one per lead, or the occurrences."""
    return task.children.filter(assigner=task.assigner_id, basis=task.basis)


def subtasks_of(task: Task) -> QuerySet[Task]:
    """Those that the lead unit gave inside its own house; the task still stands by itself."""
    return task.children.exclude(assigner=task.assigner_id, basis=task.basis)


def is_part(task: Task) -> bool:
    """One of those of ``parts_of`` its parent."""
    whole = task.parent
    return whole is not None and (whole.assigner_id, whole.basis) == (task.assigner_id, task.basis)


def check_not_whole(task: Task) -> None:
    """Nothing is done to a whole itself: its parts are what units accept, report on, submit."""
    if parts_of(task).exists():
        raise StateError(
            _("%(reference)s stands as its parts do: open the part that is meant.")
            % {"reference": task.reference}
        )


def check_not_closed(task: Task) -> None:
    """What was done or cancelled is over."""
    if task.state in CLOSED:
        raise StateError(
            _("%(reference)s is closed: what was done stays as it was.")
            % {"reference": task.reference}
        )


def check_leads(viewer: Viewer, task: Task) -> None:
    """What only the lead unit may do."""
    if not leads(viewer, task):
        raise NotAllowedError(_said_of_side(task, Side.LEAD))


def check_directs(viewer: Viewer, task: Task) -> None:
    """What only who assigned the task may do."""
    if not directs(viewer, task):
        raise NotAllowedError(_said_of_side(task, Side.ASSIGNER))


def _move_named(name: str) -> Move:
    for move in MOVES:
        if move.name == name:
            return move
    raise StateError(
        _(
            "There is no such move. An assigned unit cannot refuse: propose another lead or ask for time."
        )
    )


def _is_side(viewer: Viewer, task: Task, side: Side) -> bool:
    return leads(viewer, task) if side == Side.LEAD else directs(viewer, task)


def _said_of_side(task: Task, side: Side) -> str:
    if side == Side.LEAD:
        return _("This is for an officer or head of the lead unit: %(unit)s") % {"unit": task.lead}
    return _("This is for who assigned the task: %(unit)s") % {"unit": task.assigner}


def moves_open_to(viewer: Viewer, task: Task) -> list[Move]:
    """What this person may do to the task now, in the order of the table."""
    checks = {move.name: partial(check_move, viewer, task, move.name, "asked") for move in MOVES}
    return [move for move in MOVES if holds(checks[move.name])]
