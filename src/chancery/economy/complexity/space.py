"""The product space: which products lie near each other, and how near a location is to each.

The matrix of proximities has a cell for each pair of products, 25 million for 5,000 of them. Density and
outlook need only products *with* that matrix, and these are found without making it.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

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

    Where products are fewer than locations phi is made. Otherwise the sum is taken apart by ubiquity:
    ``sum_l rows_l phi_lk = sum_l rows_l M_l' M_k / max(U_l, U_k)``, and among products in the order
    of ubiquity the larger one is known: the products up to k add ``(sum_l rows_l M_l') M_k / U_k``,
    those behind it ``(sum_l rows_l M_l' / U_l) M_k``. Both brackets are n by locations, the same for
    all products of one ubiquity. 4 n multiplications for each M_ik = 1 in place of P (C + n) P in
    all, and nothing larger than ``rows`` in memory.
    """
    locations, products = present.shape
    if products <= locations:
        return rows @ proximity(present)
    return _by_ubiquity(rows, present)


def _by_ubiquity(rows: Matrix, present: Presence) -> Matrix:
    ubiquity = present.sum(axis=0)
    order = np.argsort(ubiquity, kind="stable")
    # Products are rows from here on, so that those of one ubiquity lie together in memory. Sparse,
    # for M is mostly empty, and because BLAS's threads would wait for each other on steps so small.
    weights = np.ascontiguousarray(rows.T[order])
    matrix = csr_array(present.T[order].astype(np.float64))
    levels, starts = np.unique(ubiquity[order], return_index=True)
    ends = [*starts[1:].tolist(), len(order)]
    parts = [(matrix[a:b], slice(a, b)) for a, b in zip(starts.tolist(), ends, strict=True)]
    sums = np.empty_like(weights)
    up_to = np.zeros((matrix.shape[1], weights.shape[1]))
    for level, (part, place) in zip(levels, parts, strict=True):
        up_to += part.T @ weights[place]
        sums[place] = part @ up_to / level
    behind = np.zeros_like(up_to)
    for level, (part, place) in zip(levels[::-1], parts[::-1], strict=True):
        sums[place] += part @ behind
        behind += part.T @ weights[place] / level
    result = np.empty_like(rows)
    result[:, order] = sums.T
    return result
