"""Documents: the list, one with its text, records and history, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.documents import access, troubles
from chancery.documents import actions as documents
from chancery.documents.errors import DocumentError
from chancery.documents.models import Document, Page
from chancery.documents.queries import text_of
from chancery.history.models import Event
from chancery.history.queries import latest
from chancery.intake import access as intake_access
from chancery.intake import actions as intake
from chancery.intake.errors import IntakeError
from chancery.intake.search.query import ask
from chancery.intake.search.snippets import Place, places
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.reader.formats import FormatError
from chancery.readings.models import Finding
from chancery.readings.queries import with_counts
from chancery.web.forms.documents import DocumentFilter, GuardForm, NewerForm, PurgeForm
from chancery.web.highlights import Line, Mark, lines_of, zones_of
from chancery.web.how_taken import how_taken
from chancery.web.known import beside
from chancery.web.middleware import viewer
from chancery.web.reader_page import HEADINGS
from chancery.web.record_lines import records_of
from chancery.web.views.answers import permitted, sorted_page
from chancery.web.views.posting import post_only

SORTS: dict[str, tuple[str, ...]] = {
    "title": ("title", "pk"),
    "date": ("published", "pk"),
    "added": ("added_at", "pk"),
}
EVENTS = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All documents that the person may read whole."""
    who = viewer(request)
    rows = access.documents(who)
    form = DocumentFilter(request.GET, documents=rows)
    page = sorted_page(request, form.narrow(rows), SORTS, "-added")
    page.object_list = counted(page.object_list)
    context = {"page": page, "filter_form": form, "sort": "-added"}
    context["may_add"] = bool(access.units_to_add_for(who))
    return render(request, "documents/list.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One document, or the quotes of it that the person's records give them."""
    who = viewer(request)
    document = get_object_or_404(intake_access.documents(who), pk=pk)
    sight = intake_access.sight_of(document, who)
    if not sight.whole:
        context = {"number": document.pk, "sight": sight, "records": records_of(document, who)}
        return render(request, "documents/quotes.html", context)
    return render(
        request, "documents/document.html", _facts(document, who) | _tab(request, document, who)
    )


@require_safe
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came, to be kept and never run: its bytes may be anybody's."""
    document = find(request, pk)
    if document.is_purged:
        raise Http404
    try:
        data = documents.hand_out(document=document, by=viewer(request))
    except DocumentError as error:
        messages.error(request, str(error))
        return redirect("document", pk)
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=document.name) or "attachment"
    )
    return answer


@post_only
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read with today's reader: what persons decided stays, only what is new waits."""
    document, who = find(request, pk), viewer(request)
    with permitted():
        intake_access.check_can_confirm(who, document)
        try:
            intake.read_again(document=document, text=text_of(document), by=who)
        except FormatError as error:
            messages.error(request, troubles.told(error))
            return redirect("document", pk)
    messages.success(request, _("Read again. What was decided stays; only what is new waits."))
    return redirect("reader", pk)


def sensitivity(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may see the document."""
    document, who = find(request, pk), viewer(request)
    with permitted():
        intake_access.check_can_confirm(who, document)
        named = document.named_units.values_list("key", flat=True)
        initial = {"sensitivity": document.sensitivity, "named_units": tuple(named)}
        form = GuardForm(request.POST or None, viewer=who, initial=initial)
        if request.method == "POST" and form.is_valid():
            intake.set_sensitivity(
                document=document,
                sensitivity=form.cleaned_data["sensitivity"],
                named_units=form.named(document.held_by_id),
                by=who,
            )
            messages.success(request, _("Saved who may see the document."))
            return redirect("document", pk)
    context = {"form": form, "title": _("Who may see this document"), "document": document}
    return _form_page(request, context | {"submit": _("Save"), "lead": document.title})


def newer(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the document that replaces this one."""
    document, who = find(request, pk), viewer(request)
    with permitted():
        access.check_can_add(who, document.held_by_id)
        form = NewerForm(request.POST or None, viewer=who)
        if request.method == "POST" and form.is_valid():
            chosen = get_object_or_404(access.documents(who), pk=form.cleaned_data["newer"])
            try:
                documents.replace_with(document=document, newer=chosen, by=who)
            except DocumentError as error:
                form.add_error("newer", str(error))
            else:
                messages.success(request, _("The newer version is named."))
                return redirect("document", pk)
    context = {"form": form, "title": _("Name the newer version"), "document": document}
    return _form_page(request, context | {"submit": _("Save"), "lead": document.title})


def purge(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove the content for good, after saying what stays."""
    document, who = find(request, pk), viewer(request)
    with permitted():
        access.check_can_purge(who, document)
        form = PurgeForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                intake.purge_document(
                    document=document, reason=form.cleaned_data["reason"], by=who
                )
            except IntakeError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("The content of the document was removed for good."))
                return redirect("document", pk)
    context = {"form": form, "document": document, "records": len(records_of(document, who))}
    return render(request, "documents/purge.html", context, status=_status(form))


def find(request: HttpRequest, pk: int) -> Document:
    """The document, where the person may read it whole; 404 otherwise."""
    return get_object_or_404(access.documents(viewer(request)), pk=pk)


def counted(rows: Iterable[Document]) -> list[Document]:
    """The rows of one page with their numbers of findings, in the same order."""
    shown = list(rows)
    keys = [row.pk for row in shown]
    counts = {row.pk: row for row in with_counts(Document.objects.filter(pk__in=keys))}
    for row in shown:
        for name in ("waiting", "candidates", "decided"):
            setattr(row, name, getattr(counts[row.pk], name))
    return shown


def _facts(document: Document, who: Viewer) -> dict[str, Any]:
    counts = with_counts(Document.objects.filter(pk=document.pk)).get()
    may_confirm = intake_access.can_confirm(who, document)
    return {
        "document": document,
        "counts": counts,
        "by_type": _by_type(document),
        "named_units": document.named_units.all(),
        "pages": document.pages.count(),
        "older": document.older_versions.filter(pk__in=access.documents(who).values("pk")),
        "newer": access.documents(who).filter(older_versions=document).first(),
        "twins": _twins(document, who),
        "may_confirm": may_confirm,
        "beside": None if document.is_purged else beside(document, who, may_confirm=may_confirm),
        "may_purge": access.can_purge(who, document),
        "may_add": access.can_add(who, document.held_by_id) and not document.is_purged,
        **how_taken(document, who),
    }


def _by_type(document: Document) -> list[tuple[str, Any, int, int]]:
    """Type, its word, how many of it wait, how many there are; only types that were found."""
    waits = Q(state=Finding.State.WAITING)
    rows = document.findings.order_by("type").values("type")
    found = {
        row["type"]: (row["waiting"], row["all"])
        for row in rows.annotate(waiting=Count("pk", filter=waits), all=Count("pk"))
    }
    return [(kind, word, *found[kind]) for kind, word in HEADINGS.items() if kind in found]


def _twins(document: Document, who: Viewer) -> list[Unit]:
    """Units that hold the same file: told to those who held it first, by its history."""
    if not who.writes_for(document.held_by_id):
        return []
    events = latest().filter(kind="document", key=str(document.pk), action="document.twin")
    told = [getattr(event, "values_beside", None) for event in events]
    keys = [beside.changes["twin_held_by"][1] for beside in told if beside]
    return list(Unit.objects.filter(key__in=keys)) if keys else []


def _tab(request: HttpRequest, document: Document, who: Viewer) -> dict[str, Any]:
    tab = request.GET.get("tab", "text")
    if tab == "records":
        return {"tab": tab, "records": records_of(document, who)}
    if tab == "history":
        return {"tab": tab, "events": _events(document, who)}
    return {"tab": "text"} | _text(request, document)


def _text(request: HttpRequest, document: Document) -> dict[str, Any]:
    """The lines of one page; a text without pages comes whole."""
    text, pages = text_of(document), list(document.pages.all())
    asked = request.GET.get("page", "1")
    known = {str(page): page for page in range(1, len(pages) + 1)}
    number = known.get(asked, 1)
    found = [Mark(one.start, one.start, one.end, "found") for one in _found(request, text)]
    lines = lines_of(text, found, zones=zones_of(text))
    if len(pages) > 1:
        lines = _on_page(lines, pages[number - 1])
    return {"lines": lines, "page_number": number, "page_numbers": range(1, len(pages) + 1)}


def _found(request: HttpRequest, text: str) -> list[Place]:
    """The words by which search led here, where it did."""
    readings = ask(request.GET.get("words", "")).readings()
    return next((found for asked in readings if (found := places(text, asked))), [])


def _on_page(lines: list[Line], page: Page) -> list[Line]:
    return [line for line in lines if page.start <= line.start < page.end]


def _events(document: Document, who: Viewer) -> QuerySet[Event]:
    """What happened to the document and to each of its findings, newest first.

    Which other unit holds the same file is for those who hold this one.
    """
    keys = [str(pk) for pk in document.findings.values_list("pk", flat=True)]
    own = Q(kind="document", key=str(document.pk)) | Q(kind="finding", key__in=keys)
    told = latest().filter(own)
    if not who.writes_for(document.held_by_id):
        told = told.exclude(action="document.twin")
    return told[:EVENTS]


def _form_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "documents/form.html", context, status=_status(context["form"]))


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200
