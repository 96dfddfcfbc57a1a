"""The figures of the measures at the terminal; imported once Django is there."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from chancery.partners.models import Partner, Sector
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.work.measures import delivery, extensions, responses
from chancery.work.measures.periods import Period
from chancery.work.models.asking import Decision

_NAMED: dict[str, Any] = {"partner": Partner, "sector": Sector, "unit": Unit}
_WIDEST = 40
"""Letters of a name in the table; files hold all of it."""


@dataclass(frozen=True)
class Figures:
    """One measure: the heads of its columns, a line for each key, all together last."""

    heads: Sequence[str]
    lines: list[list[Any]]


def figures(viewer: Viewer, what: str, by: str, period: Period) -> Figures:
    """What the page of the same name shows the person; ``by`` counts for delivery alone."""
    if what == "delivery":
        found, total = delivery.delivery_by(viewer, by, period)
        return _delivery(found, total, _names(by, [line.key for line in found]))
    if what == "responses":
        waited, all_waited = responses.responses(viewer, period)
        return _responses(waited, all_waited, _names("unit", [line.key for line in waited]))
    asked, all_asked = extensions.extensions_by_unit(viewer, period)
    return _extensions(asked, all_asked, _names("unit", [line.key for line in asked]))


def written(found: Figures, form: str) -> str:
    """As lines for the eye, as CSV, or as one JSON object a line."""
    if form == "csv":
        return _csv(found)
    if form == "json":
        rows = (dict(zip(found.heads, line, strict=True)) for line in found.lines)
        return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return _table(found)


def _delivery(
    found: Iterable[delivery.Line], total: delivery.Line, names: dict[str, str]
) -> Figures:
    counted = [*delivery.Delivery.values, *delivery.Made.values]
    heads = ["key", "name", "total", *counted, "delivered_share", "in_time_share"]

    def line(key: str, name: str, one: delivery.Line) -> list[Any]:
        counts = [one.counts[value] for value in counted]
        return [key, name, one.total, *counts, _share(one.delivered), _share(one.in_time)]

    rows = [line(_key(one.key), names.get(one.key, ""), one) for one in _sorted(found)]
    return Figures(heads, [*rows, line("all", "", total)])


def _responses(
    found: Iterable[responses.Line], total: responses.Line, names: dict[str, str]
) -> Figures:
    kinds = responses.Answer.values
    parts = ("answers", "median", "percentile_90")
    heads = ["key", "name", *(f"{kind}_{part}" for kind in kinds for part in parts)]

    def line(key: str, name: str, one: responses.Line) -> list[Any]:
        waits = [one.waits[kind] for kind in kinds]
        return [key, name, *(v for w in waits for v in (w.count, w.median, w.most))]

    rows = [line(_key(one.key), names.get(one.key, ""), one) for one in _sorted(found)]
    return Figures(heads, [*rows, line("all", "", total)])


def _extensions(
    found: Iterable[extensions.Line], total: extensions.Line, names: dict[str, str]
) -> Figures:
    states = Decision.values
    heads = ["key", "name", "total", *states, "granted_share", "days"]

    def line(key: str, name: str, one: extensions.Line) -> list[Any]:
        counts = [one.counts[state] for state in states]
        return [key, name, one.total, *counts, _share(one.granted), one.days]

    rows = [line(_key(one.key), names.get(one.key, ""), one) for one in _sorted(found)]
    return Figures(heads, [*rows, line("all", "", total)])


def _sorted(found: Iterable[Any]) -> list[Any]:
    return sorted(found, key=lambda line: line.key)


def _key(key: str) -> str:
    """Rows that concern no partner, unit or sector have a key as in the addresses of pages."""
    return key or "-"


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _names(by: str, keys: list[str]) -> dict[str, str]:
    model = _NAMED.get(by)
    return {key: row.name_vi for key, row in model.objects.in_bulk(keys).items()} if model else {}


def _csv(found: Figures) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(found.heads)
    writer.writerows([["" if value is None else value for value in line] for line in found.lines])
    return text.getvalue().rstrip("\n")


def _table(found: Figures) -> str:
    """Columns below one another; figures stand to the right, nothing is shown as -."""
    heads = [_short(head) for head in found.heads]
    lines = [[_cell(value) for value in line] for line in [heads, *found.lines]]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    said = []
    for line in lines:
        cells = [
            _padded(cell, width, right=place > 1)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        said.append("  ".join(cells).rstrip())
    return "\n".join(said)


def _short(head: str) -> str:
    """The parts of an answer stand behind its name: acceptance, median, p90."""
    for part, said in (("_answers", ""), ("_median", "median"), ("_percentile_90", "p90")):
        if head.endswith(part):
            return said or head.removesuffix(part)
    return head


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _width(text: str) -> int:
    """Places at a terminal: combining marks take none."""
    return sum(not unicodedata.combining(letter) for letter in text)


def _padded(text: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - _width(text))
    return f"{blanks}{text}" if right else f"{text}{blanks}"
