"""Replies that come back as a spreadsheet or a letter: looked at, chosen, taken, taken back."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from chancery.documents.access import documents
from chancery.documents.models import Document
from chancery.lib.errors import ChanceryError
from chancery.people import actions as people
from chancery.people.access import Viewer
from chancery.web.forms.reviews import LetterAnswerForm, LetterForm, ReplyForm, ReplySheetForm
from chancery.web.middleware import viewer
from chancery.web.sheets import table_of
from chancery.web.views.answers import checked, permitted
from chancery.web.views.posting import post_only, posted
from chancery.web.views.review_answers import called
from chancery.work.actions import reviews_entering as entering
from chancery.work.models import Review, ReviewItem
from chancery.work.reviews import rules
from chancery.work.reviews.letters import asked_of
from chancery.work.reviews.sheet_reading import Fate, Row, read_replies
from chancery.work.reviews.values import ReplyValues

KEPT = "reply sheet"
RUN = "reply run"


def choose(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """The file is only read here; nothing is written."""
    who = viewer(request)
    review, call = called(who, pk, unit)
    checked(request, lambda: entering.check_may_bring(who, review, unit))
    form = ReplySheetForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        data, name = file.read(), (file.name or "")[:150]
        try:
            read_replies(table_of(data, name), asked_of(who, review, unit), unit)
            token = people.keep_upload(data=data)
            request.session[KEPT] = {"token": token, "name": name, "of": [pk, unit]}
            return redirect("review-sheet-check", pk, unit)
        except ChanceryError as error:
            form.add_error("file", str(error))
    context = {
        "form": form,
        "record": review,
        "call": call,
        "title": _("Reply spreadsheet of %(unit)s") % {"unit": call.unit},
        "submit": _("Look what it says"),
        "back": reverse("review-answer", args=[pk, unit]),
    }
    return render(
        request, "reviews/sheet_choose.html", context, status=422 if form.is_bound else 200
    )


@never_cache
def check(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """What each row would do; where it says otherwise than what stands, one of the two is chosen."""
    who = viewer(request)
    review, call = called(who, pk, unit)
    checked(request, lambda: entering.check_may_bring(who, review, unit))
    kept = request.session.get(KEPT) or {}
    data = people.kept_upload(kept["token"]) if kept.get("of") == [pk, unit] else None
    if data is None:
        messages.warning(request, _("Choose the file once more: it is kept for a day."))
        return redirect("review-sheet-back", pk, unit)
    table = table_of(data, kept["name"])
    rows = read_replies(table, asked_of(who, review, unit), unit)
    if request.method == "POST":
        return _take(request, review, unit, rows, who)
    counts = {fate.value: sum(row.fate == fate for row in rows) for fate in Fate}
    context = {
        "record": review,
        "call": call,
        "name": kept["name"],
        "table": table,
        "rows": [(row, _side_by_side(row)) for row in rows],
        "counts": [(fate.label, counts[fate.value]) for fate in Fate],
        "good": counts["new"] + counts["conflict"],
        "bad": counts["error"],
        "on_behalf": rules.is_secretariat(who, review),
    }
    return render(request, "reviews/sheet_check.html", context)


@post_only
def undo(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """Take the last spreadsheet of this unit back."""
    who = viewer(request)
    review, _call = called(who, pk, unit)
    with permitted():
        entering_check(who, review, unit)
    kept = request.session.get(RUN) or {}
    try:
        run = kept.get("run", "") if kept.get("of") == [pk, unit] else ""
        done, left = entering.take_back_replies(review=review, unit=unit, run=run, by=who)
    except ChanceryError as error:
        messages.error(request, str(error))
    else:
        request.session.pop(RUN, None)
        said = _("Taken back: %(done)s; not taken back: %(kept)s.")
        messages.success(request, said % {"done": done, "kept": left})
    return redirect("review-answer", pk, unit)


def entering_check(who: Viewer, review: Review, unit: str) -> None:
    """403 for who neither writes for the unit nor runs the round."""
    if not who.writes_for(unit):
        rules.check_is_secretariat(who, review)


def letter(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """Which letter came from the unit; then what it says of which commitments."""
    who = viewer(request)
    review, call = called(who, pk, unit)
    checked(request, lambda: rules.check_can_enter_letter(who, review))
    key = request.GET.get("document", "")
    paper = _paper(who, key)
    context = {"record": review, "call": call, "back": reverse("review-answer", args=[pk, unit])}
    if paper is None:
        return _choose_letter(request, who, context)
    items = asked_of(who, review, unit)
    text = paper.source_text.text
    answers = [
        (item, LetterAnswerForm(posted(request), prefix=str(item.pk), initial=_read(item, text)))
        for item in items
    ]
    if request.method == "POST" and all(form.is_valid() for _item, form in answers):
        wanted = [
            entering.Letter(item, _values(form), form.cleaned_data["quote"])
            for item, form in answers
            if form.cleaned_data["answers"]
        ]
        try:
            number = entering.enter_letter(
                review=review, unit=unit, document=paper, answers=wanted, by=who
            )
            messages.success(request, _("Entered: %(number)s replies.") % {"number": number})
            return redirect("review-answer", pk, unit)
        except ChanceryError as error:
            messages.error(request, str(error))
    shown = context | {"paper": paper, "answers": answers, "text": text[:20_000]}
    status = 422 if request.method == "POST" else 200
    return render(request, "reviews/letter_answers.html", shown, status=status)


def _choose_letter(request: HttpRequest, who: Viewer, context: dict[str, Any]) -> HttpResponse:
    form = LetterForm(posted(request), viewer=who)
    if form.is_bound and form.is_valid():
        return redirect(f"{request.path}?document={form.cleaned_data['document']}")
    unit = context["call"].unit
    shown = context | {
        "form": form,
        "title": _("Letter of %(unit)s") % {"unit": unit},
        "submit": _("Look what it says"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "reviews/sheet_choose.html", shown, status=status)


def _paper(who: Viewer, key: str) -> Document | None:
    if not key:
        return None
    rows = documents(who).filter(purged_at__isnull=True).select_related("source_text")
    plain = key if key.isdecimal() and len(key) < 19 else "0"
    return get_object_or_404(rows, pk=plain)


def _read(item: ReviewItem, text: str) -> dict[str, Any]:
    """The line of the letter that names the commitment is proposed as its words."""
    found = re.search(rf"[^\n]*{re.escape(item.commitment.reference)}[^\n]*", text)
    words = found[0].strip() if found else ""
    return {"answers": bool(words), "quote": words, "progress": words, "standing": "on_track"}


def _values(form: ReplyForm) -> ReplyValues:
    return form.values


def _take(
    request: HttpRequest, review: Review, unit: str, rows: list[Row], who: Viewer
) -> HttpResponse:
    """Of two clicks at once one takes the file away, and with it the right to write."""
    kept = request.session[KEPT]
    answers = [
        (row.item, row.values)
        for row in rows
        if row.item is not None and row.values is not None and _is_wanted(request, row)
    ]
    try:
        with permitted():
            run = entering.take_replies(
                review=review, unit=unit, answers=answers, file=kept["name"], by=who
            )
    except ChanceryError as error:
        messages.error(request, str(error))
        return redirect("review-sheet-check", review.pk, unit)
    people.drop_upload(token=kept["token"])
    del request.session[KEPT]
    request.session[RUN] = {"run": run, "of": [review.pk, unit]}
    said = _("Taken from %(file)s: %(number)s replies.")
    messages.success(request, said % {"file": kept["name"], "number": len(answers)})
    return redirect("review-answer", review.pk, unit)


def _is_wanted(request: HttpRequest, row: Row) -> bool:
    """New ones; of two that differ the one that was chosen."""
    if row.fate == Fate.CONFLICT and row.item is not None:
        return request.POST.get(f"choose-{row.item.pk}") == "sheet"
    return row.fate == Fate.NEW


_LABELS = {name: field.label for name, field in ReplyForm.base_fields.items()}


def _side_by_side(row: Row) -> list[tuple[Any, Any, Any]]:
    """Field, what stands, what the sheet says; where they differ."""
    if row.stands is None or row.values is None:
        return []
    return [(_LABELS[n], _told(row.stands, n), _told(row.values, n)) for n in row.differs]


def _told(values: ReplyValues, name: str) -> Any:
    value = getattr(values, name)
    choices = dict(getattr(ReplyForm.base_fields[name], "choices", ()))
    return choices.get(value, value) if value else ""
