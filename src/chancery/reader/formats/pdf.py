"""PDF: page by page, wrapped lines joined into paragraphs, repeated headers left out."""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
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
from chancery.reader.formats.ocr import Picture, Sight, recognised, red_words
from chancery.reader.formats.pdf_layout import Line, Page, arrange
from chancery.reader.formats.pdf_scans import (
    UNMAPPED,
    UNMAPPED_AT_MOST,
    holds_picture,
    is_picture,
    rendered,
)
from chancery.reader.formats.recognise import PDF
from chancery.reader.formats.tesseract import INSTALL, Task, check_installed, missing

# PDFium may not be called from two threads at once, not even on two documents.
_ONE_AT_A_TIME = threading.Lock()
# PDFium ends a line with CRLF, or with a mark of its own where a word is divided.
_LINE = re.compile(".*?(?:\r\n|[\x02\ufffe]|$)", re.DOTALL)
_HYPHEN_MARK = re.compile("[\x02\ufffe]")
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
    """Text of a PDF. The words of pages that are pictures are recognised, if Tesseract is here."""
    with _ONE_AT_A_TIME, closing(_open(data, name)) as document:
        _check_pages(document, name, limits)
        content = _content(document, name, limits)
        title = _title(document)
        sights = _recognised(document, content, name, limits)
        stamps = tuple(_stamps(document, content, name, limits))
    pages = [sights[n].page if n in sights else page for n, page in enumerate(content.pages)]
    arranged = arrange(pages)
    _check_text(arranged.text, content, name)
    check_length(arranged.text, name, limits)
    asides = tuple(aside for seen in sights.values() for aside in seen.asides)
    return Extracted(
        arranged.text,
        arranged.pages,
        PDF,
        title=title,
        left_out=(
            *arranged.left_out,
            *content.notes,
            *_replaced(content, sights),
            *asides,
            *stamps,
        ),
        recognised=tuple(
            seen.told(arranged.text, arranged.pages[n]) for n, seen in sights.items()
        ),
        warnings=tuple(_warnings(pages, content, sights)),
    )


def pictured(data: bytes, name: str, limits: Limits) -> int:
    """How many of its pages are pictures."""
    with _ONE_AT_A_TIME, closing(_open(data, name)) as document:
        _check_pages(document, name, limits)
        return len(_content(document, name, limits).pictures)


@dataclass(frozen=True, slots=True)
class _Content:
    """Pages as the file's own words have them, notes laid over them, and which are pictures."""

    pages: tuple[Page, ...]
    notes: tuple[str, ...]
    pictures: tuple[int, ...]


def _recognised(
    document: pypdfium2.PdfDocument, content: _Content, name: str, limits: Limits
) -> dict[int, Sight]:
    """What was recognised, by page. Where words stand on other pages, OCR may be missing."""
    if not content.pictures:
        return {}
    if missing() and len(content.pictures) < len(content.pages):
        return {}
    check_installed(name)
    pictures = (
        Picture(image, number + 1, dpi)
        for number, image, dpi in rendered(document, content.pictures, limits)
    )
    seen = recognised(pictures, Task(name, 1, limits), of=len(content.pictures))
    return dict(zip(content.pictures, seen, strict=True))


def _stamps(
    document: pypdfium2.PdfDocument, content: _Content, name: str, limits: Limits
) -> Iterator[str]:
    """Words of a red picture on a first page that has words of its own: a stamp, perhaps."""
    if 0 in content.pictures or missing():
        return
    with closing(document[0]) as page:
        stamped = holds_picture(page)
    if stamped:
        ((_, image, dpi),) = rendered(document, (0,), limits)
        yield from red_words(Picture(image, 1, dpi), Task(name, 1, limits))


def _replaced(content: _Content, sights: Mapping[int, Sight]) -> Iterator[str]:
    """The file's own words on pages that were recognised: stamped numbers, nonsense of fonts."""
    for number in sights:
        yield from (line.text.strip() for line in content.pages[number].lines)


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


def _content(document: pypdfium2.PdfDocument, name: str, limits: Limits) -> _Content:
    pages: list[Page] = []
    notes: list[str] = []
    pictures: list[int] = []
    length = 0
    for number in range(len(document)):
        try:
            with closing(document[number]) as page:
                lines = tuple(_lines(page, limits.characters - length))
                pages.append(Page(lines, page.get_width()))
                notes += _notes(page)
                if is_picture(page, lines):
                    pictures.append(number)
        except pypdfium2.PdfiumError:
            raise FormatError(
                name, "broken", f"its page {number + 1} is damaged", _AGAIN
            ) from None
        length += sum(len(line.text) for line in pages[-1].lines)
    return _Content(tuple(pages), tuple(notes), tuple(pictures))


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


def _check_text(text: str, content: _Content, name: str) -> None:
    own = text if text.strip() else "".join(line.text for p in content.pages for line in p.lines)
    if len(UNMAPPED.findall(own)) > len(own) * UNMAPPED_AT_MOST:
        raise FormatError(
            name,
            "no_text",
            "its fonts do not say which letters they show, so that its text comes out as nonsense",
            "Add the file it was printed from, or print it to a new PDF",
        )
    if not text.strip():
        raise FormatError(
            name,
            "scanned",
            f"no words were found on its pages ({count(len(content.pages))}): it is empty, or a poor scan",
            "Scan it anew, straight and at 200 dpi or more, or add the file it was printed from",
        )


def _warnings(
    pages: Sequence[Page], content: _Content, sights: Mapping[int, Sight]
) -> Iterator[str]:
    if sights:
        yield (
            f"Recognised from pictures: {_named(sights)} of {len(pages)} pages. "
            "Words may be wrong: compare them with the original."
        )
    bare = [n for n, page in enumerate(pages) if not page.lines]
    if unread := [n for n in content.pictures if n not in sights]:
        yield f"Pages {_named(unread)} are pictures and were not read: {INSTALL}."
    elif bare:
        yield f"No words on {len(bare)} of {len(pages)} pages ({_named(bare)})."
    if content.notes:
        yield f"{len(content.notes)} notes, stamps or form fields on its pages were not read."


def _named(numbers: Iterable[int]) -> str:
    """Pages from 1 on, the first ten of them."""
    named = [str(number + 1) for number in numbers]
    return ", ".join(named[:10]) + (", …" if len(named) > 10 else "")
