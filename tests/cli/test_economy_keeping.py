"""The commands of ``economy`` answer the same question at once the second time, and with the same words."""

import csv

import pytest
from click.testing import CliRunner

from benchmarks.economy.flows import exports
from chancery.cli.main import chancery
from tests.economy.gravity.panels import panel
from tests.economy.store.flows import bring

SIDES = ("--exporter", "exporter", "--importer", "importer", "--year", "year")
MODEL = ("--flow", "flow", *SIDES, "--regressors", "agreement")


@pytest.fixture(scope="module")
def flows(tmp_path_factory):
    path = tmp_path_factory.mktemp("flows") / "flows.csv"
    panel(3, mean=1.0).to_pandas().to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def goods(tmp_path_factory):
    """Exports of ten places in two years; the names of places are in another order in the second."""
    path = tmp_path_factory.mktemp("goods") / "goods.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(["year", "who", "hs", "usd"])
        for year in (2021, 2022):
            rows = exports(10, 40, seed=year).to_pylist()
            for row in rows if year == 2021 else reversed(rows):
                lines.writerow([year, row["location"], row["product"], row["value"]])
    return path


def run(name, path, *words):
    return CliRunner().invoke(chancery, ["economy", name, str(path), *map(str, words)])


def questions(flows, goods):
    """Each command with a question."""
    columns = ("--location", "who", "--product", "hs", "--value", "usd")
    yield "gravity", flows, (*MODEL, "--fe", "exporter,importer")
    yield "gaps", flows, (*MODEL, "--resamples", 2)
    yield "indicators", flows, ("--indicator", "growth,intensity", *SIDES, "--value", "flow")
    yield "complexity", goods, columns
    yield "complexity", goods, (*columns, "--year", "year", "--proximity", 0.5)


@pytest.mark.parametrize("which", range(5))
@pytest.mark.parametrize("form", ["", "--json"])
def test_what_is_kept_reads_as_what_was_worked_out(flows, goods, which, form):
    name, path, options = list(questions(flows, goods))[which]
    words = [*options, form] if form else options
    anew = run(name, path, *words, "--no-cache")
    assert anew.exit_code == 0, anew.stderr
    run(name, path, *words)
    again = run(name, path, *words)
    assert "Kept from" not in anew.stderr
    assert "Kept from" in again.stderr
    assert again.stdout == anew.stdout


def test_tables_written_from_what_is_kept_are_the_same(goods, tmp_path):
    columns = ("--location", "who", "--product", "hs", "--value", "usd", "--year", "year")
    for name, more in (("anew", ["--no-cache"]), ("first", []), ("kept", [])):
        run("complexity", goods, *columns, *more, "--out", tmp_path / f"{name}.csv")
    anew = (tmp_path / "anew.csv").read_bytes()
    assert anew == (tmp_path / "kept.csv").read_bytes() == (tmp_path / "first.csv").read_bytes()


def test_a_file_that_changed_is_worked_out_anew(flows, tmp_path):
    path = tmp_path / "flows.csv"
    path.write_bytes(flows.read_bytes())
    asked = (*MODEL, "--fe", "exporter", "--where", "year > 0")
    run("gravity", path, *asked)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    assert "Kept from" not in run("gravity", path, *asked).stderr


def test_a_store_that_took_in_more_is_worked_out_anew(tmp_path):
    header = "t,i,j,k,v,q\n"
    asked = (tmp_path / "store", "--indicator", "growth")
    bring(tmp_path, header + "2021,704,392,440710,10,1\n2021,392,704,851712,50,1\n", name="21.csv")
    run("indicators", *asked)
    assert "Kept from" in run("indicators", *asked).stderr
    bring(tmp_path, header + "2022,704,392,440710,15,1\n", name="22.csv")
    again = run("indicators", *asked)
    assert "Kept from" not in again.stderr
    assert "2022" in again.stdout
