"""``chancery work measures``: the figures of the pages at the terminal, as three forms."""

import csv
import io
import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone, translation

from chancery.cli import work
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch):
    make.ground()
    make.lan()
    make.commitment(due=timezone.localdate() - timedelta(days=400), lead="moit")
    make.task()
    monkeypatch.setattr(work, "open_workspace", lambda folder: None)

    def call(*arguments):
        return CliRunner().invoke(work.command, ["measures", *arguments, "--as", "lan"])

    with translation.override("en"):
        yield call


def test_delivery_is_shown_as_a_table_as_csv_and_as_json(run):
    table = run("--by", "unit", "--span", "ever").stdout.splitlines()
    assert table[0].split()[:3] == ["key", "name", "total"]
    assert table[1].startswith("moit  Bộ Công Thương")
    assert table[-1].split()[:2] == ["all", "1"]
    (unit, whole) = csv.DictReader(
        io.StringIO(run("--by", "unit", "--span", "ever", "--format", "csv").stdout)
    )
    assert (unit["key"], unit["overdue"], whole["key"], whole["total"]) == (
        "moit",
        "1",
        "all",
        "1",
    )
    lines = run("--by", "unit", "--span", "ever", "--format", "json").stdout.splitlines()
    assert json.loads(lines[0])["name"] == "Bộ Công Thương"
    assert json.loads(run("--format", "json").stdout.splitlines()[-1])["total"] == 0


def test_answers_and_extensions_have_their_columns_and_days_their_order(run):
    answers = json.loads(run("responses", "--format", "json").stdout.splitlines()[-1])
    assert answers["acceptance_answers"] == 0
    assert answers["acceptance_median"] is None
    assert run("responses").stdout.split()[2:5] == ["acceptance", "median", "p90"]
    assert "granted_share" in run("extensions").stdout.splitlines()[0]
    wrong = run("--from", "2026-05-01", "--to", "2026-01-01")
    assert wrong.exit_code != 0
    assert "earlier day first" in wrong.output + str(wrong.exception)
