"""Where a publisher's file holds what: columns, words for the kinds of flow, units, totals."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from chancery.economy.errors import InputError
from chancery.economy.sql import column

ROLES = (
    *("exporter", "importer", "reporter", "partner", "product", "classification", "year"),
    *("value", "quantity", "unit", "flow", "scale"),
)
"""What a column may stand for. ``reporter`` and ``partner`` become exporter and importer by the
flow; ``unit`` is that of the quantity; ``scale`` the power of ten that the value is told in."""

VALUE_UNITS = {"usd": 1.0, "thousand_usd": 1e3, "million_usd": 1e6}

EXPORT, IMPORT, RE_EXPORT, RE_IMPORT = "export", "import", "re-export", "re-import"
RECONCILED, DOMESTIC = "reconciled", "domestic"
"""``reconciled``: one figure made of both sides' reports, or with no word on who reported;
``domestic``: what a country sells to itself, for gravity with domestic flows."""

FLOWS = (EXPORT, IMPORT, RE_EXPORT, RE_IMPORT, RECONCILED, DOMESTIC)
BY_EXPORTER, BY_IMPORTER = (EXPORT, RE_EXPORT), (IMPORT, RE_IMPORT)

FLOW_WORDS = {
    **dict.fromkeys(("X", "2", "EXPORT", "EXPORTS", "XG_FOB_USD", "TXG_FOB_USD"), EXPORT),
    **dict.fromkeys(("M", "1", "IMPORT", "IMPORTS", "MG_CIF_USD", "TMG_CIF_USD"), IMPORT),
    **dict.fromkeys(("RX", "3", "RE-EXPORT", "RE-EXPORTS"), RE_EXPORT),
    **dict.fromkeys(("RM", "4", "RE-IMPORT", "RE-IMPORTS"), RE_IMPORT),
}
"""Comtrade's letters, its former numbers and its words; the IMF's indicators."""


class ColumnsError(InputError):
    """The file lacks a column that flows need: it may hold something else."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of file. ``columns`` gives for a role the names that are looked for, the first wins.

    ``only`` names columns of which one value is the total and all others are parts of it;
    ``default_source``, ``value_unit`` and ``quantity_unit`` hold where the file does not say.
    """

    columns: Mapping[str, tuple[str, ...]]
    only: Mapping[str, str] = field(default_factory=dict)
    value_unit: str | None = None
    quantity_unit: str | None = None
    default_source: str | None = None
    classification: str | None = None
    flow: str | None = None
    has_domestic: bool = False

    def with_columns(self, given: Mapping[str, str]) -> Layout:
        """The same with some columns named by a person, who is followed alone there."""
        for role in given:
            if role not in ROLES:
                raise InputError(f"--columns: {role!r} is none of {', '.join(ROLES)}")
        named = {role: (name,) for role, name in given.items()}
        if {"exporter", "importer"} & given.keys():
            kept = {r: c for r, c in self.columns.items() if r not in ("reporter", "partner")}
        elif {"reporter", "partner"} & given.keys():
            kept = {r: c for r, c in self.columns.items() if r not in ("exporter", "importer")}
        else:
            kept = dict(self.columns)
        return Layout(
            {**kept, **named},
            self.only,
            self.value_unit,
            self.quantity_unit,
            self.default_source,
            self.classification,
            None if "flow" in given else self.flow,
            self.has_domestic,
        )


def found_columns(
    layout: Layout, there: Collection[str], *, file: str, constants: Collection[str]
) -> dict[str, str]:
    """The file's column for each role; ColumnsError where one that is needed has none.

    ``constants`` are roles that a person gave one value for; their columns are not looked for.
    """
    found: dict[str, str] = {}
    for role, names in layout.columns.items():
        present = [name for name in names if name in there]
        if role in constants:
            continue
        if present:
            found[role] = present[0]
        elif len(names) == 1 and role not in _MAY_LACK:
            found[role] = _named(names[0], there, f"{file}: {role}")
    for role in _needed(found, constants):
        if role not in found and role not in constants:
            usual = " or ".join(map(repr, layout.columns.get(role, ())))
            looked = f"no column {usual}" if usual else "no column is named"
            raise ColumnsError(
                f"{file}: {looked} for the {role}; the file has "
                f"{', '.join(map(repr, list(there)[:20]))}; name it with --columns {role}=..."
            )
    return found


def _named(name: str, there: Collection[str], what: str) -> str:
    try:
        return column(name, there, what=what).columns[0]
    except InputError as error:
        raise ColumnsError(str(error)) from error


_MAY_LACK = ("quantity", "unit", "classification", "scale", "product")


def _needed(found: Collection[str], constants: Collection[str]) -> tuple[str, ...]:
    if "reporter" in found or "partner" in found:
        return ("reporter", "partner", "flow", "year", "value")
    return ("exporter", "importer", "year", "value")
