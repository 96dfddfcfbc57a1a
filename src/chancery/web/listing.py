"""What a list can show: its columns, which of them are shown, and their values for an export."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Partner, Sector
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register import queries as register
from chancery.register.models import Commitment, CommitmentParty
from chancery.web import cells, columns
from chancery.web.formatting import bilingual
from chancery.web.forms.narrowing import CommitmentFilter, Narrowing, Rows, TaskFilter
from chancery.work import queries as work
from chancery.work.models import Task

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``value`` is what an export writes: words, a day, or None.

    ``always``: the list makes no sense without it. ``joins``: what else must be fetched with a row,
    and ``reads`` of that.
    """

    key: str
    label: Words
    value: Callable[[Any], Any]
    cell: cells.Cell
    sort: str = ""
    shown: bool = True
    always: bool = False
    width: int = 24
    joins: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    css: str = ""


RECORDED = Column(
    "added",
    _("Recorded"),
    columns.recorded,
    cells.recorded,
    "added",
    shown=False,
    width=14,
    css="nowrap",
)
"""The day on which a record was made."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: the name by which its address, its saved views and its exports go."""

    name: str
    title: Words
    columns: tuple[Column, ...]
    rows: Callable[[Viewer], Rows]
    form: type[Narrowing]
    sorts: dict[str, tuple[str, ...]]
    default: str
    bulk: tuple[tuple[str, Words], ...] = ()
    ready: tuple[tuple[str, Words], ...] = ()
    """Views that everyone has: the query and its name."""
    reads: tuple[str, ...] = ()
    """What the cells need of a row and of what is joined to it; the rest is left in the database."""
    sets: tuple[Prefetch[Any], ...] = ()
    """What they need of that which hangs on a row many times."""
    keeps: bool = False
    """What ``rows`` fetches besides is kept: it depends on who looks, as ``sets`` does not."""

    @property
    def export(self) -> str:
        """The name of the address that writes it to a file."""
        return f"{self.name}-export"

    @property
    def bulk_url(self) -> str:
        """The name of the address that acts on ticked rows."""
        return f"{self.name}-bulk"

    def chosen(self, *asked: str) -> tuple[Column, ...]:
        """The columns of the first of ``asked`` that names any; those shown at first otherwise."""
        for words in asked:
            keys = set(words.split(","))
            if any(column.key in keys for column in self.columns if not column.always):
                return tuple(c for c in self.columns if c.always or c.key in keys)
        return tuple(c for c in self.columns if c.always or c.shown)

    def fetched(self, rows: Rows, columns: Iterable[Column]) -> Rows:
        """The rows with what their columns show besides."""
        there = list(columns)
        joins = [name for column in there for name in column.joins]
        reads = [*self.reads, *(name for column in there for name in column.reads)]
        rows = rows.select_related(*joins) if joins else rows
        rows = rows.only(*reads) if self.keeps else rows.only(*reads).prefetch_related(None)
        return rows.prefetch_related(*self.sets)


def columns_of(query: str) -> str:
    """The columns that the query of an address names."""
    return parse_qs(query).get("columns", [""])[0]


def _parties(row: Commitment) -> str:
    return "; ".join(bilingual(side.partner) for side in cells.many(row, "sides"))


def _undertaking(row: Commitment) -> str:
    return "; ".join(
        bilingual(side.partner) for side in cells.many(row, "sides") if side.undertakes
    )


def _timeliness(row: Task) -> str:
    return str(work.timeliness_of(row).label)


_SIDE = ("commitment_id", "undertakes", *columns.named("partner"))
_SHOWN = ("reference", "text", "state", "sensitivity", "due", "deliverable")


_COORDINATING = columns.held("coordinating", Unit.objects.only(*columns.NAMES))
SORTS: dict[str, tuple[str, ...]] = {
    "reference": ("reference",),
    "due": ("due", "reference"),
    "state": ("state", "due", "reference"),
    "lead": ("lead__name_vi", "due", "reference"),
}
TASKS = Listing(
    name="tasks",
    title=_("Tasks"),
    columns=(
        Column(
            "text",
            _("Task"),
            columns.plain("text"),
            cells.task_text,
            "reference",
            always=True,
            width=70,
            css="text",
        ),
        Column("lead", _("Lead"), columns.name("lead"), cells.task_lead, "lead", width=32),
        Column(
            "coordinating",
            _("Coordinating"),
            columns.names("coordinating"),
            cells.names_of("coordinating"),
            shown=False,
            width=40,
        ),
        Column(
            "person",
            _("Person in charge"),
            columns.person,
            cells.person,
            shown=False,
            joins=("person",),
            reads=("person__full_name",),
        ),
        Column(
            "assigner",
            _("Assigned by"),
            columns.name("assigner"),
            cells.name_of("assigner"),
            width=32,
        ),
        Column(
            "partners",
            _("Partners"),
            columns.names("partners"),
            cells.names_of("partners"),
            shown=False,
        ),
        Column(
            "priority",
            _("Priority"),
            columns.word("priority"),
            cells.choice("priority"),
            shown=False,
            width=14,
        ),
        Column(
            "due", _("Due"), columns.plain("due"), cells.task_when, "due", width=14, css="nowrap"
        ),
        Column(
            "original_due",
            _("Original due date"),
            columns.plain("original_due"),
            cells.day_of("original_due"),
            shown=False,
            width=14,
            css="nowrap",
        ),
        Column(
            "timeliness", _("Timeliness"), _timeliness, cells.task_outcome, shown=False, width=20
        ),
        Column("state", _("State"), columns.word("state"), cells.state, "state", width=18),
        Column(
            "deliverable",
            _("Deliverable"),
            columns.plain("deliverable"),
            cells.words("deliverable"),
            shown=False,
            width=32,
        ),
    ),
    rows=work.listed,
    reads=(
        *(*_SHOWN, "original_due", "priority", "submitted_at", "kept_from"),
        *(*columns.named("lead"), *columns.named("assigner"), "assigner__time_zone"),
    ),
    sets=(_COORDINATING, columns.held("partners", Partner.objects.only(*columns.NAMES))),
    ready=(("state=still_open", _("Still open")), ("timeliness=open_overdue", _("Overdue"))),
    form=TaskFilter,
    sorts=SORTS,
    default="due",
    bulk=(
        ("accept", _("Accept the tasks")),
        ("delegate", _("Delegate to a person")),
        ("priority", _("Set the priority")),
        ("due", _("Move the due date")),
        ("approve", _("Approve the results")),
        ("cancel", _("Cancel the tasks")),
        ("follow", _("Follow")),
    ),
)
COMMITMENTS = Listing(
    name="commitments",
    title=_("Commitments"),
    columns=(
        Column(
            "text",
            _("Commitment"),
            columns.plain("text"),
            cells.commitment_text,
            "reference",
            always=True,
            width=70,
            css="text",
        ),
        Column("parties", _("Parties"), _parties, cells.parties),
        Column("undertaking", _("Undertaken by"), _undertaking, cells.undertaking, shown=False),
        Column(
            "sectors",
            _("Sectors"),
            columns.names("sectors"),
            cells.names_of("sectors"),
            shown=False,
        ),
        Column("lead", _("Lead"), columns.name("lead"), cells.name_of("lead"), "lead", width=32),
        Column(
            "coordinating",
            _("Coordinating"),
            columns.names("coordinating"),
            cells.names_of("coordinating"),
            shown=False,
            width=40,
        ),
        Column(
            "due",
            _("Due"),
            columns.plain("due"),
            cells.commitment_when,
            "due",
            width=14,
            css="nowrap",
        ),
        Column("state", _("State"), columns.word("state"), cells.state, "state", width=18),
        Column(
            "deliverable",
            _("Deliverable"),
            columns.plain("deliverable"),
            cells.words("deliverable"),
            shown=False,
            width=32,
        ),
    ),
    rows=register.listed,
    reads=(*_SHOWN, *columns.named("lead")),
    sets=(
        columns.held("sides", CommitmentParty.objects.select_related("partner").only(*_SIDE)),
        columns.held("sectors", Sector.objects.only(*columns.NAMES)),
        _COORDINATING,
    ),
    ready=(("state=still_open", _("Still open")), ("timeliness=overdue", _("Overdue"))),
    form=CommitmentFilter,
    sorts=SORTS,
    default="due",
    bulk=(("lead", _("Set the lead")), ("state", _("Give a verdict")), ("follow", _("Follow"))),
)
