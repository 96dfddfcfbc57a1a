"""``chancery economy complexity``: what it prints and writes, and how it ends on bad input."""

import csv
import json

import numpy as np
import pytest
from click.testing import CliRunner
from pyarrow import parquet

from benchmarks.economy.flows import exports
from chancery.cli.main import chancery, main
from chancery.economy.cells import cells_of
from chancery.economy.complexity import complexity
from chancery.economy.tables import read_provenance
from tests.economy.store.flows import bring
from tests.shared import SHARED, needs_shared

COLUMNS = ("--location", "who", "--product", "hs", "--value", "usd / 1000")


def people(year):
    """Populations that grow with exports, but more slowly."""
    cells = cells_of(exports(10, 40, seed=year))
    return dict(zip(cells.rows, np.ceil(cells.values.sum(axis=1) ** 0.7).tolist(), strict=True))


@pytest.fixture
def flows(tmp_path):
    """Two years of exports of ten places, with a row that has no value and one that is excluded."""
    path = tmp_path / "flows.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(["year", "who", "hs", "usd", "people"])
        for year in (2021, 2022):
            for row in exports(10, 40, seed=year).to_pylist():
                who = row["location"]
                lines.writerow([year, who, row["product"], row["value"], people(year)[who]])
        lines.writerow([2022, "L000", "0001", "", 1])
    return path


def run(*words):
    return CliRunner().invoke(chancery, ["economy", "complexity", *map(str, words)])


def expected(year, **options):
    return complexity(cells_of(exports(10, 40, seed=year)), **options)


def test_json_holds_every_measure_by_name(flows):
    told = json.loads(run(flows, *COLUMNS, "--where", "year = 2022", "--json").stdout)
    one = expected(2022)
    for measure, table, name in (
        ("eci", one.locations, "location"),
        ("coi", one.locations, "location"),
        ("diversity", one.locations, "location"),
        ("pci", one.products, "product"),
        ("ubiquity", one.products, "product"),
    ):
        names, values = (table.rows.column(of).to_pylist() for of in (name, measure))
        assert told[measure] == pytest.approx(dict(zip(names, values, strict=True)), abs=1e-9)
    for row in one.cells.rows.to_pylist():
        for measure in ("rca", "m", "density", "distance", "cog"):
            found = told[measure][row["location"]][row["product"]]
            assert found == pytest.approx(row[measure], abs=1e-9)


def test_json_counts_each_row_that_was_left_out(flows):
    told = json.loads(run(flows, *COLUMNS, "--where", "year = 2022", "--json").stdout)
    of_2021 = exports(10, 40, seed=2021).num_rows
    assert told["dropped"] == {"excluded by --where": of_2021, "usd is missing": 1}
    assert told["rows_read"] == told["rows_used"] + sum(told["dropped"].values())
    assert told["options"]["value"] == "usd / 1000"
    assert told["options"]["threshold"] == 1


def test_each_year_is_measured_by_itself(flows):
    result = run(flows, *COLUMNS, "--year", "year", "--years", "2021-2022", "--json")
    told = json.loads(result.stdout)["years"]
    for year in (2021, 2022):
        locations = expected(year).locations.rows.to_pydict()
        found = dict(zip(locations["location"], locations["eci"], strict=True))
        assert told[str(year)]["eci"] == pytest.approx(found, abs=1e-9)


def test_years_may_be_chosen_and_the_rest_is_counted(flows):
    told = json.loads(run(flows, *COLUMNS, "--year", "year", "--years", "2021", "--json").stdout)
    assert list(told["years"]) == ["2021"]
    left = exports(10, 40, seed=2022).num_rows
    assert told["dropped"]["year is not one of --years"] == left


def test_a_reader_sees_the_ends_of_both_orders(flows):
    result = run(flows, *COLUMNS, "--year", "year", "--top", "2")
    one = expected(2022).locations.rows.to_pylist()
    best, worst = (pick(one, key=lambda row: row["eci"]) for pick in (max, min))
    assert f"{best['location']:<13}" in result.stdout.split("2022", 1)[1]
    assert f"{worst['eci']:,.4f}" in result.stdout
    assert "(6 between)" in result.stdout
    assert "1 left out: usd is missing" in result.stderr


def test_one_file_holds_a_row_for_each_place_and_product(flows, tmp_path):
    out = tmp_path / "all.parquet"
    assert run(flows, *COLUMNS, "--year", "year", "--out", out).exit_code == 0
    found = parquet.read_table(out).to_pandas()
    assert len(found) == sum(expected(year).cells.rows.num_rows for year in (2021, 2022))
    one = expected(2022)
    cell = one.cells.rows.to_pylist()[57]
    where = (found.year == 2022) & (found.location == cell["location"])
    row = found[where & (found["product"] == cell["product"])].iloc[0]
    assert row["cog"] == pytest.approx(cell["cog"])
    pci = dict(
        zip(*(one.products.rows.column(n).to_pylist() for n in ("product", "pci")), strict=True)
    )
    assert row["pci"] == pytest.approx(pci[cell["product"]])
    assert read_provenance(out).dropped == {"usd is missing": 1}


def test_a_folder_holds_a_table_of_each_kind(flows, tmp_path):
    out = tmp_path / "tables"
    chosen = ("--where", "year = 2022", "--proximity", "0.5")
    assert run(flows, *COLUMNS, *chosen, "--out", out).exit_code == 0
    assert sorted(path.stem for path in out.iterdir()) == [
        "cells",
        "locations",
        "products",
        "proximity",
    ]
    pairs = parquet.read_table(out / "proximity.parquet")
    assert pairs.equals(expected(2022).proximity(0.5).rows)


def test_population_decides_where_it_is_given(flows):
    chosen = ("--where", "year = 2022", "--population", "people", "--json")
    told = json.loads(run(flows, *COLUMNS, *chosen).stdout)
    locations = expected(2022, population=people(2022)).locations.rows.to_pydict()
    assert list(told["diversity"].values()) == locations["diversity"]
    assert locations["diversity"] != expected(2022).locations.rows.column("diversity").to_pylist()


def test_a_finer_level_is_shortened(tmp_path):
    path = tmp_path / "hs6.csv"
    coarse = exports(10, 40)
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(["who", "hs", "usd"])
        for row in coarse.to_pylist():
            for share, ending in ((0.25, "10"), (0.75, "99")):
                lines.writerow([row["location"], row["product"] + ending, share * row["value"]])
    names = ("--location", "who", "--product", "hs", "--value", "usd")
    told = json.loads(run(path, *names, "--level", 4, "--json").stdout)
    found = complexity(cells_of(coarse)).locations.rows.to_pylist()
    assert told["eci"] == pytest.approx({row["location"]: row["eci"] for row in found}, abs=1e-9)


@pytest.mark.parametrize(
    ("content", "words", "problem"),
    [
        ("who,hs,usd\nVNM,a,1\nLAO,b,1\n", (), "2 parts"),
        ("who,hs,usd\nVNM,a,-1\n", (), "-1 is negative"),
        ("who,hs,usd\nVNM,44,1\nVNM,4407,1\n", (), "--level 4"),
        ("who,hs,usd\nVNM,a,\n", (), "no row is left to work on"),
        ("who,hs,usd\nVNM,a,many\n", (), "'many' is not a number"),
        ("who,usd\nVNM,1\n", (), "there is no column 'hs'"),
        ("who,hs,usd,y\nVNM,a,1,2022\n", ("--year", "y", "--years", "2020"), "No rows of 2020"),
        ("who,hs,usd,y\nVNM,a,1,2022.5\n", ("--year", "y"), "not a whole number"),
        (
            "who,hs,usd,n\nVNM,a,1,5\nVNM,b,1,6\n",
            ("--population", "n"),
            "several populations",
        ),
    ],
    ids=["parts", "negative", "levels", "empty", "text", "column", "years", "year", "population"],
)
def test_bad_input_ends_in_one_line_that_helps(tmp_path, capsys, content, words, problem):
    path = tmp_path / "flows.csv"
    path.write_text(content, encoding="utf-8")
    names = ("--location", "who", "--product", "hs", "--value", "usd")
    with pytest.raises(SystemExit) as end:
        main(["economy", "complexity", str(path), *names, *words])
    assert end.value.code == 1
    told = capsys.readouterr().err
    assert problem in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("years", ["-2022", "twenty", "2018..2020"])
def test_years_that_cannot_be_read_are_wrong_usage(flows, years):
    result = run(flows, *COLUMNS, "--year", "year", "--years", years)
    assert result.exit_code == 2
    assert "neither a year nor a span" in result.stderr


def test_years_without_a_column_of_years_are_wrong_usage(flows):
    result = run(flows, *COLUMNS, "--years", "2022")
    assert result.exit_code == 2
    assert "--years needs --year" in result.stderr


@needs_shared
def test_the_shared_table_of_world_trade_is_measured_whole():
    path = SHARED / "data" / "trade" / "world_trade_sitc_avg_1998_2000.csv.gz"
    names = ("--location", "country", "--product", "product", "--value", "value")
    told = json.loads(run(path, *names, "--json").stdout)
    assert told["rows_used"] == told["rows_read"] == 124_336
    assert len(told["eci"]) == 226
    of_vnm = [told["pci"][product] for product, has in told["m"]["vnm"].items() if has]
    assert told["eci"]["vnm"] == pytest.approx(sum(of_vnm) / len(of_vnm), abs=1e-9)


def test_a_store_is_measured_as_the_file_it_was_made_of(tmp_path):
    places = dict(enumerate((704, 392, 410, 156, 840, 276, 250, 380, 724, 826)))
    rows = exports(10, 40).to_pylist()
    lines = [
        f"{year},{places[int(row['location'][1:])]},36,{row['product']}00,{row['value']},1"
        for year in (2021, 2022)
        for row in rows
    ]
    bring(tmp_path, "t,i,j,k,v,q\n" + "\n".join(lines), name="baci.csv")
    columns = ("--location", "i", "--product", "k", "--value", "v", "--year", "t")
    of_file = json.loads(run(tmp_path / "baci.csv", *columns, "--json").stdout)["years"]["2022"]
    of_store = json.loads(run(tmp_path / "store", "--years", "2022", "--json").stdout)["years"]
    assert list(of_store) == ["2022"]
    assert sorted(of_store["2022"]["eci"].values()) == pytest.approx(
        sorted(of_file["eci"].values())
    )
    assert "VNM" in of_store["2022"]["eci"]
    wrong = run(tmp_path / "store", "--location", "i")
    assert (wrong.exit_code, "--location is for a file" in wrong.stderr) == (2, True)
