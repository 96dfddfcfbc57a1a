"""The chain's arithmetic: plain values in, hashes out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """What one event's hash covers."""

    seq: int
    at: datetime
    actor: str
    action: str
    kind: str
    key: str
    digest: str
    previous: str


def canonical(value: Any) -> str:
    """JSON with one spelling: sorted keys, no spaces, every letter as itself."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def values_digest(*, salt: str, label: str, reason: str, changes: dict[str, Any]) -> str:
    """Digest of the values kept beside the chain."""
    payload = canonical({"salt": salt, "label": label, "reason": reason, "changes": changes})
    return hashlib.sha256(payload.encode()).hexdigest()


def link_hash(link: Link) -> str:
    """Hash of one link, the hash of the link before it included."""
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    payload = canonical(
        [link.seq, at, link.actor, link.action, link.kind, link.key, link.digest, link.previous]
    )
    return hashlib.sha256(payload.encode()).hexdigest()
