"""Finding a unit, partner, sector, agreement, document or record by part of its name.

Names are compared folded, so that ``bo cong thuong`` finds Bộ Công Thương, and a unit is found
under every name it bore: a merged one leads to its successor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from chancery.documents.access import documents
from chancery.lib.text import fold
from chancery.partners.models import Partner, Sector
from chancery.people.access import Viewer
from chancery.people.models import Unit, UnitName
from chancery.people.queries import country_pack, current_units
from chancery.register import access as register
from chancery.register.contacts.queries import DISCUSSED, contacts, interactions, usable
from chancery.register.mechanisms.queries import initiatives, mechanisms
from chancery.register.models import Contact
from chancery.register.upgrades.queries import upgrades
from chancery.web.formatting import shortened
from chancery.work import access as work
from chancery.work.advice.queries import GROUNDS
from chancery.work.plans.ties import TIES
from chancery.work.programmes.queries import programmes

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that may be chosen: its key, the words shown, and every folded name it bears."""

    key: str
    label: str
    names: tuple[str, ...] = ()

    def bears(self, wanted: str) -> bool:
        """One of its names is exactly ``wanted`` (folded)."""
        return wanted in self.names

    def rank(self, wanted: str) -> int | None:
        """How well it fits, 0 best; None where a word of ``wanted`` is in no name."""
        words = wanted.split()
        ranks = [_rank(name, wanted) for name in self.names if all(w in name for w in words)]
        return min(ranks, default=None)


def search(kind: str, text: str, viewer: Viewer) -> list[Choice]:
    """The best dozen of a kind for what a person typed; the first dozen for nothing."""
    wanted = fold(text)
    ranked = [(c.rank(wanted), len(c.label), c.label, c) for c in KINDS[kind](text, viewer)]
    fitting = sorted((*r[:3], r[3].key) for r in ranked if r[0] is not None)
    by_key = {r[3].key: r[3] for r in ranked}
    return [by_key[key] for *_rest, key in fitting[:SHOWN]]


def resolve(kind: str, text: str, viewer: Viewer) -> Choice | None:
    """The one of a kind that bears exactly this name, or the only one that fits it."""
    wanted = fold(text)
    found = KINDS[kind](text, viewer)
    fitting = (
        [c for c in found if c.key == text.strip()]
        or [c for c in found if c.bears(wanted)]
        or [c for c in found if c.rank(wanted) is not None]
    )
    return fitting[0] if len(fitting) == 1 else None


def labels(kind: str, keys: Iterable[str], viewer: Viewer) -> dict[str, str]:
    """The words for keys that exist and may be known, in the order given."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    known = LABELS[kind](wanted, viewer)
    return {key: known[key] for key in wanted if key in known}


def names(*, partners: bool = True) -> dict[str, list[str]]:
    """The names of units and partners for browsers without scripts."""
    found = {"unit_names": [str(unit) for unit in current_units()]}
    if partners:
        found["partner_names"] = [str(partner) for partner in Partner.objects.all()]
    return found


def _rank(name: str, wanted: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in name else 3


def _folded(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(name) for name in names if name))


def _units(text: str, viewer: Viewer) -> list[Choice]:
    units = {unit.key: unit for unit in Unit.objects.all()}
    names: dict[str, list[str]] = defaultdict(list)
    for unit in units.values():
        names[_today(unit, units).key] += [unit.name_vi, unit.name_en, unit.short]
    for row in UnitName.objects.all():
        today = _today(units[row.unit_id], units).key
        names[today] += [row.name_vi, row.name_en, *row.short]
    return [
        Choice(key, str(units[key]), _folded(held))
        for key, held in names.items()
        if not units[key].end
    ]


def _today(unit: Unit, units: dict[str, Unit]) -> Unit:
    seen = {unit.key}
    while unit.successor_id and unit.successor_id not in seen:
        seen.add(unit.successor_id)
        unit = units[unit.successor_id]
    return unit


def _partners(text: str, viewer: Viewer) -> list[Choice]:
    """With whom: the home country is not its own partner."""
    home = country_pack().home
    return [choice for choice in _parties(text, viewer) if choice.key != home]


def _parties(text: str, viewer: Viewer) -> list[Choice]:
    """Between whom: the home country is one of them."""
    aliases = {row.code: row.aliases for row in country_pack().partners}
    return [
        Choice(p.code, str(p), _folded([p.name_vi, p.name_en, p.code, *aliases.get(p.code, ())]))
        for p in Partner.objects.all()
    ]


def _sectors(text: str, viewer: Viewer) -> list[Choice]:
    terms = {row.code: row.terms for row in country_pack().sectors}
    return [
        Choice(s.code, str(s), _folded([s.name_vi, s.name_en, *terms.get(s.code, ())]))
        for s in Sector.objects.all()
    ]


def _agreements(text: str, viewer: Viewer) -> list[Choice]:
    return [
        Choice(a.key, f"{a.short} – {a}" if a.short else str(a), _agreement_names(a))
        for a in register.agreements(viewer)
    ]


def _agreement_names(agreement: object) -> tuple[str, ...]:
    return _folded(getattr(agreement, name) for name in ("name_vi", "name_en", "short", "key"))


def _documents(text: str, viewer: Viewer) -> list[Choice]:
    asked = text.strip()
    fits = Q(title__icontains=asked) | Q(number__icontains=asked)
    if _is_number(asked):
        fits |= Q(pk=asked)
    found = documents(viewer).filter(fits, purged_at__isnull=True)[:SHOWN]
    return [
        Choice(str(d.pk), _document_label(d.pk, d.title), (fold(asked), str(d.pk))) for d in found
    ]


def _is_number(text: str) -> bool:
    """A number of a document, short enough for the database to hold."""
    return text.isdecimal() and len(text) < 19


def _document_label(key: int, title: str) -> str:
    return _("no. %(key)s: %(title)s") % {"key": key, "title": title}


def _records(text: str, viewer: Viewer) -> list[Choice]:
    asked = text.strip()
    fits = Q(reference__icontains=asked) | Q(text__icontains=asked)
    commitments = register.commitments(viewer).filter(fits)[:SHOWN]
    tasks = work.tasks(viewer).filter(fits)[:SHOWN]
    return [
        Choice(row.reference, str(row), (fold(row.reference), fold(row.text)))
        for row in (*commitments, *tasks)
    ]


def _of_kind(rows: Callable[[Viewer], Any]) -> Callable[[str, Viewer], list[Choice]]:
    """Records of one kind by their number or words; the key is the row's own."""

    def found(text: str, viewer: Viewer) -> list[Choice]:
        asked = text.strip()
        fits = Q(reference__icontains=asked) | Q(text__icontains=asked)
        return [
            Choice(str(row.pk), _short(row), (fold(row.reference), fold(row.text)))
            for row in rows(viewer).filter(fits)[:SHOWN]
        ]

    return found


def _labels_of(
    rows: Callable[[Viewer], Any],
) -> Callable[[Sequence[str], Viewer], dict[str, str]]:
    def labels(keys: Sequence[str], viewer: Viewer) -> dict[str, str]:
        numbers = [key for key in keys if _is_number(key)]
        return {str(row.pk): _short(row) for row in rows(viewer).filter(pk__in=numbers)}

    return labels


def _short(row: Any) -> str:
    return shortened(str(row), 120)


def _linkable(text: str, viewer: Viewer) -> list[Choice]:
    """What a case may be tied to; an agreement by its key."""
    asked = text.strip()
    fits = Q(reference__icontains=asked) | Q(text__icontains=asked)
    rows = [row for of_kind in _NUMBERED for row in of_kind(viewer).filter(fits)[:SHOWN]]
    return [
        *(Choice(r.reference, str(r), (fold(r.reference), fold(r.text))) for r in rows),
        *_agreements(text, viewer),
    ]


_NUMBERED: tuple[Callable[[Viewer], QuerySet[Any]], ...] = (
    register.commitments,
    register.requests,
    register.activities,
)


def _linkable_labels(keys: Sequence[str], viewer: Viewer) -> dict[str, str]:
    rows = [row for of_kind in _NUMBERED for row in of_kind(viewer).filter(reference__in=keys)]
    return {row.reference: str(row) for row in rows} | _agreement_labels(keys, viewer)


def _commitments(text: str, viewer: Viewer) -> list[Choice]:
    asked = text.strip()
    fits = Q(reference__icontains=asked) | Q(text__icontains=asked)
    rows = register.commitments(viewer).filter(fits)[:SHOWN]
    return [Choice(r.reference, str(r), (fold(r.reference), fold(r.text))) for r in rows]


def _commitment_labels(keys: Sequence[str], viewer: Viewer) -> dict[str, str]:
    rows = register.commitments(viewer).filter(reference__in=keys)
    return {row.reference: str(row) for row in rows}


def _unit_labels(keys: Sequence[str], viewer: Viewer) -> dict[str, str]:
    return {unit.key: str(unit) for unit in Unit.objects.filter(key__in=keys)}


def _partner_labels(keys: Sequence[str], viewer: Viewer) -> dict[str, str]:
    return {p.code: str(p) for p in Partner.objects.filter(code__in=keys)}


def _sector_labels(keys: Sequence[str], viewer: Viewer) -> dict[str, str]:
    return {s.code: str(s) for s in Sector.objects.filter(code__in=keys)}


def _agreement_labels(keys: Sequence[str], viewer: Viewer) -> dict[str, str]:
    return {a.key: str(a) for a in register.agreements(viewer).filter(key__in=keys)}


def _document_labels(keys: Sequence[str], viewer: Viewer) -> dict[str, str]:
    whole = documents(viewer).filter(pk__in=[key for key in keys if _is_number(key)])
    return {str(d.pk): _document_label(d.pk, d.title) for d in whole}


def _record_labels(keys: Sequence[str], viewer: Viewer) -> dict[str, str]:
    found = [
        *register.commitments(viewer).filter(reference__in=keys),
        *work.tasks(viewer).filter(reference__in=keys),
    ]
    return {row.reference: str(row) for row in found}


def _referred(*of_kind: Callable[[Viewer], Any]) -> Callable[[str, Viewer], list[Choice]]:
    """Records of some kinds by their reference or words; the key is the reference."""

    def found(text: str, viewer: Viewer) -> list[Choice]:
        asked = text.strip()
        fits = Q(reference__icontains=asked) | Q(text__icontains=asked)
        rows = [row for one in of_kind for row in one(viewer).filter(fits)[:SHOWN]]
        return [Choice(r.reference, _said(r), (fold(r.reference), fold(r.text))) for r in rows]

    return found


def _referred_labels(
    *of_kind: Callable[[Viewer], Any],
) -> Callable[[Sequence[str], Viewer], dict[str, str]]:
    def labels(keys: Sequence[str], viewer: Viewer) -> dict[str, str]:
        rows = [row for one in of_kind for row in one(viewer).filter(reference__in=keys)]
        return {row.reference: _said(row) for row in rows}

    return labels


def _said(row: Any) -> str:
    """A contact with its office and organisation; any other record by its words."""
    if not isinstance(row, Contact):
        return _short(row)
    where = (row.office, getattr(row, "organisation_name", ""))
    return " – ".join([str(row), *(words for words in where if words)])


def _usable_contacts(viewer: Viewer) -> QuerySet[Contact]:
    return usable(contacts(viewer))


def _organisations(viewer: Viewer) -> QuerySet[Contact]:
    return usable(contacts(viewer)).exclude(kind=Contact.Kind.PERSON)


_DISCUSSED = tuple(getattr(register, name) for name in DISCUSSED)
OF_KIND: dict[str, Callable[[Viewer], Any]] = {
    "commitments": register.commitments,
    "requests": register.requests,
    "obstacles": register.obstacles,
    "opportunities": register.opportunities,
    "activities": register.activities,
    "projects": register.projects,
    "mechanisms": mechanisms,
    "initiatives": initiatives,
    "upgrades": upgrades,
}


def _doings(text: str, viewer: Viewer) -> list[Choice]:
    """What may be done for a line of a plan, by reference or words; the key is the reference."""
    asked = text.strip()
    fits = Q(reference__icontains=asked) | Q(text__icontains=asked)
    return [
        Choice(row.reference, _short(row), (fold(row.reference), fold(row.text)))
        for tie in TIES.values()
        for row in tie.rows(viewer).filter(fits)[:SHOWN]
    ]


def _doing_labels(keys: Sequence[str], viewer: Viewer) -> dict[str, str]:
    return {
        row.reference: _short(row)
        for tie in TIES.values()
        for row in tie.rows(viewer).filter(reference__in=keys)
    }


KINDS: dict[str, Callable[[str, Viewer], list[Choice]]] = {
    "units": _units,
    "partners": _partners,
    "parties": _parties,
    "sectors": _sectors,
    "agreements": _agreements,
    "documents": _documents,
    "records": _records,
    **{name: _of_kind(rows) for name, rows in OF_KIND.items()},
    "linkable": _linkable,
    "doings": _doings,
    "commitments": _commitments,
    "tasks": _referred(work.tasks),
    "programmes": _referred(programmes),
    "grounds": _referred(*GROUNDS.values()),
    "contacts": _referred(_usable_contacts),
    "organisations": _referred(_organisations),
    "discussed": _referred(*_DISCUSSED),
    "interactions": _referred(interactions),
    "opportunity_references": _referred(register.opportunities),
}
LABELS: dict[str, Callable[[Sequence[str], Viewer], dict[str, str]]] = {
    "units": _unit_labels,
    "partners": _partner_labels,
    "parties": _partner_labels,
    "sectors": _sector_labels,
    "agreements": _agreement_labels,
    "documents": _document_labels,
    "records": _record_labels,
    **{name: _labels_of(rows) for name, rows in OF_KIND.items()},
    "linkable": _linkable_labels,
    "doings": _doing_labels,
    "commitments": _commitment_labels,
    "tasks": _referred_labels(work.tasks),
    "programmes": _referred_labels(programmes),
    "grounds": _referred_labels(*GROUNDS.values()),
    "contacts": _referred_labels(contacts),
    "organisations": _referred_labels(contacts),
    "discussed": _referred_labels(*_DISCUSSED),
    "interactions": _referred_labels(interactions),
    "opportunity_references": _referred_labels(register.opportunities),
}
