"""The agenda of exceptions: what the committee must look at, in order. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chancery.work.reviews.facts import Facts
from chancery.work.reviews.proposing import EXCEPTIONS, Why, propose

_FAR = date.max


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the agenda: the commitment and every reason for which it is there."""

    facts: Facts
    whys: tuple[Why, ...]

    @property
    def why(self) -> Why:
        """The reason it is ordered by."""
        return self.whys[0]


def agenda(rows: Iterable[Facts], today: date) -> list[Point]:
    """Handed up first, those nobody spoke of last; within a reason the earliest due date first."""
    points = [Point(facts, whys) for facts in rows if (whys := reasons(facts, today))]
    order = {why: at for at, why in enumerate(EXCEPTIONS)}
    return sorted(
        points,
        key=lambda point: (order[point.why], point.facts.due or _FAR, point.facts.number),
    )


def reasons(facts: Facts, today: date) -> tuple[Why, ...]:
    """Why a commitment is an exception: by its verdict, by the rules, by its second delay."""
    found = set()
    if facts.verdict in {"hand_up", "stop", "amend"}:
        found.add(Why(facts.verdict))
    proposed = propose(facts, today)
    if not proposed.is_plain:
        found.add(proposed.why)
    later = proposed.new_due is not None and facts.due is not None and proposed.new_due > facts.due
    if later and facts.extensions:
        found.add(Why.DELAYED_TWICE)
    return tuple(why for why in EXCEPTIONS if why in found)
