"""All measures of complexity of one table of exports, as tidy tables with their provenance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import compute

from chancery.economy.cells import Cells, cells_of
from chancery.economy.complexity.advantage import (
    Matrix,
    Presence,
    advantage,
    advantage_by_population,
    presence,
)
from chancery.economy.complexity.connection import check_connected
from chancery.economy.complexity.indices import NEAR, Indices, indices
from chancery.economy.complexity.space import density, outlook, proximity
from chancery.economy.complexity.tidy import Measured, Scores
from chancery.economy.errors import InputError, NotIdentifiedError
from chancery.economy.tables import Provenance, Table
from chancery.lib.progress import tell

METHOD = "economic complexity (Hausmann et al. 2014, conventions of ecomplexity 0.5.3)"
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Complexity:
    """What one table of exports says of the complexity of locations and products.

    ``locations``: location, eci, diversity, coi. ``products``: product, pci, ubiquity. ``cells``:
    location, product, value, rca, m, density, distance, cog. A measure that does not exist (of a
    location without any advantage) is null. ``eigenvalue`` and ``gap`` tell how well ECI is
    determined; ``left_out`` names who has no measure.
    """

    locations: Table
    products: Table
    cells: Table
    eigenvalue: float
    gap: float
    left_out: Mapping[str, tuple[str, ...]]
    present: Presence

    @property
    def provenance(self) -> Provenance:
        """Of all tables alike."""
        return self.locations.provenance

    def whole(self) -> Table:
        """One row for each location and product with everything that is known of both, as peers give it."""
        rows = self.cells.rows
        for name, table in (("location", self.locations), ("product", self.products)):
            places = rows.column(name).combine_chunks().indices
            for measure in table.rows.column_names[1:]:
                rows = rows.append_column(measure, table.rows.column(measure).take(places))
        return Table(rows, self.provenance)

    def proximity(self, at_least: float = 0.0) -> Table:
        """Pairs of different products with their proximity: product_1 < product_2, proximity.

        Only pairs above zero and of ``at_least`` this much. Makes a matrix of all pairs, 8 bytes
        each.
        """
        names = pa.array(self.products.rows.column("product").to_pylist())
        phi = proximity(self.present)
        first, second = np.nonzero(np.triu((phi >= at_least) & (phi > 0), 1))
        rows = pa.table(
            {
                "product_1": pa.DictionaryArray.from_arrays(first.astype(np.int32), names),
                "product_2": pa.DictionaryArray.from_arrays(second.astype(np.int32), names),
                "proximity": phi[first, second],
            }
        )
        return Table(rows, self.provenance)


def complexity(
    cells: Cells,
    *,
    threshold: float = 1.0,
    population: Mapping[str, float] | None = None,
    provenance: Provenance | None = None,
) -> Complexity:
    """RCA, M, diversity, ubiquity, ECI, PCI, density, distance, COI and COG of one table of exports.

    ``cells``: exports of locations by products, as :func:`chancery.economy.cells.cells_of` makes
    them. A location has a product where its RCA is at least ``threshold``; with ``population`` (of
    each location, any unit) where its exports per head are, relative to the world's. Locations and
    products without any such pair are left out before anything else, and named.

    COI is standardised to mean 0 and deviation 1, COG divided by the deviation of ECI: see
    :func:`~chancery.economy.complexity.space.outlook`. ``provenance`` of the rows is carried on.
    Raises NotIdentifiedError where the data fall into parts that cannot be compared.
    """
    rca = advantage(cells.values)
    judged = rca if population is None else _per_head(cells, population)
    present = presence(judged, threshold)
    rows, columns = _with_any(present)
    left_out = {
        "location without any advantage": _chosen(cells.rows, ~rows),
        "product without any advantage": _chosen(cells.columns, ~columns),
    }
    kept = present[np.ix_(rows, columns)]
    if not kept.size:
        raise NotIdentifiedError(
            "No location has an advantage in any product: all values are zero"
        )
    check_connected(kept, _chosen(cells.rows, rows), _chosen(cells.columns, columns))
    found = indices(kept)
    told = provenance or Provenance(METHOD, rows_read=cells.read, rows_used=cells.read)
    told = replace(
        told,
        options={**told.options, "threshold": threshold},
        notes=(*told.notes, *_notes(cells, left_out, found)),
    )
    measured = Measured(cells, rca, present, _over_all(kept, found, rows, columns))
    return Complexity(
        locations=Table(measured.locations(), told),
        products=Table(measured.products(), told),
        cells=Table(measured.pairs(), told),
        eigenvalue=found.eigenvalue,
        gap=found.gap,
        left_out=left_out,
        present=present,
    )


def complexity_of(
    rows: pa.Table, *, threshold: float = 1.0, provenance: Provenance | None = None
) -> Complexity:
    """:func:`complexity` of rows location, product, value and, if there, population."""
    people = _populations(rows) if "population" in rows.column_names else None
    return complexity(
        cells_of(rows), threshold=threshold, population=people, provenance=provenance
    )


def complexity_by_year(
    rows: pa.Table, *, threshold: float = 1.0, provenance: Provenance | None = None
) -> dict[int, Complexity]:
    """:func:`complexity` of each year by itself; ``rows``: year, location, product, value.

    A column ``population``, where there is one, takes the place of RCA (see there). Raises NotIdentifiedError naming the year whose data do not determine an order.
    """
    years = sorted({int(year) for year in rows.column("year").unique().to_pylist()})
    found = {}
    for done, year in enumerate(years, 1):
        of_year = rows.filter(compute.equal(rows.column("year"), year))
        try:
            found[year] = complexity(cells_of(of_year), threshold=threshold, provenance=provenance)
        except NotIdentifiedError as error:
            raise NotIdentifiedError(f"{year}: {error}") from error
        tell(done, len(years))
    return found


def _populations(rows: pa.Table) -> dict[str, float]:
    """The population of each location; InputError where rows of one location differ."""
    pairs = (
        rows.select(["location", "population"]).group_by(["location", "population"]).aggregate([])
    )
    found = dict(
        zip(
            pairs.column("location").to_pylist(),
            pairs.column("population").to_pylist(),
            strict=True,
        )
    )
    if len(found) < pairs.num_rows:
        raise InputError(
            "A location has several populations in one year; give one for each location"
        )
    return found


def _per_head(cells: Cells, population: Mapping[str, float]) -> Matrix:
    missing = [name for name in cells.rows if not population.get(name, 0) > 0]
    if missing:
        raise InputError(
            f"The population of {', '.join(missing[:5])}{' and others' if missing[5:] else ''} is "
            f"missing or not above zero; give it for every location, or leave these out"
        )
    return advantage_by_population(
        cells.values, np.array([population[name] for name in cells.rows], np.float64)
    )


def _with_any(present: Presence) -> tuple[Mask, Mask]:
    """The locations and the products that have an advantage anywhere."""
    return np.asarray(present.any(axis=1)), np.asarray(present.any(axis=0))


def _chosen(names: Sequence[str], which: Mask) -> tuple[str, ...]:
    return tuple(names[int(place)] for place in np.flatnonzero(which))


def _over_all(kept: Presence, found: Indices, rows: Mask, columns: Mask) -> Scores:
    """The scores of the locations and products that were kept, NaN for the others."""
    near, total = density(kept)
    coi, cog = outlook(kept, near, total, found.raw_pci)
    return Scores(
        eci=_spread(found.eci, rows),
        coi=_spread((coi - coi.mean()) / coi.std(), rows),
        pci=_spread(found.pci, columns),
        density=_spread(near, rows, columns),
        cog=_spread(cog / found.deviation, rows, columns),
    )


def _spread(kept: NDArray[np.float64], *which: Mask) -> NDArray[np.float64]:
    """``kept`` at the places that were kept, NaN at the others."""
    if all(axis.all() for axis in which):
        return kept
    whole = np.full([len(axis) for axis in which], np.nan)
    whole[np.ix_(*which)] = kept
    return whole


def _notes(cells: Cells, left_out: Mapping[str, tuple[str, ...]], found: Indices) -> Iterator[str]:
    if cells.repeated:
        yield f"{cells.repeated:,} rows share location and product with another and were summed"
    for reason, names in left_out.items():
        if names:
            listed = ", ".join(names[:10]) + (" and more" if names[10:] else "")
            yield f"{len(names):,} left out ({reason}): {listed}"
    if found.gap < NEAR:
        yield (
            f"The second and third eigenvalue are only {found.gap:.1g} apart: ECI and PCI are "
            f"determined to about {1e-16 / found.gap:.0e}, and change much with small changes of M"
        )
