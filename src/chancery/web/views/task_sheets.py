"""Tasks out of a tracking sheet: choose it, look at what it would do, take it, take it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chancery.lib.errors import ChanceryError
from chancery.people import actions as people
from chancery.people.access import Viewer
from chancery.register import rules as register_rules
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.sheets import SheetForm
from chancery.web.middleware import viewer
from chancery.web.sheets import (
    LABELS,
    choices_of,
    kept_of,
    proposed,
    shown_plan,
    table_of,
    wanted_of,
)
from chancery.web.views.answers import permitted
from chancery.web.views.from_files import columns_form, errors_file
from chancery.web.views.posting import post_only, posted
from chancery.web.views.taking_back import tell_taken_back
from chancery.web.views.task_making import assigners
from chancery.work import access
from chancery.work.actions.sheets import take_back_sheet, take_sheet
from chancery.work.rules.bringing import check_can_take_back
from chancery.work.sheets.columns import NEEDED, Mapped, map_headings
from chancery.work.sheets.plan import Plan, Wanted, heading_of, plan_sheet
from chancery.work.sheets.runs import Import, import_of

KEPT = "tracking sheet"
NAMED = 300


def choose(request: HttpRequest) -> HttpResponse:
    """The file is only read here; nothing is written."""
    who, units = _writer(request)
    files = request.FILES if request.method == "POST" else None
    form = SheetForm(posted(request), files, viewer=who, assigners=assigners(who, units))
    if form.is_bound and form.is_valid():
        try:
            _keep(request, form)
            return redirect("tasks-import-check")
        except ChanceryError as error:
            form.add_error("file", str(error))
    context = {"form": form, "labels": LABELS.values()}
    return render(request, "tasks/import.html", context, status=422 if form.is_bound else 200)


@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """What each row would do; the columns may be named anew; the new rows are taken on asking."""
    who, _units = _writer(request)
    kept = request.session.get(KEPT)
    data = people.kept_upload(kept["token"]) if kept else None
    if kept is None or data is None:
        messages.warning(request, _("Choose the file once more: it is kept for a day."))
        return redirect("tasks-import")
    table, wanted = table_of(data, kept["name"]), wanted_of(kept["wanted"])
    mapped = Mapped(kept["columns"]) if "columns" in kept else map_headings(table.headings)
    form = columns_form(request, LABELS, table.headings, mapped.found)
    if "columns" in request.POST and form.is_valid():
        request.session[KEPT] = {**kept, "columns": form.columns()}
        return redirect("tasks-import-check")
    context = {"name": kept["name"], "table": table, "form": form, "proposed": proposed(mapped)}
    if mapped.missing:
        context["missing"] = [heading_of(name) for name in NEEDED if name in mapped.missing]
        return render(request, "tasks/import_check.html", context)
    plan = plan_sheet(table, mapped.found, wanted, who)
    if "take" in request.POST:
        return _take(request, plan, data, who)
    if request.GET.get("download") == "errors":
        return _errors(plan)
    shown = shown_plan(plan, request.GET.get("show", ""), who)
    return render(request, "tasks/import_check.html", context | shown)


@require_safe
def outcome(request: HttpRequest, run: str) -> HttpResponse:
    """What an import made and left alone; for who made it alone."""
    who = viewer(request)
    found = _find(who, run)
    made = [one.key for one in found.made[:NAMED]]
    context = {
        "run": found,
        "tasks": access.tasks(who).filter(pk__in=made).only("pk", "reference", "text"),
        "more": max(len(found.made) - NAMED, 0),
        "changed": found.changed[:NAMED],
        "not_done": found.not_done[:NAMED],
        "cannot": _why_not(who, found),
    }
    return render(request, "tasks/imported.html", context)


@post_only
def undo(request: HttpRequest, run: str) -> HttpResponse:
    """Withdraw the tasks of an import, those that nobody has worked on since."""
    who = viewer(request)
    found = _find(who, run)
    tell_taken_back(request, lambda: take_back_sheet(run=found, by=who))
    return redirect("tasks-imported", run)


def _writer(request: HttpRequest) -> tuple[Viewer, list[Any]]:
    """Who may record tasks at all; 403 for others."""
    who = viewer(request)
    units = writing_units(who)
    with permitted():
        register_rules.check_can_add(who, next((unit.pk for unit in units), ""))
    return who, units


def _keep(request: HttpRequest, form: SheetForm) -> None:
    """Read it once, so that a file that is none is told at once; then keep it for the preview."""
    file = form.cleaned_data["file"]
    data, name = file.read(), (file.name or "")[:150]
    table_of(data, name)
    wanted = Wanted(form.guard, form.cleaned_data["assigner"])
    token = people.keep_upload(data=data)
    request.session[KEPT] = {"token": token, "name": name, "wanted": kept_of(wanted)}


def _take(request: HttpRequest, plan: Plan, data: bytes, who: Viewer) -> HttpResponse:
    """Of two clicks at once one takes the file away, and with it the right to write."""
    kept = request.session[KEPT]
    if not people.drop_upload(token=kept["token"]):
        messages.warning(request, _("Choose the file once more: it is kept for a day."))
        return redirect("tasks-import")
    try:
        with permitted():
            run = take_sheet(
                plan=plan,
                file=kept["name"],
                by=who,
                choices=choices_of(request.POST),
                reason=request.POST.get("reason", "").strip()[:500],
            )
    except ChanceryError as error:
        request.session[KEPT] = {**kept, "token": people.keep_upload(data=data)}
        messages.error(request, str(error))
        return redirect("tasks-import-check")
    del request.session[KEPT]
    said = _("Recorded from %(file)s: %(made)s tasks.")
    if run.changed or run.not_done:
        said = _("Recorded from %(file)s: %(made)s tasks; changed: %(changed)s.")
    values = {"file": run.file, "made": len(run.made), "changed": len(run.changed)}
    messages.success(request, said % values)
    return redirect("tasks-imported", run.key)


def _errors(plan: Plan) -> HttpResponse:
    head = (_("Cell"), _("Column"), _("What stands there"), _("Cause"), _("What to do"))
    lines = [(p.at, p.column, p.cell, p.cause, p.remedy) for p in plan.problems]
    return errors_file(head, lines)


def _find(who: Viewer, key: str) -> Import:
    found = import_of(who, key)
    if found is None:
        raise Http404
    return found


def _why_not(who: Viewer, run: Import) -> str:
    try:
        was = run.taken_back is not None
        check_can_take_back(who, run.held_by, is_recent=run.is_recent, was=was)
    except ChanceryError as error:
        return str(error)
    return ""
