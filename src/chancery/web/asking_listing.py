"""The lists of what is asked without authority: of partners, and of one another."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.register import queries as register
from chancery.register.models import PartnerRequest
from chancery.web import cells, columns
from chancery.web.forms.narrowing import ProposalFilter, RequestFilter
from chancery.web.listing import RECORDED, Column, Listing
from chancery.web.templatetags.chancery import badge, icon
from chancery.work import access
from chancery.work.models import Proposal

_WE_ASK, _THEY_ASK = _("we ask"), _("the partner asks")
_OPEN = (("state=open", _("Open")),)


def _request(row: PartnerRequest, _shown: Set[str]) -> str:
    return cells.record_text(row, "request", ())


def _who_asks(row: PartnerRequest) -> str:
    return str(_WE_ASK if row.direction == PartnerRequest.Direction.OURS else _THEY_ASK)


def _proposals(viewer: Viewer) -> QuerySet[Any]:
    """With the reference of the task it became, where one may know of that, and who must answer."""
    task = access.tasks(viewer).filter(pk=OuterRef("task")).values("reference")[:1]
    ours = [unit for unit in viewer.roles if viewer.writes_for(unit)]
    rows = access.proposals(viewer).select_related("from_unit", "to_unit")
    return rows.annotate(
        task_reference=Subquery(task), waits=Q(state=Proposal.State.OPEN, to_unit__in=ours)
    )


def _proposal(row: Any, _shown: Set[str]) -> str:
    """What is asked; below it the task that it became."""
    task = []
    if row.task_reference:
        task = [format_html("<span>{} {}</span>", icon("checklist"), row.task_reference)]
    return cells.record_text(row, "proposal", task)


def _stands(row: Any, shown: Set[str]) -> str:
    """Its state; blue where it waits for an answer of the viewer's own units."""
    if row.waits:
        return badge(str(_("waits for our answer")), "blue", "hourglass")
    return cells.state(row, shown)


def _due(row: Any, _shown: Set[str]) -> str:
    """The due date, and how it stands until there is an answer."""
    return cells.due_while(row, row.state == "open")


_DUE = Column("due", _("Due"), columns.plain("due"), _due, "due", width=14, css="nowrap")
_STATE = Column("state", _("State"), columns.word("state"), cells.state, "state", width=18)
_ADDED = replace(RECORDED, shown=True)
_ROW = ("reference", "text", "state", "sensitivity", "due", "created_at")

REQUESTS = Listing(
    name="requests",
    title=_("Requests"),
    columns=(
        Column(
            "text",
            _("Request"),
            columns.plain("text"),
            _request,
            "reference",
            always=True,
            width=70,
            css="text",
        ),
        Column(
            "partner", _("Partner"), columns.name("partner"), cells.name_of("partner"), "partner"
        ),
        Column("direction", _("Who asks"), _who_asks, lambda row, _shown: _who_asks(row)),
        _DUE,
        _STATE,
        Column(
            "unit",
            _("Kept by"),
            columns.name("held_by"),
            cells.name_of("held_by"),
            shown=False,
            width=32,
        ),
        _ADDED,
    ),
    rows=register.requests,
    reads=(*_ROW, "direction", *columns.named("partner", "held_by")),
    ready=_OPEN,
    form=RequestFilter,
    sorts={
        "reference": ("reference",),
        "partner": ("partner__name_vi", "reference"),
        "due": ("due", "reference"),
        "state": ("state", "reference"),
        "added": ("created_at", "pk"),
    },
    default="-added",
)
PROPOSALS = Listing(
    name="proposals",
    title=_("Proposals"),
    columns=(
        Column(
            "text",
            _("Proposal"),
            columns.plain("text"),
            _proposal,
            "reference",
            always=True,
            width=70,
            css="text",
        ),
        Column(
            "from",
            _("From"),
            columns.name("from_unit"),
            cells.name_of("from_unit"),
            "from",
            width=32,
        ),
        Column("to", _("To"), columns.name("to_unit"), cells.name_of("to_unit"), "to", width=32),
        _DUE,
        replace(_STATE, cell=_stands),
        Column(
            "answer",
            _("Answer"),
            columns.plain("answer"),
            cells.words("answer"),
            shown=False,
            width=40,
        ),
        _ADDED,
    ),
    rows=_proposals,
    reads=(*_ROW, "answer", *columns.named("from_unit", "to_unit")),
    ready=(("way=received&state=open", _("Asked of us, open")), *_OPEN),
    form=ProposalFilter,
    sorts={
        "reference": ("reference",),
        "from": ("from_unit__name_vi", "reference"),
        "to": ("to_unit__name_vi", "reference"),
        "due": ("due", "reference"),
        "state": ("state", "reference"),
        "added": ("created_at", "pk"),
    },
    default="-added",
)
