"""The guide to writing a pack names every table, column and choice that the loader knows."""

import pytest

from chancery.reference import partner_rows, rows, unit_rows
from tests.shared import ROOT

GUIDE = (ROOT / "docs" / "how-to" / "add-a-country.md").read_text(encoding="utf-8")
COLUMNS = {
    *partner_rows.PARTNERS, *partner_rows.ALIASES, *partner_rows.MEMBERSHIPS,
    *partner_rows.LEVELS, *partner_rows.RELATIONSHIPS, *unit_rows.UNITS, *unit_rows.FORMER_NAMES,
    *unit_rows.SPELLINGS, *rows.AGREEMENTS, *rows.SECTORS, *rows.AUTHORITY, *rows.PLACES,
    *rows.TITLES, *rows.CALENDAR,
}  # fmt: skip
CHOICES = {
    *partner_rows.PARTNER_KINDS, *unit_rows.UNIT_KINDS, *rows.AGREEMENT_KINDS, *rows.STAGES,
    *rows.DRIVERS, *(form for forms in unit_rows.FORMS.values() for form in forms),
}  # fmt: skip
TABLES = (
    *unit_rows.TABLES, "partners", "blocs", "aliases", "memberships", "levels", "relationships",
    "agreements", "former_names", "spellings", "authority", "sectors", "places", "titles",
    "calendar",
)  # fmt: skip


@pytest.mark.parametrize("word", sorted(COLUMNS | CHOICES))
def test_every_column_and_choice_is_explained(word: str) -> None:
    assert f"`{word}`" in GUIDE


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_explained(table: str) -> None:
    assert f"`{table}.csv`" in GUIDE
