"""Documents and what was found in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from chancery.api.schemas import words
from chancery.api.schemas.shapes import (
    LARGEST,
    Change,
    Day,
    Key,
    Keys,
    Line,
    Page,
    PersonRef,
    Sent,
    Shown,
    Text,
    UnitRef,
    Wanted,
    Words,
    Yes,
)

Place = Annotated[StrictInt, Field(ge=0, le=LARGEST)]


class Document(Shown):
    """One file as received."""

    id: int
    title: str
    name: str = Field(description="Name of the file.")
    kind: words.DocumentKind
    number: str
    issuer: str = Field(description="As written.")
    language: str = Field(examples=["vi"])
    published: date | None
    media_type: str
    size: int
    sha256: str
    held_by: UnitRef
    sensitivity: words.Sensitivity
    added_by: PersonRef | None
    added_at: datetime
    purged_at: datetime | None = Field(description="Its content is gone for good.")


class Quote(Shown):
    """Words of a document, and where they stand."""

    start: int
    end: int
    quote: str


class DocumentSight(Shown):
    """A document whole, or only the quotes of the records that you may know of."""

    id: int
    whole: bool
    document: Document | None = Field(description="null where you see quotes only.")
    quotes: list[Quote]
    waiting: int | None = Field(description="Sure findings that wait for a person.")
    candidates: int | None = Field(description="Unsure ones that wait.")


class DocumentPage(Page[Document]):
    """Documents."""


class DocumentFilter(BaseModel):
    """Which documents?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Title or number.")
    kind: words.DocumentKind | Literal[""] = ""
    language: Literal["", "vi", "en"] = ""
    unit: Wanted = Field(default="", description="Key of the unit that holds it.")
    sensitivity: words.Sensitivity | Literal[""] = ""
    after: Day | None = Field(default=None, description="Dated on this day or later.")
    before: Day | None = Field(default=None, description="Dated on this day or earlier.")
    waiting: bool = Field(default=False, description="A sure finding waits in it.")
    order: Literal["-added_at", "added_at", "-published", "published", "title", "-title"] = (
        "-added_at"
    )


class Span(Shown):
    """A page of the text."""

    number: int
    start: int
    end: int


class DocumentText(Shown):
    """The source text that all offsets point into."""

    text: str
    pages: list[Span]


class NewDocument(BaseModel):
    """Who holds a new document and who may see it."""

    model_config = ConfigDict(frozen=True)

    held_by: Key = Field(description="Key of the unit that will hold it.")
    sensitivity: words.Sensitivity = "internal"
    named_units: Keys = Field(
        default=(), description="Where it is restricted; nobody named: the holding unit alone."
    )
    published: Day | None = Field(default=None, description="Only where the paper does not say.")


class Made(Shown):
    """A record that was made from a finding."""

    kind: str = Field(examples=["task"])
    key: str = Field(examples=["12"])


class Finding(Shown):
    """What the reader found, or a person added: it is nothing until somebody accepts it."""

    id: int
    type: words.FindingType
    state: words.FindingState
    start: int
    end: int
    quote: str
    confidence: float
    is_sure: bool
    why: str
    decided_by: PersonRef | None
    decided_at: datetime | None
    refusal_reason: str
    made: list[Made]


class Draft(Shown):
    """What a record will hold if the finding is accepted as it stands."""

    type: words.FindingType
    text: str
    start: int
    end: int
    leads: tuple[str, ...]
    coordinating: tuple[str, ...]
    assigner: str | None
    resolved: bool
    partners: tuple[str, ...]
    undertaking: tuple[str, ...]
    direction: str
    unit: str | None
    due: date | None
    due_text: str
    recurrence: str
    deliverable: str
    sectors: tuple[str, ...]
    agreement: str | None
    area: str
    discrete: bool
    measurable: bool
    inferred: tuple[str, ...] = Field(description="Fields that the words themselves do not say.")
    unresolved: tuple[str, ...] = Field(description="Names that no unit or partner bears.")


class WholeFinding(Finding):
    """A finding by itself."""

    draft: Draft


class FindingPage(Page[Finding]):
    """Findings, in the order of the text."""


class FindingFilter(BaseModel):
    """Which findings of a document?"""

    model_config = ConfigDict(frozen=True)

    type: words.FindingType | Literal[""] = ""
    state: words.FindingState | Literal[""] = ""
    sure: bool = Field(default=False, description="Without the mere candidates.")


class NewFinding(Sent):
    """What the reader missed: a span of the text and what it is."""

    type: words.FindingType
    start: Place = Field(examples=[120])
    end: Place = Field(examples=[180])


class DraftChange(Change):
    """What a person puts right before accepting; what is left out stays as in the draft."""

    type: words.FindingType = "TASK"
    text: Text = Field(default="", examples=["Xây dựng kế hoạch hành động"])
    start: Place = 0
    end: Place = 0
    leads: Keys = ()
    coordinating: Keys = ()
    assigner: Key | None = None
    resolved: Yes = False
    partners: Keys = ()
    undertaking: Keys = ()
    direction: words.Direction = "ours"
    unit: Key | None = None
    due: Day | None = None
    recurrence: words.Recurrence | Literal[""] = ""
    deliverable: Line = ""
    sectors: Keys = ()
    agreement: Key | None = None
    area: Annotated[Words, Field(max_length=60)] = ""
    discrete: Yes = False
    measurable: Yes = False
    attach_to: Annotated[Words, Field(max_length=20)] = Field(
        default="", description="Of a result: the commitment or task that it shows done."
    )


class Refusal(Sent):
    """Why it is none."""

    reason: Annotated[Words, Field(max_length=250)] = Field(
        default="", examples=["Chỉ là nhận định chung"]
    )
