"""The measures of a whole table are those of ecomplexity 0.5.3, to nine decimals and more.

Its option ``knn`` is not compared: it computes weights and then does not use them.
``CHANCERY_SLOW=1`` compares at 2,500 products too; the benchmark does so each time.
"""

import os
import warnings

import numpy as np
import pytest
from ecomplexity import ecomplexity

from benchmarks.economy.flows import exports
from chancery.economy.cells import cells_of
from chancery.economy.complexity import complexity

SIZES = [(200, 500), (200, 2_500)] if os.environ.get("CHANCERY_SLOW") else [(120, 500)]
THEIR_NAMES = {
    "eci": "eci",
    "pci": "pci",
    "rca": "rca",
    "m": "mcp",
    "density": "density",
    "coi": "coi",
    "cog": "cog",
    "diversity": "diversity",
    "ubiquity": "ubiquity",
}


def theirs(rows):
    """What ecomplexity says of the rows, a row for each location and product."""
    flows = rows.to_pandas().assign(year=2022)
    names = {"time": "year", "loc": "location", "prod": "product", "val": "value"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ecomplexity(flows, names, check_logsupermodularity=False, verbose=False)


@pytest.mark.parametrize(("locations", "products"), SIZES)
def test_each_measure_agrees(locations, products):
    rows = exports(locations, products, seed=products)
    found = complexity(cells_of(rows))
    whole = (
        found.cells.to_pandas()
        .merge(found.locations.to_pandas(), on="location")
        .merge(found.products.to_pandas(), on="product")
        .sort_values(["location", "product"])
    )
    expected = theirs(rows).sort_values(["location", "product"])
    assert len(whole) == len(expected) == locations * products
    for ours, its in THEIR_NAMES.items():
        np.testing.assert_allclose(
            whole[ours].to_numpy(), expected[its].to_numpy(), rtol=0, atol=1e-9, err_msg=ours
        )
