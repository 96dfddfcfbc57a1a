"""What a monthly report says of meetings with contacts, and of outreach."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import override

from chancery.register.contacts import queries as contacts
from chancery.register.models import Interaction
from chancery.work.models import Outreach, OutreachState
from chancery.work.outreach import queries
from chancery.work.plans.facts import Fact, day_en, day_vi
from chancery.work.plans.months import Month, capped


def interactions(month: Month) -> list[Fact]:
    """Whom of a partner the unit met, when and how: never persons nor what was said of them.

    A report is frozen, and a person may have to be erased: what was discussed is behind the
    reference, and the officer writes what matters in their own words.
    """
    known = contacts.interactions(month.viewer).filter(day__gte=month.first, day__lte=month.as_of)
    there = Interaction.units.through.objects.filter(unit=month.unit).values("interaction")
    mine = Q(held_by=month.unit) | Q(pk__in=there)
    rows = month.quotable(known).filter(mine).select_related("partner")
    facts = [_met(row) for row in rows.order_by("day", "reference")]
    if not facts:
        return []
    partners = {row.partner_id for row in rows}
    page = f"interactions?unit={month.unit.pk}&from_day={month.first}&to_day={month.last}"
    head = Fact(
        "list",
        page,
        "figures",
        "",
        f"Số cuộc tiếp xúc: {len(facts)}, với {len(partners)} đối tác.",
        f"Meetings with contacts: {len(facts)}, in {len(partners)} partners.",
        heading=True,
    )
    return [head, *capped(facts, page, ("cuộc tiếp xúc", "meetings"))]


def _met(row: Interaction) -> Fact:
    vi, en = _both(Interaction.Kind(row.kind))
    place = f", {row.place}" if row.place else ""
    said = (row.partner.name_vi, row.partner.name_en or row.partner.name_vi)
    return Fact(
        "interaction",
        str(row.pk),
        "met",
        row.reference,
        f"{row.reference}: {vi}, {said[0]}, {day_vi(row.day)}{place}.",
        f"{row.reference}: {en}, {said[1]}, {day_en(row.day)}{place}.",
    )


def outreach(month: Month) -> list[Fact]:
    """Held in the month, with whom it reached; planned for it and not yet told of."""
    rows = month.own(queries.outreach(month.viewer))
    held = rows.filter(held_on__gte=month.first, held_on__lte=month.as_of)
    late = rows.filter(
        state=OutreachState.PLANNED, planned_on__gte=month.first, planned_on__lt=month.as_of
    )
    facts = [_held(row) for row in held.order_by("held_on", "reference")]
    facts += [_silent(row) for row in late.order_by("planned_on", "reference")]
    page = f"outreach-list?held_by={month.unit.pk}&year={month.first.year}"
    shown = capped(facts, page, ("hoạt động thông tin đối ngoại", "items of outreach"))
    return [_figures(page, held), *shown] if facts else []


def planned(month: Month, first: date, last: date) -> list[Fact]:
    """Outreach that the plan of the unit has for these days."""
    rows = month.own(queries.outreach(month.viewer)).filter(state=OutreachState.PLANNED)
    coming = rows.filter(planned_on__range=(first, last)).order_by("planned_on", "reference")
    return [
        _fact(
            row,
            "next",
            f"dự kiến ngày {day_vi(row.planned_on)}",
            f"planned for {day_en(row.planned_on)}",
        )
        for row in coming
    ]


def _figures(page: str, held: QuerySet[Outreach]) -> Fact:
    """How many were held and, of those with a figure, how many people they reached."""
    found = list(held.values_list("reach", flat=True))
    said = [reach for reach in found if reach is not None]
    vi = f"Đã thực hiện: {len(found)}"
    en = f"Held: {len(found)}"
    if said:
        vi += f"; tiếp cận {sum(said)} lượt người ({len(said)} hoạt động có số liệu)"
        en += f"; {sum(said)} people reached ({len(said)} with a figure)"
    return Fact("list", page, "figures", "", f"{vi}.", f"{en}.", heading=True)


def _held(row: Outreach) -> Fact:
    day = row.held_on or row.planned_on  # held ones have their day
    vi, en = day_vi(day), day_en(day)
    if row.reach is not None:
        vi += f", tiếp cận {row.reach} lượt người"
        en += f", {row.reach} people reached"
    return _fact(row, "held", vi, en)


def _silent(row: Outreach) -> Fact:
    return _fact(
        row,
        "late",
        f"dự kiến ngày {day_vi(row.planned_on)}, chưa báo cáo kết quả",
        f"planned for {day_en(row.planned_on)}, no result reported",
    )


def _fact(row: Outreach, what: str, vi: str, en: str) -> Fact:
    text = f"{row.reference}: {row.text}"
    return Fact("outreach", str(row.pk), what, row.reference, f"{text} – {vi}.", f"{text} – {en}.")


def _both(choice: Any) -> tuple[str, str]:
    found = []
    for language in ("vi", "en"):
        with override(language):
            found.append(str(choice.label))
    return found[0].capitalize(), found[1].capitalize()
