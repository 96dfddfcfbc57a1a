"""The lists of contacts and interactions: what they can show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from typing import Any

from django.utils.html import conditional_escape, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Sector
from chancery.people.access import Viewer
from chancery.register.contacts import queries
from chancery.register.models import Contact, Interaction
from chancery.web import cells, columns
from chancery.web.formatting import bilingual, day
from chancery.web.forms.contact_narrowing import ContactFilter, InteractionFilter
from chancery.web.forms.narrowing import Rows
from chancery.web.listing import Column, Listing


def _name_cell(row: Contact, _shown: Set[str]) -> str:
    return cells.titled(row, "contact", row.text)


def organisation_name(row: Any) -> str:
    """Where it belongs, as far as the person may know."""
    return row.organisation_name or ""


def _reached(name: str) -> Callable[[Any], str]:
    """E-mail or telephone, for those who may see it; nothing for everybody else."""

    def value(row: Contact) -> str:
        known = queries.personal_of(row)
        return getattr(known, name) if known else ""

    return value


def _cell(value: Callable[[Any], str]) -> cells.Cell:
    return lambda row, _shown: conditional_escape(value(row)) or cells.NONE


def _last_met(row: Any) -> Any:
    return row.last_met


def _last_met_cell(row: Any, _shown: Set[str]) -> str:
    return day(row.last_met) if row.last_met else conditional_escape(gettext("never"))


def _kept_cell(row: Any, _shown: Set[str]) -> str:
    until = queries.kept_until(row)
    return day(until) if until else cells.NONE


_EMAIL, _TELEPHONE = _reached("email"), _reached("telephone")
CONTACTS = Listing(
    name="contacts",
    title=_("Contacts"),
    columns=(
        Column(
            "text", _("Name"), columns.plain("text"), _name_cell, "text",
            always=True, width=40, css="text",
        ),
        Column("kind", _("Kind"), columns.word("kind"), cells.choice("kind"), "kind", width=14),
        Column("office", _("Office held"), columns.plain("office"), cells.words("office"), width=32),
        Column(
            "organisation", _("Organisation"), organisation_name, _cell(organisation_name),
            "organisation", width=32,
        ),
        Column(
            "partner", _("Partner"), columns.name("partner"), cells.name_of("partner"), "partner"
        ),
        Column(
            "sectors", _("Sectors"), columns.names("sectors"), cells.names_of("sectors"),
            shown=False,
        ),
        Column(
            "languages", _("Languages"), columns.plain("languages"), cells.words("languages"),
            shown=False,
        ),
        Column("email", _("E-mail"), _EMAIL, _cell(_EMAIL), width=28),
        Column("telephone", _("Telephone"), _TELEPHONE, _cell(_TELEPHONE), width=20, css="nowrap"),
        Column("last_met", _("Last met"), _last_met, _last_met_cell, "last_met", width=14, css="nowrap"),
        Column(
            "held_by", _("Kept by"), columns.name("held_by"), cells.name_of("held_by"), "held_by",
            shown=False, width=32,
        ),
        Column(
            "basis", _("Basis for keeping"), columns.word("basis"), cells.choice("basis"), "basis",
            shown=False, width=20,
        ),
        Column(
            "kept_until", _("Kept until"), queries.kept_until, _kept_cell, shown=False, width=14,
            css="nowrap",
        ),
    ),
    rows=queries.listed,
    sets=(columns.held("sectors", Sector.objects.only(*columns.NAMES)),),
    form=ContactFilter,
    sorts={
        "text": ("text", "reference"),
        "kind": ("kind", "text", "reference"),
        "organisation": ("organisation_name", "text", "reference"),
        "partner": ("partner__name_vi", "text", "reference"),
        "last_met": ("last_met", "text", "reference"),
        "held_by": ("held_by__name_vi", "text", "reference"),
        "basis": ("basis", "text", "reference"),
    },
    default="text",
    ready=(
        ("standing=review&columns=kind,office,organisation,partner,basis,kept_until", _("To review")),
        ("standing=quiet", _("Met by nobody for a year")),
    ),
)  # fmt: skip


def met(row: Any) -> str:
    """Whom we met: the contacts that the person may know of, and the others."""
    return "; ".join([*(one.text for one in row.known), *row.theirs.split("\n")]).strip("; ")


def _met_cell(row: Any, _shown: Set[str]) -> str:
    lines: Iterable[tuple[str]] = [(one.text,) for one in row.known]
    others = [(line,) for line in row.theirs.splitlines() if line.strip()]
    return format_html_join("", "<div>{}</div>", [*lines, *others]) or cells.NONE


def _ours(row: Any) -> str:
    names = [bilingual(unit) for unit in cells.many(row, "units")] or [bilingual(row.held_by)]
    return "; ".join([*names, *row.people.split("\n")]).strip("; ")


def _text_cell(row: Interaction, _shown: Set[str]) -> str:
    return cells.record_text(row, "interaction", ())


def _listed(viewer: Viewer) -> Rows:
    return queries.with_parts(viewer, queries.interactions(viewer))


INTERACTIONS = Listing(
    name="interactions",
    title=_("Interactions"),
    columns=(
        Column(
            "text", _("Subject"), columns.plain("text"), _text_cell, "reference",
            always=True, width=60, css="text",
        ),
        Column("day", _("Day"), columns.plain("day"), cells.day_of("day"), "day", width=14, css="nowrap"),
        Column("kind", _("Kind"), columns.word("kind"), cells.choice("kind"), "kind", width=18),
        Column(
            "partner", _("Partner"), columns.name("partner"), cells.name_of("partner"), "partner"
        ),
        Column("contacts", _("Whom we met"), met, _met_cell, width=36),
        Column("ours", _("Our side"), _ours, _cell(_ours), width=36),
        Column("place", _("Place"), columns.plain("place"), cells.words("place"), shown=False),
        Column(
            "sectors", _("Sectors"), columns.names("sectors"), cells.names_of("sectors"),
            shown=False,
        ),
        Column(
            "summary", _("Summary"), columns.plain("summary"), cells.words("summary"),
            shown=False, width=60,
        ),
        Column(
            "next_step", _("Agreed next step"), columns.plain("next_step"),
            cells.words("next_step"), width=40,
        ),
        Column(
            "next_step_on", _("Day of the next step"), columns.plain("next_step_on"),
            cells.day_of("next_step_on"), "next_step_on", shown=False, width=14, css="nowrap",
        ),
        Column(
            "next_unit", _("Unit that takes the next step"), columns.name("next_unit"),
            cells.name_of("next_unit"), shown=False, width=32,
        ),
        Column(
            "held_by", _("Held by"), columns.name("held_by"), cells.name_of("held_by"),
            shown=False, width=32,
        ),
    ),
    rows=_listed,
    keeps=True,
    form=InteractionFilter,
    sorts={
        "reference": ("reference",),
        "day": ("day", "reference"),
        "kind": ("kind", "-day", "reference"),
        "partner": ("partner__name_vi", "-day", "reference"),
        "next_step_on": ("next_step_on", "reference"),
    },
    default="-day",
    ready=(("next=agreed", _("With a next step")),),
)  # fmt: skip
