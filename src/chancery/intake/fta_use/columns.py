"""Which column of a sheet on the use of agreements holds what. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chancery.work.sheets.columns import plain


@dataclass(frozen=True, slots=True)
class UseColumn:
    """One column: its identifier, its name on pages, the headings it goes by."""

    name: str
    label: str | Promise
    spellings: tuple[str, ...]


COLUMNS: tuple[UseColumn, ...] = (
    UseColumn("agreement", _("Agreement"), ("Hiệp định", "FTA", "Agreement", "Tên hiệp định", "Hiệp định FTA")),
    UseColumn("year", _("Year"), ("Năm", "Year", "Kỳ")),
    UseColumn("direction", _("Direction"), ("Chiều", "Xuất/Nhập", "Luồng", "Direction", "Flow")),
    UseColumn("chapter", _("HS chapter"), ("Chương HS", "Chương", "Mã HS", "HS", "HS chapter", "Chapter", "HS2")),
    UseColumn("eligible", _("Value eligible"), ("Kim ngạch đủ điều kiện", "Kim ngạch đủ điều kiện hưởng ưu đãi", "Kim ngạch xuất khẩu", "Tổng kim ngạch", "Eligible", "Value eligible")),
    UseColumn("used", _("Value that used the preference"), ("Kim ngạch dùng ưu đãi", "Kim ngạch sử dụng C/O", "Kim ngạch hưởng ưu đãi", "Kim ngạch cấp C/O", "Used", "Value using preference")),
    UseColumn("saved", _("Tariff saved"), ("Thuế tiết kiệm", "Thuế được giảm", "Thuế tiết kiệm được", "Tariff saved", "Saved")),
    UseColumn("forgone", _("Tariff forgone"), ("Thuế bỏ lỡ", "Thuế ưu đãi bỏ lỡ", "Tariff forgone", "Forgone")),
    UseColumn("currency", _("Currency"), ("Loại tiền", "Đồng tiền", "Currency")),
    UseColumn("source", _("Source"), ("Nguồn", "Nguồn số liệu", "Source")),
    UseColumn("text", _("Note"), ("Ghi chú", "Note", "Remarks")),
)  # fmt: skip
LABELS = {column.name: column.label for column in COLUMNS}
_SPELLED = {plain(words): c.name for c in COLUMNS for words in (*c.spellings, c.name)}


def named(heading: str) -> str:
    """The column that a heading names; empty where it names none."""
    return _SPELLED.get(plain(heading), "")


def map_headings(headings: Sequence[str]) -> dict[str, int]:
    """The place of each column that a heading names, each once."""
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        if name := named(heading):
            found.setdefault(name, at)
    return found
