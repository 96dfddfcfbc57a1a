"""Questions about the use of agreements: lists, rates, values for forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.db.models import QuerySet

from chancery.people.access import Viewer
from chancery.register import access
from chancery.register.fta.values import FtaUseValues
from chancery.register.models import Agreement, FtaUse

AMOUNTS = ("eligible", "used", "saved", "forgone")


class Used(Protocol):
    """Anything with what was eligible and what used the preference."""

    eligible: Decimal | None
    used: Decimal | None


def rate_of(row: Used) -> Decimal | None:
    """Used of eligible, as a share; None where either is not known or nothing was eligible."""
    if row.used is None or not row.eligible:
        return None
    return (row.used / row.eligible).quantize(Decimal("0.0001"))


def uses(viewer: Viewer) -> QuerySet[FtaUse]:
    """What a person may know of the use of agreements that they may know of."""
    return access.fta_uses(viewer).select_related("agreement", "held_by")


def uses_of_agreement(viewer: Viewer, agreement: Agreement) -> list[FtaUse]:
    """All figures of one agreement, the newest year first, the whole before its chapters."""
    rows = uses(viewer).filter(agreement=agreement)
    return list(rows.order_by("-year", "direction", "source", "currency", "chapter"))


@dataclass(frozen=True, slots=True)
class YearOfUse:
    """One year, direction, source and currency: what stands for all goods, and the chapters."""

    year: int
    direction: str
    source: str
    currency: str
    eligible: Decimal | None
    used: Decimal | None
    saved: Decimal | None
    forgone: Decimal | None
    rows: tuple[FtaUse, ...]
    is_summed: bool
    """Added up from the chapters: the source gives no figure for all goods."""


def by_year(rows: Iterable[FtaUse]) -> list[YearOfUse]:
    """The rows by year; chapters are added up only where the source gives no whole, and only as
    far as every chapter gives the figure."""
    groups: dict[tuple[int, str, str, str], list[FtaUse]] = defaultdict(list)
    for row in rows:
        groups[row.year, row.direction, row.source, row.currency].append(row)
    return [_year(key, found) for key, found in groups.items()]


def _year(key: tuple[int, str, str, str], rows: list[FtaUse]) -> YearOfUse:
    whole = next((row for row in rows if not row.chapter), None)
    chapters = tuple(row for row in rows if row.chapter)

    def figure(name: str) -> Decimal | None:
        return getattr(whole, name) if whole else _added(chapters, name)

    return YearOfUse(
        *key,
        eligible=figure("eligible"),
        used=figure("used"),
        saved=figure("saved"),
        forgone=figure("forgone"),
        rows=chapters,
        is_summed=whole is None,
    )


def _added(rows: Iterable[FtaUse], name: str) -> Decimal | None:
    found = [getattr(row, name) for row in rows]
    return None if None in found else sum(found, Decimal(0))


def use_values(row: FtaUse) -> FtaUseValues:
    """What a person may change about a figure."""
    plain = ("year", "direction", "source", "chapter", "currency", *AMOUNTS, "text")
    return FtaUseValues(agreement=row.agreement_id, **{name: getattr(row, name) for name in plain})
