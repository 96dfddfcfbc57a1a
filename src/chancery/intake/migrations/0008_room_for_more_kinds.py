"""The number of an entry tells 255 kinds apart, not 15: eight of its bits say the kind.

Nothing is looked through anew: the numbers are moved as they are, and the engine's table follows.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import migrations

TRIGGERS = import_module("chancery.intake.migrations.0003_entries_by_row_number").TRIGGERS
NAMES = ("intake_entry_added", "intake_entry_gone", "intake_entry_changed")
_PLACE = (1 << 32) - 1
WIDER = f"(({{0}} >> 36) << 40) + ((({{0}} >> 4) & {_PLACE}) << 8) + ({{0}} & 15)"
NARROWER = f"(({{0}} >> 40) << 36) + ((({{0}} >> 8) & {_PLACE}) << 4) + ({{0}} & 15)"


def widen(apps: Any, editor: Any) -> None:
    """From four bits to eight."""
    _renumber(editor, WIDER)


def narrow(apps: Any, editor: Any) -> None:
    """Back to four."""
    _renumber(editor, NARROWER)


def _renumber(editor: Any, numbered: str) -> None:
    """By way of negative numbers: a new one may be the old one of a row that is still to move."""
    sqlite = editor.connection.vendor == "sqlite"
    if sqlite:
        for name in NAMES:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    for table, column in (("intake_facet", "entry_id"), ("intake_entry", "id")):
        editor.execute(f"UPDATE {table} SET {column} = -({numbered.format(column)})")  # noqa: S608 - constants
        editor.execute(f"UPDATE {table} SET {column} = -{column}")  # noqa: S608
    if sqlite:
        editor.execute("INSERT INTO intake_words(intake_words) VALUES('rebuild')")
        for statement in TRIGGERS:
            editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("intake", "0007_upgrades_in_search")]

    operations = [migrations.RunPython(widen, narrow)]
