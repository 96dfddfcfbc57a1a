"""The list of high-level activities: what it can show."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

from django.db.models import QuerySet
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.register import access
from chancery.register.models import Activity
from chancery.web import cells, columns
from chancery.web.formatting import bilingual, day
from chancery.web.forms.narrowing import ActivityFilter
from chancery.web.listing import RECORDED, Column, Listing

_FEW = 4  # partners named in a cell; a summit has fifty


def _activities(viewer: Viewer) -> QuerySet[Activity]:
    return access.activities(viewer).select_related("lead")


def _text(row: Activity, shown: Set[str]) -> str:
    """Its name; below it the place."""
    place = [cells.said(row.place)] if row.place and "place" not in shown else []
    return cells.record_text(row, "activity", place)


def _when(row: Activity, _shown: Set[str]) -> str:
    last = f" – {day(row.end)}" if row.end and row.end != row.start else ""
    return conditional_escape(day(row.start) + last)


def _with(row: Activity, _shown: Set[str]) -> str:
    return _few(cells.many(row, "partners"))


def _few(partners: list[Partner]) -> SafeString:
    named = ", ".join(map(bilingual, partners[:_FEW]))
    if len(partners) <= _FEW:
        return format_html("{}", named)
    more = translated("and %(more)s others") % {"more": len(partners) - _FEW}
    return format_html('{} <span class="quiet">{}</span>', named, more)


def _held(field: str, label: Any, *, shown: bool = False) -> Column:
    return Column(field, label, columns.plain(field), cells.words(field), shown=shown, width=32)


def _days() -> Iterable[Column]:
    """One column on the page; two in a file, where they are reckoned with."""
    yield Column(
        "start", _("When"), columns.plain("start"), _when, "start", width=14, css="nowrap"
    )
    yield Column(
        "end",
        _("Last day"),
        columns.plain("end"),
        cells.day_of("end"),
        shown=False,
        width=14,
        css="nowrap",
    )


ACTIVITIES = Listing(
    name="activities",
    title=_("Activities"),
    columns=(
        Column(
            "text",
            _("Activity"),
            columns.plain("text"),
            _text,
            "reference",
            always=True,
            width=70,
            css="text",
        ),
        *_days(),
        Column("partners", _("Partners"), columns.names("partners"), _with, width=32),
        Column("kind", _("Kind"), columns.word("kind"), cells.choice("kind"), "kind", width=14),
        Column(
            "level", _("Level"), columns.word("level"), cells.choice("level"), "level", width=24
        ),
        Column("lead", _("Lead"), columns.name("lead"), cells.name_of("lead"), "lead", width=32),
        _held("place", _("Place")),
        _held("participants", _("Participants")),
        RECORDED,
    ),
    rows=_activities,
    reads=(
        *("reference", "text", "sensitivity", "start", "end", "kind", "level", "place"),
        *("participants", "created_at", *columns.named("lead")),
    ),
    sets=(columns.held("partners", Partner.objects.only(*columns.NAMES)),),
    form=ActivityFilter,
    sorts={
        "reference": ("reference",),
        "start": ("start", "pk"),
        "kind": ("kind", "start"),
        "level": ("level", "start"),
        "lead": ("lead__name_vi", "start"),
        "added": ("created_at", "pk"),
    },
    default="-start",
)
