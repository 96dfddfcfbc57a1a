"""Extraction and reading in a process of their own, held to the limits of this installation.

The same answers as ``formats.extract``, ``secrecy.marking`` and ``read``; what hangs, takes all
memory or crashes ends as a FormatError that names the limit and its setting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from chancery.lib import limits as settings
from chancery.lib.apart import ApartError, NeededTooMuchError, TookTooLongError, Workers
from chancery.lib.limits import Limits
from chancery.reader import formats, secrecy
from chancery.reader.formats.model import Attachment, Doubt, FormatError, Recognised, size
from chancery.reader.model import Day, Finding, Header, Name, Party, Reading
from chancery.reader.reading import read as read_here
from chancery.reader.secrecy import Marking
from chancery.reference import load_pack

WORKERS = Workers()
_HERE = __name__
_SPLIT = "Split it, or add a simpler version of it"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came out of a file, and the mark of secrecy that it bears, if any."""

    extracted: formats.Extracted
    mark: Marking | None


@dataclass(frozen=True, slots=True)
class _Refused:
    """A FormatError on its way between processes."""

    parts: tuple[Any, ...]


_OF_FILES = (Taken, _Refused, formats.Extracted, Recognised, Doubt, Attachment, Marking, date)
_OF_TEXTS = (Reading, Header, Finding, Name, Party, Day, date)


def take(data: bytes, name: str, *, limits: Limits) -> Taken:
    """The text of a file and its mark of secrecy; FormatError says why it cannot be read."""
    formats.check_size(len(data), name, limits)
    taken = _within(
        lambda: WORKERS.call(
            f"{_HERE}:take_here", data, name, limits, bounds=limits.bounds, classes=_OF_FILES
        ),
        name,
        limits,
    )
    if isinstance(taken, _Refused):
        raise FormatError(*taken.parts)
    if not isinstance(taken, Taken):
        raise _broken(name)
    return taken


def read(
    text: str, *, published: date | None, pack: str | Path, name: str, limits: Limits
) -> Reading:
    """What ``chancery.reader.read`` finds, with the pack of that code or in that folder."""
    found = _within(
        lambda: WORKERS.call(
            f"{_HERE}:findings_here",
            text,
            published,
            str(pack),
            bounds=limits.bounds,
            classes=_OF_TEXTS,
        ),
        name,
        limits,
    )
    if not isinstance(found, Reading):
        raise _broken(name)
    return found


def take_here(data: bytes, name: str, limits: Limits) -> Taken | _Refused:
    """The worker's side of ``take``."""
    try:
        extracted = formats.extract(data, name, limits=limits)
    except FormatError as error:
        return _Refused(
            (error.name, error.trouble, error.cause, error.remedy_alone, error.setting)
        )
    return Taken(extracted, secrecy.marking(extracted.everything))


def findings_here(text: str, published: date | None, pack: str) -> Reading:
    """The worker's side of ``read``."""
    return read_here(text, published=published, pack=load_pack(pack))


def refusal(error: ApartError, name: str, limits: Limits) -> FormatError:
    """Why a file cannot be read, where the process that read it did not end well."""
    if isinstance(error, TookTooLongError):
        cause = f"reading it took longer than the {limits.seconds} seconds that one file may take"
        return FormatError(name, "too_slow", cause, _SPLIT, settings.SECONDS)
    if isinstance(error, NeededTooMuchError):
        cause = f"reading it needs more than the {size(limits.memory)} of memory that one file may have"
        return FormatError(name, "too_large", cause, _SPLIT, settings.MEMORY)
    return _broken(name, str(error))


def _within(ask: Callable[[], Any], name: str, limits: Limits) -> Any:
    try:
        return ask()
    except ApartError as error:
        raise refusal(error, name, limits) from None


def _broken(name: str, cause: str = "the program that reads it gave no answer") -> FormatError:
    remedy = "It may be damaged: open it in its own program and save it anew"
    return FormatError(name, "broken", cause, remedy)
