"""How each unit stands against its day. Nothing of it is kept: it is asked of the days themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db import models
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chancery.people.models import Unit
from chancery.work.models import ConsultationState, ConsultedUnit

COUNTED = (ConsultationState.SENT, ConsultationState.CLOSED)
"""Where units were asked in earnest: drafts and withdrawn ones are not counted."""


class Standing(models.TextChoices):
    """One of four, for every unit that was asked."""

    WAITING = "waiting", _("still has time")
    SILENT = "silent", pgettext_lazy("consultation", "silent")
    IN_TIME = "in_time", _("replied in time")
    LATE = "late", _("replied late")


def standing_of(row: ConsultedUnit, today: date | None = None) -> Standing | None:
    """How it stands today; None before it was asked."""
    if row.due is None:
        return None
    if row.replied_on is not None:
        return Standing.IN_TIME if row.replied_on <= row.due else Standing.LATE
    return Standing.SILENT if row.due < (today or timezone.localdate()) else Standing.WAITING


def condition(standing: str, today: date | None = None) -> Q:
    """The same said in SQL, of rows of ``ConsultedUnit``."""
    day = today or timezone.localdate()
    silent = Q(replied_on__isnull=True)
    return {
        Standing.WAITING: silent & Q(due__gte=day),
        Standing.SILENT: silent & Q(due__lt=day),
        Standing.IN_TIME: Q(replied_on__lte=F("due")),
        Standing.LATE: Q(replied_on__gt=F("due")),
    }[Standing(standing)]


def counted(rows: QuerySet[ConsultedUnit]) -> QuerySet[ConsultedUnit]:
    """Those that were asked in earnest."""
    return rows.filter(consultation__state__in=COUNTED)


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """What one unit was asked, how it answered, and after how many working days by half."""

    unit: Unit
    asked: int
    in_time: int
    late: int
    silent: int
    waiting: int
    median_days: float | None


def by_unit(rows: QuerySet[ConsultedUnit], today: date | None = None) -> list[UnitFigures]:
    """The figures of every unit asked, those who keep others waiting first; three queries."""
    found = counted(rows).order_by()
    counts: Any = found.values("unit").annotate(
        all=Count("pk"),
        **{one.value: Count("pk", filter=condition(one, today)) for one in Standing},
    )
    days: dict[str, list[int]] = {}
    replied = found.filter(response_days__isnull=False)
    for unit, taken in replied.values_list("unit", "response_days"):
        days.setdefault(unit, []).append(taken or 0)
    units = Unit.objects.in_bulk([row["unit"] for row in counts])
    made = [
        UnitFigures(
            unit=units[row["unit"]],
            asked=row["all"],
            **{one.value: row[one.value] for one in Standing},
            median_days=middle(days.get(row["unit"], ())),
        )
        for row in counts
    ]
    return sorted(made, key=lambda one: (-one.silent, -one.late, -one.asked, str(one.unit)))


def middle(days: Iterable[int]) -> float | None:
    """The median; None of nothing."""
    found = list(days)
    return float(median(found)) if found else None
