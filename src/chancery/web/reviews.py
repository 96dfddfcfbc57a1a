"""A round's verdicts, figures and agenda as their tabs show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chancery.partners.models import Partner, Sector
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.web.formatting import bilingual
from chancery.work.models import Review, ReviewItem
from chancery.work.reviews.agenda import Point
from chancery.work.reviews.figures import BY, Line, Measure
from chancery.work.reviews.measured import agenda_of, figures_of, previous_of, proposals_of
from chancery.work.reviews.proposing import EXCEPTIONS, Proposed
from chancery.work.reviews.queries import items_of, with_answer

SHOWN = (
    Measure.ITEMS, Measure.SIGNED, Measure.STATED, Measure.DUE, Measure.DONE_ON_TIME,
    Measure.DONE_LATE, Measure.OPEN, Measure.OVERDUE, Measure.STOPPED, Measure.AT_RISK,
    Measure.SILENT, Measure.REPLIED_ON_TIME,
)  # fmt: skip
_BAR = (
    (Measure.DONE_ON_TIME, "green"),
    (Measure.DONE_LATE, "amber"),
    (Measure.OPEN, "plain"),
    (Measure.OVERDUE, "red"),
    (Measure.STOPPED, "quiet"),
)
SHOWS = ("exceptions", "plain", "decided", "all")


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure and the address of its rows."""

    label: str
    count: int
    link: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the figures; shares are whole percent, changes are points against the round before."""

    name: str
    cells: list[Cell]
    bar: list[tuple[str, float, float]]
    days: float | None
    delivered: int | None
    delivered_change: int | None
    answered: int | None
    answered_change: int | None


def figures_tab(viewer: Viewer, review: Review, asked: str) -> dict[str, Any]:
    """The table of one dimension, the total last, beside the round before."""
    by = asked if asked in BY else "unit"
    found = figures_of(viewer, review, by)
    before = previous_of(viewer, review)
    earlier = figures_of(viewer, before, by) if before else None
    names = _names(by, [line.key for line in found.lines])
    known = {line.key: line for line in earlier.lines} if earlier else {}
    rows = [
        _row(names.get(line.key, ""), line, known.get(line.key), review, by)
        for line in found.lines
    ]
    rows.sort(key=lambda row: (-row.cells[0].count, row.name))
    total = _row(_("All together"), found.total, earlier.total if earlier else None, review, "all")
    return {
        "by": by,
        "bys": _bys(),
        "rows": rows,
        "total": total,
        "before": before,
        "measures": [str(measure.label) for measure in SHOWN],
        "legend": [(tone, str(measure.label)) for measure, tone in _BAR],
    }


def _bys() -> list[tuple[str, str]]:
    words = {
        "unit": _("unit"),
        "partner": _("partner"),
        "sector": _("sector"),
        "driver": _("driver"),
    }
    return list(words.items())


def _row(name: str, line: Line, before: Line | None, review: Review, by: str) -> Row:
    cells = [
        Cell(str(m.label), line.counts[m], _link(review, by, line.key, str(m)), _tone(m))
        for m in SHOWN
    ]
    return Row(
        name,
        cells,
        _bar(line),
        line.days,
        _percent(line.delivered),
        _change(line.delivered, before.delivered if before else None),
        _percent(line.answered),
        _change(line.answered, before.answered if before else None),
    )


def _tone(measure: Measure) -> str:
    return {Measure.OVERDUE: "red", Measure.SILENT: "amber"}.get(measure, "")


def _link(review: Review, by: str, key: str, measure: str) -> str:
    told = quote_plus(f"{by}~{key}~{measure}")
    return f"{reverse('review', args=[review.pk])}?tab=items&behind={told}"


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)


def _change(now: float | None, before: float | None) -> int | None:
    return None if now is None or before is None else round(100 * now) - round(100 * before)


def _bar(line: Line) -> list[tuple[str, float, float]]:
    total = sum(line.counts[measure] for measure, _tone_ in _BAR) or 1
    start, pieces = 0.0, []
    for measure, tone in _BAR:
        width = 100 * line.counts[measure] / total
        if width:
            pieces.append((tone, round(start, 2), round(width, 2)))
        start += width
    return pieces


def _names(by: str, keys: Iterable[str]) -> dict[str, str]:
    wanted = [key for key in keys if key]
    if by == "driver":
        words = {str(value): str(label) for value, label in Sector.Driver.choices}
        return {**words, "": _("no sector")}
    if by == "unit":
        units = Unit.objects.in_bulk(wanted)
        return {**{key: bilingual(unit) for key, unit in units.items()}, "": _("nobody to ask")}
    if by == "partner":
        partners = Partner.objects.in_bulk(wanted)
        return {**{key: bilingual(one) for key, one in partners.items()}, "": _("no partner")}
    sectors = Sector.objects.in_bulk(wanted)
    return {**{key: bilingual(one) for key, one in sectors.items()}, "": _("no sector")}


def figures_lines(viewer: Viewer, review: Review, asked: str) -> tuple[list[str], list[list[Any]]]:
    """The table as a file has it: headings, then a line each, the total last."""
    tab = figures_tab(viewer, review, asked)
    heads = [_("Name"), *tab["measures"], _("Median days to reply"), _("Delivered in time, %"),
             _("Change, points"), _("Replied on time, %"), _("Change, points")]  # fmt: skip
    rows = [*tab["rows"], tab["total"]]
    return heads, [
        [
            row.name, *(cell.count for cell in row.cells), row.days, row.delivered,
            row.delivered_change, row.answered, row.answered_change,
        ]
        for row in rows
    ]  # fmt: skip


# Verdicts and agenda.


def chosen(proposed: Mapping[int, Proposed], verdicts: Mapping[int, str], show: str) -> list[int]:
    """The items that a part of the tab of verdicts shows."""
    if show == "decided":
        return [pk for pk in proposed if verdicts.get(pk)]
    if show == "exceptions":
        return [pk for pk, one in proposed.items() if not verdicts.get(pk) and not one.is_plain]
    if show == "plain":
        return [pk for pk, one in proposed.items() if not verdicts.get(pk) and one.is_plain]
    return list(proposed)


def verdicts_tab(viewer: Viewer, review: Review, asked: str, why: str = "") -> dict[str, Any]:
    """What is proposed and decided, with the counts of each part; of the exceptions those of one
    reason where that is asked for."""
    proposed = proposals_of(viewer, review)
    rows = items_of(viewer, review)
    verdicts = dict(rows.order_by().values_list("pk", "verdict"))
    counts = {name: len(chosen(proposed, verdicts, name)) for name in SHOWS}
    show = (
        asked if asked in SHOWS else next((name for name in SHOWS if counts[name]), "exceptions")
    )
    waiting = chosen(proposed, verdicts, "exceptions")
    by_why = Counter(proposed[pk].why for pk in waiting)
    shown = chosen(proposed, verdicts, show)
    if show == "exceptions" and why in set(by_why):
        shown = [pk for pk in shown if proposed[pk].why == why]
    return {
        "show": show,
        "why": why if why in set(by_why) else "",
        "whys": [(str(one), str(one.label), by_why[one]) for one in EXCEPTIONS if by_why[one]],
        "proposed": proposed,
        "counts": counts,
        "shows": [(name, words, counts[name]) for name, words in _shows()],
        "found": with_answer(rows).filter(pk__in=shown),
    }


def _shows() -> list[tuple[str, str]]:
    return [
        ("exceptions", _("to look at one by one")),
        ("plain", _("plain")),
        ("decided", pgettext("verdicts", "decided")),
        ("all", _("all")),
    ]


@dataclass(frozen=True, slots=True)
class Group:
    """Points of the agenda for one reason."""

    title: str
    points: list[tuple[Point, ReviewItem]]


def agenda_tab(viewer: Viewer, review: Review) -> list[Group]:
    """The agenda by reason, in its order."""
    points = agenda_of(viewer, review)
    items = items_of(viewer, review).in_bulk([point.facts.pk for point in points])
    return [
        Group(
            str(why.label),
            [(point, items[point.facts.pk]) for point in points if point.why == why],
        )
        for why in dict.fromkeys(point.why for point in points)
    ]
