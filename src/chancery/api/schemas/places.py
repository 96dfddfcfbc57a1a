"""Partners and units as they are shown."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas import words
from chancery.api.schemas.shapes import Page, PartnerRef, Shown, UnitRef, Wanted


class Level(Shown):
    """A level of the relationship; days as exactly as they are known."""

    level: str = Field(examples=["comprehensive_strategic"])
    name_vi: str
    name_en: str
    start: str = Field(examples=["2023-11-27"])
    end: str


class Partner(Shown):
    """A country, territory, bloc or organisation."""

    code: str = Field(examples=["JP"])
    iso3: str
    kind: words.PartnerKind
    name_vi: str
    name_en: str
    level: str | None = Field(description="Code of the level that holds today.")
    level_since: str | None


class WholePartner(Partner):
    """A partner by itself."""

    levels: list[Level] = Field(description="The latest first.")
    covered_by: list[UnitRef]
    blocs: list[PartnerRef]


class PartnerPage(Page[Partner]):
    """Partners."""


class PartnerFilter(BaseModel):
    """Which partners?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Name or code.")
    kind: words.PartnerKind | Literal[""] = ""
    level: Wanted = Field(default="", description="Code of a level that holds today.")
    order: Literal["name_vi", "-name_vi", "name_en", "-name_en", "code", "-code"] = "name_vi"


class Unit(Shown):
    """A committee, ministry, department, mission, province."""

    key: str = Field(examples=["moit"])
    kind: words.UnitKind
    name_vi: str
    name_en: str
    short: str
    belongs_to: str | None = Field(description="Key of the unit it belongs to.")
    sits_in: str | None = Field(description="Key of the mission it sits in.")
    successor: str | None = Field(description="Key of the unit it was merged into.")
    time_zone: str
    city: str
    start: str
    end: str


class Name(Shown):
    """A name that it bore."""

    name_vi: str
    name_en: str
    start: str
    end: str


class OfficeHolder(Shown):
    """Who holds an office, since when."""

    full_name: str
    title_vi: str
    title_en: str
    acting: bool


class WholeUnit(Unit):
    """A unit by itself."""

    names: list[Name]
    area: list[PartnerRef] = Field(description="Partners that a mission covers.")
    office_holders: list[OfficeHolder]


class UnitPage(Page[Unit]):
    """Units."""


class UnitFilter(BaseModel):
    """Which units?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Name, abbreviation or key.")
    kind: words.UnitKind | Literal[""] = ""
    ended: bool = Field(default=False, description="Those ended or merged instead of today's.")
    order: Literal["name_vi", "-name_vi", "name_en", "-name_en", "key", "-key"] = "name_vi"
