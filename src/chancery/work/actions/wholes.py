"""A whole stands as its parts do: one part per lead, or the occurrences of a standing order."""

from __future__ import annotations

from chancery.people.access import Viewer
from chancery.register.actions.recording import Changes, claim, save, tell
from chancery.work import rules
from chancery.work.clock import kept_from, response_days
from chancery.work.models import Task, TaskState


def whole_follows(part: Task, by: Viewer) -> None:
    """Bring the whole to where its parts are; a standing order ends only when it is cancelled."""
    if part.parent is None or not rules.is_part(part):
        return
    whole = claim(part.parent)
    parts = list(rules.parts_of(whole))
    target = _state_of_whole(whole, parts)
    if whole.state in {target, TaskState.CANCELLED}:
        return
    changes: Changes = {"state": [whole.state, target]}
    whole.state = target
    if target == TaskState.DONE:
        whole.submitted_at = max(p.submitted_at for p in parts if p.submitted_at)
        whole.kept_from = kept_from(whole, whole.submitted_at)
        whole.done_at = max(p.done_at for p in parts if p.done_at)
        whole.approval_days = response_days(whole.submitted_at, whole.done_at)
    save(whole)
    tell(whole, "follow", by=by, changes=changes)
    whole_follows(whole, by)


def _state_of_whole(whole: Task, parts: list[Task]) -> str:
    states = {part.state for part in parts}
    if states & rules.OPEN or whole.recurrence:
        moved = states - {TaskState.ASSIGNED, TaskState.CANCELLED}
        return str(TaskState.IN_PROGRESS if moved else TaskState.ASSIGNED)
    return str(TaskState.DONE if TaskState.DONE in states else TaskState.CANCELLED)
