"""The line of JSON that ``chancery read --json`` prints and the workspace stores."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

from chancery.reader.model import Finding, Header, Reading


def as_json(
    reading: Reading, *, file: str, sha256: str, with_text: bool = False
) -> dict[str, Any]:
    """One document's answer in JSON values; findings are numbered from 1 in order of place."""
    document = {"file": file, "sha256": sha256} | _header(reading.header)
    if with_text:
        document["text"] = reading.text
    document["chars"] = len(reading.text)
    found = [_finding(number, finding) for number, finding in enumerate(reading.findings, 1)]
    return {"document": document, "findings": found}


def _header(header: Header) -> dict[str, Any]:
    return {
        "language": header.language,
        "kind": header.kind,
        "title": header.title,
        "number": header.number,
        "issuer": plain(header.issuer),
        "published": plain(header.published),
        "reference_date": plain(header.reference_date),
        "reference_date_inferred": header.reference_date_inferred,
    }


def _finding(number: int, finding: Finding) -> dict[str, Any]:
    return {
        "id": number,
        "type": finding.type,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "zone": finding.zone,
        "fields": plain(finding.fields),
        "rule": finding.rule,
        "why": finding.why,
        "confidence": round(finding.confidence, 3),
    }


def plain(value: Any) -> Any:
    """``value`` with names, days and tuples as JSON has them."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
