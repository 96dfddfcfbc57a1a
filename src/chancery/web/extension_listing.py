"""The list of questions for more time: old dates keep their place."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from chancery.web import cells, columns
from chancery.web.formatting import day
from chancery.web.forms.measures import ExtensionFilter
from chancery.web.listing import Column, Listing
from chancery.work.measures import extensions
from chancery.work.models import Extension


def _task(row: Extension, _shown: Set[str]) -> SafeString:
    return format_html(
        '<a href="{}" data-row-link>{}</a><div class="doc-line">'
        '<span class="reference">{}</span></div>',
        cells.address("task", row.task_id),
        row.task.text,
        row.task.reference,
    )


def _on(name: str) -> Any:
    def value(row: Extension) -> Any:
        moment = getattr(row, name)
        return localdate(moment) if moment else None

    return value


def _day(name: str) -> cells.Cell:
    value = _on(name)
    return lambda row, _shown: day(value(row))


EXTENSIONS = Listing(
    name="extensions",
    title=_("Questions for more time"),
    columns=(
        Column(
            "task", _("Task"), lambda row: f"{row.task.reference} {row.task.text}", _task, "task",
            always=True, width=70, css="text",
        ),
        Column("unit", _("Asked by"), columns.name("unit"), cells.name_of("unit"), "unit", width=32),
        Column("asked", _("Asked"), _on("asked_at"), _day("asked_at"), "asked", width=14,
               css="nowrap"),
        Column("due_before", _("Due date before"), columns.plain("due_before"),
               cells.day_of("due_before"), width=14, css="nowrap"),
        Column("due_asked", _("Due date asked"), columns.plain("due_asked"),
               cells.day_of("due_asked"), width=14, css="nowrap"),
        Column("due_granted", _("Due date granted"), columns.plain("due_granted"),
               cells.day_of("due_granted"), width=14, css="nowrap"),
        Column("state", _("State"), columns.word("state"), cells.state, "state", width=18),
        Column("decided", _("Decided"), _on("decided_at"), _day("decided_at"), "decided",
               shown=False, width=14, css="nowrap"),
        Column("reason", _("Reason"), columns.plain("reason"), cells.words("reason"),
               shown=False, width=40),
        Column("answer", _("Answer"), columns.plain("answer"), cells.words("answer"),
               shown=False, width=40),
    ),
    rows=extensions.listed,
    form=ExtensionFilter,
    sorts={
        "task": ("task__reference", "asked_at", "pk"),
        "unit": ("unit__name_vi", "asked_at", "pk"),
        "asked": ("asked_at", "pk"),
        "state": ("state", "asked_at", "pk"),
        "decided": ("decided_at", "asked_at", "pk"),
    },
    default="-asked",
    ready=(("state=open", _("Wait for the assigner")),),
    reads=(
        "asked_at", "due_before", "due_asked", "due_granted", "state", "decided_at", "reason",
        "answer", "task__reference", "task__text", *columns.named("unit"),
    ),
)  # fmt: skip
