"""The list of what upgrades contain: what it can show."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from django.utils.html import conditional_escape
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Sector
from chancery.register.models import Upgrade
from chancery.register.upgrades import queries
from chancery.web import cells, columns
from chancery.web.formatting import bilingual
from chancery.web.forms.upgrades import UpgradeFilter
from chancery.web.listing import Column, Listing


def _delivered(row: Any) -> str:
    return f"{row.done}/{row.counted}" if row.counted else ""


def _delivered_cell(row: Any, _shown: Set[str]) -> str:
    return conditional_escape(_delivered(row)) or cells.NONE


def _text(row: Upgrade, _shown: Set[str]) -> str:
    return cells.titled(row, "upgrade", row.text)


def _level(row: Upgrade, _shown: Set[str]) -> str:
    return conditional_escape(bilingual(row.level)) if row.level else cells.NONE


UPGRADES = Listing(
    name="upgrades",
    title=_("Relationship upgrades"),
    columns=(
        Column(
            "text",
            _("Content"),
            columns.plain("text"),
            _text,
            "reference",
            always=True,
            width=70,
            css="text",
        ),
        Column(
            "partner", _("Partner"), columns.name("partner"), cells.name_of("partner"), "partner"
        ),
        Column("level", _("Relationship level"), columns.name("level"), _level, "level", width=32),
        Column(
            "pillar",
            _("Pillar"),
            columns.word("pillar"),
            cells.choice("pillar"),
            "pillar",
            width=32,
        ),
        Column(
            "sectors",
            _("Sectors"),
            columns.names("sectors"),
            cells.names_of("sectors"),
            shown=False,
        ),
        Column("delivered", _("Commitments done"), _delivered, _delivered_cell, width=14),
        Column("lead", _("Lead"), columns.name("lead"), cells.name_of("lead"), "lead", width=32),
        Column(
            "actions",
            _("Actions"),
            columns.plain("actions"),
            cells.words("actions"),
            shown=False,
            width=50,
        ),
        Column(
            "before",
            _("Before the upgrade"),
            columns.plain("before"),
            cells.words("before"),
            shown=False,
            width=50,
        ),
        Column(
            "after",
            _("Since the upgrade"),
            columns.plain("after"),
            cells.words("after"),
            shown=False,
            width=50,
        ),
        Column(
            "after_on",
            _("As of"),
            columns.plain("after_on"),
            cells.day_of("after_on"),
            shown=False,
            width=14,
            css="nowrap",
        ),
    ),
    rows=queries.counted,
    sets=(columns.held("sectors", Sector.objects.only(*columns.NAMES)),),
    form=UpgradeFilter,
    sorts={
        "reference": ("reference",),
        "partner": ("partner__name_vi", "pillar", "reference"),
        "level": ("level__rank", "reference"),
        "pillar": ("pillar", "reference"),
        "lead": ("lead__name_vi", "reference"),
    },
    default="partner",
    ready=(("standing=uncommitted", _("No commitment yet")),),
)
