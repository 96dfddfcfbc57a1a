"""Records made from a document follow it when it is closed to some who could see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from chancery.documents.models import Document, Sensitivity
from chancery.people.access import Viewer
from chancery.register.actions import protect
from chancery.register.actions.recording import guard_of
from chancery.register.models import (
    Activity,
    Commitment,
    Contact,
    Initiative,
    Interaction,
    Mechanism,
    Obstacle,
    Opportunity,
    PartnerRequest,
    Project,
    Upgrade,
)
from chancery.register.values import Guard
from chancery.work.models import Proposal, Shortcoming, Task

_MODELS: tuple[type[Any], ...] = (
    Commitment,
    PartnerRequest,
    Obstacle,
    Opportunity,
    Activity,
    Project,
    Upgrade,
    Mechanism,
    Initiative,
    Contact,
    Interaction,
    Task,
    Proposal,
    Shortcoming,
)
_FROM_OPEN = [Sensitivity.PUBLIC, Sensitivity.INTERNAL, Sensitivity.RESTRICTED]


def tighten_records(*, document: Document, by: Viewer) -> int:
    """Make no record more open than the document it quotes; how many were closed further.

    None is opened: somebody may have had a reason to close it. Units that must act are named.
    """
    rows = [row for model in _MODELS for row in model.objects.filter(document=document)]
    open_ones = [row for row in rows if _rank(row.sensitivity) < _rank(document.sensitivity)]
    for row in open_ones:
        protect(record=row, guard=_guard(row, document), version=row.version, by=by)
    return len(open_ones)


def _rank(sensitivity: str) -> int:
    return _FROM_OPEN.index(Sensitivity(sensitivity))


def _guard(row: Any, document: Document) -> Guard:
    guard = replace(guard_of(row), sensitivity=document.sensitivity)
    if document.sensitivity != Sensitivity.RESTRICTED:
        return guard
    named = document.named_units.values_list("key", flat=True)
    return replace(guard, named_units=tuple(sorted({*named, *_acting(row)})))


def _acting(row: Any) -> Iterator[str]:
    for column in ("lead_id", "to_unit_id", "host_id", "pending_unit_id", "next_unit_id"):
        if key := getattr(row, column, None):
            yield key
    if hasattr(row, "coordinating"):
        yield from row.coordinating.values_list("key", flat=True)
