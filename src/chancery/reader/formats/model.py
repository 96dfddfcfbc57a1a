"""What comes out of a file, what may come in, and the one error of this package."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from chancery.lib import limits as settings
from chancery.lib.errors import ChanceryError
from chancery.lib.limits import Limits

__all__ = [
    "Attachment",
    "Doubt",
    "Extracted",
    "FormatError",
    "Limits",
    "Recognised",
    "Span",
    "Trouble",
]

Span = tuple[int, int]

Trouble = Literal[
    "absent",
    "broken",
    "binary",
    "empty",
    "encoding",
    "encrypted",
    "mismatch",
    "no_ocr",
    "no_text",
    "scanned",
    "too_large",
    "too_slow",
    "unsupported",
]
"""Kinds of refusal, for pages that translate; the message is the English sentence."""

_NAME_SHOWN = 200


class FormatError(ChanceryError):
    """A file that could not be read: its name, the cause and what to do about it.

    Nothing of the file's content is ever in the message: it may be shown and logged. ``setting``
    names the limit that stood in the way, where whoever runs Chancery can change it.
    """

    def __init__(
        self, name: str, trouble: Trouble, cause: str, remedy: str, setting: str = ""
    ) -> None:
        self.name = shown(name)
        self.trouble = trouble
        self.cause = cause
        self.remedy_alone = remedy
        self.remedy = f"{remedy}, or let {setting} be raised" if setting else remedy
        self.setting = setting
        super().__init__(f"{self.name}: {cause}. {self.remedy}.")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that was recognised with little confidence (0 to 100): ``text[start:end]``."""

    start: int
    end: int
    confidence: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page whose letters were recognised on a picture: its mean confidence, 0 to 100.

    ``turned`` are the degrees by which it was turned clockwise to stand upright.
    """

    page: int
    confidence: int
    turned: int
    doubts: tuple[Doubt, ...]

    def moved(self, pages: int, characters: int) -> Recognised:
        """The same page so many pages and characters further on."""
        doubts = (
            Doubt(doubt.start + characters, doubt.end + characters, doubt.confidence)
            for doubt in self.doubts
        )
        return Recognised(self.page + pages, self.confidence, self.turned, tuple(doubts))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail, as it came; its name is one line and no path."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one file, and what else the file says of itself.

    ``pages`` are spans that cover ``text`` without gap or overlap (one span where the format knows
    no pages; an empty span for a page without text). ``furniture`` are spans of ``text`` that
    are headers and footers: not to be read as the document's own sentences. ``left_out`` holds
    words of the file that are not in ``text`` at all: repeated page headers, notes stuck on a
    page, what stands around an article. ``encoding`` is that of a file of text ("utf-8",
    "tcvn3"). ``recognised`` are the pages that were pictures. ``attachments`` are the files
    that came with a mail, not read here. ``warnings`` are sentences for the person.
    """

    text: str
    pages: tuple[Span, ...]
    media_type: str
    title: str | None = None
    published: date | None = None
    furniture: tuple[Span, ...] = ()
    left_out: tuple[str, ...] = ()
    encoding: str | None = None
    recognised: tuple[Recognised, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def everything(self) -> str:
        """The text and after it, behind form feeds, all that was left out of it.

        The check for secrecy marks must look here: a mark repeated on each page is a page header
        and would not be seen in ``text``.
        """
        return "\f".join((self.text, *self.left_out))


def shown(name: str) -> str:
    """A file name fit for a message: one line, printable, not endless."""
    name = re.sub(r"\s", " ", name)
    kept = "".join("\ufffd" if unicodedata.category(c) in {"Cc", "Cf", "Cs"} else c for c in name)
    if len(kept) > _NAME_SHOWN:
        kept = kept[: _NAME_SHOWN // 2] + "…" + kept[-_NAME_SHOWN // 2 :]
    return kept.strip() or "(no name)"


def one_page(text: str) -> tuple[Span, ...]:
    """Pages of a format that knows none."""
    return ((0, len(text)),)


def count(number: int) -> str:
    """A figure for a message: 5,000,000."""
    return f"{number:,}"


def size(number: int) -> str:
    """Bytes for a message: 50.0 MB."""
    return f"{number / 1024 / 1024:.1f} MB"


def check_length(text: str, name: str, limits: Limits) -> None:
    """Refuse a text beyond the limit of characters."""
    if len(text) > limits.characters:
        raise FormatError(
            name,
            "too_large",
            f"it holds {count(len(text))} characters, more than the {count(limits.characters)} "
            "that one document may have",
            "Split it into several files",
            settings.CHARACTERS,
        )
