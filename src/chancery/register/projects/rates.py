"""Rates of exchange that are kept: which one is proposed for a day, and rows out of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from chancery.lib.text import fold
from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.people.importing import Cells, Problem, State, cells_of
from chancery.people.sheets import Sheet
from chancery.register.models import ExchangeRate
from chancery.register.models.money import check_rate
from chancery.register.models.projects import Side
from chancery.register.models.rates import Target
from chancery.register.projects.amounts import NoAmountError, UnclearAmountError, amount_of
from chancery.register.projects.currencies import is_currency
from chancery.register.projects.values import Rate

OLDEST = timedelta(days=31)
"""How old the rate of a day may be; an older one is not proposed."""
COLUMNS: dict[str, tuple[str, ...]] = {
    "currency": ("ngoai te", "dong tien", "loai tien", "ma tien te", "currency", "code"),
    "target": ("quy ra", "sang", "doi ra", "to", "target", "into"),
    "day": ("ngay", "day", "date"),
    "rate": ("ty gia", "ti gia", "rate", "exchange rate"),
    "side": ("chieu", "cach yet", "side", "quoted"),
    "source": ("nguon", "source", "whose rate"),
}
_SIDES = {
    "": Side.UNIT,
    "unit": Side.UNIT,
    "mot ngoai te": Side.UNIT,
    "per": Side.PER,
    "mot usd": Side.PER,
    "mot vnd": Side.PER,
}


@dataclass(frozen=True, slots=True)
class RateValues:
    """A rate as it was given; ``day`` of a row of a file that cannot be read is None."""

    currency: str
    target: str
    day: date | None
    rate: Decimal | None
    source: str
    side: str = Side.UNIT

    @property
    def key(self) -> tuple[str, str, date | None]:
        """There is one for each of these."""
        return (self.currency, self.target, self.day)


@dataclass(frozen=True, slots=True)
class RateRow:
    """One row of a file: what taking it would do."""

    number: int
    values: RateValues
    state: State
    changes: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def check_keeps_rates(viewer: Viewer) -> None:
    """Raise unless the person runs the system."""
    if not viewer.is_administrator:
        raise NotAllowedError(_("Rates of exchange are kept by administrators."))


def proposed(currency: str, day: date) -> dict[str, Rate]:
    """By currency of the sums, the latest kept rate up to a day; none that is older than ``OLDEST``."""
    rows = ExchangeRate.objects.filter(
        currency=currency.strip().upper(), day__lte=day, day__gte=day - OLDEST
    )
    found: dict[str, Rate] = {}
    for row in rows.order_by("day"):
        assert row.rate is not None
        found[row.target] = Rate(row.rate, row.day, row.source, row.side)
    return found


def values_of(row: ExchangeRate) -> RateValues:
    """What is kept."""
    return RateValues(row.currency, row.target, row.day, row.rate, row.source, row.side)


def plan_rates(
    sheet: Sheet, columns: Mapping[str, int], known: Mapping[tuple[str, str, date], RateValues]
) -> list[RateRow]:
    """What each row would do beside the rates that are ``known``; nothing is written."""
    rows = cells_of(sheet, columns)
    first: dict[tuple[str, str, date | None], int] = {}
    planned = []
    for row in rows:
        values = _values(row)
        before = first.setdefault(values.key, row.number)
        if before != row.number and not row.problems:
            words = _("row %(row)s gives a rate of that day already") % {"row": before}
            row.reject("day", words, _("keep one of the two"))
        planned.append(_planned(row, values, known))
    return planned


def _planned(
    row: Cells, values: RateValues, known: Mapping[tuple[str, str, date], RateValues]
) -> RateRow:
    if row.problems or values.day is None:
        return RateRow(row.number, values, State.ERROR, problems=tuple(row.problems))
    before = known.get((values.currency, values.target, values.day))
    if before is None:
        return RateRow(row.number, values, State.NEW)
    if not values.source:
        values = replace(values, source=before.source)
    names = ("rate", "side", "source")
    pairs = ((name, str(getattr(before, name)), str(getattr(values, name))) for name in names)
    changes = tuple(one for one in pairs if one[1] != one[2])
    return RateRow(row.number, values, State.CHANGED if changes else State.UNCHANGED, changes)


def _values(row: Cells) -> RateValues:
    """What the row says, every cell that is wrong told at once."""
    currency, target = row.plain("currency", 10).upper(), row.plain("target", 10).upper()
    if not is_currency(currency):
        row.reject("currency", _("it is no currency of ISO 4217"), _("write JPY, EUR, USD"))
    if target not in Target.values or target == currency:
        row.reject("target", _("a rate is to USD or to VND"), _("write USD or VND"))
    side = _SIDES.get(fold(row.get("side")))
    if side is None:
        row.reject("side", _("it is neither unit nor per"), _("write unit or per"))
    before = len(row.problems)
    said = row.day("day")
    day = date.fromisoformat(said) if len(said) == len("2026-01-31") else None
    if day is None and len(row.problems) == before:
        row.reject("day", _("the day of the rate is missing"), _("write it as 22/02/2024"))
    source = row.plain("source", 150)
    if not source:
        row.reject("source", _("nobody is named whose rate it is"), _("write whose it is"))
    return RateValues(currency, target, day, _rate(row), source, side or Side.UNIT)


def _rate(row: Cells) -> Decimal | None:
    try:
        rate = amount_of(row.get("rate"))
        check_rate(rate)
    except UnclearAmountError:
        row.reject("rate", _("1.234 may mean two things"), _("write 1234 or 1,2340"))
    except (NoAmountError, ValidationError):
        row.reject("rate", _("it is no rate"), _("write figures above nought"))
    else:
        return rate
    return None
