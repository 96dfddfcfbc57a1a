"""Reply spreadsheets of several units at once: looked at, taken in one act, taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from chancery.lib.errors import ChanceryError
from chancery.people import actions as people
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.web.forms.reviews import ReplySheetsForm
from chancery.web.middleware import viewer
from chancery.web.sheets import table_of
from chancery.web.views.answers import checked, permitted
from chancery.web.views.posting import post_only, posted
from chancery.web.views.reviews import find
from chancery.work.actions import reviews_entering as entering
from chancery.work.models import Review
from chancery.work.reviews import rules
from chancery.work.reviews.letters import with_parties
from chancery.work.reviews.queries import items_of
from chancery.work.reviews.sheet_reading import Fate, Row, read_replies, unit_of

KEPT = "reply sheets"
RUN = "reply sheets run"
MOST = 100
"""Files of one upload."""
AT_ONCE = 10
"""Together they may be as large as so many of the largest: a reply sheet is small."""


@dataclass
class Sheet:
    """One file: whose it is, what its rows would do; ``why`` says what is wrong with the whole."""

    name: str
    unit: Unit | None = None
    rows: list[Row] = field(default_factory=list)
    why: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what becomes of them."""
        return {fate.value: sum(row.fate == fate for row in self.rows) for fate in Fate}

    @property
    def answers(self) -> list[tuple[Any, Any]]:
        """The rows that say something new; where two differ a person chooses on the unit's page."""
        return [
            (row.item, row.values)
            for row in self.rows
            if row.fate == Fate.NEW and row.item is not None and row.values is not None
        ]


def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """The files are only read here; nothing is written."""
    who = viewer(request)
    review = find(who, pk)
    checked(request, lambda: rules.check_can_enter(who, review))
    files = request.FILES if request.method == "POST" else None
    form = ReplySheetsForm(posted(request), files)
    if form.is_bound and form.is_valid():
        found = form.cleaned_data["sheets"]
        if why := _too_much(found):
            form.add_error("sheets", why)
        else:
            kept = [
                (people.keep_upload(data=file.read()), (file.name or "")[:150]) for file in found
            ]
            request.session[KEPT] = {"files": kept, "of": pk}
            return redirect("review-sheets-check", pk)
    context = {
        "form": form,
        "record": review,
        "title": _("Reply spreadsheets of several units"),
        "submit": _("Look what they say"),
        "back": f"{reverse('review', args=[pk])}?tab=replies",
    }
    status = 422 if form.is_bound else 200
    return render(request, "reviews/sheets_choose.html", context, status=status)


@never_cache
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose each file is and what it would do; then all that is new is taken in one act."""
    who = viewer(request)
    review = find(who, pk)
    checked(request, lambda: rules.check_can_enter(who, review))
    kept = request.session.get(KEPT) or {}
    if kept.get("of") != pk:
        messages.warning(request, _("Choose the files once more: they are kept for a day."))
        return redirect("review-sheets", pk)
    sheets = _read(who, review, kept["files"])
    if request.method == "POST":
        return _take(request, review, sheets, who)
    context = {
        "record": review,
        "sheets": sheets,
        "good": sum(len(sheet.answers) for sheet in sheets),
        "fates": [(fate.value, fate.label) for fate in Fate],
    }
    return render(request, "reviews/sheets_check.html", context)


@post_only
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last spreadsheets brought together back."""
    who = viewer(request)
    review = find(who, pk)
    with permitted():
        rules.check_is_secretariat(who, review)
    kept = request.session.get(RUN) or {}
    try:
        run = kept.get("run", "") if kept.get("of") == pk else ""
        done, left = entering.take_back_replies(review=review, unit="", run=run, by=who)
    except ChanceryError as error:
        messages.error(request, str(error))
    else:
        request.session.pop(RUN, None)
        said = _("Taken back: %(done)s; not taken back: %(kept)s.")
        messages.success(request, said % {"done": done, "kept": left})
    return redirect(f"{reverse('review', args=[pk])}?tab=replies")


def _too_much(files: list[UploadedFile[Any]]) -> str:
    if len(files) > MOST:
        return _("At most %(most)s files at once.") % {"most": MOST}
    limit = settings.SHEET_MB * 1024 * 1024
    if sum(file.size or 0 for file in files) > AT_ONCE * limit:
        said = _("Together the files are larger than %(mb)s MB: bring them in parts.")
        return said % {"mb": AT_ONCE * settings.SHEET_MB}
    if any((file.size or 0) > limit for file in files):
        return _("A file is larger than %(mb)s MB: split it.") % {"mb": settings.SHEET_MB}
    return ""


def _read(who: Viewer, review: Review, kept: list[list[str]]) -> list[Sheet]:
    led = {
        reference: unit
        for reference, unit in items_of(who, review).values_list("commitment__reference", "unit")
        if unit
    }
    sheets, tables, seen = [], {}, set()
    for token, name in kept:
        sheet = Sheet(name)
        sheets.append(sheet)
        data = people.kept_upload(token)
        try:
            if data is None:
                sheet.why = _("The file is kept no more: choose it again.")
                continue
            table = table_of(data, name)
            unit = unit_of(table, led)
        except ChanceryError as error:
            sheet.why = str(error)
            continue
        if unit in seen:
            sheet.why = _("Another file of this unit is there already: keep one of them.")
            continue
        seen.add(unit)
        tables[unit] = (sheet, table)
    names = Unit.objects.in_bulk(list(tables))
    asked = with_parties(who, review, tables)
    for unit, (sheet, table) in tables.items():
        sheet.unit, sheet.rows = names[unit], read_replies(table, asked[unit], unit)
    return sheets


def _take(request: HttpRequest, review: Review, sheets: list[Sheet], who: Viewer) -> HttpResponse:
    """Of two clicks at once one takes the first file away, and with it the right to write."""
    kept = request.session[KEPT]
    data = [(people.kept_upload(token), name) for token, name in kept["files"]]
    (first, _name), *others = kept["files"]
    if not people.drop_upload(token=first):
        messages.warning(request, _("Choose the files once more: they are kept for a day."))
        return redirect("review-sheets", review.pk)
    for token, _name in others:
        people.drop_upload(token=token)
    brought = [entering.Brought(sheet.unit.pk, sheet.answers) for sheet in sheets if sheet.unit]
    try:
        with permitted():
            run, number = entering.take_many(review=review, sheets=brought, by=who)
    except ChanceryError as error:
        files = [(people.keep_upload(data=one), name) for one, name in data if one is not None]
        request.session[KEPT] = {**kept, "files": files}
        messages.error(request, str(error))
        return redirect("review-sheets-check", review.pk)
    del request.session[KEPT]
    request.session[RUN] = {"run": run, "of": review.pk}
    messages.success(request, _("Taken from the files: %(number)s replies.") % {"number": number})
    return redirect(f"{reverse('review', args=[review.pk])}?tab=replies")
