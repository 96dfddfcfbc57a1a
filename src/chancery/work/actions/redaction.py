"""Emptying work of the words of a purged document; tasks stay as placeholders."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.people.access import Viewer
from chancery.register.actions.redaction import redact_rows
from chancery.work.models import Evidence, Proposal, Shortcoming, Task

_OWN: dict[str, type[Any]] = {"task": Task, "proposal": Proposal, "shortcoming": Shortcoming}


@transaction.atomic
def redact(*, document: Document, reason: str, by: Viewer) -> int:
    """Empty tasks, proposals, shortcomings and evidence made from ``document``; how many rows."""
    Evidence.objects.filter(document=document).update(quote="", quote_start=None, quote_end=None)
    answered = Proposal.objects.filter(document=document).exclude(answer="")
    answered.update(answer=_("(content removed)"))
    return redact_rows(models=_OWN, document=document, reason=reason, by=by)
