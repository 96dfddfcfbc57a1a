"""The addresses of a route, filled in, and whom each is there for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.web.access.acting import ACTING
from tests.web.access.opening import ADDING, NEW, OPEN, writers
from tests.web.access.places import PLACES
from tests.web.house import Person, World, may_know, may_know_of_document
from tests.web.routes import Route

# Steps that lie in the address: a case for each side; all of them are tried in tests/work.
STEPS = {
    "task-move": ("name", ("accept", "approve")),
    "review-move": ("name", ("close", "reopen", "call")),
    "meeting-move": ("name", ("invite", "cancel")),
    "advice-move": ("name", ("ask", "submit")),
    "consultation-move": ("name", ("withdraw",)),
    "consultation-paper": ("name", ("letter",)),
    "meeting-paper": ("name", ("invitation", "agenda")),
    "agreement-stage-day": ("name", ("signed",)),
    "agreement-stage-withdraw": ("name", ("signed",)),
    "obstacle-move": ("name", ("handle", "close")),
    "opportunity-move": ("name", ("check", "drop")),
    "initiative-move": ("move", ("put_forward", "drop")),
    "plan-move": ("name", ("submit", "approve", "return", "amend")),
    "monthly-move": ("name", ("submit", "approve", "send")),
}

# Pages of a document besides its own: for those who may read it whole.
_PART_OF_DOCUMENT = re.compile(r"^documents/<\w+:\w+>/.")


@dataclass(frozen=True)
class Case:
    """One address filled in: for one sensitivity, and one step where the address has steps."""

    route: Route
    level: str
    address: str
    step: str = ""

    @property
    def kind(self) -> str:
        """The kind of record it names; empty where it names none."""
        return PLACES.get(self.route.place, "") if self.route.parts else ""

    @property
    def is_classified(self) -> bool:
        return self.route.place in OPEN

    def known_to(self, person: Person) -> bool:
        """Whether the record it names is one the person may know of."""
        if self.kind == "document" and not _PART_OF_DOCUMENT.match(self.route.pattern):
            return may_know_of_document(person, self.level)
        return may_know(person, self.kind, self.level)

    def open_to(self, person: Person) -> bool:
        """For an address that names no record: whether it is there for this person."""
        if self.route.name in ADDING:
            return ADDING[self.route.name](person)
        if NEW.match(self.route.pattern):
            return writers(person)
        return OPEN[self.route.place](person)

    @property
    def acts(self) -> bool:
        """Whether it is said to change something."""
        named = {*ACTING, *ADDING}
        return self.route.name in named or bool(NEW.match(self.route.pattern))

    def lets_act(self, person: Person) -> bool:
        return ACTING[self.route.name](person, self.step)


def cases(route: Route, world: World, levels: tuple[str, ...]) -> list[Case]:
    """The addresses of a route: for every level where it names a record, else one."""
    of_record = bool(route.parts) and route.place in PLACES
    named, steps = STEPS.get(route.name, ("", ("",)))
    return [
        Case(route, level, _address(route, level, world, {named: step}), step)
        for level in (levels if of_record else levels[:1])
        for step in steps
    ]


def _address(route: Route, level: str, world: World, chosen: dict[str, str]) -> str:
    names = [name for name, _kind in route.parts if name not in chosen]
    values = chosen | {name: _stands_for(name, level, world) for name in names}
    if "step" in values:
        values["step"] = world.steps[PLACES[route.place], level].pk
    if route.parts and route.place in PLACES:
        name, kind = route.parts[0]
        record = world.records[PLACES[route.place], level]
        values[name] = getattr(record, "reference" if kind == "str" else "pk", record.pk)
    return "/" + re.sub(r"<\w+:(\w+)>", lambda part: str(values[part[1]]), route.pattern)


def _stands_for(name: str, level: str, world: World) -> str | int:
    known = {
        "pk": 1,
        "document": world.records["document", level].pk,
        "finding": world.findings[level].pk,
        "evidence": world.evidence[level].pk,
        "line": world.lines[level].pk,
        **{name: row.pk for name, row in world.said[level].items()},
        "step": 0,
        "kind": "units",
        "into": "commitments",
        "entry": world.entries[level].pk,
        "session": world.sessions[level].pk,
        "role": world.roles[level].pk,
        "code": "JP",
        "key": "mofa",
        "what": "unit",
        "which": "mofa",
        "reference": "",
        "run": "0123456789abcdef",
        "part": "ahead",
        "unit": "moit",
        "number": 1,
    }
    assert name in known, (
        f"say in tests/web/access/cases.py what <{name}> stands for in an address"
    )
    return known[name]
