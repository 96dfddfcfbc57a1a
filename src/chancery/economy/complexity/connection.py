"""Whether a matrix of locations by products hangs together, so that one order of it exists.

Locations that share no product with the others, directly or through a chain of locations, cannot be
compared with them: the eigenvalue 1 then occurs once for each part and ECI is any mixture of the parts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from chancery.economy.complexity.advantage import Presence
from chancery.economy.errors import NotIdentifiedError

_NAMED = 5
"""So many locations or products of a part are named in the message."""


def check_connected(present: Presence, locations: Sequence[str], products: Sequence[str]) -> None:
    """Raise NotIdentifiedError, naming who stands apart, where M falls into several parts.

    ``present``: M without empty rows and columns; names in the order of rows and columns.
    """
    parts, of_location, of_product = _parts(present)
    if parts == 1:
        return
    sizes = np.bincount(of_location, minlength=parts)
    main = int(sizes.argmax())
    apart = (
        _told(_of(locations, of_location == part), _of(products, of_product == part))
        for part in range(parts)
        if part != main
    )
    raise NotIdentifiedError(
        f"ECI and PCI are not identified: the locations fall into {parts} parts that have no product "
        f"in common, and nothing tells how the parts compare. Apart from the largest part stand "
        f"{'; '.join(apart)}. Leave them out, or use a wider set of products"
    )


def _parts(present: Presence) -> tuple[int, np.ndarray, np.ndarray]:
    """How many parts, and which part each location and each product belongs to."""
    count = present.shape[0]
    rows, columns = np.nonzero(present)
    size = sum(present.shape)
    edges = csr_array((np.ones(len(rows), np.int8), (rows, columns + count)), shape=(size, size))
    parts, labels = connected_components(edges, directed=False)
    return parts, labels[:count], labels[count:]


def _of(names: Sequence[str], chosen: np.ndarray) -> list[str]:
    return [names[int(place)] for place in np.flatnonzero(chosen)]


def _told(locations: list[str], products: list[str]) -> str:
    return f"{_listed(locations)} (with {_listed(products)})"


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
