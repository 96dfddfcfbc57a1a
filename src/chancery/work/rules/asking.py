"""Who is put in charge; what a lead unit asks of its assigner, and who answers."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer, stands_in_line, viewer_of
from chancery.people.errors import NotAllowedError
from chancery.people.models import Unit, User
from chancery.people.queries import country_pack
from chancery.register.actions.recording import check_current
from chancery.work import access
from chancery.work.errors import AuthorityError, InvalidValuesError, StateError
from chancery.work.models import Basis, Extension, LeadProposal, Task, TaskState
from chancery.work.models.asking import Decision
from chancery.work.rules.authority import check_may_assign, holds
from chancery.work.rules.moves import (
    OPEN,
    check_directs,
    check_leads,
    check_not_closed,
    check_not_whole,
    is_part,
    subtasks_of,
)
from chancery.work.timeliness import local_day

Asked = Extension | LeadProposal


# The person in charge.


def check_can_delegate(viewer: Viewer, task: Task, person: User | None = None) -> None:
    """An officer or head of the lead unit puts somebody of its line in charge of an open task."""
    if not viewer.writes_for(task.lead_id):
        raise NotAllowedError(
            _("This is for an officer or head of the lead unit: %(unit)s") % {"unit": task.lead}
        )
    check_not_closed(task)
    if person is not None:
        check_may_be_in_charge(task, person)


def check_may_be_in_charge(task: Task, person: User) -> None:
    """Somebody who holds a writing post in the lead unit or below it today, and may know of it."""
    named = viewer_of(person)
    if not stands_in_line(named, task.lead):
        message = _("%(person)s holds no post of officer or head in %(unit)s today.")
        words = message % {"person": person.full_name, "unit": task.lead}
        raise InvalidValuesError({"person": [words]})
    if not access.tasks(named).filter(pk=task.pk).exists():
        message = _(
            "%(person)s may not know of this restricted task: name their unit on it first."
        )
        raise InvalidValuesError({"person": [message % {"person": person.full_name}]})


def check_can_hand_over(viewer: Viewer, unit: str) -> None:
    """Whoever writes for the unit that a person leaves, or runs the system."""
    if not (viewer.writes_for(unit) or viewer.is_administrator):
        raise NotAllowedError(
            _("Handing over is for an officer or head of the unit, or an administrator.")
        )


# More time.


def check_can_ask_extension(viewer: Viewer, task: Task) -> None:
    """The lead unit asks, one question at a time, before it has submitted."""
    check_leads(viewer, task)
    _check_may_ask(task)
    if task.extensions.filter(state=Decision.OPEN).exists():
        raise StateError(
            _("Time has been asked for already: wait for the answer, or withdraw it.")
        )


def check_new_due(task: Task, due: date) -> None:
    """Another day than the one in force, and not one that has passed."""
    zone = task.assigner.time_zone or country_pack().time_zone
    if due == task.due:
        raise InvalidValuesError({"due": [_("This is the due date in force.")]})
    if due < local_day(timezone.now(), zone):
        raise InvalidValuesError({"due": [_("This day has passed.")]})


def check_can_decide_extension(viewer: Viewer, extension: Extension) -> None:
    """The assigner's side, once, while the task is open."""
    _check_can_decide(viewer, extension)


def check_granted_due(task: Task, due: date | None) -> None:
    """More time than the date in force gives, be it less than was asked."""
    if due is None or (task.due is not None and due <= task.due):
        message = _(
            "Granting gives more time than the due date in force; else decline, saying why."
        )
        raise InvalidValuesError({"due": [message]})


def check_can_withdraw_extension(viewer: Viewer, extension: Extension) -> None:
    """The lead unit takes back what it asked, while it waits."""
    _check_can_take_back(viewer, extension)


# Another lead.


def check_can_propose_lead(viewer: Viewer, task: Task, proposed: str = "") -> None:
    """An assigned unit may say who should lead instead; until it is answered it leads."""
    check_leads(viewer, task)
    _check_may_ask(task, whole=bool(task.recurrence))
    _check_may_change_hands(task)
    if task.lead_proposals.filter(state=Decision.OPEN).exists():
        raise StateError(
            _("Another lead has been proposed already: wait for the answer, or withdraw it.")
        )
    if proposed:
        check_may_lead_instead(task, proposed)


def check_may_lead_instead(task: Task, proposed: str) -> None:
    """A unit of today, under the same authority, that does not lead it or a part of it already."""
    unit = Unit.objects.filter(pk=proposed).first()
    if unit is None:
        raise InvalidValuesError({"proposed": [_("unknown: %(keys)s") % {"keys": proposed}]})
    check_current("proposed", [proposed])
    beside = task.parent.children.all() if task.parent and is_part(task) else None
    if proposed == task.lead_id or (beside and beside.filter(lead=proposed).exists()):
        raise InvalidValuesError({"proposed": [_("%(unit)s leads already.") % {"unit": unit}]})
    check_may_assign(task.assigner_id, proposed)


def check_may_be_led_by(task: Task, proposed: str) -> None:
    """What was fit to be proposed may no longer be so when it is answered."""
    if task.state == TaskState.SUBMITTED:
        _check_may_ask(task)
    _check_may_change_hands(task)
    check_may_lead_instead(task, proposed)


def check_can_decide_lead(viewer: Viewer, proposal: LeadProposal) -> None:
    """The assigner's side, once, while the task is open."""
    _check_can_decide(viewer, proposal)


def check_can_withdraw_lead(viewer: Viewer, proposal: LeadProposal) -> None:
    """The lead unit takes back what it proposed, while it waits."""
    _check_can_take_back(viewer, proposal)


def _check_may_change_hands(task: Task) -> None:
    if task.basis != Basis.ASSIGNED:
        raise AuthorityError(
            _("Only what was assigned by authority can be given to another unit by its assigner.")
        )
    order = task.parent
    if order is not None and order.recurrence and is_part(task):
        raise StateError(
            _("This is one occurrence: propose another lead for %(reference)s.")
            % {"reference": order.reference}
        )
    if subtasks_of(task).filter(state__in=OPEN).exists():
        raise StateError(
            _("%(reference)s has parts that are still open: see them done or cancel them first.")
            % {"reference": task.reference}
        )


# What both questions have in common.


def _check_may_ask(task: Task, *, whole: bool = False) -> None:
    check_not_closed(task)
    if task.state == TaskState.SUBMITTED:
        raise StateError(
            _("%(reference)s is submitted: the assigner approves or returns it.")
            % {"reference": task.reference}
        )
    if not whole:
        check_not_whole(task)


def check_waits(asked: Asked) -> None:
    """A question is answered once; the row must have been read after the task was claimed."""
    if asked.state != Decision.OPEN:
        raise StateError(
            _("This has been decided already: %(state)s.") % {"state": asked.get_state_display()}
        )


def check_answer(granted: bool, answer: str) -> None:
    """Whoever asked is told why not."""
    if not granted and not answer.strip():
        raise InvalidValuesError({"answer": [_("Whoever asked is told why not.")]})


def _check_can_decide(viewer: Viewer, asked: Asked) -> None:
    check_directs(viewer, asked.task)
    check_waits(asked)
    check_not_closed(asked.task)


def _check_can_take_back(viewer: Viewer, asked: Asked) -> None:
    if not viewer.writes_for(asked.unit_id):
        check_leads(viewer, asked.task)
    check_waits(asked)


# The same for templates.


def can_delegate(viewer: Viewer, task: Task) -> bool:
    """Whether ``check_can_delegate`` would let it through, somebody fit being named."""
    return holds(lambda: check_can_delegate(viewer, task))


def can_hand_over(viewer: Viewer, unit: str) -> bool:
    """Whether ``check_can_hand_over`` would let it through."""
    return holds(lambda: check_can_hand_over(viewer, unit))


def can_ask_extension(viewer: Viewer, task: Task) -> bool:
    """Whether ``check_can_ask_extension`` would let it through."""
    return holds(lambda: check_can_ask_extension(viewer, task))


def can_decide_extension(viewer: Viewer, extension: Extension) -> bool:
    """Whether ``check_can_decide_extension`` would let it through."""
    return holds(lambda: check_can_decide_extension(viewer, extension))


def can_withdraw_extension(viewer: Viewer, extension: Extension) -> bool:
    """Whether ``check_can_withdraw_extension`` would let it through."""
    return holds(lambda: check_can_withdraw_extension(viewer, extension))


def can_propose_lead(viewer: Viewer, task: Task) -> bool:
    """Whether ``check_can_propose_lead`` would let it through, somebody fit being proposed."""
    return holds(lambda: check_can_propose_lead(viewer, task))


def can_decide_lead(viewer: Viewer, proposal: LeadProposal) -> bool:
    """Whether ``check_can_decide_lead`` would let it through."""
    return holds(lambda: check_can_decide_lead(viewer, proposal))


def can_withdraw_lead(viewer: Viewer, proposal: LeadProposal) -> bool:
    """Whether ``check_can_withdraw_lead`` would let it through."""
    return holds(lambda: check_can_withdraw_lead(viewer, proposal))
