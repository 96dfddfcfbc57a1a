"""The numbers that Word writes before paragraphs: '1.', 'a)', 'II.', '2.1.', '-'."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chancery.reader.formats.docx_xml import attribute, child, value

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_STYLES_DEEP = 20
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_HIGHEST = 10_000


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, the kind of its figures, its pattern ('%1.%2')."""

    start: int = 1
    kind: str = "decimal"
    pattern: str = ""


@dataclass(slots=True)
class Numbering:
    """Counts as Word counts. Ask once for each paragraph, in order."""

    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _styles: dict[str, tuple[str | None, str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: Any | None, styles: Any | None) -> Numbering:
        """From the roots of the numbering and the styles part, either of which may be missing."""
        made = cls()
        if styles is not None:
            for style in styles.iter("{*}style"):
                made._styles[attribute(style, "styleId")] = (
                    value(child(style, "basedOn")) or None,
                    *_own(child(child(style, "pPr"), "numPr")),
                )
        if numbering is not None:
            made._read(numbering)
        return made

    def label(self, properties: Any | None) -> str:
        """What stands before the paragraph with these properties; '' for nothing."""
        number, depth = self._numbered(properties)
        levels = self._levels.get(number)
        if not levels or depth not in levels:
            return ""
        level = levels[depth]
        counts = self._counts.setdefault(self._abstract[number], [None] * _LEVELS)
        before = counts[depth]
        counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if level.kind == "bullet":
            return "-"
        return _PLACE.sub(lambda found: self._figure(levels, counts, found), level.pattern).strip()

    def _figure(
        self, levels: dict[int, Level], counts: list[int | None], found: re.Match[str]
    ) -> str:
        depth = int(found.group(1)) - 1
        level = levels.get(depth, Level())
        number = counts[depth]
        return figure(level.start if number is None else number, level.kind)

    def _numbered(self, properties: Any | None) -> tuple[str, int]:
        """List and level of a paragraph: its own, else its style's or that style's parents'."""
        number, depth = _own(child(properties, "numPr"))
        style: str | None = value(child(properties, "pStyle")) or None
        for _ in range(_STYLES_DEEP):
            if number or style is None:
                break
            style, number, depth = self._styles.get(style, (None, "", 0))
        return number, min(depth, _LEVELS - 1)

    def _read(self, numbering: Any) -> None:
        abstract = {
            attribute(element, "abstractNumId"): _levels_of(element)
            for element in numbering.iter("{*}abstractNum")
        }
        for element in numbering.iter("{*}num"):
            number, of = attribute(element, "numId"), value(child(element, "abstractNumId"))
            self._levels[number] = dict(abstract.get(of, {}))
            self._abstract[number] = of
            for override in element.iter("{*}lvlOverride"):
                self._override(number, override)

    def _override(self, number: str, override: Any) -> None:
        """A list that starts anew counts for itself, not with the others of its kind."""
        depth = whole(attribute(override, "ilvl"))
        levels = self._levels[number]
        if (own := child(override, "lvl")) is not None:
            levels[depth] = _level(own)
        if (start := child(override, "startOverride")) is not None:
            old = levels.get(depth, Level())
            levels[depth] = Level(whole(value(start), 1), old.kind, old.pattern)
            self._abstract[number] = f"num {number}"


def _own(properties: Any | None) -> tuple[str, int]:
    return value(child(properties, "numId")), whole(value(child(properties, "ilvl")))


def _levels_of(abstract: Any) -> dict[int, Level]:
    return {whole(attribute(lvl, "ilvl")): _level(lvl) for lvl in abstract.iter("{*}lvl")}


def _level(lvl: Any) -> Level:
    return Level(
        whole(value(child(lvl, "start")), 1),
        value(child(lvl, "numFmt")) or "decimal",
        value(child(lvl, "lvlText")),
    )


def whole(text: str, otherwise: int = 0) -> int:
    """A whole number between 0 and ten thousand, or ``otherwise``."""
    if not text.isascii() or not text.isdigit() or len(text) > 5:
        return otherwise
    return min(int(text), _HIGHEST)


def figure(number: int, kind: str) -> str:
    """A number as Word writes it: 4 as '4', 'iv', 'IV', 'd', 'D' or '04'."""
    write = _KINDS.get(kind)
    return write(number) if write else str(number)


def _roman(number: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        written += letters * (number // worth)
        number %= worth
    return written


def _letters(number: int) -> str:
    """a to z, then aa, bb: as Word does."""
    if number < 1:
        return ""
    return "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * ((number - 1) // 26 + 1)


_KINDS: dict[str, Callable[[int], str]] = {
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
    "none": lambda _: "",
    "bullet": lambda _: "-",
}
