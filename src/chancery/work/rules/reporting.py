"""Who accepts to coordinate, contributes, reports, approves what is reported, and remarks."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.people.queries import country_pack
from chancery.register import access as register
from chancery.register.models import Commitment
from chancery.work import access
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Comment, Progress, Task, TaskState
from chancery.work.rules.authority import check_may_assign, holds
from chancery.work.rules.moves import check_leads, check_not_closed, check_not_whole
from chancery.work.timeliness import local_day
from chancery.work.values import TaskValues

_DRAFTED = (Progress.State.DRAFT, Progress.State.RETURNED)


def check_text(name: str, text: str) -> None:
    """Something was written."""
    if not text.strip():
        raise InvalidValuesError({name: [_("Write something.")]})


# Coordinating units.


def check_can_coordinate(viewer: Viewer, task: Task, unit: str) -> None:
    """An officer or head of a coordinating unit, once, while the task is open."""
    check_can_contribute(viewer, task, unit)
    if task.acceptances.filter(unit=unit).exists():
        raise StateError(_("Your unit has accepted this already."))


def check_can_contribute(viewer: Viewer, task: Task, unit: str) -> None:
    """An officer or head of a coordinating unit, while the task is open."""
    if not (viewer.writes_for(unit) and task.coordinating.filter(pk=unit).exists()):
        raise NotAllowedError(_("This is for an officer or head of a coordinating unit."))
    check_not_closed(task)
    check_not_whole(task)


def units_to_accept(viewer: Viewer, task: Task) -> list[str]:
    """The coordinating units for which this person may accept now."""
    return [u for u in _coordinated(viewer, task) if can_coordinate(viewer, task, u)]


def units_to_contribute(viewer: Viewer, task: Task) -> list[str]:
    """The coordinating units for which this person may contribute now."""
    return [u for u in _coordinated(viewer, task) if can_contribute(viewer, task, u)]


def _coordinated(viewer: Viewer, task: Task) -> list[str]:
    keys = task.coordinating.order_by("key").values_list("key", flat=True)
    return [key for key in keys if viewer.writes_for(key)]


# Progress.


def check_can_report(viewer: Viewer, task: Task) -> None:
    """The lead unit reports on what it has accepted and not finished."""
    check_leads(viewer, task)
    check_not_closed(task)
    check_not_whole(task)
    if task.state == TaskState.ASSIGNED:
        raise StateError(_("Accept the task first: then report on it."))


def check_period(task: Task, period: date, *, but: Progress | None = None) -> None:
    """Not in the future where the lead unit sits, and one draft for each period."""
    zone = task.lead.time_zone or country_pack().time_zone
    if period > local_day(timezone.now(), zone):
        raise InvalidValuesError({"period": [_("This day has not come yet.")]})
    same = task.progress.filter(period=period, unit=task.lead_id, state__in=_DRAFTED)
    same = same.filter(written_by__is_active=True)
    if (same.exclude(pk=but.pk) if but else same).exists():
        message = _("There is a draft for this period already: change that one.")
        raise InvalidValuesError({"period": [message]})


def check_can_change_progress(viewer: Viewer, progress: Progress) -> None:
    """Its author, until the head of unit has approved it."""
    if progress.written_by_id != viewer.user.pk:
        raise NotAllowedError(_("Only who wrote this may change it."))
    _check_of_lead(progress)
    check_can_report(viewer, progress.task)
    if progress.state == Progress.State.APPROVED:
        raise StateError(_("This has been approved and reported: write a new update."))


def check_can_decide_progress(viewer: Viewer, progress: Progress) -> None:
    """The head of the lead unit, while it is a draft."""
    if not viewer.heads(progress.unit_id):
        raise NotAllowedError(
            _("This is for the head of unit: %(unit)s") % {"unit": progress.unit}
        )
    _check_of_lead(progress)
    check_not_closed(progress.task)
    if progress.state != Progress.State.DRAFT:
        raise StateError(
            _("This has been decided already: %(state)s.")
            % {"state": progress.get_state_display()}
        )


def _check_of_lead(progress: Progress) -> None:
    if progress.unit_id != progress.task.lead_id:
        raise StateError(
            _("%(unit)s leads this task now: what was drafted before stays as it is.")
            % {"unit": progress.task.lead}
        )


# Comments.


def check_can_comment(viewer: Viewer, record: Task | Commitment, unit: str = "") -> None:
    """An officer or head who may know of the record, for one of their units."""
    writes = [own for own in viewer.own_units if viewer.writes_for(own)]
    seen = access.tasks(viewer) if isinstance(record, Task) else register.commitments(viewer)
    if not writes or (unit and unit not in writes) or not seen.filter(pk=record.pk).exists():
        raise NotAllowedError(
            _("Comments are for officers and heads who may see this, for their own unit.")
        )


def check_can_withdraw_comment(viewer: Viewer, comment: Comment) -> None:
    """Who wrote it, once."""
    if comment.written_by_id != viewer.user.pk:
        raise NotAllowedError(_("Only who wrote this may withdraw it."))
    if comment.withdrawn_at is not None:
        raise StateError(_("This comment has been withdrawn already."))


# Subtasks.


def check_can_add_part(viewer: Viewer, task: Task) -> None:
    """The lead unit divides what it has accepted among units under its own authority."""
    if not viewer.writes_for(task.lead_id):
        raise NotAllowedError(
            _("This is for an officer or head of the lead unit: %(unit)s") % {"unit": task.lead}
        )
    check_not_closed(task)
    check_not_whole(task)
    if task.state in {TaskState.ASSIGNED, TaskState.SUBMITTED}:
        raise StateError(
            _("%(reference)s is “%(state)s”: this cannot be done to it now.")
            % {"reference": task.reference, "state": task.get_state_display()}
        )


def check_part(task: Task, values: TaskValues) -> None:
    """Under the lead's authority, within the whole's time, once per unit and due date."""
    check_may_assign(task.lead_id, values.lead)
    if values.recurrence:
        raise InvalidValuesError({"recurrence": [_("A part falls due once.")]})
    if task.due is not None and (values.due is None or values.due > task.due):
        message = _("A part is due by the due date of the task that it is part of: %(day)s.")
        raise InvalidValuesError({"due": [message % {"day": date_format(task.due)}]})
    same = task.children.filter(lead=values.lead, original_due=values.due)
    if values.due is not None and same.exists():
        message = _("This unit has a part with the same due date already: change that one.")
        raise InvalidValuesError({"lead": [message]})


# The same for templates.


def can_coordinate(viewer: Viewer, task: Task, unit: str) -> bool:
    """Whether ``check_can_coordinate`` would let it through."""
    return holds(lambda: check_can_coordinate(viewer, task, unit))


def can_contribute(viewer: Viewer, task: Task, unit: str) -> bool:
    """Whether ``check_can_contribute`` would let it through."""
    return holds(lambda: check_can_contribute(viewer, task, unit))


def can_report(viewer: Viewer, task: Task) -> bool:
    """Whether ``check_can_report`` would let it through."""
    return holds(lambda: check_can_report(viewer, task))


def can_change_progress(viewer: Viewer, progress: Progress) -> bool:
    """Whether ``check_can_change_progress`` would let it through."""
    return holds(lambda: check_can_change_progress(viewer, progress))


def can_decide_progress(viewer: Viewer, progress: Progress) -> bool:
    """Whether ``check_can_decide_progress`` would let it through."""
    return holds(lambda: check_can_decide_progress(viewer, progress))


def can_comment(viewer: Viewer, record: Task | Commitment) -> bool:
    """Whether ``check_can_comment`` would let it through."""
    return holds(lambda: check_can_comment(viewer, record))


def can_withdraw_comment(viewer: Viewer, comment: Comment) -> bool:
    """Whether ``check_can_withdraw_comment`` would let it through."""
    return holds(lambda: check_can_withdraw_comment(viewer, comment))


def can_add_part(viewer: Viewer, task: Task) -> bool:
    """Whether ``check_can_add_part`` would let it through."""
    return holds(lambda: check_can_add_part(viewer, task))
