"""Emptying work of the words of a purged document; tasks stay as placeholders."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.history.actions import purge_values
from chancery.people.access import Viewer
from chancery.register.actions.redaction import redact_rows
from chancery.work.actions.monthly import empty_facts
from chancery.work.models import (
    Advice,
    Comment,
    ConsultationDraft,
    ConsultationReply,
    Contribution,
    Evidence,
    Extension,
    LeadProposal,
    Progress,
    Proposal,
    ProposalEcho,
    ReviewReply,
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
    Proposal.objects.filter(document=document).update(event="", event_on=None)
    ProposalEcho.objects.filter(proposal__document=document).update(note="")
    _empty_said(document)
    _empty_replies(document, reason, by)
    _empty_opinions(document, reason, by)
    _empty_advice(document, reason, by)
    empty_facts(document=document, reason=reason, by=by)
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


def _empty_replies(document: Document, reason: str, by: Viewer) -> None:
    """What units said in reviews from this letter, or about commitments made from it."""
    told = Q(document=document) | Q(item__commitment__document=document)
    rows, placeholder = ReviewReply.objects.filter(told), _("(content removed)")
    keys: list[object] = [*sorted(set(rows.values_list("item", flat=True)))]
    if not keys:
        return
    for name in ("progress", "result", "difficulty", "proposal", "answer"):
        rows.exclude(**{name: ""}).update(**{name: placeholder})
    rows.update(quote="")
    purge_values(
        by=by.key, kind="review_item", keys=keys, action="review_item.redact", reason=reason
    )


def _empty_opinions(document: Document, reason: str, by: Viewer) -> None:
    """What units consulted said in this paper; a draft of it goes."""
    ConsultationDraft.objects.filter(paper=document).delete()
    rows = ConsultationReply.objects.filter(paper=document)
    keys: list[object] = [*sorted(set(rows.values_list("asked", flat=True)))]
    if not keys:
        return
    rows.exclude(text="").update(text=_("(content removed)"))
    purge_values(
        by=by.key, kind="consulted_unit", keys=keys, action="consulted_unit.redact", reason=reason
    )


def _empty_advice(document: Document, reason: str, by: Viewer) -> None:
    """The memo, and the words of the decision, that this paper holds."""
    placeholder = _("(content removed)")
    memos = Advice.objects.filter(memo_paper=document)
    decided = Advice.objects.filter(decision_paper=document)
    keys: list[object] = [*sorted({row.pk for rows in (memos, decided) for row in rows})]
    if not keys:
        return
    memos.exclude(memo="").update(memo=placeholder)
    decided.exclude(decision_text="").update(decision_text=placeholder)
    purge_values(by=by.key, kind="advice", keys=keys, action="advice.redact", reason=reason)
