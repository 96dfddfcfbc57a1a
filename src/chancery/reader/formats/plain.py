"""Plain text: the file decoded, unchanged. Line ends, spaces and marks stay as they were typed."""

from __future__ import annotations

import re

from chancery.reader.formats.model import (
    Extracted,
    FormatError,
    Limits,
    Span,
    check_length,
    one_page,
)
from chancery.reader.formats.recognise import PLAIN

_SIGNATURES = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAVE_AS = "Open it in the program that made it and save it again as UTF-8"


def read(data: bytes, name: str, limits: Limits) -> Extracted:
    """Text of a TXT file. Form feeds part its pages; the byte-order mark is no part of it."""
    text = decoded(data, name)
    check_not_binary(text, name)
    if not text.strip():
        raise FormatError(
            name, "empty", "it holds nothing but blanks", "Check that it was saved whole"
        )
    check_length(text, name, limits)
    pages = _pages(text)
    if len(pages) > limits.pages:
        pages = one_page(text)
    return Extracted(text, pages, PLAIN)


def signature(data: bytes) -> tuple[str, int] | None:
    """Encoding that a byte-order mark names, and the mark's length."""
    for mark, encoding in _SIGNATURES:
        if data.startswith(mark):
            return encoding, len(mark)
    return None


def decoded(data: bytes, name: str) -> str:
    """Decode strictly: UTF-8, or what the byte-order mark says. FormatError tells byte and line."""
    encoding, skip = signature(data) or ("utf-8", 0)
    if not skip:
        _check_nul(data, name)
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _encoding_error(data, name, encoding, error.start + skip) from None


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


def _check_nul(data: bytes, name: str) -> None:
    place = data.find(b"\x00")
    if place < 0:
        return
    half = len(data) // 2
    if len(data) > 8 and max(data[::2].count(0), data[1::2].count(0)) * 10 > half * 4:
        raise FormatError(
            name,
            "encoding",
            "every second byte is empty: it looks like UTF-16 without its byte-order mark",
            _SAVE_AS,
        )
    raise FormatError(
        name,
        "binary",
        f"byte {place} is a NUL, which no text holds: it is not a text, or it is damaged",
        "Add the document itself, as TXT, HTML, DOCX or PDF",
    )


def _encoding_error(data: bytes, name: str, encoding: str, place: int) -> FormatError:
    line = data.count(b"\n", 0, place) + 1
    value = f"byte {place} (0x{data[place]:02X}, line {line})"
    if encoding != "utf-8":
        cause = f"{value} does not fit {encoding.upper()}, which its first bytes announce"
        return FormatError(name, "encoding", cause, _SAVE_AS)
    cause = f"it is not valid UTF-8: {value} does not fit. It may be in an old encoding (TCVN3, VNI, Windows-1258)"
    return FormatError(name, "encoding", cause, _SAVE_AS)
