"""Rounds of review: what is asked of whom, who is silent, what becomes of each commitment?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register import rules as register_rules
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.review_verdicts import SameVerdictForm
from chancery.web.forms.reviews import (
    ItemFilter,
    NewReviewForm,
    ReopenForm,
    ReviewFilter,
    ReviewForm,
    UrgeForm,
)
from chancery.web.middleware import viewer
from chancery.web.review_page import LABELS, tab_of, tabs_of
from chancery.web.reviews import agenda_tab, figures_tab, verdicts_tab
from chancery.web.views.answers import ROWS, checked, ordered, permitted
from chancery.web.views.lists import show_list
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save
from chancery.web.views.task_making import assigners
from chancery.work import access as work
from chancery.work.actions import reviews as actions
from chancery.work.actions import reviews_calling as calling
from chancery.work.actions import reviews_judging as judging
from chancery.work.models import Review
from chancery.work.reviews import access, queries, rules
from chancery.work.reviews.letters import letters_zip
from chancery.work.reviews.measured import keys_behind, reported_up
from chancery.work.reviews.scope import count
from chancery.work.reviews.values import scope_of

SORTS: dict[str, tuple[str, ...]] = {
    "reference": ("reference",),
    "period": ("period_end", "pk"),
    "reply_by": ("reply_by", "pk"),
    "state": ("state", "period_end"),
}
ITEM_SORTS: dict[str, tuple[str, ...]] = {
    "number": ("number",),
    "due": ("due", "number"),
    "unit": ("unit__name_vi", "number"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The latest first; above them what the person's units are asked."""
    who = viewer(request)
    calls = list(queries.to_answer(who))
    by_review = {call.review_id: call.review for call in calls}
    standing = [
        one
        for review in by_review.values()
        for one in queries.standings(who, review, [c for c in calls if c.review_id == review.pk])
    ]
    return show_list(
        request,
        "reviews/list.html",
        rows=queries.listed(who),
        form=ReviewFilter(request.GET, viewer=who),
        sorts=SORTS,
        default="-period",
        may_add=bool(writing_units(who)),
        asked=standing,
    )


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: its progress, then commitments, replies, verdicts, figures, agenda, minutes."""
    who = viewer(request)
    review = find(who, pk)
    tab = tab_of(request.GET.get("tab", ""), review, who)
    calls = queries.calls_of(who, review)
    context: dict[str, Any] = {
        "record": review,
        "tab": tab,
        "tabs": [(key, LABELS[key], None) for key in tabs_of(review, who)],
        "panel_template": f"reviews/{tab}.html",
        "moves": rules.moves_open_to(who, review),
        "is_secretariat": rules.is_secretariat(who, review),
        "runs": access.runs(who, review),
        **queries.counts_of(who, review),
        "silent": sum(one.is_silent for one in calls),
        "own_calls": [one for one in calls if who.writes_for(one.call.unit_id)],
        "scope": scope_of(review.scope),
        "named": review.named_units.all(),
    }
    if review.state == "draft":
        context["chosen"] = count(context["scope"], who, review.held_by_id)
    context |= TABS[tab](request, who, review, {"calls": calls})
    return render(request, "reviews/review.html", context)


def _items(
    request: HttpRequest, who: Viewer, review: Review, _known: Mapping[str, Any]
) -> dict[str, Any]:
    form = ItemFilter(request.GET, viewer=who)
    rows = form.narrow(queries.with_answer(queries.items_of(who, review)))
    behind = keys_behind(who, review, form.cleaned_data.get("behind") or "")
    rows = rows if behind is None else rows.filter(pk__in=behind)
    rows = ordered(request, rows, ITEM_SORTS, "number")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return {"page": page, "filter_form": form, "sort": "number"}


def _replies(
    request: HttpRequest, who: Viewer, review: Review, known: Mapping[str, Any]
) -> dict[str, Any]:
    kept = request.session.get("reply sheets run") or {}
    run = kept.get("of") == review.pk
    return {"calls": known["calls"], "may_enter": rules.can_enter(who, review), "sheets_run": run}


def _verdicts(
    request: HttpRequest, who: Viewer, review: Review, _known: Mapping[str, Any]
) -> dict[str, Any]:
    tab = verdicts_tab(who, review, request.GET.get("show", ""), request.GET.get("why", ""))
    page = Paginator(tab.pop("found").order_by("number"), ROWS).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.proposal = tab["proposed"][row.pk]
    may_judge = rules.can_judge(who, review)
    run = judging.last_run(review, who) if may_judge else ""
    form = SameVerdictForm() if may_judge and page.object_list else None
    return {**tab, "page": page, "may_judge": may_judge, "run": run, "same_form": form}


def _figures(
    request: HttpRequest, who: Viewer, review: Review, _known: Mapping[str, Any]
) -> dict[str, Any]:
    return figures_tab(who, review, request.GET.get("by", ""))


def _agenda(
    _request: HttpRequest, who: Viewer, review: Review, _known: Mapping[str, Any]
) -> dict[str, Any]:
    return {"groups": agenda_tab(who, review), "waiting": reported_up(who, review)}


def _minutes(
    _request: HttpRequest, who: Viewer, review: Review, _known: Mapping[str, Any]
) -> dict[str, Any]:
    rows = review.decisions.select_related("lead", "item__commitment")
    tasks, proposals = work.tasks(who), work.proposals(who)
    decisions = rows.prefetch_related(Prefetch("task", tasks), Prefetch("proposal", proposals))
    return {"decisions": decisions, "may_minute": rules.can_minute(who, review)}


def _history(
    _request: HttpRequest, _who: Viewer, review: Review, _known: Mapping[str, Any]
) -> dict[str, Any]:
    acts = queries.acts_of_secretariat(review)
    return {"events": events_of("review", review.pk), "acts": sum(acts.values())}


TABS: dict[str, Callable[..., dict[str, Any]]] = {
    "items": _items,
    "replies": _replies,
    "verdicts": _verdicts,
    "figures": _figures,
    "agenda": _agenda,
    "minutes": _minutes,
    "history": _history,
}


def new(request: HttpRequest) -> HttpResponse:
    """Prepare a round."""
    who = viewer(request)
    units = writing_units(who)
    with permitted():
        register_rules.check_can_add(who, next((unit.pk for unit in units), ""))
    initial = {"call_on": timezone.localdate()}
    issuers = assigners(who, units)
    form = NewReviewForm(posted(request), viewer=who, initial=initial, issuers=issuers)

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, NewReviewForm)
        made = actions.add_review(values=done.values, guard=done.guard, by=who)
        return _("Prepared %(reference)s.") % {"reference": made.reference}, _address(made)

    words = (_("New review"), _("Prepare it"), reverse("reviews"))
    lead = _("Nobody is asked anything until you call the units.")
    return save(request, form, Saving(*words, act, lead))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is prepared."""
    who = viewer(request)
    found = find(who, pk)
    with permitted():
        rules.check_is_secretariat(who, found)
    issuers = assigners(who, writing_units(who))
    form = ReviewForm(posted(request), viewer=who, initial=_shown(found), issuers=issuers)

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, ReviewForm)
        version = done.cleaned_data["version"] or 0
        actions.change_review(review=found, values=done.values, version=version, by=who)
        return _("Saved."), _address(found)

    def current() -> Mapping[str, Any]:
        return _shown(find(who, pk))

    title = _("Edit %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), _address(found), act)
    return save(request, form, Saving(*words, record=found, current=current))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a round that has not been called."""
    who = viewer(request)
    found = find(who, pk)
    with permitted():
        rules.check_is_secretariat(who, found)

    def act(done: forms.Form) -> tuple[str, str]:
        reason = done.cleaned_data["reason"]
        actions.withdraw_review(review=found, reason=reason, by=who)
        return _("Withdrawn; history keeps what it said."), reverse("reviews")

    title = _("Withdraw %(reference)s?") % {"reference": found.reference}
    words = (title, _("Withdraw"), _address(found), act, found.text, "records/confirm.html", "red")
    form = ReopenForm(posted(request))
    del form.fields["reply_by"]
    return save(request, form, Saving(*words, record=found))


def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step of the round, after a look at what it does."""
    who = viewer(request)
    found = find(who, pk)
    if name not in STEPS:
        raise Http404
    step, words = STEPS[name], rules.BY_NAME[name].words
    checked(request, lambda: rules.check_move(who, found, name, reason="asked"))
    form = _form_of(request, name)

    def act(done: forms.Form) -> tuple[str, str]:
        more = {key: value for key, value in done.cleaned_data.items() if value}
        step(review=found, by=who, **more)
        return str(SAID[name]), _address(found)

    title = f"{words}: {found.reference}"
    lead = found.text
    saving = (title, str(words), _address(found), act, lead, "reviews/move.html")
    more = {"record": found, "name": name, **_told_before(who, found, name)}
    return save(request, form, Saving(*saving, record=found, more=more))


def urge(request: HttpRequest, pk: int) -> HttpResponse:
    """Urge every unit from which something is still to come."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_is_secretariat(who, found))
    form = UrgeForm(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        message = done.cleaned_data["message"]
        number = calling.urge_silent(review=found, message=message, by=who)
        said = _("Urged: %(number)s units.") % {"number": number}
        return said, f"{_address(found)}?tab=replies"

    silent = [one for one in queries.calls_of(who, found) if one.is_silent]
    title = _("Urge those who are silent: %(reference)s") % {"reference": found.reference}
    words = (title, _("Urge them"), f"{_address(found)}?tab=replies", act, found.text)
    more = {"silent": silent, "record": found}
    return save(request, form, Saving(*words, "reviews/urge.html", record=found, more=more))


@require_safe
def letters(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every letter and every spreadsheet as one package."""
    who = viewer(request)
    found = find(who, pk)
    with permitted():
        rules.check_is_secretariat(who, found)
    name = f"{found.reference}.zip"
    file = letters_zip(who, found)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def find(who: Viewer, pk: int) -> Review:
    """The round, where the person may know of it; 404 otherwise."""
    rows = access.reviews(who).select_related("held_by", "issuer", "created_by")
    return get_object_or_404(rows, pk=pk)


STEPS: dict[str, Callable[..., Review]] = {
    "open": actions.open_review,
    "rework": actions.rework_review,
    "call": calling.call_units,
    "close": actions.close_replies,
    "judge": actions.begin_verdicts,
    "reopen": actions.reopen_replies,
    "conclude": judging.conclude,
    "take_back": judging.take_back_conclusion,
}
SAID = {
    "open": gettext_lazy("Opened: its commitments are frozen as they stand."),
    "rework": gettext_lazy("Its commitments were let go: change the scope and open it again."),
    "call": gettext_lazy("Called: each unit has its call, and its people were told."),
    "close": gettext_lazy("Closed for replies."),
    "judge": gettext_lazy("Verdicts may be given now."),
    "reopen": gettext_lazy("Replies are awaited again."),
    "conclude": gettext_lazy("Concluded: the verdicts are in force."),
    "take_back": gettext_lazy("The conclusion was taken back."),
}


def _form_of(request: HttpRequest, name: str) -> forms.Form:
    if not rules.BY_NAME[name].needs_reason:
        return forms.Form(posted(request))
    form = ReopenForm(posted(request))
    if name != "reopen":
        del form.fields["reply_by"]
    return form


def _told_before(who: Viewer, found: Review, name: str) -> dict[str, Any]:
    """What a person should see before this step."""
    if name == "open":
        return {"chosen": count(scope_of(found.scope), who, found.held_by_id)}
    if name == "call":
        units = queries.asked_units(found.items.prefetch_related("coordinating"))
        return {"units": Unit.objects.filter(pk__in=units), "number": len(units)}
    if name == "conclude":
        undecided = found.items.filter(verdict="").count()
        return {"undecided": undecided, "decided": found.items.count() - undecided}
    if name == "close":
        return {"silent": [one for one in queries.calls_of(who, found) if one.is_silent]}
    return {}


def _address(found: Review) -> str:
    return reverse("review", args=[found.pk])


def _shown(found: Review) -> dict[str, Any]:
    values = queries.review_values(found)
    shown = {name: value for name, value in asdict(values).items() if name != "scope"}
    return {**shown, **asdict(values.scope), "version": found.version}
