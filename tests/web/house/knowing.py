"""Who may know of a record of each kind at each level."""

from __future__ import annotations

from dataclasses import dataclass

from tests.web.house.people import HOLDER, JP, NAMED, Person


@dataclass(frozen=True)
class Kind:
    """Which units and partners a kind of record concerns in this house, its holder apart.

    ``must_act`` are named of themselves where it is restricted: who must act on it must know it.
    """

    units: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    must_act: frozenset[str] = frozenset()


KINDS = {
    "commitment": Kind(frozenset({"moit", "province-lang-son"}), frozenset({"JP", "VN"})),
    "task": Kind(frozenset({"pm", "moit", "trade-jp"}), JP, frozenset({"moit", "trade-jp"})),
    "proposal": Kind(frozenset({"mofa-economic", "moit"}), JP, frozenset({"moit"})),
    "request": Kind(partners=JP),
    "obstacle": Kind(frozenset({"moit"}), JP, frozenset({"moit"})),
    "opportunity": Kind(frozenset({"moit"}), JP, frozenset({"moit"})),
    "activity": Kind(frozenset({"moit"}), JP),
    "upgrade": Kind(frozenset({"moit"}), JP),
    "mechanism": Kind(frozenset({"moit"}), JP),
    "initiative": Kind(frozenset({"moit"}), JP),
    "outreach": Kind(partners=JP),
    "contact": Kind(partners=JP),
    "interaction": Kind(frozenset({"moit"}), JP, frozenset({"moit"})),
    "agreement": Kind(partners=frozenset({"JP", "VN"})),
    "shortcoming": Kind(frozenset({"moit"})),
    "review": Kind(frozenset({"moit"}), must_act=frozenset({"moit"})),
    "project": Kind(frozenset({"moit"}), JP),
    "programme": Kind(frozenset({"moit"})),
    "meeting": Kind(frozenset({"moit"}), must_act=frozenset({"moit"})),
    "advice": Kind(frozenset({"mofa"}), JP, frozenset({"mofa"})),
    "consultation": Kind(frozenset({"moit"}), JP, frozenset({"moit"})),
    "fta_use": Kind(),
    "workplan": Kind(frozenset({"mofa"})),
    "monthlyreport": Kind(frozenset({"mofa"})),
    "training": Kind(),
    "document": Kind(),
}

# They are known to whom the task is known that they are about.
KINDS |= {"escalation": KINDS["task"], "urging": KINDS["task"]}

_APART = {"fta_use", "agreement", "document", "review", "escalation", "urging", "meeting"}

_APART |= {
    "workplan",
    "monthlyreport",
    "training",
    "programme",
    "outreach",
    "consultation",
    "advice",
}

MADE_FROM_A_DOCUMENT = [kind for kind in KINDS if kind not in _APART]


def may_know(person: Person, kind: str, level: str) -> bool:
    """Public for every reader; internal for those concerned and those who oversee; restricted for
    the unit that holds it, the units named and those that must act on it."""
    concerns = KINDS[kind]
    if not person.reads:
        return False
    if level == "public":
        return True
    if level == "restricted":
        return person.unit in {HOLDER, NAMED, *concerns.must_act}
    touched = {HOLDER, *concerns.units} & person.circle
    return person.oversees or bool(touched) or bool(concerns.partners & person.area)


def may_know_of_document(person: Person, level: str) -> bool:
    """Whole, or through a record made from it."""
    return any(may_know(person, kind, level) for kind in ("document", *MADE_FROM_A_DOCUMENT))


def word(kind: str, level: str) -> str:
    """Words that stand on this record and nowhere else."""
    return f"Mật mã {kind} {level}"
