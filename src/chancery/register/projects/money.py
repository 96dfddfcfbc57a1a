"""Sums of ledgers: exact, by currency, and in USD and VND as far as rates were given. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext

LEDGERS = ("pledged", "signed", "disbursed")
REFERENCE = ("USD", "VND")
CENT = Decimal("0.01")
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Line:
    """What of an entry goes into a sum; the rates as they were given, None where none was."""

    ledger: str
    day: date
    amount: Decimal
    currency: str
    usd_rate: Decimal | None = None
    usd_side: str = "unit"
    vnd_rate: Decimal | None = None
    vnd_side: str = "unit"


def converted(line: Line, into: str) -> Decimal | None:
    """The amount in USD or VND to the hundredth; None where no rate was given.

    What is in that currency already needs no rate. No rate is worked out from two others.
    """
    if line.currency == into:
        return line.amount
    usd = into == "USD"
    rate, side = (line.usd_rate, line.usd_side) if usd else (line.vnd_rate, line.vnd_side)
    if rate is None:
        return None
    with localcontext(_EXACT):
        exact = line.amount * rate if side == "unit" else line.amount / rate
        return exact.quantize(CENT)


@dataclass(frozen=True, slots=True)
class Sum:
    """What stands in one ledger: by currency; in USD and VND where there are rates."""

    count: int = 0
    by_currency: Mapping[str, Decimal] = field(default_factory=dict)
    usd: Decimal = Decimal(0)
    vnd: Decimal = Decimal(0)
    without_usd: int = 0
    without_vnd: int = 0

    @property
    def in_one(self) -> tuple[str, Decimal] | None:
        """The currency and the sum where all of it is in one."""
        return next(iter(self.by_currency.items())) if len(self.by_currency) == 1 else None


def summed(lines: Iterable[Line]) -> Sum:
    """The sum of some lines of one ledger."""
    by_currency: dict[str, Decimal] = defaultdict(Decimal)
    totals = {"USD": Decimal(0), "VND": Decimal(0)}
    without = {"USD": 0, "VND": 0}
    count = 0
    with localcontext(_EXACT):
        for line in lines:
            count += 1
            by_currency[line.currency] += line.amount
            for into in REFERENCE:
                amount = converted(line, into)
                if amount is None:
                    without[into] += 1
                else:
                    totals[into] += amount
    kept = dict(sorted(by_currency.items()))
    return Sum(count, kept, totals["USD"], totals["VND"], without["USD"], without["VND"])


@dataclass(frozen=True, slots=True)
class Totals:
    """The three ledgers side by side."""

    pledged: Sum
    signed: Sum
    disbursed: Sum

    def of(self, ledger: str) -> Sum:
        """One of them."""
        found: Sum = getattr(self, ledger)
        return found

    @property
    def rate(self) -> Decimal | None:
        """Disbursed of what was signed, as a share; None where the two cannot be compared.

        In the one currency of both, else in USD where every entry of both has a rate.
        """
        pair = comparable(self.disbursed, self.signed)
        if pair is None or pair[1] <= 0:
            return None
        with localcontext(_EXACT):
            return (pair[0] / pair[1]).quantize(Decimal("0.0001"))


def totals(lines: Iterable[Line]) -> Totals:
    """Each ledger summed apart from the others."""
    found: dict[str, list[Line]] = {ledger: [] for ledger in LEDGERS}
    for line in lines:
        found[line.ledger].append(line)
    return Totals(*(summed(found[ledger]) for ledger in LEDGERS))


def comparable(first: Sum, second: Sum) -> tuple[Decimal, Decimal] | None:
    """Two sums in one money; None where no rate puts them into one."""
    if not second.count:
        return None
    mine, theirs = first.in_one, second.in_one
    if theirs and (mine is None or mine[0] == theirs[0]) and (mine or not first.count):
        return (mine[1] if mine else Decimal(0)), theirs[1]
    if not first.without_usd and not second.without_usd:
        return first.usd, second.usd
    if not first.without_vnd and not second.without_vnd:
        return first.vnd, second.vnd
    return None
