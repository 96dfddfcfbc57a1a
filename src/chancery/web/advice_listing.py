"""The list of advice: what it can show."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from django.utils.html import conditional_escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chancery.partners.models import Partner, Sector
from chancery.web import cells, columns
from chancery.web.forms.advice import AdviceFilter
from chancery.web.listing import RECORDED, Column, Listing
from chancery.web.templatetags.chancery import state_badge
from chancery.work.advice import queries
from chancery.work.models import Advice


def _text(row: Advice, _shown: Set[str]) -> str:
    return cells.record_text(row, "advice", ())


def _decision(row: Advice, _shown: Set[str]) -> str:
    return state_badge(row.decision, cells.chosen(row, "decision")) if row.decision else cells.NONE


def _asked_by(row: Advice) -> str:
    return row.asked_by or columns.name("asked_unit")(row)


def _days(value: int | None) -> str:
    return cells.NONE if value is None else str(value)


def _memo_days(row: Any, _shown: Set[str]) -> str:
    return _days(queries.days_to_memo(row))


def _decision_days(row: Any, _shown: Set[str]) -> str:
    return _days(queries.days_to_decision(row))


ADVICE = Listing(
    name="advice-list",
    title=pgettext_lazy("place", "Advice"),
    columns=(
        Column(
            "text", _("Question"), columns.plain("text"), _text, "reference", always=True,
            width=60, css="text",
        ),
        Column("state", _("State"), columns.word("state"), cells.state, "state", width=18),
        Column("asked_on", _("Asked on"), columns.plain("asked_on"), cells.day_of("asked_on"), "asked_on", width=14, css="nowrap"),
        Column(
            "asked_by", _("Asked by"), _asked_by, lambda row, _s: conditional_escape(_asked_by(row)),
            shown=False, width=32,
        ),
        Column(
            "held_by", _("Unit that advises"), columns.name("held_by"), cells.name_of("held_by"),
            "held_by", width=32,
        ),
        Column("to_unit", _("Who decides"), columns.name("to_unit"), cells.name_of("to_unit"), "to_unit", shown=False),
        Column("partners", _("Partners"), columns.names("partners"), cells.names_of("partners")),
        Column(
            "sectors", _("Sectors"), columns.names("sectors"), cells.names_of("sectors"),
            shown=False,
        ),
        Column("decision", _("Decision"), columns.word("decision"), _decision, "decision", width=18),
        Column(
            "decision_on", _("Decided on"), columns.plain("decision_on"),
            cells.day_of("decision_on"), "decision_on", shown=False, width=14, css="nowrap",
        ),
        Column(
            "memo_days", _("Working days to the memo"), queries.days_to_memo, _memo_days,
            width=12, css="number",
        ),
        Column(
            "decision_days", _("Working days to the decision"), queries.days_to_decision,
            _decision_days, width=12, css="number",
        ),
        Column(
            "outcome", _("What came of it"), columns.plain("outcome"), cells.words("outcome"),
            shown=False, width=50,
        ),
        RECORDED,
    ),
    rows=queries.listed,
    sets=(
        columns.held("sectors", Sector.objects.only(*columns.NAMES)),
        columns.held("partners", Partner.objects.only(*columns.NAMES)),
    ),
    form=AdviceFilter,
    sorts={
        "reference": ("reference",),
        "state": ("state", "asked_on", "reference"),
        "asked_on": ("asked_on", "reference"),
        "held_by": ("held_by__name_vi", "asked_on", "reference"),
        "to_unit": ("to_unit__name_vi", "asked_on", "reference"),
        "decision": ("decision", "asked_on", "reference"),
        "decision_on": ("decision_on", "reference"),
        "added": ("created_at", "reference"),
    },
    default="-asked_on",
    ready=(
        ("state=waiting", _("Memos to approve")),
        ("state=submitted", _("Waits for a decision")),
    ),
)  # fmt: skip
