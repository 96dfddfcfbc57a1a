"""Which language a text is written in, from its letters and its commonest words."""

from __future__ import annotations

import re

from chancery.reader.model import Language

_SAMPLE = 20_000
_STEP = 500
"""Counted by the step: the marks of most Vietnamese texts are enough long before the end."""

_VIETNAMESE = re.compile(
    "[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]"
)
_WORD = re.compile(r"\w+")
_ENGLISH_WORDS = frozenset(
    {"the", "of", "and", "to", "in", "for", "that", "with", "on", "will", "shall"}
)
_UNMARKED_WORDS = frozenset({"va", "cua", "cac", "trong", "nuoc", "duoc", "nhung", "voi"})
_UNMARKED_PAIRS = {
    pair: re.compile(rf"\b{pair}\b") for pair in ("hai ben", "hop tac", "thu tuong", "chinh phu")
}


def language_of(text: str) -> Language:
    """'vi' or 'en'. A text without letters of either counts as Vietnamese, the house's language.

    >>> language_of("Hai bên nhất trí tổ chức kỳ họp vào tháng 10.")
    'vi'
    >>> language_of("The two sides agreed to meet in Hà Nội in October.")
    'en'
    """
    sample = text[:_SAMPLE]
    marked = 0
    for start in range(0, len(sample), _STEP):
        marked += len(_VIETNAMESE.findall(sample, start, start + _STEP))
        if marked * 12 >= len(sample):
            return "vi"
    low = sample.lower()
    words = _WORD.findall(low)
    english = sum(map(_ENGLISH_WORDS.__contains__, words))
    unmarked = sum(map(_UNMARKED_WORDS.__contains__, words))
    unmarked += sum(len(p.findall(low)) for pair, p in _UNMARKED_PAIRS.items() if pair in low)
    return "en" if english > max(marked, unmarked) else "vi"
