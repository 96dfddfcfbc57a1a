"""Units, people and rates out of a spreadsheet: what differs, for one pair of pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chancery.lib.text import fold
from chancery.people import actions, person_rows, unit_rows
from chancery.people.actions.own_units import values_of
from chancery.people.importing import State, guess_columns
from chancery.people.models import Post, Role, Unit, UnitKind, UnitName, User
from chancery.people.queries import current_units
from chancery.people.sheets import Sheet, read_sheet, read_text
from chancery.register.actions.rates import take_rates
from chancery.register.models import ExchangeRate
from chancery.register.models.projects import Side
from chancery.register.projects import rates
from chancery.web import inviting, money
from chancery.web.formatting import day
from chancery.web.middleware import viewer

Labels = dict[str, str | Promise]


@dataclass(frozen=True)
class Brought:
    """One kind of row that may be brought: its columns, what the rows would do, the taking."""

    name: str
    labels: Labels
    template: tuple[tuple[str, ...], ...]
    guess: Callable[[Sheet], dict[str, int]]
    plan: Callable[[Sheet, Mapping[str, int]], Sequence[Any]]
    take: Callable[[HttpRequest, Sequence[Any], str, str], tuple[int, int, list[Any]]]
    show: Callable[[Any], dict[str, Any]]


UNIT_LABELS: Labels = {
    "name_vi": _("Name in Vietnamese"),
    "name_en": _("Name in English"),
    "short": _("Abbreviation"),
    "kind": _("Kind"),
    "belongs_to": _("Belongs to"),
    "key": _("Key"),
    "sits_in": _("Sits in"),
    "city": _("City"),
    "time_zone": _("Time zone"),
    "start": _("Standing since"),
    "end": _("Until"),
}
PERSON_LABELS: Labels = {
    "full_name": _("Full name"),
    "email": _("E-mail"),
    "unit": _("Unit"),
    "role": _("Role"),
    "start": _("From"),
}


RATE_LABELS: Labels = {
    "currency": _("Currency"),
    "target": _("Rate to"),
    "day": _("Day of the rate"),
    "rate": _("Rate"),
    "side": _("The rate is (unit or per)"),
    "source": _("Whose rate"),
}


def sheet_of(data: bytes, kind: str) -> Sheet:
    """The table in a kept file or a pasted list."""
    sheet = (
        read_sheet(data)
        if not data.startswith(PASTED)
        else read_text(data[len(PASTED) :].decode())
    )
    return person_rows.with_headings(sheet) if kind == "people" else sheet


PASTED = b"\x00pasted\x00"


def csv_of(lines: Sequence[Sequence[str]]) -> bytes:
    """A CSV that spreadsheets open with every letter, and in which nothing runs as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for line in lines:
        writer.writerow([f"'{cell}" if cell[:1] in tuple("=+-@\t") else cell for cell in line])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _plan_units(sheet: Sheet, columns: Mapping[str, int]) -> Sequence[Any]:
    known = {unit.pk: values_of(unit) for unit in Unit.objects.all()}
    names = UnitName.objects.filter(unit__in=current_units()).values_list(
        "unit_id", "name_vi", "name_en"
    )
    former = [(key, name) for key, *both in names for name in both if name]
    return unit_rows.plan_units(sheet, columns, known, former)


def _take_units(
    request: HttpRequest, rows: Sequence[Any], file: str, by: str
) -> tuple[int, int, list[Any]]:
    return (*actions.take_units(rows=rows, file=file, by=by), [])


def _show_unit(row: Any) -> dict[str, Any]:
    values = row.values
    kind = UnitKind(values.kind).label if values.kind else ""
    return {"title": values.name_vi, "facts": [kind, values.belongs_to, values.key]}


def _plan_people(sheet: Sheet, columns: Mapping[str, int]) -> Sequence[Any]:
    people = {email.lower(): "" for email in User.objects.values_list("email", flat=True) if email}
    posts = Post.objects.filter(end=None).values_list("user__email", "unit_id", "role")
    held = frozenset((email.lower(), unit, role) for email, unit, role in posts)
    known = person_rows.KnownPeople(_unit_names(), people, held)
    return person_rows.plan_people(sheet, columns, known)


def _unit_names() -> dict[str, frozenset[str]]:
    """Units that stand, by every folded name they bear or bore."""
    today: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    for unit in current_units():
        for name in (unit.pk, unit.name_vi, unit.name_en, unit.short):
            today.setdefault(fold(name), set()).add(unit.pk)
    for row in UnitName.objects.filter(unit__in=current_units()):
        for name in (row.name_vi, row.name_en, *row.short):
            before.setdefault(fold(name), set()).add(row.unit_id)
    return {name: frozenset(keys) for name, keys in {**before, **today}.items() if name}


def _take_people(
    request: HttpRequest, rows: Sequence[Any], file: str, by: str
) -> tuple[int, int, list[Any]]:
    made = actions.take_people(rows=rows, file=file, by=by)
    links = [
        (found.user, inviting.link_to(request, secret), inviting.send(request, found, secret))
        for found, secret in made
    ]
    changed = sum(row.state == State.CHANGED for row in rows)
    return len(made), changed, links


def _show_person(row: Any) -> dict[str, Any]:
    values = row.values
    role = Role(values.role).label if values.role else ""
    return {"title": values.full_name, "facts": [values.email, values.unit, role]}


def _plan_rates(sheet: Sheet, columns: Mapping[str, int]) -> Sequence[Any]:
    known = {(r.currency, r.target, r.day): rates.values_of(r) for r in ExchangeRate.objects.all()}
    return rates.plan_rates(sheet, columns, known)


def _take_rates(
    request: HttpRequest, rows: Sequence[Any], file: str, by: str
) -> tuple[int, int, list[Any]]:
    return (*take_rates(rows=rows, file=file, by=viewer(request)), [])


def _show_rate(row: Any) -> dict[str, Any]:
    values = row.values
    pair = (values.currency, values.target)
    one, other = pair if values.side == Side.UNIT else reversed(pair)
    rate = f"1 {one} = {money.plain(values.rate)} {other}" if values.rate else ""
    said = [f"{values.currency} → {values.target}", *([day(values.day)] if values.day else [])]
    return {"title": ", ".join(said), "facts": [rate, values.source]}


KINDS = {
    "units": Brought(
        "units",
        UNIT_LABELS,
        (
            ("Mã", "Tên đơn vị", "Tên tiếng Anh", "Viết tắt", "Loại", "Trực thuộc", "Đặt tại", "Thành phố", "Múi giờ", "Từ ngày", "Đến ngày"),
            ("", "Phòng Thương mại", "Trade Division", "PTM", "department", "mofa-economic", "", "", "", "01/03/2025", ""),
        ),
        lambda sheet: guess_columns(sheet, unit_rows.COLUMNS),
        _plan_units,
        _take_units,
        _show_unit,
    ),
    "people": Brought(
        "people",
        PERSON_LABELS,
        (
            ("Họ và tên", "E-mail", "Đơn vị", "Vai trò", "Từ ngày"),
            ("Trần Thu Thủy", "thuy.tran@mofa.example", "Vụ Tổng hợp kinh tế", "chuyên viên", ""),
        ),
        person_rows.columns_of,
        _plan_people,
        _take_people,
        _show_person,
    ),
    "rates": Brought(
        "rates",
        RATE_LABELS,
        (
            ("Ngoại tệ", "Quy ra", "Ngày", "Tỷ giá", "Chiều", "Nguồn"),
            ("JPY", "VND", "20/11/2026", "165,52", "unit", "Ngân hàng Nhà nước"),
            ("JPY", "USD", "20/11/2026", "154,3", "per", "Ngân hàng Nhà nước"),
        ),
        lambda sheet: guess_columns(sheet, rates.COLUMNS),
        _plan_rates,
        _take_rates,
        _show_rate,
    ),
}  # fmt: skip
