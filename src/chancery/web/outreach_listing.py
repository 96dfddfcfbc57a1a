"""The list of outreach: what it can show."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from django.utils.html import conditional_escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Sector
from chancery.web import cells, columns
from chancery.web.formatting import number
from chancery.web.forms.outreach import OutreachFilter
from chancery.web.listing import Column, Listing
from chancery.web.templatetags.chancery import state_badge
from chancery.work.models import Outreach
from chancery.work.outreach import queries


def _text_cell(row: Outreach, _shown: Set[str]) -> str:
    return cells.record_text(row, "outreach", ())


def _reach(row: Outreach, _shown: Set[str]) -> str:
    return conditional_escape(number(row.reach)) if row.reach is not None else cells.NONE


def _state_word(row: Outreach) -> str:
    return gettext("overdue") if queries.is_overdue(row) else str(cells.chosen(row, "state"))


def _state_cell(row: Any, _shown: Set[str]) -> str:
    return state_badge("overdue" if queries.is_overdue(row) else row.state, _state_word(row))


OUTREACH = Listing(
    name="outreach-list",
    title=_("Outreach"),
    columns=(
        Column(
            "text", _("Message or theme"), columns.plain("text"), _text_cell, "reference",
            always=True, width=60, css="text",
        ),
        Column("kind", _("Kind"), columns.word("kind"), cells.choice("kind"), "kind", width=18),
        Column(
            "planned_on", _("Planned for"), columns.plain("planned_on"),
            cells.day_of("planned_on"), "planned_on", width=14, css="nowrap",
        ),
        Column("state", _("State"), _state_word, _state_cell, "state", width=16),
        Column(
            "held_by", _("Mission"), columns.name("held_by"), cells.name_of("held_by"), "held_by",
            width=32,
        ),
        Column(
            "partner", _("Partner"), columns.name("partner"), cells.name_of("partner"), "partner"
        ),
        Column(
            "audience", _("Audience"), columns.plain("audience"), cells.words("audience"),
            shown=False, width=32,
        ),
        Column("media", _("Media"), columns.plain("media"), cells.words("media"), shown=False),
        Column(
            "sectors", _("Sectors"), columns.names("sectors"), cells.names_of("sectors"),
            shown=False,
        ),
        Column(
            "held_on", _("Held on"), columns.plain("held_on"), cells.day_of("held_on"), "held_on",
            shown=False, width=14, css="nowrap",
        ),
        Column("reach", _("People reached"), columns.plain("reach"), _reach, "reach", width=14, css="number"),
        Column(
            "reach_source", _("Source of the figure"), columns.plain("reach_source"),
            cells.words("reach_source"), shown=False,
        ),
        Column(
            "outcome", _("Outcome"), columns.plain("outcome"), cells.words("outcome"), shown=False,
            width=50,
        ),
    ),
    rows=queries.outreach,
    sets=(columns.held("sectors", Sector.objects.only(*columns.NAMES)),),
    form=OutreachFilter,
    sorts={
        "reference": ("reference",),
        "kind": ("kind", "planned_on", "reference"),
        "planned_on": ("planned_on", "reference"),
        "state": ("state", "planned_on", "reference"),
        "held_by": ("held_by__name_vi", "planned_on", "reference"),
        "partner": ("partner__name_vi", "planned_on", "reference"),
        "held_on": ("held_on", "reference"),
        "reach": ("reach", "reference"),
    },
    default="-planned_on",
    ready=(("state=planned", _("Still to be held")), ("state=overdue", _("Overdue"))),
)  # fmt: skip
