"""From bytes to what will be kept of them: nothing is written here.

The order matters: the text is taken out first, a mark of secrecy is looked for next, and only a
paper that bears none goes on. Nothing of a refused paper leaves this module, not even its name.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from django.conf import settings
from django.utils.translation import gettext as _

from chancery.documents import store
from chancery.documents.errors import SecretRefusedError
from chancery.documents.troubles import told as told_of
from chancery.lib.limits import Limits
from chancery.lib.progress import Listener
from chancery.reader import apart
from chancery.reader.formats import Extracted, FormatError


@dataclass(frozen=True)
class Received:
    """A file that may be kept: its bytes, its text, and where it came from."""

    data: bytes
    name: str
    sha256: str
    extracted: Extracted
    address: str = ""
    published: date | None = None
    came_on: date | None = None
    """The day of the mail that it came with: for what does not say its own."""
    attachments: tuple[Received, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class Unread:
    """An attachment that cannot be read: its name, and why in the language of the person."""

    name: str
    message: str


def receive(
    data: bytes,
    name: str,
    *,
    address: str = "",
    published: date | None = None,
    told: Listener | None = None,
) -> Received:
    """Take the text out of a file; FormatError or SecretRefusedError say why it cannot be kept.

    Done in a process of its own, held to ``settings.READING``; with the time of a long scan where
    ``told`` hears how many of its pages are done, so that nobody waits without knowing. A mail comes with its attachments:
    what cannot be read among them is told in ``unread``, and one that bears a mark of secrecy
    refuses the mail. ``name`` loses any folder part and control characters: it is shown, never
    opened.
    """
    limits = settings.READING.unhurried() if told else settings.READING
    until = time.monotonic() + limits.seconds
    way = _Way(limits.mail_depth, until, limits, told)
    return _received(File(data, name), address, published, way)


@dataclass(frozen=True)
class File:
    """A file as it came; ``came_on`` is the day of the mail that it came with."""

    data: bytes
    name: str
    came_on: date | None = None


@dataclass(frozen=True)
class _Way:
    """How many mails deep it may still go, and until when attachments are begun."""

    depth: int
    until: float
    limits: Limits
    told: Listener | None


def _received(file: File, address: str, published: date | None, way: _Way) -> Received:
    shown = safe_name(file.name)
    taken = apart.take(file.data, shown, limits=way.limits, told=way.told)
    if (mark := taken.mark) is not None:
        raise SecretRefusedError(
            _(
                "Refused: the document bears the mark of secrecy “%(word)s”. Nothing of it was "
                "kept. Handle it by the rules for protected papers, outside this system."
            )
            % {"word": mark.word}
        )
    with_it = list(_with_it(taken.extracted, way))
    return Received(
        data=file.data,
        name=shown,
        sha256=store.digest(file.data),
        extracted=taken.extracted,
        address=address,
        published=published or taken.extracted.published,
        came_on=file.came_on,
        attachments=tuple(one for one in with_it if isinstance(one, Received)),
        unread=tuple(one for one in with_it if isinstance(one, Unread)),
    )


def _with_it(letter: Extracted, way: _Way) -> Iterator[Received | Unread]:
    """Each attachment read as a file of its own; mails inside mails only so deep."""
    inner = replace(way, depth=way.depth - 1)
    for attachment in letter.attachments:
        name = safe_name(attachment.name)
        if not way.depth:
            yield Unread(name, _("Mails lie too deep inside each other. Add this one by itself."))
        elif way.limits.seconds and time.monotonic() > way.until:
            yield Unread(name, _("There was no time left for it. Add this file by itself."))
        else:
            file = File(attachment.data, name, letter.published)
            try:
                yield _received(file, "", None, inner)
            except FormatError as error:
                yield Unread(name, told_of(error))


def safe_name(name: str) -> str:
    """A file name as it may be shown: last part, printable, at most 200 characters."""
    last = PurePath(name.replace("\\", "/")).name
    shown = "".join(c for c in last if c.isprintable()).strip()
    if len(shown) > 200:
        shown = shown[:190] + "…" + shown[-9:]
    return shown or _("unnamed")
