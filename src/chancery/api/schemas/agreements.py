"""Agreements as they come in and go out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas import words
from chancery.api.schemas.shapes import (
    Change,
    GuardSent,
    Key,
    Page,
    PartnerRef,
    Sent,
    Shown,
    UnitRef,
    Wanted,
    Words,
)
from chancery.register.values import AgreementValues

Name = Annotated[Words, Field(min_length=1, max_length=300)]
OtherName = Annotated[Words, Field(max_length=300)]
Abbreviation = Annotated[Words, Field(max_length=40)]
Kind = Annotated[Words, Field(max_length=30)]
IsoDay = Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]


class StageShown(Shown):
    """A stage reached, on a day known as exactly as it is: 2019, 2019-06, 2019-06-30."""

    stage: words.Stage
    date: str = Field(examples=["2019-06-30"])


class Agreement(Shown):
    """A treaty, which binds in international law, or an arrangement, which does not."""

    key: str = Field(examples=["vjepa"])
    version: int
    kind: words.AgreementKind
    type: str = Field(description="Its field.", examples=["fta"])
    name_vi: str
    name_en: str
    short: str = Field(examples=["VJEPA"])
    parties: list[PartnerRef]
    stages: list[StageShown]
    held_by: UnitRef
    sensitivity: words.Sensitivity
    source: str
    verified: bool = Field(description="A person has checked it against its source.")


class AgreementPage(Page[Agreement]):
    """Agreements."""


class AgreementFilter(BaseModel):
    """Which agreements bind us, with whom, at which stage?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Name or abbreviation.")
    partner: Wanted = Field(default="", description="Code of a party.")
    kind: words.AgreementKind | Literal[""] = ""
    stage: words.Stage | Literal[""] = Field(default="", description="A stage reached.")
    order: Literal["name_vi", "-name_vi", "name_en", "-name_en", "key", "-key"] = "name_vi"


class StageSent(Sent):
    """A stage reached; the day may be a year, a month, a day, or not known."""

    stage: words.Stage = Field(examples=["signed"])
    date: IsoDay = Field(default="", examples=["2008-12-25"])


class NewAgreement(GuardSent):
    """An agreement that the country pack does not have."""

    name_vi: Name = Field(examples=["Hiệp định về hợp tác kinh tế"])
    name_en: OtherName = ""
    short: Abbreviation = ""
    kind: words.AgreementKind
    type: Kind = ""
    parties: Annotated[tuple[Key, ...], Field(min_length=1, max_length=200)] = Field(
        examples=[["JP", "VN"]]
    )
    stages: Annotated[tuple[StageSent, ...], Field(max_length=7)] = ()

    @property
    def values(self) -> AgreementValues:
        """For the action."""
        return AgreementValues(
            name_vi=self.name_vi,
            name_en=self.name_en,
            short=self.short,
            kind=self.kind,
            type=self.type,
            parties=self.parties,
            stages=tuple((row.stage, row.date) for row in self.stages),
        )


class AgreementChange(Change):
    """The fields to change; those left out stay. Stages come whole."""

    name_vi: Name = ""
    name_en: OtherName = ""
    short: Abbreviation = Field(default="", examples=["VJEPA"])
    kind: words.AgreementKind = "treaty"
    type: Kind = ""
    parties: Annotated[tuple[Key, ...], Field(min_length=1, max_length=200)] = ()
    stages: Annotated[tuple[StageSent, ...], Field(max_length=7)] = ()
