"""The quick way on one machine gives what the expression for a cluster gives."""

import pytest

from benchmarks.economy.flows import flows as synthetic
from chancery.economy.engine import connect, expressions
from chancery.economy.indicators.advantage import advantage
from chancery.economy.indicators.on_one_machine import advantage_of_cells, summed_cells


def test_rca_by_sums_is_rca_by_windows():
    rows = synthetic(20_000, countries=30, products=200)
    with connect() as database:
        database.register("given", rows)
        flows = (
            expressions(database)
            .table("given")
            .select(exporter="i", product="k", year="t", value="v")
        )
        cells = summed_cells(flows, database)
        windows = advantage(flows).order_by(["exporter", "product"]).to_pyarrow().to_pylist()
    quick = advantage_of_cells(cells).to_pylist()
    assert cells.read == 20_000
    expected = {(str(row["exporter"]), row["product"]): row for row in windows}
    assert len(quick) == len(expected)
    for row in quick:
        same = expected[row["exporter"], row["product"]]
        assert row["value"] == pytest.approx(same["value"], rel=1e-12)
        assert row["rca"] == pytest.approx(same["rca"], rel=1e-12)
