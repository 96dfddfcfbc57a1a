"""Asking elements of WordprocessingML by local name: its strict form has other namespaces."""

from __future__ import annotations

from typing import Any


def local(element: Any) -> str:
    """Name of an element without its namespace; '' for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any | None, name: str) -> Any | None:
    """The first child of that name."""
    return None if element is None else element.find(f"{{*}}{name}")


def attribute(element: Any | None, name: str) -> str:
    """An attribute by local name; '' where it is missing."""
    if element is None:
        return ""
    for key, text in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(text)
    return ""


def value(element: Any | None) -> str:
    """``w:val`` of an element; '' where either is missing."""
    return attribute(element, "val")
