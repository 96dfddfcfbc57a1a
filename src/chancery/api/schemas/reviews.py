"""Rounds of review as they come in and go out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas import words
from chancery.api.schemas.shapes import (
    Day,
    GuardSent,
    Keys,
    Listed,
    Note,
    Page,
    RecordRef,
    RecordShown,
    Sent,
    Shown,
    Text,
    UnitRef,
    Wanted,
    Yes,
)


class Review(RecordShown):
    """A round; `text` is its name, `held_by` its secretariat."""

    state: words.ReviewState
    period_start: date
    period_end: date
    call_on: date
    reply_by: date


class ReviewPage(Page[Review]):
    """Rounds."""


class ReviewFilter(BaseModel):
    """Which rounds?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    state: words.ReviewState | Literal[""] = ""
    order: Literal["period_end", "-period_end", "reference", "-reference"] = "-period_end"


class NewReview(GuardSent):
    """A round to be prepared; nobody is asked anything yet. An empty scope leaves nothing out."""

    text: Text = Field(max_length=200, examples=["Rà soát quý IV năm 2026"])
    period_start: Day
    period_end: Day
    call_on: Day
    reply_by: Day
    coordinating_too: Yes = False
    partners: Keys = ()
    sectors: Keys = ()
    units: Keys = Field(default=(), description="Keys of lead units.")
    due_from: Day | None = None
    due_until: Day | None = None


class ReviewCall(Shown):
    """How one unit answers."""

    unit: UnitRef
    asked: int
    replied: int
    drafts: int
    urged: int


class ReviewCalls(Listed[ReviewCall]):
    """Every unit that is asked, as far as you may know."""


class ReviewReply(Shown):
    """What a unit says of one commitment."""

    unit: UnitRef
    state: words.ProgressState
    standing: words.Standing
    progress: str
    result: str
    difficulty: str
    proposal: str
    verdict: words.Verdict | Literal[""] = Field(description="What it proposes.")
    new_due: date | None
    done_on: date | None


class ReviewItem(Shown):
    """One commitment of a round."""

    number: int
    commitment: RecordRef
    text: str
    unit: UnitRef | None
    due: date | None = Field(description="As it was when the round was opened.")
    verdict: words.Verdict | Literal[""]
    new_due: date | None
    replies: list[ReviewReply]


class ReviewItems(Listed[ReviewItem]):
    """The commitments of a round that you may know of."""


class ReplyPut(Sent):
    """What a unit says of one commitment; a draft until its head approves it."""

    standing: words.Standing = Field(examples=["on_track"])
    progress: Note = ""
    result: Note = ""
    difficulty: Note = ""
    proposal: Note = ""
    verdict: words.Verdict | Literal[""] = ""
    new_due: Day | None = None
    done_on: Day | None = None


class VerdictSent(Sent):
    """What is decided of one commitment."""

    verdict: words.Verdict = Field(examples=["continue"])
    new_due: Day | None = None
    new_text: Note = ""
    reason: Note = ""


class SameVerdict(Sent):
    """One verdict for several commitments of a round; all of them or none."""

    numbers: Annotated[tuple[int, ...], Field(min_length=1, max_length=1000)] = Field(
        description="Their numbers in the round; those decided already stay as they are.",
        examples=[[1, 2]],
    )
    verdict: words.Verdict | Literal[""] = Field(
        default="", description="What the rules propose of each, where it is empty."
    )
    new_due: Day | None = None
    reason: Note = ""
