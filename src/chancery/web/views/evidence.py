"""Attaching the passage of a document that shows what was done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.documents.access import documents
from chancery.documents.models import Document
from chancery.documents.queries import text_of
from chancery.people.access import Viewer
from chancery.register.errors import InvalidValuesError
from chancery.register.models import Commitment
from chancery.web.forms.tasks import EvidenceForm
from chancery.web.middleware import viewer
from chancery.web.views import commitments, task
from chancery.web.views.answers import permitted
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save
from chancery.work import actions, rules
from chancery.work.models import Task


def for_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Evidence for a task."""
    return _attach(request, task.find(viewer(request), pk), "task")


def for_commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """Evidence for a commitment."""
    return _attach(request, commitments.find(viewer(request), pk), "commitment")


def _attach(request: HttpRequest, record: Task | Commitment, kind: str) -> HttpResponse:
    who = viewer(request)
    form = EvidenceForm(posted(request), viewer=who, initial=_asked(request))
    back = reverse(kind, args=[record.pk])

    def act(done: forms.Form) -> tuple[str, str]:
        document = _document(done.cleaned_data["document"], who)
        place = _place(document, done.cleaned_data["quote"])
        target: dict[str, Any] = {kind: record}
        actions.attach_evidence(document=document, by=who, **place, **target)
        return _("The evidence is attached."), f"{back}?tab=evidence"

    with permitted():
        rules.check_can_attach(who, record)
    title = _("Evidence for %(reference)s") % {"reference": record.reference}
    return save(
        request, form, Saving(title, _("Attach"), back, act, lead=record.text, record=record)
    )


def _asked(request: HttpRequest) -> dict[str, Any]:
    """A link may say which document; the field shows it where the person may read it."""
    document = request.GET.get("document", "")
    return {"document": (document,)} if document.isdecimal() else {}


def _document(key: str, who: Viewer) -> Document:
    return get_object_or_404(documents(who), pk=key)


def _place(document: Document, quote: str) -> dict[str, Any]:
    """Where the words stand; line breaks of the form are those of the browser, not the text's."""
    words = quote.strip().replace("\r\n", "\n")
    if not words:
        return {}
    text = text_of(document)
    start = text.find(words)
    if start < 0:
        said = _("These words do not stand in the document: copy them from its page.")
        raise InvalidValuesError({"quote": [said]})
    return {"quote": words, "start": start, "end": start + len(words)}
