"""DOCX: paragraphs and tables in document order, with headers, footers and notes.

Read from the XML itself: python-docx gives neither tracked insertions, text boxes, notes nor the
numbers of lists, and it unpacks every picture before anything can be checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from chancery.reader.formats.docx_fonts import PLAIN, Fonts, Typed, in_unicode
from chancery.reader.formats.docx_numbering import Numbering
from chancery.reader.formats.docx_package import Package, Part
from chancery.reader.formats.docx_xml import attribute, child, local, value
from chancery.reader.formats.encodings import tables
from chancery.reader.formats.model import (
    Extracted,
    FormatError,
    Limits,
    Span,
    check_length,
    one_page,
)
from chancery.reader.formats.recognise import DOCX

_BLOCKS_IN = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "body"))
_PASSED = frozenset(
    ("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "Fallback", "sectPr")
)
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_NOT_NOTES = frozenset(("separator", "continuationSeparator", "continuationNotice"))
_LAYOUT_ROWS, _LAYOUT_CELLS = 3, 3


def read(data: bytes, name: str, limits: Limits) -> Extracted:
    """Text of a DOCX: first its headers, then the body, then notes and footers."""
    package = Package(data, name, limits)
    main = package.main
    styles = _root(package.part(main.first("styles")))
    words = _Words(
        Numbering.of(_root(package.part(main.first("numbering"))), styles),
        Fonts.of(styles, main.root),
    )
    body = list(words.blocks(child(main.root, "body")))
    parts = (
        (_furniture(package, words, "header"), True),
        (body, False),
        (list(_notes(package, words)), False),
        (_furniture(package, words, "footer"), True),
    )
    text, furniture = _joined(parts)
    if not text.strip():
        return _recognised(package, name, limits)
    check_length(text, name, limits)
    return Extracted(
        text,
        one_page(text),
        DOCX,
        title=_property(package, "title") or None,
        furniture=furniture,
        left_out=(
            *_left_out(package, main, words),
            *_on_stamps(package, name, limits),
        ),
        warnings=_warnings(main.root, words.fonts),
    )


def _recognised(package: Package, name: str, limits: Limits) -> Extracted:
    """The words on the pictures of a DOCX that holds nothing else: scanned pages, put into Word."""
    from chancery.reader.formats.picture import read_all  # noqa: PLC0415 - most have words

    found = read_all(package.pictures(), name, limits)
    if found is None:
        raise FormatError(name, "no_text", "it holds no text", "Add a file with text")
    return replace(found, media_type=DOCX, title=_property(package, "title") or None)


def _on_stamps(package: Package, name: str, limits: Limits) -> Iterator[str]:
    """Words on its pictures, for the check of marks; what opens pictures is imported only then."""
    if not package.has_pictures:
        return
    from chancery.reader.formats.docx_stamps import words_of_stamps  # noqa: PLC0415 - few have any

    yield from words_of_stamps(package.pictures(), name, limits)


@dataclass(slots=True)
class _Words:
    """Turns elements into lines; holds the numbers of the lists between paragraphs."""

    numbering: Numbering = field(default_factory=Numbering)
    fonts: Fonts = field(default_factory=Fonts)

    def blocks(self, parent: Any | None) -> Iterator[str]:
        """Lines of the paragraphs and tables in an element."""
        for element in parent if parent is not None else ():
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name in _BLOCKS_IN:
                yield from self.blocks(element)
            elif name == "AlternateContent":
                yield from self.blocks(child(element, "Choice"))

    def _paragraph(self, element: Any) -> Iterator[str]:
        """The paragraph, then the text boxes that hang on it."""
        boxes: list[Any] = []
        text = in_unicode(self._inline(element, element, boxes))
        # Word counts empty paragraphs of a list too.
        label = self.numbering.label(child(element, "pPr"))
        yield from (f"{label} {text}" if label and text.strip() else text).split("\n")
        for box in boxes:
            yield from self.blocks(box)

    def _inline(
        self, element: Any, paragraph: Any, boxes: list[Any]
    ) -> Iterator[tuple[Typed, str]]:
        """Characters of a paragraph, each piece with how it was typed. Deletions are passed over,
        insertions read; boxes are kept apart."""
        typed = self.fonts.typed(element, paragraph) if local(element) == "r" else PLAIN
        for part in element:
            name = local(part)
            if name == "t":
                yield typed, part.text or ""
            elif name in _CHARACTERS:
                broken = attribute(part, "type") in {"page", "column"}
                yield PLAIN, "" if broken else _CHARACTERS[name]
            elif name == "sym":
                yield PLAIN, _symbol(part)
            elif name == "textpath":
                yield PLAIN, attribute(part, "string")
            elif name == "txbxContent":
                boxes.append(part)
            elif name and name not in _PASSED:
                yield from self._inline(part, paragraph, boxes)

    def _table(self, table: Any) -> Iterator[str]:
        rows = [list(_cells(row)) for row in _inside(table, "tr")]
        read_rows = [[list(self.blocks(cell)) for cell in row] for row in rows]
        if _is_layout(read_rows):
            for row in read_rows:
                for cell in row:
                    yield from cell
            return
        for row, cells in zip(read_rows, rows, strict=True):
            texts = [
                "" if _continues(cell) else " ".join(" ".join(lines).split())
                for lines, cell in zip(row, cells, strict=True)
            ]
            if any(texts):
                yield " | ".join(texts).strip()


def _symbol(part: Any) -> str:
    """A character of a symbol font: only those that mean themselves; the rest is a bullet."""
    try:
        code = int(attribute(part, "char"), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 else "•"


def _inside(parent: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those wrapped in content controls and insertions."""
    for element in parent:
        if local(element) == name:
            if child(child(element, f"{name}Pr"), "del") is None:
                yield element
        elif local(element) in _BLOCKS_IN:
            yield from _inside(element, name)


def _cells(row: Any) -> Iterator[Any]:
    return _inside(row, "tc")


def _continues(cell: Any) -> bool:
    """Is it the lower part of a cell merged over several rows?"""
    merged = child(child(cell, "tcPr"), "vMerge")
    return merged is not None and value(merged) in {"", "continue"}


def _is_layout(rows: list[list[list[str]]]) -> bool:
    """A table that only places text side by side, as the head and the foot of a Vietnamese paper.

    Few rows and cells, and a cell with several paragraphs: its cells are read one after another.
    """
    if len(rows) > _LAYOUT_ROWS or any(len(row) > _LAYOUT_CELLS for row in rows):
        return False
    return any(sum(1 for line in cell if line.strip()) > 1 for row in rows for cell in row)


def _root(part: Part | None) -> Any | None:
    return None if part is None else part.root


def _furniture(package: Package, words: _Words, kind: str) -> list[str]:
    """Lines of all headers or footers, each once; those that hold only a page number not."""
    lines: dict[str, None] = {}
    for path in package.main.by_kind.get(kind, ()):
        part = package.part(path)
        for line in words.blocks(_root(part)):
            if any(character.isalpha() for character in line):
                lines[line.strip()] = None
    return list(lines)


def _notes(package: Package, words: _Words) -> Iterator[str]:
    """Footnotes and endnotes, each as '[1] …': numbered in the order of the part."""
    number = 0
    for kind in ("footnotes", "endnotes"):
        root = _root(package.part(package.main.first(kind)))
        for note in root if root is not None else ():
            if attribute(note, "type") in _NOT_NOTES:
                continue
            text = " ".join(" ".join(words.blocks(note)).split())
            if text:
                number += 1
                yield f"[{number}] {text}"


def _joined(parts: Iterable[tuple[list[str], bool]]) -> tuple[str, tuple[Span, ...]]:
    """All lines as one text; blank lines are kept single and not at the ends."""
    text = ""
    furniture: list[Span] = []
    for lines, is_furniture in parts:
        block = "\n".join(_single_blanks(lines))
        if not block:
            continue
        text += "\n" if text else ""
        if is_furniture:
            furniture.append((len(text), len(text) + len(block)))
        text += block
    return text, tuple(furniture)


def _single_blanks(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if line.strip():
            kept.append(line.rstrip())
        elif kept and kept[-1]:
            kept.append("")
    return kept[:-1] if kept and not kept[-1] else kept


def _warnings(root: Any, fonts: Fonts) -> tuple[str, ...]:
    warnings = []
    if old := [way.name for way in tables.OLD if way.key in fonts.used]:
        warnings.append(
            f"Words typed in old fonts ({', '.join(old)}) were turned into Unicode by the names of "
            "their fonts."
        )
    if next(root.iter("{*}blip", "{*}imagedata"), None) is not None:
        warnings.append("Pictures in it were not read.")
    if next(root.iter("{*}del", "{*}ins"), None) is not None:
        warnings.append("It has tracked changes: insertions were read, deletions were not.")
    if next(root.iter("{*}altChunk"), None) is not None:
        warnings.append("A file embedded in it was not read.")
    return tuple(warnings)


def _property(package: Package, name: str) -> str:
    root = _root(package.part("docProps/core.xml"))
    found = child(root, name)
    return " ".join((found.text or "").split()) if found is not None else ""


def _left_out(package: Package, main: Part, words: _Words) -> Iterator[str]:
    """Comments, deleted words and the labels in the properties."""
    comments = _root(package.part(main.first("comments")))
    for comment in comments if comments is not None else ():
        yield "\n".join(_Words(fonts=words.fonts).blocks(comment))
    deleted = "".join(part.text or "" for part in main.root.iter("{*}delText"))
    if deleted.strip():
        yield deleted
    for name in ("title", "subject", "keywords", "category", "contentStatus", "description"):
        if text := _property(package, name):
            yield text
    custom = _root(package.part("docProps/custom.xml"))
    for entry in custom if custom is not None else ():
        if text := "".join(entry.itertext()).strip():
            yield f"{attribute(entry, 'name')}: {text}\n{text}"
