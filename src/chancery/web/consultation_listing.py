"""The lists of consultations and of the units asked: what they can show."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Partner, Sector
from chancery.web import cells, columns
from chancery.web.formatting import bilingual, day
from chancery.web.forms.consultations import AnswerFilter, ConsultationFilter
from chancery.web.listing import RECORDED, Column, Listing
from chancery.web.templatetags.chancery import badge, due_badge, state_badge
from chancery.work.consultations import queries
from chancery.work.consultations.clock import standing_of
from chancery.work.models import Consultation, ConsultationState, ConsultedUnit


def _text(row: Consultation, _shown: Set[str]) -> str:
    return cells.record_text(row, "consultation", ())


def _when(row: Consultation, _shown: Set[str]) -> str:
    stands = due_badge(row.reply_by) if row.state == ConsultationState.SENT else ""
    return format_html("{}<div>{}</div>", day(row.reply_by), stands)


def _replies(row: Any) -> str:
    return f"{row.replied_count}/{row.asked_count}"


def _replies_cell(row: Any, _shown: Set[str]) -> str:
    said = gettext("%(n)s silent") % {"n": row.silent_count}
    silent = badge(said, "red", "alert-circle") if row.silent_count else ""
    return format_html("{}<div>{}</div>", _replies(row), silent)


CONSULTATIONS = Listing(
    name="consultations",
    title=_("Consultations"),
    columns=(
        Column(
            "text", _("Question"), columns.plain("text"), _text, "reference", always=True,
            width=60, css="text",
        ),
        Column("state", _("State"), columns.word("state"), cells.state, "state", width=16),
        Column(
            "reply_by", _("Reply by"), columns.plain("reply_by"), _when, "reply_by", width=16,
            css="nowrap",
        ),
        Column("replies", _("Replies"), _replies, _replies_cell, width=14, css="nowrap"),
        Column(
            "held_by", _("Unit that asks"), columns.name("held_by"), cells.name_of("held_by"),
            "held_by", width=32,
        ),
        Column("person", _("Person in charge"), columns.person, cells.person, shown=False),
        Column(
            "partners", _("Partners"), columns.names("partners"), cells.names_of("partners"),
        ),
        Column(
            "sectors", _("Sectors"), columns.names("sectors"), cells.names_of("sectors"),
            shown=False,
        ),
        Column(
            "conclusion", _("Conclusion"), columns.plain("conclusion"),
            cells.words("conclusion"), shown=False, width=50,
        ),
        RECORDED,
    ),
    rows=queries.listed,
    sets=(
        columns.held("sectors", Sector.objects.only(*columns.NAMES)),
        columns.held("partners", Partner.objects.only(*columns.NAMES)),
    ),
    form=ConsultationFilter,
    sorts={
        "reference": ("reference",),
        "state": ("state", "reply_by", "reference"),
        "reply_by": ("reply_by", "reference"),
        "held_by": ("held_by__name_vi", "reply_by", "reference"),
        "added": ("created_at", "reference"),
    },
    default="-added",
    ready=(("side=us&state=sent", _("Asked of us")), ("side=ours&state=sent", _("We ask"))),
)  # fmt: skip


def _question(row: ConsultedUnit, _shown: Set[str]) -> str:
    return cells.record_text(row.consultation, "consultation", ())


def _standing(row: ConsultedUnit) -> str:
    found = standing_of(row)
    return str(found.label) if found else ""


def _standing_cell(row: ConsultedUnit, _shown: Set[str]) -> str:
    found = standing_of(row)
    return state_badge(found.value, str(found.label)) if found else cells.NONE


def _answer(row: ConsultedUnit, _shown: Set[str]) -> str:
    return state_badge(row.answer, cells.chosen(row, "answer")) if row.answer else cells.NONE


def _asked_on(row: ConsultedUnit) -> date | None:
    return timezone.localdate(row.asked_at) if row.asked_at else None


def _days(row: ConsultedUnit, _shown: Set[str]) -> str:
    return cells.NONE if row.response_days is None else str(row.response_days)


ANSWERS = Listing(
    name="consultation-answers",
    title=_("Units asked"),
    columns=(
        Column(
            "question", _("Question"), lambda row: row.consultation.text, _question, "reference",
            always=True, width=60, css="text",
        ),
        Column(
            "reference", _("Reference"), lambda row: row.consultation.reference,
            lambda row, _s: row.consultation.reference, shown=False,
        ),
        Column("unit", _("Unit asked"), columns.name("unit"), cells.name_of("unit"), "unit", width=32),
        Column(
            "held_by", _("Unit that asks"), lambda row: bilingual(row.consultation.held_by),
            lambda row, _s: bilingual(row.consultation.held_by), shown=False, width=32,
        ),
        Column(
            "asked_on", _("Asked on"), _asked_on, lambda row, _s: day(_asked_on(row)),
            shown=False, width=14, css="nowrap",
        ),
        Column("due", _("Reply by"), columns.plain("due"), cells.day_of("due"), "due", width=14, css="nowrap"),
        Column(
            "replied_on", _("Replied"), columns.plain("replied_on"), cells.day_of("replied_on"),
            "replied_on", width=14, css="nowrap",
        ),
        Column("standing", _("Against its day"), _standing, _standing_cell, width=16),
        Column("answer", _("Answer"), columns.word("answer"), _answer, "answer", width=20),
        Column(
            "days", _("Working days to reply"), columns.plain("response_days"), _days, "days",
            width=12, css="number",
        ),
    ),
    rows=queries.answers,
    form=AnswerFilter,
    sorts={
        "reference": ("consultation__reference", "pk"),
        "unit": ("unit__name_vi", "due", "pk"),
        "due": ("due", "pk"),
        "replied_on": ("replied_on", "pk"),
        "answer": ("answer", "due", "pk"),
        "days": ("response_days", "pk"),
    },
    default="-due",
    ready=(("standing=silent", _("Silent")), ("standing=waiting", _("Still to reply"))),
)  # fmt: skip
