"""A unit's own page of a round: what it is asked, its replies, approved by its head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.web.forms.guarding import ReasonForm
from chancery.web.forms.reviews import ReplyForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import checked, permitted
from chancery.web.views.posting import post_only, posted
from chancery.web.views.reviews import find
from chancery.web.views.saving import Saving, save
from chancery.work.actions import reviews_entering as entering
from chancery.work.actions import reviews_replying as replying
from chancery.work.models import Review, ReviewCall, ReviewItem, ReviewReply, ReviewState
from chancery.work.reviews import access, rules
from chancery.work.reviews.letters import asked_of, file_stem, kept_back, letter
from chancery.work.reviews.measured import proposals_of
from chancery.work.reviews.prefill import prefilled, values_of
from chancery.work.reviews.queries import items_of
from chancery.work.reviews.sheets import reply_sheet
from chancery.work.rules import holds

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def show(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """What this unit is asked in the round, with what it has said."""
    who = viewer(request)
    review, call = called(who, pk, unit)
    rows = [(item, _own(item, unit)) for item in asked_of(who, review, unit)]
    states = [reply.state if reply else "" for _item, reply in rows]
    context = {
        "record": review,
        "call": call,
        "rows": rows,
        "approved": states.count("approved"),
        "drafts": states.count("draft"),
        "may_reply": who.writes_for(unit) and review.state == ReviewState.CALLED,
        "heads": who.heads(unit),
        "may_bring": holds(lambda: entering.check_may_bring(who, review, unit)),
        "may_enter_letter": rules.can_enter_letter(who, review),
        "may_undo": (request.session.get("reply run") or {}).get("of") == [pk, unit],
    }
    return render(request, "reviews/answer.html", context)


def reply(request: HttpRequest, pk: int, unit: str, number: int) -> HttpResponse:
    """Say how one commitment stands; filled with what is known already."""
    who = viewer(request)
    review, _call = called(who, pk, unit)
    item = find_item(who, review, number)
    checked(request, lambda: rules.check_can_reply(who, item, unit))
    form = ReplyForm(posted(request), initial=_shown(who, item, unit))

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, ReplyForm)
        version = done.cleaned_data["version"] or 0
        replying.put_reply(item=item, unit=unit, values=done.values, by=who, version=version)
        if who.heads(unit):
            return _("Kept. It waits for your approval with the others."), _next(who, item, unit)
        return _("Kept. It waits for the head of unit."), _next(who, item, unit)

    def current() -> Mapping[str, Any]:
        return _shown(who, find_item(who, review, number), unit)

    title = _("Reply on %(reference)s") % {"reference": item.commitment.reference}
    words = (title, _("Keep it"), _address(review, unit), act, item.commitment.text)
    known = None if _own(item, unit) else prefilled(who, [item], unit).get(item.pk)
    more = {"item": item, "own": _own(item, unit), "filled": known is not None}
    template = "reviews/reply_form.html"
    return save(request, form, Saving(*words, template, record=review, current=current, more=more))


@post_only
def approve(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """The head stands behind every draft of the unit."""
    who = viewer(request)
    review, _call = called(who, pk, unit)
    with permitted():
        rules.check_heads(who, unit)
        try:
            number = replying.approve_replies(review=review, unit=unit, by=who)
        except ChanceryError as error:
            messages.error(request, str(error))
        else:
            said = _("Approved: %(number)s replies.") % {"number": number}
            messages.success(request, said)
    return redirect(_address(review, unit))


def send_back(request: HttpRequest, pk: int, unit: str, number: int) -> HttpResponse:
    """The head returns a draft to its author."""
    who = viewer(request)
    review, _call = called(who, pk, unit)
    item = find_item(who, review, number)
    with permitted():
        rules.check_heads(who, unit)
    rows = ReviewReply.objects.filter(item=item, unit=unit).select_related("item__review")
    found = get_object_or_404(rows)
    form = ReasonForm(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        answer = done.cleaned_data["reason"]
        replying.return_reply(reply=found, answer=answer, by=who)
        return _("Returned to its author."), _address(review, unit)

    title = _("Return the reply on %(reference)s?") % {"reference": item.commitment.reference}
    words = (title, _("Return it"), _address(review, unit), act, found.progress)
    return save(request, form, Saving(*words, "records/confirm.html", record=review))


@require_safe
def call_letter(request: HttpRequest, pk: int, unit: str) -> HttpResponseBase:
    """The unit's letter in Word."""
    who = viewer(request)
    review, call = called(who, pk, unit)
    mine = asked_of(who, review, unit)
    data = letter(review, call.unit, mine, kept_back(review, unit, mine))
    name = f"{file_stem(review, call)}.docx"
    return file_of(data, name, DOCX)


@require_safe
def sheet(request: HttpRequest, pk: int, unit: str) -> HttpResponseBase:
    """The unit's spreadsheet to fill in, with what is known already."""
    who = viewer(request)
    review, call = called(who, pk, unit)
    file = reply_sheet(who, review, call.unit, asked_of(who, review, unit))
    name = f"{file_stem(review, call)}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


@require_safe
def item(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One commitment of the round: what each unit says of it, side by side, and its verdict."""
    who = viewer(request)
    review = find(who, pk)
    found = find_item(who, review, number)
    rows = items_of(who, review).order_by("number")
    context: dict[str, Any] = {
        "record": review,
        "item": found,
        "commitment": found.commitment,
        "before": rows.filter(number__lt=number).values_list("number", flat=True).last(),
        "after": rows.filter(number__gt=number).values_list("number", flat=True).first(),
        "events": None,
        "proposed": None,
        "may_judge": rules.can_judge(who, review),
    }
    if access.runs(who, review):
        context["events"] = events_of("review_item", found.pk)
        if review.called_at:
            context["proposed"] = proposals_of(who, review).get(found.pk)
    return render(request, "reviews/item.html", context)


def find_item(who: Viewer, review: Review, number: int) -> ReviewItem:
    """The commitment of the round, where the person may know of it; 404 otherwise."""
    return get_object_or_404(items_of(who, review), number=number)


def called(who: Viewer, pk: int, unit: str) -> tuple[Review, ReviewCall]:
    """The round and its call to a unit, where the person may know of both; 404 otherwise."""
    review = find(who, pk)
    rows = access.calls(who).filter(review=review).select_related("unit")
    return review, get_object_or_404(rows, unit=unit)


def _own(item: Any, unit: str) -> ReviewReply | None:
    return next((reply for reply in item.said if reply.unit_id == unit), None)


def _shown(who: Viewer, item: ReviewItem, unit: str) -> dict[str, Any]:
    """The reply that stands; else what is known from approved progress."""
    own = _own(item, unit)
    if own is not None:
        return asdict(values_of(own)) | {"version": own.version}
    known = prefilled(who, [item], unit).get(item.pk)
    return (asdict(known) if known else dict.fromkeys(ReplyForm.base_fields, "")) | {"version": 0}


def _next(who: Viewer, item: ReviewItem, unit: str) -> str:
    """The form of the next commitment on which nothing is said yet; else the unit's page."""
    rows = asked_of(who, item.review, unit)
    open_ones = [r for r in rows if _own(r, unit) is None and r.number != item.number]
    later = [r for r in open_ones if r.number > item.number] or open_ones
    if not later:
        return _address(item.review, unit)
    return reverse("review-reply", args=[item.review_id, unit, later[0].number])


def _address(review: Review, unit: str) -> str:
    return reverse("review-answer", args=[review.pk, unit])


def file_of(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file to be saved."""
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
