"""How date rules are written down and run: many small patterns, one pass over the text.

A rule is a function under ``@DateRules.rule(pattern)``. Its docstring ends with examples, in which
brackets mark the span, ``/`` the value: ``họp [ngày 27/5/2026] => day 2026-05-27``. The examples
are read with the reference day 17 July 2026 and run as tests.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import compress, count
from typing import NamedTuple

from chancery.reader.mentions.periods import YEARS, Period, real_day
from chancery.reader.mentions.words import Words

EXAMPLES_REFERENCE = date(2026, 7, 17)

FAR_AHEAD = timedelta(days=240)
FAR_BEHIND = timedelta(days=330)
_YEAR_WORD = re.compile(r"(?:[Nn]ăm |[-/.]|\b(?:in|of|[A-Z][a-z]+) )((?:19|20)\d\d)\b")
_AHEAD = re.compile(
    r"(?:(?:trước|chậm nhất|muộn nhất|đến hết|dự kiến|sẽ|before|by|until|than|will)\b[^.;]{0,24}|(?<!\w)(?:will|shall|sẽ)\b[^.;]{0,90})$"
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
        far = timedelta(45) if self.looks_ahead() else FAR_BEHIND
        if self.text.endswith("ngay trong ", 0, self.start):
            far = min(far, FAR_AHEAD)  # 'xong ngay trong quý I', written in December
        if here - meant > far:
            return here.year + 1
        return here.year

    def this_year(self) -> int | None:
        """The year of 'năm nay'."""
        return self.reference.year if self.reference else self.year_said()

    def year_said(self) -> int | None:
        """The year written in the same sentence, for texts without any date of their own."""
        low, high = max(self.start - 400, 0), min(self.start + 400, len(self.text))
        ends = [m.start() for m in _SENTENCE_END.finditer(self.text, low, high)]
        first = max((end for end in ends if end < self.start), default=low)
        last = min((end for end in ends if end > self.start), default=high)
        found = _YEAR_WORD.search(self.text, first, last)
        return int(found.group(1)) if found else None

    def looks_ahead(self) -> bool:
        """Is the day said as a deadline or a plan: then it lies ahead of the reference day."""
        return bool(_AHEAD.search(self.text, max(self.start - 110, 0), self.start))

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


@dataclass(frozen=True)
class DateRule:
    """One way of saying a date; ``opens`` are the first words that it can have, '#' any digit."""

    name: str
    opens: tuple[str, ...]
    source: str
    read: Reading
    confidence: float

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when first needed: a process mostly reads one language."""
        return re.compile(self.source)


class DateRules:
    """The rules of one language, tried in the order in which they are written."""

    def __init__(self, fragments: dict[str, str], openings: dict[str, str], figures: str) -> None:
        """``fragments`` of patterns and ``openings`` (lists of first words) by short names;
        ``figures`` is what a number must look like, with what follows, to open a date at all."""
        self.rules: dict[str, DateRule] = {}
        self._figures = re.compile(figures)
        self._fragments = fragments
        self._openings = openings
        self._by_opening: defaultdict[str, list[DateRule]] = defaultdict(list)

    def rule(
        self, opens: str, pattern: str, confidence: float = 0.95
    ) -> Callable[[Reading], Reading]:
        """Register the function below as a rule; ``«D»`` stands for the fragment named D."""
        opens = _filled(opens, self._openings)
        pattern = _filled(pattern, self._fragments)

        def register(read: Reading) -> Reading:
            rule = DateRule(read.__name__, tuple(opens.split()), pattern, read, confidence)
            self.rules[rule.name] = rule
            for word in rule.opens:
                self._by_opening[word].append(rule)
            return read

        return register

    def find(self, text: str, reference: date | None, words: Words | None = None) -> list[DateHit]:
        """All date phrases, first to last, none overlapping; ``words`` of the text if at hand."""
        return list(self.each(text, reference, words))

    def each(
        self, text: str, reference: date | None, words: Words | None = None
    ) -> Iterator[DateHit]:
        """As ``find``, one by one: who wants the first only need not read the others."""
        place, done = Place(text, reference), 0
        for rules, start in self._openings_in(words or Words(text)):
            if start < done or _goes_on(text, start):
                continue
            place.start = start
            if _first_hit(rules, place):
                done = place.hits[-1].end
                yield place.hits[-1]

    def _openings_in(self, words: Words) -> list[tuple[list[DateRule], int]]:
        """Where a date may begin, and the rules to try there."""
        by_opening, may_open, text = self._by_opening, self._figures.match, words.text
        digits, lows, starts = by_opening["#"], words.lows, words.starts
        numbers = [at for at in words.numbers if may_open(text, starts[at])]
        openers = compress(count(), map(by_opening.__contains__, lows))
        places = sorted({*openers, *numbers})
        return [(by_opening.get(lows[at], digits), starts[at]) for at in places]


def _goes_on(text: str, start: int) -> bool:
    """Is this the middle of a number or a code: '59/2026', '5-7 năm tới'?"""
    before = text[start - 1 : start]
    return before in ("/", "_") or (before == "-" and text[start - 2 : start - 1].isdigit())


def _filled(text: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        text = text.replace(f"«{name}»", part)
    return text


def _first_hit(rules: list[DateRule], place: Place) -> bool:
    """Note what the first rule that fits here makes of it."""
    for rule in rules:
        found = rule.pattern.match(place.text, place.start)
        period = rule.read(found, place) if found else None
        if found and period:
            hit = DateHit(found.start(), found.end(), period, rule.name, rule.confidence)
            place.hits.append(hit)
            return True
    return False


def number(found: Found, name: str) -> int | None:
    """A group as a number, None where it did not take part."""
    text = found.groupdict().get(name)
    return int(text) if text else None


def plausible(year: int) -> bool:
    """Is this a year that such papers speak of?"""
    return year in YEARS
