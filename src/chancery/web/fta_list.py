"""The list of figures on the use of agreements, and what an agreement's page shows of them."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.register.fta import queries
from chancery.register.fta.queries import AMOUNTS, YearOfUse, rate_of
from chancery.register.models import Agreement, FtaUse
from chancery.web import cells, money
from chancery.web.formatting import bilingual
from chancery.web.forms.fta_use import FtaUseFilter
from chancery.web.forms.narrowing import Rows
from chancery.web.listing import Column, Listing

AMOUNT_LABELS = {
    "eligible": _("Value eligible"),
    "used": _("Value that used the preference"),
    "saved": _("Tariff saved"),
    "forgone": _("Tariff forgone"),
}


def agreement_name(row: FtaUse) -> str:
    """Its abbreviation, else its name."""
    return row.agreement.short or bilingual(row.agreement)


def _name_cell(row: FtaUse, _shown: Set[str]) -> str:
    return format_html(
        '<a href="{}" data-row-link>{}</a><div class="doc-line">'
        '<span class="reference">{}</span></div>',
        cells.address("ftause", row.pk),
        agreement_name(row),
        row.reference,
    )


def _amount(name: str) -> tuple[Callable[[Any], Decimal | None], cells.Cell]:
    def cell(row: Any, _shown: Set[str]) -> str:
        amount = getattr(row, name)
        return cells.missing() if amount is None else money.shown(amount, row.currency)

    return (lambda row: getattr(row, name)), cell


def _rate_cell(row: FtaUse, _shown: Set[str]) -> str:
    return conditional_escape(money.share(rate_of(row)))


def chapter_words(row: FtaUse) -> str:
    """The chapter, or all goods."""
    return row.chapter or gettext("all goods")


def _listed(viewer: Viewer) -> Rows:
    return queries.uses(viewer).select_related(None).select_related("agreement")


_AMOUNTS = tuple(
    Column(name, label, *_amount(name), width=20, css="number", shown=name in {"eligible", "used"})
    for name, label in AMOUNT_LABELS.items()
)
FTA_USES = Listing(
    name="fta-use",
    title=_("Use of FTAs"),
    columns=(
        Column(
            "agreement", _("Agreement"), agreement_name, _name_cell, "agreement",
            always=True, width=30,
        ),
        Column("year", _("Year"), lambda row: str(row.year), cells.words("year"), "year", width=8),
        Column(
            "direction", _("Direction"), lambda row: str(row.get_direction_display()),
            cells.choice("direction"), "direction", width=16,
        ),
        Column(
            "chapter", _("HS chapter"), chapter_words,
            lambda row, _s: conditional_escape(chapter_words(row)), "chapter", width=12,
        ),
        *_AMOUNTS,
        Column("rate", _("Rate of use"), rate_of, _rate_cell, width=12, css="number"),
        Column(
            "currency", _("Currency"), lambda row: row.currency, cells.words("currency"),
            shown=False, width=8,
        ),
        Column("source", _("Source"), lambda row: row.source, cells.words("source"), width=40),
        Column(
            "text", _("Note"), lambda row: row.text, cells.words("text"), shown=False, width=40
        ),
    ),
    rows=_listed,
    form=FtaUseFilter,
    sorts={
        "agreement": ("agreement__short", "-year", "direction", "chapter", "pk"),
        "year": ("year", "agreement__short", "direction", "chapter", "pk"),
        "direction": ("direction", "-year", "agreement__short", "chapter", "pk"),
        "chapter": ("chapter", "-year", "agreement__short", "pk"),
    },
    default="-year",
    ready=(("level=all", _("All goods")), ("level=chapters", _("By chapter"))),
    reads=(
        "reference", "year", "direction", "chapter", "currency", "source", "text", *AMOUNTS,
        "agreement__short", "agreement__name_vi", "agreement__name_en",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownUse:
    """One line of an agreement's table, with the share its bar shows."""

    name: str
    link: str
    amounts: list[tuple[Any, Any]]
    rate: str
    bar: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShownYear:
    """One year, direction and source with its chapters."""

    direction: str
    source: str
    whole: ShownUse
    chapters: list[ShownUse]


def use_of(viewer: Viewer, agreement: Agreement) -> list[ShownYear]:
    """What an agreement's page shows of its use, the newest year first."""
    found = queries.by_year(queries.uses_of_agreement(viewer, agreement))
    return [_year(group) for group in found]


def _year(group: YearOfUse) -> ShownYear:
    note = gettext("added up from the chapters") if group.is_summed else ""
    words = dict(FtaUse.Direction.choices)
    return ShownYear(
        direction=str(words[group.direction]),
        source=group.source,
        whole=_line(str(group.year), "", group, group.currency, note),
        chapters=[
            _line(
                gettext("chapter %(n)s") % {"n": row.chapter},
                cells.address("ftause", row.pk),
                row,
                row.currency,
            )
            for row in group.rows
        ],
    )


def _line(name: str, link: str, row: Any, currency: str, note: str = "") -> ShownUse:
    rate = rate_of(row)
    pairs = [(label, getattr(row, key)) for key, label in AMOUNT_LABELS.items()]
    shown: list[tuple[Any, Any]] = [
        (label, cells.missing() if amount is None else money.shown(amount, currency))
        for label, amount in pairs
    ]
    bar = 0 if rate is None else max(0, min(100, round(rate * 100)))
    return ShownUse(name, link, shown, money.share(rate), bar, note)
