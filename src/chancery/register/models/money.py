"""Columns for money: exact on every database, never a float.

SQLite keeps decimals as floating-point numbers of fifteen figures, which a sum of đồng outgrows.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    _Whole = models.BigIntegerField[Decimal, Decimal]
    _Perhaps = models.BigIntegerField[Decimal | None, Decimal | None]
    _Words = models.CharField[Decimal | None, Decimal | None]
else:
    _Whole, _Perhaps, _Words = models.BigIntegerField, models.BigIntegerField, models.CharField

PLACES = 3
"""No currency has more: the dinars of Kuwait and Bahrain have three."""
LARGEST = Decimal(10) ** 15
"""What an amount stays below: a million billion of any currency."""


class _Thousandths:
    """Whole thousandths in the database, a Decimal everywhere else."""

    def to_python(self, value: Any) -> Any:
        """A Decimal."""
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except ArithmeticError as error:
            raise ValidationError(_("“%(value)s” is no amount.") % {"value": value}) from error

    @property
    def validators(self) -> list[Any]:
        """Bounds in units of the currency, not in thousandths."""
        return [check_amount]

    def from_db_value(self, value: Any, *_rest: Any) -> Decimal | None:
        """A Decimal again; sums of rows too."""
        return None if value is None else Decimal(int(value)).scaleb(-PLACES)

    def get_prep_value(self, value: Any) -> Any:
        """Whole thousandths."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return int(self.to_python(value).scaleb(PLACES).to_integral_exact())


class AmountField(_Thousandths, _Whole):
    """An amount, kept in thousandths of its currency."""


class OptionalAmountField(_Thousandths, _Perhaps):
    """The same, or None where none is known: never nought in its place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"null": True, "blank": True, **kwargs})


class RateField(_Words):
    """A rate of exchange with as many decimals as were given; None where none was."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 40, "null": True, "blank": True, **kwargs})

    def to_python(self, value: Any) -> Any:
        """A Decimal."""
        if value in (None, ""):
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except ArithmeticError as error:
            raise ValidationError(_("“%(value)s” is no rate.") % {"value": value}) from error

    @property
    def validators(self) -> list[Any]:
        """A rate is more than nought and no longer than people write."""
        return [check_rate]

    def from_db_value(self, value: Any, *_rest: Any) -> Decimal | None:
        """A Decimal again."""
        return None if value in (None, "") else Decimal(value)

    def get_prep_value(self, value: Any) -> Any:
        """As a text without an exponent."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return format(self.to_python(value), "f")


def check_amount(value: Decimal) -> None:
    """Finite, within bounds, no finer than a thousandth."""
    if not value.is_finite() or abs(value) >= LARGEST:
        raise ValidationError(_("The amount is too large to be one: check its figures."))
    if value != round(value, PLACES):
        raise ValidationError(_("No currency has more than three decimals."))


def check_rate(value: Decimal) -> None:
    """Finite, above nought, no longer than twelve decimals."""
    if not value.is_finite() or value <= 0 or value >= LARGEST or value != round(value, 12):
        raise ValidationError(_("A rate is more than nought, with twelve decimals at most."))
