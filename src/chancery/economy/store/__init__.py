"""Flows of trade kept as Parquet, with where each comes from.

    >>> store = open_store("workspace/trade")                                        # doctest: +SKIP
    >>> store.flows(exporters=["VNM"], years=range(2018, 2023), level=6).to_arrow()  # doctest: +SKIP

Names are imported when they are first used, as in :mod:`chancery.economy`.
"""

from __future__ import annotations

from chancery.lib.lazily import names_of

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

__all__, __getattr__, __dir__ = names_of(__name__, _WHERE)
