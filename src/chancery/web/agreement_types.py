"""What agreements are about, in words; a type that packs or people add shows as it is written."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

TYPES: dict[str, Any] = {
    "fta": _("free trade"),
    "trade": _("trade"),
    "wto": _("World Trade Organization"),
    "investment": _("investment"),
    "tax": _("taxation"),
    "labour": _("labour"),
    "transport": _("transport"),
    "sea": _("sea"),
    "climate": _("climate and energy"),
    "digital": _("digital economy"),
    "cyber": _("cyber security"),
    "sector": _("one sector"),
    "framework": _("framework of cooperation"),
}


def type_word(value: str) -> str:
    """The word for a type."""
    return str(TYPES.get(value, value))
