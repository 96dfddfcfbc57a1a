"""Working days of a country: public holidays from `holidays`, with the pack's own days on top."""

from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from itertools import accumulate
from typing import Any

from chancery.reference.errors import PackError

_LANGUAGES = {"vi": "vi", "en": "en_US"}
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day that the pack itself declares free or, where `working`, a day of work."""

    day: date
    working: bool
    name_vi: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days. Asking for a year that is not known raises PackError.

    Days off moved by a decision of the government are known only after it was published: those
    that `holidays` does not have yet belong into the pack's `calendar.csv`.
    """

    country: str
    own_days: Mapping[date, OwnDay] = field(default_factory=dict)
    _worked: dict[int, tuple[int, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """By year, the working days up to and with each of its days: lists count over months."""

    @classmethod
    def for_country(cls, code: str) -> "Calendar":
        """The calendar of a country known by its ISO code, without days of a pack's own."""
        _public(code, "")
        return cls(code)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day."""
        if own := self.own_days.get(day):
            return own.working
        return bool(_known(self.country, "", day).is_working_day(day))

    def next_working_day(self, day: date) -> date:
        """That day where it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += _ONE
        return day

    def holiday_name(self, day: date, lang: str = "vi") -> str | None:
        """The name of the public holiday on that day; None on any other day, free or not."""
        if own := self.own_days.get(day):
            return None if own.working else (own.name_en if lang == "en" else own.name_vi)
        name = _known(self.country, _LANGUAGES.get(lang, lang), day).get(day)
        return str(name) if name else None

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after `first` up to and with `last`; negative where `last` comes before."""
        if last < first:
            return -self.working_days_between(last, first)
        try:
            between = sum(self._until(year)[-1] for year in range(first.year, last.year))
            return between + self._until_day(last) - self._until_day(first)
        except PackError:  # of a year that is not known, the days asked for may yet be the pack's
            days = (first + _ONE * n for n in range(1, (last - first).days + 1))
            return sum(self.is_working_day(day) for day in days)

    def _until_day(self, day: date) -> int:
        return self._until(day.year)[day.timetuple().tm_yday - 1]

    def _until(self, year: int) -> tuple[int, ...]:
        known = self._worked.get(year)
        if known is None:
            first, number = date(year, 1, 1), 366 if isleap(year) else 365
            days = (first + _ONE * n for n in range(number))
            known = self._worked[year] = tuple(accumulate(map(self.is_working_day, days)))
        return known


def _known(country: str, language: str, day: date) -> Any:
    calendar = _public(country, language)
    if not calendar.start_year <= day.year <= calendar.end_year:
        raise PackError(
            f"the public holidays of {country} in {day.year} are not known; they are for "
            f"{calendar.start_year} to {calendar.end_year}: correct the year of the date"
        )
    return calendar


@cache
def _public(country: str, language: str) -> Any:
    """One growing table per country and language: `holidays` fills in a year when first asked."""
    holidays = import_module("holidays")  # takes 0.3 s, so only when a working day is asked for
    try:
        known = holidays.country_holidays(country)
    except NotImplementedError as error:
        raise PackError(
            f"no calendar of public holidays is known for {country}; "
            "name in pack.yaml, under calendar, a country that `holidays` knows"
        ) from error
    spoken = language if language in known.supported_languages else None
    return holidays.country_holidays(country, language=spoken)
