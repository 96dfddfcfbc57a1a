"""The way back: records withdrawn with the acceptance that made them, or emptied by a purge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.history.actions import purge_values
from chancery.people.access import Viewer
from chancery.readings.models import Finding
from chancery.register import actions as register
from chancery.register.models import Commitment, Obstacle, PartnerRequest
from chancery.work import actions as work
from chancery.work.models import Evidence, Proposal, Shortcoming, Task

_WITHDRAW: dict[str, tuple[type[Model], Callable[..., None]]] = {
    "commitment": (Commitment, register.withdraw_commitment),
    "request": (PartnerRequest, register.withdraw_request),
    "obstacle": (Obstacle, register.withdraw_obstacle),
    "task": (Task, work.withdraw_task),
    "proposal": (Proposal, work.withdraw_proposal),
    "shortcoming": (Shortcoming, work.withdraw_shortcoming),
    "evidence": (Evidence, work.withdraw_evidence),
}
_SOURCED: dict[str, type[Any]] = {
    "task": Task,
    "proposal": Proposal,
    "shortcoming": Shortcoming,
    "commitment": Commitment,
    "request": PartnerRequest,
    "obstacle": Obstacle,
}


def withdraw_records(*, finding: Finding, by: Viewer) -> None:
    """Withdraw what was made from a finding, children before their parent."""
    reason = _("acceptance taken back")
    for made in finding.made.order_by("-id"):
        model, withdraw = _WITHDRAW[made.kind]
        row = model._default_manager.filter(pk=made.key).first()  # noqa: SLF001
        if row is not None:
            withdraw(**{made.kind: row}, reason=reason, by=by)


def redact_records(*, document: Document, reason: str, by: Viewer) -> int:
    """Empty every record made from a document of its words; how many records."""
    empty = _("(content removed)")
    count = 0
    for kind, model in _SOURCED.items():
        rows = model.objects.filter(document=document)
        keys: list[object] = list(rows.values_list("pk", flat=True))
        if not keys:
            continue
        texts = {"text": empty, "quote": "", "quote_start": None, "quote_end": None}
        rows.update(**texts | _further_words(model))
        purge_values(by=by.key, kind=kind, keys=keys, action=f"{kind}.redact", reason=reason)
        count += len(keys)
    Evidence.objects.filter(document=document).update(quote="", quote_start=None, quote_end=None)
    return count


def _further_words(model: type[Any]) -> dict[str, str]:
    names = {field.name for field in model._meta.get_fields()}  # noqa: SLF001
    words = ("due_text", "deliverable", "issuer_text", "area", "answer")
    return {name: "" for name in words if name in names}
