"""The pages of measures: their lines, bars, and the address of each figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from chancery.partners.models import Partner, Sector
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register import access as register
from chancery.register.agreements.signing import signed_within
from chancery.web.formatting import bilingual, number
from chancery.web.forms.measures import DeliveryFilter, PeriodFilter, ResponseFilter
from chancery.web.measured import address, addresses, key_of
from chancery.work.measures import delivery, extensions, responses
from chancery.work.measures.delivery import Delivery, Made
from chancery.work.measures.periods import Period
from chancery.work.measures.responses import Answer, Waits
from chancery.work.models.asking import Decision

Link = Callable[..., str]
"""The address of a figure, by the parts of its word."""
DRAWN = 15
"""How many lines a chart shows at most: the longest, the others stand in the table."""
TONES = {
    Delivery.DELIVERED.value: "green",
    Delivery.LATE.value: "amber",
    Delivery.ON_THE_WAY.value: "plain",
    Delivery.OVERDUE.value: "red",
    Delivery.NO_DATE.value: "quiet",
    Delivery.STOPPED.value: "ended",
    Decision.GRANTED.value: "amber",
    Decision.DECLINED.value: "plain",
    Decision.OPEN.value: "quiet",
    Decision.WITHDRAWN.value: "ended",
}
HEADS = {
    "partner": gettext_lazy("Partner"),
    "sector": gettext_lazy("Sector"),
    "driver": gettext_lazy("Driver"),
    "unit": gettext_lazy("Lead unit"),
    "quarter": gettext_lazy("Quarter"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: what stands over it, what it opens; ``waits`` are told below it."""

    head: str
    value: float | int | None
    link: str = ""
    tone: str = ""
    waits: Waits | None = None
    is_share: bool = False

    @property
    def shown(self) -> str:
        """The figure as the page writes it; a share as whole percent."""
        if self.value is None:
            return number(None)
        if self.is_share:
            return f"{number(round(100 * self.value))}%"
        return _plain(self.value)

    @property
    def note(self) -> str:
        """How long the answers took."""
        return _in_words(self.waits) if self.waits else ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a bar, of a hundred."""

    tone: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its name and page, its figures, its bar."""

    key: str
    name: str
    page: str
    cells: list[Cell]
    bar: list[Piece]
    size: float
    """What it is drawn by: the largest first."""
    told: str
    """The figure at the end of its bar."""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that was counted and not yet put into cells: a page shows fifty of many."""

    key: str
    name: str
    size: float
    """As of its ``Row``."""
    row: Callable[[], Row]


@dataclass(frozen=True, slots=True)
class Table:
    """A page: lines, all together, and what the chart draws."""

    head: str
    entries: list[Entry]
    total: Row
    legend: list[tuple[str, str]]

    @property
    def heads(self) -> list[str]:
        """What stands over the figures."""
        return [cell.head for cell in self.total.cells]

    @property
    def rows(self) -> list[Row]:
        """All lines."""
        return [entry.row() for entry in self.entries]

    @property
    def drawn(self) -> list[Row]:
        """The longest bars; quarters keep their order."""
        some = [entry for entry in self.entries if entry.size]
        return [entry.row() for entry in sorted(some, key=lambda entry: -entry.size)[:DRAWN]]

    @property
    def left_out(self) -> int:
        """How many lines the chart does not show."""
        return max(0, sum(1 for entry in self.entries if entry.size) - DRAWN)


def delivery_table(viewer: Viewer, form: DeliveryFilter) -> Table:
    """How commitments are delivered."""
    by, period = form.by_word, form.period
    found, total = delivery.delivery_by(viewer, by, period)
    names = _names(by, [line.key for line in found])
    link = addresses("delivery", period)
    entries = [
        Entry(line.key, name, line.total, partial(_delivered, name, by, line, link))
        for line, name in ((line, names(line.key)) for line in found)
    ]
    entries.sort(key=_in_time if by == "quarter" else _by_name)
    whole = _delivered(_("All together"), "", total, link)
    legend = [(TONES[value], str(Delivery(value).label)) for value in Delivery.values]
    return Table(str(HEADS[by]), entries, whole, legend)


def _delivered(name: str, by: str, line: delivery.Line, link: Link) -> Row:
    key = key_of(line.key) if by else ""
    at = link(by, key, "")
    cells = [Cell(_("In all"), line.total, at)]
    cells += [
        Cell(head, line.counts[value], link(by, key, value), TONES.get(value, ""))
        for value, head in _heads(get_language(), (Delivery, Made))
    ]
    cells += [
        Cell(_("Delivered, of what was due"), line.delivered, is_share=True),
        Cell(_("In time, of what was due"), line.in_time, is_share=True),
    ]
    bar = _bar([(TONES[value], line.counts[value]) for value in Delivery.values])
    page = _page(by, line.key)
    return Row(line.key, name, page, cells, bar, line.total, number(line.total), at)


def response_table(viewer: Viewer, form: ResponseFilter) -> Table:
    """How long units take to answer."""
    period, drawn = form.period, form.drawn
    found, total = responses.responses(viewer, period)
    names = _names("unit", [line.key for line in found])
    most = max((line.waits[drawn].most or 0 for line in found), default=0)
    links = {kind: addresses(kind, period) for kind in Answer.values}
    entries = [
        Entry(
            line.key,
            name,
            line.waits[drawn].count,
            partial(_waited, name, line, links, drawn, most),
        )
        for line, name in ((line, names(line.key)) for line in found)
    ]
    entries.sort(key=_by_name)
    whole = _waited(_("All together"), total, links, drawn, most)
    legend = [("plain", _("median")), ("quiet", _("90th percentile"))]
    return Table(_("Unit"), entries, whole, legend)


def _waited(
    name: str,
    line: responses.Line,
    links: Mapping[str, Link],
    drawn: str,
    most: float,
) -> Row:
    cells = []
    for kind, head in _heads(get_language(), (Answer,)):
        waits = line.waits[kind]
        cells.append(Cell(head, waits.count, links[kind](line.key), waits=waits))
    waits = line.waits[drawn]
    link, bar = links[drawn](line.key), _span(waits, most)
    page = _page("unit", line.key)
    return Row(line.key, name, page, cells, bar, waits.count, _in_words(waits), link)


def _in_words(waits: Waits) -> str:
    """The median and the 90th percentile; empty without an answer."""
    median = waits.median
    if median is None:
        return ""
    words = _("%(median)s days; nine of ten within %(most)s")
    return words % {"median": _plain(median), "most": number(waits.most)}


def _plain(value: float) -> str:
    """Without a point where there is nothing behind it."""
    return number(int(value)) if float(value).is_integer() else number(value, 1)


def _span(waits: Waits, most: float) -> list[Piece]:
    """The median, and how much further nine of ten reach."""
    median, tenth = waits.median, waits.most
    if median is None or tenth is None or not most:
        return []
    middle, far = 100 * median / most, 100 * tenth / most
    rest = Piece("quiet", round(middle, 2), round(max(0.0, far - middle), 2))
    return [Piece("plain", 0, round(max(middle, 0.8), 2)), rest]


def extension_table(viewer: Viewer, form: PeriodFilter) -> Table:
    """How often more time was asked for and given."""
    period = form.period
    found, total = extensions.extensions_by_unit(viewer, period)
    names = _names("unit", [line.key for line in found])
    most = max((line.total for line in found), default=0)
    link = addresses("extensions", period)
    entries = [
        Entry(line.key, name, line.total, partial(_extended, name, line, link, most))
        for line, name in ((line, names(line.key)) for line in found)
    ]
    entries.sort(key=_by_name)
    whole = _extended(_("All together"), total, link, 0)
    legend = [(TONES[state], str(Decision(state).label)) for state in extensions.STATES]
    return Table(_("Unit that asked"), entries, whole, legend)


def _extended(name: str, line: extensions.Line, link: Link, most: int) -> Row:
    at = link(line.key, "")
    cells = [Cell(_("Asked"), line.total, at)]
    cells += [
        Cell(head, line.counts[state], link(line.key, state))
        for state, head in _heads(get_language(), (Decision,))
    ]
    cells += [
        Cell(_("Granted, of what was decided"), line.granted, is_share=True),
        Cell(_("Days given"), line.days),
    ]
    counts = [(TONES[state], line.counts[state]) for state in extensions.STATES]
    page, bar = _page("unit", line.key), _bar(counts, most)
    return Row(line.key, name, page, cells, bar, line.total, number(line.total), at)


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures at the head of the page."""

    count: int
    words: str
    link: str
    css: str = ""


def key_figures(viewer: Viewer, table: Table, period: Period) -> list[Figure]:
    """Signing and delivery of the period in four figures."""
    cells = {cell.link: cell for cell in table.total.cells if cell.link}

    def of(measure: str) -> Cell:
        return cells[address("delivery", "", "", measure, period=period)]

    signed = signed_within(register.agreements(viewer), *period).count()
    days = "~".join(day.isoformat() if day else "" for day in period)
    at = f"{reverse('agreements')}?signed={days}"
    late = _n(of("overdue"))
    return [
        Figure(signed, _("agreements signed"), at),
        Figure(_n(of("")), _("commitments due or recorded in the period"), of("").link),
        Figure(_n(of("delivered")), _("of them delivered in time"), of("delivered").link),
        Figure(late, _("of them overdue"), of("overdue").link, "is-red" if late else ""),
    ]


def _n(cell: Cell) -> int:
    return int(cell.value or 0)


def _bar(counts: Iterable[tuple[str, int]], most: int = 0) -> list[Piece]:
    """Parts of the whole, or of ``most`` where bars are compared by length."""
    found = [(tone, count) for tone, count in counts if count]
    whole = most or sum(count for _tone, count in found)
    pieces, start = [], 0.0
    for tone, count in found:
        width = 100 * count / whole
        pieces.append(Piece(tone, round(start, 2), round(width, 2)))
        start += width
    return pieces


def _names(by: str, keys: Iterable[str]) -> Callable[[str], str]:
    """What a key is called."""
    wanted = [key for key in keys if key]
    if by == "quarter":
        return _quarter
    if by == "driver":
        words = {value: _capital(label) for value, label in Sector.Driver.choices}
        return lambda key: words.get(key, _("no sector"))
    kinds: dict[str, tuple[Any, str]] = {
        "sector": (Sector, _("no sector")),
        "partner": (Partner, _("no partner")),
        "unit": (Unit, _("no lead unit")),
    }
    kind, nothing = kinds[by]
    known = kind.objects.only("name_vi", "name_en").in_bulk(wanted)
    return lambda key: bilingual(known[key]) if key else nothing


@lru_cache(maxsize=4096)  # the address of a unit or partner is always the same
def _page(by: str, key: str) -> str:
    """The page of a partner or a unit; empty for whatever has none."""
    return reverse(by, args=[key]) if key and by in {"partner", "unit"} else ""


def _quarter(key: str) -> str:
    year, quarter = key.split("-")
    return _("Q%(number)s/%(year)s") % {"number": quarter, "year": year}


def _by_name(entry: Entry) -> tuple[bool, str]:
    return (not entry.key, entry.name)


def _in_time(entry: Entry) -> tuple[int, ...]:
    return tuple(map(int, entry.key.split("-")))


@lru_cache(maxsize=16)
def _heads(_language: str | None, kinds: tuple[type[TextChoices], ...]) -> list[tuple[str, str]]:
    """What stands over the figure of each value; once for all lines of a table."""
    return [(one.value, _capital(one.label)) for kind in kinds for one in kind]


def _capital(label: Any) -> str:
    return capfirst(str(label))
