"""What every answer is made of: references, the one shape of a problem, pages of a list."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
)

from chancery.api.schemas.words import Sensitivity
from chancery.register.values import Guard
from chancery.work.origins import Kind

T = TypeVar("T")
LARGEST = 2**31 - 1
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNKEPT = re.compile(r"[\x00\ud800-\udfff]")


class Shown(BaseModel):
    """What goes out."""

    model_config = ConfigDict(frozen=True)


class Sent(BaseModel):
    """What comes in: a name that is not known is refused, not passed over."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _without_defaults(schema: dict[str, Any]) -> None:
    for told in schema.get("properties", {}).values():
        told.pop("default", None)


class Change(Sent):
    """Some fields of a record; those left out stay as they are."""

    model_config = ConfigDict(json_schema_extra=_without_defaults)

    @property
    def said(self) -> dict[str, Any]:
        """The fields that were sent."""
        return {name: getattr(self, name) for name in self.model_fields_set}


def _kept(text: str) -> str:
    if _UNKEPT.search(text):
        raise ValueError("no NUL and no half of a surrogate pair")
    return text


def _iso(value: Any) -> Any:
    if isinstance(value, str) and not _ISO_DAY.fullmatch(value):
        raise ValueError("a day as 2026-12-31")
    if isinstance(value, int | float):
        raise ValueError("a day as 2026-12-31")  # noqa: TRY004 - pydantic wants this one
    return value


Words = Annotated[str, AfterValidator(_kept)]
Text = Annotated[Words, Field(min_length=1, max_length=20_000)]
Note = Annotated[Words, Field(max_length=20_000)]
Line = Annotated[Words, Field(max_length=250)]
Short = Annotated[Words, Field(max_length=120)]
Wanted = Annotated[Words, Field(max_length=200)]
Key = Annotated[Words, Field(min_length=1, max_length=80)]
Keys = Annotated[tuple[Key, ...], Field(max_length=200)]
Day = Annotated[date, BeforeValidator(_iso)]
Id = Annotated[StrictInt, Field(ge=1, le=LARGEST)]
Yes = StrictBool


class Changed(Shown):
    """Who was faster."""

    who: str = Field(description="Full name.", examples=["Trịnh Đức Minh"])
    when: datetime
    what: list[str] = Field(description="The fields that were changed, in words.")


class RecordRef(Shown):
    """Another record that the caller may know of."""

    id: int
    reference: str = Field(examples=["CK-2026-0147"])


class OriginRef(RecordRef):
    """A record that gave this one, which the caller may know of."""

    kind: Kind


class Problem(Shown):
    """Why something did not go. `message` is a sentence in the language of Accept-Language."""

    error: str = Field(description="A word that a program can tell apart.", examples=["values"])
    message: str = Field(examples=["Some values do not fit the description."])
    fields: dict[str, list[str]] = Field(description="What is wrong with which field.")
    changed: Changed | None = Field(
        default=None, description="With 409 `changed`: who saved the record meanwhile."
    )
    document: int | None = Field(
        default=None, description="With 409 `duplicate`: the document that is here already."
    )
    merged_into: RecordRef | None = Field(
        default=None, description="With 410 `merged`: the record that stayed."
    )


class Page(Shown, Generic[T]):
    """A part of a list. `next` is the offset of the part that follows, null at the end."""

    items: list[T]
    count: int = Field(description="How many there are in all.", examples=[127])
    next: int | None = Field(description="Offset of what follows.", examples=[50])


class Listed(Shown, Generic[T]):
    """A list that comes whole."""

    items: list[T]


class Paging(BaseModel):
    """Which part of a list."""

    model_config = ConfigDict(frozen=True)

    limit: int = Field(default=50, ge=1, le=200, description="Rows in one answer.")
    offset: int = Field(default=0, ge=0, le=LARGEST, description="Rows that come before.")


class UnitRef(Shown):
    """A unit by its key."""

    key: str = Field(examples=["moit"])
    name_vi: str = Field(examples=["Bộ Công Thương"])
    name_en: str = Field(examples=["Ministry of Industry and Trade"])


class PartnerRef(Shown):
    """A partner by its code."""

    code: str = Field(examples=["JP"])
    name_vi: str = Field(examples=["Nhật Bản"])
    name_en: str = Field(examples=["Japan"])


class PersonRef(Shown):
    """A person."""

    username: str = Field(examples=["lan"])
    full_name: str = Field(examples=["Lê Ngọc Lan"])


class SourceShown(Shown):
    """Where a record was read: the quote stands in the document, to the character."""

    document: int = Field(description="Number of the document.")
    quote: str
    start: int | None = Field(description="Where the quote begins in the document's text.")
    end: int | None


class RecordShown(Shown):
    """What every record bears."""

    id: int
    reference: str = Field(examples=["NV-2026-0012"])
    text: str
    version: int = Field(description="Grows with each change; ask for it in If-Match.")
    held_by: UnitRef = Field(description="The unit that holds the record.")
    sensitivity: Sensitivity
    source: SourceShown | None
    created_at: datetime


class GuardSent(Sent):
    """Who will hold a new record and who may see it."""

    held_by: Key = Field(
        description="Key of the unit that will hold the record: one that you write for.",
        examples=["mofa-economic"],
    )
    sensitivity: Sensitivity = "internal"
    named_units: Keys = Field(
        default=(), description="Where it is restricted: the units that may see it."
    )

    @property
    def guard(self) -> Guard:
        """For the actions."""
        named = self.named_units if self.sensitivity == "restricted" else ()
        return Guard(self.held_by, self.sensitivity, named)


class Reason(Sent):
    """Why: whoever reads the history later has nothing else to go by."""

    reason: Annotated[Words, Field(min_length=1, max_length=1000)] = Field(
        examples=["Ghi nhầm, đã có bản khác"]
    )
