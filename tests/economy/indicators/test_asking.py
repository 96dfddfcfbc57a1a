"""Whom an indicator is asked for, and what is said of the rows it was made from."""

import pyarrow as pa
import pytest

from chancery.economy.errors import InputError
from chancery.economy.indicators import INDICATORS, Asked, measure
from chancery.economy.tables import Provenance, Table
from tests.economy.indicators.flows import FLOWS as BY_SUBHEADING
from tests.economy.indicators.flows import of_headings

NAMES = ("exporter", "importer", "product", "year", "value")
FLOWS = of_headings(BY_SUBHEADING)


def rows(flows=FLOWS, names=NAMES):
    table = pa.table(dict(zip(NAMES, map(list, zip(*flows, strict=True)), strict=True)))
    return table.select(list(names))


def asked(name, **chosen):
    sets = {what: frozenset(one) for what, one in chosen.items()}
    return measure(rows(), [name], Asked(**sets))[name].rows.to_pylist()


def test_an_exporter_is_picked_after_the_worlds_totals_are_taken():
    everybody = asked("rca")
    assert asked("rca", exporters=["VNM"]) == [r for r in everybody if r["exporter"] == "VNM"]


def test_importers_are_the_market_in_which_rca_is_measured():
    in_japan = {(r["exporter"], r["year"]): r["rca"] for r in asked("rca", importers=["JPN"])}
    assert in_japan["VNM", 2022] == pytest.approx((15 / 15) / (20 / 20))
    assert asked("shares", importers=["JPN"], exporters=["USA"])[0]["of_product"] == 0.25


def test_years_are_picked_after_the_year_before_was_looked_up():
    (row,) = asked("growth", exporters=["VNM"], years=[2022])
    assert row["growth"] == pytest.approx(45 / 40 - 1)


def test_both_sides_of_a_pair_are_picked():
    found = asked("complementarity", exporters=["VNM"], importers=["JPN"], years=[2022])
    supplied, wanted = {"4407": 15 / 45, "6109": 30 / 45}, {"4407": 1.0}
    expected = 100 * sum(min(part, wanted.get(k, 0)) for k, part in supplied.items())
    assert [row["complementarity"] for row in found] == [pytest.approx(expected)]


def test_an_area_is_shown_beside_the_countries_asked_for():
    found = asked("dependency", importers=["VNM"], area=["JPN", "USA"], years=[2022])
    assert {row["importer"] for row in found} == {"VNM", "area"}


def test_several_are_measured_at_once_each_with_its_meaning():
    found = measure(rows(), ["hhi", "growth"], Asked(exporters=frozenset({"VNM"})))
    assert found["hhi"].provenance.method == INDICATORS["hhi"].meaning
    assert found["growth"].provenance.options == {"indicator": "growth", "exporters": ["VNM"]}


def test_trade_at_home_is_left_out_and_counted():
    at_home = rows([*FLOWS, ("VNM", "VNM", "4407", 2022, 999.0)])
    told = Provenance("", rows_read=9, rows_used=9)
    found = measure(Table(at_home, told), ["rca"])["rca"]
    assert found.rows == measure(rows(), ["rca"])["rca"].rows
    assert found.provenance.dropped == {"the exporter is the importer": 1}
    assert found.provenance.rows_used == 8


def test_columns_that_an_indicator_does_not_need_may_lack():
    narrow = rows([f for f in FLOWS if f[3] == 2022], ("exporter", "product", "value"))
    found = measure(narrow, ["rca", "hhi"])
    assert "year" not in found["rca"].rows.column_names
    full = {(r["exporter"], r["product"]): r["rca"] for r in asked("rca", years=[2022])}
    assert {
        (r["exporter"], r["product"]): r["rca"] for r in found["rca"].rows.to_pylist()
    } == pytest.approx(full)


@pytest.mark.parametrize(
    ("table", "name", "sets", "problem"),
    [
        (rows(), "karma", {}, "no indicator 'karma'; there are rca"),
        (rows(names=("exporter", "value")), "rca", {}, "rca needs the column of product"),
        (rows([("VNM", "JPN", "4407", 2022, -2.0)]), "rca", {}, "-2 is negative"),
        (rows([("VNM", "VNM", "4407", 2022, 2.0)]), "rca", {}, "no row left"),
        (rows(), "rca", {"exporters": ["XXX"]}, "No row has the country XXX"),
        (rows(), "rca", {"years": [1999]}, "No row has the year 1999"),
    ],
    ids=["name", "column", "negative", "empty", "country", "year"],
)
def test_what_cannot_be_measured_is_refused(table, name, sets, problem):
    with pytest.raises(InputError, match=problem):
        measure(table, [name], Asked(**{what: frozenset(one) for what, one in sets.items()}))


def test_a_supplier_of_the_same_size_comes_first_by_name():
    both = rows([("USA", "VNM", "4407", 2022, 5.0), ("JPN", "VNM", "4407", 2022, 5.0)])
    (row,) = measure(both, ["suppliers"])["suppliers"].rows.to_pylist()
    assert (row["top_supplier"], row["top_share"], row["suppliers"]) == ("JPN", 0.5, 2)


def test_a_set_that_changes_what_is_counted_is_noted():
    found = measure(rows(), ["rca", "hhi-suppliers"], Asked(exporters={"VNM"}))
    assert found["rca"].provenance.notes == ()
    assert found["hhi-suppliers"].provenance.notes == (
        "hhi-suppliers: only flows of the exporters VNM are counted",
    )


def test_a_market_without_the_others_is_noted_where_all_trade_is_weighed():
    one_way = rows([("VNM", "DEU", "44", 2022, 1.0), ("DEU", "FRA", "44", 2022, 2.0)])
    found = measure(one_way, ["dependency", "market-shares"])
    (note,) = found["dependency"].provenance.notes
    assert note.startswith("dependency: 1 of 2 exporters are nobody's market here")
    assert found["market-shares"].provenance.notes == ()


def test_a_country_written_otherwise_is_named_as_the_rows_write_it():
    with pytest.raises(InputError, match=r"No row has the country VN \(written VNM there\), ZZ;"):
        measure(rows(), ["rca"], Asked(exporters=["ZZ", "VN"]))
