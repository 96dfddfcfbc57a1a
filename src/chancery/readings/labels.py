"""What persons decided about findings, as gold annotations: from these the reader can be measured.

The format is that of ``reading/guideline.md``, as ``chancery score`` reads it. Only records are
labelled: nobody confirms mentions. What still waits is left out of the counting by being left out.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from chancery.documents.models import Document, Sensitivity
from chancery.reader.model import SURE
from chancery.readings.models import Finding

Json = dict[str, Any]
_NOT_A_RECORD = "DISTRACTOR"


def labelled(*, unfinished: bool = False, restricted: bool = False) -> QuerySet[Document]:
    """Documents whose sure findings are all decided, oldest first.

    ``unfinished`` takes those with any decision as well, ``restricted`` those of named units.
    """
    findings = Finding.objects.filter(document=OuterRef("pk"))
    waiting = findings.filter(state=Finding.State.WAITING)
    rows = Document.objects.filter(
        Exists(findings.exclude(state=Finding.State.WAITING)), purged_at__isnull=True
    )
    if not unfinished:
        rows = rows.exclude(Exists(waiting.filter(confidence__gte=SURE)))
    if not restricted:
        rows = rows.exclude(sensitivity=Sensitivity.RESTRICTED)
    return rows.select_related("source_text").order_by("pk")


def gold_of(document: Document, file: str) -> Json:
    """The annotations of one document; ``file`` is where its text lies, beside the gold."""
    text = document.source_text.text
    day = document.reference_date or document.published
    return {
        "file": file,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "language": document.language,
        "published": document.published and document.published.isoformat(),
        "reference_date": day and day.isoformat(),
        "annotations": [
            _annotation(finding)
            for finding in document.findings.exclude(state=Finding.State.WAITING)
        ],
    }


def _annotation(finding: Finding) -> Json:
    if finding.state == Finding.State.REFUSED:
        span = {"start": finding.start, "end": finding.end, "region": finding.zone or "body"}
        return {
            "type": _NOT_A_RECORD,
            **span,
            "not_a": finding.type,
            "why": finding.refusal_reason,
        }
    said: Json = {name: getattr(finding, name) for name in ("type", "start", "end", "fields")}
    said |= finding.corrected or {}
    span = {"start": said["start"], "end": said["end"], "region": finding.zone or "body"}
    return {"type": said["type"], **span, **_fields(said["fields"])}


def _fields(fields: Json) -> Json:
    """A task's lead is the gold's assignee, its coordinating units are its co."""
    told: Json = {
        "issuer": _name(fields.get("issuer")),
        "assignee": _names(fields.get("lead")),
        "co": [_name(one) for one in fields.get("coordinating") or ()],
        "parties": [party["code"] for party in fields.get("parties") or () if party.get("code")],
        "deadline": (fields.get("deadline") or {}).get("value"),
        "recurring": fields.get("recurring"),
    }
    plain = ("area", "kind", "discrete", "measurable", "dated")
    told |= {name: fields[name] for name in plain if name in fields}
    return {name: value for name, value in told.items() if value not in (None, [], "")}


def _name(name: Json | None) -> str | None:
    return (name.get("text") or name.get("canonical")) if name else None


def _names(names: list[Json] | None) -> str | None:
    """One string, as the gold has it."""
    found = [text for text in map(_name, names or ()) if text]
    return ", ".join(found) or None
