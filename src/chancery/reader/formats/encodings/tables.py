"""The encodings that Vietnamese was typed in before Unicode, written down from their design.

Each turns bytes into text and, for the tests and for whoever must answer an old machine, text into
bytes. TCVN3 (TCVN 5712:1993, the "ABC" fonts) has no capitals with tones: a font of capitals shows
them, and the text does not say which font it was; ``capitals`` puts back what neighbours show.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300\u0301\u0303\u0309\u0323"

# TCVN3: the letters with tones, as they stand in rows of bytes: vowel, then grave, hook, tilde,
# acute, dot. The vowels without tone have places of their own.
_TCVN3_TONES = (_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT)
_TCVN3_ROWS = {
    "a": (0xB5, 0xB6, 0xB7, 0xB8, 0xB9),
    "ă": (0xBB, 0xBC, 0xBD, 0xBE, 0xC6),
    "â": (0xC7, 0xC8, 0xC9, 0xCA, 0xCB),
    "e": (0xCC, 0xCE, 0xCF, 0xD0, 0xD1),
    "ê": (0xD2, 0xD3, 0xD4, 0xD5, 0xD6),
    "i": (0xD7, 0xD8, 0xDC, 0xDD, 0xDE),
    "o": (0xDF, 0xE1, 0xE2, 0xE3, 0xE4),
    "ô": (0xE5, 0xE6, 0xE7, 0xE8, 0xE9),
    "ơ": (0xEA, 0xEB, 0xEC, 0xED, 0xEE),
    "u": (0xEF, 0xF1, 0xF2, 0xF3, 0xF4),
    "ư": (0xF5, 0xF6, 0xF7, 0xF8, 0xF9),
    "y": (0xFA, 0xFB, 0xFC, 0xFD, 0xFE),
}
_TCVN3_PLAIN = dict(zip(range(0xA1, 0xAF), "ĂÂÊÔƠƯĐăâêôơưđ", strict=True))

# VISCII (RFC 1456): what every half row of sixteen holds, from 0x80 on; six rare capitals stand
# among the control codes.
_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
    "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "Õắằặấầẩậẽẹếềểễệố"
    "ồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉ"
    "đựòóôõỏọụùúũủýợỮ"
)
_VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}

# VNI: a vowel, and behind it one sign for its tone, or for its shape and tone together.
_VNI_TONES = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_SHAPED = {
    "â": _CIRCUMFLEX,
    "à": _CIRCUMFLEX + _GRAVE,
    "á": _CIRCUMFLEX + _ACUTE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE,
    "è": _BREVE + _GRAVE,
    "é": _BREVE + _ACUTE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_VNI_ALONE = {
    "ñ": "đ",
    "ô": "ơ",
    "ö": "ư",
    "ì": "ì",
    "í": "í",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}
_BREVES = "êèéúüë"


UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Encoding:
    """An old encoding. What means nothing in it decodes to U+FFFD.

    ``encode`` raises UnicodeEncodeError at a character that it cannot write.
    """

    key: str
    name: str
    decode: Callable[[bytes], str]
    encode: Callable[[str], bytes]


def _table(letters: dict[int, str]) -> str:
    """256 characters: those of ``letters``, else signs as in Windows; Western letters are none."""
    western = (bytes([byte]).decode("cp1252", errors="replace") for byte in range(256))
    return "".join(
        letters.get(byte, UNKNOWN if byte > 0x7F and sign.isalpha() else sign)
        for byte, sign in enumerate(western)
    )


def _charmap(name: str, letters: dict[int, str], also: dict[str, int]) -> Encoding:
    """An encoding of one byte a letter; ``also`` are letters that are written as another."""
    table = _table(letters)
    ways = {sign: byte for byte, sign in enumerate(table) if sign != UNKNOWN} | also

    def decode(data: bytes) -> str:
        return codecs.charmap_decode(data, "strict", table)[0]

    def encode(text: str) -> bytes:
        mapping = {ord(sign): byte for sign, byte in ways.items()}
        return codecs.charmap_encode(unicodedata.normalize("NFC", text), "strict", mapping)[0]

    return Encoding(name.lower(), name, decode, encode)


def _tcvn3() -> Encoding:
    letters = dict(_TCVN3_PLAIN)
    for vowel, places in _TCVN3_ROWS.items():
        for place, tone in zip(places, _TCVN3_TONES, strict=True):
            letters[place] = unicodedata.normalize("NFC", vowel + tone)
    small = {letter: byte for byte, letter in letters.items()}
    capitals = {letter.upper(): byte for letter, byte in small.items() if letter.islower()}
    return _charmap("TCVN3", letters, {k: v for k, v in capitals.items() if k not in small})


def _viscii() -> Encoding:
    high = {0x80 + at: letter for at, letter in enumerate(_VISCII_HIGH)}
    return _charmap("VISCII", high | _VISCII_LOW, {})


def _vni_pairs() -> Iterator[tuple[str, str]]:
    """What is typed in VNI, and the letter that it shows; the small ones."""
    yield "yï", "ỵ"  # in some fonts; the one below is written
    yield from _VNI_ALONE.items()
    for vowel, bare in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("ô", "ơ"), ("ö", "ư")):
        for sign, tone in _VNI_TONES.items():
            yield vowel + sign, bare + tone
    yield from (("y" + sign, "y" + tone) for sign, tone in _VNI_TONES.items() if sign != "ï")
    for vowel in "aeo":
        for sign, marks in _VNI_SHAPED.items():
            if vowel == "a" or sign not in _BREVES:
                yield vowel + sign, vowel + marks


@lru_cache(maxsize=1)
def _vni_letters() -> dict[str, str]:
    """Typed to shown, for both cases; the sign behind a capital may be small."""
    ways: dict[str, str] = {}
    for typed, marked in _vni_pairs():
        shown = unicodedata.normalize("NFC", marked)
        ways[typed] = shown
        ways[typed[0].upper() + typed[1:]] = shown.upper()
        ways[typed.upper()] = shown.upper()
    return ways


def _vni_decode(data: bytes) -> str:
    typed = data.decode("cp1252", errors="replace")
    return _vni_pattern().sub(lambda found: _vni_letters().get(found.group(), UNKNOWN), typed)


@lru_cache(maxsize=1)
def _vni_pattern() -> re.Pattern[str]:
    """A vowel with its sign, a letter that stands alone, or a sign without its vowel."""
    ways = sorted(_vni_letters(), key=lambda typed: (-len(typed), typed))
    signs = {*_VNI_TONES, *_VNI_SHAPED}
    return re.compile("|".join([*ways, *sorted(signs | {sign.upper() for sign in signs})]))


@lru_cache(maxsize=1)
def _vni_ways() -> dict[str, str]:
    """Shown to typed: of two ways to type a capital, the one with the capital sign."""
    return {shown: typed for typed, shown in _vni_letters().items()}


def _vni_encode(text: str) -> bytes:
    ways = _vni_ways()
    return b"".join(
        ways.get(letter, letter).encode("cp1252") for letter in unicodedata.normalize("NFC", text)
    )


def _windows_encode(text: str) -> bytes:
    """Letters whole where Windows-1258 has them, otherwise the vowel and its tone behind it."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        apart = unicodedata.normalize("NFD", letter)
        tones = "".join(c for c in apart if c in _TCVN3_TONES)
        shape = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TCVN3_TONES))
        try:
            out.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            out.append((shape + tones).encode("cp1258"))
    return b"".join(out)


WINDOWS = Encoding(
    "windows-1258",
    "Windows-1258",
    lambda data: data.decode("cp1258", errors="replace"),
    _windows_encode,
)
TCVN3 = _tcvn3()
VNI = Encoding("vni", "VNI", _vni_decode, _vni_encode)
VISCII = _viscii()
OLD = (WINDOWS, TCVN3, VNI, VISCII)
