"""Who is reminded of a task: people by their posts today, never more than may see the task.

Where nobody holds a writing post in a unit, those of the unit above it are meant, as far up as
its own ministry or province: work must not fall between two chairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from chancery.people.access import OUTPOSTS, OVERSEERS, WRITERS
from chancery.people.models import Post, Role, Unit, UnitKind, User
from chancery.work.models import Basis, Task

_ORGANS = frozenset({UnitKind.GOVERNMENT, UnitKind.PRIME_MINISTER, UnitKind.COMMITTEE})


@dataclass(frozen=True, slots=True)
class Staff:
    """Who writes for which unit today, by the ids of people."""

    units: dict[str, Unit]
    writers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    heads: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def writers_of(self, unit: str) -> set[int]:
        """Officers and heads."""
        return self._of(unit, self.writers)

    def heads_of(self, unit: str) -> set[int]:
        """Heads."""
        return self._of(unit, self.heads)

    def leaders_of(self, unit: str) -> set[int]:
        """Heads of the ministry, province or office that the unit is of; its own at the top."""
        here = unit
        while above := self._above(self.units[here]):
            here = above
        return self.heads_of(here)

    def offices(self) -> set[int]:
        """Officers and heads of the Government Office, which speaks for the state's organs."""
        kind = UnitKind.GOVERNMENT_OFFICE
        return {
            p for key, held in self.writers.items() if self.units[key].kind == kind for p in held
        }

    def _of(self, unit: str, posts: dict[str, set[int]]) -> set[int]:
        here: str | None = unit
        while here:
            if found := posts.get(here):
                return found
            here = self._above(self.units[here])
        return set()

    def _above(self, unit: Unit) -> str | None:
        above = self.units.get(unit.belongs_to_id or "")
        if above is None or unit.kind in OUTPOSTS or above.kind in OVERSEERS:
            return None
        return above.pk


def staff(people: Iterable[User], day: date) -> Staff:
    """The posts held on ``day`` by ``people``, who were read with ``active_people``."""
    found = Staff({unit.pk: unit for unit in Unit.objects.all()})
    for person in people:
        for post in person.posts.all():
            if post.runs_on(day) and post.role in WRITERS:
                found.writers[post.unit_id].add(person.pk)
                if post.role == Role.HEAD:
                    found.heads[post.unit_id].add(person.pk)
    return found


def active_people() -> list[User]:
    """Everybody who may sign in and holds or held a post, with posts and their units."""
    posts = Post.objects.select_related("unit").order_by("start", "pk")
    rows = User.objects.filter(is_active=True, posts__isnull=False).distinct().order_by("pk")
    return list(rows.prefetch_related(Prefetch("posts", posts)))


def zone_of(person: User, day: date, home: str) -> str:
    """The clock a person lives by: that of the first of their units that has one of its own."""
    zones = (post.unit.time_zone for post in person.posts.all() if post.runs_on(day))
    return next((zone for zone in zones if zone), home)


def recipients(task: Task, who: str, people: Staff) -> set[int]:
    """The people meant by one word of ``reminding.RECIPIENTS``. Wants contributions prefetched."""
    if who == "doers":
        return _doers(task, people)
    if who == "heads":
        return people.heads_of(task.lead_id)
    if who == "coordinating":
        given = {contribution.unit_id for contribution in task.contributions.all()}
        silent = (unit.pk for unit in task.coordinating.all() if unit.pk not in given)
        return {person for unit in silent for person in people.writers_of(unit)}
    return _deciders(task, people)


def _doers(task: Task, people: Staff) -> set[int]:
    """The person in charge while they hold a writing post anywhere; else the lead unit's people."""
    in_charge = task.person_id
    if in_charge and any(in_charge in held for held in people.writers.values()):
        return {in_charge}
    return people.writers_of(task.lead_id)


def _deciders(task: Task, people: Staff) -> set[int]:
    """Who speaks for the assigner, as ``rules.directs`` has it; the first of these who is there."""
    if task.basis == Basis.RESOLVED:
        return people.heads_of(task.lead_id)
    found = people.writers_of(task.assigner_id)
    if not found and people.units[task.assigner_id].kind in _ORGANS:
        found = people.offices()
    if not found and task.held_by_id != task.lead_id:
        found = people.writers_of(task.held_by_id)
    return found
