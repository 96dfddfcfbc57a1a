"""From a text to its reading: matching, language, layout, mentions, records."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from chancery.reader.context import Context, Mention
from chancery.reader.language import language_of
from chancery.reader.matching import matching
from chancery.reader.mentions import find_mentions
from chancery.reader.mentions.dates import rules_of
from chancery.reader.mentions.words import Words
from chancery.reader.model import Finding, Header, Language, Name, Reading
from chancery.reader.records import find_records
from chancery.reader.zones import Zones, split
from chancery.reference import Pack, load_pack

READER_VERSION = "1.1"
"""Changes whenever a rule does, so that a document can be read again by a better reader."""

_FIRST_LINES = 600


def read(
    text: str,
    *,
    published: date | None = None,
    language: Language | None = None,
    pack: Pack | None = None,
) -> Reading:
    """Read a text: never raises, whatever the text; findings are in order of place.

    ``published`` is the day that years, 'quý III' and 'cuối năm nay' are reckoned from; without
    it the day the document gives itself is used, and the header says that it was inferred.
    """
    folded = matching(text)
    spoken = language or language_of(folded.text)
    zones = split(folded, spoken)
    day = paper_day(folded.text, zones, spoken)
    reference = published or day or own_day(folded.text, zones, spoken)
    words = Words(folded.text)
    context = Context(folded, zones, spoken, reference, pack or load_pack())
    mentions = find_mentions(context, words)
    context = replace(context, mentions=tuple(mentions))
    found = [*context.mentions, *find_records(context, words)]
    header = _header(context, published, day)
    return Reading(text, header, _findings(context, found), READER_VERSION)


def own_day(text: str, zones: Zones, language: Language) -> date | None:
    """The day that a document without a day in its head gives itself: in its dateline or its first
    sentences."""
    datelines = [text[p.start : p.end] for p in zones.in_zone("dateline")]
    days = (_first_day(words, language) for words in (*datelines, text[:_FIRST_LINES]))
    return next(filter(None, days), None)


def paper_day(text: str, zones: Zones, language: Language) -> date | None:
    """The day in the head of an official paper."""
    span = zones.paper.day
    return _first_day(text[slice(*span)], language) if span else None


_YEAR = re.compile(r"(?:19|20)\d\d")


def _first_day(words: str, language: Language) -> date | None:
    """The first day that these words name; without any other day at hand it needs its year."""
    if _YEAR.search(words) is None:
        return None
    for hit in rules_of(language).each(words, None):
        if hit.period.precision in ("day", "minute") and hit.period.value:
            return date.fromisoformat(hit.period.value[:10])
    return None


def _header(context: Context, published: date | None, own: date | None) -> Header:
    paper = context.zones.paper
    return Header(
        language=context.language,
        kind=context.zones.kind,
        title=_said(context, paper.title) or _headline(context),
        number=_said(context, paper.number),
        issuer=_issuer(context, paper.issuer),
        published=published or own,
        reference_date=context.reference_date,
        reference_date_inferred=published is None and context.reference_date is not None,
    )


def _said(context: Context, span: tuple[int, int] | None) -> str | None:
    """The source under a span of the head, on one line."""
    return " ".join(context.cut(*span).split()) if span else None


def _headline(context: Context) -> str | None:
    headline = next(context.zones.in_zone("title"), None)
    return _said(context, (headline.start, headline.end)) if headline else None


def _issuer(context: Context, span: tuple[int, int] | None) -> Name | None:
    words = _said(context, span)
    if span is None or words is None:
        return None
    unit = context.pack.find_unit(" ".join(context.text[slice(*span)].split()))
    return Name(words, unit.name_vi if unit else words, unit.id if unit else None)


def _findings(context: Context, found: Iterable[Mention]) -> tuple[Finding, ...]:
    """Findings cut from the source, in order of place, the longer first."""
    folded, at = context.matching, 0
    source, even = folded.source, folded.is_even
    starts = [*(p.start for p in context.zones.paragraphs), len(folded.text) + 1]
    zones = ["body", *(p.zone for p in context.zones.paragraphs)]
    findings: list[Finding] = []
    for kind, start, end, fields, rule, confidence, why in sorted(found, key=_place):
        while starts[at] <= start:
            at += 1
        first, last = (start, end) if even else folded.to_source(start, end)
        findings.append(
            Finding(
                kind, first, last, source[first:last], zones[at], fields, rule, confidence, why
            )
        )
    return tuple(findings)


def _place(mention: Mention) -> tuple[int, int, str]:
    return mention.start, -mention.end, mention.type
