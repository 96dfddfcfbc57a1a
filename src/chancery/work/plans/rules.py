"""May this person do this to this plan or report, where it stands now? The moves are two tables."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from chancery.people.access import OUTPOSTS, Viewer
from chancery.people.errors import NotAllowedError
from chancery.people.models import Unit
from chancery.register.rules import check_can_add, check_reason
from chancery.work.errors import StateError
from chancery.work.models import MonthlyReport, PlanState, ReportState, WorkPlan
from chancery.work.rules import holds

Planned = WorkPlan | MonthlyReport


class Who(models.TextChoices):
    """Whose move it is."""

    WRITER = "writer", gettext_lazy("an officer or head of the unit")
    SENDER = "sender", gettext_lazy("who submits for the unit: of a mission its head")
    HEAD = "head", gettext_lazy("the head of the unit")
    APPROVER = "approver", gettext_lazy("who approves: of a mission the head of the unit above")


@dataclass(frozen=True, slots=True)
class PlanMove:
    """One line of a table: from these states, they may bring it into that state."""

    name: str
    label: str | Promise
    sources: frozenset[str]
    target: str
    who: Who
    needs_reason: bool = False
    icon: str = "arrow-right"
    leads_on: bool = True


def _from(*states: str) -> frozenset[str]:
    return frozenset(map(str, states))


_P, _R = PlanState, ReportState
PLAN_MOVES: tuple[PlanMove, ...] = (
    PlanMove(
        "submit", gettext_lazy("Submit"), _from(_P.DRAFT, _P.RETURNED), _P.SUBMITTED,
        Who.SENDER, icon="send",
    ),
    PlanMove(
        "approve", gettext_lazy("Approve"), _from(_P.SUBMITTED), _P.APPROVED,
        Who.APPROVER, icon="check",
    ),
    PlanMove(
        "return", pgettext_lazy("plan", "Return"), _from(_P.SUBMITTED), _P.RETURNED,
        Who.APPROVER, needs_reason=True, icon="arrow-back-up", leads_on=False,
    ),
    PlanMove(
        "amend", gettext_lazy("Amend: begin a new edition"), _from(_P.APPROVED), _P.DRAFT,
        Who.WRITER, icon="edit", leads_on=False,
    ),
)  # fmt: skip
"""All the moves of a plan. Amending leaves the approved edition as it is and begins the next."""
REPORT_MOVES: tuple[PlanMove, ...] = (
    PlanMove(
        "submit", gettext_lazy("Submit"), _from(_R.DRAFT, _R.RETURNED), _R.SUBMITTED,
        Who.WRITER, icon="send",
    ),
    PlanMove(
        "approve", gettext_lazy("Approve"), _from(_R.SUBMITTED), _R.APPROVED, Who.HEAD,
        icon="check",
    ),
    PlanMove(
        "return", pgettext_lazy("plan", "Return"), _from(_R.SUBMITTED), _R.RETURNED, Who.HEAD,
        needs_reason=True, icon="arrow-back-up", leads_on=False,
    ),
    PlanMove(
        "send", pgettext_lazy("report", "Send"), _from(_R.APPROVED), _R.SENT, Who.WRITER,
        icon="send",
    ),
    PlanMove(
        "reopen", gettext_lazy("Take the approval back"), _from(_R.APPROVED), _R.RETURNED,
        Who.HEAD, needs_reason=True, icon="arrow-back-up", leads_on=False,
    ),
)  # fmt: skip
"""All the moves of a monthly report. What was sent stays as it was sent."""
MOVES: dict[type[models.Model], dict[str, PlanMove]] = {
    WorkPlan: {move.name: move for move in PLAN_MOVES},
    MonthlyReport: {move.name: move for move in REPORT_MOVES},
}
IN_HAND = _from(_P.DRAFT, _P.RETURNED)
"""States in which the unit itself still writes; the same words for plans and reports."""


def goes_up(unit: Unit) -> bool:
    """A mission's plan is approved by the unit above it."""
    return unit.kind in OUTPOSTS


def approver_of(record: Planned) -> str:
    """The unit whose head approves."""
    if isinstance(record, WorkPlan) and goes_up(record.held_by) and record.to_unit_id:
        return record.to_unit_id
    return record.held_by_id


def check_who(viewer: Viewer, record: Planned, who: Who) -> None:
    """The person stands on the side whose move it is."""
    own = record.held_by_id
    is_plan_of_mission = isinstance(record, WorkPlan) and goes_up(record.held_by)
    if who == Who.APPROVER:
        if not viewer.heads(approver_of(record)):
            words = _("This is for the head of %(unit)s.")
            unit = record.to_unit if is_plan_of_mission and record.to_unit else record.held_by
            raise NotAllowedError(words % {"unit": unit})
    elif who == Who.HEAD or (who == Who.SENDER and is_plan_of_mission):
        if not viewer.heads(own):
            raise NotAllowedError(
                _("This is for the head of %(unit)s.") % {"unit": record.held_by}
            )
    elif not viewer.writes_for(own):
        raise NotAllowedError(
            _("This is for an officer or head of the unit: %(unit)s") % {"unit": record.held_by}
        )


def check_move(viewer: Viewer, record: Planned, name: str, reason: str = "") -> PlanMove:
    """The move, where the table has it and the person may make it; it says why where that matters."""
    move = MOVES[type(record)][name]
    check_who(viewer, record, move.who)
    if record.state not in move.sources:
        raise StateError(
            _("This cannot be done while it is “%(now)s”.") % {"now": record.get_state_display()}
        )
    if move.needs_reason:
        check_reason(reason)
    return move


def moves_open_to(viewer: Viewer, record: Planned) -> list[PlanMove]:
    """What this person may do next with it, in the order of the table."""
    table = MOVES[type(record)]
    return [
        move
        for name, move in table.items()
        if holds(lambda name=name: check_move(viewer, record, name, reason="asked"))  # type: ignore[misc] # mypy cannot infer the default of a lambda
    ]


def check_can_write(viewer: Viewer, record: Planned) -> None:
    """The unit writes while it has it in hand; what was submitted or approved stays as it is."""
    check_who(viewer, record, Who.WRITER)
    if record.state not in IN_HAND:
        raise StateError(
            _("It is “%(now)s”: what it says is no longer changed here.")
            % {"now": record.get_state_display()}
        )


def check_can_begin(viewer: Viewer, unit: str) -> None:
    """An officer or head plans and reports for their own unit, or for one below it."""
    check_can_add(viewer, unit)


def can_write(viewer: Viewer, record: Planned) -> bool:
    """Whether ``check_can_write`` would let it through."""
    return holds(lambda: check_can_write(viewer, record))


def can_tie(viewer: Viewer, plan: WorkPlan) -> bool:
    """Whether ``check_can_tie`` would let it through."""
    return holds(lambda: check_can_tie(viewer, plan))


def check_can_tie(viewer: Viewer, plan: WorkPlan) -> None:
    """What is done is tied to the lines of a plan as it happens, once it is approved too."""
    check_who(viewer, plan, Who.WRITER)
    if plan.state == PlanState.SUPERSEDED:
        raise StateError(_("A newer edition stands in the place of this plan: use that."))
