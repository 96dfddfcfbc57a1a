"""Who may bring tasks in from a tracking sheet, and in which states."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.register.values import BY_HAND, Guard
from chancery.work.errors import StateError
from chancery.work.models import Basis, Task, TaskState
from chancery.work.rules.authority import directs, leads
from chancery.work.rules.moves import check_not_closed
from chancery.work.rules.recording import check_can_add_task
from chancery.work.values import TaskValues

_OTHERS_WORD = frozenset({TaskState.DONE, TaskState.CANCELLED})


def check_can_bring(viewer: Viewer, values: TaskValues, state: str, guard: Guard) -> None:
    """As an order is recorded by hand: by who gives it. Its giver says where it stands, too.

    What a unit resolved for itself is said to be done or dropped by its head alone.
    """
    check_can_add_task(viewer, values, guard, BY_HAND)
    alone = values.basis == Basis.RESOLVED and state in _OTHERS_WORD
    if alone and not viewer.heads(values.lead):
        raise NotAllowedError(
            _("What a unit resolved for itself is closed by its head: let the head bring it.")
        )


def check_can_keep(viewer: Viewer, task: Task) -> None:
    """Who is in charge, how far it is, its roadmap: said by the lead, the assigner or the holder."""
    if not (leads(viewer, task) or directs(viewer, task) or viewer.writes_for(task.held_by_id)):
        raise NotAllowedError(
            _("This is for the lead unit, the assigner, or the unit that holds the task.")
        )
    check_not_closed(task)


def check_can_take_back(viewer: Viewer, held_by: str, *, is_recent: bool, was: bool) -> None:
    """Once, within a day, by who still writes for the unit that holds the tasks."""
    if not viewer.writes_for(held_by):
        raise NotAllowedError(
            _("Only an officer or head of the unit that holds the tasks may take them back.")
        )
    if was:
        raise StateError(_("This was taken back already."))
    if not is_recent:
        raise StateError(_("This can be taken back for one day: change the records themselves."))
