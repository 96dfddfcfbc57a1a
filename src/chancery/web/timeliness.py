"""The report on timeliness as its page shows it: lines, bars, and the address of each figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.web.formatting import bilingual
from chancery.work.models import Task
from chancery.work.reports import (
    COUNTED,
    EVER,
    Line,
    Period,
    timeliness_by,
    timeliness_report,
    timeliness_total,
)
from chancery.work.timeliness import ONE_DAY, Timeliness

QUARTERS = 8
"""How many quarters the report by quarter looks back, where no period is said."""
TONES = {
    Timeliness.DONE_ON_TIME: "green",
    Timeliness.DONE_LATE: "amber",
    Timeliness.OPEN_IN_TIME: "plain",
    Timeliness.OPEN_OVERDUE: "red",
    Timeliness.NO_DUE_DATE: "quiet",
}
_JUDGED = (Timeliness.DONE_ON_TIME, Timeliness.DONE_LATE, Timeliness.OPEN_OVERDUE)
_WIDE = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure, what it counts (``heading``: at the head of a line), and the list of its rows."""

    outcome: str
    label: str
    heading: str
    count: int
    link: str
    tone: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of the bar: where it begins and how wide it is, of a hundred."""

    tone: str
    start: float
    width: float
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    page: str
    cells: list[Cell]
    total: Cell
    extensions: int
    response: float | None
    bar: list[Piece]
    kept: float | None
    """The share of what was done or fell due that was done on time; None where nothing was."""

    @property
    def percent(self) -> int:
        """``kept`` as it is shown."""
        return round(100 * (self.kept or 0))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that was counted and not yet put into words: a page shows fifty of many."""

    line: Line
    period: Period
    quarter: str = ""

    @property
    def kept(self) -> float | None:
        """As of a ``Row``."""
        due = sum(self.line.counts[value] for value in _JUDGED)
        return self.line.counts[Timeliness.DONE_ON_TIME] / due if due else None

    def row(self) -> Row:
        """The line as the table shows it."""
        name, page = (self.quarter, "") if self.quarter else (_name(self.line), _page(self.line))
        return _row(name, page, self)


def report_of(viewer: Viewer, by: str, against: str, period: Period) -> tuple[list[Entry], Row]:
    """The lines of the table (units, partners, months, or quarters) and every task once."""
    if by == "quarter":
        total = timeliness_total(viewer, against, period)
        lines = [
            Entry(
                timeliness_total(viewer, against, span),
                span,
                _("Q%(number)s/%(year)s") % {"number": number, "year": year},
            )
            for (year, number), span in _quarters(period)
        ]
    else:
        found, total = timeliness_report(viewer, by, against, period)
        lines = [Entry(line, period) for line in found]
    return lines, _row(_("All together"), "", Entry(total, period))


def rows_of_unit(viewer: Viewer, unit: Unit) -> list[Row]:
    """One unit against the date in force, and against the original one."""
    led = Task.objects.filter(lead=unit)
    measures = (
        ("due", _("against the date in force")),
        ("original", _("against the original date")),
    )
    return [
        _row(words, "", Entry(line, EVER))
        for against, words in measures
        for line in timeliness_by(viewer, "unit", against, rows=led)
    ]


def behind(told: str) -> dict[str, Any]:
    """What ``rows_behind`` takes, out of one word of an address; empty where it makes no sense."""
    if not told:
        return {}
    by, key, against, outcome, first, last = [*told.split("~"), *[""] * 6][:6]
    known = by in {"", "unit", "partner", "period"} and against in {"due", "original"}
    if not known or (outcome and outcome not in Timeliness.values):
        return {}
    try:
        period = (_date(first), _date(last))
        if by == "period" and key:
            date.fromisoformat(f"{key}-01")
    except ValueError:
        return {}
    return {"by": by, "key": key, "against": against, "outcome": outcome, "period": period}


def _row(name: str, page: str, entry: Entry) -> Row:
    line, link = entry.line, _links(entry.line, entry.period)
    cells = [
        Cell(value.value, *label, line.counts[value], link(value.value), TONES[value])
        for value, label in _labels(get_language())
    ]
    total = Cell("", _("in all"), _("In all"), line.total, link(""), "")
    kept, bar = entry.kept, _bar(cells)
    return Row(name, page, cells, total, line.extensions, line.response, bar, kept)


@lru_cache(maxsize=8)
def _labels(_language: str | None) -> list[tuple[Timeliness, tuple[str, str]]]:
    """What each outcome is called, and with a capital; once for all lines of a table."""
    words = ((value, str(value.label)) for value in COUNTED)
    return [(value, (word, capfirst(word))) for value, word in words]


def _bar(cells: Iterable[Cell]) -> list[Piece]:
    shown = [cell for cell in cells if cell.count]
    total, start = sum(cell.count for cell in shown), 0.0
    pieces = []
    for cell in shown:
        width = _WIDE * cell.count / total
        pieces.append(Piece(cell.tone, round(start, 2), round(width, 2), cell.label))
        start += width
    return pieces


def _links(line: Line, period: Period) -> Callable[[str], str]:
    """The address of the tasks behind one figure of a line, by its outcome."""
    told, tasks = line.filter, reverse("tasks")
    by = told.get("by", "")
    before = "~".join((by, told.get("key", "") if by else "", told.get("against", "due")))
    after = "~".join(day.isoformat() if day else "" for day in period)
    return lambda outcome: f"{tasks}?behind={quote_plus(f'{before}~{outcome}~{after}')}"


def _name(line: Line) -> str:
    if line.about is not None:
        return bilingual(line.about)
    if line.key:
        year, month = line.key.split("-")
        return f"{month}/{year}"
    return _("no partner")


def _page(line: Line) -> str:
    if line.about is None:
        return ""
    return reverse(line.filter["by"], args=[line.key])


def _quarters(period: Period) -> list[tuple[tuple[int, int], tuple[date, date]]]:
    last = period[1] or timezone.localdate()
    year, number = last.year, (last.month - 1) // 3 + 1
    found: list[tuple[tuple[int, int], tuple[date, date]]] = []
    for _step in range(QUARTERS):
        first, end = _quarter(year, number)
        if period[0] and end < period[0]:
            break
        span = (max(first, period[0]) if period[0] else first, min(end, period[1] or end))
        found.insert(0, ((year, number), span))
        year, number = (year, number - 1) if number > 1 else (year - 1, 4)
    return found


def _quarter(year: int, number: int) -> tuple[date, date]:
    first = date(year, 3 * number - 2, 1)
    after = date(year + number // 4, 3 * number % 12 + 1, 1)
    return first, after - ONE_DAY


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def sorter(key: str) -> Callable[[Entry], Any] | None:
    """What lines are ordered by, for a column that is there."""
    plain: dict[str, Callable[[Entry], Any]] = {
        "total": lambda entry: entry.line.total,
        "extensions": lambda entry: entry.line.extensions,
        "response": lambda entry: -1 if entry.line.response is None else entry.line.response,
        "kept": lambda entry: -1 if entry.kept is None else entry.kept,
    }
    if key in {value.value for value in COUNTED}:
        return lambda entry: entry.line.counts[Timeliness(key)]
    return plain.get(key)
