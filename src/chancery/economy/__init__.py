"""From flows of trade to figures: a pure library, usable from a notebook. No Django, no network.

Every figure comes as a :class:`~chancery.economy.tables.Table` with its provenance. The names below
are imported when they are first used: what needs a compiler or a database is not loaded for the rest.
"""

from __future__ import annotations

from chancery.lib.lazily import names_of

_WHERE = {
    "Asked": "indicators",
    "Cells": "cells",
    "Complexity": "complexity",
    "EconomyError": "errors",
    "Flows": "flows",
    "Gravity": "gravity",
    "GravityFit": "gravity",
    "InputError": "errors",
    "NotIdentifiedError": "errors",
    "Provenance": "tables",
    "Rows": "tables",
    "Source": "tables",
    "Table": "tables",
    "cells_of": "cells",
    "change_between": "gravity",
    "complexity_by_year": "complexity",
    "measure": "indicators",
    "fit_gravity": "gravity",
    "gaps": "gravity.gaps",
    "worth": "gravity.worth",
    "open_store": "store",
    "read_columns": "files",
    "read_flows": "flows",
    "read_panel": "gravity.reading",
    "reset_test": "gravity",
    "sum_of": "gravity",
}

__all__, __getattr__, __dir__ = names_of(__name__, _WHERE)
