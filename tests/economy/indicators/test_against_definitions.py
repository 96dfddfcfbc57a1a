"""Each indicator, as the expression that runs on DuckDB and Spark, against its definition in plain Python."""

from functools import cache

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chancery.economy.engine import connect, expressions
from chancery.economy.indicators import INDICATORS, Asked
from chancery.economy.indicators.asking import expression
from tests.economy.indicators.slowly import SLOWLY, dependency

NAMES = ("exporter", "importer", "product", "year", "value")
FLOW = st.tuples(
    st.sampled_from("ABCD"),
    st.sampled_from("ABCDE"),
    st.sampled_from(["0101", "0201", "4407"]),
    st.sampled_from([2018, 2019, 2021]),
    st.sampled_from([0.0, 1.0, 2.0, 7.5, 40.0]),
)
FLOWS = st.lists(FLOW.filter(lambda flow: flow[0] != flow[1]), min_size=1, max_size=25)
quickly = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def database():
    with connect(threads=1) as opened:
        yield opened


def table(flows):
    columns = zip(*flows, strict=True) if flows else [()] * len(NAMES)
    return pa.table(dict(zip(NAMES, map(list, columns), strict=True)))


@cache
def sql(name, area=frozenset()):
    """The expression's SQL; made once, for that takes longer than to run it."""
    with connect() as database:
        database.register("given", table([("A", "B", "0101", 2020, 1.0)]))
        flows = expressions(database).table("given")
        return str(ibis.to_sql(expression(flows, INDICATORS[name], Asked(area=area)), "duckdb"))


def found(database, name, flows, area=frozenset()):
    database.register("given", table(flows))
    rows = database.execute(sql(name, area)).to_arrow_table().to_pylist()
    keys = (*INDICATORS[name].keys, "year")
    by_key = {tuple(row[key] for key in keys): row for row in rows}
    assert len(by_key) == len(rows)
    return by_key


def check_same(rows, expected):
    assert rows.keys() == expected.keys()
    for key, measures in expected.items():
        for measure, value in measures.items():
            ours = rows[key][measure]
            if isinstance(value, float):
                assert ours == pytest.approx(value, rel=1e-9, abs=1e-9), (key, measure)
            else:
                assert ours == value, (key, measure)


def test_each_indicator_has_a_second_computation():
    assert SLOWLY.keys() == INDICATORS.keys()


@pytest.mark.parametrize("name", INDICATORS)
@quickly
@given(flows=FLOWS)
@example(flows=[("A", "B", "0101", 2018, 0.0)])
@example(flows=[("A", "B", "0101", 2018, 3.0), ("B", "A", "4407", 2018, 0.0)])
def test_it_is_its_definition_and_what_is_missing_has_a_reason(database, name, flows):
    rows = found(database, name, flows)
    check_same(rows, SLOWLY[name](flows))
    missing = [row for row in rows.values() if row[INDICATORS[name].main] is None]
    assert all(row["reason"] for row in missing)


@pytest.mark.parametrize("area", [frozenset("AB"), frozenset("ABCDE")], ids=["some", "all"])
@quickly
@given(flows=FLOWS)
def test_members_of_an_area_buy_and_sell_as_one(database, area, flows):
    check_same(found(database, "dependency", flows, area), dependency(flows, area))


@quickly
@given(flows=FLOWS)
def test_shares_sum_to_one(database, flows):
    sums = {}
    for (i, _, t), row in found(database, "shares", flows).items():
        sums[i, t] = sums.get((i, t), 0) + (row["of_exports"] or 0)
    for (i, t), whole in sums.items():
        exports = any(f[0] == i and f[3] == t and f[4] for f in flows)
        assert whole == pytest.approx(1 if exports else 0)


@pytest.mark.parametrize("name", ["hhi", "hhi-markets", "hhi-suppliers"])
@quickly
@given(flows=FLOWS)
def test_concentration_lies_between_equal_parts_and_one(database, name, flows):
    for row in found(database, name, flows).values():
        if row["hhi"] is not None:
            assert 1 / row["parts"] - 1e-12 <= row["hhi"] <= 1 + 1e-12
        if row["hhi_normalised"] is not None:
            assert -1e-12 <= row["hhi_normalised"] <= 1 + 1e-12


@pytest.mark.parametrize("name", ["complementarity", "similarity"])
@quickly
@given(flows=FLOWS)
def test_overlaps_lie_between_zero_and_a_hundred(database, name, flows):
    rows = found(database, name, flows)
    for (one, other, t), row in rows.items():
        assert -1e-9 <= row[name] <= 100 + 1e-9
        if name == "similarity":
            assert row[name] == pytest.approx(rows[other, one, t][name])


@quickly
@given(flows=FLOWS)
def test_two_way_trade_is_between_zero_and_one_and_the_same_both_ways(database, flows):
    rows = found(database, "grubel-lloyd", flows)
    for (i, j, t), row in rows.items():
        back = rows[j, i, t]
        assert (row["exports"], row["imports"]) == (back["imports"], back["exports"])
        assert row["grubel_lloyd"] == pytest.approx(back["grubel_lloyd"])
        if row["grubel_lloyd"] is not None:
            assert -1e-12 <= row["grubel_lloyd"] <= 1
