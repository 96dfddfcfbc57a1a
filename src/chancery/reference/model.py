"""The rows of a country pack: plain frozen values, each with its source and whether it was checked.

Days are ISO strings whose length is their precision ("2022", "2022-12", "2022-12-05"); "" is
"not known" or "still so". `verified` is False for what the pack's author knew only from memory:
show it as "to be checked".
"""

from dataclasses import dataclass
from datetime import date


def within(day: date, start: str, end: str) -> bool:
    """Whether the day lies between two ISO days of any precision; "" leaves that side open."""
    iso = day.isoformat()
    return iso[: len(start)] >= start and (not end or iso[: len(end)] <= end)


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A country, territory, bloc or organisation that the home country deals with."""

    code: str
    iso3: str
    kind: str
    name_vi: str
    name_en: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    """Those aliases that name its people or things: "Korean", "Vietnamese"."""
    ambiguous: frozenset[str]
    """Those of its names that are also common words: "Nga", "Anh"; read them only in context."""
    source: str
    verified: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Every way it is written, each once, the display names first."""
        return tuple(dict.fromkeys((self.name_vi, self.name_en, *self.aliases)))


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A partner is a member of a bloc or organisation, from one day to another."""

    bloc: str
    partner: str
    start: str
    end: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One step of the scale of relationships; a higher rank is closer."""

    code: str
    rank: int
    name_vi: str
    name_en: str
    aliases: tuple[str, ...]
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class RelationshipRow:
    """The relationship with a partner stood at this level from `start` until `end`."""

    partner: str
    level: str
    start: str
    end: str
    note_vi: str
    note_en: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement of the home country with the stages it has reached, earliest first."""

    id: str
    kind: str
    type: str
    name_vi: str
    name_en: str
    short: str
    aliases: tuple[str, ...]
    parties: tuple[str, ...]
    stages: tuple[tuple[str, str], ...]
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name that a unit bore from `start` to `end`, with the short forms used for it."""

    name_vi: str
    name_en: str
    short: tuple[str, ...]
    start: str
    end: str

    @property
    def spellings(self) -> tuple[str, ...]:
        """The full names and every short form, each once."""
        return tuple(dict.fromkeys(n for n in (self.name_vi, self.name_en, *self.short) if n))


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A body of the home country that work can be given to or asked of; its latest name is last."""

    id: str
    kind: str
    form: str
    """embassy, consulate, permanent or office of a mission; province or city of a province."""
    names: tuple[DatedName, ...]
    belongs_to: str | None
    sits_in: str | None
    successor: str | None
    start: str
    end: str
    host: str | None
    accredited: tuple[str, ...]
    city: str
    time_zone: str
    source: str
    verified: bool

    @property
    def name_vi(self) -> str:
        """The Vietnamese name it bears now, or bore last."""
        return self.names[-1].name_vi

    @property
    def name_en(self) -> str:
        """The English name it bears now, or bore last."""
        return self.names[-1].name_en


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A field of cooperation, the growth driver it counts under, and the words that name it."""

    code: str
    name_vi: str
    name_en: str
    driver: str
    terms: tuple[str, ...]
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """Who may assign to whom: a unit id or `kind:x`, to a unit id, `kind:x` or `own:x`."""

    assigner: str
    assignee: str
    note: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place named in papers; `successor` names the place that a merged one is now part of."""

    name: str
    aliases: tuple[str, ...]
    ambiguous: frozenset[str]
    """Those of its names that are also common words: "Vinh", "Hòa Bình"."""
    country: str
    kind: str
    successor: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class TitleRow:
    """An office as it is written in both languages; `unit` where it stands for one unit."""

    text_vi: str
    text_en: str
    unit: str | None
    source: str
    verified: bool
