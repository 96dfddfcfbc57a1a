"""The tables of a workspace: a new one's are made as they are now, an older one's brought up to date.

A new database has nothing to migrate: walking it through every change of every version took a
minute and a half, making its tables a few seconds. ``tests/upkeep/test_tables.py`` compares both.
"""

from __future__ import annotations

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from chancery.intake.search import tables as search_tables


def bring_up_to_date() -> None:
    """Make the tables of an empty database, or make those of an older version today's.

    Raises DatabaseError; a new database that was left half-made is empty again.
    """
    if not connection.introspection.table_names():
        make_new()
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
        # SQLite forgets how a table is filled when it makes it anew, and then reads a list of
        # 50,000 tasks by an index that does not sort them: twice the time of the page.
        _count_anew()


def look_anew() -> None:
    """Have SQLite count how its tables are filled now; PostgreSQL does so by itself.

    Half a second over 50,000 tasks; nobody else writes meanwhile.
    """
    if connection.vendor == "sqlite":
        _count_anew()


def _count_anew() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def make_new() -> None:
    """All tables in one transaction, every migration noted as done."""
    connection.disable_constraint_checking()  # SQLite takes it only outside a transaction
    try:
        with transaction.atomic():
            with connection.schema_editor() as editor:
                for model in apps.get_models():
                    if model._meta.can_migrate(connection):  # noqa: SLF001 - as Django's own command asks
                        editor.create_model(model)
            make_search()
            _note_all()
    finally:
        connection.enable_constraint_checking()
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def make_search() -> None:
    """What search keeps beside its tables: SQLite's index of words, PostgreSQL's columns."""
    with connection.schema_editor() as editor:
        search_tables.make(editor)


def _note_all() -> None:
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in sorted(MigrationExecutor(connection).loader.disk_migrations):
        recorder.record_applied(app, name)
