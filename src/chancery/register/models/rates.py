"""Rates of exchange that the house keeps, to be proposed where a ledger is written."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chancery.people.models import User
from chancery.register.models.money import RateField
from chancery.register.models.projects import Side


class Target(models.TextChoices):
    """The currencies that ledgers are added up in."""

    USD = "USD", "USD"
    VND = "VND", "VND"


class ExchangeRate(models.Model):
    """What one currency was worth in another on one day, and who says so.

    Entries of ledgers keep the rate and day that they were written with: one that is changed or
    taken out here changes none of them.
    """

    currency = models.CharField(
        _("currency"),
        max_length=3,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three letters of ISO 4217: USD, JPY, VND."))],
    )
    target = models.CharField(_("rate to"), max_length=3, choices=Target)
    day = models.DateField(_("day"))
    rate = RateField(_("rate"))
    side = models.CharField(_("the rate is"), max_length=4, choices=Side, default=Side.UNIT)
    source = models.CharField(_("whose rate"), max_length=150)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("recorded"))

    class Meta:
        ordering: ClassVar = ["-day", "currency", "target"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["currency", "target", "day"], name="exchange_rate_once_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(currency=F("target")), name="exchange_rate_of_two_currencies"
            ),
            models.CheckConstraint(
                condition=Q(rate__isnull=False) & ~Q(source=""),
                name="exchange_rate_has_its_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.currency}/{self.target} {self.day}"
