"""Bringing units, people or rates of exchange in a spreadsheet: choose, look at what it would do, confirm."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chancery.lib.errors import ChanceryError
from chancery.people import actions
from chancery.people.importing import State
from chancery.people.sheets import MAX_BYTES, SheetError
from chancery.web.bringing import KINDS, PASTED, Brought, csv_of, sheet_of
from chancery.web.forms.units import BringForm
from chancery.web.views.entrance import administrator
from chancery.web.views.from_files import columns_form, errors_file
from chancery.web.views.posting import posted

SHOWN = 200


def choose(request: HttpRequest, kind: str) -> HttpResponse:
    """The file, or for people a pasted list; it is only read here, nothing is written."""
    administrator(request)
    brought = _kind(kind)
    files = request.FILES if request.method == "POST" else None
    form = BringForm(posted(request), files, pastes=kind == "people")
    if form.is_bound and form.is_valid():
        try:
            _keep(request, kind, form)
            return redirect("import-check", kind)
        except ChanceryError as error:
            form.add_error("file", str(error))
    context = {"form": form, "kind": kind, "labels": brought.labels.values(), "back": _back(kind)}
    status = 422 if form.is_bound else 200
    return render(request, "settings/bring.html", context, status=status)


@never_cache
def check(request: HttpRequest, kind: str) -> HttpResponse:
    """What each row would do; the columns may be named anew; the good rows are taken on asking."""
    who = administrator(request)
    brought, kept = _kind(kind), request.session.get(_key(kind))
    data = actions.kept_upload(kept["token"]) if kept else None
    if kept is None or data is None:
        messages.warning(request, _("Choose the file once more: it is kept for a day."))
        return redirect("import", kind)
    sheet = sheet_of(data, kind)
    columns = kept.get("columns") or brought.guess(sheet)
    form = columns_form(request, brought.labels, sheet.headings, columns)
    if "columns" in request.POST and form.is_valid():
        request.session[_key(kind)] = {**kept, "columns": form.columns()}
        return redirect("import-check", kind)
    rows = brought.plan(sheet, columns)
    if "take" in request.POST:
        return _take(request, brought, rows, who.key)
    if request.GET.get("download") == "errors":
        return _errors(rows)
    return render(
        request,
        "settings/check.html",
        _shown(request, brought, rows, kept) | {"form": form, "assumed": sheet.assumed},
    )


@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """A file to fill in."""
    administrator(request)
    return _file(csv_of(_kind(kind).template), f"chancery-{kind}.csv")


def _kind(kind: str) -> Brought:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def _key(kind: str) -> str:
    return f"brought {kind}"


def _back(kind: str) -> str:
    return reverse(f"settings-{kind}")


def _keep(request: HttpRequest, kind: str, form: BringForm) -> None:
    """Read it once, so that a file that is none is told at once; then keep it for the preview."""
    file = form.cleaned_data["file"]
    if file is not None and file.size > MAX_BYTES:
        raise SheetError(_("The file is larger than %(mb)s MB: split it.") % {"mb": 5})
    data = file.read() if file else PASTED + form.cleaned_data["pasted"].encode()
    sheet_of(data, kind)
    name = (file.name or "")[:120] if file else _("pasted list")
    request.session[_key(kind)] = {"token": actions.keep_upload(data=data), "name": name}


def _take(request: HttpRequest, brought: Brought, rows: Any, by: str) -> HttpResponse:
    if not any(row.state in {State.NEW, State.CHANGED} for row in rows):
        raise PermissionDenied(_("There is nothing to take."))
    kept = request.session[_key(brought.name)]
    with transaction.atomic():
        added, changed, links = brought.take(request, rows, kept["name"], by)
    actions.drop_upload(token=kept["token"])
    del request.session[_key(brought.name)]
    messages.success(
        request,
        _("Taken: %(added)s new, %(changed)s changed.") % {"added": added, "changed": changed},
    )
    if links:
        return render(request, "settings/links.html", {"links": links})
    return redirect(_back(brought.name))


def _shown(request: HttpRequest, brought: Brought, rows: Any, kept: Any) -> dict[str, Any]:
    counts = Counter(str(row.state) for row in rows)
    asked = request.GET.get("show", "")
    wanted = [row for row in rows if not asked or row.state == asked]
    labels = {name: str(label) for name, label in brought.labels.items()}
    return {
        "kind": brought.name,
        "name": kept["name"],
        "counts": [(state.value, counts[state.value]) for state in State],
        "good": counts["new"] + counts["changed"],
        "bad": counts["error"],
        "total": len(rows),
        "show": asked,
        "rows": [
            (row, brought.show(row), [(labels.get(n, n), a, b) for n, a, b in row.changes])
            for row in wanted[:SHOWN]
        ],
        "more": max(len(wanted) - SHOWN, 0),
        "back": _back(brought.name),
    }


def _errors(rows: Any) -> HttpResponse:
    head = (_("Row"), _("Column"), _("Cell"), _("Cause"), _("What to do"))
    lines = [
        (str(row.number), problem.column, problem.cell, problem.cause, problem.remedy)
        for row in rows
        for problem in row.problems
    ]
    return errors_file(head, lines)


def _file(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
