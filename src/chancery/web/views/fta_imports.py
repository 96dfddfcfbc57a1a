"""Figures on the use of agreements out of a spreadsheet: choose, look, take, take back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chancery.intake.fta_use.columns import LABELS, map_headings, named
from chancery.intake.fta_use.plan import UsePlan, UseWanted, plan_uses
from chancery.lib.errors import ChanceryError
from chancery.people import actions as people
from chancery.people.access import Viewer
from chancery.register import access
from chancery.register.actions.fta_use import WHAT, take_back_fta_uses, take_fta_uses
from chancery.register.runs import RegisterImport, import_of
from chancery.register.values import Guard
from chancery.web.forms.register_imports import UseSheetForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.from_files import columns_form, errors_file
from chancery.web.views.posting import post_only, posted
from chancery.web.views.project_imports import why_not, writer
from chancery.work.sheets.limits import limits_of_settings
from chancery.work.sheets.table import read_table

KEPT = "fta use sheet"
SHOWN = 200


def choose(request: HttpRequest) -> HttpResponse:
    """The file is only read here; nothing is written."""
    who = writer(request)
    files = request.FILES if request.method == "POST" else None
    form = UseSheetForm(posted(request), files, viewer=who)
    if form.is_bound and form.is_valid():
        try:
            _keep(request, form)
            return redirect("fta-use-import-check")
        except ChanceryError as error:
            form.add_error("file", str(error))
    context = {"form": form, "labels": LABELS.values()}
    return render(request, "fta/import.html", context, status=422 if form.is_bound else 200)


@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """What each row would do; the columns may be named anew; the new rows are taken on asking."""
    who = writer(request)
    kept = request.session.get(KEPT)
    data = people.kept_upload(kept["token"]) if kept else None
    if kept is None or data is None:
        messages.warning(request, _("Choose the file once more: it is kept for a day."))
        return redirect("fta-use-import")
    table = read_table(data, kept["name"], limits_of_settings(), named)
    columns = kept.get("columns") or map_headings(table.headings)
    form = columns_form(request, LABELS, table.headings, columns)
    if "columns" in request.POST and form.is_valid():
        request.session[KEPT] = {**kept, "columns": form.columns()}
        return redirect("fta-use-import-check")
    plan = plan_uses(table, columns, _wanted(kept["wanted"]), who)
    if "take" in request.POST:
        return _take(request, plan, data, who)
    if request.GET.get("download") == "errors":
        return _errors(plan)
    context = {"name": kept["name"], "form": form, **_shown(request, plan)}
    return render(request, "fta/import_check.html", context)


@require_safe
def outcome(request: HttpRequest, run: str) -> HttpResponse:
    """What an import made and left alone; for who made it alone."""
    who = viewer(request)
    found = _find(who, run)
    made = access.fta_uses(who).filter(run=run).select_related("agreement")
    context = {"run": found, "uses": made[:SHOWN], "cannot": why_not(who, found)}
    return render(request, "fta/imported.html", context)


@post_only
def undo(request: HttpRequest, run: str) -> HttpResponse:
    """Take the import back, but for what somebody has changed since."""
    who = viewer(request)
    found = _find(who, run)
    try:
        with permitted():
            take_back_fta_uses(run=found, by=who)
        messages.success(request, _("The import is taken back."))
    except ChanceryError as error:
        messages.error(request, str(error))
    return redirect("fta-use-imported", run)


def _keep(request: HttpRequest, form: UseSheetForm) -> None:
    """Read it once, so that a file that is none is told at once; then keep it for the preview."""
    file = form.cleaned_data["file"]
    data, name = file.read(), (file.name or "")[:150]
    read_table(data, name, limits_of_settings(), named)
    token = people.keep_upload(data=data)
    request.session[KEPT] = {"token": token, "name": name, "wanted": asdict(form.wanted)}


def _wanted(kept: dict[str, Any]) -> UseWanted:
    guard = kept["guard"]
    whole = Guard(guard["held_by"], guard["sensitivity"], tuple(guard["named_units"]))
    return UseWanted(**{**kept, "guard": whole})


def _take(request: HttpRequest, plan: UsePlan, data: bytes, who: Viewer) -> HttpResponse:
    """Of two clicks at once one takes the file away, and with it the right to write."""
    kept = request.session[KEPT]
    if not people.drop_upload(token=kept["token"]):
        messages.warning(request, _("Choose the file once more: it is kept for a day."))
        return redirect("fta-use-import")
    left = {fate: number for fate, number in plan.counts.items() if fate != "new"}
    try:
        with permitted():
            run = take_fta_uses(
                rows=plan.new, guard=plan.wanted.guard, file=kept["name"], by=who, left=left
            )
    except ChanceryError as error:
        request.session[KEPT] = {**kept, "token": people.keep_upload(data=data)}
        messages.error(request, str(error))
        return redirect("fta-use-import-check")
    del request.session[KEPT]
    said = _("Recorded from %(file)s: %(rows)s rows.")
    messages.success(request, said % {"file": run.file, **run.made})
    return redirect("fta-use-imported", run.key)


def _shown(request: HttpRequest, plan: UsePlan) -> dict[str, Any]:
    asked = request.GET.get("show", "")
    rows = [row for row in plan.rows if not asked or row.fate == asked]
    return {
        "plan": plan,
        "counts": plan.counts,
        "good": len(plan.new),
        "bad": len(plan.problems),
        "show": asked,
        "rows": rows[:SHOWN],
        "more": max(len(rows) - SHOWN, 0),
    }


def _errors(plan: UsePlan) -> HttpResponse:
    head = (_("Cell"), _("Column"), _("What stands there"), _("Cause"), _("What to do"))
    lines = [(p.at, p.column, p.cell, p.cause, p.remedy) for p in plan.problems]
    return errors_file(head, lines)


def _find(who: Viewer, key: str) -> RegisterImport:
    found = import_of(who, key, WHAT)
    if found is None:
        raise Http404
    return found
