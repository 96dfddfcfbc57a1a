"""Capitals with tones, which TCVN3 leaves to the font.

In "CéNG HßA" the bytes of the small ộ and ò stood in a font that shows them as capitals. A word is
taken to be in capitals where its other letters show it ("HßA"); where they do not ("Bé" may be
Bộ or BỘ), the nearest words of its line that do show it decide, and if those differ, small stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chancery.reader.formats.encodings.syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+")


def restored(text: str) -> str:
    """The text with small letters raised in words that were set in capitals."""
    return "".join(_line(line) for line in text.splitlines(keepends=True))


def _line(line: str) -> str:
    if line.isascii():
        return line
    found = list(_WORD.finditer(line))
    shown = [_shows_capitals(word.group()) for word in found]
    pieces, place = [], 0
    for nth, word in enumerate(found):
        raised = shown[nth] if shown[nth] is not None else _neighbours(shown, nth)
        pieces.append(line[place : word.start()])
        pieces.append(word.group().upper() if raised else word.group())
        place = word.end()
    return "".join([*pieces, line[place:]])


def _shows_capitals(word: str) -> bool | None:
    """True or False where the letters without tone show it, None where they leave it open."""
    plain = [c for c in word if c.isupper() or c.isascii()]
    if not all(c.isupper() for c in plain):
        return False
    if word.isascii() or word.isupper():
        # WTO and ĐSQ stand in any line; GIAO only in one of capitals.
        return True if len(word) > 1 and is_syllable(word) else None
    return True if len(plain) > 1 or (plain and not word.startswith(plain[0])) else None


def _neighbours(shown: Sequence[bool | None], nth: int) -> bool:
    before = next((known for known in reversed(shown[:nth]) if known is not None), None)
    after = next((known for known in shown[nth + 1 :] if known is not None), None)
    sides = [side for side in (before, after) if side is not None]
    return bool(sides) and all(sides)
