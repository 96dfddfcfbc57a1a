"""Where a project may go, what may be written into its ledgers, what looks wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Sum as Added
from django.utils.translation import gettext as _

from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.register.errors import InvalidValuesError, StateError
from chancery.register.models import Project, ProjectEntry, ProjectStage
from chancery.register.projects.money import Totals, comparable
from chancery.register.rules import check_can_change, check_can_withdraw, check_reason

_S = ProjectStage
PROJECT_STAGES: dict[str, frozenset[str]] = {
    str(stage): frozenset(map(str, onward))
    for stage, onward in {
        _S.PROPOSED: {_S.APPROVED, _S.SIGNED, _S.CANCELLED},
        _S.APPROVED: {_S.SIGNED, _S.RUNNING, _S.SUSPENDED, _S.CANCELLED},
        _S.SIGNED: {_S.RUNNING, _S.SUSPENDED, _S.CANCELLED},
        _S.RUNNING: {_S.COMPLETED, _S.SUSPENDED, _S.CANCELLED},
        _S.SUSPENDED: {_S.APPROVED, _S.SIGNED, _S.RUNNING, _S.CANCELLED},
        _S.COMPLETED: {_S.RUNNING},
        _S.CANCELLED: {_S.PROPOSED},
    }.items()
}
"""Where a project may go from each stage: onward, aside, and back where it was closed too early."""
LIVE_STAGES = frozenset(map(str, _S)) - {str(_S.COMPLETED), str(_S.CANCELLED)}
_SAYS_WHY = frozenset({str(_S.SUSPENDED), str(_S.CANCELLED)})
_COMES_BACK = frozenset({str(_S.SUSPENDED), str(_S.COMPLETED), str(_S.CANCELLED)})


def needs_reason(now: str, stage: str) -> bool:
    """Whether somebody later will ask why: what is stopped, and what is taken up again."""
    return stage in _SAYS_WHY or now in _COMES_BACK


def check_can_move(viewer: Viewer, project: Project, stage: str, reason: str) -> None:
    """The unit that holds a project says how far it has come; stopping and resuming say why."""
    check_can_change(viewer, project)
    if stage not in PROJECT_STAGES[project.state]:
        raise StateError(
            _("A project that is “%(now)s” cannot become that: choose one of the steps offered.")
            % {"now": project.get_state_display()}
        )
    if needs_reason(project.state, stage):
        check_reason(reason)


def stages_open_to(viewer: Viewer, project: Project) -> list[ProjectStage]:
    """Where this person may move it now, in the order of the table."""
    if not _holds(lambda: check_can_change(viewer, project)):
        return []
    return [stage for stage in ProjectStage if stage in PROJECT_STAGES[project.state]]


def check_can_correct(viewer: Viewer, entry: ProjectEntry, reason: str) -> None:
    """An entry is corrected by the holding unit, which says why; a correction is not corrected
    itself: the entry it belongs to is, once more."""
    check_can_change(viewer, entry.project)
    if entry.corrects_id is not None:
        raise StateError(_("This line is a correction: correct the entry that it belongs to."))
    check_reason(reason)


def check_can_withdraw_project(viewer: Viewer, project: Project, reason: str) -> None:
    """A project recorded by mistake is taken back while its ledgers are empty."""
    check_can_change(viewer, project)
    if project.entries.exists():
        raise StateError(
            _("%(reference)s has entries in its ledgers: correct them to nought and cancel it.")
            % {"reference": project.reference}
        )
    check_can_withdraw(viewer, project, first_state=project.state, reason=reason)


def can_withdraw_project(viewer: Viewer, project: Project) -> bool:
    """Whether ``check_can_withdraw_project`` would let it through, given a reason."""
    return _holds(lambda: check_can_withdraw_project(viewer, project, "asked"))


def amount_now(entry: ProjectEntry) -> Decimal:
    """What an entry stands for with its corrections."""
    added = entry.corrections.aggregate(all=Added("amount"))["all"]
    return entry.amount + (added or Decimal(0))


def check_days(values: dict[str, date | None]) -> None:
    """A plan and a course each end after they begin."""
    for kind in ("planned", "actual"):
        start, end = values[f"start_{kind}"], values[f"end_{kind}"]
        if start and end and end < start:
            raise InvalidValuesError({f"end_{kind}": [_("It cannot end before it starts.")]})


def remarks(project: Project, totals: Totals, today: date) -> list[str]:
    """What does not fit together: told, never refused, because sources are like that."""
    return [*_of_ledgers(totals), *_of_stage(project, totals, today)]


def _of_ledgers(found: Totals) -> Iterator[str]:
    pair = comparable(found.disbursed, found.signed)
    if found.disbursed.count and not found.signed.count:
        yield _("Something was disbursed, and nothing stands as signed.")
    elif pair and pair[0] > pair[1]:
        yield _("More was disbursed than was signed.")
    pair = comparable(found.signed, found.pledged)
    if pair and pair[0] > pair[1]:
        yield _("More was signed than was pledged.")


def _of_stage(project: Project, found: Totals, today: date) -> Iterator[str]:
    begun = project.state in {_S.PROPOSED, _S.APPROVED}
    if begun and found.disbursed.count:
        yield _("Something was disbursed, and the project is not signed yet.")
    if project.state == _S.COMPLETED and project.end_actual is None:
        yield _("It is completed, and the day it ended is not said.")
    late = project.end_planned is not None and project.end_planned < today
    if late and project.state in LIVE_STAGES:
        yield _("Its planned end has passed.")


def _holds(check: Callable[[], None]) -> bool:
    try:
        check()
    except ChanceryError:
        return False
    return True
