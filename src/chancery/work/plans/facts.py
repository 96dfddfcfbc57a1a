"""Facts of a monthly report: sentences drawn from records, each leading back to its record.

They are kept in both languages as they were drawn, so that a frozen report says the same for ever.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from chancery.people.access import Viewer
from chancery.register import access as register
from chancery.register.contacts.queries import interactions
from chancery.work import access as work
from chancery.work.models import MonthlyReport, ReportSection
from chancery.work.outreach.queries import outreach
from chancery.work.training.queries import training

MOST = 60
"""Facts of one section: what comes after is counted in a sentence that leads to the list."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence. ``about`` and ``key`` name the record as history does; ``what`` it is said of.

    ``about`` is ``list`` for a figure: ``key`` is then the list and its filters, ``tasks?lead=moit``.
    """

    about: str
    key: str
    what: str
    reference: str
    vi: str
    en: str
    heading: bool = False
    """Stands above others: a figure, or the name of a group."""

    @property
    def identity(self) -> tuple[str, str, str]:
        """The same sentence at another time."""
        return (self.about, self.key.partition("?")[0], self.what)

    @property
    def said(self) -> tuple[str, str]:
        """What it says, in both languages."""
        return (self.vi, self.en)


def as_json(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """As a section keeps them."""
    return [asdict(fact) for fact in facts]


def facts_of(kept: Iterable[Mapping[str, Any]] | None) -> list[Fact]:
    """The facts that a section keeps."""
    return [Fact(**one) for one in kept or ()]


# What a refresh changed.


@dataclass(frozen=True, slots=True)
class Changed:
    """What one fact said and says; None where it was not there, or is there no more."""

    was: Fact | None
    now: Fact | None

    @property
    def word(self) -> str:
        """``new``, ``gone`` or ``changed``."""
        if self.was is None:
            return "new"
        return "gone" if self.now is None else "changed"


def changed(before: Sequence[Fact], after: Sequence[Fact]) -> list[Changed]:
    """What is new, gone or said otherwise, in the order of the facts."""
    old = {fact.identity: fact for fact in before}
    new = {fact.identity: fact for fact in after}
    found = [
        Changed(old.get(identity), fact)
        for identity, fact in new.items()
        if identity not in old or old[identity].said != fact.said
    ]
    return found + [Changed(fact, None) for key, fact in old.items() if key not in new]


# Freezing.


def digest_of(report: MonthlyReport, sections: Iterable[ReportSection]) -> str:
    """The SHA-256 of what a report says: unit, month, facts and words, section by section."""
    said = {
        "unit": report.held_by_id,
        "month": report.month.isoformat(),
        "title": report.text,
        "sections": [[s.key, s.facts, s.words] for s in sections],
    }
    plain = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


# What has been closed to some since it was drawn.

_ROWS: dict[str, Callable[[Viewer], QuerySet[Any]]] = {
    "task": work.tasks,
    "commitment": register.commitments,
    "obstacle": register.obstacles,
    "opportunity": register.opportunities,
    "activity": register.activities,
    "agreement": register.agreements,
    "proposal": work.proposals,
    "training": training,
    "interaction": interactions,
    "outreach": outreach,
}
_RANK = {"public": 0, "internal": 1, "restricted": 2}


@dataclass(frozen=True, slots=True)
class Sight:
    """What one reader may see of the records quoted: ``hidden`` ones, and those they may open."""

    hidden: frozenset[tuple[str, str]]
    open: frozenset[tuple[str, str]]


def sight_of(viewer: Viewer, report: MonthlyReport, facts: Iterable[Fact]) -> Sight:
    """Hidden are records closer than the report today that the person may not know of.

    Who sends a report tells its readers what it says; what was restricted since is kept from those
    who may not know of it. Two queries for each kind.
    """
    by_kind: dict[str, set[str]] = {}
    for fact in facts:
        if fact.about in _ROWS:
            by_kind.setdefault(fact.about, set()).add(fact.key)
    hidden: set[tuple[str, str]] = set()
    known: set[tuple[str, str]] = set()
    for kind, keys in by_kind.items():
        rows = _ROWS[kind](viewer)
        mine = set(map(str, rows.filter(pk__in=keys).values_list("pk", flat=True)))
        closer = _closer(rows.model._default_manager.all(), report.sensitivity)  # noqa: SLF001 - Django's documented way
        shut = set(map(str, closer.filter(pk__in=keys).values_list("pk", flat=True))) - mine
        hidden |= {(kind, key) for key in shut}
        known |= {(kind, key) for key in mine}
    return Sight(frozenset(hidden), frozenset(known))


def _closer(rows: QuerySet[Any], sensitivity: str) -> QuerySet[Any]:
    """Those more closely held than a report of this sensitivity; restricted ones always."""
    least = min(_RANK[sensitivity] + 1, _RANK["restricted"])
    return rows.filter(sensitivity__in=[name for name, rank in _RANK.items() if rank >= least])


def openly(rows: QuerySet[Any], sensitivity: str) -> QuerySet[Any]:
    """What a report of this sensitivity may quote: nothing closer, nothing restricted."""
    most = min(_RANK[sensitivity], _RANK["internal"])
    return rows.filter(sensitivity__in=[name for name, rank in _RANK.items() if rank <= most])


def day_vi(day: date) -> str:
    """As papers write days."""
    return f"{day:%d/%m/%Y}"


def day_en(day: date) -> str:
    """As English papers write days."""
    return f"{day.day} {day:%b %Y}"
