"""Letters as the eye sees them: lookalikes of other scripts, fancy forms and hidden characters.

A stamp typed with Cyrillic letters, in full-width or circled letters, with zero-width characters or
marks of its own between them is read by people all the same; so it must be read here.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

CIRCUMFLEX, DOT, ACUTE = "\u0302", "\u0323", "\u0301"
_TONES = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
"""Marks that make another Vietnamese letter; all others (lines through or under) are dress."""

_PAIRS = (
    # Cyrillic
    ("АВЕКМНОРСТУХІЅЈаекмнорстухіѕј", "ABEKMHOPCTYXISJaekmhopctyxisj"),
    # Greek
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹοαιντϲ", "ABEZHIKMNOPTYXCoaivtc"),
    # small capitals, Lisu, Cherokee
    ("ᴀᴄᴅᴇꜰɪᴋʟᴍɴᴏᴘʀꜱᴛᴜʏ", "ACDEFIKLMNOPRSTUY"),
    ("ꓮꓚꓓꓰꓝꓲꓡꓟꓠꓳꓑꓣꓢꓔꓴꓬ", "ACDEFILMNOPRSTUY"),  # noqa: RUF001 - lookalikes are the point
    ("ᎪᏟᎠᎬᏆᏞᎷᏢᎡᏚᎢ", "ACDEILMPRST"),
    ("ɑıĐÐđðƉ", "aiDDddD"),
)
_LOOKALIKES = {a: b for seen, meant in _PAIRS for a, b in zip(seen, meant, strict=True)}
# Letters that hold a place and show nothing.
_HIDDEN = frozenset("\u115f\u1160\u3164\uffa0\u2800\u180e")
_CIRCLED = ((0x1F150, 26), (0x1F170, 26), (0x1F1E6, 26))


class Letter(NamedTuple):
    """One letter or other character as seen: bare capital, its Vietnamese marks, its place."""

    capital: str
    marks: frozenset[str]
    upper: bool
    place: int

    @property
    def is_letter(self) -> bool:
        """Is it one of A to Z?"""
        return "A" <= self.capital <= "Z"


_BARE: frozenset[str] = frozenset()
_BLANK = "  "


def letters(text: str, offset: int = 0) -> list[Letter]:
    """Every visible character of ``text``, hidden ones dropped, marks gathered on their letter.

    Of any number of blanks in a row two are kept.
    """
    seen: list[Letter] = []
    last_two = ""
    for place, character in enumerate(text, start=offset):
        if character.isspace():
            if last_two != _BLANK:
                seen.append(Letter(" ", _BARE, True, place))
                last_two = last_two[-1:] + " "
            continue
        for piece in _pieces(character):
            if piece not in _TONES:
                capital = piece.upper() if len(piece.upper()) == 1 else piece
                seen.append(Letter(capital, _BARE, piece == capital, place))
                last_two = last_two[-1:] + capital
            elif seen:
                last = seen[-1]
                seen[-1] = last._replace(marks=last.marks | {piece})
    return seen


@lru_cache(maxsize=4096)
def _pieces(character: str) -> str:
    """What one character shows: letters A-z, Vietnamese marks, or itself; '' for nothing."""
    if character.isascii():
        return character
    if character in _HIDDEN:
        return ""
    for first, number in _CIRCLED:
        if first <= ord(character) < first + number:
            return chr(ord("A") + ord(character) - first)
    shown = (_LOOKALIKES.get(c, c) for c in unicodedata.normalize("NFKD", character))
    return "".join(c for c in shown if c in _TONES or not _is_dress(c))


def _is_dress(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Cf", "Cs"}


class _Folded(dict[int, str]):
    """Table for ``str.translate`` that works out each character once."""

    def __missing__(self, code: int) -> str:
        pieces = (piece for piece in _pieces(chr(code)) if piece not in _TONES)
        self[code] = shown = "".join(pieces).upper()
        return shown


_FOLDED = _Folded()


def folded(text: str) -> str:
    """The bare capitals of ``text``: quick, and without places."""
    return text.translate(_FOLDED)
