"""A country pack in memory, and the questions that the other packages ask it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from chancery.reference.calendar import Calendar
from chancery.reference.errors import UnknownKeyError
from chancery.reference.model import (
    AgreementRow,
    AuthorityRow,
    DatedName,
    LevelRow,
    MembershipRow,
    PartnerRow,
    PlaceRow,
    RelationshipRow,
    SectorRow,
    TitleRow,
    UnitRow,
    within,
)
from chancery.reference.names import NameIndex

T = TypeVar("T")
_MISSION_ORDER = {"embassy": 0, "permanent": 1, "office": 2, "consulate": 3}


@dataclass(frozen=True, eq=False)
class Pack:
    """Everything national, as data: `load_pack` makes it, checked, and nobody changes it."""

    code: str
    home: str
    language: str
    time_zone: str
    name_vi: str
    name_en: str
    partners: tuple[PartnerRow, ...]
    memberships: tuple[MembershipRow, ...]
    levels: tuple[LevelRow, ...]
    relationships: tuple[RelationshipRow, ...]
    agreements: tuple[AgreementRow, ...]
    units: tuple[UnitRow, ...]
    sectors: tuple[SectorRow, ...]
    authority: tuple[AuthorityRow, ...]
    places: tuple[PlaceRow, ...]
    titles: tuple[TitleRow, ...]
    calendar: Calendar

    def partner(self, code: str) -> PartnerRow:
        """The partner with this code; UnknownKeyError where there is none."""
        return _get(self._partners, code, "partner", self.code)

    def unit(self, unit_id: str) -> UnitRow:
        """The unit with this id; UnknownKeyError where there is none."""
        return _get(self._units, unit_id, "unit", self.code)

    def level(self, code: str) -> LevelRow:
        """The step of the scale of relationships with this code; UnknownKeyError where there is none."""
        return _get({row.code: row for row in self.levels}, code, "level", self.code)

    def sector(self, code: str) -> SectorRow:
        """The sector with this code; UnknownKeyError where there is none."""
        return _get({row.code: row for row in self.sectors}, code, "sector", self.code)

    def agreement(self, agreement_id: str) -> AgreementRow:
        """The agreement with this id; UnknownKeyError where there is none."""
        return _get({row.id: row for row in self.agreements}, agreement_id, "agreement", self.code)

    def find_partner(self, name: str) -> PartnerRow | None:
        """The partner that bears this code or name, in either language, marks and case aside."""
        coded = self._partners.get(name.strip().upper())
        return coded or _only(self._partner_names.candidates(name))

    def find_unit(self, name: str, on: date | None = None) -> UnitRow | None:
        """The unit that bore this name or short form on that day, or failing that at any time.

        A renamed or merged unit is found under its old name as itself: `successor` leads on.
        None where no unit, or where several equally, may be meant.
        """
        found = self._unit_names.candidates(name)
        return _only(_best(found, on) if len(found) > 1 else (unit for unit, _ in found))

    def find_agreement(self, name: str) -> AgreementRow | None:
        """The agreement that bears this name, short form or alias."""
        return _only(self._agreement_names.candidates(name))

    def successor(self, unit: UnitRow) -> UnitRow:
        """The unit that does its work today: itself, where it still stands."""
        while unit.successor:
            unit = self.unit(unit.successor)
        return unit

    def may_assign(self, assigner_id: str, assignee_id: str) -> bool:
        """Whether the first unit may assign (giao) to the second; otherwise it can only request."""
        assigner, assignee = self.unit(assigner_id), self.unit(assignee_id)
        return any(
            row.assigner in {assigner.id, f"kind:{assigner.kind}"}
            and self._falls_under(row.assignee, assigner, assignee)
            for row in self.authority
        )

    def covering(self, partner_code: str) -> tuple[UnitRow, ...]:
        """The missions that answer for a partner today: those in it first, then those accredited."""
        hosted = [m for m in self._missions if _is_hosted(m, partner_code)]
        accredited = [m for m in self._missions if partner_code in m.accredited]
        hosted.sort(key=lambda mission: _MISSION_ORDER[mission.form])
        return (*hosted, *accredited)

    def members(self, bloc: str, on: date | None = None) -> tuple[PartnerRow, ...]:
        """The members of a bloc on that day, today's as the pack knows them where none is given."""
        rows = (row for row in self.memberships if row.bloc == bloc)
        standing = (row for row in rows if (within(on, row.start, row.end) if on else not row.end))
        return tuple(self.partner(row.partner) for row in standing)

    def relationship(self, partner_code: str, on: date | None = None) -> RelationshipRow | None:
        """The closest level at which the relationship stood on that day, or stands; else None."""
        rows = [row for row in self.relationships if row.partner == partner_code]
        standing = [r for r in rows if (within(on, r.start, r.end) if on else not r.end)]
        ranks = {level.code: level.rank for level in self.levels}
        return max(standing, key=lambda row: (ranks[row.level], row.start), default=None)

    def _falls_under(self, rule: str, assigner: UnitRow, assignee: UnitRow) -> bool:
        scope, _, kind = rule.rpartition(":")
        if not scope:
            return assignee.id == rule
        return assignee.kind == kind and (scope == "kind" or self._owns(assigner, assignee))

    def _owns(self, owner: UnitRow, unit: UnitRow) -> bool:
        return owner.id in (above.id for above in self._owners(unit))

    def _owners(self, unit: UnitRow) -> Iterator[UnitRow]:
        while unit.belongs_to:
            unit = self.unit(unit.belongs_to)
            yield unit

    @cached_property
    def _partners(self) -> dict[str, PartnerRow]:
        return {row.code: row for row in self.partners}

    @cached_property
    def _units(self) -> dict[str, UnitRow]:
        return {row.id: row for row in self.units}

    @cached_property
    def _missions(self) -> tuple[UnitRow, ...]:
        return tuple(row for row in self.units if row.kind == "mission" and not row.end)

    @cached_property
    def _partner_names(self) -> NameIndex[PartnerRow]:
        return NameIndex((name, row) for row in self.partners for name in row.names)

    @cached_property
    def _unit_names(self) -> NameIndex[tuple[UnitRow, DatedName]]:
        return NameIndex(
            (spelling, (row, name))
            for row in self.units
            for name in row.names
            for spelling in name.spellings
        )

    @cached_property
    def _agreement_names(self) -> NameIndex[AgreementRow]:
        return NameIndex(
            (name, row)
            for row in self.agreements
            for name in dict.fromkeys((row.name_vi, row.name_en, row.short, *row.aliases))
            if name
        )


def _get(rows: dict[str, T], key: str, what: str, pack: str) -> T:
    if key not in rows:
        raise UnknownKeyError(
            f"pack {pack} has no {what} {key!r}: correct it or add it to the pack"
        )
    return rows[key]


def _only(rows: Iterable[T]) -> T | None:
    distinct = {id(row): row for row in rows}
    return next(iter(distinct.values())) if len(distinct) == 1 else None


def _best(found: list[tuple[UnitRow, DatedName]], on: date | None) -> Iterator[UnitRow]:
    """Those so named on that day; failing that those still so named; failing that the last."""
    then = [unit for unit, name in found if on and within(on, name.start, name.end)]
    now = [unit for unit, name in found if not name.end]
    last = max(name.end for _, name in found)
    yield from then or now or [unit for unit, name in found if name.end == last]


def _is_hosted(mission: UnitRow, partner_code: str) -> bool:
    """A permanent mission to an organisation answers for that, not for the country it sits in."""
    return mission.host == partner_code and mission.form != "permanent"
