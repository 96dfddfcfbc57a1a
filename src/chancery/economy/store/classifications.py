"""The lists by which goods are told apart: editions of the HS, of SITC and BEC, and plain totals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from chancery.economy.errors import InputError


@dataclass(frozen=True, slots=True)
class Classification:
    """One edition: ``name`` as we write it, ``comtrade`` as UN Comtrade does, ``year`` in force.

    ``levels`` are the numbers of digits of its codes, the broadest first; 0 is no product at all.
    """

    name: str
    family: str
    year: int
    comtrade: str
    levels: tuple[int, ...]

    @property
    def finest(self) -> int:
        """Digits of the codes that tables between classifications speak of."""
        return self.levels[-1]


_HS = (2, 4, 6)
_SITC = (1, 2, 3, 4, 5)
KNOWN = (
    Classification("HS92", "HS", 1988, "H0", _HS),
    Classification("HS96", "HS", 1996, "H1", _HS),
    Classification("HS02", "HS", 2002, "H2", _HS),
    Classification("HS07", "HS", 2007, "H3", _HS),
    Classification("HS12", "HS", 2012, "H4", _HS),
    Classification("HS17", "HS", 2017, "H5", _HS),
    Classification("HS22", "HS", 2022, "H6", _HS),
    Classification("SITC1", "SITC", 1961, "S1", _SITC),
    Classification("SITC2", "SITC", 1976, "S2", _SITC),
    Classification("SITC3", "SITC", 1988, "S3", _SITC),
    Classification("SITC4", "SITC", 2007, "S4", _SITC),
    Classification("BEC4", "BEC", 2002, "B4", (1, 2, 3)),
    Classification("BEC5", "BEC", 2016, "B5", (1, 2, 3, 4, 5, 6)),
    Classification("TOTAL", "TOTAL", 1900, "T", (0,)),
)
TOTAL = KNOWN[-1]
"""Of flows that say nothing of goods; the product of such a flow is written TOTAL."""


def classification_of(given: str) -> Classification:
    """The edition that a person or a file names: HS17, H5, HS2017, "HS 2017"; InputError if none.

    >>> classification_of("h5").name
    'HS17'
    """
    found = _spellings().get(re.sub(r"[\s._-]", "", given).upper())
    if found is None:
        names = ", ".join(one.name for one in KNOWN)
        raise InputError(f"{given!r} is no classification that is known here; name one of {names}")
    return found


@cache
def _spellings() -> dict[str, Classification]:
    told: dict[str, Classification] = {}
    for one in KNOWN:
        told |= {one.name: one, one.comtrade: one}
        if one.family == "HS":
            year = 1992 if one.name == "HS92" else one.year
            told |= {f"HS{year}": one, f"HS{one.comtrade[1:]}": one}
        elif one.family != "TOTAL":
            told[f"{one.family}REV{one.name[-1]}"] = one
    return told


def steps_apart(one: Classification, other: Classification) -> int:
    """How many editions of the HS lie from one to the other; another family is one step more.

    >>> steps_apart(classification_of("HS17"), classification_of("HS07"))
    2
    """
    earlier, later = sorted((one.year, other.year))
    between = sum(known.family == "HS" and earlier < known.year <= later for known in KNOWN)
    return between + (one.family != other.family)
