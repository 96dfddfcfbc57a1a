"""A page of measures as a file: the same lines, all together below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from chancery.partners.models import Partner
from chancery.web import cells
from chancery.web.exporting import Sheet
from chancery.web.listing import Column
from chancery.web.measures import Cell, Row, Table

_SHARE = Decimal("0.001")


@dataclass(frozen=True)
class MeasuresSheet(Sheet):
    """The figures of a table; waits have their median and percentile in columns of their own."""

    table: Table | None = None

    @classmethod
    def of(cls, table: Table, title: str, filters: str, who: str) -> MeasuresSheet:
        """The table of a page."""
        width = 18
        columns = [Column("name", table.head, lambda row: row.name, cells.words(""), width=40)]
        for place, cell in enumerate(table.total.cells):
            columns += [
                Column(f"c{place}", head, _value(place, part), cells.words(""), width=width)
                for part, head in enumerate(_heads(cell))
            ]
        number = len(table.entries) + 1
        return cls(
            title=title,
            columns=tuple(columns),
            rows=Partner.objects.none(),
            total=number,
            most=number,
            filters=filters,
            who=who,
            table=table,
        )

    def heads(self) -> list[str]:
        """The key comes first."""
        return [_("Code"), *(str(column.label) for column in self.columns)]

    def lines(self) -> Iterator[list[Any]]:
        """One line a row, all together last."""
        assert self.table is not None
        for row in (*self.table.rows, self.table.total):
            yield [row.key, *(column.value(row) for column in self.columns)]


def _heads(cell: Cell) -> list[str]:
    """A share is written as a number between 0 and 1."""
    if cell.waits is None:
        return [cell.head]
    named = {"measure": cell.head}
    return [
        cell.head,
        _("%(measure)s: median of working days") % named,
        _("%(measure)s: 90th percentile") % named,
    ]


def _value(place: int, part: int) -> Any:
    def value(row: Row) -> Any:
        cell = row.cells[place]
        found = cell.value
        if part and cell.waits is not None:
            found = (cell.waits.median, cell.waits.most)[part - 1]
        return None if found is None else _exact(found)

    return value


def _exact(value: float) -> Any:
    if isinstance(value, int):
        return value
    return Decimal(str(value)).quantize(_SHARE).normalize() + 0
