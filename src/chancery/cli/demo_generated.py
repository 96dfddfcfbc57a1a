"""Records in bulk around today, for ``chancery demo --size``: pure, the same on every machine.

Words and weights stand in ``demo/generated.yaml``; every text carries the mark that says it was
generated. Most of what was due is done, mostly in time; what is due later is under way.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

import yaml

from chancery.cli.demo_documents import DEMO
from chancery.reference import Pack
from chancery.work.generated import (
    GeneratedCommitment,
    GeneratedContribution,
    GeneratedProgress,
    GeneratedTask,
    GeneratedTimes,
)

REACH = 240
"""Days before and after today within which generated work falls due."""
FUTURE = {
    "assigned": 20,
    "accepted": 22,
    "in_progress": 46,
    "submitted": 4,
    "done": 7,
    "cancelled": 1,
}
PAST = {"done": 74, "submitted": 5, "in_progress": 11, "accepted": 3, "assigned": 2, "returned": 2}
PAST |= {"cancelled": 3}
KEPT = {"done": 9, "continued": 3, "stopped": 1, "open": 3}
HEALTH = {"on_track": 8, "at_risk": 2, "delayed": 1}


def _inside(name: str) -> str:
    """A name as it stands inside a sentence: an abbreviation keeps its capitals."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


@cache
def words() -> Mapping[str, Any]:
    """``demo/generated.yaml``."""
    loaded: Mapping[str, Any] = yaml.safe_load((DEMO / "generated.yaml").read_text("utf-8"))
    return loaded


def weighed_units(pack: Pack, weights: Mapping[str, int]) -> dict[str, int]:
    """Units with their weights; ``kind:province`` stands for every such unit of today."""
    found: dict[str, int] = {}
    for key, weight in weights.items():
        kind = key.removeprefix("kind:")
        standing = [u.id for u in pack.units if u.kind == kind and not u.end and not u.successor]
        for unit in standing if kind != key else [key]:
            found.setdefault(unit, weight)
    return found


class Generator:
    """Draws records one after another; ``seed`` says where the drawing begins."""

    def __init__(self, pack: Pack, today: date, *, seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - nothing secret is drawn
        self._pack, self._today = pack, today
        self._sectors = {sector.code: _inside(sector.name_vi) for sector in pack.sectors}
        self._now = datetime.combine(today - timedelta(days=1), time(9), UTC)
        """The last moment at which anything that is drawn happened."""
        given = words()["assigners"].items()
        self._leads = {one: weighed_units(pack, weights) for one, weights in given}

    def commitments(self, number: int) -> Iterator[GeneratedCommitment]:
        """So many commitments, recorded over the last two years."""
        for _each in range(number):
            partner, sector = self._weighted(words()["partners"]), self._one(list(self._sectors))
            due = self._due(chance_of_none=0.08)
            over = due is not None and due < self._today
            sides = self._one([("VN",), (partner,), ("VN", partner), ("VN", partner)])
            recorded = self._recorded(due)
            state = self._weighted(KEPT) if over else "open"
            yield GeneratedCommitment(
                text=self._text("commitments", partner, sector),
                partner=partner,
                undertaking=sides,
                sector=sector,
                lead=self._weighted(self._leads["pm"]),
                due=due,
                state=state,
                recorded=recorded,
                decided=None if state == "open" else self._later(recorded, due, 20),
                comment=self._one(words()["comments"]) if self._draw.random() < 0.2 else "",
            )

    def tasks(
        self, number: int, commitments: Sequence[GeneratedCommitment], documents: int
    ) -> Iterator[GeneratedTask]:
        """So many tasks, most of them under one of ``commitments``, by its place among them.

        Some are shown to be done by one of so many ``documents``.
        """
        for _each in range(number):
            place = self._draw.randrange(len(commitments)) if commitments else None
            if place is not None and self._draw.random() < 0.9:
                above = commitments[place]
                yield self._task(above.partner, above.sector, place, documents)
            else:
                partner = self._weighted(words()["partners"])
                yield self._task(partner, self._one(list(self._sectors)), None, documents)

    def name(self) -> str:
        """Of a person who is made up."""
        return " ".join(self._one(part) for part in words()["names"])

    def _task(self, partner: str, sector: str, place: int | None, documents: int) -> GeneratedTask:
        assigner = self._weighted(words()["shares"])
        lead = self._weighted(self._leads[assigner])
        due = self._due(chance_of_none=0.06)
        over = due is not None and due < self._today
        state = self._weighted(PAST if over else FUTURE)
        times = self._times(state, self._given(due), due)
        later = self._draw.random() < (0.12 if times.accepted else 0) and due is not None
        others = self._others(assigner, lead)
        shown = times.submitted and documents and self._draw.random() < 0.15
        return GeneratedTask(
            text=self._text("tasks", partner, sector),
            assigner=assigner,
            lead=lead,
            coordinating=others,
            partner=partner,
            commitment=place,
            due=due,
            original_due=due - timedelta(days=30) if due and later else due,
            state=state,
            priority=self._weighted({"normal": 8, "high": 2, "urgent": 1}),
            times=times,
            extension=self._one(words()["extensions"]) if later else "",
            remark=self._remark(times),
            progress=tuple(self._progress(times)),
            contributions=tuple(self._contributions(others, times)),
            comment=self._one(words()["comments"]) if self._draw.random() < 0.06 else "",
            shown_by=self._draw.randrange(documents) if shown else None,
        )

    def _recorded(self, due: date | None) -> datetime:
        """Within two years, and before it fell due."""
        latest = min(self._today, due or self._today) - timedelta(days=5)
        return self._moment(latest - timedelta(days=self._draw.randint(0, 450)))

    def _later(self, moment: datetime, due: date | None, days: int) -> datetime:
        """Some days after it fell due, yet not before ``moment`` nor after all is over."""
        after = self._moment((due or moment.date()) + timedelta(days=self._draw.randint(1, days)))
        return max(moment, min(after, self._now))

    def _given(self, due: date | None) -> datetime:
        latest = self._today - timedelta(days=2)
        day = due - timedelta(days=self._draw.randint(40, 200)) if due else latest
        return self._moment(min(day, latest) - timedelta(days=self._draw.randint(0, 20)))

    def _times(self, state: str, given: datetime, due: date | None) -> GeneratedTimes:
        """The moves that bring a task into its state, each after the one before."""
        if state == "assigned":
            return GeneratedTimes(given)
        if state == "cancelled":
            return GeneratedTimes(given, cancelled=self._after(given, 30))
        accepted = self._after(given, 6)
        if state == "accepted":
            return GeneratedTimes(given, accepted)
        started = self._after(accepted, 5)
        if state == "in_progress":
            return GeneratedTimes(given, accepted, started)
        submitted = self._submitted(started, due)
        if state == "returned":
            came_back = self._after(submitted, 5)
            return GeneratedTimes(given, accepted, started, submitted, came_back)
        first = back = None
        if self._draw.random() < 0.1 and submitted - started > timedelta(days=12):
            first = submitted - timedelta(days=self._draw.randint(6, 10))
            back = first + timedelta(days=self._draw.randint(1, 4))
        done = self._after(submitted, 5) if state == "done" else None
        return GeneratedTimes(given, accepted, started, first, back, submitted, done)

    def _submitted(self, started: datetime, due: date | None) -> datetime:
        late = self._draw.random() < 0.16
        target = self._moment(due or self._today) + timedelta(
            days=self._draw.randint(2, 40) if late else -self._draw.randint(0, 20)
        )
        return max(min(target, self._now), started)

    def _after(self, moment: datetime, days: int) -> datetime:
        return min(moment + timedelta(days=self._draw.randint(0, days), minutes=20), self._now)

    def _remark(self, times: GeneratedTimes) -> str:
        kind = "cancelled" if times.cancelled else "returned" if times.returned else ""
        return self._one(words()[kind]) if kind else ""

    def _progress(self, times: GeneratedTimes) -> Iterator[GeneratedProgress]:
        """A report a month, three at most, from the start to the submission."""
        last = times.submitted or times.submitted_first or self._now
        moment = times.started + timedelta(days=28) if times.started else last
        for _each in range(3):
            if moment >= last:
                return
            health = self._weighted(HEALTH)
            hampered = health != "on_track"
            yield GeneratedProgress(
                text=self._one(words()["progress"]),
                difficulty=self._one(words()["difficulties"]) if hampered else "",
                proposal=self._one(words()["proposals"]) if hampered else "",
                health=health,
                at=moment,
                approved=min(self._after(moment, 2), last),
            )
            moment += timedelta(days=28)

    def _contributions(
        self, units: tuple[str, ...], times: GeneratedTimes
    ) -> Iterator[GeneratedContribution]:
        """Of two units in three, between the start and the submission."""
        last = times.submitted or times.submitted_first or self._now
        for unit in units:
            if times.started and self._draw.random() < 0.66:
                at = min(times.started + timedelta(days=self._draw.randint(1, 40)), last)
                yield GeneratedContribution(unit, self._one(words()["contributions"]), at)

    def _others(self, assigner: str, lead: str) -> tuple[str, ...]:
        number = self._one([0, 0, 1, 1, 2, 3])
        drawn = {self._weighted(self._leads[assigner]) for _each in range(number)}
        return tuple(sorted(drawn - {lead}))

    def _due(self, *, chance_of_none: float) -> date | None:
        """Nearer days are likelier; a weekend's day moves back to its Friday."""
        if self._draw.random() < chance_of_none:
            return None
        day = self._today + timedelta(days=round(self._draw.triangular(-REACH, REACH, 10)))
        return day - timedelta(days=max(0, day.weekday() - 4))

    def _text(self, kind: str, partner: str, sector: str) -> str:
        text = self._one(words()[kind]).format(
            sector=self._sectors[sector], partner=self._pack.partner(partner).name_vi
        )
        return f"{text} {words()['mark']}"

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, time(2 + self._draw.randrange(8), 15), UTC)

    def _one(self, choices: Sequence[Any]) -> Any:
        return choices[self._draw.randrange(len(choices))]

    def _weighted(self, weights: Mapping[str, int]) -> str:
        return self._draw.choices(list(weights), list(weights.values()))[0]
