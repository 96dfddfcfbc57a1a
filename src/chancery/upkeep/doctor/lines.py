"""What a doctor says: one line for each thing, each with its remedy."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chancery.lib.errors import ChanceryError

log = logging.getLogger(__name__)


class State(StrEnum):
    """How something stands."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at. ``remedy`` is empty where all is well."""

    name: str
    state: State
    said: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to look at; ``find`` answers with a state, what was seen, and the remedy."""

    key: str
    title: str | Promise
    find: Callable[[], tuple[State, str, str]]


def look(steps: Iterable[Step]) -> list[Line]:
    """Look at one thing after the other; what cannot even be looked at is a fault."""
    return [_look(step) for step in steps]


def worst(lines: Iterable[Line]) -> State:
    """How the house stands as a whole."""
    order = list(State)
    return max((line.state for line in lines), key=order.index, default=State.OK)


def ok(said: str) -> tuple[State, str, str]:
    """All is well."""
    return State.OK, said, ""


def warning(said: str, remedy: str) -> tuple[State, str, str]:
    """It works, and somebody should do something."""
    return State.WARNING, said, remedy


def fault(said: str, remedy: str) -> tuple[State, str, str]:
    """Something does not work, or something may be lost."""
    return State.FAULT, said, remedy


def _look(step: Step) -> Line:
    title = str(step.title)
    try:
        return Line(title, *step.find())
    except ChanceryError as error:
        return Line(title, State.FAULT, str(error), _("Do what the line says."))
    except Exception as error:  # the edge of a job: a doctor does not faint
        log.exception("doctor: %s", step.key)
        said = f"{type(error).__name__}: {error}"
        return Line(title, State.FAULT, said, _("Tell who looks after this system."))
