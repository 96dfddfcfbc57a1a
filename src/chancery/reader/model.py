"""The values the reader hands out. Offsets are code points of the source text, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

RECORDS = ("COMMITMENT", "TASK", "REQUEST", "SHORTCOMING", "RESULT")
MENTIONS = (
    "PERSON",
    "TITLE",
    "ORG",
    "ORG_GROUP",
    "COUNTRY",
    "BLOC",
    "PLACE",
    "EVENT",
    "DOCUMENT",
    "AGREEMENT",
    "RELATION",
    "SECTOR",
    "AREA",
    "DATE",
    "QUANTITY",
)
TYPES = RECORDS + MENTIONS
_KNOWN_TYPES = frozenset(TYPES)

SURE = 0.5
"""Findings below this confidence are candidates: offered behind the sure ones."""

Kind = Literal[
    "news",
    "conclusions",
    "directive",
    "resolution",
    "joint_statement",
    "report",
    "letter",
    "treaty",
    "other",
]
Language = Literal["vi", "en"]


class QuoteError(ValueError):
    """A finding's quote is not what the text holds at its place."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person, body or group as written, with the pack's unit where it is known."""

    text: str
    canonical: str
    unit: str | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """A partner as written, with its ISO 3166 alpha-2 or bloc code where it is known."""

    text: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written. ``value`` is ISO (``2026-08-15``, ``2026-08``, ``2026-04/2026-06``)."""

    text: str
    value: str | None
    precision: str
    inferred: bool = False


@dataclass(slots=True)
class Finding:
    """One thing found: ``quote == text[start:end]`` always.

    ``fields`` holds what the guideline names for the type, as Name, Party, Day, str, bool, numbers,
    None or tuples of them. ``rule`` names the rule that found it; ``why`` is the cue, for the page.
    Nothing changes it; it is not frozen because a paper has hundreds, made three times as fast.
    """

    type: str
    start: int
    end: int
    quote: str
    zone: str
    fields: dict[str, Any] = field(default_factory=dict)
    rule: str = ""
    confidence: float = 1.0
    why: str = ""

    def __post_init__(self) -> None:
        if self.type not in _KNOWN_TYPES:
            raise ValueError(f"unknown type of finding: {self.type}")
        if not 0 <= self.start < self.end or len(self.quote) != self.end - self.start:
            raise QuoteError(f"{self.type} {self.start}-{self.end}: span and quote do not fit")

    @classmethod
    def of(cls, text: str, start: int, end: int, *, type: str, **rest: Any) -> Finding:  # noqa: A002 - the contract's own word
        """Make a finding whose quote is cut from ``text``: the only way rules make one."""
        return cls(type=type, start=start, end=end, quote=text[start:end], **rest)


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself. Absent is None, never guessed silently."""

    language: Language
    kind: Kind
    title: str | None = None
    number: str | None = None
    issuer: Name | None = None
    published: date | None = None
    reference_date: date | None = None
    reference_date_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one text, in order of place."""

    text: str
    header: Header
    findings: tuple[Finding, ...]
    reader_version: str

    def __post_init__(self) -> None:
        for f in self.findings:
            if self.text[f.start : f.end] != f.quote:
                raise QuoteError(
                    f"{f.type} {f.start}-{f.end}: the text holds something else there"
                )

    @property
    def records(self) -> tuple[Finding, ...]:
        """Findings that a person confirms."""
        return tuple(f for f in self.findings if f.type in RECORDS)

    @property
    def mentions(self) -> tuple[Finding, ...]:
        """Findings that fill fields and serve search."""
        return tuple(f for f in self.findings if f.type in MENTIONS)
