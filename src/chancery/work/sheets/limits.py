"""How much one sheet may hold on this installation: one place for pages, commands and the mailbox."""

from __future__ import annotations

from django.conf import settings

from chancery.work.sheets.table import SheetLimits


def limits_of_settings() -> SheetLimits:
    """By ``CHANCERY_SHEET_MB``, ``CHANCERY_SHEET_ROWS`` and ``CHANCERY_SHEET_CELLS``."""
    return SheetLimits(settings.SHEET_MB, settings.SHEET_ROWS, settings.SHEET_CELLS)
