"""What is said about a task while it is done: questions, progress, contributions, comments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from chancery.api.schemas import words
from chancery.api.schemas.shapes import (
    Change,
    Day,
    Id,
    Key,
    Keys,
    Line,
    Listed,
    Note,
    PersonRef,
    Sent,
    Short,
    Shown,
    Text,
    UnitRef,
    Words,
    Yes,
)

Why = Annotated[Words, Field(min_length=1, max_length=1000)]
Said = Annotated[Words, Field(max_length=1000)]


class InCharge(Sent):
    """Who is put in charge inside the lead unit; null takes it back to the unit."""

    username: Key | None = Field(examples=["binh"])
    reason: Said = ""


class Part(Sent):
    """A part of a task, for a unit under the lead's authority."""

    text: Text = Field(examples=["Lấy ý kiến doanh nghiệp"])
    lead: Key = Field(examples=["moit"])
    coordinating: Keys = ()
    partners: Keys = Field(default=(), description="Nobody named: those of the task.")
    due: Day | None = Field(default=None, description="Left out: that of the task.")
    due_text: Short = ""
    deliverable: Line = ""


class Progress(Shown):
    """One update by the lead unit; outside it only approved ones are shown."""

    id: int
    unit: UnitRef
    period: date = Field(description="The last day that it speaks of.")
    health: words.Health
    text: str
    difficulty: str
    proposal: str
    state: words.ProgressState
    written_by: PersonRef | None
    written_at: datetime
    decided_by: PersonRef | None
    decided_at: datetime | None
    answer: str
    version: int


class ProgressList(Listed[Progress]):
    """Updates, the latest period first."""


class NewProgress(Sent):
    """An update: of a head it is reported at once, of an officer it waits for the head."""

    period: Day
    health: words.Health
    text: Text = Field(examples=["Đã lấy ý kiến các bộ"])
    difficulty: Note = ""
    proposal: Note = ""


class ProgressChange(Change):
    """The fields of a draft to change; those left out stay."""

    period: Day = date.min
    health: words.Health = "on_track"
    text: Text = Field(default="", examples=["Đã lấy ý kiến các bộ"])
    difficulty: Note = ""
    proposal: Note = ""


class ProgressDecision(Sent):
    """Approve an update, or return it with an answer."""

    approved: Yes
    answer: Said = Field(default="", description="Needed to return it.")


class Asked(Shown):
    """A question of the lead unit to the assigner."""

    id: int
    unit: UnitRef
    reason: str
    asked_by: PersonRef | None
    asked_at: datetime
    state: words.Decision
    decided_by: PersonRef | None
    decided_at: datetime | None
    answer: str


class Extension(Asked):
    """Another due date, asked for or given."""

    due_before: date | None
    due_asked: date | None
    due_granted: date | None


class ExtensionList(Listed[Extension]):
    """Extensions, oldest first."""


class NewExtension(Sent):
    """Another due date: a later one waits for the assigner, an earlier one needs nobody."""

    due: Day
    reason: Why = Field(examples=["Chờ ý kiến của phía đối tác"])


class ExtensionDecision(Sent):
    """Grant the date asked for or another one, or decline with an answer."""

    granted: Yes
    due: Day | None = None
    answer: Said = Field(default="", description="Needed to decline.")


class LeadProposal(Asked):
    """Which unit should lead instead."""

    proposed: UnitRef


class LeadProposalList(Listed[LeadProposal]):
    """Proposals of another lead, oldest first."""


class NewLeadProposal(Sent):
    """Which unit should lead instead, and why."""

    proposed: Key = Field(examples=["mof"])
    reason: Why = Field(examples=["Thuộc chức năng của Bộ Tài chính"])


class LeadDecision(Sent):
    """Give the task to the unit proposed, or decline with an answer."""

    granted: Yes
    answer: Said = Field(default="", description="Needed to decline.")


class Acceptance(Shown):
    """A coordinating unit took note that it must contribute."""

    unit: UnitRef
    accepted_by: PersonRef | None
    accepted_at: datetime


class AcceptanceList(Listed[Acceptance]):
    """Acceptances of coordinating units."""


class Coordination(Sent):
    """For which coordinating unit."""

    unit: Key = Field(examples=["trade-jp"])


class Contribution(Shown):
    """What a coordinating unit brought."""

    id: int
    unit: UnitRef
    text: str
    given_by: PersonRef | None
    given_at: datetime


class ContributionList(Listed[Contribution]):
    """Contributions, oldest first."""


class NewContribution(Coordination):
    """What a coordinating unit brings."""

    text: Text = Field(examples=["Số liệu sáu tháng kèm theo"])


class Comment(Shown):
    """A remark beside a record; a withdrawn one stays without its text."""

    id: int
    unit: UnitRef
    text: str
    written_by: PersonRef | None
    written_at: datetime
    withdrawn_at: datetime | None


class CommentList(Listed[Comment]):
    """Comments, oldest first."""


class NewComment(Sent):
    """A remark, for one of your own units."""

    unit: Key = Field(examples=["mofa-economic"])
    text: Text = Field(examples=["Đề nghị bổ sung số liệu"])


class Evidence(Shown):
    """What shows that it was done."""

    id: int
    document: int | None = Field(
        description="Its number, for who may know of the document; `start` and `end` too."
    )
    quote: str
    start: int | None
    end: int | None
    added_by: PersonRef | None
    added_at: datetime


class EvidenceList(Listed[Evidence]):
    """Evidence, oldest first."""


class NewEvidence(Sent):
    """A document that you may read whole, and the words in it that show what was done."""

    document: Id
    quote: Note = Field(default="", description="Letter by letter; empty: all of it is meant.")
