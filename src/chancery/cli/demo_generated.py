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
from chancery.work.generated import GeneratedCommitment, GeneratedProgress, GeneratedTask

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


class Generator:
    """Draws records one after another; ``seed`` says where the drawing begins."""

    def __init__(self, pack: Pack, today: date, *, seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - nothing secret is drawn
        self._pack, self._today = pack, today
        self._sectors = {sector.code: _inside(sector.name_vi) for sector in pack.sectors}

    def commitments(self, number: int) -> Iterator[GeneratedCommitment]:
        """So many commitments, recorded over the last two years."""
        for _each in range(number):
            partner, sector = self._weighted(words()["partners"]), self._one(list(self._sectors))
            due = self._due(chance_of_none=0.08)
            over = due is not None and due < self._today
            sides = self._one([("VN",), (partner,), ("VN", partner), ("VN", partner)])
            yield GeneratedCommitment(
                text=self._text("commitments", partner, sector),
                partner=partner,
                undertaking=sides,
                sector=sector,
                lead=self._weighted(words()["assigners"]["pm"]),
                due=due,
                state=self._weighted(KEPT) if over else "open",
                recorded=self._moment(self._today - timedelta(days=self._draw.randint(5, 700))),
            )

    def tasks(
        self, number: int, commitments: Sequence[GeneratedCommitment]
    ) -> Iterator[GeneratedTask]:
        """So many tasks, most of them under one of ``commitments``, by its place among them."""
        for _each in range(number):
            place = self._draw.randrange(len(commitments)) if commitments else None
            if place is not None and self._draw.random() < 0.9:
                above = commitments[place]
                yield self._task(above.partner, above.sector, place)
            else:
                partner = self._weighted(words()["partners"])
                yield self._task(partner, self._one(list(self._sectors)), None)

    def _task(self, partner: str, sector: str, place: int | None) -> GeneratedTask:
        assigner = self._weighted(words()["shares"])
        lead = self._weighted(words()["assigners"][assigner])
        due = self._due(chance_of_none=0.06)
        over = due is not None and due < self._today
        state = self._weighted(PAST if over else FUTURE)
        given = self._given(due)
        accepted, submitted, done = self._times(state, given, due)
        later = self._draw.random() < (0.12 if accepted else 0) and due is not None
        return GeneratedTask(
            text=self._text("tasks", partner, sector),
            assigner=assigner,
            lead=lead,
            coordinating=self._others(assigner, lead),
            partner=partner,
            commitment=place,
            due=due,
            original_due=due - timedelta(days=30) if due and later else due,
            state=state,
            priority=self._weighted({"normal": 8, "high": 2, "urgent": 1}),
            given=given,
            accepted=accepted,
            submitted=submitted,
            done=done,
            extension=self._one(words()["extensions"]) if later else "",
            progress=tuple(self._progress(accepted, submitted)),
            comment=self._one(words()["comments"]) if self._draw.random() < 0.06 else "",
        )

    def _given(self, due: date | None) -> datetime:
        latest = self._today - timedelta(days=2)
        day = due - timedelta(days=self._draw.randint(40, 200)) if due else latest
        return self._moment(min(day, latest) - timedelta(days=self._draw.randint(0, 20)))

    def _times(
        self, state: str, given: datetime, due: date | None
    ) -> tuple[datetime | None, datetime | None, datetime | None]:
        """When it was accepted, submitted and approved, as far as its state has got."""
        if state in {"assigned", "cancelled"}:
            return None, None, None
        now = self._moment(self._today - timedelta(days=1))
        accepted = min(given + timedelta(days=self._draw.randint(0, 6)), now)
        if state not in {"submitted", "done"}:
            return accepted, None, None
        late = self._draw.random() < 0.16
        target = self._moment(due or self._today) + timedelta(
            days=self._draw.randint(2, 40) if late else -self._draw.randint(0, 20)
        )
        submitted = max(min(target, now), accepted)
        done = min(submitted + timedelta(days=self._draw.randint(0, 5)), now + timedelta(hours=6))
        return accepted, submitted, done if state == "done" else None

    def _progress(
        self, accepted: datetime | None, submitted: datetime | None
    ) -> Iterator[GeneratedProgress]:
        """A report a month, three at most, from acceptance to submission."""
        last = submitted or self._moment(self._today)
        moment = accepted + timedelta(days=28) if accepted else last
        for _each in range(3):
            if moment >= last:
                return
            health = self._weighted(HEALTH)
            yield GeneratedProgress(
                text=self._one(words()["progress"]),
                difficulty="" if health == "on_track" else self._one(words()["difficulties"]),
                health=health,
                at=moment,
            )
            moment += timedelta(days=28)

    def _others(self, assigner: str, lead: str) -> tuple[str, ...]:
        number = self._one([0, 0, 1, 1, 2, 3])
        drawn = {self._weighted(words()["assigners"][assigner]) for _each in range(number)}
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
