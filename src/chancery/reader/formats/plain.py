"""Plain text: the file decoded, unchanged. Line ends, spaces and marks stay as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

from chancery.reader.formats import encodings
from chancery.reader.formats.encodings import Decoded, signature
from chancery.reader.formats.encodings.tables import TCVN3
from chancery.reader.formats.model import (
    Extracted,
    FormatError,
    Limits,
    Span,
    check_length,
    one_page,
)
from chancery.reader.formats.recognise import PLAIN

_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAVE_AS = "Open it in the program that made it and save it again as UTF-8"


def read(data: bytes, name: str, limits: Limits) -> Extracted:
    """Text of a TXT file. Form feeds part its pages; the byte-order mark is no part of it."""
    found = decoded(data, name)
    text = found.text
    check_not_binary(text, name)
    if not text.strip():
        raise FormatError(
            name, "empty", "it holds nothing but blanks", "Check that it was saved whole"
        )
    check_length(text, name, limits)
    pages = _pages(text)
    if len(pages) > limits.pages:
        pages = one_page(text)
    return Extracted(
        text, pages, PLAIN, encoding=found.encoding, warnings=tuple(told_of_encoding(found))
    )


def told_of_encoding(found: Decoded) -> Iterator[str]:
    """What a person should know of how the letters were made out."""
    if found.guessed:
        yield f"Its encoding was recognised as {found.name} by the spelling of its words."
    if found.encoding == TCVN3.key:
        yield (
            "TCVN3 does not tell capital letters with tones from small ones: "
            "the first letter of a name may have come out small."
        )
    if broken := found.text.count("\ufffd"):
        yield f"{broken} characters could not be decoded; each stands as \ufffd."


def decoded(data: bytes, name: str) -> Decoded:
    """The text and its encoding; FormatError tells the byte and line that fit nothing.

    A byte-order mark decides, else UTF-8 is tried, UTF-16, and what Vietnamese was typed in before.
    """
    marked = signature(data)
    if marked:
        return _strictly(data, name, *marked)
    if b"\x00" in data:
        return encodings.wide(data) or _refuse_nul(data, name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "UTF-8")
    except UnicodeDecodeError as error:
        found = encodings.recognised(data)
        if isinstance(found, Decoded):
            return found
        raise _unrecognised(data, name, error.start, str(found)) from None


def _strictly(data: bytes, name: str, encoding: str, skip: int) -> Decoded:
    try:
        return Decoded(data[skip:].decode(encoding), encoding, encoding.upper())
    except UnicodeDecodeError as error:
        cause = (
            f"{_placed(data, error.start + skip)} does not fit {encoding.upper()}, which its first "
            "bytes announce"
        )
        raise FormatError(name, "encoding", cause, _SAVE_AS) from None


def check_not_binary(text: str, name: str) -> None:
    """Refuse what decodes but is no writing: NUL, or many control characters."""
    place = text.find("\x00")
    if place >= 0:
        raise FormatError(
            name,
            "binary",
            f"character {place + 1} is a NUL, which no text holds (a damaged or a binary file)",
            "Get the file again from where it came",
        )
    controls = len(_CONTROLS.findall(text))
    if controls > 8 and controls * 100 > len(text):
        raise FormatError(
            name,
            "binary",
            f"{controls} of its {len(text)} characters are control codes: it is not a text",
            "Add the document itself, as TXT, HTML, DOCX or PDF",
        )


def _pages(text: str) -> tuple[Span, ...]:
    """Spans parted behind each form feed, covering all."""
    ends = [found.end() for found in re.finditer("\f", text)]
    if not ends or ends[-1] != len(text):
        ends.append(len(text))
    return tuple(zip([0, *ends[:-1]], ends, strict=True))


def _refuse_nul(data: bytes, name: str) -> NoReturn:
    raise FormatError(
        name,
        "binary",
        f"byte {data.index(0)} is a NUL, which no text holds: it is not a text, or it is damaged",
        "Add the document itself, as TXT, HTML, DOCX or PDF",
    )


def _unrecognised(data: bytes, name: str, place: int, tried: str) -> FormatError:
    cause = (
        f"it is not valid UTF-8: {_placed(data, place)} does not fit. Nor is it clearly one of the "
        f"old encodings; the share of words that came out as words: {tried}"
    )
    return FormatError(name, "encoding", cause, _SAVE_AS)


def _placed(data: bytes, place: int) -> str:
    line = data.count(b"\n", 0, place) + 1
    return f"byte {place} (0x{data[place]:02X}, line {line})"
