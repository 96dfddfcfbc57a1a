"""What waits about a task, as its page tells it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

MINE, OTHERS = "blue", "plain"


@dataclass(frozen=True, slots=True)
class Answer:
    """A step that answers; the first is what is waited for."""

    label: str | Promise
    link: str
    is_question: bool = False


@dataclass(frozen=True, slots=True)
class Waits:
    """Blue where it waits for the person who looks."""

    tone: str
    title: str
    words: str = ""
    answers: tuple[Answer, ...] = ()

    @property
    def is_mine(self) -> bool:
        """Whether this person is to answer."""
        return self.tone == MINE and bool(self.answers)
