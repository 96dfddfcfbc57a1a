"""The list of what upgrades contain: what it can show."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Any

from django.db.models import Prefetch
from django.utils.html import conditional_escape
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Sector
from chancery.register.models import Upgrade
from chancery.register.upgrades import queries
from chancery.web import cells
from chancery.web.formatting import bilingual
from chancery.web.forms.upgrades import UpgradeFilter
from chancery.web.listing import Column, Listing


def _plain(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


def _name(name: str) -> Callable[[Any], str]:
    return lambda row: bilingual(getattr(row, name)) if getattr(row, name) else ""


def _sectors(row: Upgrade) -> str:
    return "; ".join(bilingual(one) for one in cells.many(row, "sectors"))


def _pillar(row: Upgrade) -> str:
    return str(row.get_pillar_display())


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
            _plain("text"),
            _text,
            "reference",
            always=True,
            width=70,
            css="text",
        ),
        Column(
            "reference", _("Reference"), _plain("reference"), cells.words("reference"), shown=False
        ),
        Column("partner", _("Partner"), _name("partner"), cells.name_of("partner"), "partner"),
        Column("level", _("Relationship level"), _name("level"), _level, "level", width=32),
        Column("pillar", _("Pillar"), _pillar, cells.choice("pillar"), "pillar", width=32),
        Column("sectors", _("Sectors"), _sectors, cells.names_of("sectors"), shown=False),
        Column("delivered", _("Commitments done"), _delivered, _delivered_cell, width=14),
        Column("lead", _("Lead"), _name("lead"), cells.name_of("lead"), "lead", width=32),
        Column(
            "actions",
            _("Actions"),
            _plain("actions"),
            cells.words("actions"),
            shown=False,
            width=50,
        ),
        Column(
            "before",
            _("Before the upgrade"),
            _plain("before"),
            cells.words("before"),
            shown=False,
            width=50,
        ),
        Column(
            "after",
            _("Since the upgrade"),
            _plain("after"),
            cells.words("after"),
            shown=False,
            width=50,
        ),
        Column(
            "after_on",
            _("As of"),
            _plain("after_on"),
            cells.day_of("after_on"),
            shown=False,
            width=14,
            css="nowrap",
        ),
    ),
    rows=queries.counted,
    sets=(
        Prefetch(
            "sectors",
            Sector.objects.only("name_vi", "name_en"),
            to_attr=cells.SET.format("sectors"),
        ),
    ),
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
