"""Shares and concentration. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

Values = Mapping[str, Decimal]


def shares(values: Values) -> dict[str, Decimal]:
    """Each one's part of the whole, from 0 to 1; empty where there is nothing to share."""
    whole = sum(values.values(), Decimal(0))
    return {key: value / whole for key, value in values.items()} if whole > 0 else {}


def concentration(values: Values) -> Decimal | None:
    """The Herfindahl–Hirschman index: the sum of the squared shares, from 1/n to 1.

    H = Σ (xᵢ / Σx)²; 1 where one partner has all, 1/n where n have alike. After A. O. Hirschman,
    *National Power and the Structure of Foreign Trade* (1945), who took its root, and
    O. C. Herfindahl, *Concentration in the Steel Industry* (1950). None where nothing is shared.
    """
    found = shares(values)
    return sum((part * part for part in found.values()), Decimal(0)) if found else None


def alike(values: Values) -> Decimal | None:
    """How many partners of equal weight would be as concentrated: 1 / H."""
    found = concentration(values)
    return 1 / found if found else None
