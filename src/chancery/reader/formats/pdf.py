"""PDF with text: page by page, wrapped lines joined into paragraphs, repeated headers left out."""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pypdfium2
from pypdfium2 import raw

from chancery.lib.limits import PAGES
from chancery.reader.formats.model import (
    Extracted,
    FormatError,
    Limits,
    Trouble,
    check_length,
    count,
)
from chancery.reader.formats.pdf_layout import Line, Page, arrange
from chancery.reader.formats.recognise import PDF

# PDFium may not be called from two threads at once, not even on two documents.
_ONE_AT_A_TIME = threading.Lock()
# PDFium ends a line with CRLF, or with a mark of its own where a word is divided.
_LINE = re.compile(".*?(?:\r\n|[\x02\ufffe]|$)", re.DOTALL)
_HYPHEN_MARK = re.compile("[\x02\ufffe]")
_UNMAPPED = re.compile("[\ue000-\uf8ff\ufffd\x01-\x08\x0e-\x1f]")
_UNMAPPED_AT_MOST = 0.2
_FROM_PROGRAM = re.compile(
    r"^(?:microsoft \w+ - .*|untitled|.*\.(?:docx?|pdf|indd|rtf|html?))$", re.IGNORECASE
)
_AGAIN = "Get the file again, or print it to a new PDF and add that"
_TROUBLES: dict[int, tuple[Trouble, str, str]] = {
    raw.FPDF_ERR_PASSWORD: (
        "encrypted",
        "it is protected with a password",
        "Take the password off in the program that made it and add it again",
    ),
    raw.FPDF_ERR_SECURITY: (
        "encrypted",
        "it is encrypted in a way that cannot be opened",
        "Save it without protection and add it again",
    ),
}


def read(data: bytes, name: str, limits: Limits) -> Extracted:
    """Text of a PDF. One without text (a scan) is refused: reading pictures comes later."""
    with _ONE_AT_A_TIME, closing(_open(data, name)) as document:
        _check_pages(document, name, limits)
        pages, notes = _pages(document, name, limits)
        title = _title(document)
    arranged = arrange(pages)
    _check_text(arranged.text, len(pages), name)
    check_length(arranged.text, name, limits)
    return Extracted(
        arranged.text,
        arranged.pages,
        PDF,
        title=title,
        left_out=(*arranged.left_out, *notes),
        warnings=tuple(_warnings(pages, notes)),
    )


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        trouble, cause, remedy = _TROUBLES.get(
            error.err_code,
            ("broken", "it is damaged or cut off: no PDF can be read in it", _AGAIN),
        )
        raise FormatError(name, trouble, cause, remedy) from None


def _check_pages(document: pypdfium2.PdfDocument, name: str, limits: Limits) -> None:
    number = len(document)
    if not number:
        raise FormatError(name, "broken", "it has no page", _AGAIN)
    if number > limits.pages:
        raise FormatError(
            name,
            "too_large",
            f"it has {count(number)} pages, more than the {count(limits.pages)} that one document "
            "may have",
            "Split it into several files",
            PAGES,
        )


def _pages(
    document: pypdfium2.PdfDocument, name: str, limits: Limits
) -> tuple[list[Page], list[str]]:
    pages: list[Page] = []
    notes: list[str] = []
    length = 0
    for number in range(len(document)):
        try:
            with closing(document[number]) as page:
                lines = tuple(_lines(page, limits.characters - length))
                pages.append(Page(lines, page.get_width()))
                notes += _notes(page)
        except pypdfium2.PdfiumError:
            raise FormatError(
                name, "broken", f"its page {number + 1} is damaged", _AGAIN
            ) from None
        length += sum(len(line.text) for line in pages[-1].lines)
    return pages, notes


def _lines(page: pypdfium2.PdfPage, room: int) -> Iterator[Line]:
    """Lines of a page; stops soon after ``room`` characters, where the limit refuses the file."""
    with closing(page.get_textpage()) as words:
        place = 0
        for text in _LINE.findall(words.get_text_range()):
            if text.strip("\r\n\x02\ufffe ") and place <= room + 1:
                yield _line(words, text, place)
            place += len(text)


def _line(words: pypdfium2.PdfTextPage, text: str, place: int) -> Line:
    """A line with its place, which is taken from its first and last visible character."""
    first = place + len(text) - len(text.lstrip())
    last = place + len(text.rstrip("\r\n\x02\ufffe ")) - 1
    left, base, right, size = 0.0, 0.0, 0.0, 0.0
    if (start := _char_index(words, first)) is not None:
        left, base, right, _ = words.get_charbox(start, loose=True)
        size = float(raw.FPDFText_GetFontSize(words, start))
    if (end := _char_index(words, last)) is not None:
        right = words.get_charbox(end, loose=True)[2]
    return Line(
        _HYPHEN_MARK.sub("-", text).replace("\x00", "").rstrip("\r\n"), left, right, base, size
    )


def _char_index(words: pypdfium2.PdfTextPage, place: int) -> int | None:
    index = raw.FPDFText_GetCharIndexFromTextIndex(words, place)
    return index if 0 <= index < words.count_chars() else None


def _notes(page: pypdfium2.PdfPage) -> Iterator[str]:
    """Words of stamps, notes and form fields laid over a page: no part of its text."""
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            yield from filter(None, (_string(note, key) for key in (b"Contents", b"V")))
        finally:
            raw.FPDFPage_CloseAnnot(note)


def _string(note: Any, key: bytes) -> str:
    length = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    if length <= 2:
        return ""
    held = ctypes.create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(
        note, key, ctypes.cast(held, ctypes.POINTER(raw.FPDF_WCHAR)), length
    )
    return held.raw[: length - 2].decode("utf-16-le", errors="replace").strip()


def _title(document: pypdfium2.PdfDocument) -> str | None:
    title = " ".join(document.get_metadata_value("Title").replace("\x00", "").split())
    return None if not title or _FROM_PROGRAM.match(title) else title


def _check_text(text: str, pages: int, name: str) -> None:
    if not text.strip():
        raise FormatError(
            name,
            "scanned",
            f"it holds no text on its pages ({count(pages)}): it is a scan or a picture",
            "Reading pictures (OCR) comes later; until then add the file it was printed from, or "
            "a PDF made with text recognition",
        )
    unmapped = len(_UNMAPPED.findall(text))
    if unmapped > len(text) * _UNMAPPED_AT_MOST:
        raise FormatError(
            name,
            "no_text",
            "its fonts do not say which letters they show, so that its text comes out as nonsense",
            "Add the file it was printed from, or print it to a new PDF",
        )


def _warnings(pages: list[Page], notes: list[str]) -> Iterator[str]:
    bare = [str(number) for number, page in enumerate(pages, start=1) if not page.lines]
    if bare:
        which = ", ".join(bare[:10]) + (", …" if len(bare) > 10 else "")
        yield f"No text on {len(bare)} of {len(pages)} pages ({which}): scans or pictures, not read."
    if notes:
        yield f"{len(notes)} notes, stamps or form fields on its pages were not read."
