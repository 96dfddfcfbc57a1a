"""Documents: list, show, text, add."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from ninja import File, Form, Query
from ninja.files import UploadedFile

from chancery.api.area import MULTIPART, Area
from chancery.api.errors import TooLargeError
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import HEADER, once
from chancery.api.schemas.documents import (
    Document,
    DocumentFilter,
    DocumentPage,
    DocumentSight,
    DocumentText,
    NewDocument,
    Quote,
    Span,
)
from chancery.api.schemas.shapes import Paging
from chancery.api.showing import kept, person_ref, unit_ref
from chancery.documents import access, models, store
from chancery.documents.actions import Keeping, hand_out, record_refusal
from chancery.documents.errors import SecretRefusedError
from chancery.documents.queries import text_of
from chancery.intake import access as intake_access
from chancery.intake import actions as intake
from chancery.intake.actions import File as Paper
from chancery.readings import queries as readings

area = Area("documents", reads="read:documents", writes="add:documents")
_MEGABYTE = 1024 * 1024


def _named(rows: QuerySet[models.Document], text: str) -> QuerySet[models.Document]:
    return rows.filter(Q(number__icontains=text) | Q(pk__in=worded("title")(rows, text)))


_FILTERS: Filters = {
    "text": _named,
    "kind": equal("kind"),
    "language": equal("language"),
    "unit": equal("held_by"),
    "sensitivity": equal("sensitivity"),
    "after": equal("published__gte"),
    "before": equal("published__lte"),
}


@area.get("/documents", DocumentPage)
def list_documents(
    request: HttpRequest, wanted: Query[DocumentFilter], paging: Query[Paging]
) -> DocumentPage:
    """Documents that you may read whole, narrowed and ordered."""
    rows = narrowed(access.documents(viewer(request)), wanted, _FILTERS)
    if wanted.waiting:
        rows = rows.filter(pk__in=readings.waiting(rows).values("pk"))
    return paged(DocumentPage, rows, paging, wanted.order, document_of)


@area.post("/documents", DocumentSight, media=MULTIPART)
def add_document(
    request: HttpRequest, form: Form[NewDocument], file: File[UploadedFile]
) -> DocumentSight:
    """Add one file: it is kept as it came, and read.

    A paper that bears a mark of secrecy is refused (422 `secret`): nothing of it is kept. One that
    is here already is answered with its number (409 `duplicate`).
    """
    if (file.size or 0) > settings.MAX_UPLOAD_MB * _MEGABYTE:
        said = _("%(limit)s MB is the most that one file may hold.")
        raise TooLargeError(said % {"limit": settings.MAX_UPLOAD_MB})
    data = file.read()
    paper = Paper(data=data, name=file.name or "", published=form.published)

    def act() -> int:
        return intake.add(file=paper, keeping=_keeping(form), by=viewer(request)).document.pk

    content = f"{form.model_dump_json()} {store.digest(data)}"
    try:
        return once(request, content, act, lambda key: show(request, int(key)))
    except SecretRefusedError:
        if HEADER in request.headers:  # its note of the refusal was undone with the call
            record_refusal(by=viewer(request))
        raise


@area.get("/documents/{key}", DocumentSight)
def show_document(request: HttpRequest, key: int) -> DocumentSight:
    """One document, or the quotes of it that your records give you."""
    return show(request, key)


@area.get("/documents/{key}/text", DocumentText)
def show_text(request: HttpRequest, key: int) -> DocumentText:
    """The text of a document that you may read whole."""
    document = find(request, key)
    if document.is_purged:
        raise Http404
    pages = [Span(**kept(page, "number", "start", "end")) for page in document.pages.all()]
    return DocumentText(text=text_of(document), pages=pages)


@area.file("/documents/{key}/original")
def download_original(request: HttpRequest, key: int) -> HttpResponse:
    """The file as it came, of a document that you may read whole.

    Byte for byte, its digest in the ETag; history keeps who took a copy away.
    """
    document = find(request, key)
    if document.is_purged:
        raise Http404
    data = hand_out(document=document, by=viewer(request))
    given = HttpResponse(data, content_type="application/octet-stream")
    given["ETag"] = f'"{document.sha256}"'
    given["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=document.name) or "attachment"
    )
    return given


def find(request: HttpRequest, key: int) -> models.Document:
    """The document, where the caller may read it whole; 404 otherwise."""
    return get_object_or_404(access.documents(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> DocumentSight:
    """A document as far as the caller may see it."""
    who = viewer(request)
    document = get_object_or_404(intake_access.documents(who), pk=key)
    sight = intake_access.sight_of(document, who)
    if not sight.whole:
        quotes = [Quote(start=start, end=end, quote=said) for start, end, said in sight.quotes]
        nothing = {"document": None, "waiting": None, "candidates": None}
        return DocumentSight(id=document.pk, whole=False, quotes=quotes, **nothing)
    counts = readings.with_counts(models.Document.objects.filter(pk=key)).get()
    found = kept(counts, "waiting", "candidates")
    return DocumentSight(
        id=document.pk, whole=True, document=document_of(document), quotes=[], **found
    )


def document_of(row: models.Document) -> Document:
    """A row as it is shown in lists."""
    named = ("title", "name", "kind", "number", "issuer", "language", "published")
    more = ("media_type", "size", "sha256", "sensitivity", "added_at", "purged_at")
    return Document(
        **kept(row, *named, *more),
        id=row.pk,
        held_by=unit_ref(row.held_by),
        added_by=person_ref(row.added_by),
    )


def _keeping(form: NewDocument) -> Keeping:
    restricted = form.sensitivity == "restricted"
    named = (form.named_units or (form.held_by,)) if restricted else ()
    return Keeping(held_by=form.held_by, sensitivity=form.sensitivity, named_units=named)
