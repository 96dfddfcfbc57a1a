"""Which encoding a text is in: its byte-order mark, UTF-8, UTF-16, or an old one by its spelling.

An old encoding is known by what comes out: nearly every word that has a letter beyond ASCII must
be spelt as a Vietnamese syllable. Decoded wrongly, hardly one in four is. Where no encoding, or
more than one with different results, passes, the file is refused: a guess would put wrong words
into findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from chancery.reader.formats.encodings import capitals, tables
from chancery.reader.formats.encodings.syllables import is_syllable

_SIGNATURES = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_WORD = re.compile(r"""[^\s!-/:-@\[-`{-~“”‘’–—…•«»·]+""")  # noqa: RUF001 - both quotation marks are meant
_SAMPLE = 400_000
_LIKELY = 0.8
_FAR = 0.15
"""By how much the best must be better than one with another result."""
_UNKNOWN_AT_MOST = 0.001
_WESTERN_AT_MOST = 0.02
_TYPOGRAPHY = frozenset("“”‘’–—…•«»·€£°§©®™\u00a0½¼")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding that it was in, and whether that was found by its spelling."""

    text: str
    encoding: str
    name: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Undecidable:
    """No encoding fits: what was tried, each with the share of words that came out as words."""

    tried: tuple[tuple[str, float], ...]

    def __str__(self) -> str:
        return ", ".join(f"{name} ({share:.0%})" for name, share in self.tried)


def signature(data: bytes) -> tuple[str, int] | None:
    """Encoding that a byte-order mark names, and the mark's length."""
    for mark, encoding in _SIGNATURES:
        if data.startswith(mark):
            return encoding, len(mark)
    return None


def wide(data: bytes) -> Decoded | None:
    """UTF-16 without its mark: every second byte of Latin writing is almost always below 0x1F."""
    if len(data) < 4 or len(data) % 2:
        return None
    sample = data[: _SAMPLE - _SAMPLE % 2]
    for encoding, high, low in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if sample[high::2].count(0) * 2 < len(sample) // 2 or 0 in sample[low::2]:
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Decoded(text, encoding, encoding.upper(), guessed=True)
    return None


def recognised(data: bytes) -> Decoded | Undecidable:
    """The text of bytes that are no UTF-8."""
    sample = _sample(data)
    tried = [(way, *_tried(way, sample)) for way in tables.OLD]
    shares = tuple((way.name, share) for way, _, share in tried)
    likely = sorted((row for row in tried if row[2] >= _LIKELY), key=lambda row: -row[2])
    if likely:
        way, text, share = likely[0]
        if all(other == text or share - rival >= _FAR for _, other, rival in likely[1:]):
            return _decoded(data, way)
        return Undecidable(shares)
    return _western(data) or Undecidable((*shares, ("Windows-1252", _share_of_ascii(sample))))


def _sample(data: bytes) -> bytes:
    """The first half million bytes, up to the end of a line."""
    if len(data) <= _SAMPLE:
        return data
    return data[: data.rfind(b"\n", 0, _SAMPLE) + 1 or _SAMPLE]


def _tried(way: tables.Encoding, sample: bytes) -> tuple[str, float]:
    text = way.decode(sample)
    if text.count(tables.UNKNOWN) > max(1, len(text) * _UNKNOWN_AT_MOST):
        return text, 0.0
    return text, share_of_syllables(text)


def share_of_syllables(text: str) -> float:
    """Of the words with a letter beyond ASCII, how many are Vietnamese syllables."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def _decoded(data: bytes, way: tables.Encoding) -> Decoded:
    after: Callable[[str], str] = capitals.restored if way is tables.TCVN3 else str
    return Decoded(after(way.decode(data)), way.key, way.name, guessed=True)


def _western(data: bytes) -> Decoded | None:
    """English or French typed on Windows: quotes and dashes, and few letters with an accent."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    marked = sum(1 for c in text if not c.isascii() and c not in _TYPOGRAPHY)
    # What Western words hold inside are letters; signs there are left by a wrong decoding.
    whole = all(word.isalnum() for word in _WORD.findall(text) if not _plain(word))
    if not whole or marked > len(text) * _WESTERN_AT_MOST:
        return None
    return Decoded(text, "windows-1252", "Windows-1252", guessed=True)


def _plain(word: str) -> bool:
    return all(c.isascii() or c in _TYPOGRAPHY for c in word)


def _share_of_ascii(sample: bytes) -> float:
    return sum(byte < 0x80 for byte in sample) / max(len(sample), 1)
