"""The quick way on one machine gives what the expression for a cluster gives."""

from contextlib import contextmanager

import numpy as np
import pyarrow as pa
import pytest

from benchmarks.economy.flows import flows as synthetic
from chancery.economy.engine import connect, expressions
from chancery.economy.indicators import INDICATORS, Asked, measure, on_one_machine
from chancery.economy.indicators.advantage import advantage
from chancery.economy.indicators.asking import expression


def rows():
    """Flows of three years, some of nothing."""
    drawn = synthetic(20_000, countries=30, products=200)
    value = drawn["v"].to_numpy().copy()
    value[::50] = 0.0
    return pa.table(
        {
            "exporter": drawn["i"].cast(pa.string()),
            "importer": pa.repeat("W", len(value)),
            "product": drawn["k"].cast(pa.string()),
            "year": 2020 + np.arange(len(value)) % 3,
            "value": value,
        }
    )


@contextmanager
def given(table):
    with connect() as database:
        database.register("given", table)
        yield expressions(database).table("given"), database


def test_rca_is_measured_by_sums_as_by_windows():
    quick = measure(rows(), ["rca"])["rca"].rows
    with given(rows()) as (flows, _database):
        windows = expression(flows, INDICATORS["rca"], Asked()).to_pyarrow()
    keys = ["exporter", "product", "year"]
    assert quick.column_names == windows.column_names
    assert quick.select(keys).to_pydict() == windows.select(keys).to_pydict()
    for name in ("value", "rca", "rsca", "log_rca"):
        assert quick[name].to_numpy() == pytest.approx(windows[name].to_numpy(), rel=1e-11)
    assert quick["nrca"].to_numpy() == pytest.approx(windows["nrca"].to_numpy(), abs=1e-15)


def test_what_is_too_wide_for_a_matrix_goes_by_windows(monkeypatch):
    quick = measure(rows(), ["rca"])["rca"].rows
    monkeypatch.setattr(on_one_machine, "_CELLS_AT_MOST", 100)
    monkeypatch.setattr(on_one_machine, "advantage_of_cells", None)
    wide = measure(rows(), ["rca"])["rca"].rows
    assert wide["rca"].to_numpy() == pytest.approx(quick["rca"].to_numpy(), rel=1e-11)


def test_a_market_without_flows_has_no_advantages():
    with given(rows().slice(0, 0)) as (flows, database):
        found = on_one_machine.advantage_here(flows, database).to_pyarrow()
        assert tuple(found.column_names) == advantage(flows).columns
    assert found.num_rows == 0


def test_every_row_of_a_year_is_summed():
    with given(rows()) as (flows, database):
        assert on_one_machine.summed_cells(flows, database).read == 20_000
