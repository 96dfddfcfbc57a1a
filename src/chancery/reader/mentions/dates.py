"""Days and periods in a text, the deadline a clause sets, and how often it recurs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from chancery.reader.context import Mention
from chancery.reader.mentions import dates_en_near, dates_vi
from chancery.reader.mentions.date_grammar import DateHit, DateRules
from chancery.reader.mentions.deadlines import deadline_of, recurrence_of
from chancery.reader.mentions.periods import Period
from chancery.reader.mentions.words import Words
from chancery.reader.model import Language

__all__ = ["DateHit", "dates_within", "deadline_of", "find_dates", "recurrence_of", "rules_of"]


def rules_of(language: Language) -> DateRules:
    """The date rules of a language."""
    return dates_en_near.RULES if language == "en" else dates_vi.RULES


def find_dates(
    text: str, reference: date | None, language: Language, words: Words | None = None
) -> list[DateHit]:
    """All date phrases of ``text``, first to last; offsets are those of ``text``."""
    return rules_of(language).find(text, reference, words)


def dates_within(mentions: Iterable[Mention], start: int, end: int) -> Iterator[DateHit]:
    """The dates among mentions that lie in a span, with offsets counted from its start."""
    for mention in mentions:
        if mention.type == "DATE" and start <= mention.start and mention.end <= end:
            said = mention.fields
            period = Period(said["value"], said["precision"], said["year_inferred"])
            yield DateHit(
                mention.start - start,
                mention.end - start,
                period,
                mention.rule,
                mention.confidence,
            )
