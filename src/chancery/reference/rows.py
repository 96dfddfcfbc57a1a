"""The smaller tables of a pack: agreements, sectors, authority, places, titles, days of its own."""

from collections.abc import Collection
from datetime import date

from chancery.reference.calendar import OwnDay
from chancery.reference.model import (
    AgreementRow,
    AuthorityRow,
    PlaceRow,
    SectorRow,
    TitleRow,
)
from chancery.reference.partner_rows import Lines, Partners
from chancery.reference.tables import Line, is_day, merged
from chancery.reference.unit_rows import UNIT_KINDS

_TRUST = ("source", "verified")
_NAMES = ("name_vi", "name_en")
AGREEMENTS = ("id", "kind", "type", *_NAMES, "short", "aliases", "parties", "stages", *_TRUST)
SECTORS = ("code", *_NAMES, "driver", "terms", *_TRUST)
AUTHORITY = ("assigner", "assignee", "note", *_TRUST)
PLACES = ("name", "aliases", "ambiguous", "country", "kind", "successor", *_TRUST)
TITLES = ("text_vi", "text_en", "unit", *_TRUST)
CALENDAR = ("day", "working", *_NAMES, *_TRUST)

AGREEMENT_KINDS = frozenset({"treaty", "arrangement"})
STAGES = ("proposed", "negotiating", "signed", "ratified", "in_force", "expired", "terminated")
DRIVERS = frozenset({"traditional", "new"})
_YES_NO = frozenset({"true", "false"})


def read_agreements(lines: Lines, partners: Partners) -> tuple[AgreementRow, ...]:
    """Agreements by id; every party must be a partner."""
    rows = merged(lines("agreements", AGREEMENTS), lambda line: line.need("id"))
    return tuple(_agreement(line, partners) for line in rows.values())


def _agreement(line: Line, partners: Partners) -> AgreementRow:
    for code in line.items("parties"):
        line.known("party", code, partners.rows, "partners")
    return AgreementRow(
        line.need("id"),
        line.choice("kind", AGREEMENT_KINDS),
        line.need("type"),
        line.need("name_vi"),
        line.need("name_en"),
        line.text("short"),
        line.items("aliases"),
        line.items("parties"),
        tuple(_stage(line, item) for item in line.items("stages")),
        *line.trust(),
    )


def _stage(line: Line, item: str) -> tuple[str, str]:
    """`signed 2019-06-30`; a stage whose day is not known stands alone."""
    stage, _, day = item.partition(" ")
    if stage not in STAGES or (day and not is_day(day)):
        raise line.wrong(
            f"{item} is not a stage with its date",
            f"write one of {', '.join(STAGES)}, a space and an ISO date",
        )
    return stage, day


def read_sectors(lines: Lines) -> tuple[SectorRow, ...]:
    """Sectors in the order of the file."""
    rows = merged(lines("sectors", SECTORS), lambda line: line.need("code"))
    return tuple(
        SectorRow(
            line.need("code"),
            line.need("name_vi"),
            line.need("name_en"),
            line.choice("driver", DRIVERS),
            line.items("terms"),
            *line.trust(),
        )
        for line in rows.values()
    )


def read_authority(lines: Lines, units: Collection[str]) -> tuple[AuthorityRow, ...]:
    """Who may assign to whom; what is not in the table is not allowed."""
    return tuple(
        AuthorityRow(
            _side(line, "assigner", ("kind",), units),
            _side(line, "assignee", ("kind", "own"), units),
            line.text("note"),
            *line.trust(),
        )
        for line in lines("authority", AUTHORITY)
    )


def _side(line: Line, column: str, scopes: tuple[str, ...], units: Collection[str]) -> str:
    value = line.need(column)
    scope, _, kind = value.rpartition(":")
    if not scope:
        return line.known(column, value, units, "units")
    if scope not in scopes or kind not in UNIT_KINDS:
        raise line.wrong(
            f"{column} is {value}",
            f"write a unit id or one of {', '.join(s + ':' for s in scopes)} and a kind of unit",
        )
    return value


def read_places(lines: Lines, partners: Partners) -> tuple[PlaceRow, ...]:
    """Places; the same name in one country and kind twice is an error."""
    rows = merged(
        lines("places", PLACES),
        lambda line: ", ".join((line.need("name"), line.text("country"), line.need("kind"))),
    )
    names = {line.text("name") for line in rows.values()}
    return tuple(_place(line, names, partners) for line in rows.values())


def _place(line: Line, names: Collection[str], partners: Partners) -> PlaceRow:
    return PlaceRow(
        line.need("name"),
        line.items("aliases"),
        frozenset(line.items("ambiguous")),
        line.known("country", line.text("country"), partners.rows, "partners"),
        line.need("kind"),
        line.known("successor", line.text("successor"), names, "places"),
        *line.trust(),
    )


def read_titles(lines: Lines, units: Collection[str]) -> tuple[TitleRow, ...]:
    """Offices, the longest Vietnamese words first, so that the first match is the fullest."""
    rows = merged(lines("titles", TITLES), lambda line: line.need("text_vi"))
    titles = (
        TitleRow(
            line.need("text_vi"),
            line.need("text_en"),
            line.known("unit", line.text("unit"), units, "units") or None,
            *line.trust(),
        )
        for line in rows.values()
    )
    return tuple(sorted(titles, key=lambda title: -len(title.text_vi)))


def read_own_days(lines: Lines) -> dict[date, OwnDay]:
    """Days that the pack itself makes free or working, over what `holidays` says."""
    rows = merged(lines("calendar", CALENDAR), lambda line: line.need("day"))
    return {own.day: own for own in map(_own_day, rows.values())}


def _own_day(line: Line) -> OwnDay:
    iso = line.day("day")
    if len(iso) != len("2026-01-31"):
        raise line.wrong(f"day is not a whole date: {iso}", "write YYYY-MM-DD")
    line.trust()
    working = line.choice("working", _YES_NO) == "true"
    return OwnDay(date.fromisoformat(iso), working, line.need("name_vi"), line.need("name_en"))
