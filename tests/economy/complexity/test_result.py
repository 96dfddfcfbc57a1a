"""From rows to tables: what is summed, what is left out, what is refused."""

import numpy as np
import pyarrow as pa
import pytest

from benchmarks.economy.flows import exports
from chancery.economy.cells import cells_of, cells_of_batches
from chancery.economy.complexity import complexity, complexity_by_year
from chancery.economy.complexity import result as whole
from chancery.economy.errors import InputError, NotIdentifiedError
from chancery.economy.tables import Provenance
from tests.economy.complexity.exports import rows

GARMENTS = {
    "VNM": {"6109": 9, "8517": 6, "0901": 5},
    "DEU": {"8703": 9, "8517": 7, "3004": 8},
    "BRA": {"0901": 7, "1201": 9, "8703": 1},
}


def test_rows_of_one_pair_are_summed_and_counted():
    twice = pa.concat_tables([rows(GARMENTS), rows({"VNM": {"6109": 1}})])
    cells = cells_of(twice)
    assert cells.rows == ("BRA", "DEU", "VNM")
    assert cells.values[2, cells.columns.index("6109")] == 10
    assert cells.repeated == 1
    assert "1 rows share location and product" in complexity(cells).provenance.notes[0]


def test_codes_written_as_numbers_are_names():
    numbered = pa.table({"location": [1, 2], "product": [10, 10], "value": [1.0, 2.0]})
    assert cells_of(numbered).columns == ("10",)


def test_a_location_that_exports_nothing_has_no_measures_and_is_named():
    cells = cells_of(rows({**GARMENTS, "LAO": {"6109": 0}}))
    found = complexity(cells)
    of_lao = found.locations.rows.to_pylist()[cells.rows.index("LAO")]
    assert of_lao == {"location": "LAO", "eci": None, "diversity": 0, "coi": None}
    assert found.left_out["location without any advantage"] == ("LAO",)
    assert "LAO" in found.provenance.notes[-1]
    without = complexity(cells_of(rows(GARMENTS)))
    kept = [one for one in found.locations.rows.to_pylist() if one["location"] != "LAO"]
    assert kept == without.locations.rows.to_pylist()
    pairs = found.cells.to_pandas().query("location == 'LAO'")
    assert pairs[["rca", "density", "cog"]].isna().all(axis=None)


def test_the_provenance_of_the_rows_is_carried_on():
    told = Provenance("m", {"threshold": 1.0}, rows_read=12, rows_used=10, dropped={"x": 2})
    found = complexity(cells_of(rows(GARMENTS)), provenance=told)
    assert found.provenance.dropped == {"x": 2}
    assert found.cells.provenance == found.products.provenance == found.provenance


def test_proximity_names_each_pair_once_above_a_bound():
    cells = cells_of(exports(8, 12))
    found = complexity(cells)
    every = found.proximity().to_pandas()
    assert (every.product_1.astype(str) < every.product_2.astype(str)).all()
    some = found.proximity(at_least=0.5).to_pandas()
    assert len(some) == (every.proximity >= 0.5).sum() > 0


def test_exports_per_head_may_stand_in_for_rca():
    cells = cells_of(rows(GARMENTS))
    people = {"VNM": 100.0, "DEU": 80.0, "BRA": 200.0}
    found = complexity(cells, population=people).cells.to_pandas()
    head = found[found.m == 1][["location", "product"]].itertuples(index=False)
    expected = set()
    for i, basket in GARMENTS.items():
        for k, value in basket.items():
            of_all = sum(other.get(k, 0) for other in GARMENTS.values())
            if value / people[i] >= of_all / sum(people.values()):
                expected.add((i, k))
    assert {tuple(pair) for pair in head} == expected
    with pytest.raises(InputError, match="population of DEU"):
        complexity(cells, population={"VNM": 100.0, "BRA": 200.0})


def test_each_year_stands_by_itself():
    first, second = exports(10, 20, seed=1), exports(10, 20, seed=2)
    both = pa.concat_tables(
        table.append_column("year", pa.array([year] * table.num_rows))
        for year, table in ((2021, first), (2022, second))
    )
    found = complexity_by_year(both)
    alone = complexity(cells_of(second))
    assert list(found) == [2021, 2022]
    assert found[2022].locations.rows == alone.locations.rows
    assert found[2021].locations.rows != alone.locations.rows


def test_a_year_that_is_not_identified_is_named():
    apart = rows({"VNM": {"a": 1}, "LAO": {"b": 1}})
    with pytest.raises(NotIdentifiedError, match=r"^2022: .*2 parts"):
        complexity_by_year(apart.append_column("year", pa.array([2022, 2022])))


def test_a_second_eigenvalue_that_is_nearly_double_is_pointed_out(monkeypatch):
    found = complexity(cells_of(exports(10, 20)))
    assert not any("eigenvalue" in note for note in found.provenance.notes)
    monkeypatch.setattr(whole, "NEAR", found.gap * 2)
    flagged = complexity(cells_of(exports(10, 20)))
    assert "second and third eigenvalue are only" in flagged.provenance.notes[-1]


def test_density_has_no_meaning_without_products_and_measures_are_finite():
    found = complexity(cells_of(exports(30, 300)))
    for column in ("rca", "density", "distance", "cog"):
        assert np.isfinite(found.cells.rows.column(column).to_numpy()).all()


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        (rows({"VNM": {"a": -1.0}}), "-1 is negative"),
        (rows({"VNM": {"a": float("nan")}}), "missing or not finite"),
        (rows({"VNM": {}}), "no row left"),
    ],
    ids=["negative", "missing", "empty"],
)
def test_rows_that_cannot_be_exports_are_refused(table, problem):
    with pytest.raises(InputError, match=problem):
        cells_of(table)


def test_a_column_of_row_numbers_is_not_taken_for_locations():
    with pytest.raises(InputError, match="right ones"):
        cells_of_batches(rows(GARMENTS).to_batches(), at_most=3)


def test_nothing_but_zeros_determines_nothing():
    with pytest.raises(NotIdentifiedError, match="all values are zero"):
        complexity(cells_of(rows({"VNM": {"a": 0}, "LAO": {"b": 0}})))
