"""What was found in documents: list, show, accept, refuse, take back, add by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query

from chancery.api import documents
from chancery.api.area import Area
from chancery.api.commitments import check_agreement
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged
from chancery.api.once import once
from chancery.api.schemas.documents import (
    Draft,
    DraftChange,
    Finding,
    FindingFilter,
    FindingPage,
    Made,
    NewFinding,
    Refusal,
    WholeFinding,
)
from chancery.api.schemas.shapes import Paging
from chancery.api.showing import kept, person_ref
from chancery.documents.queries import text_of
from chancery.intake import actions as intake
from chancery.intake import drafts
from chancery.reader.model import SURE
from chancery.readings import models
from chancery.readings.queries import findings_of
from chancery.register.errors import InvalidValuesError

area = Area("findings", reads="read:documents", writes="write:register")

_FILTERS: Filters = {
    "type": equal("type"),
    "state": equal("state"),
}
_ONE = "/documents/{key}/findings/{finding}"


@area.get("/documents/{key}/findings", FindingPage)
def list_findings(
    request: HttpRequest, key: int, wanted: Query[FindingFilter], paging: Query[Paging]
) -> FindingPage:
    """What was found in a document that you may read whole, in the order of its text."""
    rows = narrowed(findings_of(documents.find(request, key)), wanted, _FILTERS)
    if wanted.sure:
        rows = rows.filter(confidence__gte=SURE)
    return paged(FindingPage, rows, paging, "start", finding_of)


@area.post("/documents/{key}/findings", WholeFinding)
def add_finding(request: HttpRequest, key: int, body: NewFinding) -> WholeFinding:
    """Add what the reader missed: a span of the text. It waits to be accepted."""

    def act() -> int:
        document, by = documents.find(request, key), viewer(request)
        return intake.add_finding(document=document, by=by, **body.model_dump()).pk

    return once(request, body, act, lambda made: show(request, key, int(made)))


@area.get(_ONE, WholeFinding)
def show_finding(request: HttpRequest, key: int, finding: int) -> WholeFinding:
    """One finding, with the draft of the record that it would become."""
    return show(request, key, finding)


@area.post(f"{_ONE}/acceptance", WholeFinding, status=200)
def accept_finding(
    request: HttpRequest, key: int, finding: int, body: DraftChange
) -> WholeFinding:
    """Accept a finding as it stands, or with what you put right; `made` names the records."""

    def act() -> int:
        found, by = find(request, key, finding), viewer(request)
        check_agreement(by, body.agreement)
        draft = replace(drafts.draft_of(found, body.said.get("type", "")), **body.said)
        _check_span(found, draft)
        return intake.accept(finding=found, draft=draft, by=by).finding.pk

    return once(request, body, act, lambda made: show(request, key, int(made)))


@area.post(f"{_ONE}/refusal", WholeFinding, status=200)
def refuse_finding(request: HttpRequest, key: int, finding: int, body: Refusal) -> WholeFinding:
    """Say that it is none."""

    def act() -> int:
        found, by = find(request, key, finding), viewer(request)
        return intake.refuse(finding=found, reason=body.reason, by=by).pk

    return once(request, body, act, lambda made: show(request, key, int(made)))


@area.post(f"{_ONE}/undoing", WholeFinding, status=200, media="")
def undo_decision(request: HttpRequest, key: int, finding: int) -> WholeFinding:
    """Take a decision back: its records are withdrawn, unless work on them has begun."""

    def act() -> int:
        return intake.undo(finding=find(request, key, finding), by=viewer(request)).pk

    return once(request, "", act, lambda made: show(request, key, int(made)))


def find(request: HttpRequest, key: int, finding: int) -> models.Finding:
    """The finding, where the caller may read its document whole; 404 otherwise."""
    document = documents.find(request, key)
    rows = findings_of(document).select_related("run")
    found = get_object_or_404(rows, pk=finding)
    found.document = document
    return found


def show(request: HttpRequest, key: int, finding: int) -> WholeFinding:
    """A finding as it stands now."""
    found = find(request, key, finding)
    draft = drafts.draft_of(found)
    return WholeFinding(**_facts(found), draft=Draft(**kept(draft, *Draft.model_fields)))


def finding_of(row: models.Finding) -> Finding:
    """A row as it is shown in lists."""
    return Finding(**_facts(row))


def _facts(row: models.Finding) -> dict[str, Any]:
    named = ("type", "state", "start", "end", "quote", "confidence", "is_sure", "why")
    return {
        **kept(row, *named, "decided_at", "refusal_reason"),
        "id": row.pk,
        "decided_by": person_ref(row.decided_by),
        "made": [Made(kind=made.kind, key=made.key) for made in row.made.all()],
    }


def _check_span(found: models.Finding, draft: drafts.Draft) -> None:
    """The span lies in the text and holds words."""
    text = text_of(found.document)
    if draft.end > len(text) or not text[draft.start : draft.end].strip():
        said = _("There are no words between these two places.")
        raise InvalidValuesError({"end": [said]})
