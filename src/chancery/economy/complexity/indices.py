"""ECI and PCI: the order of locations and products that the eigenvector of a small symmetric matrix gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import eigh

from chancery.economy.complexity.advantage import Matrix, Presence, Vector
from chancery.economy.errors import NotIdentifiedError

_SAME = 1e-10
"""Eigenvalues nearer than this are one to the computer: their eigenvectors are any mixture."""
NEAR = 1e-5
"""Eigenvalues nearer than this leave an error of some 1e-16 / gap in ECI: it is pointed out."""


@dataclass(frozen=True, slots=True)
class Indices:
    """ECI of each location, PCI of each product, and what stands behind them.

    ``eci`` and ``pci`` are without a unit; ECI has mean 0 and (population) standard deviation 1 over
    the locations. ``raw_pci`` is the eigenvector as it is before standardising, which the outlook
    uses, and ``deviation`` what ECI was divided by. ``eigenvalue`` is the second largest; ``gap`` its distance to the third.
    """

    eci: Vector
    pci: Vector
    raw_pci: Vector
    deviation: float
    eigenvalue: float
    gap: float


def indices(present: Presence) -> Indices:
    """ECI and PCI (Hidalgo and Hausmann 2009; Hausmann et al. 2014) of a connected matrix M.

    ``present``: locations by products without an empty row or column. With D the diversities and U
    the ubiquities, ECI is the second eigenvector of ``D^-1 M U^-1 M'``, found through the symmetric
    matrix ``D^-1/2 M U^-1 M' D^-1/2`` (or its twin over products where these are fewer). Its sign
    is such that ECI goes with diversity.

    PCI is standardised with the mean and deviation *of ECI*, as the Atlas and ecomplexity do, which
    keeps ECI_i the mean of the PCI of what i exports; economic-complexity, econci and econcomplex
    standardise PCI by itself. Raises NotIdentifiedError where the second eigenvalue is zero or
    occurs twice, or where ECI has nothing to do with diversity and thus no sign.
    """
    matrix = present.astype(np.float64)
    diversity, ubiquity = matrix.sum(axis=1), matrix.sum(axis=0)
    by_product, eigenvalue, gap = _second(matrix, diversity, ubiquity)
    _check_identified(eigenvalue, gap)
    by_location = matrix @ by_product / diversity
    sign = _sign(by_location, diversity)
    by_location, by_product = sign * by_location, sign * by_product
    mean, deviation = by_location.mean(), by_location.std()
    eci, pci = (by_location - mean) / deviation, (by_product - mean) / deviation
    return Indices(eci, pci, by_product, float(deviation), eigenvalue, gap)


def _second(matrix: Matrix, diversity: Vector, ubiquity: Vector) -> tuple[Vector, float, float]:
    """The second eigenvector over products, its eigenvalue and the distance to the third.

    The first eigenvector is known (the square roots of the diversities) and taken out beforehand,
    so that the second comes out as the first.
    """
    locations, products = matrix.shape
    if min(locations, products) < 2:
        raise NotIdentifiedError(
            f"ECI and PCI need at least two locations and two products with an advantage; "
            f"there are {locations} and {products}"
        )
    scaled = matrix / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity)[None, :]
    if locations <= products:
        vector, eigenvalue, gap = _leading(scaled @ scaled.T, np.sqrt(diversity))
        by_product = matrix.T @ (vector / np.sqrt(diversity)) / ubiquity
    else:
        vector, eigenvalue, gap = _leading(scaled.T @ scaled, np.sqrt(ubiquity))
        by_product = vector / np.sqrt(ubiquity)
    return by_product, eigenvalue, gap


def _leading(symmetric: Matrix, known: Vector) -> tuple[Vector, float, float]:
    """The largest eigenvalue's vector beside ``known`` (of eigenvalue 1), and the distance to the next."""
    size = len(known)
    deflated = symmetric - np.outer(known, known) / (known @ known)
    values, vectors = eigh(deflated, subset_by_index=[size - 2, size - 1])
    return vectors[:, 1], float(values[1]), float(values[1] - values[0])


def _check_identified(eigenvalue: float, gap: float) -> None:
    if eigenvalue < _SAME:
        raise NotIdentifiedError(
            "ECI and PCI are not identified: all locations have the same products, so nothing "
            "tells them apart"
        )
    if gap < _SAME:
        raise NotIdentifiedError(
            f"ECI and PCI are not identified: the second eigenvalue ({eigenvalue:.6g}) occurs twice, "
            f"so that two orders of the locations are equally good; a matrix this regular is rarely "
            f"one of trade"
        )


def _sign(by_location: Vector, diversity: Vector) -> float:
    """The sign that makes ECI go with diversity."""
    apart = diversity - diversity.mean()
    size = np.linalg.norm(apart) * by_location.std() * np.sqrt(len(apart))
    together = float(by_location @ apart)
    if abs(together) <= _SAME * size or size == 0:
        raise NotIdentifiedError(
            "The sign of ECI and PCI is not identified: by convention ECI goes with the number of "
            "products, and here the two are not correlated at all"
        )
    return 1.0 if together > 0 else -1.0
