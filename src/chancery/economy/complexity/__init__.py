"""How complex the export basket of a place is, and which products lie near to it.

One module a step: ``advantage`` (revealed
comparative advantage and the matrix M of those who have it), ``connection`` (whether the data
determine an order at all), ``indices`` (ECI and PCI), ``space`` (proximity, density, outlook),
``result`` (all of it at once, as tables).

Conventions are those of the Atlas of Economic Complexity (Hausmann, Hidalgo et al. 2014) as the Growth
Lab's package ecomplexity computes them; each function states where other packages differ.
"""

from chancery.economy.complexity.advantage import (
    advantage,
    advantage_by_population,
    log_advantage,
    presence,
    symmetric_advantage,
)
from chancery.economy.complexity.indices import Indices, indices
from chancery.economy.complexity.result import (
    METHOD,
    Complexity,
    complexity,
    complexity_by_year,
    complexity_of,
)
from chancery.economy.complexity.space import density, outlook, proximity

__all__ = [
    "METHOD",
    "Complexity",
    "Indices",
    "advantage",
    "advantage_by_population",
    "complexity",
    "complexity_by_year",
    "complexity_of",
    "density",
    "indices",
    "log_advantage",
    "outlook",
    "presence",
    "proximity",
    "symmetric_advantage",
]
