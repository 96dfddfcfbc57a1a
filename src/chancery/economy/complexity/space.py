"""The product space: which products lie near each other, and how near a location is to each.

The matrix of proximities has a cell for each pair of products, 25 million for 5,000 of them. Density and
outlook need only products *with* that matrix, and these are found without making it.
"""

from __future__ import annotations

import numpy as np

from chancery.economy.complexity.advantage import Matrix, Presence, Vector


def proximity(present: Presence) -> Matrix:
    """How often two products are exported by the same locations: products by products, 0 to 1.

    ``phi_kl = (M'M)_kl / max(U_k, U_l)``, the smaller of the two conditional probabilities (Hidalgo
    et al. 2007). A product's proximity to itself is 1, as in ecomplexity; economic-complexity
    and econci set it to 0. NaN for a pair of which one is exported by nobody with advantage.
    Takes 8 bytes for each pair: 200 MB at 5,000 products.
    """
    # Counts up to 2**24 are exact in single precision, and the product takes half the time.
    matrix = present.astype(np.float32)
    ubiquity = present.sum(axis=0)
    together = (matrix.T @ matrix).astype(np.float64)
    with np.errstate(invalid="ignore"):
        together /= np.maximum(ubiquity[:, None], ubiquity[None, :])
    together[ubiquity == 0, :] = np.nan
    together[:, ubiquity == 0] = np.nan
    return together


def density(present: Presence) -> tuple[Matrix, Vector]:
    """How near each product is to what a location exports, and each product's sum of proximities.

    ``omega_ik = sum_l M_il phi_lk / sum_l phi_lk``, between 0 and 1, locations by products (Hidalgo
    et al. 2007); econcomplex reports it times 100. The distance is ``1 - omega``.
    ``present`` without an empty column.
    """
    with_all = np.vstack([present.astype(np.float64), np.ones(present.shape[1])])
    sums = times_proximity(with_all, present)
    return sums[:-1] / sums[-1], sums[-1]


def outlook(
    present: Presence, near: Matrix, total: Vector, raw_pci: Vector
) -> tuple[Vector, Matrix]:
    """COI of each location and COG of each cell, before standardising.

    ``near`` and ``total`` are what :func:`density` gives. The outlook index
    ``COI_i = sum_k (1 - M_ik) omega_ik PCI_k`` says how many complex products lie near; the outlook
    gain ``COG_ik = (1 - M_ik) sum_l (1 - M_il) PCI_l phi_lk / sum_m phi_lm`` how much nearer product k
    would bring the others. As in ecomplexity, PCI is the eigenvector *before* standardising and
    the product's own term is in the sum; the Atlas' formula takes the standardised PCI and subtracts
    the own term ``(1 - omega_ik) PCI_k``, as economic-complexity does.
    """
    absent = 1.0 - present
    index = (absent * near) @ raw_pci
    gain = absent * times_proximity(absent * (raw_pci / total), present)
    return index, gain


def times_proximity(rows: Matrix, present: Presence) -> Matrix:
    """``rows @ phi``, for any ``rows`` (n by products), where phi is :func:`proximity` of ``present``.

    With few products phi is made. Otherwise the sum is taken apart by ubiquity: since
    ``phi_lk = sum_j M_jl M_jk / max(U_l, U_k)``, all products k of one ubiquity u share
    ``G_u = sum_l rows_l M_l' / max(U_l, u)``, an n by locations matrix, and take ``G_u M_k`` each.
    Going up the ubiquities adds the products below u, going down those above it: 4 n C P
    multiplications in place of P (C + n) P, and nothing larger than ``rows`` in memory.
    """
    locations, products = present.shape
    if products <= 4 * locations:
        return rows @ proximity(present)
    return _by_ubiquity(rows, present)


def _by_ubiquity(rows: Matrix, present: Presence) -> Matrix:
    ubiquity = present.sum(axis=0)
    order = np.argsort(ubiquity, kind="stable")
    # Products are rows from here on, so that those of one ubiquity lie together in memory.
    weights = np.ascontiguousarray(rows.T[order])
    matrix = np.ascontiguousarray(present.T[order], dtype=np.float64)
    levels, starts = np.unique(ubiquity[order], return_index=True)
    blocks = [slice(a, b) for a, b in zip(starts, [*starts[1:], len(order)], strict=True)]
    sums = np.zeros_like(weights)
    below = np.zeros((matrix.shape[1], weights.shape[1]))
    for level, block in zip(levels, blocks, strict=True):
        below += matrix[block].T @ weights[block]
        sums[block] = matrix[block] @ below / level
    above = np.zeros_like(below)
    for level, block in zip(levels[::-1], blocks[::-1], strict=True):
        sums[block] += matrix[block] @ above
        above += matrix[block].T @ weights[block] / level
    result = np.empty_like(rows)
    result[:, order] = sums.T
    return result
