"""The words of classification stamps, however they are written: which they are, not where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from chancery.reader.secrecy.lookalikes import ACUTE, CIRCUMFLEX, DOT, Letter, letters

Level = Literal["mat", "toi_mat", "tuyet_mat", "secret"]
Case = Literal["lower", "title", "upper"]
RANK: dict[Level, int] = {"mat": 1, "secret": 2, "toi_mat": 3, "tuyet_mat": 4}

VIETNAMESE = "TUYETMAT|TOIMAT|MAT"
ENGLISH = (
    "TOPSECRET|MOSTSECRET|STRICTLYSECRET|SECRET|CONFIDENTIAL|CONFIDENTIEL"
    "|RESTREINTUE|NATORESTRICTED|EURESTRICTED"
)
ANY = re.compile(f"{VIETNAMESE}|{ENGLISH}")
_LEVELS: dict[str, Level] = {"TUYETMAT": "tuyet_mat", "TOIMAT": "toi_mat", "MAT": "mat"}
_AT = frozenset((CIRCUMFLEX, DOT))
_NONE: frozenset[str] = frozenset()
# Which letters of a stamp carry which marks: MẬT, TỐI MẬT, TUYỆT MẬT.
_MARKS = {
    "MAT": {1: _AT},
    "TOIMAT": {1: frozenset((CIRCUMFLEX, ACUTE)), 4: _AT},
    "TUYETMAT": {3: _AT, 6: _AT},
}

# Words that may stand on the line of a stamp without making a sentence of it.
_BEFORE = (
    "TAILIEU|VANBAN|CONGVAN|CONGDIEN|DIEN|BAOCAO|TOTRINH|DOCUMENT|DOMAT|MUCDOMAT"
    "|UK|US|EU|NATO|COSMIC|FRANCE|ASEAN|TRES|GOVERNMENT|THISDOCUMENTISCLASSIFIED|THISDOCUMENTIS|CLASSIFIED"
)
_EITHER = "HOATOC|THUONGKHAN|KHAN|HENGIO|DRAFT|DUTHAO|URGENT|IMMEDIATE|FLASH|UE"
_AFTER = "NOFORN|LIMDIS|REL|KHONGPHOBIEN|NODIS|EXDIS|SIPDIS|ANDPERSONAL|ORCON|UKEYESONLY|USEYESONLY|EYESONLY|DEFENSE|EU"
# 'Điện mật' is how a telegram is headed; urgency may stand beside a stamp in small letters too.
_SMALL_TOO = re.compile(f"{_EITHER}|CONGDIEN|DIEN")
_BANNER = re.compile(
    f"(?P<before>(?:{_BEFORE}|{_EITHER})*)(?P<stamps>(?:{VIETNAMESE}|{ENGLISH}))"
    f"(?P<after>(?:{VIETNAMESE}|{ENGLISH}|{_EITHER}|{_AFTER})*)"
)
_APART = "[\u0300-\u036f]*"  # marks typed apart
_OF = rf"(?:\s*(?:/|of|tr(?:ê|e{_APART})n)\s*\d+)?"
_PAGING = re.compile(
    rf"\b(?:trang|page|tr\.|p\.)\s*\d+{_OF}"
    rf"|\bs(?:ố|o{_APART})\s*[:.]?\s*\d+(?:[/-]\w+)*|\(?\bb(?:ả|a{_APART})n\s+\d+\)?"
    rf"|\b(?:b(?:ả|a{_APART})n\s+s(?:ố|o{_APART})|s(?:ố|o{_APART})\s+b(?:ả|a{_APART})n|copy(?:\s+no\.?)?)"
    rf"\s*:?\s*\d+{_OF}",
    re.IGNORECASE,
)
_CAVEATS = re.compile(r"//.*", re.DOTALL)
_DIGITS_FOR_LETTERS = str.maketrans("01345$@!", "OIEASSAI")
_DIGIT_IN_WORD = re.compile(r"[^\W\d_][01345$@!]|[01345$@!][^\W\d_]")
# The same stamps typed in the fonts of before Unicode (TCVN3, VNI), whose letters come out so.
_LEGACY: dict[str, str] = {
    **dict.fromkeys(("mët", "maät"), "MAT"),
    **dict.fromkeys(("tèimët", "toáimaät"), "TOIMAT"),
    **dict.fromkeys(("tuyötmët", "tuyeätmaät"), "TUYETMAT"),
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp's words: level, how they are written, where they stand.

    ``full``: all Vietnamese marks are there. 'TOI MAT' has none and is still read; 'TÔI MẤT' has
    others and is no stamp.
    """

    word: str
    level: Level
    case: Case
    full: bool
    start: int
    end: int


def stamp(among: Sequence[Letter], word: str) -> Stamp | None:
    """The letters as the stamp ``word``, unless their marks make another word of them."""
    meant = _MARKS.get(word, {})
    full = True
    for index, letter in enumerate(among if meant else ()):
        wanted = meant.get(index, _NONE)
        if not letter.marks <= wanted:
            return None
        full = full and letter.marks == wanted
    level = _LEVELS.get(word, "secret")
    return Stamp(word, level, _case(among), full, among[0].place, among[-1].place + 1)


def banner(text: str, offset: int = 0) -> tuple[Stamp, ...]:
    """Stamps of a text that says nothing else: letter-spaced, dotted, framed, paged as may be."""
    shown = _PAGING.sub(lambda found: " " * len(found.group()), text)
    cut = _CAVEATS.sub("", shown)
    found = _banner(cut if any(c.isalpha() for c in cut) else shown, offset)
    if not found and _DIGIT_IN_WORD.search(text):
        found = _banner(shown.translate(_DIGITS_FOR_LETTERS), offset)
        found = tuple(s for s in found if s.word != "MAT" and s.case == "upper")
    return found or _legacy(text, offset)


def _banner(text: str, offset: int) -> tuple[Stamp, ...]:
    seen = [letter for letter in letters(text, offset) if letter.is_letter]
    if not 3 <= len(seen) <= 80:
        return ()
    match = _BANNER.fullmatch("".join(letter.capital for letter in seen))
    if not match:
        return ()
    found = [
        stamp(seen[word.start() : word.end()], word.group())
        for word in ANY.finditer(match.string, match.start("stamps"))
    ]
    stamps = tuple(s for s in found if s is not None)
    if len(stamps) != len(found):
        return ()
    if _is_spaced(text, offset, seen):
        stamps = tuple(replace(s, case="upper") for s in stamps)
    if match["before"] and seen[0].upper:
        stamps = tuple(replace(s, case="title") if s.case == "lower" else s for s in stamps)
    # With other words beside it only capitals are a stamp: 'Báo cáo mật' is a headline.
    dressed = _SMALL_TOO.sub("", match["before"] + ANY.sub("", match["after"]))
    return stamps if not dressed or all(s.case == "upper" for s in stamps) else ()


def _is_spaced(text: str, offset: int, seen: Sequence[Letter]) -> bool:
    """Does something visible stand between each letter and the next, as nobody writes words?"""
    kinds = "".join("a" if letter.is_letter else " " for letter in letters(text, offset))
    return len(seen) > 2 and "aa" not in kinds


def _legacy(text: str, offset: int) -> tuple[Stamp, ...]:
    word = _LEGACY.get(
        "".join(c for c in unicodedata.normalize("NFC", text.casefold()) if c.isalpha())
    )
    if word is None:
        return ()
    end = offset + len(text.rstrip())
    return (Stamp(word, _LEVELS[word], "upper", True, offset, end),)


def _case(among: Sequence[Letter]) -> Case:
    upper = sum(letter.upper for letter in among)
    if upper * 2 >= len(among):
        return "upper"
    return "title" if upper else "lower"
