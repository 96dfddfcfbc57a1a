"""Commitments: who owes what to whom, and is it kept?"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.intake import actions as intake
from chancery.intake.alike.actions import tell_owners
from chancery.people.access import WRITERS, Viewer
from chancery.register import actions, queries, rules
from chancery.register.models import Commitment
from chancery.web.forms.commitments import CommitmentForm, NewCommitmentForm, VerdictForm
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.steps import CommentForm
from chancery.web.listing import COMMITMENTS
from chancery.web.middleware import viewer
from chancery.web.states import closing_day
from chancery.web.twins import finder
from chancery.web.views.answers import permitted
from chancery.web.views.changing import said_otherwise
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.quotes import quote_link, seen_documents
from chancery.web.views.saving import Saving, save
from chancery.work import queries as work
from chancery.work import rules as work_rules
from chancery.work import told


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """By due date: ours, theirs, joint."""
    may_add = viewer(request).is_anywhere(*WRITERS)
    return show_listing(request, "commitments/list.html", COMMITMENTS, may_add=may_add)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One commitment: its sides, its work, its proof, its history."""
    who = viewer(request)
    commitment = find(who, pk)
    evidence = list(work.evidence_of(commitment))
    context: dict[str, Any] = {
        "commitment": commitment,
        "source": quote_link(commitment, who),
        "tasks": work.with_timeliness(work.tasks_of_commitment(who, commitment)),
        "is_live": commitment.state in rules.LIVE_STATES,
        "closes": closing_day(commitment.due) if commitment.due else None,
        "evidence": evidence,
        "seen": seen_documents(evidence, who),
        "counterparts": queries.counterparts(who, commitment),
        "events": events_of("commitment", pk),
        "may_change": rules.can_change(who, commitment),
        "may_attach": work_rules.can_attach(who, commitment),
        "may_assign": bool(writing_units(who)),
        "counts": {"comments": commitment.comments.filter(withdrawn_at=None).count()},
        "comments": told.comments_of(commitment),
        "comment_form": None,
    }
    if work_rules.can_comment(who, commitment):
        context["comment_form"] = CommentForm(viewer=who)
    return render(request, "commitments/commitment.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Record a commitment by hand."""
    who = viewer(request)
    form = NewCommitmentForm(posted(request), viewer=who, initial=_asked(request))

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, NewCommitmentForm)
        made = actions.add_commitment(values=done.values, guard=done.guard, by=who)
        tell_owners(kind="commitment", record=made, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, _address(made)

    with permitted():
        rules.check_can_add(who, next(iter(u.pk for u in writing_units(who)), ""))
    words = (_("New commitment"), _("Record it"), reverse("commitments"))
    return save(request, form, Saving(*words, act, twins=finder("commitment", who)))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a commitment says; who was slower is told what the faster one changed."""
    who = viewer(request)
    commitment = find(who, pk)
    source = said_otherwise(request, who, commitment)
    initial = _shown(commitment) | (source.fields if source else {})
    form = CommitmentForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, CommitmentForm)
        version, values = done.cleaned_data["version"] or 0, done.values
        if commitment.agreement is None and values.agreement is None:
            # one that this person may not know of is not in the form, and stays
            values = replace(values, agreement=commitment.agreement_id)
        change: dict[str, Any] = {"commitment": commitment, "values": values, "version": version}
        if source:
            intake.change_commitment(finding=source.finding, by=who, **change)
            return source.said(commitment.reference), source.back
        actions.change_commitment(by=who, **change)
        return _("Saved."), _address(commitment)

    with permitted():
        rules.check_can_change(who, commitment)
    title = _("Edit %(reference)s") % {"reference": commitment.reference}
    back, lead = (source.back, source.lead) if source else (_address(commitment), "")
    words = (title, _("Save"), back, act, lead)
    return save(
        request,
        form,
        Saving(*words, record=commitment, current=lambda: _shown(find(who, pk))),
    )


def verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the verdict of a review, or open a closed commitment again."""
    who = viewer(request)
    commitment = find(who, pk)
    states = rules.COMMITMENT_STATES[commitment.state]
    form = VerdictForm(posted(request), states=states)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.set_commitment_state(commitment=commitment, by=who, **done.cleaned_data)
        return _("The verdict is recorded."), _address(commitment)

    with permitted():
        rules.check_can_change(who, commitment)
    title = _("Verdict on %(reference)s") % {"reference": commitment.reference}
    words = (title, _("Record it"), _address(commitment), act)
    saving = Saving(*words, lead=commitment.text, record=commitment)
    return save(request, form, saving)


def find(who: Viewer, pk: int) -> Commitment:
    """The commitment, where the person may know of it; 404 otherwise."""
    return get_object_or_404(queries.commitments(who), pk=pk)


def _shown(commitment: Commitment) -> dict[str, Any]:
    """What its form shows first, and what others see who are slower."""
    return asdict(queries.commitment_values(commitment)) | {"version": commitment.version}


def _address(commitment: Commitment) -> str:
    return reverse("commitment", args=[commitment.pk])


def _asked(request: HttpRequest) -> dict[str, Any]:
    """A link may say with whom the commitment is."""
    partner = request.GET.get("partner")
    return {"parties": ("VN", partner)} if partner else {}
