"""The kinds of rows that search knows: who may see them, what they say, how they are narrowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import QuerySet

from chancery.documents import access as documents
from chancery.documents.models import Document
from chancery.intake.search import contents, facets
from chancery.intake.search.contents import Texts
from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register import access as register
from chancery.register.contacts.queries import contacts, interactions
from chancery.register.mechanisms.queries import initiatives, mechanisms
from chancery.register.models import (
    Activity,
    Agreement,
    Commitment,
    Contact,
    Initiative,
    Interaction,
    Mechanism,
    Mergeable,
    Obstacle,
    Opportunity,
    PartnerRequest,
    Project,
    Upgrade,
)
from chancery.register.upgrades.queries import upgrades
from chancery.work import access as work
from chancery.work.advice.access import advice
from chancery.work.consultations.access import consultations
from chancery.work.meetings.access import meetings
from chancery.work.models import (
    Advice,
    Consultation,
    Escalation,
    Meeting,
    MonthlyReport,
    Outreach,
    Programme,
    Proposal,
    Review,
    Shortcoming,
    Task,
    Training,
    WorkPlan,
)
from chancery.work.outreach.queries import outreach
from chancery.work.plans.queries import plans, reports
from chancery.work.programmes.queries import programmes
from chancery.work.reviews.access import reviews
from chancery.work.training.queries import training

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Kind:
    """One kind. ``rows`` is the rule of the lists; None where every reader may see all of it."""

    number: int
    model: type[models.Model]
    rows: Callable[[Viewer], Rows] | None
    texts: Callable[[Any], Texts]
    facets: Callable[[Any], Iterable[tuple[str, str]]]
    day: Callable[[Any], date | None]
    names: Callable[[Any], Iterable[str]]
    joins: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()

    def all(self) -> Rows:
        """Every row that has something to find."""
        rows: Rows = self.model._default_manager.all()  # noqa: SLF001 - Django's documented way
        if self.model is Document:
            return rows.filter(purged_at__isnull=True, source_text__isnull=False)
        return rows

    def visible(self, viewer: Viewer) -> Rows:
        """Those that a reader may know of."""
        if self.rows is None:
            return self.all()
        rows = self.rows(viewer)
        return rows.filter(purged_at__isnull=True) if self.model is Document else rows

    def loaded(self, keys: Iterable[str]) -> Rows:
        """The rows with all that their entry needs, in a constant number of queries."""
        rows = self.all().filter(pk__in=self.cleaned(keys))
        return rows.select_related(*self.joins).prefetch_related(*self.sets, *self._merged())

    def _merged(self) -> tuple[str, ...]:
        return ("merged",) if issubclass(self.model, Mergeable) else ()

    def cleaned(self, keys: Iterable[str]) -> list[Any]:
        """Keys as history has them, as the table has them; those that can be none left out."""
        if isinstance(self.model._meta.pk, models.CharField):  # noqa: SLF001 - documented
            return list(keys)
        return [int(key) for key in keys if key.isdecimal()]


def _record(number: int, model: type[models.Model], rows: Any, narrowed: Any, *sets: str) -> Kind:
    return Kind(
        number,
        model,
        rows,
        contents.of_record,
        narrowed,
        contents.day_of_record,
        contents.numbers_of_record,
        sets=sets,
    )


def _told(
    number: int,
    model: type[models.Model],
    rows: Any,
    texts: Callable[[Any], Texts],
    narrowed: Any,
    *sets: str,
    day: str = "",
) -> Kind:
    """A numbered record whose columns say all that is looked through."""
    when = contents.on_its_day(day) if day else contents.day_of_record
    return Kind(number, model, rows, texts, narrowed, when, contents.numbers_of_record, sets=sets)


_said, _by = contents.in_columns, facets.in_columns
NEWER: dict[str, Kind] = {
    "contact": _told(
        15, Contact, contacts, _said("office"), _by(partner="partner", sectors="sectors"), "sectors"
    ),
    "interaction": _told(
        16,
        Interaction,
        interactions,
        _said("summary", "place", "theirs", "people", "next_step"),
        _by("next_unit", many_units="units", partner="partner", sectors="sectors"),
        "units",
        "sectors",
        day="day",
    ),
    "mechanism": _told(
        17,
        Mechanism,
        mechanisms,
        _said("about", names=("name_en",)),
        _by("lead", many_units="coordinating", partners="partners"),
        "coordinating",
        "partners",
    ),
    "initiative": _told(
        18, Initiative, initiatives, _said("notes"), _by("lead", partners="partners"), "partners",
        day="day",
    ),
    "meeting": _told(
        19, Meeting, meetings, _said("place", "chair"), _by("issuer", many_units="units"), "units",
        day="day",
    ),
    "outreach": _told(
        20,
        Outreach,
        outreach,
        _said("audience", "media", "outcome"),
        _by(partner="partner", sectors="sectors"),
        "sectors",
        day="planned_on",
    ),
    "programme": _told(
        21, Programme, programmes, _said(names=("short",)), _by("owner"), day="start"
    ),
    "consultation": _told(
        22,
        Consultation,
        consultations,
        _said("background", "conclusion"),
        _by("held_by", many_units="units", partners="partners", sectors="sectors"),
        "units",
        "partners",
        "sectors",
    ),
    "advice": _told(
        23,
        Advice,
        advice,
        _said("memo", "figures", "asked_by", "decision_text", "decision_by", "outcome"),
        _by("asked_unit", "to_unit", partners="partners", sectors="sectors"),
        "partners",
        "sectors",
        day="asked_on",
    ),
    "workplan": _told(
        24, WorkPlan, plans, contents.of_plan, _by("held_by", "to_unit"), "lines"
    ),
    "monthlyreport": _told(
        25, MonthlyReport, reports, contents.of_report, _by("held_by", "to_unit"), "sections",
        day="month",
    ),
    "training": _told(
        26, Training, training, _said("by_whom", "result"), _by("held_by"), day="start"
    ),
    "review": _told(
        28, Review, reviews, _said("letter_number"), _by("held_by", "issuer"), day="period_end"
    ),
    "escalation": Kind(
        29, Escalation, work.escalations, contents.of_escalation, _by("to_unit", "from_unit"),
        contents.on_its_day("raised_on"), contents.numbers_of_record, joins=("task",),
    ),
}  # fmt: skip
"""Kinds that came later: nothing of theirs is looked through that a column does not hold."""
KINDS: dict[str, Kind] = {
    "document": Kind(
        1,
        Document,
        documents.documents,
        contents.of_document,
        facets.of_document,
        contents.day_of_document,
        contents.numbers_of_document,
        joins=("source_text",),
        sets=("readings",),
    ),
    "commitment": _record(
        2,
        Commitment,
        register.commitments,
        facets.of_commitment,
        "parties",
        "sectors",
        "coordinating",
    ),
    "task": _record(3, Task, work.tasks, facets.of_task, "partners", "coordinating"),
    "request": _record(4, PartnerRequest, register.requests, facets.of_one_partner),
    "obstacle": _record(5, Obstacle, register.obstacles, facets.of_case, "sectors"),
    "opportunity": _record(13, Opportunity, register.opportunities, facets.of_case, "sectors"),
    "proposal": _record(
        6, Proposal, work.proposals, facets.of_proposal, "partners", "coordinating"
    ),
    "shortcoming": _record(7, Shortcoming, work.shortcomings, facets.of_shortcoming),
    "agreement": Kind(
        8,
        Agreement,
        register.agreements,
        contents.of_agreement,
        facets.of_agreement,
        contents.day_of_agreement,
        contents.names_of,
        sets=("parties", "stages"),
    ),
    "activity": Kind(
        9,
        Activity,
        register.activities,
        contents.of_activity,
        facets.of_activity,
        contents.day_of_activity,
        contents.numbers_of_record,
        sets=("partners",),
    ),
    "project": Kind(
        12,
        Project,
        register.projects,
        contents.of_project,
        facets.of_project,
        contents.day_of_record,
        contents.numbers_of_record,
        sets=("partners", "sectors"),
    ),
    "upgrade": Kind(
        14,
        Upgrade,
        upgrades,
        contents.of_upgrade,
        facets.of_upgrade,
        contents.day_of_record,
        contents.numbers_of_record,
        sets=("sectors",),
    ),
    **NEWER,
    "partner": Kind(
        10,
        Partner,
        None,
        contents.of_partner,
        facets.of_partner,
        contents.no_day,
        contents.names_of,
    ),
    "unit": Kind(
        11,
        Unit,
        None,
        contents.of_unit,
        facets.of_unit,
        contents.no_day,
        contents.names_of,
        sets=("names",),
    ),
}
NAMES = ("partner", "unit", "agreement")
"""Kinds that are looked for by name rather than by what they say."""
