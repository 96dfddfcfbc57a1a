"""``chancery economy ingest`` and ``store`` as a person or a program calls them."""

import json
import os
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from chancery.cli.economy import command
from chancery.cli.main import main
from chancery.economy.errors import InputError
from tests.economy.store.flows import BACI, write
from tests.shared import SHARED, needs_shared

GIVEN = ("--preset", "baci", "--classification", "HS17", "--retrieved-on", "2026-11-01")


def _run(*arguments):
    return CliRunner().invoke(command, [str(one) for one in arguments], catch_exceptions=False)


def _ingest(folder, *more, text=BACI):
    path = write(folder, text)
    return _run("ingest", path, "--store", folder / "store", *GIVEN, *more)


def test_a_program_is_told_the_counts(tmp_path):
    done = _ingest(tmp_path, "--json", text=BACI + "2022,9999,704,010121,1,1\n")
    told = json.loads(done.stdout)
    assert (told["rows_read"], told["rows_used"]) == (3, 2)
    assert told["dropped"] == {"unknown code of exporter: 9999": 1}
    assert told["tables"][0]["state"] == "taken"


def test_a_person_is_told_each_file_and_what_was_left_out(tmp_path):
    done = _ingest(tmp_path, text=BACI + "2022,9999,704,010121,1,1\n")
    assert "2 of 3 rows, 2022" in done.stdout
    assert "left out: 1  unknown code of exporter: 9999" in done.stdout
    assert f"2 of 3 rows used, 0 of them apart; in {tmp_path / 'store'}" in done.stdout
    assert "held already" in _ingest(tmp_path, text=BACI + "2022,9999,704,010121,1,1\n").stdout


def test_what_is_held_is_shown(tmp_path):
    _ingest(tmp_path)
    done = _run("store", tmp_path / "store")
    assert done.stdout == _run("store", "--store", tmp_path / "store").stdout
    assert _run("store", tmp_path / "store", "--store", tmp_path / "store").exit_code == 2
    assert "BACI    HS17 at 6 digits         2022-2022 (1)  reconciled  2" in done.stdout
    assert "flows.csv  BACI    2026-11-01" in done.stdout
    told = json.loads(_run("store", "--store", tmp_path / "store", "--json").stdout)
    assert told["brought"][0]["options"]["unit"] == "thousand_usd"


def test_where_nobody_says_when_figures_were_fetched_the_file_does_and_the_person_is_told(
    tmp_path,
):
    path = write(tmp_path, BACI)
    noon = datetime(2026, 10, 5, 12, tzinfo=UTC).timestamp()
    os.utime(path, (noon, noon))
    asked = ("--store", tmp_path / "store", *GIVEN[:4])
    assert "Retrieved on 2026-10-05, as the file says" in _run("ingest", path, *asked).stderr
    assert "2026-10-05" in _run("store", "--store", tmp_path / "store").stdout
    with pytest.raises(InputError, match=r"none\.csv: cannot be read: No such file"):
        _run("ingest", tmp_path / "none.csv", *asked)


def test_a_dry_run_says_that_nothing_is_kept(tmp_path):
    assert "nothing kept (dry run)" in _ingest(tmp_path, "--dry-run").stdout
    assert not (tmp_path / "store").exists()


def test_the_store_lies_in_the_workspace_unless_a_folder_is_named(tmp_path):
    path = write(tmp_path, BACI)
    _run("ingest", path, "--workspace", tmp_path / "work", *GIVEN)
    assert (tmp_path / "work" / "trade" / "manifest.json").is_file()


@pytest.mark.parametrize(
    "more",
    [
        ("--columns", "exporter"),
        ("--unit", "eur"),
        ("--from", "HS17"),
        ("--concordance",),
        ("--duplicates", "guess"),
    ],
)
def test_wrong_usage_ends_with_two(tmp_path, more):
    assert _ingest(tmp_path, *more).exit_code == 2


def test_a_bad_file_ends_with_one_and_one_line(tmp_path, capsys):
    path = write(tmp_path, BACI + "2022,704,410,010121,ten,1\n")
    with pytest.raises(SystemExit) as ended:
        main(["economy", "ingest", str(path), "--store", str(tmp_path / "store"), *GIVEN])
    said = capsys.readouterr().err
    assert ended.value.code == 1
    assert said.count("\n") == 1
    assert "row 3 of the data, column 'v': 'ten' is not a number" in said


@needs_shared
def test_a_concordance_comes_in_and_is_shown(tmp_path):
    path = SHARED / "data" / "reference" / "concordance" / "hs5_hs4.csv.gz"
    given = ("--store", tmp_path / "store", "--retrieved-on", "2026-11-01")
    done = _run(
        "ingest", path, "--concordance", "--from", "HS17", "--to", "HS12", *given, "--json"
    )
    assert json.loads(done.stdout)["rows_used"] > 5_000
    _ingest(tmp_path)
    assert "HS17 to HS12" in _run("store", "--store", tmp_path / "store").stdout


def test_flows_are_taken_out_into_a_file_with_their_sources(tmp_path):
    _ingest(tmp_path)
    goal = tmp_path / "flows.csv"
    done = _run("export", "--store", tmp_path / "store", "--importers", "JPN", "--out", goal)
    assert "1 of 1 rows used" in done.stderr
    assert (
        goal.read_text().splitlines()[1].startswith('"VNM","JPN","010121",2022,"reconciled",10500')
    )
    told = json.loads((tmp_path / "flows.csv.provenance.json").read_text())
    assert told["sources"][0]["retrieved_on"] == "2026-11-01"


def test_flows_are_printed_for_a_program(tmp_path):
    _ingest(tmp_path)
    done = _run("export", "--store", tmp_path / "store", "--years", "2020-2022", "--json")
    told = json.loads(done.stdout)
    assert [row["value"] for row in told["flows"]] == [10_500.0, 20_000.0]
    assert told["notes"] == ["no flows of 2020, 2021"]


def test_mirrored_flows_are_taken_out_and_told_in_another_classification(tmp_path):
    path = write(tmp_path, "r,p,f,c,y,v\nVNM,JPN,X,010121,2022,100\nJPN,VNM,M,010129,2022,110\n")
    table = write(tmp_path, "HS17,HS12\n010121,010110\n010129,010110\n", "table.csv")
    given = ("--columns", "reporter=r,partner=p,flow=f,product=c,year=y,value=v", "--unit", "usd")
    given = (
        *given,
        "--source",
        "Both",
        "--classification",
        "HS17",
        "--retrieved-on",
        "2026-11-01",
    )
    assert _run("ingest", path, "--store", tmp_path / "store", *given).exit_code == 0
    lead = ("--from", "HS17", "--to", "HS12", "--retrieved-on", "2026-11-01")
    _run("ingest", "--concordance", table, "--store", tmp_path / "store", *lead)
    asked = ("--mirror", "--cif-fob", "1.1", "--told-in", "HS12", "--json")
    done = _run("export", "--store", tmp_path / "store", *asked)
    (row,) = json.loads(done.stdout)["flows"]
    assert row["product"] == "010110"
    assert (row["stands_on"], row["exporter_value"], row["importer_value"]) == (
        "importer",
        100,
        110,
    )
    assert row["value"] == pytest.approx(100)


@pytest.mark.parametrize(
    "more",
    [(), ("--prefer", "mean", "--json"), ("--mirror", "--flow", "import", "--json")],
)
def test_what_cannot_be_taken_out_is_wrong_usage(tmp_path, more):
    assert _run("export", "--store", tmp_path / "store", *more).exit_code == 2


def test_a_conversion_that_lacks_its_table_says_which_and_where_it_is(tmp_path, capsys):
    _ingest(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(
            [
                "economy",
                "export",
                "--store",
                str(tmp_path / "store"),
                "--told-in",
                "HS12",
                "--json",
            ]
        )
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert "missing is HS17 to HS12, published by the UN Statistics Division" in said


def test_ctrl_c_ends_with_130_and_no_traceback(tmp_path, monkeypatch):
    def stopped(*_given, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr("chancery.economy.store.ingesting.ingest", stopped)
    done = _ingest(tmp_path)
    assert (done.exit_code, done.stderr) == (130, "chancery: stopped\n")
