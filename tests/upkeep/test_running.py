"""A run of the clock, beside the work it does: what it keeps in order."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chancery.upkeep.running import run
from tests import make

pytestmark = pytest.mark.django_db


def looks(moment):
    """How often the run of that moment had the database look at its tables."""
    with CaptureQueriesContext(connection) as asked:
        ran = run(moment)
    assert ran.failures == ()
    return [one["sql"] for one in asked].count("ANALYZE")


def test_the_database_looks_at_its_tables_in_the_first_run_of_a_day():
    make.ground()
    moments = [
        make.moment("2026-03-16", 1),  # eight in the morning in Ha Noi
        make.moment("2026-03-16", 9),
        make.moment("2026-03-16", 18),  # one in the night: the next day there
        make.moment("2026-03-17", 1),
        make.moment("2026-03-20", 1),
    ]
    once = 1 if connection.vendor == "sqlite" else 0
    assert list(map(looks, moments)) == [once, 0, once, 0, once]
