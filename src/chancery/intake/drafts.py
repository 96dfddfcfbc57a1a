"""A finding turned into the form that a person confirms: every field filled that can be.

Nothing is guessed silently: what the reader inferred is named in ``inferred``, names that no unit
bears are kept in ``unresolved`` so that the person chooses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from chancery.documents.models import Document
from chancery.intake.days import last_day
from chancery.people.models import UnitKind
from chancery.people.queries import country_pack
from chancery.readings.models import Finding, ReadingRun, RecordType
from chancery.reference import Pack


@dataclass(frozen=True, slots=True)
class Draft:
    """What a record will hold if it is accepted as it stands. Units and partners by their keys."""

    type: str
    text: str
    start: int
    end: int
    leads: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    assigner: str | None = None
    issuer_text: str = ""
    resolved: bool = False
    partners: tuple[str, ...] = ()
    undertaking: tuple[str, ...] = ()
    direction: str = ""
    unit: str | None = None
    due: date | None = None
    due_text: str = ""
    recurrence: str = ""
    deliverable: str = ""
    sectors: tuple[str, ...] = ()
    agreement: str | None = None
    area: str = ""
    discrete: bool = False
    measurable: bool = False
    attach_to: str = ""
    inferred: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()

    def differences(self, other: Draft) -> dict[str, list[Any]]:
        """Fields that a person changed, as ``{field: [the reader's, the person's]}``."""
        left_out = {"inferred", "unresolved", "attach_to"}
        names = [f.name for f in fields(self) if f.name not in left_out]
        pairs = {name: [getattr(self, name), getattr(other, name)] for name in names}
        return {name: [_plain(v) for v in pair] for name, pair in pairs.items() if _differ(*pair)}


def draft_of(finding: Finding, record_type: str = "") -> Draft:
    """The draft of a finding, with what the mentions inside its span add.

    ``record_type`` fills the form anew where a person says that it is another type than read.
    """
    pack = country_pack()
    wanted = record_type or finding.type
    document = finding.document
    draft = Draft(
        type=wanted,
        text=_first_upper(" ".join(finding.quote.split())),
        start=finding.start,
        end=finding.end,
        **_due(finding.fields.get("deadline")),
    )
    draft = _FILLERS[wanted](draft, finding.fields, document, pack)
    return _with_mentions(draft, mentions_of(finding), pack)


def _due(day: dict[str, Any] | None) -> dict[str, Any]:
    if not day:
        return {}
    return {"due": last_day(day.get("value")), "due_text": (day.get("text") or "")[:120]}


def _task(draft: Draft, found: dict[str, Any], document: Document, pack: Pack) -> Draft:
    issuer = found.get("issuer") or {}
    leads = _units(found.get("lead"))
    coordinating = _units(found.get("coordinating"))
    resolved = found.get("basis") == "resolved"
    assigner = issuer.get("unit") or _who_orders(document, pack)
    own = document.issuer_unit_id or document.held_by_id
    inferred = [name for name in ("issuer", "lead") if _is_inferred(found.get(name))]
    return replace(
        draft,
        leads=leads or ((own,) if resolved else ()),
        coordinating=coordinating,
        assigner=own if resolved else assigner,
        issuer_text=(issuer.get("text") or "")[:250],
        resolved=resolved,
        recurrence=found.get("recurring") or "",
        deliverable=(found.get("deliverable") or "")[:250],
        inferred=tuple(inferred),
        unresolved=_unresolved([found.get("lead"), found.get("coordinating")]),
    )


def _who_orders(document: Document, pack: Pack) -> str | None:
    """Whoever issued the paper; what the Government Office announces the Prime Minister ordered."""
    issuer = document.issuer_unit
    if issuer is None or issuer.kind != UnitKind.GOVERNMENT_OFFICE:
        return document.issuer_unit_id
    chief = next((row.id for row in pack.units if row.kind == UnitKind.PRIME_MINISTER), None)
    return chief or issuer.pk


def _commitment(draft: Draft, found: dict[str, Any], document: Document, pack: Pack) -> Draft:
    parties = tuple(p["code"] for p in found.get("parties") or [] if p.get("code"))
    return replace(
        draft,
        partners=_unique(parties),
        undertaking=_unique(parties),
        discrete=bool(found.get("discrete")),
        measurable=bool(found.get("measurable")),
        unresolved=tuple(p["text"] for p in found.get("parties") or [] if not p.get("code")),
    )


def _request(draft: Draft, found: dict[str, Any], document: Document, pack: Pack) -> Draft:
    asking = _code(found.get("from"), pack)
    asked = _code(found.get("to"), pack)
    ours = asking == pack.home or (asking is None and asked not in (None, pack.home))
    partner = asked if ours else asking
    return replace(
        draft,
        direction="ours" if ours else "theirs",
        partners=(partner,) if partner and partner != pack.home else (),
    )


def _shortcoming(draft: Draft, found: dict[str, Any], document: Document, pack: Pack) -> Draft:
    return replace(
        draft,
        area=found.get("area") or "",
        unit=document.issuer_unit_id or document.held_by_id,
    )


def _result(draft: Draft, found: dict[str, Any], document: Document, pack: Pack) -> Draft:
    return draft


_FILLERS: dict[str, Callable[[Draft, dict[str, Any], Document, Pack], Draft]] = {
    RecordType.TASK: _task,
    RecordType.COMMITMENT: _commitment,
    RecordType.REQUEST: _request,
    RecordType.SHORTCOMING: _shortcoming,
    RecordType.RESULT: _result,
}


def mentions_of(finding: Finding) -> list[dict[str, Any]]:
    """The names, dates and figures of the reading that it comes from."""
    run = finding.run or ReadingRun.objects.filter(document=finding.document_id).first()
    return run.mentions if run else []


def _with_mentions(draft: Draft, mentions: list[dict[str, Any]], pack: Pack) -> Draft:
    """Sectors, agreement and partners named inside the span; home is not its own partner."""
    inside = [m for m in mentions if draft.start <= m["start"] and m["end"] <= draft.end]
    sectors = _unique(m["fields"].get("code") for m in inside if m["type"] == "SECTOR")
    known = {row.id for row in pack.agreements}
    named = (m["fields"].get("id") for m in inside if m["type"] == "AGREEMENT")
    draft = replace(
        draft,
        sectors=tuple(code for code in sectors if code),
        agreement=next((key for key in named if key in known), None),
        partners=draft.partners or _unique(_partners(inside, pack.home)),
    )
    return _with_other_side(draft, mentions, pack)


def _with_other_side(draft: Draft, mentions: list[dict[str, Any]], pack: Pack) -> Draft:
    """Where the words name no partner, the one the whole document is about, marked inferred."""
    if draft.type not in _NEEDS_PARTNER or set(draft.partners) - {pack.home}:
        return draft
    partner = main_partner(mentions, pack.home)
    if partner is None:
        return draft
    partners = (*draft.partners, partner)
    return replace(draft, partners=partners, inferred=(*draft.inferred, "partners"))


_NEEDS_PARTNER = {RecordType.COMMITMENT, RecordType.REQUEST, RecordType.SHORTCOMING}


def main_partner(mentions: list[dict[str, Any]], home: str) -> str | None:
    """The partner that most of a document's mentions of partners name; None where none does."""
    counts = Counter(_partners(mentions, home))
    if not counts:
        return None
    partner, count = counts.most_common(1)[0]
    return partner if count * 10 >= counts.total() * 6 else None


def _partners(mentions: list[dict[str, Any]], home: str) -> list[str]:
    codes = (m["fields"].get("iso") for m in mentions if m["type"] == "COUNTRY")
    return [code for code in codes if code and code != home]


def _units(names: list[dict[str, Any]] | None) -> tuple[str, ...]:
    return _unique(n["unit"] for n in names or [] if n.get("unit"))


def _unresolved(groups: list[list[dict[str, Any]] | None]) -> tuple[str, ...]:
    return tuple(n["text"] for group in groups for n in group or [] if not n.get("unit"))


def _is_inferred(value: Any) -> bool:
    values = value if isinstance(value, list) else [value]
    return any(v and v.get("inferred") for v in values)


def _code(side: dict[str, Any] | None, pack: Pack) -> str | None:
    """The partner that a PARTY or a NAME stands for; a unit of ours stands for home."""
    if not side:
        return None
    if side.get("unit"):
        return pack.home
    if side.get("code"):
        return str(side["code"])
    row = pack.find_partner(side.get("canonical") or side.get("text") or "")
    return row.code if row else None


def _unique(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _differ(reader: Any, person: Any) -> bool:
    if isinstance(reader, tuple):
        return set(reader) != set(person)
    return bool(reader != person)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
