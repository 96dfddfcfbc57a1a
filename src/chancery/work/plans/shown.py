"""A monthly report as one person may read it: sections, facts, what a refresh changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import get_language

from chancery.people.access import Viewer
from chancery.work.models import MonthlyReport
from chancery.work.plans.draft import BY_KEY, SECTIONS, Section
from chancery.work.plans.facts import (
    Changed,
    Fact,
    Sight,
    changed,
    digest_of,
    facts_of,
    sight_of,
)


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One section: its facts as far as the person may read them, and the officer's words."""

    key: str
    title: str
    hint: str
    facts: list[tuple[Fact, bool]]
    """Each fact, and whether the person may open its record."""
    hidden: int
    """Facts on records that were closed to this person since."""
    words: str
    changes: list[Changed] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing to say."""
        return not (self.facts or self.hidden or self.words or self.changes)


@dataclass(frozen=True, slots=True)
class ShownReport:
    """The whole of it, and whether a frozen one still says what was approved."""

    sections: list[ShownSection]
    is_whole: bool

    @property
    def changes(self) -> int:
        """What refreshes changed that nobody has looked at."""
        return sum(len(section.changes) for section in self.sections)

    @property
    def hidden(self) -> int:
        """How many facts are kept from the person."""
        return sum(section.hidden for section in self.sections)


def shown_to(viewer: Viewer, report: MonthlyReport) -> ShownReport:
    """The report for one reader; a constant number of queries."""
    kept = {section.key: section for section in report.sections.all()}
    facts = {key: facts_of(section.facts) for key, section in kept.items()}
    before = {key: facts_of(section.before) for key, section in kept.items()}
    every = [fact for some in (*facts.values(), *before.values()) for fact in some]
    sight = sight_of(viewer, report, every)
    sections = []
    for section in SECTIONS:
        if section.key not in kept:
            continue
        row, said = kept[section.key], facts[section.key]
        open_ = [fact for fact in said if (fact.about, fact.key) not in sight.hidden]
        old = [fact for fact in before[section.key] if (fact.about, fact.key) not in sight.hidden]
        sections.append(
            ShownSection(
                key=section.key,
                title=in_words(section),
                hint=section.hint_vi if get_language() == "vi" else section.hint_en,
                facts=[(fact, _opens(fact, sight)) for fact in open_],
                hidden=len(said) - len(open_),
                words=row.words,
                changes=changed(old, open_) if row.before is not None else [],
            )
        )
    ordered = report.sections.all()
    whole = not report.digest or report.digest == digest_of(report, ordered)
    return ShownReport(sections, whole)


def _opens(fact: Fact, sight: Sight) -> bool:
    """Lists open for everybody, each with what they may know of; a plan for who reads its report."""
    if fact.about in {"list", "workplan"}:
        return True
    return (fact.about, fact.key) in sight.open


def in_words(section: Section) -> str:
    """The name of a section in the language of the page."""
    return section.vi if get_language() == "vi" else section.en


def title_of(key: str) -> str:
    """The name of a section by its key."""
    return in_words(BY_KEY[key]) if key in BY_KEY else key
