"""Tables of exports to try the measures on."""

import numpy as np
import pyarrow as pa


def exports(locations, products, seed=0):
    """Exports like those of the world: few large exporters, complex products made by few; arrow rows."""
    chance = np.random.default_rng(seed)
    size = np.exp(chance.normal(0, 2, (locations, 1)))
    skill, demands = chance.random((locations, 1)), chance.random((1, products))
    made = chance.random((locations, products)) < 0.2 + 0.6 * skill * (1 - demands)
    values = made * size * np.exp(chance.normal(0, 2, (locations, products)))
    i, k = np.nonzero(values)
    return pa.table(
        {
            "location": [f"L{place:03}" for place in i],
            "product": [f"{place:04}" for place in k],
            "value": values[i, k],
        }
    )


def rows(cells):
    """Arrow rows from ``{location: {product: value}}``."""
    flat = [(i, k, float(x)) for i, row in cells.items() for k, x in row.items()]
    names = ("location", "product", "value")
    return pa.table({name: [one[n] for one in flat] for n, name in enumerate(names)})
