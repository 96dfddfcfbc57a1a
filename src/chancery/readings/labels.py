"""What persons decided about findings, as gold annotations: from these the reader can be measured.

The format is that of ``reading/guideline.md``, as ``chancery score`` reads it. Only records are
labelled: nobody confirms mentions. What still waits is left out of the counting by being left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from chancery.documents.models import Document, Sensitivity
from chancery.people.models import Unit
from chancery.reader.model import SURE
from chancery.readings.models import Finding, RecordType

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
    decided = list(document.findings.exclude(state=Finding.State.WAITING))
    units = _units_named(decided, document.language)
    day = document.reference_date or document.published
    return {
        "file": file,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "language": document.language,
        "published": document.published and document.published.isoformat(),
        "reference_date": day and day.isoformat(),
        "annotations": [_annotation(finding, units) for finding in decided],
    }


def _annotation(finding: Finding, units: Mapping[str, str]) -> Json:
    if finding.state == Finding.State.REFUSED:
        said = {"not_a": finding.type, "why": finding.refusal_reason}
        return {"type": _NOT_A_RECORD, **_span(finding, {}), **said}
    corrected = finding.corrected or {}
    told = _as_read(finding.fields)
    if finding.corrected:
        told |= _as_corrected(corrected["fields"], units)
    kind = corrected.get("type", finding.type)
    known = {name: told[name] for name in _OF[kind] if told.get(name) not in (None, [], "")}
    return {"type": kind, **_span(finding, corrected), **known}


def _span(finding: Finding, corrected: Json) -> Json:
    start, end = (corrected.get(name, getattr(finding, name)) for name in ("start", "end"))
    return {"start": start, "end": end, "region": finding.zone or "body"}


def _as_read(fields: Json) -> Json:
    """The reader's fields: a task's lead is the gold's assignee, its coordinating units are co."""
    plain = ("recurring", "area", "kind", "discrete", "measurable", "dated")
    return {
        "issuer": _name(fields.get("issuer")),
        "assignee": ", ".join(filter(None, map(_name, fields.get("lead") or ()))),
        "co": [_name(one) for one in fields.get("coordinating") or ()],
        "parties": [party["code"] for party in fields.get("parties") or () if party.get("code")],
        "deadline": (fields.get("deadline") or {}).get("value"),
        **{name: fields.get(name) for name in plain},
    }


def _name(name: Json | None) -> str | None:
    return (name.get("text") or name.get("canonical")) if name else None


def _as_corrected(fields: Json, units: Mapping[str, str]) -> Json:
    """What a person changed in the form: units and partners by their keys, days as ISO."""
    told: Json = {_RENAMED.get(name, name): value for name, value in fields.items()}
    for name in told.keys() & {"assignee", "co"}:
        told[name] = [units.get(key, key) for key in told[name]]
    if "assignee" in told:
        told["assignee"] = ", ".join(told["assignee"])
    if "issuer" in told:
        told["issuer"] = units.get(told["issuer"], told["issuer"])
    return told


_RENAMED = {
    "leads": "assignee",
    "coordinating": "co",
    "assigner": "issuer",
    "partners": "parties",
    "due": "deadline",
    "recurrence": "recurring",
}
"""The form's names of what the gold calls otherwise; what the gold has no word for is left out."""
_OF = {
    RecordType.COMMITMENT: ("parties", "deadline", "discrete", "measurable", "dated"),
    RecordType.TASK: ("issuer", "assignee", "co", "deadline", "recurring"),
    RecordType.REQUEST: ("deadline",),
    RecordType.SHORTCOMING: ("area",),
    RecordType.RESULT: ("kind",),
}
"""What the gold says of each type."""


def _units_named(findings: Iterable[Finding], language: str) -> dict[str, str]:
    """The names of the units that persons put in, in the language of the text."""
    corrected = [finding.corrected["fields"] for finding in findings if finding.corrected]
    keys = {
        key
        for fields in corrected
        for name in ("leads", "coordinating")
        for key in fields.get(name) or ()
    } | {fields["assigner"] for fields in corrected if fields.get("assigner")}
    name = "name_en" if language == "en" else "name_vi"
    return dict(Unit.objects.filter(pk__in=keys).values_list("pk", name))
