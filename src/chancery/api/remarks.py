"""Beside tasks and commitments alike: comments and evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from chancery.api import commitments, tasks
from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.once import once
from chancery.api.schemas.following import (
    Comment,
    CommentList,
    Evidence,
    EvidenceList,
    NewComment,
    NewEvidence,
)
from chancery.api.schemas.shapes import Reason
from chancery.api.showing import kept, person_ref, unit_ref
from chancery.documents.access import documents as whole_documents
from chancery.documents.models import Document
from chancery.documents.queries import text_of
from chancery.intake.access import documents as known_documents
from chancery.people.access import Viewer
from chancery.register.errors import InvalidValuesError
from chancery.register.models import Commitment
from chancery.work import actions, models, queries, told

on_tasks = Area("tasks", reads="read:work", writes="write:work")
on_commitments = Area("commitments", reads="read:register", writes="write:register")

Find = Callable[[HttpRequest, int], models.Task | Commitment]


@on_tasks.get("/tasks/{key}/comments", CommentList)
def list_task_comments(request: HttpRequest, key: int) -> CommentList:
    """What was said beside a task."""
    return _comments(tasks.find(request, key))


@on_tasks.post("/tasks/{key}/comments", Comment)
def comment_on_task(request: HttpRequest, key: int, body: NewComment) -> Comment:
    """Say something beside a task, for one of your own units."""
    return _comment(request, "task", tasks.find, key, body)


@on_tasks.delete("/tasks/{key}/comments/{comment}", Comment)
def withdraw_task_comment(request: HttpRequest, key: int, comment: int) -> Comment:
    """Take back your own words; that something was said stays."""
    return _withdraw(request, tasks.find(request, key), comment)


@on_tasks.get("/tasks/{key}/evidence", EvidenceList)
def list_task_evidence(request: HttpRequest, key: int) -> EvidenceList:
    """What shows what was done on a task."""
    return _evidence(request, tasks.find(request, key))


@on_tasks.post("/tasks/{key}/evidence", Evidence)
def attach_task_evidence(request: HttpRequest, key: int, body: NewEvidence) -> Evidence:
    """Show by a document, or words of it, what was done on a task."""
    return _attach(request, "task", tasks.find, key, body)


@on_tasks.post("/tasks/{key}/evidence/{evidence}/removal", None, status=204)
def remove_task_evidence(request: HttpRequest, key: int, evidence: int, body: Reason) -> None:
    """Take evidence off that does not show what it should, saying why."""
    return _remove(request, lambda: tasks.find(request, key), evidence, body)


@on_commitments.get("/commitments/{key}/comments", CommentList)
def list_commitment_comments(request: HttpRequest, key: int) -> CommentList:
    """What was said beside a commitment."""
    return _comments(commitments.find(request, key))


@on_commitments.post("/commitments/{key}/comments", Comment)
def comment_on_commitment(request: HttpRequest, key: int, body: NewComment) -> Comment:
    """Say something beside a commitment, for one of your own units."""
    return _comment(request, "commitment", commitments.find, key, body)


@on_commitments.delete("/commitments/{key}/comments/{comment}", Comment)
def withdraw_commitment_comment(request: HttpRequest, key: int, comment: int) -> Comment:
    """Take back your own words; that something was said stays."""
    return _withdraw(request, commitments.find(request, key), comment)


@on_commitments.get("/commitments/{key}/evidence", EvidenceList)
def list_commitment_evidence(request: HttpRequest, key: int) -> EvidenceList:
    """What shows what was done on a commitment."""
    return _evidence(request, commitments.find(request, key))


@on_commitments.post("/commitments/{key}/evidence", Evidence)
def attach_commitment_evidence(request: HttpRequest, key: int, body: NewEvidence) -> Evidence:
    """Show by a document, or words of it, what was done on a commitment."""
    return _attach(request, "commitment", commitments.find, key, body)


@on_commitments.post("/commitments/{key}/evidence/{evidence}/removal", None, status=204)
def remove_commitment_evidence(
    request: HttpRequest, key: int, evidence: int, body: Reason
) -> None:
    """Take evidence off that does not show what it should, saying why."""
    return _remove(request, lambda: commitments.find(request, key), evidence, body)


def comment_of(row: models.Comment) -> Comment:
    """A row as it is shown."""
    named = kept(row, "id", "text", "written_at", "withdrawn_at")
    return Comment(**named, unit=unit_ref(row.unit), written_by=person_ref(row.written_by))


def evidence_of(rows: list[models.Evidence], by: Viewer) -> list[Evidence]:
    """Rows as they are shown: who may see the record may see the quote; the document and the place
    in it, who may know of the document too."""
    keys = [row.document_id for row in rows]
    known = set(known_documents(by).filter(pk__in=keys).values_list("pk", flat=True))
    return [_shown(row, known=row.document_id in known) for row in rows]


def _shown(row: models.Evidence, *, known: bool) -> Evidence:
    place: dict[str, Any] = {"document": None, "start": None, "end": None}
    if known:
        place = {"document": row.document_id, "start": row.quote_start, "end": row.quote_end}
    named = kept(row, "id", "quote", "added_at")
    return Evidence(**named, **place, added_by=person_ref(row.added_by))


def _comments(record: models.Task | Commitment) -> CommentList:
    return CommentList(items=[comment_of(row) for row in told.comments_of(record)])


def _comment(request: HttpRequest, kind: str, find: Find, key: int, body: NewComment) -> Comment:
    def act() -> int:
        target: dict[str, Any] = {kind: find(request, key)}
        by = viewer(request)
        return actions.comment(text=body.text, unit=body.unit, by=by, **target).pk

    def show(made: str) -> Comment:
        return comment_of(get_object_or_404(told.comments_of(find(request, key)), pk=made))

    return once(request, body, act, show)


def _withdraw(request: HttpRequest, record: models.Task | Commitment, comment: int) -> Comment:
    found = get_object_or_404(told.comments_of(record), pk=comment)
    return comment_of(actions.withdraw_comment(comment=found, by=viewer(request)))


def _evidence(request: HttpRequest, record: models.Task | Commitment) -> EvidenceList:
    return EvidenceList(items=evidence_of(list(queries.evidence_of(record)), viewer(request)))


def _attach(request: HttpRequest, kind: str, find: Find, key: int, body: NewEvidence) -> Evidence:
    def act() -> int:
        target: dict[str, Any] = {kind: find(request, key)}
        by = viewer(request)
        document = whole_documents(by).filter(pk=body.document).first()
        if document is None:
            raise InvalidValuesError({"document": [_("There is no such document.")]})
        place = _place(document, body.quote)
        return actions.attach_evidence(document=document, by=by, **place, **target).pk

    def show(made: str) -> Evidence:
        row = get_object_or_404(queries.evidence_of(find(request, key)), pk=made)
        return evidence_of([row], viewer(request))[0]

    return once(request, body, act, show)


def _remove(
    request: HttpRequest, find: Callable[[], models.Task | Commitment], key: int, body: Reason
) -> None:
    def act() -> None:
        evidence = get_object_or_404(queries.evidence_of(find()), pk=key)
        actions.remove_evidence(evidence=evidence, reason=body.reason, by=viewer(request))

    return once(request, body, act, lambda _key: None)


def _place(document: Document, quote: str) -> dict[str, Any]:
    """Where the words stand in the document; nowhere is told."""
    if not quote.strip():
        return {}
    start = text_of(document).find(quote)
    if start < 0:
        said = _("These words do not stand in the document: copy them from its page.")
        raise InvalidValuesError({"quote": [said]})
    return {"quote": quote, "start": start, "end": start + len(quote)}
