"""Obstacles as they come in and go out."""

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
    RecordShown,
    Text,
    Wanted,
    Words,
)

Area = Annotated[Words, Field(max_length=60)]


class Obstacle(RecordShown):
    """Something that blocks cooperation with a partner."""

    partner: PartnerRef
    area: str
    state: words.ObstacleState


class ObstaclePage(Page[Obstacle]):
    """Obstacles."""


class ObstacleFilter(BaseModel):
    """What blocks whom?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    partner: Wanted = Field(default="", description="Code of a partner.")
    state: words.ObstacleState | Literal[""] = ""
    order: Literal["-created_at", "created_at", "reference", "-reference"] = "-created_at"


class NewObstacle(GuardSent):
    """An obstacle recorded by hand."""

    text: Text = Field(examples=["Chậm giải ngân vốn ODA"])
    partner: Key = Field(examples=["JP"])
    area: Area = ""


class ObstacleChange(Change):
    """The fields to change; those left out stay."""

    text: Text = ""
    partner: Key = ""
    area: Area = Field(default="", examples=["ODA"])
