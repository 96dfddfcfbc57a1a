"""The list of meetings: what it can show."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from chancery.web import cells, columns
from chancery.web.formatting import day
from chancery.web.forms.meetings import MeetingFilter
from chancery.web.listing import Column, Listing
from chancery.work.meetings import queries
from chancery.work.models import Meeting


def _text(row: Meeting, _shown: Set[str]) -> str:
    return cells.titled(row, "meeting", row.text)


def _when(row: Meeting, _shown: Set[str]) -> str:
    time = format_html("<div>{}</div>", f"{row.time:%H:%M}") if row.time else ""
    return format_html("{}{}", day(row.day), time)


def _items(row: Any) -> int:
    return int(row.items_known)


def _decided(row: Any) -> int:
    return int(row.decided)


MEETINGS = Listing(
    name="meetings",
    title=_("Meetings"),
    columns=(
        Column(
            "text",
            _("Meeting"),
            columns.plain("text"),
            _text,
            "reference",
            always=True,
            width=60,
            css="text",
        ),
        Column(
            "reference",
            _("Reference"),
            columns.plain("reference"),
            cells.words("reference"),
            shown=False,
        ),
        Column("day", _("Day"), columns.plain("day"), _when, "day", width=14, css="nowrap"),
        Column("kind", _("Kind"), columns.word("kind"), cells.choice("kind"), "kind"),
        Column("place", _("Place"), columns.plain("place"), cells.words("place"), shown=False),
        Column(
            "held_by",
            _("Prepared by"),
            columns.name("held_by"),
            cells.name_of("held_by"),
            "held_by",
            width=32,
        ),
        Column(
            "chair", _("Chaired by"), columns.plain("chair"), cells.words("chair"), shown=False
        ),
        Column("items", _("Items"), _items, lambda row, _s: str(_items(row)), css="number"),
        Column("decided", _("Decisions"), _decided, lambda row, _s: str(_decided(row))),
        Column("state", _("State"), columns.word("state"), cells.state, "state"),
    ),
    rows=queries.listed,
    form=MeetingFilter,
    sorts={
        "reference": ("reference",),
        "day": ("day", "pk"),
        "kind": ("kind", "day", "pk"),
        "held_by": ("held_by__name_vi", "day", "pk"),
        "state": ("state", "day", "pk"),
    },
    default="-day",
    ready=(
        ("state=invited", _("Invited")),
        ("state=held", _("Minutes to approve")),
        ("kind=missions", _("With the missions")),
    ),
)
