"""Agreements as they come in and go out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from chancery.api.schemas import words
from chancery.api.schemas.commitments import AgreementRef
from chancery.api.schemas.shapes import (
    Change,
    Day,
    GuardSent,
    Key,
    Keys,
    Line,
    Listed,
    Page,
    PartnerRef,
    PersonRef,
    Sent,
    Shown,
    UnitRef,
    Wanted,
    Words,
)
from chancery.register.agreements.life import LONGEST_MONTHS, LONGEST_NOTICE
from chancery.register.values import AgreementValues

Name = Annotated[Words, Field(min_length=1, max_length=300)]
OtherName = Annotated[Words, Field(max_length=300)]
Abbreviation = Annotated[Words, Field(max_length=40)]
Kind = Annotated[Words, Field(max_length=30)]
Months = Annotated[StrictInt, Field(ge=1, le=LONGEST_MONTHS)]
Notice = Annotated[StrictInt, Field(ge=1, le=LONGEST_NOTICE)]
Aside = Annotated[Words, Field(max_length=1000)]
IsoDay = Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]


class StageShown(Shown):
    """A stage reached, on a day known as exactly as it is: 2019, 2019-06, 2019-06-30."""

    stage: words.Stage
    date: str = Field(examples=["2019-06-30"])


class DateShown(Shown):
    """A date that comes, or that passed and waits; known as exactly as it is."""

    event: words.AgreementEvent
    day: str = Field(examples=["2027-06-30"])
    left: int = Field(description="Days left; negative once it has passed.", examples=[90])


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

    lead: UnitRef | None
    person: PersonRef | None = Field(description="In charge of its dates.")
    expires: str = Field(description="When its first, or last agreed, term ends.")
    renewal: words.Renewal | Literal[""]
    renewal_months: int | None
    notice: int | None = Field(description="Notice before the term ends or is renewed.")
    notice_in: words.NoticeIn
    review_first: str
    review_months: int | None
    review_held: str
    next_step: str
    next_step_on: date | None
    dates: list[DateShown] = Field(description="What comes, and what passed and waits.")


class TieShown(Shown):
    """Another agreement that this one is tied to, where the caller may know of it."""

    kind: words.AgreementTie
    here: bool = Field(description="True where the other does it to this one.")
    other: AgreementRef


class WholeAgreement(Agreement):
    """One agreement with all that ties it, and the stages that may be recorded next."""

    ties: list[TieShown]
    replaced_by: AgreementRef | None = Field(description="An agreement in force in its place.")
    stages_open: list[words.Stage]


class AgreementDate(DateShown):
    """One date of one agreement."""

    agreement: AgreementRef
    lead: UnitRef | None


class AgreementDates(Listed[AgreementDate]):
    """Dates that come, the earliest first."""


class AgreementPage(Page[Agreement]):
    """Agreements."""


class AgreementFilter(BaseModel):
    """Which agreements bind us, with whom, at which stage?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Name or abbreviation.")
    partner: Wanted = Field(default="", description="Code of a party.")
    kind: words.AgreementKind | Literal[""] = ""
    type: Wanted = Field(default="", description="Its field.", examples=["fta"])
    stage: words.Stage | Literal[""] = Field(default="", description="A stage reached.")
    lead: Wanted = Field(default="", description="Key of the lead unit.")
    expiring: int | None = Field(
        default=None,
        ge=1,
        le=3650,
        description="Its term ends, or is renewed, within so many days.",
    )
    order: Literal["name_vi", "-name_vi", "name_en", "-name_en", "key", "-key"] = "name_vi"


class DatesAsked(BaseModel):
    """Which dates of agreements come?"""

    model_config = ConfigDict(frozen=True)

    within: int = Field(default=180, ge=1, le=3650, description="Days ahead.")
    mine: bool = Field(default=False, description="Only those that concern the caller.")
    partner: Wanted = Field(default="", description="Code of a party.")
    event: words.AgreementEvent | Literal[""] = ""


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
    lead: Key | None = None
    person: Key | None = Field(default=None, description="Sign-in name of who is in charge.")
    expires: IsoDay = Field(default="", examples=["2029-09-30"])
    renewal: words.Renewal | Literal[""] = ""
    renewal_months: Months | None = Field(default=None, examples=[60])
    notice: Notice | None = Field(default=None, examples=[6])
    notice_in: words.NoticeIn = "months"
    review_first: IsoDay = ""
    review_months: Months | None = None
    review_held: IsoDay = ""
    next_step: Line = ""
    next_step_on: Day | None = None
    amends: Keys = Field(default=(), description="Keys of agreements.")
    replaces: Keys = ()
    implements: Keys = ()

    @property
    def values(self) -> AgreementValues:
        """For the action."""
        said = self.model_dump(exclude={"held_by", "sensitivity", "named_units", "stages"})
        stages = tuple((row.stage, row.date) for row in self.stages)
        return AgreementValues(stages=stages, **said)


class AgreementChange(Change):
    """The fields to change; those left out stay. Stages come whole: none that is there may be missing."""

    name_vi: Name = ""
    name_en: OtherName = ""
    short: Abbreviation = Field(default="", examples=["VJEPA"])
    kind: words.AgreementKind = "treaty"
    type: Kind = ""
    parties: Annotated[tuple[Key, ...], Field(min_length=1, max_length=200)] = ()
    stages: Annotated[tuple[StageSent, ...], Field(max_length=7)] = ()
    lead: Key | None = None
    person: Key | None = None
    expires: IsoDay = ""
    renewal: words.Renewal | Literal[""] = ""
    renewal_months: Months | None = None
    notice: Notice | None = None
    notice_in: words.NoticeIn = "months"
    review_first: IsoDay = ""
    review_months: Months | None = None
    review_held: IsoDay = ""
    next_step: Line = ""
    next_step_on: Day | None = None
    amends: Keys = ()
    replaces: Keys = ()
    implements: Keys = ()


class StageRecorded(StageSent):
    """A stage that it reached, or is to reach; or the day of one, put right."""

    note: Aside = ""


class StageTakenBack(Sent):
    """A stage that was recorded by mistake."""

    stage: words.Stage
    reason: Annotated[Words, Field(min_length=1, max_length=1000)] = Field(
        examples=["Ghi nhầm, mới ký tắt"]
    )


class Renewed(Sent):
    """Both sides agreed to go on."""

    expires: IsoDay = Field(description="When the new term ends.", examples=["2032-06-30"])
    note: Aside = Field(default="", examples=["Công hàm trao đổi ngày 12/3/2027"])


class Reviewed(Sent):
    """A review took place."""

    held: IsoDay = Field(examples=["2027-03-12"])
    again: IsoDay = Field(default="", description="The next one, where the sides agreed on a day.")
    note: Aside = ""


class StepSent(Sent):
    """What is to be done next; empty once no step is left."""

    step: Line = Field(examples=["Trình Chính phủ phê duyệt"])
    on: Day | None = None
    note: Aside = ""
