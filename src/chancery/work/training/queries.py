"""Questions to training: lists, the hours of a unit, values for forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Sum

from chancery.people.access import Viewer, visible
from chancery.people.models import Unit
from chancery.work.models import Training


@dataclass(frozen=True, slots=True)
class TrainingValues:
    """One training; ``person`` is a sign-in name, ``document`` the number of the certificate."""

    text: str
    person: str
    start: date
    end: date
    hours: int
    by_whom: str = ""
    skill: str = ""
    level: str = ""
    result: str = ""
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """What a unit's training comes to."""

    number: int
    people: int
    hours: int


def training(viewer: Viewer) -> QuerySet[Training]:
    """Of the person's own agency; all for who oversees."""
    return visible(viewer, Training).select_related("held_by", "person")


def training_of_unit(viewer: Viewer, unit: Unit) -> QuerySet[Training]:
    """What the people of a unit were trained in."""
    return training(viewer).filter(held_by=unit)


def in_period(rows: QuerySet[Training], first: date, last: date) -> QuerySet[Training]:
    """Training that ended in these days."""
    return rows.filter(end__gte=first, end__lte=last)


def hours_of(rows: QuerySet[Training]) -> Hours:
    """How many trainings, of how many people, for how many hours; one query."""
    found = rows.order_by().aggregate(
        number=Count("pk"), people=Count("person", distinct=True), hours=Sum("hours")
    )
    return Hours(found["number"], found["people"], found["hours"] or 0)


def training_values(row: Training) -> TrainingValues:
    """What its form shows."""
    return TrainingValues(
        text=row.text,
        person=row.person.username,
        start=row.start,
        end=row.end,
        hours=row.hours,
        by_whom=row.by_whom,
        skill=row.skill,
        level=row.level,
        result=row.result,
        document=row.document_id,
    )
