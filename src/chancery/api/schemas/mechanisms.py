"""Mechanisms, their roles and sessions, and initiatives, as they come in and go out."""

from __future__ import annotations

from datetime import date
from typing import Literal

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
)


class NextSession(Shown):
    """How the next session stands."""

    due: words.SessionDue
    day: date | None = Field(description="The planned day, else the one that the rhythm asks for.")
    by: date | None = Field(description="The day that the rhythm asks for, where known.")


class MechanismRole(Shown):
    """Who holds which role."""

    id: int
    role: words.MechanismRole
    partner: PartnerRef
    start: date | None
    end: date | None
    note: str


class MechanismSession(Shown):
    """A session, planned or held."""

    id: int
    number: str
    planned: date | None
    held: date | None
    place: str
    level: words.ActivityLevel | Literal[""]
    preparation: str
    outcome: str
    activity: RecordRef | None
    documents: list[int] = Field(description="Numbers of those that you may read.")
    commitments: list[str] = Field(
        description="References: tied to it, or made in its documents; those you may know of."
    )


class Mechanism(RecordShown):
    """A mechanism of cooperation; `text` is its Vietnamese name."""

    kind: words.MechanismKind
    name_en: str
    partners: list[PartnerRef]
    lead: UnitRef | None
    coordinating: list[UnitRef]
    frequency: words.Frequency | Literal[""]
    about: str
    ended: date | None
    next: NextSession
    our_roles: list[words.MechanismRole] = Field(description="What we are in it today.")
    chairs: list[PartnerRef] = Field(description="Who holds the chair today.")


class WholeMechanism(Mechanism):
    """The same with its roles and sessions."""

    roles: list[MechanismRole]
    sessions: list[MechanismSession]


class MechanismPage(Page[Mechanism]):
    """Mechanisms."""


class MechanismFilter(BaseModel):
    """Which mechanisms, with whom, and where is a session due?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    partner: Wanted = Field(default="", description="Code of a partner.")
    kind: words.MechanismKind | Literal[""] = ""
    due: words.SessionDue | Literal[""] = ""
    lead: Wanted = Field(default="", description="Key of the unit that leads.")
    order: Literal["reference", "-reference"] = "reference"


class NewMechanism(GuardSent):
    """One recorded by hand."""

    text: Text = Field(examples=["Ủy ban hỗn hợp Việt Nam – Nhật Bản"])
    kind: words.MechanismKind
    partners: Keys = Field(examples=[["JP"]])
    name_en: Line = ""
    lead: Key | None = None
    coordinating: Keys = ()
    frequency: words.Frequency | Literal[""] = ""
    about: Note = ""
    ended: Day | None = None


class MechanismChange(Change):
    """The fields to change; those left out stay."""

    text: Text = ""
    kind: words.MechanismKind = "other"
    partners: Keys = ()
    name_en: Line = ""
    lead: Key | None = None
    coordinating: Keys = ()
    frequency: words.Frequency | Literal[""] = ""
    about: Note = ""
    ended: Day | None = None


class RoleSent(Sent):
    """Who holds which role, from when until when."""

    role: words.MechanismRole
    partner: Key = Field(description="Code; the home country where it is ours.", examples=["VN"])
    start: Day | None = None
    end: Day | None = None
    note: Line = ""


class SessionSent(Sent):
    """A session with its planned day, the day it was held, or both."""

    number: Short = Field(default="", max_length=20, examples=["12"])
    planned: Day | None = None
    held: Day | None = None
    place: Short = ""
    level: words.ActivityLevel | Literal[""] = ""
    activity: Id | None = Field(default=None, description="Number of an activity.")
    documents: tuple[Id, ...] = Field(default=(), max_length=200)
    commitments: Keys = Field(default=(), description="References.")
    preparation: Note = ""
    outcome: Note = ""


class SessionChange(Change):
    """The fields to change; those left out stay."""

    number: Short = Field(default="", max_length=20)
    planned: Day | None = None
    held: Day | None = None
    place: Short = ""
    level: words.ActivityLevel | Literal[""] = ""
    activity: Id | None = None
    documents: tuple[Id, ...] = Field(default=(), max_length=200)
    commitments: Keys = ()
    preparation: Note = ""
    outcome: Note = Field(default="", examples=["Thống nhất chương trình 2027-2029"])


class Initiative(RecordShown):
    """What somebody puts forward in a mechanism."""

    mechanism: RecordRef
    session: int | None = Field(description="Number of the session.")
    proposed_by: PartnerRef
    partners: list[PartnerRef] = Field(description="Who supports it.")
    lead: UnitRef | None
    day: date | None = Field(description="When it was put forward.")
    state: words.InitiativeState
    notes: str
    moves: list[str] = Field(description="What you may do to it now.")


class InitiativePage(Page[Initiative]):
    """Initiatives."""


class InitiativeFilter(BaseModel):
    """What was put forward where, by whom, and what became of it?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    mechanism: int | None = Field(default=None, description="Number of a mechanism.")
    partner: Wanted = Field(default="", description="Code of who put it forward.")
    state: words.InitiativeState | Literal[""] = ""
    order: Literal["reference", "-reference", "day", "-day"] = "reference"


class NewInitiative(GuardSent):
    """One recorded by hand; with its day it has been put forward."""

    text: Text = Field(examples=["Mạng lưới hải quan thông minh ASEAN"])
    mechanism: Id
    proposed_by: Key = Field(examples=["VN"])
    session: Id | None = None
    partners: Keys = ()
    lead: Key | None = None
    day: Day | None = None
    notes: Note = ""


class InitiativeChange(Change):
    """The fields to change; those left out stay, and so does its state."""

    text: Text = ""
    mechanism: Id = 1
    proposed_by: Key = ""
    session: Id | None = None
    partners: Keys = ()
    lead: Key | None = None
    day: Day | None = None
    notes: Note = Field(default="", examples=["Đã trao đổi với bốn nước"])


class InitiativeMove(Sent):
    """What became of it: `put_forward`, `support`, `adopt`, `drop`, `reopen`."""

    move: Key = Field(examples=["put_forward"])
    note: Note = ""
