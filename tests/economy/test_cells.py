"""Rows summed into cells: the same however they are cut into batches."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.economy.cells import cells_of_batches
from chancery.economy.errors import InputError

ROWS = st.lists(
    st.tuples(st.sampled_from("ABCDE"), st.integers(1, 12), st.sampled_from([0.0, 1.0, 2.5])),
    min_size=1,
    max_size=40,
)


def batch(rows):
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
    return pa.record_batch(columns, names=["who", "hs", "usd"])


@given(ROWS, st.integers(1, 40))
def test_any_cut_into_batches_gives_the_same_sums(rows, size):
    cut = [batch(rows[start : start + size]) for start in range(0, len(rows), size)]
    cells = cells_of_batches(cut)
    expected = {}
    for who, hs, usd in rows:
        expected[who, str(hs)] = expected.get((who, str(hs)), 0) + usd
    assert cells.rows == tuple(sorted({who for who, _ in expected}))
    assert cells.columns == tuple(sorted({hs for _, hs in expected}))
    found = {
        (who, hs): cells.values[i, k]
        for i, who in enumerate(cells.rows)
        for k, hs in enumerate(cells.columns)
    }
    assert found == {pair: expected.get(pair, 0.0) for pair in found}
    assert (cells.read, cells.repeated) == (len(rows), len(rows) - len(expected))


def test_a_column_that_comes_as_a_dictionary_is_taken_as_it_is():
    given_as = pa.record_batch(
        [pa.array(["b", "a"]).dictionary_encode(), ["x", "x"], [1.0, 2.0]], names=list("ikv")
    )
    assert cells_of_batches([given_as]).values.tolist() == [[2.0], [1.0]]
    assert cells_of_batches([given_as]).values.dtype == np.float64


def test_a_missing_name_is_refused():
    lacking = pa.record_batch([[None, "a"], ["x", "x"], [1.0, 2.0]], names=list("ikv"))
    with pytest.raises(InputError, match="i: a name is missing"):
        cells_of_batches([lacking])
