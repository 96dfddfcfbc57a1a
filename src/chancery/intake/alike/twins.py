"""Records that may be the same as one that is about to be recorded by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from chancery.intake.alike.queries import weights_for
from chancery.intake.alike.scoring import (
    FEWEST,
    MOST,
    Bearing,
    Known,
    Likeness,
    Reason,
    Sign,
    Statement,
    likeness_of,
)
from chancery.intake.alike.traits import traits_of
from chancery.people.access import Viewer
from chancery.people.queries import country_pack
from chancery.register import access as register
from chancery.register.contacts.queries import contacts, interactions
from chancery.register.mechanisms.queries import initiatives, mechanisms
from chancery.register.models import (
    Activity,
    Commitment,
    Contact,
    Initiative,
    Interaction,
    Mechanism,
    Mergeable,
    Obstacle,
    Opportunity,
    PartnerRequest,
    Project,
    Record,
    Upgrade,
)
from chancery.register.upgrades.queries import upgrades
from chancery.work import access as work
from chancery.work.models import Proposal, Task

LOOKED_AT = 600
"""Records of the same partner that are compared, the newest first: who saves must not wait."""
NEAR = timedelta(days=10)
"""Two visits of one partner further apart than this are two."""
SAME = 0.9
"""Texts of the same letters are one record's, however few their words."""

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """Where a kind of record is kept, who may know of it, and through what it has its partners."""

    model: type[Record]
    visible: Callable[[Viewer], Rows]
    partner: str = "partner"
    lead: str = ""
    starts: str = ""


KINDS: dict[str, Kind] = {
    "commitment": Kind(Commitment, register.commitments, "parties", "lead_id"),
    "request": Kind(PartnerRequest, register.requests),
    "obstacle": Kind(Obstacle, register.obstacles),
    "opportunity": Kind(Opportunity, register.opportunities),
    "activity": Kind(Activity, register.activities, "partners", starts="start"),
    "project": Kind(Project, register.projects, "partners"),
    "interaction": Kind(Interaction, interactions, starts="day"),
    "mechanism": Kind(Mechanism, mechanisms, "partners", "lead_id"),
    "initiative": Kind(Initiative, initiatives, "partners", "lead_id"),
    "upgrade": Kind(Upgrade, upgrades, "partner", "lead_id"),
    "contact": Kind(Contact, contacts),  # by name and address: register.contacts.likeness
    "task": Kind(Task, work.tasks, "partners", "lead_id"),
    "proposal": Kind(Proposal, work.proposals, "partners", "to_unit_id"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What is about to be recorded, as far as it can be compared; ``lead`` of a task or proposal."""

    kind: str
    text: str
    partners: frozenset[str] = field(default_factory=frozenset)
    lead: str | None = None
    due: date | None = None
    starts: date | None = None


def said_in(kind: str, values: Any) -> Said:
    """What the values of a form say."""
    one = getattr(values, "partner", None)
    many: Iterable[str] = getattr(values, "parties", getattr(values, "partners", ()))
    named = {*many, *([one] if one else [])}
    return Said(
        kind=kind,
        text=values.text.strip(),
        partners=frozenset(named) - {country_pack().home},
        lead=getattr(values, "lead", None) or getattr(values, "to_unit", None),
        due=getattr(values, "due", None),
        starts=getattr(values, "start", None),
    )


def said_by(kind: str, record: Any) -> Said:
    """What a record says."""
    where = KINDS[kind]
    if where.partner == "partner":
        partners = {record.partner_id}
    else:
        partners = set(getattr(record, where.partner).values_list("pk", flat=True))
    return Said(
        kind=kind,
        text=record.text,
        partners=frozenset(partners) - {country_pack().home},
        lead=getattr(record, where.lead) if where.lead else None,
        due=getattr(record, "due", None),
        starts=getattr(record, where.starts) if where.starts else None,
    )


def twins_of(said: Said, viewer: Viewer) -> list[Likeness]:
    """Those that ``viewer`` may know of, the likeliest first; at most three."""
    return Looking(said.kind, viewer).twins_of(said)


class Looking:
    """Looks for the twins of many statements of one kind: what stands is read once.

    Of use for as long as nothing is recorded: an import of thousands of rows names the same few
    dozen partners.
    """

    def __init__(self, kind: str, viewer: Viewer) -> None:
        self._rows = KINDS[kind].visible(viewer)
        self._pools: dict[Said, _Pool] = {}

    def twins_of(self, said: Said) -> list[Likeness]:
        """As the function of this name."""
        of = replace(said, text="", due=None, lead=None if said.partners else said.lead)
        if of not in self._pools:
            self._pools[of] = _Pool(_pool(said, KINDS[said.kind], self._rows))
        return self._pools[of].likely(said)


def twins_unseen_by(said: Said, viewer: Viewer, *, besides: int) -> list[Likeness]:
    """Those that ``viewer`` may not know of: for telling their owners, never for showing.

    ``besides`` is the record itself.
    """
    kind = KINDS[said.kind]
    rows: Rows = kind.model._default_manager.exclude(pk=besides)  # noqa: SLF001 - documented
    if issubclass(kind.model, Mergeable):
        rows = rows.filter(merged_into__isnull=True)
    seen = kind.visible(viewer).order_by().values("pk")
    return _Pool(_pool(said, kind, rows.exclude(pk__in=seen))).likely(said)


class _Pool:
    """Records that are compared, and which words each has: most have too few in common to weigh."""

    def __init__(self, known: Sequence[Known]) -> None:
        self._known = known
        self._weights = weights_for(known) if known else {}
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_text: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(known):
            self._by_text[_plain(one.text)].append(at)
            for word in one.traits.words:
                if self._weights.get(word, 1.0):
                    self._by_word[word].append(at)

    def likely(self, said: Said) -> list[Likeness]:
        """The likeliest first; at most three."""
        statement = _statement(said)
        shared = Counter(
            at for word in statement.traits.words for at in self._by_word.get(word, ())
        )
        near = {at for at, words in shared.items() if words >= FEWEST}
        near.update(self._by_text.get(_plain(said.text), ()))
        pairs = (_compared(statement, self._known[at], self._weights) for at in near)
        found = [one for one in pairs if one]
        found.sort(key=lambda one: (-one.score, one.known.reference))
        return found[:MOST]


def _compared(statement: Statement, known: Known, weights: dict[str, float]) -> Likeness | None:
    """Short titles have too few words to weigh: they are the same, or nothing is said of them."""
    likeness = likeness_of(statement, known, weights)
    another = statement.type == "TASK" and known.lead not in statement.leads
    if likeness is None and not another and _plain(statement.text) == _plain(known.text):
        return Likeness(known, Bearing.REPEATS, SAME, (Reason(Sign.WORDS, (statement.text,)),))
    return likeness


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _statement(said: Said) -> Statement:
    return Statement(
        type="TASK" if said.kind in {"task", "proposal"} else "",
        text=said.text,
        traits=traits_of(said.text),
        partners=said.partners,
        leads=frozenset({said.lead} if said.lead else ()),
        due=said.due,
    )


def _pool(said: Said, kind: Kind, rows: Rows) -> Sequence[Known]:
    """Records of the same partners, or of the same lead where no partner is named."""
    if not said.partners and not said.lead:
        return []
    if said.partners:
        of_partner = kind.model._default_manager.filter(  # noqa: SLF001 - documented
            **{f"{kind.partner}__in": said.partners}
        )
        rows = rows.filter(pk__in=of_partner.order_by().values("pk"))
    elif kind.lead:
        rows = rows.filter(**{kind.lead: said.lead})
    if kind.starts and said.starts:
        near = (said.starts - NEAR, said.starts + NEAR)
        rows = rows.filter(**{f"{kind.starts}__range": near})
    columns = ["pk", "reference", "text", *([kind.lead] if kind.lead else [])]
    if any(one.name == "due" for one in kind.model._meta.fields):  # noqa: SLF001 - documented
        columns.append("due")
    newest = rows.order_by("-pk").values(*columns)[:LOOKED_AT]
    return [
        Known(
            kind=said.kind,
            key=row["pk"],
            reference=row["reference"],
            text=row["text"],
            traits=traits_of(row["text"]),
            partners=said.partners,
            lead=row.get(kind.lead),
            due=row.get("due"),
        )
        for row in newest
    ]
