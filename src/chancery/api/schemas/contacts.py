"""Contacts and interactions, as they come in and go out."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas import words
from chancery.api.schemas.shapes import (
    Change,
    Day,
    GuardSent,
    Key,
    Keys,
    Line,
    Note,
    Page,
    PartnerRef,
    RecordShown,
    Sent,
    Short,
    Shown,
    Text,
    UnitRef,
    Wanted,
)


class PersonalShown(Shown):
    """How a contact is reached."""

    email: str
    telephone: str
    address: str


class Contact(RecordShown):
    """A person, agency, firm or association in a partner; `text` is its name."""

    kind: words.ContactKind
    partner: PartnerRef
    organisation: str | None = Field(
        description="Reference of the contact it belongs to, where you may know of that."
    )
    office: str
    languages: str
    personal: PersonalShown | None = Field(
        description="Null where it is not for you: it is for writers of the unit that keeps the "
        "contact, of those that cover the partner and of those that oversee."
    )
    sectors: list[str] = Field(description="Codes.")
    basis: words.ContactBasis | Literal[""] = Field(description="Empty where it is no person.")
    basis_on: date | None
    basis_means: str
    kept_until: date | None = Field(description="Last day of keeping, set or by the rule.")
    reviewed_on: date | None
    last_met: date | None = Field(description="As far as you may know.")
    erased: bool


class ContactPage(Page[Contact]):
    """Contacts."""


class ContactFilter(BaseModel):
    """Whom do we know there?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference, name or office.")
    partner: Wanted = Field(default="", description="Code of a partner.")
    kind: words.ContactKind | Literal[""] = ""
    standing: Literal["", "review", "quiet"] = Field(
        default="", description="To be reviewed or erased; met by nobody for a year."
    )
    order: Literal["reference", "-reference", "text", "-text"] = "text"


class NewContact(GuardSent):
    """One recorded by hand; `held_by` is the unit that keeps it."""

    text: Text = Field(examples=["Tanaka Kenji"])
    kind: words.ContactKind
    partner: Key = Field(examples=["JP"])
    organisation: Key | None = Field(default=None, examples=["DM-2026-0002"])
    office: Short = ""
    languages: Short = ""
    email: Line = ""
    telephone: Short = ""
    address: Line = ""
    sectors: Keys = ()
    basis: words.ContactBasis | Literal[""] = ""
    basis_on: Day | None = None
    basis_means: Short = ""
    kept_until: Day | None = None


class ContactChange(Change):
    """The fields to change; those left out stay."""

    text: Text = ""
    kind: words.ContactKind = "person"
    partner: Key = ""
    organisation: Key | None = None
    office: Short = Field(default="", examples=["Thứ trưởng"])
    languages: Short = ""
    email: Line = ""
    telephone: Short = ""
    address: Line = ""
    sectors: Keys = ()
    basis: words.ContactBasis | Literal[""] = "office"
    basis_on: Day | None = Field(default=None, examples=["2026-06-30"])
    basis_means: Short = ""
    kept_until: Day | None = Field(default=None, examples=["2027-06-30"])


class BasisSent(Sent):
    """On what basis a person is kept from now on, or that consent was withdrawn."""

    basis: words.ContactBasis
    basis_on: Day = Field(examples=["2026-06-30"])
    basis_means: Short = Field(default="", examples=["thư điện tử"])


class ReviewSent(Sent):
    """The person is still needed; without a day the rule counts from today."""

    kept_until: Day | None = Field(default=None, examples=["2027-06-30"])


class Interaction(RecordShown):
    """Who met whom about what; `text` is the subject."""

    kind: words.InteractionKind
    day: date
    partner: PartnerRef
    contacts: list[str] = Field(description="References of those that you may know of.")
    theirs: str = Field(description="Others on their side.")
    units: list[UnitRef] = Field(description="Our units that took part.")
    people: str = Field(description="People on our side.")
    place: str
    summary: str
    sectors: list[str] = Field(description="Codes.")
    next_step: str
    next_step_on: date | None
    next_unit: UnitRef | None


class WholeInteraction(Interaction):
    """The same with what it was about."""

    records: list[str] = Field(
        description="References of the commitments, obstacles, opportunities and activities that "
        "you may know of."
    )


class InteractionPage(Page[Interaction]):
    """Interactions."""


class InteractionFilter(BaseModel):
    """Who met whom about what?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    partner: Wanted = Field(default="", description="Code of a partner.")
    kind: words.InteractionKind | Literal[""] = ""
    from_day: Day | None = None
    to_day: Day | None = None
    order: Literal["day", "-day", "reference", "-reference"] = "-day"


class NewInteraction(GuardSent):
    """One written down."""

    text: Text = Field(examples=["Mở cửa thị trường bưởi"])
    kind: words.InteractionKind
    day: Day = Field(examples=["2026-03-02"])
    partner: Key = Field(examples=["JP"])
    contacts: Keys = ()
    theirs: Note = ""
    units: Keys = ()
    people: Note = ""
    place: Short = ""
    summary: Note = ""
    sectors: Keys = ()
    next_step: Line = ""
    next_step_on: Day | None = None
    next_unit: Key | None = None
    records: Keys = ()


class InteractionChange(Change):
    """The fields to change; those left out stay."""

    text: Text = ""
    kind: words.InteractionKind = "meeting"
    day: Day = Field(default=date(2026, 1, 5), examples=["2026-03-02"])
    partner: Key = ""
    contacts: Keys = ()
    theirs: Note = ""
    units: Keys = ()
    people: Note = ""
    place: Short = ""
    summary: Note = Field(default="", examples=["Bạn đồng ý"])
    sectors: Keys = ()
    next_step: Line = ""
    next_step_on: Day | None = None
    next_unit: Key | None = None
    records: Keys = ()
