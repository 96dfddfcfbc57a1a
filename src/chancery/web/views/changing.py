"""A record's form opened because a document says it otherwise: filled in, its source above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.documents.access import documents
from chancery.intake.access import check_can_confirm
from chancery.intake.alike.queries import known_again
from chancery.intake.alike.scoring import Likeness, Sign
from chancery.intake.drafts import draft_of
from chancery.people.access import Viewer
from chancery.readings.models import Finding
from chancery.register.models import Commitment
from chancery.web.views.answers import permitted
from chancery.work.models import Evidence, EvidenceBearing, Task

LONGEST = 600  # of the quote above the form


@dataclass(frozen=True, slots=True)
class SaidOtherwise:
    """What a finding changes on a record: nothing of it is saved before the person says so."""

    finding: Finding
    fields: dict[str, Any]

    @property
    def lead(self) -> str:
        """The source, quoted above the form."""
        quote = " ".join(self.finding.quote.split())
        short = quote if len(quote) <= LONGEST else f"{quote[: LONGEST - 1].rstrip()}…"
        words = {"title": self.finding.document.title, "quote": short}
        return _("%(title)s: “%(quote)s”") % words

    @property
    def back(self) -> str:
        """The finding in the reader."""
        reader = reverse("reader", args=[self.finding.document_id])
        return f"{reader}?finding={self.finding.pk}#desk"

    def said(self, reference: str) -> str:
        return _("%(reference)s was changed; its source is kept.") % {"reference": reference}


def said_otherwise(
    request: HttpRequest, who: Viewer, record: Commitment | Task
) -> SaidOtherwise | None:
    """The finding that the address names; 404 for who may not read it, 403 for who may not
    confirm it; None where none is named."""
    asked = request.GET.get("finding", "")
    if not asked.isdecimal():
        return None
    rows = Finding.objects.select_related("run", "document__issuer_unit", "document__source_text")
    finding = get_object_or_404(rows, pk=asked[:18], document__in=documents(who))
    with permitted():
        check_can_confirm(who, finding.document)
    return SaidOtherwise(finding, _fields(finding, record, who))


def _fields(finding: Finding, record: Commitment | Task, who: Viewer) -> dict[str, Any]:
    """The new day, and the record's words with the new figures in the place of the old."""
    draft = draft_of(finding)
    fields: dict[str, Any] = {}
    if draft.due and draft.due != record.due:
        fields = {"due": draft.due, "due_text": draft.due_text}
    text = record.text
    if fields and record.due_text:
        text = text.replace(record.due_text, draft.due_text, 1)
    for reason in _likeness_reasons(finding, record, who):
        if reason.sign == Sign.FIGURE_CHANGED and reason.before:
            text = text.replace(str(reason.before), str(reason.now[0]), 1)
    return fields | ({"text": text} if text != record.text else {})


def _likeness_reasons(finding: Finding, record: Commitment | Task, who: Viewer) -> Any:
    found: list[Likeness] = known_again(finding.document, [finding], who).get(finding.pk, [])
    own = [one for one in found if one.known.reference == record.reference]
    return own[0].reasons if own else ()


def changed_by(finding: Finding) -> str:
    """The reference of the record that was changed because of a finding; empty where none was."""
    keys = [made.key for made in finding.made.all() if made.kind == "evidence"]
    rows = Evidence.objects.filter(pk__in=keys, bearing=EvidenceBearing.CHANGES)
    row = rows.select_related("task", "commitment").first()
    target = (row.task or row.commitment) if row else None
    return target.reference if target else ""
