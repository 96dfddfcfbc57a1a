"""How date rules are written down and run: many small patterns, one pass over the text.

A rule is a function under ``@DateRules.rule(pattern)``. Its docstring ends with examples, in which
brackets mark the span, ``/`` the value: ``họp [ngày 27/5/2026] => day 2026-05-27``. The examples
are read with the reference day 17 July 2026 and run as tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from chancery.reader.mentions.words import Words
from chancery.reader.mentions.periods import YEARS, Period, real_day

EXAMPLES_REFERENCE = date(2026, 7, 17)

FAR_AHEAD = timedelta(days=240)
FAR_BEHIND = timedelta(days=330)
_YEAR_WORD = re.compile(r"(?:[Nn]ăm |[-/.]|\b(?:in|of|[A-Z][a-z]+) )((?:19|20)\d\d)\b")
_AHEAD = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|đến hết|dự kiến|tới|sẽ|before|by|until|than|will)\b[^.;]{0,24}$"
)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")


class DateHit(NamedTuple):
    """A date phrase in the text it was looked for in."""

    start: int
    end: int
    period: Period
    rule: str
    confidence: float


@dataclass(slots=True)
class Place:
    """Where a rule stands: what was read before it, and which year a bare day belongs to."""

    text: str
    reference: date | None
    start: int = 0
    hits: list[DateHit] = field(default_factory=list)

    def year_of(self, month: int, day: int = 15) -> int | None:
        """The year meant by a day without one: near the reference day, or the sentence's own."""
        if self.reference is None:
            return self.year_said()
        here = self.reference
        meant = real_day(here.year, month, day) or date(here.year, month, 28)
        if meant - here > FAR_AHEAD and not self.looks_ahead():
            return here.year - 1
        if here - meant > (timedelta(45) if self.looks_ahead() else FAR_BEHIND):
            return here.year + 1
        return here.year

    def this_year(self) -> int | None:
        """The year of 'năm nay'."""
        return self.reference.year if self.reference else self.year_said()

    def year_said(self) -> int | None:
        """The year written in the same sentence, for texts without any date of their own."""
        ends = [m.start() for m in _SENTENCE_END.finditer(self.text, max(self.start - 400, 0))]
        first = max((end for end in ends if end < self.start), default=0)
        last = min((end for end in ends if end > self.start), default=len(self.text))
        found = _YEAR_WORD.search(self.text, first, last)
        return int(found.group(1)) if found else None

    def looks_ahead(self) -> bool:
        """Is the day said as a deadline or a plan: then it lies ahead of the reference day."""
        return bool(_AHEAD.search(self.text, max(self.start - 40, 0), self.start))

    def latest_day(self) -> date | None:
        """The day that 'cùng ngày' points back to."""
        for hit in reversed(self.hits):
            if hit.period.precision in ("day", "minute") and hit.period.value:
                return date.fromisoformat(hit.period.value[:10])
        return self.reference

    def day(self, day: int, month: int, year: int | None) -> Period | None:
        """A day with its year, or with the year it must have; None for 31 February."""
        meant = year if year is not None else self.year_of(month, day)
        if meant is None:
            return Period(None, "day")
        found = real_day(meant, month, day)
        return Period(found.isoformat(), "day", year is None) if found else None


Found = re.Match[str]
Reading = Callable[[Found, Place], Period | None]


@dataclass(frozen=True, slots=True)
class DateRule:
    """One way of saying a date."""

    name: str
    pattern: re.Pattern[str]
    read: Reading
    confidence: float


class DateRules:
    """The rules of one language, tried in the order in which they are written."""

    def __init__(self, fragments: dict[str, str], opening: str) -> None:
        """``opening``: the words, lower case, that a date phrase begins with, if no digit."""
        self.rules: dict[str, DateRule] = {}
        self._fragments = fragments
        self._opening = frozenset(opening.split())
        self._master: re.Pattern[str] | None = None

    def rule(self, pattern: str, confidence: float = 0.95) -> Callable[[Reading], Reading]:
        """Register the function below as a rule; ``«D»`` stands for the fragment named D."""
        for name, fragment in self._fragments.items():
            pattern = pattern.replace(f"«{name}»", fragment)

        def register(read: Reading) -> Reading:
            name = read.__name__
            self.rules[name] = DateRule(name, re.compile(pattern), read, confidence)
            return read

        return register

    @property
    def master(self) -> re.Pattern[str]:
        """All patterns in one; the name of the group that matched is the rule's."""
        if self._master is None:
            bodies = (
                f"(?P<{rule.name}>{re.sub(r'[(][?]P<[^>]+>', '(?:', rule.pattern.pattern)})"
                for rule in self.rules.values()
            )
            self._master = re.compile("|".join(bodies))
        return self._master

    def find(self, text: str, reference: date | None, words: Words | None = None) -> list[DateHit]:
        """All date phrases, first to last, none overlapping; ``words`` of the text if at hand."""
        place = Place(text, reference)
        words = words or Words(text)
        opening, match, done = self._opening, self.master.match, 0
        for low, start in zip(words.lows, words.starts, strict=True):
            if start < done or not (low in opening or low[0].isdigit()):
                continue
            if start and text[start - 1] in "/_":
                continue
            found = match(text, start)
            if found and self._read(self.rules[found.lastgroup or ""], found, place):
                done = place.hits[-1].end
        return place.hits

    def _read(self, rule: DateRule, found: Found, place: Place) -> bool:
        place.start = found.start()
        exact = rule.pattern.match(place.text, found.start())
        period = rule.read(exact, place) if exact else None
        if period is None or exact is None:
            return False
        hit = DateHit(exact.start(), exact.end(), period, rule.name, rule.confidence)
        place.hits.append(hit)
        return True


def number(found: Found, name: str) -> int | None:
    """A group as a number, None where it did not take part."""
    text = found.groupdict().get(name)
    return int(text) if text else None


def plausible(year: int) -> bool:
    """Is this a year that such papers speak of?"""
    return year in YEARS
