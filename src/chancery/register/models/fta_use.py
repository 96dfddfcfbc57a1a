"""How far the preferences of a trade agreement are used."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.register.models.agreements import Agreement
from chancery.register.models.money import OptionalAmountField
from chancery.register.models.records import Record, quoted_from_a_document


class FtaUse(Record):
    """What one source says of one agreement, year, direction and HS chapter; ``text`` is a note.

    No chapter: all goods together, as the source gives them. The rate of use is computed.
    """

    class Direction(models.TextChoices):
        """Whose goods."""

        EXPORT = "export", _("our exports")
        IMPORT = "import", _("our imports")

    text = models.TextField(_("note"), blank=True)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="uses")
    year = models.PositiveSmallIntegerField(_("year"))
    direction = models.CharField(_("direction"), max_length=6, choices=Direction)
    chapter = models.CharField(
        _("HS chapter"),
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^\d\d$", _("Two figures: 01 to 97."))],
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="USD",
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three letters of ISO 4217: USD, JPY, VND."))],
    )
    eligible = OptionalAmountField(_("value eligible"))
    used = OptionalAmountField(_("value that used the preference"))
    saved = OptionalAmountField(_("tariff saved"))
    forgone = OptionalAmountField(_("tariff forgone"))
    source = models.CharField(_("source"), max_length=250)
    run = models.CharField(max_length=16, blank=True, db_index=True)

    class Meta:
        ordering: ClassVar = ["agreement", "-year", "direction", "chapter", "id"]
        constraints: ClassVar = [
            quoted_from_a_document("fta_use"),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="fta_use_in_a_year_of_ours"
            ),
            models.CheckConstraint(
                condition=Q(eligible__isnull=False)
                | Q(used__isnull=False)
                | Q(saved__isnull=False)
                | Q(forgone__isnull=False),
                name="fta_use_says_something",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0}),
                    name=f"fta_use_{name}_not_below_nought",
                )
                for name in ("eligible", "used", "saved", "forgone")
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agreement", "year", "direction"], name="fta_use_by_agreement")
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.agreement_id} {self.year} {self.direction} {self.chapter}"
