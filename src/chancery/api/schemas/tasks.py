"""Tasks as they come in and go out."""

from __future__ import annotations

from datetime import date, datetime
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
    OriginRef,
    Page,
    PartnerRef,
    PersonRef,
    RecordRef,
    RecordShown,
    Sent,
    Short,
    Text,
    UnitRef,
    Wanted,
    Words,
)

REPORTS = "How often the lead unit reports."


class Task(RecordShown):
    """What one lead unit must do by when."""

    state: words.TaskState
    basis: words.Basis = Field(description="On what ground the lead owes it.")
    assigner: UnitRef
    issuer_text: str = Field(description="Who ordered it, as written.")
    lead: UnitRef
    coordinating: list[UnitRef]
    partners: list[PartnerRef]
    person: PersonRef | None = Field(description="Who is in charge in the lead unit.")
    priority: words.Priority
    due: date | None = Field(description="The due date in force.")
    original_due: date | None
    due_text: str
    recurrence: words.Recurrence | Literal[""]
    deliverable: str
    is_whole: bool = Field(description="It has parts, and stands as they do.")
    parent: RecordRef | None
    commitment: RecordRef | None
    obstacle: RecordRef | None
    opportunity: RecordRef | None
    timeliness: words.Timeliness = Field(description="Against the due date in force, now.")
    timeliness_original: words.Timeliness = Field(description="Against the original due date.")
    accepted_at: datetime | None
    submitted_at: datetime | None
    done_at: datetime | None


class WholeTask(Task):
    """A task by itself, with what may be done to it now."""

    deadline: datetime | None = Field(description="The first moment at which it is late.")
    working_days_left: int | None = Field(description="Negative when overdue.")
    moves: list[words.MoveName] = Field(description="The moves open to you now.")
    came_from: list[OriginRef] = Field(description="What gave it, as far as you may know of it.")


class TaskPage(Page[Task]):
    """Tasks."""


class TaskFilter(BaseModel):
    """What is a unit doing?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    scope: Literal["", "lead", "with", "given"] = Field(
        default="", description="Led, coordinated or assigned by your own units."
    )
    state: words.TaskState | Literal[""] = ""
    timeliness: words.Timeliness | Literal[""] = ""
    basis: words.Basis | Literal[""] = ""
    lead: Wanted = Field(default="", description="Key of a unit.")
    coordinating: Wanted = Field(default="", description="Key of a unit.")
    partner: Wanted = Field(default="", description="Code of a partner.")
    due_from: Day | None = None
    due_until: Day | None = None
    order: Literal[
        "due", "-due", "reference", "-reference", "created_at", "-created_at", "state", "-state"
    ] = "due"


class NewTask(GuardSent):
    """A task to be assigned; several leads make one whole with a part for each."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "text": "Rà soát tình hình tận dụng ưu đãi thuế quan",
                "assigner": "mofa-economic",
                "leads": ["mofa-economic"],
                "due": "2026-12-31",
                "held_by": "mofa-economic",
            }
        }
    )

    text: Text
    assigner: Key = Field(description="Key of the unit that assigns.", examples=["pm"])
    leads: Annotated[tuple[Key, ...], Field(min_length=1, max_length=50)] = Field(
        description="Keys of the units that lead.", examples=[["moit"]]
    )
    coordinating: Keys = ()
    partners: Keys = ()
    due: Day | None = None
    due_text: Short = ""
    recurrence: words.Recurrence | Literal[""] = ""
    priority: words.Priority = Field(default="normal", description=REPORTS)
    deliverable: Line = ""
    commitment: Id | None = Field(default=None, description="The commitment that it keeps.")
    obstacle: Id | None = Field(default=None, description="The obstacle that it removes.")
    opportunity: Id | None = Field(default=None, description="The opportunity that it is to win.")


class TaskChange(Change):
    """The fields to change; those left out stay."""

    text: Text = ""
    lead: Key = ""
    coordinating: Keys = ()
    partners: Keys = ()
    due: Day | None = Field(default=None, description="null takes the due date away.")
    due_text: Short = ""
    recurrence: words.Recurrence | Literal[""] = ""
    priority: words.Priority = Field(default="normal", description=REPORTS)
    deliverable: Line = Field(default="", examples=["Kế hoạch hành động"])


class Move(Sent):
    """One move of the table of states."""

    move: words.MoveName = Field(examples=["accept"])
    reason: Annotated[Words, Field(max_length=1000)] = Field(
        default="", description="Needed to return and to cancel."
    )
