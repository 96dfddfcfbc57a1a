"""The lists of projects and of the lines of their ledgers."""

from __future__ import annotations

from collections.abc import Callable, Set
from decimal import Decimal
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chancery.partners.models import Partner, Sector
from chancery.people.access import Viewer
from chancery.register.models import Project, ProjectEntry
from chancery.register.projects import queries
from chancery.register.projects.money import Totals, converted
from chancery.web import cells, columns, money
from chancery.web.formatting import bilingual
from chancery.web.forms.narrowing import Rows
from chancery.web.forms.projects import EntryFilter, ProjectFilter
from chancery.web.listing import Column, Listing

_LEDGERS = (
    ("pledged", pgettext_lazy("ledger", "Pledged")),
    ("signed", pgettext_lazy("ledger", "Signed")),
    ("disbursed", pgettext_lazy("ledger", "Disbursed")),
)


def _totals(row: Any) -> Totals:
    """The sums of a row, worked out once for all its cells."""
    found: Totals | None = getattr(row, "totals_shown", None)
    if found is None:
        found = row.totals_shown = queries.totals_of(cells.many(row, "entries"))
    return found


def _sum(ledger: str) -> tuple[Callable[[Any], str], cells.Cell]:
    return (
        lambda row: money.sum_words(_totals(row).of(ledger)),
        lambda row, _shown: money.sum_cell(_totals(row).of(ledger)),
    )


def _usd(ledger: str) -> Callable[[Any], Decimal | None]:
    """In USD; nothing where an entry has no rate: a part is not the sum."""

    def value(row: Any) -> Decimal | None:
        found = _totals(row).of(ledger)
        return None if found.without_usd or not found.count else found.usd

    return value


def _usd_cell(ledger: str) -> cells.Cell:
    def cell(row: Any, _shown: Set[str]) -> str:
        amount = _usd(ledger)(row)
        return cells.missing() if amount is None else money.shown(amount, "USD")

    return cell


def _name_cell(row: Project, _shown: Set[str]) -> str:
    return cells.titled(row, "project", row.name)


def _rate_cell(row: Any, _shown: Set[str]) -> str:
    return conditional_escape(money.share(_totals(row).rate))


def _rate_value(row: Any) -> Decimal | None:
    return _totals(row).rate


def _listed(viewer: Viewer) -> Rows:
    """With what the columns show and no more."""
    return queries.projects(viewer).select_related(None).select_related("host")


def _lines(viewer: Viewer) -> Rows:
    return queries.entries(viewer).select_related(None).select_related("project")


_SUM_COLUMNS = tuple(
    Column(ledger, label, *_sum(ledger), width=24, css="number") for ledger, label in _LEDGERS
)
_USD_COLUMNS = tuple(
    Column(
        f"{ledger}_usd",
        pgettext_lazy("ledger", "%(ledger)s, in USD") % {"ledger": label},
        _usd(ledger),
        _usd_cell(ledger),
        shown=False,
        width=18,
        css="number",
    )
    for ledger, label in _LEDGERS
)
PROJECTS = Listing(
    name="projects",
    title=_("Projects"),
    columns=(
        Column(
            "text", _("Project"), lambda row: row.name, _name_cell, "reference",
            always=True, width=60, css="text",
        ),
        Column("partners", _("Partners"), columns.names("partners"), cells.names_of("partners")),
        Column(
            "kind", _("Kind"), lambda row: str(row.get_kind_display()), cells.choice("kind"),
            "kind", width=20,
        ),
        Column(
            "host", _("Host unit"), lambda row: bilingual(row.host) if row.host else "",
            cells.name_of("host"), "host", shown=False, width=30,
        ),
        Column("sectors", _("Sectors"), columns.names("sectors"), cells.names_of("sectors"), shown=False),
        Column(
            "state", _("Stage"), lambda row: str(row.get_state_display()), cells.state, "state",
            width=16,
        ),
        *_SUM_COLUMNS,
        Column("rate", _("Disbursement rate"), _rate_value, _rate_cell, width=14, css="number"),
        *_USD_COLUMNS,
        Column(
            "start_planned", _("Planned start"), lambda row: row.start_planned,
            cells.day_of("start_planned"), shown=False, width=14, css="nowrap",
        ),
        Column(
            "end_planned", _("Planned end"), lambda row: row.end_planned,
            cells.day_of("end_planned"), "end", shown=False, width=14, css="nowrap",
        ),
        Column(
            "difficulties", _("Difficulties"), lambda row: row.difficulties,
            cells.words("difficulties"), shown=False, width=40,
        ),
    ),
    rows=_listed,
    form=ProjectFilter,
    sorts={
        "reference": ("reference",),
        "kind": ("kind", "reference"),
        "state": ("state", "reference"),
        "host": ("host__name_vi", "reference"),
        "end": ("end_planned", "reference"),
    },
    default="-reference",
    ready=(("state=still_open", _("Still open")), ("state=running", _("Running"))),
    reads=(
        "reference", "text", "name_en", "kind", "state", "sensitivity", "start_planned",
        "end_planned", "difficulties", "host__name_vi", "host__name_en",
    ),
    sets=(
        cells.set_of("partners", Partner.objects.only(*columns.NAMES)),
        cells.set_of("sectors", Sector.objects.only(*columns.NAMES)),
        cells.set_of("entries", ProjectEntry.objects.only("project", *queries.LINE)),
    ),
)  # fmt: skip


def _project_cell(row: ProjectEntry, _shown: Set[str]) -> str:
    return format_html(
        '<a href="{}" data-row-link>{}</a><div class="doc-line">'
        '<span class="reference">{}</span></div>',
        cells.address("project", row.project_id),
        row.project.name,
        row.project.reference,
    )


def _amount_cell(row: ProjectEntry, _shown: Set[str]) -> str:
    return format_html(
        '<span class="nowrap figure">{}</span>', money.exact(row.amount, row.currency)
    )


def _into(code: str) -> tuple[Callable[[Any], Decimal | None], cells.Cell]:
    def value(row: Any) -> Decimal | None:
        return converted(queries.line_of(row), code)

    def cell(row: Any, _shown: Set[str]) -> str:
        amount = value(row)
        if amount is None:
            return cells.missing()
        return format_html('<span class="nowrap figure">{}</span>', money.plain(amount))

    return value, cell


def _said(row: ProjectEntry) -> str:
    return "; ".join(filter(None, (row.source, row.reason)))


ENTRIES = Listing(
    name="ledger",
    title=_("Ledger entries"),
    columns=(
        Column(
            "project", _("Project"), lambda row: row.project.name, _project_cell, "project",
            always=True, width=50, css="text",
        ),
        Column(
            "ledger", _("Ledger"), lambda row: str(row.get_ledger_display()),
            cells.choice("ledger"), "ledger", width=14,
        ),
        Column("day", _("Day"), lambda row: row.day, cells.day_of("day"), "day", width=14,
               css="nowrap"),
        Column("amount", _("Amount"), lambda row: row.amount, _amount_cell, width=20,
               css="number"),
        Column("currency", _("Currency"), lambda row: row.currency, cells.words("currency"),
               shown=False, width=8),
        Column("usd", _("in USD"), *_into("USD"), width=18, css="number"),
        Column("vnd", _("in VND"), *_into("VND"), shown=False, width=22, css="number"),
        Column("source", _("Source"), _said, lambda row, _s: conditional_escape(_said(row)),
               width=40),
    ),
    rows=_lines,
    form=EntryFilter,
    sorts={
        "project": ("project__reference", "day", "pk"),
        "ledger": ("ledger", "day", "pk"),
        "day": ("day", "pk"),
    },
    default="-day",
    reads=(
        *queries.LINE, "source", "reason", "project__reference", "project__text",
        "project__name_en",
    ),
)  # fmt: skip
