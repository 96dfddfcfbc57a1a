"""Which runs of a DOCX were typed in the fonts of before Unicode, and their text in Unicode.

The font shows Vietnamese, the file holds the letters of a Western code page: "Céng hßa" in .VnTime
is "Cộng hòa". The font of a run is its own, or that of its style, of its paragraph's style, or the
document's. Whether such a font still tells the truth is asked of the whole text: a paper turned
into Unicode often keeps its names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from chancery.reader.formats.docx_xml import attribute, child, local, value
from chancery.reader.formats.encodings import share_of_syllables, tables

_TCVN3 = re.compile(r"\.vn", re.IGNORECASE)
_CAPITALS = re.compile(r"\.vn.*h(?: \w+)?$", re.IGNORECASE)
_VNI = re.compile(r"vni[- ]", re.IGNORECASE)
_SYMBOLS = 0xF000
_ONE_IN = 20
"""Where more letters mean nothing in the old encoding, the run was typed in another."""
_DEEPEST = 20
"""Styles based on styles; a circle of them ends here."""


@dataclass(frozen=True, slots=True)
class Typed:
    """How a run was typed: the encoding, and whether its font shows capitals alone."""

    encoding: tables.Encoding | None = None
    capitals: bool = False

    def told(self, text: str) -> str:
        """The text in Unicode; as it stands where it holds letters that no old font has."""
        if self.encoding is None:
            return text
        data = _bytes(text)
        if data is None:
            return text
        decoded = self.encoding.decode(data)
        if decoded.count(tables.UNKNOWN) * _ONE_IN > len(decoded):
            return text
        return decoded.upper() if self.capitals else decoded


PLAIN = Typed()


@dataclass(frozen=True, slots=True)
class _Style:
    font: str
    based_on: str


@dataclass(slots=True)
class Fonts:
    """The fonts of a document's runs. ``used`` are the old encodings that its text was typed in."""

    styles: Mapping[str, _Style] = field(default_factory=dict)
    default: str = ""
    first: str = ""
    used: frozenset[str] = frozenset()

    @classmethod
    def of(cls, styles: Any | None, texts: Any) -> Fonts:
        """From the part of styles and the elements of the text (``w:document``)."""
        found: dict[str, _Style] = {}
        default = first = ""
        for element in styles if styles is not None else ():
            if local(element) == "docDefaults":
                default = _font(child(child(element, "rPrDefault"), "rPr"))
            elif local(element) == "style":
                key = attribute(element, "styleId")
                font = _font(child(element, "rPr"))
                found[key] = _Style(font, value(child(element, "basedOn")))
                if attribute(element, "type") == "paragraph" and _is_on(element, "default"):
                    first = key
        fonts = cls(found, default, first)
        fonts.used = frozenset(fonts._in_use(texts))
        return fonts

    def typed(self, run: Any, paragraph: Any) -> Typed:
        """How a run of a paragraph was typed."""
        typed = self._by_name(run, paragraph)
        return typed if typed.encoding and typed.encoding.key in self.used else PLAIN

    def _by_name(self, run: Any, paragraph: Any) -> Typed:
        name = self._named(run, paragraph)
        if _TCVN3.match(name):
            return Typed(tables.TCVN3, capitals=_CAPITALS.match(name) is not None)
        return Typed(tables.VNI) if _VNI.match(name) else PLAIN

    def _named(self, run: Any, paragraph: Any) -> str:
        properties = child(run, "rPr")
        if own := _font(properties):
            return own
        own_style = value(child(properties, "rStyle"))
        of_paragraph = value(child(child(paragraph, "pPr"), "pStyle")) or self.first
        return self._of_style(own_style) or self._of_style(of_paragraph) or self.default

    def _of_style(self, key: str) -> str:
        for _ in range(_DEEPEST):
            style = self.styles.get(key)
            if style is None:
                return ""
            if style.font:
                return style.font
            key = style.based_on
        return ""

    def _in_use(self, texts: Any) -> Iterator[str]:
        """Encodings whose fonts tell the truth: decoded, the words are spelt better than before."""
        by_key: dict[str, tuple[list[str], list[str]]] = {}
        for paragraph in texts.iter("{*}p"):
            for typed, text in _joined(self._runs(paragraph)):
                if typed.encoding is not None:
                    before, after = by_key.setdefault(typed.encoding.key, ([], []))
                    before.append(text)
                    after.append(typed.told(text))
        for key, (before, after) in by_key.items():
            if share_of_syllables(" ".join(after)) > share_of_syllables(" ".join(before)):
                yield key

    def _runs(self, paragraph: Any) -> Iterator[tuple[Typed, str]]:
        for run in paragraph.iter("{*}r"):
            text = "".join(part.text or "" for part in run if local(part) == "t")
            if text:
                yield self._by_name(run, paragraph), text


def in_unicode(pieces: Iterator[tuple[Typed, str]]) -> str:
    """The text of a paragraph: runs typed alike are put together first, for VNI parts a letter."""
    return "".join(typed.told(text) for typed, text in _joined(pieces))


def _joined(pieces: Iterator[tuple[Typed, str]]) -> list[tuple[Typed, str]]:
    joined: list[tuple[Typed, str]] = []
    for typed, text in pieces:
        if joined and joined[-1][0] == typed:
            joined[-1] = (typed, joined[-1][1] + text)
        else:
            joined.append((typed, text))
    return joined


def _font(properties: Any | None) -> str:
    fonts = child(properties, "rFonts")
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi")


def _is_on(element: Any, name: str) -> bool:
    return attribute(element, name) in {"1", "true", "on"}


def _bytes(text: str) -> bytes | None:
    """The bytes that an old font was asked for; None where a letter is none of its code page."""
    held = bytearray()
    for letter in text:
        code = ord(letter)
        if _SYMBOLS <= code <= _SYMBOLS + 0xFF:  # Word keeps some fonts' letters there
            code -= _SYMBOLS
        if code <= 0xFF:
            held.append(code)
            continue
        try:
            held += letter.encode("cp1252")
        except UnicodeEncodeError:
            return None
    return bytes(held)
