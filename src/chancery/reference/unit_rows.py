"""Units: state organs, ministries, departments, missions, provinces, with their dated names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import product
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chancery.reference.model import DatedName, UnitRow
from chancery.reference.names import written
from chancery.reference.partner_rows import LANGUAGES, Lines, Partners
from chancery.reference.tables import Line, merged

_FIELD = re.compile(r"\{(name|host|short|city)\}")
TABLES = ("units", "departments", "provinces", "missions")
_NAMES = ("name_vi", "name_en", "short")
_TIES = ("belongs_to", "sits_in", "successor", "start", "end")
_MISSION = ("host", "accredited", "city", "time_zone")
UNITS = ("id", "kind", "form", *_NAMES, *_TIES, *_MISSION, "source", "verified")
FORMER_NAMES = ("unit", *_NAMES, "start", "end", "source", "verified")
SPELLINGS = ("kind", "form", "language", "pattern", "source", "verified")
_STATE = {"government", "prime_minister", "presidency", "committee", "government_office"}
_BESIDE = {"party", "assembly", "court", "enterprise", "association"}
_WORKING = {"ministry", "agency", "department", "mission", "trade_office", "province"}
UNIT_KINDS = frozenset(_STATE | _BESIDE | _WORKING)
FORMS = {
    "mission": frozenset({"embassy", "consulate", "permanent", "office"}),
    "trade_office": frozenset({"main", "branch"}),
    "province": frozenset({"province", "city"}),
}


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way in which every unit of one kind and form is written: `UBND tỉnh {short}`."""

    language: str
    pattern: str

    def of(self, line: Line, partners: Partners) -> Iterator[str]:
        """The pattern filled in for one unit, once for each name that it calls for."""
        called = _FIELD.findall(self.pattern)
        values = product(*(self._values(field, line, partners) for field in called))
        for chosen in values:
            yield self.pattern.format(**dict(zip(called, chosen, strict=True)))

    def _values(self, field: str, line: Line, partners: Partners) -> tuple[str, ...]:
        if field == "name":
            return line.items(f"name_{self.language}")
        if field == "host":
            host = line.text("host")
            return partners.names(host, self.language) if host else ()
        return line.items(field)


def read_units(lines: Lines, partners: Partners) -> tuple[UnitRow, ...]:
    """Every unit; a reference to an unknown one, a circle, or a name that two bear is an error."""
    found = merged(
        (line for table in TABLES for line in lines(table, UNITS)),
        lambda line: line.need("id"),
    )
    former = _former(lines, found)
    spellings = _spellings(lines)
    rows = {
        key: _unit(line, former.get(key, ()), spellings, partners) for key, line in found.items()
    }
    for key, line in found.items():
        _check_ties(line, rows[key], rows)
    _refuse_shared_names(rows, found)
    return tuple(rows.values())


def _former(lines: Lines, units: Mapping[str, Line]) -> dict[str, tuple[DatedName, ...]]:
    names: dict[str, list[DatedName]] = {}
    for line in lines("former_names", FORMER_NAMES):
        unit = line.known("unit", line.need("unit"), units, "units")
        line.trust()
        start, end = line.period()
        name = (line.need("name_vi"), line.need("name_en"), line.items("short"))
        line.need("end")
        names.setdefault(unit, []).append(DatedName(*name, start, end))
    return {unit: tuple(sorted(rows, key=lambda name: name.end)) for unit, rows in names.items()}


def _spellings(lines: Lines) -> dict[tuple[str, str], list[Spelling]]:
    """The patterns by kind and form of unit."""
    found: dict[tuple[str, str], list[Spelling]] = {}
    for line in lines("spellings", SPELLINGS):
        line.trust()
        key = (line.choice("kind", UNIT_KINDS), line.text("form"))
        spelling = Spelling(line.choice("language", LANGUAGES), _pattern(line))
        found.setdefault(key, []).append(spelling)
    return found


def _pattern(line: Line) -> str:
    pattern = line.need("pattern")
    rest = _FIELD.sub("", pattern)
    if "{" in rest or "}" in rest:
        raise line.wrong(
            f"pattern {pattern} has other braces", "use {name}, {short}, {host}, {city}"
        )
    return pattern


def _unit(
    line: Line,
    former: tuple[DatedName, ...],
    spellings: Mapping[tuple[str, str], Iterable[Spelling]],
    partners: Partners,
) -> UnitRow:
    kind, form = line.choice("kind", UNIT_KINDS), line.text("form")
    if kind in FORMS:
        line.choice("form", FORMS[kind])
    start, end = line.period()
    patterns = spellings.get((kind, form), ())
    names = (line.need("name_vi"), line.need("name_en"))
    written_so = (name for spelling in patterns for name in spelling.of(line, partners))
    short = dict.fromkeys((*line.items("short"), *written_so))
    current = DatedName(
        *names,
        tuple(name for name in short if name not in names),
        _day_after(former[-1].end) if former else start,
        end,
    )
    host = line.known("host", line.text("host"), partners.rows, "partners") or None
    accredited = line.items("accredited")
    for code in accredited:
        line.known("accredited", code, partners.rows, "partners")
    return UnitRow(
        id=line.need("id"),
        kind=kind,
        form=form,
        names=(*former, current),
        belongs_to=line.text("belongs_to") or None,
        sits_in=line.text("sits_in") or None,
        successor=line.text("successor") or None,
        start=former[0].start if former else start,
        end=end,
        host=host,
        accredited=accredited,
        city=next(iter(line.items("city")), ""),
        time_zone=_time_zone(line),
        source=line.trust()[0],
        verified=line.trust()[1],
    )


def _time_zone(line: Line) -> str:
    name = line.text("time_zone")
    if name and not is_time_zone(name):
        raise line.wrong(f"time_zone {name} is not known", "write an IANA name such as Asia/Tokyo")
    return name


@cache
def is_time_zone(name: str) -> bool:
    """Whether the machine knows a time zone by this name."""
    try:
        return bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _day_after(day: str) -> str:
    """The first day of a new name; a month or year stands for itself, the change lay within it."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if len(day) == 10 else day


def _check_ties(line: Line, row: UnitRow, rows: Mapping[str, UnitRow]) -> None:
    for column in ("belongs_to", "sits_in", "successor"):
        seen = {row.id}
        above = getattr(row, column)
        while above:
            line.known(column, above, rows, "units")
            if above in seen:
                raise line.wrong(f"{column} leads in a circle through {above}", "break it")
            seen.add(above)
            above = getattr(rows[above], column)


def _refuse_shared_names(rows: Mapping[str, UnitRow], lines: Mapping[str, Line]) -> None:
    bearers: dict[str, list[tuple[str, DatedName]]] = {}
    for row in rows.values():
        for name in row.names:
            for spelling in name.spellings:
                bearers.setdefault(written(spelling), []).append((row.id, name))
    for spelling, bearing in bearers.items():
        _refuse_overlap(spelling, bearing, lines)


def _refuse_overlap(
    spelling: str, bearing: list[tuple[str, DatedName]], lines: Mapping[str, Line]
) -> None:
    for place, (unit, name) in enumerate(bearing):
        for other, other_name in bearing[:place]:
            if unit != other and _overlap(name, other_name):
                raise lines[unit].wrong(
                    f"{spelling!r} names both {other} and {unit} at the same time",
                    "leave it with one of them or give the day on which it passed on",
                )


def _overlap(one: DatedName, other: DatedName) -> bool:
    return _starts_by(one.start, other.end) and _starts_by(other.start, one.end)


def _starts_by(start: str, end: str) -> bool:
    return not end or start[: len(end)] <= end
