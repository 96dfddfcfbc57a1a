"""Agreements: what do they bind us to, and where does each stand?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.documents.access import documents
from chancery.history.queries import events_of
from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.register import actions, queries, rules
from chancery.register.models import Agreement, AgreementStage
from chancery.web.chain import links_of
from chancery.web.formatting import is_vietnamese
from chancery.web.forms.agreements import AgreementForm, NewAgreementForm
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.narrowing import AgreementFilter
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.lists import show_list
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All agreements that the person may know of, by name."""
    who = viewer(request)
    name = "name_vi" if is_vietnamese() else "name_en"
    return show_list(
        request,
        "agreements/list.html",
        rows=queries.agreements(who),
        form=AgreementFilter(request.GET, viewer=who),
        sorts={"name": (name, "pk"), "short": ("short", "pk"), "kind": ("kind", name, "pk")},
        default="name",
        may_add=bool(writing_units(who)),
    )


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """One agreement: its stages, parties, the commitments under it, its documents."""
    who = viewer(request)
    agreement = find(who, key)
    context = {
        "agreement": agreement,
        "named": agreement.named_units.all(),
        "links": links_of(queries.commitments_of_agreement(who, agreement), who),
        "activities": queries.activities_of_agreement(who, agreement),
        "next_stage": _next_stage(agreement),
        "documents": documents(who).filter(agreements=agreement, purged_at__isnull=True),
        "events": events_of("agreement", key),
        "may_change": rules.can_change(who, agreement),
    }
    return render(request, "agreements/agreement.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Record an agreement that the pack does not have."""
    who = viewer(request)
    form = NewAgreementForm(posted(request), viewer=who, initial={"parties": _sides(request)})

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_agreement(values=form.values, guard=form.guard, by=who)
        return _("Recorded %(name)s.") % {"name": made}, _address(made)

    with permitted():
        rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    words = (_("New agreement"), _("Record it"), reverse("agreements"))
    return save(request, form, Saving(*words, act, template="agreements/form.html"))


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Put right what an agreement is, or add the stage it reached."""
    who = viewer(request)
    agreement = find(who, key)
    form = AgreementForm(posted(request), viewer=who, initial=_shown(agreement))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.change_agreement(
            agreement=agreement,
            values=form.values,
            version=done.cleaned_data["version"] or 0,
            by=who,
        )
        return _("Saved."), _address(agreement)

    with permitted():
        rules.check_can_change(who, agreement)
    words = (_("Edit the agreement"), _("Save"), _address(agreement))
    saving = Saving(
        *words,
        act,
        lead=str(agreement),
        template="agreements/form.html",
        record=agreement,
        current=lambda: _shown(find(who, key)),
    )
    return save(request, form, saving)


def _next_stage(agreement: Agreement) -> AgreementStage | None:
    """The next date that is planned."""
    today = timezone.localdate().isoformat()
    ahead = [stage for stage in agreement.stages.all() if stage.date > today]
    return min(ahead, key=lambda stage: stage.date, default=None)


def find(who: Viewer, key: str) -> Agreement:
    """The agreement, where the person may know of it; 404 otherwise."""
    return get_object_or_404(queries.agreements(who), pk=key)


def _shown(agreement: Agreement) -> dict[str, Any]:
    """What its form shows first, and what others see who are slower."""
    return asdict(queries.agreement_values(agreement)) | {"version": agreement.version}


def _address(agreement: Agreement) -> str:
    return reverse("agreement", args=[agreement.pk])


def _sides(request: HttpRequest) -> list[str]:
    """The home country, and the partner that a link may name."""
    home = Partner.objects.filter(is_home=True).values_list("code", flat=True)
    return [*home, *request.GET.getlist("partner")]
