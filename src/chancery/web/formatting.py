"""Dates, numbers and names as each language writes them."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from unicodedata import combining

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MISSING = "—"
MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def is_vietnamese() -> bool:
    return not (get_language() or "vi").startswith("en")


def day(value: date | str | None) -> str:
    """22/02/2024 or 22 Feb 2024; an ISO string keeps its precision: 02/2024, 2024, an interval.

    A word that is no ISO day comes back as it is: what was read is shown, never dropped.
    """
    if not value:
        return MISSING
    if isinstance(value, datetime):
        return _written(timezone.localtime(value).date() if value.tzinfo else value.date())
    if isinstance(value, date):
        return _written(value)
    return " – ".join(_partial(part) for part in value.split("/"))


def moment(value: datetime | None) -> str:
    """A time of day and its date, in local time."""
    if value is None:
        return MISSING
    local = timezone.localtime(value) if value.tzinfo else value
    clock = f"{local:%H:%M}"
    return f"{clock} {day(local)}" if is_vietnamese() else f"{day(local)}, {clock}"


def number(value: float | Decimal | str | None, places: int | None = None) -> str:
    """1.234,5 or 1,234.5; a missing figure is shown as missing, never as nought."""
    if value is None or value == "":
        return MISSING
    return _number(value, places, get_language())


@lru_cache(maxsize=4096, typed=True)  # a table shows the same small figures again and again
def _number(value: float | Decimal | str, places: int | None, _language: str | None) -> str:
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def bilingual(thing: object, field: str = "name") -> str:
    """``field_vi`` or ``field_en`` by the active language, the other where that one is empty."""
    first, second = ("vi", "en") if is_vietnamese() else ("en", "vi")
    for language in (first, second):
        if text := getattr(thing, f"{field}_{language}", ""):
            return str(text)
    return ""


def shortened(text: str, longest: int) -> str:
    """At most so many characters, the last of them "…" where some were left out.

    >>> shortened("Đắk Lắk", 5)
    'Đắk…'
    """
    if len(text) <= longest:
        return text
    end = max(longest - 1, 0)
    while end and combining(text[end]):  # a mark stays with its letter
        end -= 1
    return text[:end].rstrip() + "…"


def _written(value: date) -> str:
    if is_vietnamese():
        return f"{value:%d/%m/%Y}"
    return f"{value.day} {MONTHS[value.month]} {value.year}"


def _partial(text: str) -> str:
    for length, read in _PRECISIONS:
        if len(text) == length:
            try:
                return read(text)
            except ValueError:
                return text
    return text


def _minute(text: str) -> str:
    return moment(datetime.fromisoformat(text))


def _day(text: str) -> str:
    return _written(date.fromisoformat(text))


def _month(text: str) -> str:
    first = date.fromisoformat(f"{text}-01")
    if is_vietnamese():
        return f"{first:%m/%Y}"
    return f"{MONTHS[first.month]} {first.year}"


_PRECISIONS: tuple[tuple[int, Callable[[str], str]], ...] = (
    (16, _minute),
    (10, _day),
    (7, _month),
)


def part_of_day(value: datetime | None = None) -> str:
    """A greeting for the hour."""
    hour = timezone.localtime(value).hour
    if hour < 11:
        return _("Good morning")
    return _("Good afternoon") if hour < 18 else _("Good evening")


def long_day(value: date | None = None) -> str:
    """The day of the week and the date, for a page's head."""
    shown = value or timezone.localdate()
    if is_vietnamese():
        return f"{date_format(shown, 'l')}, {day(shown)}"
    return f"{date_format(shown, 'l')} {day(shown)}"
