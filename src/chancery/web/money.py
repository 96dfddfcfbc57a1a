"""Amounts of money as people read them: exact in ledgers, with a scale in lists."""

from __future__ import annotations

from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chancery.register.projects.money import Sum
from chancery.web.formatting import MISSING, number

TENTH = Decimal("0.1")  # rounded here: number() cuts off
BILLION, MILLION = Decimal(10) ** 9, Decimal(10) ** 6


def exact(amount: Decimal, currency: str) -> str:
    """1.234.567,5 JPY: every figure."""
    return f"{plain(amount)} {currency}"


def plain(amount: Decimal) -> str:
    """Every figure, no noughts behind the decimals."""
    whole = amount == amount.to_integral_value()
    return number(amount.quantize(Decimal(1)) if whole else amount.normalize())


def scaled(amount: Decimal, currency: str) -> str:
    """1,23 tỷ JPY: three figures and more, with the scale in words."""
    size = abs(amount)
    if size >= BILLION:
        words = pgettext("money", "%(n)s billion %(currency)s")
        return words % {"n": _rounded(amount / BILLION), "currency": currency}
    if size >= MILLION:
        words = pgettext("money", "%(n)s million %(currency)s")
        return words % {"n": _rounded(amount / MILLION), "currency": currency}
    return exact(amount, currency)


def shown(amount: Decimal, currency: str) -> SafeString:
    """With its scale; every figure for who points at it."""
    return format_html(
        '<span class="nowrap figure" title="{}">{}</span>',
        exact(amount, currency),
        scaled(amount, currency),
    )


def sum_cell(found: Sum) -> SafeString:
    """A sum by currency, one below the other."""
    if not found.count:
        return format_html('<span class="missing">{}</span>', MISSING)
    lines = ((shown(amount, code),) for code, amount in found.by_currency.items())
    return format_html_join(mark_safe("<br>"), "{}", lines)


def sum_words(found: Sum) -> str:
    """The same for a file: 12500000 JPY; 3000 USD."""
    pairs = found.by_currency.items()
    return "; ".join(f"{amount.normalize():f} {code}" for code, amount in pairs)


def share(rate: Decimal | None) -> str:
    """A share in percent."""
    return MISSING if rate is None else f"{number((rate * 100).quantize(TENTH), 1)}%"


def without(found: Sum, into: str) -> str:
    """What a sum in USD or VND leaves out; empty where it is whole."""
    n = found.without_usd if into == "USD" else found.without_vnd
    if not n:
        return ""
    return _("without %(n)s entries that have no rate") % {"n": number(n)}


def _rounded(amount: Decimal) -> str:
    places = Decimal("0.01") if abs(amount) < 100 else Decimal("0.1")
    return plain(amount.quantize(places))
