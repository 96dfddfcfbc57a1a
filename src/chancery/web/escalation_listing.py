"""The list of what went up the ladder: its columns, and what an export writes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from chancery.web import cells, columns, escalation_cells
from chancery.web.formatting import bilingual
from chancery.web.forms.escalation_narrowing import EscalationFilter
from chancery.web.listing import Column, Listing
from chancery.work.escalation import queries
from chancery.work.models import Escalation


def _text(row: Escalation) -> str:
    return f"{row.task.reference} {row.task.text}" + (f" — {row.text}" if row.text else "")


SORTS: dict[str, tuple[str, ...]] = {
    "reference": ("reference",),
    "due": ("due", "reference"),
    "raised": ("raised_on", "reference"),
    "late": ("days_late", "due"),
    "to": ("to_unit__name_vi", "due", "reference"),
    "state": ("state", "due", "reference"),
}
ESCALATIONS = Listing(
    name="escalations",
    title=_("Escalations"),
    columns=(
        Column(
            "text",
            _("About"),
            _text,
            escalation_cells.about,
            "reference",
            always=True,
            width=70,
            css="text",
        ),
        Column("trigger", _("Ground"), columns.word("trigger"), escalation_cells.ground, width=24),
        Column(
            "rung", _("Rung"), columns.word("rung"), cells.choice("rung"), shown=False, width=24
        ),
        Column(
            "to_unit", _("To"), columns.name("to_unit"), escalation_cells.asked, "to", width=32
        ),
        Column(
            "lead",
            _("Lead"),
            lambda row: bilingual(row.task.lead),
            lambda row, _shown: cells.name_of("lead")(row.task, _shown),
            width=32,
        ),
        Column(
            "from_unit",
            _("Raised by"),
            columns.name("from_unit"),
            cells.name_of("from_unit"),
            shown=False,
            joins=("from_unit",),
            reads=columns.named("from_unit"),
            width=32,
        ),
        Column(
            "raised_on",
            _("Raised on"),
            columns.plain("raised_on"),
            cells.day_of("raised_on"),
            "raised",
            shown=False,
            width=14,
            css="nowrap",
        ),
        Column(
            "days_late",
            _("Working days late"),
            columns.plain("days_late"),
            escalation_cells.late,
            "late",
            shown=False,
            width=12,
            css="nowrap",
        ),
        Column(
            "due",
            _("Answer by"),
            columns.plain("due"),
            escalation_cells.answer_due,
            "due",
            width=14,
            css="nowrap",
        ),
        Column("state", _("State"), columns.word("state"), cells.state, "state", width=18),
        Column(
            "verdict",
            _("Answer"),
            columns.word("verdict"),
            cells.choice("verdict"),
            shown=False,
            width=24,
        ),
    ),
    rows=queries.listed,
    reads=(
        *("reference", "text", "trigger", "rung", "raised_on", "days_late", "due"),
        *("state", "verdict", "task__reference", "task__text", "task__lead"),
        *(*columns.named("to_unit"), *columns.named("task__lead")),
    ),
    form=EscalationFilter,
    sorts=SORTS,
    default="due",
    ready=(
        ("scope=mine&state=open", _("Wait for my answer")),
        ("scope=raised", _("Raised by my unit")),
        ("rung=committee&state=open", _("Before the committee")),
    ),
)
