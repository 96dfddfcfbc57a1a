"""What a record's page says of those that were merged into it."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("records/merge_link.html")
def merge_link(kind: str, record: Any, may_change: bool) -> dict[str, Any]:
    """The way to say that a record is another one, for who keeps it right."""
    return {"address": reverse(f"{kind}-merge", args=[record.pk]) if may_change else ""}


@register.inclusion_tag("records/merged.html")
def merged_here(kind: str, record: Any, may_change: bool) -> dict[str, Any]:
    """Those that were merged into a record, and the way to part them again."""
    rows = [
        {
            "reference": row.reference,
            "text": row.text,
            "address": reverse(f"{kind}-part", args=[row.pk]),
        }
        for row in record.merged.order_by("reference")
    ]
    return {"rows": rows, "may_part": may_change}
