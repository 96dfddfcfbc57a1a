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
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from chancery.documents.access import documents
from chancery.history.queries import events_of
from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.register import access, actions, queries, rules
from chancery.register.agreements.links import replaced_by_one_in_force
from chancery.register.agreements.queries import dates_of, ties_of, with_life
from chancery.register.models import Agreement, AgreementStage, Stage
from chancery.web.agreement_listing import agreements
from chancery.web.chain import links_of
from chancery.web.forms.agreements import AgreementForm, NewAgreementForm
from chancery.web.forms.guarding import writing_units
from chancery.web.fta_list import use_of
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All agreements that the person may know of, by name."""
    who = viewer(request)
    may_add = bool(writing_units(who))
    return show_listing(request, "agreements/list.html", agreements(), may_add=may_add)


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
        "dates": dates_of(agreement),
        "planned": _planned(agreement),
        "stages": [(row, Stage(row.stage).label) for row in agreement.stages.all()],
        "ties": ties_of(who, agreement),
        "replaced_by": _known_replacer(who, agreement),
        "notice_period": _notice_period(agreement),
        "documents": documents(who).filter(agreements=agreement, purged_at__isnull=True),
        "years": use_of(who, agreement) if request.GET.get("tab") == "use" else [],
        "may_add": bool(writing_units(who)),
        "events": events_of("agreement", key),
        "may_change": rules.can_change(who, agreement),
        "may_keep": rules.can_keep(who, agreement),
        "may_renew": agreement.renewal != Agreement.Renewal.AUTOMATIC,
    }
    return render(request, "agreements/agreement.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Record an agreement that the pack does not have."""
    who = viewer(request)
    form = NewAgreementForm(posted(request), viewer=who, initial={"parties": _sides(request)})

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_agreement(values=form.values, guard=form.guard, by=who)
        return _("Recorded %(name)s.") % {"name": made}, address(made)

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
        return _("Saved."), address(agreement)

    with permitted():
        rules.check_can_change(who, agreement)
    words = (_("Edit the agreement"), _("Save"), address(agreement))
    saving = Saving(
        *words,
        act,
        lead=str(agreement),
        template="agreements/form.html",
        record=agreement,
        current=lambda: _shown(find(who, key)),
    )
    return save(request, form, saving)


def _known_replacer(who: Viewer, agreement: Agreement) -> Agreement | None:
    found = replaced_by_one_in_force(agreement)
    return found if found and access.agreements(who).filter(pk=found.pk).exists() else None


def _planned(agreement: Agreement) -> AgreementStage | None:
    """The next stage whose day is still to come."""
    today = timezone.localdate().isoformat()
    ahead = [stage for stage in agreement.stages.all() if stage.date > today]
    return min(ahead, key=lambda stage: stage.date, default=None)


def _notice_period(agreement: Agreement) -> str:
    if not agreement.notice:
        return ""
    if agreement.notice_in == Agreement.NoticeIn.DAYS:
        words = ngettext("%(n)s day", "%(n)s days", agreement.notice)
    else:
        words = ngettext("%(n)s month", "%(n)s months", agreement.notice)
    return words % {"n": agreement.notice}


def find(who: Viewer, key: str) -> Agreement:
    """The agreement, where the person may know of it; 404 otherwise."""
    return get_object_or_404(with_life(queries.agreements(who)), pk=key)


def _shown(agreement: Agreement) -> dict[str, Any]:
    """What its form shows first, and what others see who are slower."""
    return asdict(queries.agreement_values(agreement)) | {"version": agreement.version}


def address(agreement: Agreement) -> str:
    """Its page."""
    return reverse("agreement", args=[agreement.pk])


def _sides(request: HttpRequest) -> list[str]:
    """The home country, and the partner that a link may name."""
    home = Partner.objects.filter(is_home=True).values_list("code", flat=True)
    return [*home, *request.GET.getlist("partner")]
