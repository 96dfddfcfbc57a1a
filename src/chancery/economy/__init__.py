"""From flows of trade to figures: a pure library, usable from a notebook. No Django, no network.

Every figure comes as a :class:`~chancery.economy.tables.Table` with its provenance. The names below
are imported when they are first used: what needs a compiler or a database is not loaded for the rest.
"""

from __future__ import annotations

import importlib
from typing import Any

_WHERE = {
    "Cells": "cells",
    "Complexity": "complexity",
    "EconomyError": "errors",
    "Flows": "flows",
    "Gravity": "gravity",
    "GravityFit": "gravity",
    "InputError": "errors",
    "NotIdentifiedError": "errors",
    "Provenance": "tables",
    "Source": "tables",
    "Table": "tables",
    "cells_of": "cells",
    "complexity_by_year": "complexity",
    "measure": "indicators",
    "fit_gravity": "gravity",
    "gaps": "gravity.gaps",
    "worth": "gravity.worth",
    "read_columns": "files",
    "read_flows": "flows",
}

__all__ = sorted(_WHERE)  # noqa: PLE0605 - one list of names, above


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
