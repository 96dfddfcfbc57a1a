"""The lists of mechanisms and of initiatives: what they can show."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Partner
from chancery.people.models import Unit
from chancery.register.mechanisms import queries
from chancery.register.mechanisms.standing import Due
from chancery.register.models import Initiative, Mechanism, MechanismRole
from chancery.web import cells, columns
from chancery.web.formatting import bilingual, day
from chancery.web.forms.mechanisms import DUE, InitiativeFilter, MechanismFilter
from chancery.web.listing import Column, Listing
from chancery.web.templatetags.chancery import badge

_WORDS = dict(DUE)
_TONES = {Due.LATE: "red", Due.UNCONFIRMED: "amber", Due.PLANNED: "blue", Due.EXPECTED: "plain"}


def due_word(due: Due) -> str:
    """How the next session stands, in words."""
    return str(_WORDS[due])


def due_badge_of(due: Due) -> SafeString:
    """How the next session stands, in a word and a colour."""
    return badge(due_word(due), _TONES.get(due, "quiet"), "calendar-event")


def _name(row: Mechanism, _shown: Set[str]) -> str:
    return cells.titled(row, "mechanism", row.name)


def _roles(roles: Iterable[MechanismRole]) -> str:
    return "; ".join(str(role.get_role_display()) for role in roles)


def _ours(row: Mechanism) -> str:
    return _roles(queries.our_roles(row))


def _chair(row: Mechanism) -> str:
    return "; ".join(bilingual(role.partner) for role in queries.chairs(row))


def _last_day(row: Mechanism) -> date | None:
    last = queries.last_of(row)
    return last.held if last else None


def _last(row: Mechanism, _shown: Set[str]) -> str:
    last = queries.last_of(row)
    if last is None or last.held is None:
        return cells.NONE
    return format_html('{}<div class="doc-line">{}</div>', day(last.held), last.number)


def _next_day(row: Mechanism) -> date | None:
    return queries.standing_of(row).day


def _due(row: Mechanism) -> str:
    return due_word(queries.standing_of(row).due)


def _next(row: Mechanism, _shown: Set[str]) -> str:
    stands = queries.standing_of(row)
    when = day(stands.day) if stands.day else ""
    return format_html("{}<div>{}</div>", when, due_badge_of(stands.due))


def _cell(value: Any) -> cells.Cell:
    return lambda row, _shown: conditional_escape(value(row)) or cells.NONE


_NAMES = ("code", *columns.NAMES)
MECHANISMS = Listing(
    name="mechanisms",
    title=_("Mechanisms"),
    columns=(
        Column(
            "text", _("Mechanism"), lambda row: row.name, _name, "name",
            always=True, width=70, css="text",
        ),
        Column("reference", _("Reference"), columns.plain("reference"), cells.words("reference"), shown=False),
        Column("kind", _("Kind"), columns.word("kind"), cells.choice("kind"), "kind", shown=False, width=28),
        Column("partners", _("Partners"), columns.names("partners"), cells.names_of("partners"), width=32),
        Column("frequency", _("How often"), columns.word("frequency"), cells.choice("frequency"), shown=False),
        Column("ours", _("Our role"), _ours, _cell(_ours), width=22),
        Column("chair", _("Chair"), _chair, _cell(_chair), width=22),
        Column("last", _("Last session"), _last_day, _last, width=14, css="nowrap"),
        Column("next", _("Next session"), _next_day, _next, width=14),
        Column("due", _("How it stands"), _due, _cell(_due), shown=False, width=30),
        Column("lead", _("Lead"), columns.name("lead"), cells.name_of("lead"), "lead", width=32),
        Column("coordinating", _("Coordinating"), columns.names("coordinating"), cells.names_of("coordinating"), shown=False, width=40),
        Column("about", _("What it is for"), columns.plain("about"), cells.words("about"), shown=False, width=50),
        Column("ended", _("Ended"), columns.plain("ended"), cells.day_of("ended"), shown=False, width=14),
    ),
    rows=queries.listed,
    sets=(
        columns.held("partners", Partner.objects.only(*_NAMES)),
        columns.held("coordinating", Unit.objects.only("key", *columns.NAMES)),
        Prefetch("mechanismroles", MechanismRole.objects.select_related("partner")),
        Prefetch("mechanismsessions"),
    ),
    form=MechanismFilter,
    sorts={
        "reference": ("reference",),
        "name": ("text", "reference"),
        "kind": ("kind", "reference"),
        "lead": ("lead__name_vi", "reference"),
    },
    default="name",
    ready=(
        ("due=late", _("Overdue")),
        ("due=unconfirmed", _("Planned day passed")),
        ("role=chair", _("In our chair")),
    ),
)  # fmt: skip


def _title(row: Initiative, _shown: Set[str]) -> str:
    return cells.titled(row, "initiative", row.text)


def _mechanism(row: Initiative) -> str:
    return row.mechanism.name


INITIATIVES = Listing(
    name="initiatives",
    title=_("Initiatives"),
    columns=(
        Column("text", _("Initiative"), columns.plain("text"), _title, "reference", always=True, width=70, css="text"),
        Column("reference", _("Reference"), columns.plain("reference"), cells.words("reference"), shown=False),
        Column("mechanism", _("Mechanism"), _mechanism, _cell(_mechanism), "mechanism", width=40),
        Column("session", _("Session"), lambda row: str(row.session or ""), _cell(lambda row: row.session or ""), shown=False),
        Column("proposed_by", _("Put forward by"), columns.name("proposed_by"), cells.name_of("proposed_by"), "by", width=28),
        Column("day", _("Put forward on"), columns.plain("day"), cells.day_of("day"), "day", width=14, css="nowrap"),
        Column("state", _("State"), columns.word("state"), cells.state, "state", width=20),
        Column("partners", _("Supported by"), columns.names("partners"), cells.names_of("partners"), shown=False),
        Column("lead", _("Lead"), columns.name("lead"), cells.name_of("lead"), "lead", width=32),
        Column("notes", _("Notes"), columns.plain("notes"), cells.words("notes"), shown=False, width=50),
    ),
    rows=queries.initiatives,
    sets=(columns.held("partners", Partner.objects.only(*_NAMES)),),
    form=InitiativeFilter,
    sorts={
        "reference": ("reference",),
        "mechanism": ("mechanism__text", "-day", "reference"),
        "by": ("proposed_by__name_vi", "reference"),
        "day": ("-day", "reference"),
        "state": ("state", "reference"),
        "lead": ("lead__name_vi", "reference"),
    },
    default="mechanism",
    ready=(
        ("whose=ours&state=still_open", _("Ours, still followed")),
        ("state=adopted", _("Adopted")),
    ),
)  # fmt: skip
