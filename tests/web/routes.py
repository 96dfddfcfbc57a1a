"""Every address of the product, taken from the URLconf, so that none is forgotten in a test."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One address: its name, its pattern, and what stands in angle brackets in it."""

    name: str
    pattern: str
    parts: tuple[tuple[str, str], ...]

    @property
    def place(self) -> str:
        """The first word of the address: ``tasks`` in ``tasks/<int:pk>/edit/``."""
        return self.pattern.split("/")[0]

    def __str__(self) -> str:
        return self.name or self.pattern


def routes() -> list[Route]:
    """All pages, in the order of the URLconf; the API has tests of its own."""
    every = _walk(get_resolver().url_patterns, "")
    return [route for route in every if not route.pattern.startswith("api/")]


def _walk(entries: list[URLPattern | URLResolver], before: str):
    for entry in entries:
        pattern = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, pattern)
        else:
            parts = re.findall(r"<(\w+):(\w+)>", pattern)
            yield Route(entry.name or "", pattern, tuple((name, kind) for kind, name in parts))
