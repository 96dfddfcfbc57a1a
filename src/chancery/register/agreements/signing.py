"""When agreements were signed."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from chancery.register.models import Agreement, AgreementStage, Stage


def signed_within(
    rows: QuerySet[Agreement], first: date | None, last: date | None
) -> QuerySet[Agreement]:
    """Those signed between two days, either of which may be open.

    A date of which the month or the day is not known counts as the first day that it may be; one
    that is not known at all falls into no period that has a first or a last day.
    """
    signed = AgreementStage.objects.filter(stage=Stage.SIGNED)
    if first or last:
        signed = signed.exclude(date="")
    if first:
        signed = signed.exclude(date__lt=_earliest(first))
    if last:
        signed = signed.filter(date__lte=last.isoformat())
    return rows.filter(pk__in=signed.values("agreement"))


def _earliest(first: date) -> str:
    """What a date as text is not below: 2026 stands for the first of January, 2026-03 of March."""
    if first.day > 1:
        return first.isoformat()
    return f"{first:%Y-%m}" if first.month > 1 else f"{first:%Y}"
