"""Dates written into the demo papers, so that they are always of these weeks.

A paper of the demo holds placeholders that count from **its own day**, as a paper knows no other:

    {{date-12|dmy}}      10/11/2026                twelve days before the paper's day
    {{date+20|long}}     ngày 12 tháng 12 năm 2026
    {{month+1}}          tháng 12/2026             {{month+1:15|long}} is day 15 of that month
    {{monthend+0|dmy}}   30/11/2026                quarterend, halfend and yearend likewise
    {{quarter+1|en}}     the first quarter of 2027
    {{year+1}}           2027

An anchor (date, month, quarter, half, year), how many of them away, a day of its first month after
a colon where one is wanted, and a form after a bar. Days below ten and the months 1 and 2 take a
zero in Vietnamese figures, as Decree 30/2020 has it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, get_args

from chancery.lib.errors import ChanceryError

Anchor = Literal["date", "month", "quarter", "half", "year"]
_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_ANCHOR = re.compile(
    r"(?P<anchor>date|(?P<period>month|quarter|half|year)(?P<end>end)?)"
    r"(?P<offset>[+-]\d{1,4})(?::(?P<day>\d{1,2}))?"
)
_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}")
_EN_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_EN_ORDINALS = ("first", "second", "third", "fourth")
_VI_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


class PlaceholderError(ChanceryError):
    """A placeholder nobody can read; the message names it and the forms there are."""


def _vi_day(day: date) -> str:
    return f"{day.day:02d}"


def _vi_month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def _quarter(day: date) -> int:
    return (day.month - 1) // 3


def _half_vi(day: date) -> str:
    return f"6 tháng {'đầu' if day.month <= 6 else 'cuối'} năm {day.year}"


_ROMAN = ("I", "II", "III", "IV")
_Form = Callable[[date], str]

# The forms of each anchor, the first one being used where none is named.
FORMS: dict[Anchor, dict[str, _Form]] = {
    "date": {
        "dmy": lambda d: f"{_vi_day(d)}/{_vi_month(d)}/{d.year}",
        "dm": lambda d: f"{_vi_day(d)}/{_vi_month(d)}",
        "dash": lambda d: f"{d.day}-{d.month}",
        "dashy": lambda d: f"{d.day}-{d.month}-{d.year}",
        "long": lambda d: f"ngày {_vi_day(d)} tháng {_vi_month(d)} năm {d.year}",
        "longdm": lambda d: f"ngày {_vi_day(d)} tháng {_vi_month(d)}",
        "en": lambda d: f"{d.day} {_EN_MONTHS[d.month - 1]} {d.year}",
        "endm": lambda d: f"{d.day} {_EN_MONTHS[d.month - 1]}",
        "iso": lambda d: d.isoformat(),
        "weekday": lambda d: _VI_WEEKDAYS[d.weekday()],
        "my": lambda d: f"tháng {_vi_month(d)}/{d.year}",
        "monthlong": lambda d: f"tháng {_vi_month(d)} năm {d.year}",
    },
    "month": {
        "my": lambda d: f"tháng {_vi_month(d)}/{d.year}",
        "long": lambda d: f"tháng {_vi_month(d)} năm {d.year}",
        "m": lambda d: f"tháng {_vi_month(d)}",
        "en": lambda d: f"{_EN_MONTHS[d.month - 1]} {d.year}",
        "enm": lambda d: _EN_MONTHS[d.month - 1],
        "upper": lambda d: f"THÁNG {_vi_month(d)}",
    },
    "quarter": {
        "qy": lambda d: f"quý {_ROMAN[_quarter(d)]}/{d.year}",
        "long": lambda d: f"quý {_ROMAN[_quarter(d)]} năm {d.year}",
        "q": lambda d: f"quý {_ROMAN[_quarter(d)]}",
        "dash": lambda d: f"quý {_ROMAN[_quarter(d)]}-{d.year}",
        "en": lambda d: f"the {_EN_ORDINALS[_quarter(d)]} quarter of {d.year}",
    },
    "half": {
        "long": _half_vi,
        "en": lambda d: f"the {_EN_ORDINALS[(d.month - 1) // 6]} half of {d.year}",
    },
    "year": {"y": lambda d: str(d.year)},
}


def resolve(anchor: str, base: date) -> date:
    """The day that ``date-12``, ``month+1:15`` or ``quarterend+0`` is, counted from ``base``."""
    found = _ANCHOR.fullmatch(anchor.strip())
    if found is None:
        raise PlaceholderError(
            f"'{anchor}' is no date: write one of {', '.join(get_args(Anchor))} (or monthend,"
            " quarterend, halfend, yearend), then +N or -N, as in date+20 or month+1:15"
        )
    offset = int(found["offset"])
    if found["period"] is None:
        return base + timedelta(days=offset)
    months = _MONTHS[found["period"]]
    return _in_period(base, months, offset, end=bool(found["end"]), day=found["day"])


def _in_period(base: date, months: int, offset: int, *, end: bool, day: str | None) -> date:
    """A day of the period ``offset`` periods of ``months`` months after that of ``base``."""
    first = base.year * 12 + (base.month - 1) // months * months + offset * months
    at = first + months - 1 if end else first
    year, month = divmod(at, 12)
    last = calendar.monthrange(year, month + 1)[1]
    if end:
        return date(year, month + 1, last)
    return date(year, month + 1, min(max(int(day or 1), 1), last))


def fill(text: str, base: date, *, source: str) -> str:
    """``text`` with its placeholders written out, ``base`` being the paper's own day.

    ``source`` names the file in the error: PlaceholderError with file, line, cause and remedy.
    """

    def write(found: re.Match[str]) -> str:
        try:
            return written(found.group(1), base)
        except PlaceholderError as error:
            line = text.count("\n", 0, found.start()) + 1
            raise PlaceholderError(f"{source}, line {line}: {found.group()}: {error}") from None

    filled = _PLACEHOLDER.sub(write, text)
    for stray in ("{{", "}}"):
        if stray in filled:
            line = filled.count("\n", 0, filled.index(stray)) + 1
            raise PlaceholderError(
                f"{source}, line {line}: '{stray}' without its other half; write {{{{date+20|dmy}}}}"
            )
    return filled


def written(placeholder: str, base: date) -> str:
    """What stands between the braces, written out: ``date+20|long`` and the like."""
    anchor, _, form = placeholder.partition("|")
    day = resolve(anchor, base)
    forms = FORMS[_anchor_of(anchor)]
    form = form.strip() or next(iter(forms))
    if form not in forms:
        raise PlaceholderError(f"there is no form '{form}' here: use one of {', '.join(forms)}")
    return forms[form](day)


def _anchor_of(anchor: str) -> Anchor:
    """A period's end and a day of a month are written as dates, whatever they were counted by."""
    name = anchor.strip()
    if ":" in name or "end" in name:
        return "date"
    return next(known for known in get_args(Anchor) if name.startswith(known))
