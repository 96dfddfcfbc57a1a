"""The page Balance: the weight of each partner, its share, and how concentrated each column is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.register.balance import shares
from chancery.register.balance.figures import COLUMNS, Figures, figures, year_before
from chancery.register.balance.groups import Group, groups, members, unknown
from chancery.web import cells
from chancery.web.exporting import Sheet
from chancery.web.formatting import bilingual, is_vietnamese, number
from chancery.web.forms.narrowing import HIGH_LEVEL, Narrowing
from chancery.web.listing import Column
from chancery.web.money import scaled

LABELS: dict[str, Any] = {
    "ours_open": gettext_lazy("Open commitments of ours"),
    "theirs_open": gettext_lazy("Open commitments of theirs"),
    "joint_open": gettext_lazy("Open joint commitments"),
    "kept": gettext_lazy("Commitments kept"),
    "overdue": gettext_lazy("Commitments overdue"),
    "agreements": gettext_lazy("Agreements in force"),
    "activities": gettext_lazy("High-level activities in twelve months"),
    "disbursed": pgettext_lazy("balance", "Disbursed, USD"),
    "obstacles": gettext_lazy("Open obstacles"),
}
_LINKS = {
    "ours_open": ("commitments", {"side": "ours", "state": "still_open"}),
    "theirs_open": ("commitments", {"side": "theirs", "state": "still_open"}),
    "joint_open": ("commitments", {"side": "joint", "state": "still_open"}),
    "kept": ("commitments", {"state": "done"}),
    "overdue": ("commitments", {"timeliness": "overdue"}),
    "agreements": ("agreements", {"stage": "in_force_today"}),
    "activities": ("activities", {"level": HIGH_LEVEL}),
    "disbursed": ("ledger", {"ledger": "disbursed"}),
    "obstacles": ("obstacles", {"state": "still_open"}),
}
_PERCENT, _INDEX = Decimal("0.1"), Decimal("0.001")


class BalanceFilter(Narrowing):
    """Which partners, and which column is drawn?"""

    group = forms.ChoiceField(label=gettext_lazy("Partners"), required=False)
    draw = forms.ChoiceField(
        label=gettext_lazy("Drawn"), required=False, choices=[*LABELS.items()]
    )

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data, viewer=viewer)
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.key, _name(one)) for one in groups().values()]
        self.full_clean()

    @property
    def group_chosen(self) -> Group:
        """The first of the definition unless another is asked for."""
        known = groups()
        asked = self.cleaned_data.get("group", "")
        return known.get(asked) or next(iter(known.values()))

    @property
    def column(self) -> str:
        """The column that is drawn."""
        return str(self.cleaned_data.get("draw") or COLUMNS[0])


def _name(group: Group) -> str:
    return group.name_vi if is_vietnamese() else group.name_en


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: its words, its rows, its share in percent, its growth in a year."""

    label: str
    value: Decimal
    shown: str
    link: str
    share: Decimal | None
    change: str
    note: str = ""

    @property
    def grew(self) -> bool:
        """Whether it is another figure than a year ago."""
        return bool(self.change) and not self.change.startswith("±")

    @property
    def percent(self) -> str:
        """The share in words; empty where there is nothing to share."""
        return "" if self.share is None else f"{number(self.share, 1)}%"


@dataclass(frozen=True, slots=True)
class Row:
    """One partner."""

    partner: Partner
    level: str
    since: str
    cells: list[Cell]
    drawn: Cell


@dataclass(frozen=True, slots=True)
class Foot:
    """What one column comes to: the sum, the index, so many equal partners."""

    total: str
    index: str
    alike: str


@dataclass(frozen=True, slots=True)
class Balance:
    """The table."""

    group: Group
    title: str
    reason: str
    heads: list[str]
    rows: list[Row]
    bars: list[Row]
    """Those that have any of the column drawn, the largest first."""
    none: list[str]
    """The others."""
    feet: list[Foot]
    drawn: str
    unknown: list[str]


def balance_of(viewer: Viewer, form: BalanceFilter) -> Balance:
    """The table of a group as the person may know it."""
    group, today = form.group_chosen, timezone.localdate()
    partners = members(group)
    columns = figures(viewer, [partner.pk for partner in partners], today)
    parts = {column.key: shares.shares(column.now) for column in columns}
    rows = [_row(partner, columns, parts, form.column, today) for partner in partners]
    return Balance(
        group=group,
        title=_name(group),
        reason=group.reason_vi if is_vietnamese() else group.reason_en,
        heads=[str(LABELS[column.key]) for column in columns],
        rows=rows,
        bars=sorted(
            (row for row in rows if row.drawn.value > 0), key=lambda row: -row.drawn.value
        ),
        none=[bilingual(row.partner) for row in rows if row.drawn.value <= 0],
        feet=[_foot(column) for column in columns],
        drawn=str(LABELS[form.column]),
        unknown=unknown(group),
    )


def _row(
    partner: Partner,
    columns: list[Figures],
    parts: dict[str, dict[str, Decimal]],
    drawn: str,
    today: date,
) -> Row:
    found = {one.key: _cell(one, partner.pk, parts[one.key], today) for one in columns}
    level = {"vi": getattr(partner, "level_vi", ""), "en": getattr(partner, "level_en", "")}
    return Row(
        partner=partner,
        level=(level["vi"] if is_vietnamese() else level["en"]) or "",
        since=getattr(partner, "level_since", "") or "",
        cells=list(found.values()),
        drawn=found[drawn],
    )


def _cell(column: Figures, code: str, parts: dict[str, Decimal], today: date) -> Cell:
    value, part = column.now[code], parts.get(code)
    missing = column.without.get(code, 0)
    return Cell(
        label=str(LABELS[column.key]),
        value=value,
        shown=_shown(column.key, value),
        link=_link(column.key, code, today),
        share=None if part is None else _rounded(part * 100, _PERCENT),
        change=_change(column, code),
        note=_("without %(n)s entries that have no rate") % {"n": missing} if missing else "",
    )


def _shown(key: str, value: Decimal) -> str:
    return scaled(value, "USD") if key == "disbursed" else number(int(value))


def _change(column: Figures, code: str) -> str:
    grown = column.change(code)
    if grown is None:
        return ""
    sign = "+" if grown > 0 else "–" if grown < 0 else "±"
    return sign + _shown(column.key, abs(grown))


def _link(key: str, code: str, today: date) -> str:
    place, asked = _LINKS[key]
    if key == "activities":
        since = year_before(today) + timedelta(days=1)
        asked = {**asked, "from_day": since.isoformat(), "to_day": today.isoformat()}
    return f"{reverse(place)}?{urlencode({'partner': code, **asked})}"


def _foot(column: Figures) -> Foot:
    index, many = shares.concentration(column.now), shares.alike(column.now)
    return Foot(
        total=_shown(column.key, sum(column.now.values(), Decimal(0))),
        index="" if index is None else number(_rounded(index, _INDEX), 3),
        alike="" if many is None else number(_rounded(many, _PERCENT), 1),
    )


def _rounded(value: Decimal, to: Decimal) -> Decimal:
    return value.quantize(to, ROUND_HALF_UP)


class BalanceSheet(Sheet):
    """The same as a file: each figure with its share and its growth beside it."""

    @classmethod
    def of(cls, found: Balance, filters: str, who: str) -> BalanceSheet:
        """The table of the page."""
        made = cls(
            title=_("Balance"),
            columns=_columns(found),
            rows=Partner.objects.none(),
            total=len(found.rows),
            most=len(found.rows),
            filters=filters,
            who=who,
        )
        object.__setattr__(made, "found", found)  # a frozen class is filled so
        return made

    def heads(self) -> list[str]:
        """The code of the partner comes first."""
        return [_("Code"), *(str(column.label) for column in self.columns)]

    def lines(self) -> Iterator[list[Any]]:
        """One partner a line, and the concentration of each column below."""
        found: Balance = self.found  # type: ignore[attr-defined] # put there by ``of``
        for row in found.rows:
            yield [row.partner.pk, *(column.value(row) for column in self.columns)]


def _columns(found: Balance) -> tuple[Column, ...]:
    def of_cell(place: int, name: str) -> Any:
        return lambda row: getattr(row.cells[place], name)

    columns = [
        Column("partner", _("Partner"), lambda row: bilingual(row.partner), cells.words("")),
        Column("level", _("Relationship level"), lambda row: row.level, cells.words("")),
        Column("since", _("Since"), lambda row: row.since, cells.words(""), width=14),
    ]
    for place, head in enumerate(found.heads):
        share = _("%(column)s: share in percent") % {"column": head}
        grown = _("%(column)s: in a year") % {"column": head}
        columns += [
            Column(f"c{place}", head, of_cell(place, "value"), cells.words(""), width=16),
            Column(f"s{place}", share, of_cell(place, "share"), cells.words(""), width=12),
            Column(f"g{place}", grown, of_cell(place, "change"), cells.words(""), width=12),
        ]
    return tuple(columns)
