"""The caller."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from chancery.api.schemas.shapes import PersonRef, Shown, UnitRef


class PostShown(Shown):
    """A post that the caller holds today."""

    unit: UnitRef
    role: str = Field(examples=["officer"])
    acting: bool


class WhoAmI(Shown):
    """Whose key this is, and what it opens."""

    person: PersonRef
    posts: list[PostShown]
    key: str = Field(description="The name of the key.")
    scopes: list[str] = Field(examples=[["read:work"]])
    expires_at: datetime | None
