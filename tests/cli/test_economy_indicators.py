"""``chancery economy indicators``: what it prints and writes, and how it ends on bad input."""

import csv
import json

import pytest
from click.testing import CliRunner
from pyarrow import parquet

from chancery.cli.main import chancery, main
from chancery.economy.tables import read_provenance
from tests.economy.indicators.flows import FLOWS, of_headings
from tests.economy.indicators.slowly import SLOWLY
from tests.economy.store.flows import bring
from tests.shared import SHARED, needs_shared

COLUMNS = (
    "--exporter",
    "o",
    "--importer",
    "d",
    "--product",
    "hs",
    "--year",
    "y",
    "--value",
    "usd",
)


@pytest.fixture
def path(tmp_path):
    """The flows above, one without a value and one at home."""
    path = tmp_path / "flows.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(["o", "d", "hs", "y", "usd"])
        lines.writerows(FLOWS)
        lines.writerow(["VNM", "JPN", "440710", 2022, ""])
        lines.writerow(["VNM", "VNM", "440710", 2022, 700])
    return path


def run(*words):
    return CliRunner().invoke(chancery, ["economy", "indicators", *map(str, words)])


def told(*words):
    return json.loads(run(*words, "--json").stdout)


def test_json_holds_the_rows_of_each_indicator(path):
    answer = told(path, *COLUMNS, "--indicator", "rca,grubel-lloyd")
    for name, keys in (
        ("rca", ("exporter", "product")),
        ("grubel-lloyd", ("exporter", "importer")),
    ):
        expected = SLOWLY[name](FLOWS)
        assert len(answer[name]) == len(expected)
        for row in answer[name]:
            for measure, value in expected[(*(row[key] for key in keys), row["year"])].items():
                assert row[measure] == (None if value is None else pytest.approx(value))


def test_json_counts_each_row_that_was_left_out(path):
    answer = told(path, *COLUMNS, "--indicator", "hhi")
    assert answer["dropped"] == {"usd is missing": 1, "the exporter is the importer": 1}
    assert (answer["rows_read"], answer["rows_used"]) == (10, 8)
    assert answer["options"]["exporter"] == "o"


def test_whom_when_and_at_which_level_may_be_chosen(path):
    chosen = ("--exporters", "VNM,USA", "--years", "2022", "--level", "4", "--indicator", "rca")
    rows = told(path, *COLUMNS, *chosen)["rca"]
    coarse = SLOWLY["rca"](of_headings(FLOWS))
    assert [(row["exporter"], row["product"], row["year"]) for row in rows] == [
        ("USA", "4407", 2022),
        ("VNM", "4407", 2022),
        ("VNM", "6109", 2022),
    ]
    assert rows[1]["rca"] == pytest.approx(coarse["VNM", "4407", 2022]["rca"])


def test_countries_may_count_as_one(path):
    rows = told(
        path, *COLUMNS, "--area", "JPN,USA", "--indicator", "dependency", "--years", "2022"
    )
    assert {row["importer"] for row in rows["dependency"]} == {"area", "VNM"}


def test_a_reader_sees_the_highest_and_how_many_are_missing(path):
    result = run(path, *COLUMNS, "--indicator", "growth", "--top", "1")
    assert "Growth of exports" in result.stdout
    assert "VNM       2022  45.0000  0.1250" in result.stdout
    assert "(3 missing; --json or --out tell why)" in result.stdout
    assert "1 left out: the exporter is the importer" in result.stderr


def test_one_indicator_is_written_to_a_file_and_several_to_a_folder(path, tmp_path):
    one, folder = tmp_path / "rca.parquet", tmp_path / "all"
    assert run(path, *COLUMNS, "--indicator", "rca", "--out", one).exit_code == 0
    assert run(path, *COLUMNS, "--indicator", "rca,hhi", "--out", folder).exit_code == 0
    assert parquet.read_table(folder / "rca.parquet") == parquet.read_table(one)
    assert read_provenance(one).options["indicator"] == "rca"
    assert sorted(file.name for file in folder.iterdir()) == ["hhi.parquet", "rca.parquet"]


def test_a_store_is_measured_as_the_file_it_was_made_of(path, tmp_path):
    numbers = {"VNM": 704, "JPN": 392, "USA": 842}
    lines = [f"{t},{numbers[i]},{numbers[j]},{k},{v / 1000},1" for i, j, k, t, v in FLOWS]
    bring(tmp_path, "t,i,j,k,v,q\n" + "\n".join(lines), name="baci.csv")
    store = tmp_path / "store"
    chosen = ("--indicator", "rca,growth", "--years", "2022")
    of_file, of_store = told(path, *COLUMNS, *chosen), told(store, *chosen)
    for name in ("rca", "growth"):
        for ours, same in zip(of_store[name], of_file[name], strict=True):
            assert ours == pytest.approx(same)
    assert (
        "--exporter, --value is for a file"
        in run(store, *chosen, "--exporter", "o", "--value", "v").stderr
    )
    assert "--source is for a store" in run(path, *COLUMNS, *chosen, "--source", "BACI").stderr


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ((*COLUMNS, "--indicator", "karma"), "'karma' is none of rca"),
        ((*COLUMNS, "--indicator", "rca,hhi", "--out", "x.csv"), "a folder for several"),
        (("--exporter", "o", "--indicator", "rca"), "--value is missing"),
        (("--value", "usd", "--indicator", "rca", "--years", "2022"), "--years needs --year"),
    ],
    ids=["name", "out", "value", "year"],
)
def test_wrong_usage_is_told_as_such(path, words, problem):
    result = run(path, *words)
    assert result.exit_code == 2
    assert problem in result.stderr


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (
            ("--exporter", "o", "--value", "usd", "--indicator", "rca"),
            "needs the column of product",
        ),
        ((*COLUMNS, "--indicator", "rca", "--exporters", "vnm"), "No row has the country vnm"),
        ((*COLUMNS, "--indicator", "rca", "--where", "usd < 0"), "no row is left"),
        ((*COLUMNS[:-1], "-usd", "--indicator", "rca"), "negative"),
    ],
    ids=["column", "country", "empty", "negative"],
)
def test_bad_input_ends_in_one_line_that_helps(path, capsys, words, problem):
    with pytest.raises(SystemExit) as end:
        main(["economy", "indicators", str(path), *words])
    assert end.value.code == 1
    line = capsys.readouterr().err
    assert problem in line
    assert line.count("\n") == 1


@needs_shared
def test_levels_that_stand_together_in_a_real_file_must_be_told_apart():
    eu = SHARED / "data" / "trade" / "eu_imports_by_partner_hs_2018_2022.csv.gz"
    names = ("--exporter", "partner_iso", "--importer", "reporter_iso", "--product", "cmd_code")
    names += ("--year", "ref_year", "--value", "primary_value", "--indicator", "suppliers")
    assert "--level 6" in str(run(eu, *names).exception)
    answer = told(eu, *names, "--level", 4, "--importers", "DEU", "--years", 2022)
    assert answer["rows_read"] == answer["rows_used"] + sum(answer["dropped"].values())
    assert all(0 < row["top_share"] <= 1 for row in answer["suppliers"])


def test_levels_that_contain_nothing_of_each_other_may_stand_together(tmp_path):
    path = tmp_path / "flows.csv"
    path.write_text("o,hs,usd\nVNM,4407,1\nVNM,940360,3\n", encoding="utf-8")
    names = ("--exporter", "o", "--product", "hs", "--value", "usd", "--indicator", "hhi")
    assert told(path, *names, "--level", "mixed")["hhi"][0]["hhi"] == pytest.approx(0.625)
    assert "neither a number of digits nor mixed" in run(path, *names, "--level", "4x").stderr
