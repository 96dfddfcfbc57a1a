"""Records of any kind out of a spreadsheet: choose it, look at it, take it, take it back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chancery.lib.errors import ChanceryError
from chancery.people import actions as people
from chancery.people.access import Viewer
from chancery.register.actions.form_imports import RowsRefusedError, try_rows
from chancery.register.runs import RegisterImport
from chancery.register.values import Guard
from chancery.web.form_sheets import running
from chancery.web.form_sheets.kinds import KINDS, Kind
from chancery.web.form_sheets.plan import FormPlan, columns_of, missing, plan_form_sheet, read
from chancery.web.form_sheets.shape import shape_of
from chancery.web.form_sheets.template import template_of
from chancery.web.forms.form_sheets import RowsForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.from_files import columns_form, errors_file
from chancery.web.views.posting import post_only, posted
from chancery.web.views.project_imports import why_not, writer

KEPT = "rows of "
SHOWN = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def choose(request: HttpRequest, into: str) -> HttpResponse:
    """The file is only read here; nothing is written."""
    kind, who = _kind(into), writer(request)
    files = request.FILES if request.method == "POST" else None
    form = RowsForm(posted(request), files, viewer=who)
    shape = shape_of(kind, who)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        data, name = file.read(), (file.name or "")[:150]
        try:
            read(data, name, shape)
            token = people.keep_upload(data=data)
            kept = {"token": token, "name": name, "guard": asdict(form.guard)}
            request.session[KEPT + kind.name] = kept
            return redirect("rows-check", kind.name)
        except ChanceryError as error:
            form.add_error("file", str(error))
    context = {"form": form, "kind": kind, "back": reverse(kind.list), "columns": shape.fields}
    status = 422 if form.is_bound else 200
    return render(request, "records/from_file.html", context, status=status)


@require_safe
def template(request: HttpRequest, into: str) -> FileResponse:
    """The empty spreadsheet of the kind."""
    kind, who = _kind(into), writer(request)
    file, name = template_of(kind, who), f"{kind.title}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=_XLSX)


@never_cache
def check(request: HttpRequest, into: str) -> HttpResponse:
    """What each row would do; the columns may be named anew; the new rows are taken on asking."""
    kind, who = _kind(into), writer(request)
    kept = request.session.get(KEPT + kind.name)
    data = people.kept_upload(kept["token"]) if kept else None
    if kept is None or data is None:
        messages.warning(request, _("Choose the file once more: it is kept for a day."))
        return redirect("rows-import", kind.name)
    shape = shape_of(kind, who)
    table = read(data, kept["name"], shape)
    columns = kept.get("columns") or columns_of(table, shape)
    form = columns_form(request, shape.labels, table.headings, columns)
    if "columns" in request.POST and form.is_valid():
        request.session[KEPT + kind.name] = {**kept, "columns": form.columns()}
        return redirect("rows-check", kind.name)
    context = {"name": kept["name"], "table": table, "form": form, "kind": kind}
    context["back"] = reverse(kind.list)
    if lacking := missing(shape, table, columns):
        return render(request, "records/from_file_check.html", context | {"missing": lacking})
    with_twins = bool(request.POST.get("twins"))
    guard = _guard(kept["guard"])
    plan = plan_form_sheet(kind, table, columns, guard, who, with_twins=with_twins)
    if "take" in request.POST:
        return _take(request, plan, data, who)
    if len(plan.new) <= SHOWN:
        plan = plan.refused(try_rows(plan.adds(who)))
    if request.GET.get("download") == "errors":
        return _errors(plan)
    return render(request, "records/from_file_check.html", context | _shown(request, plan))


@require_safe
def outcome(request: HttpRequest, run: str) -> HttpResponse:
    """What an import made and left alone; for who made it alone."""
    who = viewer(request)
    kind, found = _find(who, run)
    keys = [key for key, _reference, _version in found.records[:SHOWN]]
    rows = kind.rows(who).in_bulk(keys)
    made = [
        (kind.reference(rows[key]), rows[key], kind.address(rows[key]))
        for key in keys
        if key in rows
    ]
    context = {
        "run": found,
        "kind": kind,
        "back": reverse(kind.list),
        "made": made,
        "more": max(len(found.records) - SHOWN, 0),
        "cannot": why_not(who, found),
    }
    return render(request, "records/from_file_done.html", context)


@post_only
def undo(request: HttpRequest, run: str) -> HttpResponse:
    """Take the import back, but for what somebody has changed since."""
    who = viewer(request)
    kind, found = _find(who, run)
    try:
        with permitted():
            after = running.take_back(kind, found, who)
        done = sum((after.taken_back or {}).values())
        said = _("Taken back: %(done)s; not taken back: %(kept)s.")
        messages.success(request, said % {"done": done, "kept": len(after.kept)})
    except ChanceryError as error:
        messages.error(request, str(error))
    return redirect("rows-imported", run)


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _guard(kept: dict[str, Any]) -> Guard:
    return Guard(kept["held_by"], kept["sensitivity"], tuple(kept["named_units"]))


def _take(request: HttpRequest, plan: FormPlan, data: bytes, who: Viewer) -> HttpResponse:
    """Of two clicks at once one takes the file away, and with it the right to write."""
    place = KEPT + plan.kind.name
    kept = request.session[place]
    if not people.drop_upload(token=kept["token"]):
        messages.warning(request, _("Choose the file once more: it is kept for a day."))
        return redirect("rows-import", plan.kind.name)
    try:
        with permitted():
            run = running.take(plan, kept["name"], who)
    except ChanceryError as error:
        request.session[place] = {**kept, "token": people.keep_upload(data=data)}
        messages.error(request, str(error))
        if not isinstance(error, RowsRefusedError):
            return redirect("rows-check", plan.kind.name)
        shape = shape_of(plan.kind, who)
        form = columns_form(request, shape.labels, plan.table.headings, plan.columns)
        context = {"name": kept["name"], "table": plan.table, "form": form, "kind": plan.kind}
        shown = _shown(request, plan.refused(error.rows))
        context |= {"back": reverse(plan.kind.list), **shown}
        return render(request, "records/from_file_check.html", context, status=422)
    del request.session[place]
    said = _("Recorded from %(file)s: %(rows)s rows.")
    messages.success(request, said % {"file": run.file, "rows": len(run.records)})
    return redirect("rows-imported", run.key)


def _shown(request: HttpRequest, plan: FormPlan) -> dict[str, Any]:
    asked = request.GET.get("show", "")
    rows = [row for row in plan.rows if not asked or row.fate == asked]
    return {
        "counts": plan.counts,
        "total": len(plan.rows),
        "good": len(plan.new),
        "bad": len(plan.problems),
        "alike": sum(bool(row.twins) for row in plan.rows),
        "show": asked,
        "rows": rows[:SHOWN],
        "more": max(len(rows) - SHOWN, 0),
        "passed_over": plan.table.passed_over,
    }


def _errors(plan: FormPlan) -> HttpResponse:
    head = (_("Cell"), _("Column"), _("What stands there"), _("Cause"))
    return errors_file(head, [(p.at, p.column, p.cell, p.cause) for p in plan.problems])


def _find(who: Viewer, key: str) -> tuple[Kind, RegisterImport]:
    found = running.run_of(who, key)
    if found is None:
        raise Http404
    return found
