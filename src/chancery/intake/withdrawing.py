"""The way back: records withdrawn with the acceptance that made them, or emptied by a purge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.people.access import Viewer
from chancery.readings.models import Finding
from chancery.register import actions as register
from chancery.register.models import Commitment, Obstacle, PartnerRequest
from chancery.work import actions as work
from chancery.work.models import Evidence, Proposal, Shortcoming, Task

_WITHDRAW: dict[str, tuple[type[Any], Callable[..., None]]] = {
    "commitment": (Commitment, register.withdraw_commitment),
    "request": (PartnerRequest, register.withdraw_request),
    "obstacle": (Obstacle, register.withdraw_obstacle),
    "task": (Task, work.withdraw_task),
    "proposal": (Proposal, work.withdraw_proposal),
    "shortcoming": (Shortcoming, work.withdraw_shortcoming),
    "evidence": (Evidence, work.remove_evidence),
}


def withdraw_records(*, finding: Finding, by: Viewer) -> None:
    """Withdraw what was made from a finding; a whole takes its parts with it."""
    reason = _("acceptance taken back")
    for made in finding.made.order_by("id"):
        model, withdraw = _WITHDRAW[made.kind]
        row = model.objects.filter(pk=made.key).first()
        if row is not None:
            withdraw(**{made.kind: row}, reason=reason, by=by)


def redact_records(*, document: Document, reason: str, by: Viewer) -> int:
    """Empty every record made from a document of its words; how many records."""
    of_register = register.redact(document=document, reason=reason, by=by)
    return of_register + work.redact(document=document, reason=reason, by=by)
