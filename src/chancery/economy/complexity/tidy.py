"""Arrays of complexity as tidy tables: a row for each location, product, and pair of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from chancery.economy.cells import Cells
from chancery.economy.complexity.advantage import Matrix, Presence, Vector


@dataclass(frozen=True, slots=True)
class Scores:
    """Standardised measures over all locations and products; NaN where there is none."""

    eci: Vector
    coi: Vector
    pci: Vector
    density: Matrix
    cog: Matrix


@dataclass(frozen=True, slots=True)
class Measured:
    """All arrays of one table of exports, and the tables they make."""

    cells: Cells
    rca: Matrix
    present: Presence
    scores: Scores

    def locations(self) -> pa.Table:
        """location, eci, diversity, coi."""
        return pa.table(
            {
                "location": pa.array(self.cells.rows),
                "eci": _nullable(self.scores.eci),
                "diversity": self.present.sum(axis=1),
                "coi": _nullable(self.scores.coi),
            }
        )

    def products(self) -> pa.Table:
        """product, pci, ubiquity."""
        return pa.table(
            {
                "product": pa.array(self.cells.columns),
                "pci": _nullable(self.scores.pci),
                "ubiquity": self.present.sum(axis=0),
            }
        )

    def pairs(self) -> pa.Table:
        """location, product, value, rca, m, density, distance, cog: all products of a location together."""
        height, width = self.rca.shape
        places = np.arange(height, dtype=np.int32), np.arange(width, dtype=np.int32)
        return pa.table(
            {
                "location": _named(np.repeat(places[0], width), self.cells.rows),
                "product": _named(np.tile(places[1], height), self.cells.columns),
                "value": self.cells.values.ravel(),
                "rca": _nullable(self.rca),
                "m": self.present.ravel().astype(np.int8),
                "density": _nullable(self.scores.density),
                "distance": _nullable(1 - self.scores.density),
                "cog": _nullable(self.scores.cog),
            }
        )


def _nullable(values: NDArray[np.float64]) -> pa.Array:
    """A column in which what is not a number is missing."""
    flat = np.ascontiguousarray(values).ravel()
    return pa.array(flat, mask=np.isnan(flat)) if np.isnan(flat).any() else pa.array(flat)


def _named(places: NDArray[np.int32], names: Sequence[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(places, pa.array(names, pa.string()))
