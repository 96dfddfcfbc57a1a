"""Records of any kind out of a spreadsheet: choose it, look at it, take it, take it back."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from chancery.lib import progress
from chancery.lib.errors import ChanceryError
from chancery.people import actions as people
from chancery.people.access import Viewer, viewer_of
from chancery.register.actions.form_imports import RowRefused, RowsRefusedError, try_rows
from chancery.register.runs import RegisterImport
from chancery.register.values import Guard
from chancery.web.form_sheets import running, working
from chancery.web.form_sheets.kinds import KINDS, Kind
from chancery.web.form_sheets.plan import (
    FormPlan,
    columns_of,
    kept_of,
    missing,
    plan_form_sheet,
    plan_of,
    read,
)
from chancery.web.form_sheets.shape import shape_of
from chancery.web.form_sheets.template import template_of
from chancery.web.form_sheets.working import Standing
from chancery.web.forms.form_sheets import RowsForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.from_files import columns_form, errors_file
from chancery.web.views.posting import post_only, posted
from chancery.web.views.project_imports import why_not, writer

KEPT = "rows of "
SHOWN = 200
AT_ONCE = 200
"""Rows that are looked at and recorded while the person waits: some two seconds."""
TAKE = "take"
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
    """What each row would do; the columns may be named anew; the new rows are taken on asking.

    A long sheet is looked at, and taken, in the background: the page says how far it is.
    """
    kind, who = _kind(into), writer(request)
    kept = request.session.get(KEPT + kind.name)
    if kept and kept.get("taking"):
        return _taken(request, kind, kept)
    data = people.kept_upload(kept["token"]) if kept else None
    if kept is None or data is None:
        messages.warning(request, _("Choose the file once more: it is kept for a day."))
        return redirect("rows-import", kind.name)
    return _checked(request, kind, kept, data, who)


def _checked(
    request: HttpRequest, kind: Kind, kept: dict[str, Any], data: bytes, who: Viewer
) -> HttpResponse:
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
    sheet = FormPlan(kind, table, columns, (), _guard(kept["guard"]))
    if "take" in request.POST:
        return _take(request, sheet, data, who)
    return _preview(request, sheet, kept, who, context)


def _preview(
    request: HttpRequest,
    sheet: FormPlan,
    kept: dict[str, Any],
    who: Viewer,
    context: dict[str, Any],
) -> HttpResponse:
    plan = _plan(sheet, kept, who)
    if isinstance(plan, Standing):
        return _waiting(request, sheet.kind, plan, _("Looking at the rows"))
    if request.GET.get("download") == "errors":
        return _errors(plan)
    if request.htmx:  # type: ignore[attr-defined] # put there by its middleware
        return HttpResponseClientRefresh()
    return render(request, "records/from_file_check.html", context | _shown(request, plan))


def _plan(sheet: FormPlan, kept: dict[str, Any], who: Viewer) -> FormPlan | Standing:
    """What becomes of each row; of a long sheet how far that is worked out."""
    if len(sheet.table.lines) <= AT_ONCE:
        plan = _looked_at(sheet, who)
        return plan.refused(try_rows(plan.adds(who))) if len(plan.new) <= SHOWN else plan
    said = json.dumps([sheet.columns, get_language()], sort_keys=True)
    what = f"plan-{sha256(said.encode()).hexdigest()[:12]}"
    user = who.user
    now = working.standing(kept["token"], what)
    if now is not None and now.is_lost:
        working.forget(kept["token"], what)
    if now is None or now.is_lost:
        working.start(kept["token"], what, lambda: kept_of(_looked_at(sheet, viewer_of(user))))
        now = working.standing(kept["token"], what) or Standing()
    if not now.is_over:
        return now
    plan = plan_of(now.result or [], sheet)
    return plan.refused(RowRefused(*one) for one in _refused_before(kept))


def _refused_before(kept: dict[str, Any]) -> list[tuple[int, str, str]]:
    """What the rules refused when these rows were to be taken."""
    before = working.standing(kept["refused"], TAKE) if kept.get("refused") else None
    return before.result["refused"] if before and before.result else []


def _looked_at(sheet: FormPlan, who: Viewer, *, with_twins: bool = False) -> FormPlan:
    parts = (sheet.kind, sheet.table, sheet.columns, sheet.guard, who)
    return plan_form_sheet(*parts, with_twins=with_twins)


def _waiting(request: HttpRequest, kind: Kind, now: Standing, title: str) -> HttpResponse:
    context = {"kind": kind, "back": reverse(kind.list), "now": now, "title": title}
    context["recording"] = "taking" in request.session.get(KEPT + kind.name, {})
    return render(request, "records/from_file_waiting.html", context)


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


def _take(request: HttpRequest, sheet: FormPlan, data: bytes, who: Viewer) -> HttpResponse:
    """Of two clicks at once one takes the file away, and with it the right to write."""
    place = KEPT + sheet.kind.name
    kept = request.session[place]
    with_twins = bool(request.POST.get("twins"))
    if not people.drop_upload(token=kept["token"]):
        messages.warning(request, _("Choose the file once more: it is kept for a day."))
        return redirect("rows-import", sheet.kind.name)
    if len(sheet.table.lines) > AT_ONCE:
        user, name = who.user, kept["name"]
        working.start(
            kept["token"],
            TAKE,
            lambda: _take_long(sheet, data, name, viewer_of(user), with_twins=with_twins),
        )
        request.session[place] = {**kept, "taking": True}
        return redirect("rows-check", sheet.kind.name)
    plan = _looked_at(sheet, who, with_twins=with_twins)
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
    return _recorded(request, plan.kind, run.key, run.file, len(run.records))


def _take_long(
    sheet: FormPlan, data: bytes, name: str, who: Viewer, *, with_twins: bool
) -> dict[str, Any]:
    """Look at the rows once more and record them, all or none; where none, the file is kept again."""
    try:
        plan = _looked_at(sheet, who, with_twins=with_twins)
        run = running.take(plan, name, who, progress.tell)
    except ChanceryError as error:
        rows = error.rows if isinstance(error, RowsRefusedError) else ()
        refused = [(one.number, one.field, one.why) for one in rows]
        again = people.keep_upload(data=data)
        return {"error": str(error), "refused": refused, "token": again}
    return {"run": run.key, "file": run.file, "rows": len(run.records)}


def _taken(request: HttpRequest, kind: Kind, kept: dict[str, Any]) -> HttpResponse:
    """How far the recording is; once it is over, what came of it."""
    now = working.standing(kept["token"], TAKE)
    if now is not None and not now.is_over and not now.is_lost:
        return _waiting(request, kind, now, _("Recording the rows"))
    if request.htmx:  # type: ignore[attr-defined] # put there by its middleware
        return HttpResponseClientRefresh()
    place = KEPT + kind.name
    if now is None or now.is_lost or not now.result:
        del request.session[place]
        said = _(
            "Recording the rows broke off. They are recorded all or none: choose the file once more,"
            " and it shows which stand."
        )
        messages.error(request, said)
        return redirect("rows-import", kind.name)
    if "error" in now.result:
        after = {**kept, "token": now.result["token"], "refused": kept["token"]}
        del after["taking"]
        request.session[place] = after
        messages.error(request, now.result["error"])
        return redirect("rows-check", kind.name)
    return _recorded(request, kind, *(now.result[name] for name in ("run", "file", "rows")))


def _recorded(request: HttpRequest, kind: Kind, run: str, file: str, rows: int) -> HttpResponse:
    del request.session[KEPT + kind.name]
    said = _("Recorded from %(file)s: %(rows)s rows.")
    messages.success(request, said % {"file": file, "rows": rows})
    return redirect("rows-imported", run)


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
