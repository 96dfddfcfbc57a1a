"""Currencies of ISO 4217, those of old entries too."""

from __future__ import annotations

from functools import cache

from babel import Locale

OLD = ("DEM", "FRF", "ITL", "ESP", "NLG", "BEF", "ATS", "FIM", "IEP", "PTE", "GRD")
"""Gone with the euro, still in the books of old projects."""
NOT_MONEY = frozenset({"XXX", "XTS", "XAU", "XAG", "XPD", "XPT"})
OF_BANKS = frozenset({"XDR", "XAF", "XOF", "XPF", "XCD"})


@cache
def currencies() -> frozenset[str]:
    """Every code that money was kept in since the ledgers of cooperation began."""
    known = set(Locale("en").currencies)
    plain = {code for code in known if not code.startswith("X")}
    return frozenset((plain | OF_BANKS | set(OLD)) - NOT_MONEY)


def is_currency(code: str) -> bool:
    """Whether ISO 4217 has or had it."""
    return code in currencies()
