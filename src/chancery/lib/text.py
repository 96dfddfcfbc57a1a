"""Folding text so that 'dak lak' finds 'Đắk Lắk'."""

import unicodedata

# đ and ð are letters of their own: no decomposition takes the stroke off, so it goes first.
_STROKES = str.maketrans("đĐðÐ\u00a0", "dDdD ")


def fold(text: str) -> str:
    """Casefold, take all marks off and squeeze white space; đ becomes d."""
    bare = unicodedata.normalize("NFD", text.translate(_STROKES))
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(kept.casefold().split())
