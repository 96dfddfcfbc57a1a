"""What a monthly report says of the unit's people: training, and what its posts lack."""

from __future__ import annotations

from chancery.people.skills import gaps_of, posts_of
from chancery.work.models import Training
from chancery.work.plans.facts import Fact, day_en, day_vi
from chancery.work.plans.months import Month, capped
from chancery.work.training.queries import hours_of, in_period, training_of_unit


def training(month: Month) -> list[Fact]:
    """Training that ended in the month, its hours in the month and the year; gaps of today."""
    rows = month.quotable(training_of_unit(month.viewer, month.unit))
    now = hours_of(in_period(rows, month.first, month.last))
    year = hours_of(in_period(rows, month.first.replace(month=1, day=1), month.last))
    gaps = gaps_of(posts_of(month.unit, month.as_of))
    page = f"trainings?unit={month.unit.pk}"
    facts = [
        _said(row) for row in in_period(rows, month.first, month.last).order_by("end", "reference")
    ]
    if not year.number and not gaps:
        return []
    head = Fact(
        "list",
        page,
        "figures",
        "",
        f"Đào tạo trong tháng: {now.number} lượt, {now.hours} giờ; từ đầu năm: {year.number} lượt, "
        f"{year.hours} giờ. Kỹ năng còn thiếu so với yêu cầu vị trí: {gaps}.",
        f"Training in the month: {now.number}, {now.hours} hours; since January: {year.number}, "
        f"{year.hours} hours. Skills that posts need and nobody in them holds: {gaps}.",
        heading=True,
    )
    return [head, *capped(facts, page, ("lượt đào tạo", "trainings"))]


def _said(row: Training) -> Fact:
    head = f"{row.reference}: {row.person.full_name} – {row.text}"
    return Fact(
        "training",
        str(row.pk),
        "held",
        row.reference,
        f"{head} ({row.hours} giờ, đến {day_vi(row.end)}).",
        f"{head} ({row.hours} hours, to {day_en(row.end)}).",
    )
