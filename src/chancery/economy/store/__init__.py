"""Flows of trade kept as Parquet, with where each comes from.

    >>> store = open_store("workspace/trade")                                        # doctest: +SKIP
    >>> store.flows(exporters=["VNM"], years=range(2018, 2023), level=6).to_arrow()  # doctest: +SKIP

Names are imported when they are first used, as in :mod:`chancery.economy`.
"""

from __future__ import annotations

import importlib
from typing import Any

_WHERE = {
    "Ingested": "ingesting",
    "Layout": "layout",
    "Options": "options",
    "PRESETS": "presets",
    "Selection": "selecting",
    "Store": "opening",
    "StoreError": "errors",
    "ingest": "ingesting",
    "mirrored": "mirror",
    "open_store": "opening",
    "make_options": "options",
    "preset": "presets",
    "reconcile": "mirror",
    "told_in": "telling",
}

__all__ = sorted(_WHERE)  # noqa: PLE0605 - one list of names, above


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
