"""The list of training: what it can show."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from django.utils.html import conditional_escape
from django.utils.translation import gettext_lazy as _

from chancery.people.skills import skills
from chancery.web import cells, columns
from chancery.web.formatting import number
from chancery.web.forms.training import TrainingFilter
from chancery.web.listing import Column, Listing
from chancery.work.models import Training
from chancery.work.training import queries


def _skill(row: Any) -> str:
    known = skills()
    if not row.skill:
        return ""
    level = f" ({known.level(row.level)})" if row.level else ""
    return f"{known.name(row.skill)}{level}"


def _text(row: Training, _shown: Set[str]) -> str:
    return cells.titled(row, "training", row.text)


TRAINING = Listing(
    name="trainings",
    title=_("Training"),
    columns=(
        Column(
            "text", _("In what"), columns.plain("text"), _text, "reference", always=True,
            width=50, css="text",
        ),
        Column(
            "reference", _("Reference"), columns.plain("reference"), cells.words("reference"),
            shown=False,
        ),
        Column("person", _("Person"), columns.person, cells.person, "person", width=28),
        Column(
            "unit", _("Unit"), columns.name("held_by"), cells.name_of("held_by"), "unit", width=36
        ),
        Column("start", _("From"), columns.plain("start"), cells.day_of("start"), "start",
               width=14, css="nowrap"),
        Column("end", _("To"), columns.plain("end"), cells.day_of("end"), "end", width=14,
               css="nowrap"),
        Column("hours", _("Hours"), columns.plain("hours"),
               lambda row, _shown: number(row.hours), "hours", width=10, css="number"),
        Column("by_whom", _("Organised by"), columns.plain("by_whom"), cells.words("by_whom"),
               width=30),
        Column("skill", _("Skill"), _skill, lambda row, _shown: conditional_escape(_skill(row)),
               width=30),
        Column("result", _("Result"), columns.plain("result"), cells.words("result"), shown=False,
               width=30),
    ),
    rows=queries.training,
    form=TrainingFilter,
    sorts={
        "reference": ("reference",),
        "person": ("person__full_name", "-start"),
        "unit": ("held_by__name_vi", "-start"),
        "start": ("start", "reference"),
        "end": ("end", "reference"),
        "hours": ("hours", "reference"),
    },
    default="-start",
)  # fmt: skip
