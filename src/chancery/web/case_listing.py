"""The lists of obstacles and opportunities: what they can show."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Sector
from chancery.people.access import Viewer
from chancery.register import access
from chancery.register.cases.queries import quiet_days, with_last_step
from chancery.register.models import CaseProduct
from chancery.web import case_cells, cells, columns
from chancery.web.forms.case_narrowing import ObstacleFilter, OpportunityFilter
from chancery.web.forms.narrowing import Rows
from chancery.web.listing import RECORDED, Column, Listing


def _obstacles(viewer: Viewer) -> Rows:
    joined = ("partner", "lead", "pending_unit", "person")
    return with_last_step(access.obstacles(viewer).select_related(*joined))


def _opportunities(viewer: Viewer) -> Rows:
    joined = ("partner", "lead", "person")
    return with_last_step(access.opportunities(viewer).select_related(*joined))


def _sets(kind: str) -> tuple[Prefetch[Any], ...]:
    """What hangs on a row many times, as plain lists."""
    codes = CaseProduct.objects.only("code", f"{kind}_id")
    return (
        columns.held("caseproducts", codes),
        columns.held("sectors", Sector.objects.only(*columns.NAMES)),
    )


_SHOWN = (
    *("reference", "text", "state", "sensitivity", "kind", "priority", "created_at"),
    *("next_step", "next_step_on", "person__full_name"),
    *columns.named("partner", "lead"),
)
_SORTS: dict[str, tuple[str, ...]] = {
    "reference": ("reference",),
    "partner": ("partner__name_vi", "reference"),
    "kind": ("kind", "reference"),
    "lead": ("lead__name_vi", "reference"),
    "state": ("state", "reference"),
    "next": ("next_step_on", "reference"),
    "quiet": ("last_step", "reference"),
    "added": ("created_at", "pk"),
}


def _shared(lead: Any, lead_cell: cells.Cell, *, shown: bool = True) -> tuple[Column, ...]:
    """The columns of both lists that follow upon what each is about."""
    return (
        Column("lead", lead, columns.name("lead"), lead_cell, "lead", shown=shown, width=32),
        Column(
            "person",
            _("Person in charge"),
            columns.person,
            case_cells.person_cell,
            shown=False,
        ),
        Column(
            "priority", _("Priority"), columns.word("priority"), cells.choice("priority"), shown=False,
            width=14,
        ),
        Column("next", _("Next step"), columns.plain("next_step"), case_cells.next_cell, "next", width=40),
        Column(
            "next_on",
            _("Day of the next step"),
            columns.plain("next_step_on"),
            cells.day_of("next_step_on"),
            "next",
            shown=False,
            width=14,
            css="nowrap",
        ),
        Column(
            "quiet",
            _("Without a step"),
            quiet_days,
            case_cells.quiet_cell,
            "quiet",
            shown=False,
            width=14,
            css="nowrap",
        ),
    )  # fmt: skip


_GOODS = Column(
    "hs", _("HS codes"), case_cells.goods, case_cells.goods_cell, shown=False, width=20
)
_SECTORS = Column(
    "sectors",
    _("Sectors"),
    lambda row: case_cells.names(row, "sectors"),
    cells.names_of("sectors"),
    shown=False,
)
_PARTNER = Column(
    "partner", _("Partner"), columns.name("partner"), cells.name_of("partner"), "partner"
)

OBSTACLES = Listing(
    name="obstacles",
    title=_("Obstacles"),
    columns=(
        Column(
            "text",
            _("Obstacle"),
            columns.plain("text"),
            case_cells.obstacle_text,
            "reference",
            always=True,
            width=70,
            css="text",
        ),
        _PARTNER,
        Column(
            "kind",
            _("Kind"),
            case_cells.kind_word,
            case_cells.kind_cell,
            "kind",
            shown=False,
            width=40,
        ),
        Column("area", _("Area"), columns.plain("area"), cells.words("area"), shown=False),
        _GOODS,
        _SECTORS,
        Column(
            "pending", _("Pending with"), case_cells.pending, case_cells.pending_cell, width=40
        ),
        Column(
            "since",
            _("Pending since"),
            columns.plain("pending_since"),
            cells.day_of("pending_since"),
            "since",
            shown=False,
            width=14,
            css="nowrap",
        ),
        *_shared(_("Lead"), cells.name_of("lead"), shown=False),
        Column(
            "estimated",
            _("Resolution estimated"),
            columns.plain("estimated"),
            case_cells.estimate_cell,
            "estimated",
            width=14,
        ),
        Column(
            "resolved",
            _("Resolution confirmed"),
            columns.plain("resolved_on"),
            cells.day_of("resolved_on"),
            "resolved",
            shown=False,
            width=14,
            css="nowrap",
        ),
        Column("state", _("State"), columns.word("state"), cells.state, "state", width=22),
        RECORDED,
    ),
    rows=_obstacles,
    reads=(
        *_SHOWN,
        *("area", "pending_text", "pending_since", "estimated", "resolved_on"),
        *columns.named("pending_unit"),
    ),
    sets=_sets("obstacle"),
    ready=(
        ("state=still_open", _("Still open")),
        ("state=still_open&whose=mine", _("Mine")),
        ("timing=step_late", _("Next step late")),
        ("timing=estimate_late", _("Past its estimate")),
        ("timing=quiet", _("Quiet")),
    ),
    form=ObstacleFilter,
    sorts=_SORTS
    | {
        "since": ("pending_since", "reference"),
        "estimated": ("estimated", "reference"),
        "resolved": ("resolved_on", "reference"),
    },
    default="-added",
)
OPPORTUNITIES = Listing(
    name="opportunities",
    title=_("Opportunities"),
    columns=(
        Column(
            "text",
            _("Opportunity"),
            columns.plain("text"),
            case_cells.opportunity_text,
            "reference",
            always=True,
            width=70,
            css="text",
        ),
        _PARTNER,
        Column("kind", _("Kind"), columns.word("kind"), cells.choice("kind"), "kind", shown=False),
        _GOODS,
        _SECTORS,
        Column(
            "firms",
            _("Firms"),
            columns.plain("firms"),
            cells.words("firms"),
            shown=False,
            width=40,
        ),
        *_shared(_("Owner"), case_cells.owner_cell),
        Column(
            "amount",
            _("Value"),
            columns.plain("amount"),
            case_cells.value_cell,
            "amount",
            width=18,
        ),
        Column(
            "currency",
            _("Currency"),
            columns.plain("currency"),
            cells.words("currency"),
            shown=False,
            width=10,
        ),
        Column(
            "source",
            _("Source of the estimate"),
            columns.plain("value_source"),
            cells.words("value_source"),
            shown=False,
            width=32,
        ),
        Column("state", _("Stage"), columns.word("state"), cells.state, "state", width=18),
        RECORDED,
    ),
    rows=_opportunities,
    reads=(*_SHOWN, "firms", "amount", "currency", "valued_on", "value_source"),
    sets=_sets("opportunity"),
    ready=(
        ("state=still_open", _("Still open")),
        ("state=still_open&whose=mine", _("Mine")),
        ("state=still_open&whose=nobody", _("Nobody's")),
        ("timing=step_late", _("Next step late")),
        ("timing=quiet", _("Quiet")),
    ),
    form=OpportunityFilter,
    sorts=_SORTS | {"amount": ("currency", "amount", "reference")},
    default="-added",
)
