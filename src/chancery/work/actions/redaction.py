"""Emptying work of the words of a purged document; tasks stay as placeholders."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.people.access import Viewer
from chancery.register.actions.redaction import redact_rows
from chancery.work.models import (
    Comment,
    Contribution,
    Evidence,
    Extension,
    LeadProposal,
    Progress,
    Proposal,
    Shortcoming,
    Task,
)

_SAID: dict[type[Any], tuple[str, ...]] = {
    Comment: ("text",),
    Contribution: ("text",),
    Extension: ("reason", "answer"),
    LeadProposal: ("reason", "answer"),
    Progress: ("text", "difficulty", "proposal", "answer"),
}
_OWN: dict[str, type[Any]] = {"task": Task, "proposal": Proposal, "shortcoming": Shortcoming}


@transaction.atomic
def redact(*, document: Document, reason: str, by: Viewer) -> int:
    """Empty tasks, proposals, shortcomings and evidence made from ``document``; how many rows.

    What people said about them goes too: they may have repeated its words.
    """
    Evidence.objects.filter(document=document).update(quote="", quote_start=None, quote_end=None)
    answered = Proposal.objects.filter(document=document).exclude(answer="")
    answered.update(answer=_("(content removed)"))
    _empty_said(document)
    return redact_rows(models=_OWN, document=document, reason=reason, by=by)


def _empty_said(document: Document) -> None:
    """Words about a task or a commitment; what was never said stays empty."""
    placeholder = _("(content removed)")
    for model, names in _SAID.items():
        for name in names:
            said = model.objects.filter(task__document=document).exclude(**{name: ""})
            said.update(**{name: placeholder})
    on_commitments = Comment.objects.filter(commitment__document=document)
    on_commitments.exclude(text="").update(text=placeholder)
