"""Measures: the figures of the pages, for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.schemas.measures import (
    DeliveryAsked,
    DeliveryLine,
    DeliveryReport,
    ExtensionLine,
    ExtensionReport,
    PeriodAsked,
    ResponseLine,
    ResponseReport,
    Waits,
)
from chancery.partners.models import Partner, Sector
from chancery.people.models import Unit
from chancery.work.measures import delivery, extensions, responses

of_register = Area("measures", reads="read:register")
of_work = Area("measures of work", reads="read:work")

Names = Callable[[str], dict[str, Any]]


@of_register.get("/measures/delivery", DeliveryReport)
def measure_delivery(request: HttpRequest, wanted: Query[DeliveryAsked]) -> DeliveryReport:
    """How commitments are delivered, of those that you may know of."""
    period = (wanted.from_day, wanted.to_day)
    lines, total = delivery.delivery_by(viewer(request), wanted.by, period)
    names = _names(wanted.by, [line.key for line in lines])
    shown = [_delivered(line, names) for line in sorted(lines, key=lambda line: line.key)]
    return DeliveryReport(items=shown, total=_delivered(total, names))


@of_work.get("/measures/response-times", ResponseReport)
def measure_response_times(request: HttpRequest, wanted: Query[PeriodAsked]) -> ResponseReport:
    """How many working days units take to answer what is asked of them."""
    lines, total = responses.responses(viewer(request), (wanted.from_day, wanted.to_day))
    names = _names("unit", [line.key for line in lines])
    shown = [_waited(line, names) for line in sorted(lines, key=lambda line: line.key)]
    return ResponseReport(items=shown, total=_waited(total, names))


@of_work.get("/measures/extensions", ExtensionReport)
def measure_extensions(request: HttpRequest, wanted: Query[PeriodAsked]) -> ExtensionReport:
    """Who asks for more time, and how often it is given."""
    period = (wanted.from_day, wanted.to_day)
    lines, total = extensions.extensions_by_unit(viewer(request), period)
    names = _names("unit", [line.key for line in lines])
    shown = [_extended(line, names) for line in sorted(lines, key=lambda line: line.key)]
    return ExtensionReport(items=shown, total=_extended(total, names))


def _delivered(line: delivery.Line, names: Names) -> DeliveryLine:
    return DeliveryLine(
        **names(line.key),
        **dict[str, Any](line.counts),
        total=line.total,
        delivered_share=line.delivered,
        in_time_share=line.in_time,
    )


def _waited(line: responses.Line, names: Names) -> ResponseLine:
    waits: dict[str, Any] = {
        kind: Waits(answers=one.count, median=one.median, percentile_90=one.most)
        for kind, one in line.waits.items()
    }
    return ResponseLine(**names(line.key), **waits)


def _extended(line: extensions.Line, names: Names) -> ExtensionLine:
    return ExtensionLine(
        **names(line.key),
        **dict[str, Any](line.counts),
        total=line.total,
        granted_share=line.granted,
        days=line.days,
    )


def _names(by: str, keys: Iterable[str]) -> Names:
    """The names of what lines are about; drivers and quarters have none."""
    wanted = list(keys)
    known: dict[str, Partner | Sector | Unit] = {}
    if by == "partner":
        known.update(Partner.objects.in_bulk(wanted))
    elif by == "sector":
        known.update(Sector.objects.in_bulk(wanted))
    elif by == "unit":
        known.update(Unit.objects.in_bulk(wanted))

    def of(key: str) -> dict[str, Any]:
        row = known.get(key)
        return {
            "key": key,
            "name_vi": row.name_vi if row else "",
            "name_en": row.name_en if row else "",
        }

    return of
