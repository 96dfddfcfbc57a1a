"""From bytes to what will be kept of them: nothing is written here.

The order matters: the text is taken out first, a mark of secrecy is looked for next, and only a
paper that bears none goes on. Nothing of a refused paper leaves this module, not even its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from django.conf import settings
from django.utils.translation import gettext as _

from chancery.documents import store
from chancery.documents.errors import SecretRefusedError
from chancery.reader import apart
from chancery.reader.formats import Extracted


@dataclass(frozen=True)
class Received:
    """A file that may be kept: its bytes, its text, and where it came from."""

    data: bytes
    name: str
    sha256: str
    extracted: Extracted
    address: str = ""
    published: date | None = None


def receive(
    data: bytes, name: str, *, address: str = "", published: date | None = None
) -> Received:
    """Take the text out of a file; FormatError or SecretRefusedError say why it cannot be kept.

    Done in a process of its own, held to ``settings.READING``. ``name`` loses any folder part and control characters: it is shown, never opened.
    """
    shown = safe_name(name)
    taken = apart.take(data, shown, limits=settings.READING)
    if (mark := taken.mark) is not None:
        raise SecretRefusedError(
            _(
                "Refused: the document bears the mark of secrecy “%(word)s”. Nothing of it was "
                "kept. Handle it by the rules for protected papers, outside this system."
            )
            % {"word": mark.word}
        )
    return Received(
        data=data,
        name=shown,
        sha256=store.digest(data),
        extracted=taken.extracted,
        address=address,
        published=published or taken.extracted.published,
    )


def safe_name(name: str) -> str:
    """A file name as it may be shown: last part, printable, at most 200 characters."""
    last = PurePath(name.replace("\\", "/")).name
    shown = "".join(c for c in last if c.isprintable()).strip()
    if len(shown) > 200:
        shown = shown[:190] + "…" + shown[-9:]
    return shown or _("unnamed")
