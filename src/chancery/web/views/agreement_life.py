"""What becomes of an agreement: stages, renewals, reviews, the next step; and all dates that come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.register import actions, queries, rules
from chancery.register.agreements.stages import may_follow
from chancery.register.models import Agreement, Stage
from chancery.web.dates_page import DatesFilter
from chancery.web.forms.agreements import (
    RenewalForm,
    ReviewForm,
    StageDayForm,
    StageForm,
    StepForm,
)
from chancery.web.forms.guarding import ReasonForm
from chancery.web.middleware import viewer
from chancery.web.views.agreements import address, find
from chancery.web.views.answers import ROWS, permitted
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """What comes of all agreements that the person may know of, the earliest first."""
    form = DatesFilter(request.GET, viewer=viewer(request))
    page = Paginator(form.found(), ROWS).get_page(request.GET.get("page"))
    return render(request, "agreements/dates.html", {"page": page, "filter_form": form})


def stage(request: HttpRequest, key: str) -> HttpResponse:
    """Record the stage that it reached, or is to reach."""
    agreement = _kept(request, key)
    open_ones = may_follow(agreement.kind, queries.agreement_values(agreement).stages)
    form = StageForm(posted(request), stages=open_ones)

    def act(data: dict[str, Any]) -> str:
        done = actions.record_stage(agreement=agreement, by=viewer(request), **data)
        return _("Recorded: %(stage)s.") % {"stage": Stage(data["stage"]).label} if done else ""

    return _save(request, agreement, form, (_("Record a stage"), _("Record it")), act)


def stage_day(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """Put the day of a stage right."""
    agreement = _kept(request, key)
    day = _day_of(agreement, name)
    form = StageDayForm(posted(request), initial={"day": day})

    def act(data: dict[str, Any]) -> str:
        actions.correct_stage(agreement=agreement, stage=name, by=viewer(request), **data)
        return _("Saved.")

    title = _("Day of “%(stage)s”") % {"stage": Stage(name).label}
    return _save(request, agreement, form, (title, _("Save")), act)


def stage_withdraw(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """Take back a stage recorded by mistake; history keeps it."""
    agreement = _kept(request, key)
    _day_of(agreement, name)

    def act(data: dict[str, Any]) -> str:
        actions.withdraw_stage(agreement=agreement, stage=name, by=viewer(request), **data)
        return _("Taken back; history keeps what it said.")

    title = _("Take back “%(stage)s”?") % {"stage": Stage(name).label}
    form = ReasonForm(posted(request))
    return _save(request, agreement, form, (title, _("Take it back")), act, danger=True)


def renewal(request: HttpRequest, key: str) -> HttpResponse:
    """Record that both sides renewed it."""
    agreement = _kept(request, key)

    def act(data: dict[str, Any]) -> str:
        actions.renew_agreement(agreement=agreement, by=viewer(request), **data)
        return _("The new term is recorded.")

    form = RenewalForm(posted(request))
    return _save(request, agreement, form, (_("Record a renewal"), _("Record it")), act)


def review(request: HttpRequest, key: str) -> HttpResponse:
    """Record that a review was held."""
    agreement = _kept(request, key)

    def act(data: dict[str, Any]) -> str:
        actions.hold_review(agreement=agreement, by=viewer(request), **data)
        return _("The review is recorded.")

    form = ReviewForm(posted(request))
    return _save(request, agreement, form, (_("Record a review"), _("Record it")), act)


def step(request: HttpRequest, key: str) -> HttpResponse:
    """Say what is to be done next, or that nothing is left."""
    agreement = _kept(request, key)
    shown = {"step": agreement.next_step, "on": agreement.next_step_on}

    def act(data: dict[str, Any]) -> str:
        actions.set_next_step(agreement=agreement, by=viewer(request), **data)
        return _("Saved.")

    form = StepForm(posted(request), initial=shown)
    return _save(request, agreement, form, (_("Next step"), _("Save")), act)


def _kept(request: HttpRequest, key: str) -> Agreement:
    """The agreement, for who may write down what becomes of it."""
    agreement = find(viewer(request), key)
    with permitted():
        rules.check_can_keep(viewer(request), agreement)
    return agreement


def _day_of(agreement: Agreement, name: str) -> str:
    said = dict(queries.agreement_values(agreement).stages)
    if name not in said:
        raise Http404
    return said[name]


def _save(
    request: HttpRequest,
    agreement: Agreement,
    form: forms.Form,
    words: tuple[str, str],
    act: Callable[[dict[str, Any]], str],
    *,
    danger: bool = False,
) -> HttpResponse:
    back = reverse("agreement", args=[agreement.pk])
    title, submit = words
    saving = Saving(
        capfirst(title),
        submit,
        back,
        lambda done: (act(done.cleaned_data), address(agreement)),
        lead=str(agreement),
        template="records/confirm.html" if danger else "records/form.html",
        tone="red" if danger else "",
        record=agreement,
    )
    return save(request, form, saving)
