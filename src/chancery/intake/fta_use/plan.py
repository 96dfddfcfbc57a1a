"""What taking a sheet on the use of agreements would do, row by row; nothing is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from chancery.intake.fta_use.columns import LABELS
from chancery.lib.text import fold
from chancery.people.access import Viewer
from chancery.register import access
from chancery.register.actions.fta_use import check_figures, columns_of, known_keys
from chancery.register.errors import InvalidValuesError
from chancery.register.fta.queries import AMOUNTS, use_values
from chancery.register.fta.values import FtaUseValues
from chancery.register.models import FtaUse
from chancery.register.models.money import PLACES
from chancery.register.projects.amounts import NoAmountError, UnclearAmountError, amount_of
from chancery.register.values import Guard
from chancery.work.sheets.table import Line, Table

SCALES = {"1": 1, "1000": 1_000, "1000000": 1_000_000, "1000000000": 1_000_000_000}
_EXPORT = frozenset({"xuat", "xuat khau", "xk", "export", "exports", "x"})
_IMPORT = frozenset({"nhap", "nhap khau", "nk", "import", "imports", "n", "m"})
_ALL = frozenset({"", "tong", "tong cong", "tat ca", "all", "total", "cong"})
_NONE = frozenset({"", "-", "–", "…", "n/a", "na", "khong co"})
_CHAPTER = re.compile(r"(?:chuong\s*|hs\s*)?(\d{1,2})")


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    KNOWN = "known"
    DIFFERS = "differs"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class UseProblem:
    """What is wrong with one cell: where, what stands there, why, what to do."""

    at: str
    column: str
    cell: str
    cause: str
    remedy: str

    def __str__(self) -> str:
        said = f" “{self.cell}”" if self.cell else ""
        return f"{self.at} {self.column}{said}: {self.cause}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class UseWanted:
    """Who will hold the figures, and what holds where a row says nothing of it."""

    guard: Guard
    agreement: str = ""
    direction: str = ""
    currency: str = "USD"
    source: str = ""
    scale: str = "1"


@dataclass(frozen=True, slots=True)
class PlannedUse:
    """One row: what it says; ``of`` is the figure that stands."""

    number: int
    fate: Fate
    values: FtaUseValues | None = None
    of: FtaUse | None = None
    differs: tuple[str, ...] = ()
    problems: tuple[UseProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class UsePlan:
    """All rows of a sheet."""

    table: Table
    wanted: UseWanted
    rows: tuple[PlannedUse, ...]

    @property
    def new(self) -> list[FtaUseValues]:
        """Those that would be taken."""
        return [row.values for row in self.rows if row.fate == Fate.NEW and row.values]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each fate."""
        found = Counter(row.fate for row in self.rows)
        return {fate.value: found[fate] for fate in Fate}

    @property
    def problems(self) -> list[UseProblem]:
        """All errors, in the order of the rows."""
        return [problem for row in self.rows for problem in row.problems]


def plan_uses(table: Table, columns: Mapping[str, int], wanted: UseWanted, by: Viewer) -> UsePlan:
    """Read every row, and put it beside the figures that the person may know of."""
    names = _agreement_names(by)
    drafts = [_Draft(table, line, columns, wanted).read(names) for line in table.lines]
    keys = {draft.values.agreement for draft in drafts if draft.values}
    known = known_keys(keys, by)
    first: dict[Any, int] = {}
    for draft in drafts:
        if draft.values:
            before = first.setdefault(draft.values.key, draft.line.number)
            if before != draft.line.number:
                cause = _("row %(row)s says the same") % {"row": before}
                draft.reject("year", cause, _("keep one of the two"))
    return UsePlan(table, wanted, tuple(_planned(draft, known) for draft in drafts))


def _planned(draft: _Draft, known: Mapping[Any, FtaUse]) -> PlannedUse:
    number, values = draft.line.number, draft.values
    if draft.problems or values is None:
        return PlannedUse(number, Fate.ERROR, values, problems=tuple(draft.problems))
    of = known.get(values.key)
    if of is None:
        return PlannedUse(number, Fate.NEW, values)
    there = use_values(of)
    names = ("currency", *AMOUNTS)
    told = tuple(str(LABELS[n]) for n in names if getattr(there, n) != getattr(values, n))
    return PlannedUse(number, Fate.DIFFERS if told else Fate.KNOWN, values, of, told)


def _agreement_names(by: Viewer) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    rows = access.agreements(by).values_list("key", "short", "name_vi", "name_en")
    for key, *names in rows.order_by():
        for name in (key, *names):
            if name:
                found.setdefault(fold(name), set()).add(key)
    return found


@dataclass(slots=True)
class _Draft:
    table: Table
    line: Line
    columns: Mapping[str, int]
    wanted: UseWanted
    values: FtaUseValues | None = None
    problems: list[UseProblem] = field(default_factory=list)

    def read(self, names: Mapping[str, set[str]]) -> _Draft:
        """What the row says, every cell that is wrong told at once."""
        values = FtaUseValues(
            agreement=self._agreement(names),
            year=self._year(),
            direction=self._direction(),
            chapter=self._chapter(),
            currency=(self.cell("currency") or self.wanted.currency).upper(),
            source=(self.cell("source") or self.wanted.source)[:250],
            text=self.cell("text"),
            **{name: self._amount(name) for name in AMOUNTS},
        )
        if not values.source:
            self.reject("source", _("no source is named"), _("name one for the whole sheet"))
        if not self.problems:
            self._checked(lambda: check_figures(FtaUse(**columns_of(values))))
            self.values = values
        return self

    def cell(self, name: str) -> str:
        """The words of a column; empty where the sheet has none of it."""
        return self.line.cells[self.columns[name]] if name in self.columns else ""

    def reject(self, name: str, cause: str, remedy: str) -> None:
        """A problem with the cell of a column."""
        at = self.table.address(self.line.number, self.columns.get(name, 0))
        self.problems.append(UseProblem(at, str(LABELS[name]), self.cell(name), cause, remedy))

    def _checked(self, check: Callable[[], None]) -> None:
        try:
            check()
        except InvalidValuesError as error:
            for name, said in error.by_field.items():
                known = name if name in LABELS else "year"
                self.reject(known, " ".join(map(str, said)), _("mend the cell"))

    def _agreement(self, names: Mapping[str, set[str]]) -> str:
        words = self.cell("agreement")
        if not words:
            if not self.wanted.agreement:
                remedy = _("write it, or choose one for the whole sheet")
                self.reject("agreement", _("no agreement is named"), remedy)
            return self.wanted.agreement
        found = names.get(fold(words), set())
        if len(found) != 1:
            cause = _("several are called so") if found else _("no agreement is called so")
            self.reject("agreement", cause, _("write its abbreviation, such as CPTPP"))
            return ""
        return next(iter(found))

    def _year(self) -> int:
        found = re.fullmatch(r"(?:nam\s*)?(\d{4})(?:-\d\d-\d\d)?", fold(self.cell("year")))
        if not found:
            self.reject("year", _("it is no year"), _("write four figures: 2025"))
        return int(found[1]) if found else 0

    def _direction(self) -> str:
        words = fold(self.cell("direction"))
        if words in _EXPORT or words in _IMPORT:
            return "export" if words in _EXPORT else "import"
        if words or not self.wanted.direction:
            cause = _("neither export nor import")
            self.reject("direction", cause, _("write xuất khẩu or nhập khẩu"))
        return self.wanted.direction

    def _chapter(self) -> str:
        words = fold(self.cell("chapter"))
        if words in _ALL:
            return ""
        found = _CHAPTER.fullmatch(words)
        if not found or not 1 <= int(found[1]) <= 97:
            self.reject("chapter", _("no chapter of the HS"), _("write 01 to 97, or nothing"))
            return ""
        return f"{int(found[1]):02}"

    def _amount(self, name: str) -> Decimal | None:
        words = self.cell(name)
        if fold(words) in _NONE:
            return None
        try:
            amount = amount_of(words) * SCALES[self.wanted.scale]
        except UnclearAmountError:
            cause = _("it may be thousands or decimals")
            self.reject(name, cause, _("write 1234 or 1.2340"))
            return None
        except NoAmountError:
            self.reject(name, _("it is no amount"), _("write figures alone"))
            return None
        return round(amount, PLACES)
