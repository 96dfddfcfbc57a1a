"""Tables of exports, written as a person would, to try the measures on."""

import pyarrow as pa


def rows(cells):
    """Arrow rows from ``{location: {product: value}}``."""
    flat = [(i, k, float(x)) for i, row in cells.items() for k, x in row.items()]
    names = ("location", "product", "value")
    return pa.table({name: [one[n] for one in flat] for n, name in enumerate(names)})
