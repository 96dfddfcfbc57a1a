"""What may be done to a case, by whom, where it stands now: one table of moves for each kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.db import models
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from chancery.people.access import WRITERS, Viewer, stands_in_line, viewer_of
from chancery.people.errors import NotAllowedError
from chancery.people.models import Unit, User
from chancery.register import access
from chancery.register.cases.kinds import obstacle_kinds
from chancery.register.errors import InvalidValuesError, StateError
from chancery.register.models import Case, CaseStep, Obstacle, Opportunity
from chancery.register.rules import check_can_change, check_reason, holds
from chancery.register.values import ObstacleValues, OpportunityValues


class Who(models.TextChoices):
    """Whose move it is."""

    HANDLER = "handler", gettext_lazy("who handles it")
    HOLDER = "holder", gettext_lazy("the unit that holds it")
    HEAD = "head", gettext_lazy("the head of the unit that holds it")


@dataclass(frozen=True, slots=True)
class CaseMove:
    """One line of a table: from these states, they may bring a case into that state."""

    name: str
    label: str | Promise
    sources: frozenset[str]
    target: str
    who: Who
    needs_reason: bool = True
    asks: str | Promise = ""
    """What the reason is to say."""
    icon: str = "arrow-right"


def _from(*states: str) -> frozenset[str]:
    return frozenset(map(str, states))


_O = Obstacle.State
LIVE_OBSTACLES = _from(_O.OPEN, _O.HANDLING, _O.WITH_PARTNER, _O.REOPENED)
OBSTACLE_MOVES: tuple[CaseMove, ...] = (
    CaseMove(
        "handle",
        pgettext_lazy("case", "Take in hand"),
        _from(_O.OPEN, _O.WITH_PARTNER, _O.REOPENED),
        str(_O.HANDLING),
        Who.HANDLER,
        needs_reason=False,
        asks=gettext_lazy("What is done about it now."),
        icon="player-play",
    ),
    CaseMove(
        "raise",
        pgettext_lazy("case", "Raised with the partner"),
        _from(_O.OPEN, _O.HANDLING, _O.REOPENED),
        str(_O.WITH_PARTNER),
        Who.HANDLER,
        asks=gettext_lazy("With whom, when, and what was said."),
        icon="send",
    ),
    CaseMove(
        "resolve",
        pgettext_lazy("case", "It is resolved"),
        LIVE_OBSTACLES,
        str(_O.RESOLVED),
        Who.HOLDER,
        asks=gettext_lazy("Who moved what, and where that is written."),
        icon="check",
    ),
    CaseMove(
        "close",
        pgettext_lazy("case", "Close without resolution"),
        LIVE_OBSTACLES,
        str(_O.GIVEN_UP),
        Who.HEAD,
        asks=gettext_lazy("Why nothing more is done about it."),
        icon="x",
    ),
    CaseMove(
        "reopen",
        pgettext_lazy("case", "Reopen"),
        _from(_O.RESOLVED, _O.GIVEN_UP),
        str(_O.REOPENED),
        Who.HOLDER,
        asks=gettext_lazy("What blocks again."),
        icon="rotate",
    ),
)
"""All the moves of an obstacle. Giving one up is for the head alone."""

_C = Opportunity.State
LIVE_OPPORTUNITIES = _from(_C.SPOTTED, _C.CHECKED, _C.PURSUED)
OPPORTUNITY_MOVES: tuple[CaseMove, ...] = (
    CaseMove(
        "check",
        pgettext_lazy("case", "Checked"),
        _from(_C.SPOTTED),
        str(_C.CHECKED),
        Who.HANDLER,
        asks=gettext_lazy("What speaks for it: demand, rules of the market, who could supply."),
        icon="checklist",
    ),
    CaseMove(
        "pursue",
        pgettext_lazy("case", "Pursue it"),
        _from(_C.CHECKED),
        str(_C.PURSUED),
        Who.HANDLER,
        needs_reason=False,
        asks=gettext_lazy("How it is to be won."),
        icon="player-play",
    ),
    CaseMove(
        "win",
        pgettext_lazy("case", "Won"),
        _from(_C.PURSUED),
        str(_C.WON),
        Who.HANDLER,
        asks=gettext_lazy("What was won, and where that is written."),
        icon="check",
    ),
    CaseMove(
        "lose",
        pgettext_lazy("case", "Lost"),
        _from(_C.PURSUED),
        str(_C.LOST),
        Who.HANDLER,
        asks=gettext_lazy("To whom or why."),
        icon="x",
    ),
    CaseMove(
        "drop",
        pgettext_lazy("case", "Drop it"),
        LIVE_OPPORTUNITIES,
        str(_C.DROPPED),
        Who.HOLDER,
        asks=gettext_lazy("Why it is not followed any further."),
        icon="x",
    ),
    CaseMove(
        "reopen",
        pgettext_lazy("case", "Take up again"),
        _from(_C.WON, _C.LOST, _C.DROPPED),
        str(_C.CHECKED),
        Who.HOLDER,
        asks=gettext_lazy("What has changed."),
        icon="rotate",
    ),
)
"""All the moves of an opportunity. It is pursued only once somebody owns it."""

MOVES: dict[type[Model], tuple[CaseMove, ...]] = {
    Obstacle: OBSTACLE_MOVES,
    Opportunity: OPPORTUNITY_MOVES,
}
LIVE: dict[type[Model], frozenset[str]] = {
    Obstacle: LIVE_OBSTACLES,
    Opportunity: LIVE_OPPORTUNITIES,
}


def is_live(case: Case) -> bool:
    """Still to be removed, or to be won."""
    return state_of(case) in LIVE[type(case)]


def state_of(case: Case) -> str:
    """Where a case of either kind stands."""
    return str(case.state)  # type: ignore[attr-defined] # each kind has its own states


def check_move(viewer: Viewer, case: Case, name: str, reason: str) -> CaseMove:
    """The line of the table by which ``viewer`` may move ``case``; the caller applies it."""
    move = next((one for one in MOVES[type(case)] if one.name == name), None)
    if move is None:
        raise StateError(_("There is no such move: choose one of those on the record's page."))
    _check_who(viewer, case, move.who)
    if state_of(case) not in move.sources:
        raise StateError(_said_of_state(case, name))
    if move.needs_reason:
        check_reason(reason)
    if name == "pursue" and case.lead_id is None:
        raise StateError(_("Name the unit that owns it first: nobody pursues what nobody owns."))
    return move


def _said_of_state(case: Case, name: str) -> str:
    if name == "resolve" and state_of(case) == Obstacle.State.RESOLVED:
        return _("This obstacle has been resolved already.")
    words = {"reference": case.reference, "state": case.get_state_display()}  # type: ignore[attr-defined]
    return _("%(reference)s is “%(state)s”: this cannot be done to it now.") % words


def _check_who(viewer: Viewer, case: Case, who: Who) -> None:
    if who == Who.HANDLER:
        check_can_handle(viewer, case)
    elif who == Who.HOLDER or viewer.heads(case.held_by_id):
        check_can_change(viewer, case)
    else:
        raise NotAllowedError(
            _("Only the head of the unit that holds this record may close it: %(unit)s")
            % {"unit": case.held_by}
        )


def check_can_handle(viewer: Viewer, case: Case) -> None:
    """The unit that holds it, the unit that leads, and the person put in charge."""
    units = filter(None, (case.held_by_id, case.lead_id))
    in_charge = case.person_id == viewer.user.pk and viewer.is_anywhere(*WRITERS)
    if not in_charge and not any(viewer.writes_for(unit) for unit in units):
        raise NotAllowedError(
            _(
                "This is for the unit that holds or leads %(reference)s, and who is in charge of it."
            )
            % {"reference": case.reference}
        )


def check_can_log(viewer: Viewer, case: Case) -> None:
    """Who handles a case logs its steps while it is open."""
    check_can_handle(viewer, case)
    if not is_live(case):
        raise StateError(
            _("%(reference)s is closed: open it again to go on.") % {"reference": case.reference}
        )


def check_can_withdraw_step(viewer: Viewer, step: CaseStep, reason: str) -> None:
    """Who wrote a step down wrongly takes it back; and so may the unit that holds the case."""
    case = case_of(step)
    check_can_handle(viewer, case)
    if step.written_by_id != viewer.user.pk:
        check_can_change(viewer, case)
    check_reason(reason)


def check_can_own(viewer: Viewer, opportunity: Opportunity, unit: str) -> None:
    """An opportunity that nobody owns is taken on by an officer for a unit of their own."""
    if not viewer.writes_for(unit):
        raise NotAllowedError(_("Only an officer or head takes an opportunity on for their unit."))
    if opportunity.lead_id is not None:
        raise StateError(
            _("%(unit)s owns this already: ask it to hand it over.") % {"unit": opportunity.lead}
        )
    if not is_live(opportunity):
        raise StateError(
            _("%(reference)s is closed: open it again to go on.")
            % {"reference": opportunity.reference}
        )


def case_of(step: CaseStep) -> Case:
    """What a step was taken for."""
    case = step.obstacle or step.opportunity
    assert case is not None, "a constraint says so"
    return case


# What its fields must keep to.


def check_values(values: ObstacleValues | OpportunityValues, codes: Iterable[str] = ()) -> None:
    """What the columns cannot say; by field. ``codes`` are kinds kept though no longer defined."""
    wrong: dict[str, list[str]] = {}
    if values.next_step_on and not values.next_step.strip():
        wrong["next_step"] = [_("Say what is to be done on that day.")]
    if isinstance(values, OpportunityValues):
        wrong |= _wrong_value(values)
    else:
        wrong |= _wrong_kind(values.kind, codes) | _wrong_pending(values)
    if wrong:
        raise InvalidValuesError(wrong)


def _wrong_kind(kind: str, kept: Iterable[str]) -> dict[str, list[str]]:
    if not kind or kind in kept or kind in obstacle_kinds():
        return {}
    words = _("There is no kind %(kind)s: use one of %(known)s.")
    return {"kind": [words % {"kind": kind, "known": ", ".join(obstacle_kinds())}]}


def _wrong_pending(values: ObstacleValues) -> dict[str, list[str]]:
    if values.pending_since and not (values.pending_unit or values.pending_text.strip()):
        return {"pending_since": [_("Say with whom it is pending since then.")]}
    return {}


def _wrong_value(values: OpportunityValues) -> dict[str, list[str]]:
    """A figure bears its currency, day and source; without the figure they say nothing."""
    needed = {
        "amount": (values.amount, _("Write the value that this is said of.")),
        "currency": (values.currency, _("In which currency?")),
        "valued_on": (values.valued_on, _("Of which day is the estimate?")),
        "value_source": (values.value_source.strip(), _("Who estimates it so?")),
    }
    if not any(value for value, _said in needed.values()):
        return {}
    wrong = {name: [said] for name, (value, said) in needed.items() if not value}
    if values.currency and not _is_currency(values.currency):
        wrong["currency"] = [_("Three capital letters, such as USD.")]
    if values.amount is not None and values.amount <= 0:
        wrong["amount"] = [_("A value is more than nothing.")]
    return wrong


def _is_currency(code: str) -> bool:
    return len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()


def check_person(person: User, unit: Unit, case: Case | None) -> None:
    """Somebody who holds a writing post in the unit or below it, and may know of the case."""
    named = viewer_of(person)
    if not stands_in_line(named, unit):
        words = _("%(person)s holds no post of officer or head in %(unit)s today.")
        said = words % {"person": person.full_name, "unit": unit}
        raise InvalidValuesError({"person": [said]})
    if case is not None and not _rows(named, case).filter(pk=case.pk).exists():
        words = _(
            "%(person)s may not know of this restricted record: name their unit on it first."
        )
        raise InvalidValuesError({"person": [words % {"person": person.full_name}]})


def _rows(viewer: Viewer, case: Case) -> models.QuerySet[Obstacle] | models.QuerySet[Opportunity]:
    if isinstance(case, Obstacle):
        return access.obstacles(viewer)
    return access.opportunities(viewer)


# The same for templates.


def can_handle(viewer: Viewer, case: Case) -> bool:
    """Whether ``check_can_handle`` would let it through."""
    return holds(lambda: check_can_handle(viewer, case))


def can_log(viewer: Viewer, case: Case) -> bool:
    """Whether ``check_can_log`` would let it through."""
    return holds(lambda: check_can_log(viewer, case))


def moves_open_to(viewer: Viewer, case: Case) -> list[CaseMove]:
    """What this person may do to the case now, in the order of the table."""
    checks = {
        move.name: partial(check_move, viewer, case, move.name, "asked")
        for move in MOVES[type(case)]
    }
    return [move for move in MOVES[type(case)] if holds(checks[move.name])]
