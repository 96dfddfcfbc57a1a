"""Projects and the lines of their ledgers as they come in and go out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas import words
from chancery.api.schemas.shapes import (
    Change,
    Day,
    GuardSent,
    Id,
    Key,
    Keys,
    Line,
    Note,
    Page,
    PartnerRef,
    RecordRef,
    RecordShown,
    Sent,
    Short,
    Shown,
    Text,
    UnitRef,
    Wanted,
    Words,
)

Partners = Annotated[tuple[Key, ...], Field(min_length=1, max_length=200)]
Numbers = Annotated[tuple[Id, ...], Field(max_length=200)]
Name = Annotated[Words, Field(max_length=300)]
Identifier = Annotated[Words, Field(max_length=200)]
Currency = Annotated[Words, Field(pattern=r"^[A-Z]{3}$", examples=["JPY"])]
Money = Annotated[Words, Field(pattern=r"^\d{1,15}(\.\d{1,3})?$", examples=["1500000.5"])]
RateText = Annotated[Words, Field(pattern=r"^\d{1,12}(\.\d{1,12})?$", examples=["149.5"])]


class LedgerSum(Shown):
    """What stands in one ledger. Amounts are texts, so that no figure is lost."""

    entries: int
    by_currency: dict[str, str] = Field(examples=[{"JPY": "1500000"}])
    usd: str | None = Field(description="In USD; null where an entry has no rate to it.")
    vnd: str | None = Field(description="In VND; null where an entry has no rate to it.")
    without_usd: int = Field(description="Entries that no rate puts into USD.")
    without_vnd: int


class Project(RecordShown):
    """A project; `text` is its Vietnamese name. Nothing of its money is typed in: see `sums`."""

    name_en: str
    kind: words.ProjectKind
    state: words.ProjectStage
    partners: list[PartnerRef]
    agencies: str
    host: UnitRef | None
    place: str
    sectors: list[str] = Field(description="Codes of its sectors.")
    start_planned: date | None
    end_planned: date | None
    start_actual: date | None
    end_actual: date | None
    difficulties: str
    identifier: str


class WholeProject(Project):
    """A project by itself with its sums and what it hangs together with."""

    agreement: str | None = Field(description="Key of an agreement that you may know of.")
    activity: RecordRef | None
    commitments: list[RecordRef]
    obstacles: list[RecordRef]
    sums: dict[words.Ledger, LedgerSum]
    disbursed_of_signed: str | None = Field(
        description="As a share of one; null where the two are in no one money.",
        examples=["0.2500"],
    )
    remarks: list[str] = Field(description="What does not fit together.")


class ProjectPage(Page[Project]):
    """Projects."""


class ProjectFilter(BaseModel):
    """Which projects?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    partner: Wanted = Field(default="", description="Code of a partner.")
    sector: Wanted = Field(default="", description="Code of a sector.")
    kind: words.ProjectKind | Literal[""] = ""
    state: words.ProjectStage | Literal[""] = ""
    host: Wanted = Field(default="", description="Key of a unit.")
    identifier: Wanted = Field(default="", description="The identifier elsewhere, whole.")
    order: Literal["-created_at", "created_at", "reference", "-reference"] = "-created_at"


class NewProject(GuardSent):
    """A project recorded by hand."""

    text: Text = Field(examples=["Tuyến metro số 5"])
    kind: words.ProjectKind
    partners: Partners = Field(examples=[["JP"]])
    state: words.ProjectStage = "proposed"
    name_en: Name = ""
    agencies: Name = ""
    host: Key | None = None
    place: Short = ""
    sectors: Keys = ()
    agreement: Key | None = None
    activity: Id | None = None
    commitments: Numbers = ()
    obstacles: Numbers = ()
    difficulties: Note = ""
    start_planned: Day | None = None
    end_planned: Day | None = None
    start_actual: Day | None = None
    end_actual: Day | None = None
    identifier: Identifier = ""


class ProjectChange(Change):
    """The fields to change; those left out stay. Its stage moves by its own operation."""

    text: Text = ""
    kind: words.ProjectKind = "other"
    partners: Partners = ()
    name_en: Name = ""
    agencies: Name = ""
    host: Key | None = None
    place: Short = Field(default="", examples=["Hà Nội"])
    sectors: Keys = ()
    difficulties: Note = ""
    start_planned: Day | None = None
    end_planned: Day | None = None
    start_actual: Day | None = None
    end_actual: Day | None = None
    identifier: Identifier = ""


class StageSent(Sent):
    """How far it has come; why, where it is suspended, cancelled or taken up again."""

    stage: words.ProjectStage
    reason: Annotated[Words, Field(max_length=1000)] = ""


class RateShown(Shown):
    """A rate as it was given: `unit`, so many for one of the entry's currency; `per`, the other way."""

    rate: str
    side: words.RateSide
    day: date
    source: str


class RateSent(Sent):
    """A rate as its source gives it."""

    rate: RateText
    side: words.RateSide = "unit"
    day: Day
    source: Annotated[Words, Field(min_length=1, max_length=150)] = Field(examples=["IMF"])


class Entry(Shown):
    """A line of a ledger. A correction names the line it corrects; its amount is the difference."""

    id: int
    project: RecordRef
    ledger: words.Ledger
    day: date
    amount: str = Field(examples=["1500000.5"])
    currency: str
    usd: RateShown | None
    vnd: RateShown | None
    partner: PartnerRef | None
    source: str
    document: int | None = Field(description="Number of a document that you may read.")
    quote: str
    corrects: int | None
    reason: str


class EntryPage(Page[Entry]):
    """Lines of ledgers."""


class EntryFilter(BaseModel):
    """Which lines?"""

    model_config = ConfigDict(frozen=True)

    project: Id | None = Field(default=None, description="Number of a project.")
    ledger: words.Ledger | Literal[""] = ""
    partner: Wanted = Field(default="", description="Code of a partner.")
    sector: Wanted = Field(default="", description="Code of a sector.")
    order: Literal["-day", "day"] = "-day"


class NewEntry(Sent):
    """A line of a ledger, with the source that says so."""

    ledger: words.Ledger
    day: Day
    amount: Money
    currency: Currency
    usd: RateSent | None = None
    vnd: RateSent | None = None
    partner: Key | None = None
    source: Line = Field(examples=["Công hàm trao đổi"])


class Correction(Sent):
    """What an entry should have said; nought takes it out."""

    amount: Money
    reason: Annotated[Words, Field(min_length=1, max_length=500)]
    source: Line = ""


def exact(amount: Decimal) -> str:
    """Every figure, no exponent."""
    return f"{amount.normalize():f}"
