"""Is this word a Vietnamese syllable? Answered by the rules of spelling, not by a list of words.

A syllable is an onset, a rhyme (one of few vowel groups with the finals that each takes) and a
tone; with a final p, t, c, ch only two tones are possible. Foreign words and letters that a wrong
decoding left behind hardly ever pass, which is what tells one old encoding from another.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ONSETS = frozenset(
    "- b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".replace("-", "").split(
        " "
    )
)
_ANY = "m n ng p t c"
_FINALS = {
    "a": f"- i y o u {_ANY} nh ch",
    "ă": _ANY,
    "â": f"u y {_ANY}",
    "e": f"- o {_ANY}",
    "ê": "- u m n nh p t ch",
    "i": "- u m n nh p t ch",
    "o": f"- i {_ANY}",
    "ô": f"- i {_ANY}",
    "ơ": "- i m n p t",
    "u": f"- i {_ANY}",
    "ư": "- i u m n ng t c",
    "y": "- t",
    "ia": "-",
    "ya": "-",
    "ua": "-",
    "ưa": "-",
    "iê": f"u {_ANY}",
    "yê": f"u {_ANY}",
    "uô": f"i {_ANY}",
    "ươ": f"i u {_ANY}",
    "oa": f"- i y o {_ANY} nh ch",
    "oă": _ANY,
    "oe": "- o n t",
    "oo": "n ng c",
    "uâ": "y n ng t",
    "uê": "- n nh ch",
    "uơ": "-",
    "uy": "- u n nh p t ch",
    "uya": "-",
    "uyê": "n t",
}
_RHYMES = frozenset(
    nucleus + final.replace("-", "") for nucleus, row in _FINALS.items() for final in row.split()
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_OF_STOPPED = frozenset(("\u0301", "\u0323"))
_STOPS = ("p", "t", "c", "ch")
_LONGEST = 7


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Is ``word`` spelt as a Vietnamese syllable, in any case, its marks typed in any form?"""
    if not 0 < len(word) <= _LONGEST * 3:
        return False
    tones, bare = _parted(word.lower())
    if len(tones) > 1 or len(bare) > _LONGEST:
        return False
    return any(_fits(bare[:cut], bare[cut:], tones) for cut in range(min(4, len(bare))))


def _parted(word: str) -> tuple[str, str]:
    """The tone marks of a word, and the word without them."""
    taken_apart = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in taken_apart if mark in _TONES)
    rest = "".join(letter for letter in taken_apart if letter not in _TONES)
    return tones, unicodedata.normalize("NFC", rest)


def _fits(onset: str, rhyme: str, tones: str) -> bool:
    if onset not in _ONSETS or rhyme not in _RHYMES:
        return False
    return not rhyme.endswith(_STOPS) or not tones or tones in _OF_STOPPED
