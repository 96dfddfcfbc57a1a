"""Verdicts, figures as a file, agenda and minutes of a round."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from xlsxwriter import Workbook

from chancery.history.actions import record
from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.web.forms.review_verdicts import (
    DecisionForm,
    MinutesForm,
    SameVerdictForm,
    VerdictForm,
)
from chancery.web.middleware import viewer
from chancery.web.reviews import figures_lines
from chancery.web.views.answers import checked, permitted
from chancery.web.views.posting import post_only, posted
from chancery.web.views.review_answers import DOCX, XLSX, file_of, find_item
from chancery.web.views.reviews import find
from chancery.web.views.saving import Saving, save
from chancery.work.actions import reviews_judging as judging
from chancery.work.actions import reviews_minutes as minutes
from chancery.work.errors import InvalidValuesError
from chancery.work.models import Review, ReviewItem
from chancery.work.reviews import access, rules
from chancery.work.reviews.measured import proposals_of
from chancery.work.reviews.minutes import agenda_paper, minutes_paper
from chancery.work.reviews.proposing import Proposed
from chancery.work.reviews.queries import items_of


def verdict(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Decide one commitment; filled with what the rules propose."""
    who = viewer(request)
    review = find(who, pk)
    checked(request, lambda: rules.check_can_judge(who, review))
    item = find_item(who, review, number)
    proposed = proposals_of(who, review)[item.pk]
    form = VerdictForm(posted(request), initial=_shown(item, proposed))

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, VerdictForm)
        version = done.cleaned_data["version"] or 0
        judging.give_verdict(item=item, values=done.values, by=who, version=version)
        return _("Decided."), f"{_address(review)}?tab=verdicts"

    def current() -> Mapping[str, Any]:
        return _shown(find_item(who, review, number), proposed)

    title = _("Verdict on %(reference)s") % {"reference": item.commitment.reference}
    words = (title, _("Decide"), f"{_address(review)}?tab=verdicts", act, item.commitment.text)
    more = {"item": item, "record": review, "proposed": proposed}
    template = "reviews/verdict_form.html"
    return save(request, form, Saving(*words, template, record=review, current=current, more=more))


@post_only
def plain(request: HttpRequest, pk: int) -> HttpResponse:
    """Give every plain verdict in one act."""
    who = viewer(request)
    review = find(who, pk)
    with permitted():
        rules.check_is_secretariat(who, review)
    try:
        judging.give_plain_verdicts(review=review, by=who)
    except ChanceryError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The plain verdicts are given; this can be taken back below."))
    return redirect(f"{_address(review)}?tab=verdicts")


@post_only
def same(request: HttpRequest, pk: int) -> HttpResponse:
    """One verdict for those that are ticked, or for all that wait for one reason."""
    who = viewer(request)
    review = find(who, pk)
    with permitted():
        rules.check_is_secretariat(who, review)
    form = SameVerdictForm(request.POST)
    why = request.POST.get("why", "")
    try:
        if not form.is_valid():
            raise InvalidValuesError({k: list(map(str, v)) for k, v in form.errors.items()})
        keys = _ticked(request, who, review, why)
        judging.give_same_verdict(review=review, keys=keys, values=form.values, by=who)
    except ChanceryError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Decided alike; this can be taken back below."))
    back = urlencode({"tab": "verdicts", **({"why": why} if why else {})})
    return redirect(f"{_address(review)}?{back}")


def _ticked(request: HttpRequest, who: Viewer, review: Review, why: str) -> list[int]:
    """Those ticked; all of one reason where the person said all."""
    if request.POST.get("all") and why:
        return [pk for pk, one in proposals_of(who, review).items() if one.why == why]
    return [int(key) for key in request.POST.getlist("items") if key.isdecimal() and len(key) < 19]


@post_only
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last act over many verdicts back."""
    who = viewer(request)
    review = find(who, pk)
    with permitted():
        rules.check_is_secretariat(who, review)
    try:
        run = judging.last_run(review, who)
        number = judging.take_back_plain(review=review, run=run, by=who)
    except ChanceryError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken back: %(number)s verdicts.") % {"number": number})
    return redirect(f"{_address(review)}?tab=verdicts")


@post_only
def figures(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The figures as a spreadsheet; that they left is kept in history."""
    who = viewer(request)
    review = find(who, pk)
    with permitted():
        _check_runs(who, review)
    by = request.GET.get("by", "unit")
    heads, lines = figures_lines(who, review, by)
    with transaction.atomic():
        changes = {"filters": [None, by], "format": [None, "xlsx"], "rows": [None, len(lines)]}
        label = review.reference
        record(
            by=who.key,
            action="export.list",
            kind="export",
            key="reviews",
            changes=changes,
            label=label,
        )
    file = _book(review.reference, heads, lines)
    name = f"{review.reference}-{by}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


@require_safe
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda of exceptions in Word."""
    who = viewer(request)
    review = find(who, pk)
    with permitted():
        _check_runs(who, review)
    return file_of(agenda_paper(who, review), f"{review.reference}-agenda.docx", DOCX)


@require_safe
def minutes_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes in Word."""
    who = viewer(request)
    review = find(who, pk)
    with permitted():
        _check_runs(who, review)
    return file_of(minutes_paper(who, review), f"{review.reference}-minutes.docx", DOCX)


def edit_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Who met when, who was there, what was concluded."""
    who = viewer(request)
    review = find(who, pk)
    checked(request, lambda: rules.check_can_minute(who, review))
    form = MinutesForm(posted(request), initial=_minuted(review))

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, MinutesForm)
        version = done.cleaned_data["version"] or 0
        minutes.write_minutes(review=review, values=done.values, version=version, by=who)
        return _("Saved."), f"{_address(review)}?tab=minutes"

    def current() -> Mapping[str, Any]:
        return _minuted(find(who, pk))

    title = _("Minutes of %(reference)s") % {"reference": review.reference}
    words = (title, _("Save"), f"{_address(review)}?tab=minutes", act, review.text)
    return save(request, form, Saving(*words, record=review, current=current))


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a decision to the minutes."""
    who = viewer(request)
    review = find(who, pk)
    checked(request, lambda: rules.check_can_minute(who, review))
    rows = items_of(who, review).order_by("number")
    items = [(str(row.pk), f"{row.number}. {row.commitment.text[:90]}") for row in rows]
    initial = {"item": request.GET.get("item", "")}
    form = DecisionForm(posted(request), viewer=who, items=items, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, DecisionForm)
        minutes.add_decision(review=review, values=done.values, by=who)
        return _("Added to the minutes."), f"{_address(review)}?tab=minutes"

    title = _("Decision of %(reference)s") % {"reference": review.reference}
    words = (title, _("Add it"), f"{_address(review)}?tab=minutes", act)
    return save(request, form, Saving(*words, record=review))


@post_only
def undecide(request: HttpRequest, pk: int, decision: int) -> HttpResponse:
    """Take a decision out of the minutes."""
    who = viewer(request)
    review = find(who, pk)
    with permitted():
        rules.check_is_secretariat(who, review)
    found = get_object_or_404(review.decisions.all(), pk=decision)
    try:
        minutes.remove_decision(decision=found, by=who)
    except ChanceryError as error:
        messages.error(request, str(error))
    return redirect(f"{_address(review)}?tab=minutes")


def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes stand from now on, and their decisions go out."""
    who = viewer(request)
    review = find(who, pk)
    checked(request, lambda: rules.check_can_minute(who, review))

    def act(_done: forms.Form) -> tuple[str, str]:
        minutes.issue_minutes(review=review, by=who)
        said = _("The minutes are issued; each decision with a lead is a task or a proposal now.")
        return said, f"{_address(review)}?tab=minutes"

    title = _("Issue the minutes of %(reference)s?") % {"reference": review.reference}
    lead = _("They can no longer be changed, and the conclusion can no longer be taken back.")
    words = (title, _("Issue them"), f"{_address(review)}?tab=minutes", act, lead)
    form = forms.Form(posted(request))
    return save(request, form, Saving(*words, "records/confirm.html", record=review))


def _check_runs(who: Viewer, review: Review) -> None:
    """Figures and papers of the whole round are for those who see the whole of it."""
    if not access.runs(who, review):
        rules.check_is_secretariat(who, review)


def _shown(item: ReviewItem, proposed: Proposed) -> dict[str, Any]:
    """What is decided; else what the rules propose."""
    if item.verdict:
        names = ("verdict", "new_due", "new_text", "reason")
        return {name: getattr(item, name) for name in names} | {"version": item.version}
    return {
        "verdict": proposed.verdict,
        "new_due": proposed.new_due,
        "new_text": item.commitment.text if proposed.verdict == "amend" else "",
        "reason": "",
        "version": item.version,
    }


def _minuted(review: Review) -> dict[str, Any]:
    names = ("met_on", "chair", "attendance", "conclusions", "minutes_number", "version")
    return {name: getattr(review, name) for name in names}


def _address(review: Review) -> str:
    return reverse("review", args=[review.pk])


def _book(title: str, heads: list[str], lines: list[list[Any]]) -> io.BytesIO:
    file = io.BytesIO()
    book = Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#DDE7EA", "text_wrap": True, "border": 1})
    page = book.add_worksheet(title[:31])
    page.freeze_panes(1, 1)
    page.set_column(0, 0, 42)
    page.set_column(1, len(heads), 12)
    for place, words in enumerate(heads):
        page.write_string(0, place, words, head)
    for number, line in enumerate(lines, 1):
        for place, value in enumerate(line):
            if isinstance(value, str):
                page.write_string(number, place, value)
            elif value is not None:
                page.write_number(number, place, value)
    book.close()
    file.seek(0)
    return file
