"""Extraction and reading in a process of their own, held to the limits of this installation.

The same answers as ``formats.extract``, ``secrecy.marking`` and ``read``; what hangs, takes all
memory or crashes ends as a FormatError that names the limit and its setting.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from chancery.lib import limits as settings
from chancery.lib.apart import ApartError, NeededTooMuchError, TookTooLongError, Workers
from chancery.lib.limits import Limits
from chancery.lib.progress import Listener
from chancery.reader import formats, secrecy
from chancery.reader.formats.model import Attachment, Doubt, FormatError, Recognised, size
from chancery.reader.formats.pictured import may_be_pictures, pictured_pages
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


def warm_soon(seconds: float = 3.0) -> None:
    """Start the process that reads a little later, so that the first file need not wait for it and
    the first page is not held up; returns at once."""
    timer = threading.Timer(seconds, WORKERS.warm, [_HERE, "warm_here"])
    timer.daemon = True
    timer.start()


def take(data: bytes, name: str, *, limits: Limits, told: Listener | None = None) -> Taken:
    """The text of a file and its mark of secrecy; FormatError says why it cannot be read.

    ``told`` hears how many of the pages that are pictures are done.
    """
    formats.check_size(len(data), name, limits)
    taken = _within(
        lambda: WORKERS.call(
            f"{_HERE}:take_here",
            data,
            name,
            limits,
            bounds=limits.bounds,
            classes=_OF_FILES,
            told=told,
        ),
        name,
        limits,
    )
    if isinstance(taken, _Refused):
        raise FormatError(*taken.parts)
    if not isinstance(taken, Taken):
        raise _broken(name)
    return taken


def pages_to_recognise(data: bytes, name: str, *, limits: Limits) -> int:
    """How many pages of a file, and of what came with a mail, are pictures; nothing is recognised.

    0 also for what cannot be read: reading it says why.
    """
    formats.check_size(len(data), name, limits)
    if not may_be_pictures(data, name):
        return 0
    try:
        found = WORKERS.call(f"{_HERE}:pages_here", data, name, limits, bounds=limits.bounds)
    except ApartError:
        return 0
    return found if isinstance(found, int) else 0


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


def pages_here(data: bytes, name: str, limits: Limits) -> int:
    """The worker's side of ``pages_to_recognise``."""
    try:
        return pictured_pages(data, name, limits)
    except FormatError:
        return 0


def warm_here() -> None:
    """Read a sentence, so that the pack and the rules are there when the first file comes."""
    findings_here(formats.extract("Hai bên nhất trí.".encode(), "a.txt").text, None, "vn")


def findings_here(text: str, published: date | None, pack: str) -> Reading:
    """The worker's side of ``read``."""
    return read_here(text, published=published, pack=load_pack(pack))


def refusal(error: ApartError, name: str, limits: Limits) -> FormatError:
    """Why a file cannot be read, where the process that read it did not end well."""
    if isinstance(error, TookTooLongError):
        cause = f"reading it took longer than the {limits.seconds} seconds that one file may take"
        return FormatError(name, "too_slow", cause, _SPLIT, limits.seconds_setting)
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
