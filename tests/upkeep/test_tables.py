"""A new database, made at once, has the tables that all migrations in their order would make."""

import json
import subprocess
import sys

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext

from chancery.upkeep import tables as upkeep
from tests.shared import ROOT

TOLD = """
import json, os, sys
from django.conf import settings
os.environ["DJANGO_SETTINGS_MODULE"] = "chancery.site.settings"
settings.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[2]}}
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from chancery.upkeep.tables import bring_up_to_date
if sys.argv[1] == "migrate":
    call_command("migrate", verbosity=0)
bring_up_to_date()
bring_up_to_date()
look, told = connection.introspection, {}
def said(named):
    name, rule = named
    name = "" if name.startswith(("__", "fk_")) else name  # numbered as they come
    return [name, *(rule[part] for part in ("columns", "unique", "foreign_key", "check"))]
with connection.cursor() as cursor:
    for table in look.table_names(cursor):
        columns = look.get_table_description(cursor, table)
        rules = look.get_constraints(cursor, table)
        told[table] = {
            "columns": sorted([c.name, c.type_code, c.null_ok, c.pk] for c in columns),
            "rules": sorted(map(json.dumps, map(said, rules.items()))),
        }
    kept = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' OR sql LIKE '%VIRTUAL%'"
    told["by hand"] = sorted(cursor.execute(kept).fetchall())
    told["done"] = cursor.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()
print(json.dumps(told))
"""


def _made(way, place):
    words = [sys.executable, "-c", TOLD, way, str(place / f"{way}.sqlite3")]
    ran = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT / "src")
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    place = tmp_path_factory.mktemp("tables")
    return {way: _made(way, place) for way in ("new", "migrate")}


def test_a_new_database_has_the_tables_that_migrations_make(tables):
    new, migrated = tables["new"], tables["migrate"]
    assert set(new) == set(migrated)
    wrong = {
        table: (new[table], migrated[table]) for table in new if new[table] != migrated[table]
    }
    assert wrong == {}


def test_a_new_database_has_nothing_left_to_migrate(tables):
    assert len(tables["new"]["done"]) > 80
    assert [name for name, _sql in tables["new"]["by hand"]].count("intake_words") == 1


@pytest.mark.django_db
def test_the_database_looks_anew_at_how_tables_are_filled_once_they_were_changed(monkeypatch):
    monkeypatch.setattr(upkeep, "call_command", lambda *_words, **_options: None)
    for plan, told in (([], []), ([("a migration", False)], ["ANALYZE"])):
        monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_, found=plan: found)
        with CaptureQueriesContext(connection) as asked:
            upkeep.bring_up_to_date()
        assert [one["sql"] for one in asked if one["sql"] == "ANALYZE"] == told
