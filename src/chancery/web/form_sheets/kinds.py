"""The kinds that come in from a spreadsheet: each with its form, its action, and what is the same.

A row is what somebody could have typed into the form: the same fields, validators and action. What
is here of a kind is only where to find those.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chancery.intake.alike.actions import tell_owners
from chancery.people.access import Viewer
from chancery.people.models import User
from chancery.people.skills import posts_of
from chancery.register import access as register
from chancery.register import actions
from chancery.register.actions.form_imports import drop_agreement
from chancery.register.contacts.queries import contacts, interactions
from chancery.register.mechanisms.queries import initiatives, mechanisms
from chancery.web.form_sheets import outlines
from chancery.web.forms.activities import NewActivityForm
from chancery.web.forms.agreements import NewAgreementForm
from chancery.web.forms.asking import NewRequestForm
from chancery.web.forms.cases import NewObstacleForm, NewOpportunityForm
from chancery.web.forms.commitments import NewCommitmentForm
from chancery.web.forms.contacts import NewContactForm, NewInteractionForm
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.mechanisms import NewInitiativeForm, NewMechanismForm
from chancery.web.forms.outreach import NewOutreachForm
from chancery.web.forms.programme_rows import PartRowForm, TargetRowForm
from chancery.web.forms.programmes import NewProgrammeForm
from chancery.web.forms.projects import NewProjectForm
from chancery.web.forms.proposals import NewProposalForm
from chancery.web.forms.training import NewTrainingForm
from chancery.web.twins import Finder, contact_finder, finder
from chancery.work import access as work
from chancery.work.actions.outreach import add_outreach, withdraw_outreach
from chancery.work.actions.programmes import add_programme, withdraw_programme
from chancery.work.actions.proposals import add_proposal, withdraw_proposal
from chancery.work.actions.training import add_training, withdraw_training
from chancery.work.outreach.queries import outreach
from chancery.work.programmes.queries import programmes
from chancery.work.training.queries import training

Words = Any


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: how its form, its action and its rows are found.

    ``same``: the fields that together say that a row is a record that stands. ``page`` and ``list``
    are names of addresses; ``twins`` finds records that are only alike.
    """

    name: str
    title: Words
    form: Callable[..., Any]
    add: Callable[[Any, Viewer], Any]
    rows: Callable[[Viewer], Any]
    withdraw: Callable[[Any, str, Viewer], object]
    same: tuple[str, ...]
    list: str
    page: str
    twins: Callable[[Viewer], Finder] | None = None
    marks: Callable[[Any], tuple[str, ...]] | None = None
    """By what a record is the same as a row, where ``same`` names no columns of it."""
    at: Callable[[Any], str] | None = None

    def blank(self, viewer: Viewer, data: dict[str, Any] | None = None) -> Any:
        """The form of the kind, filled with ``data`` where there is any."""
        more: dict[str, Any] = {}
        if self.form is NewTrainingForm:
            more["people"] = colleagues(viewer)
        return self.form(data, viewer=viewer, **more)

    def address(self, record: Any) -> str:
        """Where a record is shown."""
        return self.at(record) if self.at else reverse(self.page, args=[record.pk])

    def reference(self, record: Any) -> str:
        """How a person names a record."""
        return str(getattr(record, "reference", "") or record.pk)


def colleagues(viewer: Viewer) -> list[User]:
    """Who holds a post in one of the person's units today."""
    units = writing_units(viewer)
    found = {one.post.user_id: one.post.user for unit in units for one in posts_of(unit)}
    return sorted(found.values(), key=lambda user: user.full_name)


def _added(action: Callable[..., Any], owners: str = "") -> Callable[[Any, Viewer], Any]:
    """The action of a form with values and guard; who has the like is told where the form does."""

    def add(form: Any, by: Viewer) -> Any:
        made = action(values=form.values, guard=form.guard, by=by)
        if owners:
            tell_owners(kind=owners, record=made, by=by)
        return made

    return add


def _activity(form: Any, by: Viewer) -> Any:
    made = actions.add_activity(values=form.values, guard=form.guard, source=form.source, by=by)
    tell_owners(kind="activity", record=made, by=by)
    return made


def _project(form: Any, by: Viewer) -> Any:
    said = {"state": form.cleaned_data["state"], "source": form.source}
    made = actions.add_project(values=form.values, guard=form.guard, by=by, **said)
    tell_owners(kind="project", record=made, by=by)
    return made


def _proposed(form: Any) -> Any:
    return form.values(form.cleaned_data["from_unit"], form.cleaned_data["to_unit"])


def _proposal(form: Any, by: Viewer) -> Any:
    made = add_proposal(values=_proposed(form), guard=form.guard, by=by)
    tell_owners(kind="proposal", record=made, by=by)
    return made


def _withdrawn(action: Callable[..., object], name: str) -> Callable[[Any, str, Viewer], object]:
    return lambda record, reason, by: action(**{name: record}, reason=reason, by=by)


def _training(viewer: Viewer) -> Any:
    return training(viewer).select_related("person")


def _twins(kind: str) -> Callable[[Viewer], Finder]:
    return lambda viewer: finder(kind, viewer)


_KINDS = (
    Kind(
        "commitments", _("Commitments"), NewCommitmentForm,
        _added(actions.add_commitment, "commitment"), register.commitments,
        _withdrawn(actions.withdraw_commitment, "commitment"),
        ("text",), "commitments", "commitment", _twins("commitment"),
    ),
    Kind(
        "agreements", _("Agreements"), NewAgreementForm,
        _added(actions.add_agreement), register.agreements,
        lambda record, reason, by: drop_agreement(agreement=record, reason=reason, by=by),
        ("name_vi",), "agreements", "agreement",
    ),
    Kind(
        "activities", _("Activities"), NewActivityForm, _activity, register.activities,
        _withdrawn(actions.withdraw_activity, "activity"),
        ("text", "start"), "activities", "activity", _twins("activity"),
    ),
    Kind(
        "requests", _("Requests"), NewRequestForm,
        _added(actions.add_request, "request"), register.requests,
        _withdrawn(actions.withdraw_request, "request"),
        ("text", "partner"), "requests", "request", _twins("request"),
    ),
    Kind(
        "obstacles", _("Obstacles"), NewObstacleForm,
        _added(actions.add_obstacle, "obstacle"), register.obstacles,
        _withdrawn(actions.withdraw_obstacle, "obstacle"),
        ("text", "partner"), "obstacles", "obstacle", _twins("obstacle"),
    ),
    Kind(
        "opportunities", _("Opportunities"), NewOpportunityForm,
        _added(actions.add_opportunity, "opportunity"), register.opportunities,
        _withdrawn(actions.withdraw_opportunity, "opportunity"),
        ("text", "partner"), "opportunities", "opportunity", _twins("opportunity"),
    ),
    Kind(
        "projects", _("Projects"), NewProjectForm, _project, register.projects,
        _withdrawn(actions.withdraw_project, "project"),
        ("text",), "projects", "project", _twins("project"),
    ),
    Kind(
        "contacts", _("Contacts"), NewContactForm, _added(actions.add_contact), contacts,
        _withdrawn(actions.withdraw_contact, "contact"),
        ("text", "partner"), "contacts", "contact", contact_finder,
    ),
    Kind(
        "interactions", _("Interactions"), NewInteractionForm,
        _added(actions.add_interaction), interactions,
        _withdrawn(actions.withdraw_interaction, "interaction"),
        ("text", "day", "partner"), "interactions", "interaction",
    ),
    Kind(
        "mechanisms", _("Mechanisms"), NewMechanismForm, _added(actions.add_mechanism), mechanisms,
        _withdrawn(actions.withdraw_mechanism, "mechanism"),
        ("text",), "mechanisms", "mechanism",
    ),
    Kind(
        "initiatives", _("Initiatives"), NewInitiativeForm,
        _added(actions.add_initiative), initiatives,
        _withdrawn(actions.withdraw_initiative, "initiative"),
        ("text", "mechanism"), "initiatives", "initiative",
    ),
    Kind(
        "outreach", _("Outreach"), NewOutreachForm, _added(add_outreach), outreach,
        _withdrawn(withdraw_outreach, "outreach"),
        ("text", "planned_on"), "outreach-list", "outreach",
    ),
    Kind(
        "proposals", _("Proposals"), NewProposalForm, _proposal, work.proposals,
        _withdrawn(withdraw_proposal, "proposal"),
        ("text", "to_unit"), "proposals", "proposal",
        lambda viewer: finder("proposal", viewer, _proposed),
    ),
    Kind(
        "programmes", _("Programmes"), NewProgrammeForm,
        _added(add_programme), programmes,
        _withdrawn(withdraw_programme, "programme"),
        ("text",), "programmes", "programme",
    ),
    Kind(
        "training", _("Training"), NewTrainingForm, _added(add_training), _training,
        _withdrawn(withdraw_training, "training"),
        ("text", "person", "start"), "trainings", "training",
    ),
    Kind(
        "programme-parts", _("Objectives and groups of tasks"), PartRowForm,
        outlines.add_part_row, outlines.part_rows, outlines.drop_part,
        ("programme", "objective", "text"), "programmes", "programme",
        marks=outlines.part_marks, at=outlines.address,
    ),
    Kind(
        "programme-targets", _("Targets of programmes"), TargetRowForm,
        outlines.add_target_row, outlines.target_rows, outlines.drop_target,
        ("programme", "name", "due"), "programmes", "programme",
        marks=outlines.target_marks, at=outlines.address,
    ),
)  # fmt: skip
KINDS: dict[str, Kind] = {kind.name: kind for kind in _KINDS}
OF_LISTS: dict[str, str] = {kind.list: kind.name for kind in _KINDS if kind.at is None}
"""Kinds by the name of the list that shows them."""
