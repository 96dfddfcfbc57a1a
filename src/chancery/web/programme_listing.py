"""The list of programmes: what it can show."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from chancery.web import cells, columns
from chancery.web.formatting import day, number
from chancery.web.forms.programmes import ProgrammeFilter
from chancery.web.listing import Column, Listing
from chancery.work.models import Programme
from chancery.work.programmes import queries


def _text(row: Programme, _shown: Set[str]) -> str:
    return cells.titled(row, "programme", row.text)


def _period(row: Programme) -> str:
    return f"{day(row.start)} – {day(row.end)}"


def _done(row: Any) -> str:
    return f"{row.tasks_done}/{row.tasks_known}" if row.tasks_known else ""


def _done_cell(row: Any, _shown: Set[str]) -> str:
    if not row.tasks_known:
        return cells.NONE
    said = f"{number(row.tasks_done)}/{number(row.tasks_known)}"
    bar = format_html(
        '<progress class="delivery" value="{}" max="{}">{}</progress>',
        row.tasks_done,
        row.tasks_known,
        said,
    )
    return format_html('{} <span class="figure">{}</span>', bar, said)


PROGRAMMES = Listing(
    name="programmes",
    title=_("Programmes"),
    columns=(
        Column(
            "text",
            _("Programme"),
            columns.plain("text"),
            _text,
            "reference",
            always=True,
            width=70,
            css="text",
        ),
        Column(
            "reference",
            _("Reference"),
            columns.plain("reference"),
            cells.words("reference"),
            shown=False,
        ),
        Column(
            "short", _("Short name"), columns.plain("short"), cells.words("short"), shown=False
        ),
        Column(
            "owner", _("Owner"), columns.name("owner"), cells.name_of("owner"), "owner", width=32
        ),
        Column(
            "period", _("Period"), _period, lambda row, _s: _period(row), "start", css="nowrap"
        ),
        Column("done", _("Tasks done"), _done, _done_cell, width=14),
        Column(
            "held_by",
            _("Held by"),
            columns.name("held_by"),
            cells.name_of("held_by"),
            shown=False,
            width=32,
        ),
    ),
    rows=queries.listed,
    form=ProgrammeFilter,
    sorts={
        "reference": ("reference",),
        "owner": ("owner__name_vi", "reference"),
        "start": ("start", "reference"),
    },
    default="-start",
    ready=(("running=now", _("Running")),),
)
