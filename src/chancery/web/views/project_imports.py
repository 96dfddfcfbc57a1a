"""Projects out of an IATI file: choose it, look at what it would do, take it, take it back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chancery.intake.iati.plan import IatiPlan, IatiWanted, PlannedActivity, plan_iati
from chancery.intake.iati.stream import IatiLimits
from chancery.lib.errors import ChanceryError
from chancery.people import actions as people
from chancery.people.access import Viewer
from chancery.register import access
from chancery.register import rules as register_rules
from chancery.register.actions.project_imports import WHAT, take_back_projects, take_projects
from chancery.register.runs import RegisterImport, check_can_take_back, import_of
from chancery.register.values import Guard
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.register_imports import IatiForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.from_files import errors_file
from chancery.web.views.posting import post_only, posted

KEPT = "iati file"
SHOWN = 200


def choose(request: HttpRequest) -> HttpResponse:
    """The file is only read here; nothing is written."""
    who = writer(request)
    files = request.FILES if request.method == "POST" else None
    form = IatiForm(posted(request), files, viewer=who)
    if form.is_bound and form.is_valid():
        try:
            _keep(request, form, who)
            return redirect("projects-import-check")
        except ChanceryError as error:
            form.add_error("file", str(error))
    status = 422 if form.is_bound else 200
    return render(request, "projects/import.html", {"form": form}, status=status)


@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """What each activity would do; what is new is taken on asking."""
    who = writer(request)
    kept = request.session.get(KEPT)
    data = people.kept_upload(kept["token"]) if kept else None
    if kept is None or data is None:
        messages.warning(request, _("Choose the file once more: it is kept for a day."))
        return redirect("projects-import")
    plan = plan_iati(data, _wanted(kept["wanted"]), who, limits())
    if request.method == "POST":
        return _take(request, plan, data, who)
    if request.GET.get("download") == "errors":
        return _errors(plan)
    return render(request, "projects/import_check.html", _shown(request, plan, kept["name"], who))


@require_safe
def outcome(request: HttpRequest, run: str) -> HttpResponse:
    """What an import made and left alone; for who made it alone."""
    who = viewer(request)
    found = _find(who, run)
    made = access.projects(who).filter(run=run).only("pk", "reference", "text", "name_en")
    context = {"run": found, "projects": made[:SHOWN], "cannot": why_not(who, found)}
    return render(request, "projects/imported.html", context)


@post_only
def undo(request: HttpRequest, run: str) -> HttpResponse:
    """Take the import back, but for what somebody has worked on since."""
    who = viewer(request)
    found = _find(who, run)
    try:
        with permitted():
            take_back_projects(run=found, by=who)
        messages.success(request, _("The import is taken back."))
    except ChanceryError as error:
        messages.error(request, str(error))
    return redirect("projects-imported", run)


def writer(request: HttpRequest) -> Viewer:
    """Who may record anything at all; 403 for others."""
    who = viewer(request)
    with permitted():
        register_rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    return who


def why_not(who: Viewer, run: RegisterImport) -> str:
    """Why an import cannot be taken back; empty where it can."""
    try:
        check_can_take_back(who, run)
    except ChanceryError as error:
        return str(error)
    return ""


def limits() -> IatiLimits:
    """Those of this installation."""
    return IatiLimits(mb=settings.IATI_MB)


def _keep(request: HttpRequest, form: IatiForm, who: Viewer) -> None:
    """Read it once, so that a file that is none is told at once; then keep it for the preview."""
    file = form.cleaned_data["file"]
    data, name = file.read(), (file.name or "")[:150]
    plan_iati(data, form.wanted, who, limits())
    token = people.keep_upload(data=data)
    request.session[KEPT] = {"token": token, "name": name, "wanted": asdict(form.wanted)}


def _wanted(kept: dict[str, Any]) -> IatiWanted:
    guard = kept["guard"]
    named = tuple(guard["named_units"])
    whole = Guard(guard["held_by"], guard["sensitivity"], named)
    return IatiWanted(whole, kept["partner"], kept["kind"])


def _take(request: HttpRequest, plan: IatiPlan, data: bytes, who: Viewer) -> HttpResponse:
    """Of two clicks at once one takes the file away, and with it the right to write."""
    kept = request.session[KEPT]
    if not people.drop_upload(token=kept["token"]):
        messages.warning(request, _("Choose the file once more: it is kept for a day."))
        return redirect("projects-import")
    rows = [row.project for row in plan.to_take if row.project]
    left = {fate: number for fate, number in plan.counts.items() if fate not in {"new", "more"}}
    try:
        with permitted():
            run = take_projects(
                rows=rows, guard=plan.wanted.guard, file=kept["name"], by=who, left=left
            )
    except ChanceryError as error:
        request.session[KEPT] = {**kept, "token": people.keep_upload(data=data)}
        messages.error(request, str(error))
        return redirect("projects-import-check")
    del request.session[KEPT]
    said = _("Taken from %(file)s: %(projects)s projects, %(entries)s ledger entries.")
    messages.success(request, said % {"file": run.file, **run.made})
    return redirect("projects-imported", run.key)


def _shown(request: HttpRequest, plan: IatiPlan, name: str, who: Viewer) -> dict[str, Any]:
    asked = request.GET.get("show", "")
    rows: list[PlannedActivity] = [row for row in plan.rows if not asked or row.fate == asked]
    first = rows[:SHOWN]
    known = access.projects(who).in_bulk([row.of for row in first if row.of])
    return {
        "name": name,
        "plan": plan,
        "counts": plan.counts,
        "projects": plan.counts["new"],
        "show": asked,
        "rows": [(row, known.get(row.of or 0)) for row in first],
        "more": max(len(rows) - SHOWN, 0),
        "unused": [(what, why, n) for (what, why), n in plan.unused.most_common()],
        "bad": len(plan.problems),
    }


def _errors(plan: IatiPlan) -> HttpResponse:
    head = (_("Line"), _("Element"), _("What stands there"), _("Cause"), _("What to do"))
    lines = [(str(p.line), p.where, p.said, p.cause, p.remedy) for p in plan.problems]
    return errors_file(head, lines)


def _find(who: Viewer, key: str) -> RegisterImport:
    found = import_of(who, key, WHAT)
    if found is None:
        raise Http404
    return found
