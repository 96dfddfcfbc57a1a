"""Figures: money with its currency, shares, and counted things.

Vietnamese writes 1.200 and 8,4 where English writes 1,200 and 8.4. An ordinal, a number of a
paper and digits inside a name (G7, 'lần thứ 39', 'vòng 3') are no quantities.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from chancery.reader.mentions import vocabulary
from chancery.reader.mentions.scene import Scene
from chancery.reader.mentions.units import is_countable, names_a_countable, unit_at
from chancery.reader.mentions.vocabulary import phrases

SCALES = {
    "nghìn tỷ": 10**12, "nghìn tỉ": 10**12, "ngàn tỷ": 10**12, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6,
    "tỷ": 10**9, "tỉ": 10**9, "chục triệu": 10**7, "trăm triệu": 10**8, "thousand": 10**3, "million": 10**6,
    "billion": 10**9, "trillion": 10**12, "mn": 10**6, "bn": 10**9,
}  # fmt: skip
CURRENCIES = {
    "USD": "USD", "đô la Mỹ": "USD", "đô-la Mỹ": "USD", "đô la": "USD", "đô-la": "USD", "đô": "USD", "US dollars": "USD", "dollars": "USD",
    "EUR": "EUR", "Euro": "EUR", "euro": "EUR", "euros": "EUR", "JPY": "JPY", "yên": "JPY", "yen": "JPY", "KRW": "KRW", "won": "KRW",
    "VND": "VND", "VNĐ": "VND", "đồng": "VND", "dong": "VND", "CNY": "CNY", "RMB": "CNY", "NDT": "CNY", "nhân dân tệ": "CNY", "yuan": "CNY",
    "GBP": "GBP", "bảng Anh": "GBP", "bảng": "GBP", "pounds": "GBP", "AUD": "AUD", "đô la Úc": "AUD", "CAD": "CAD", "SGD": "SGD",
    "CHF": "CHF", "franc Thụy Sĩ": "CHF", "rupee": "INR", "INR": "INR", "rúp": "RUB", "RUB": "RUB", "baht": "THB", "THB": "THB",
    "ringgit": "MYR", "LAK": "LAK", "kíp": "LAK", "DKK": "DKK", "NOK": "NOK", "SEK": "SEK",
}  # fmt: skip
SIGNS = {
    "US$": "USD",
    "$": "USD",
    "USD": "USD",
    "€": "EUR",
    "EUR": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "A$": "AUD",
    "VND": "VND",
    "JPY": "JPY",
    **{
        code: code
        for code in ("CAD", "AUD", "SGD", "NZD", "GBP", "CHF", "CNY", "KRW", "THB", "INR")
    },
}

MODIFIERS = frozenset(
    phrases(
        "gần|hơn|khoảng|trên|dưới|ít nhất|tối thiểu|tối đa|xấp xỉ|ước|ước tính|chừng|hàng|tới|more than|nearly|almost|about|around|over|under|below|"
        "at least|up to|approximately|some|less than|above"
    )
)
_SIGN_BEFORE = re.compile(
    r"(?:US\$|A\$|\$|€|£|¥|\b(?:USD|EUR|VND|JPY|CAD|AUD|SGD|NZD|GBP|CHF|CNY|KRW|THB|INR) ?)$"
)
_ORDINAL_BEFORE = re.compile(
    r"(?:(?<!cung )(?<!tổng )(?<!con )(?<!trao )\b(?:thứ|(?<!trong )vòng|số|khóa|kỳ|điều|khoản|điểm|chương|mục|quận|đợt|phiên|trang|tầng|tổ|no\.|no|article|section|chapter|round|phase|giai đoạn|tốp|top|cấp|loại|lớp|hạng|phường|lô|covid|q\.|quyển|bảng|phụ lục|nhóm g|tháng|ngày|lúc|hồi|page|paragraph|annex|"
    r"sdg|cop|thv) ?|[A-ZĐ]-|\w/|[a-z]\.)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d.,]{0,30}")
_PERCENT = re.compile(
    r" ?%(?P<gdp> GDP)?| phần trăm| điểm phần trăm| điểm %| per ?cent(?:age points?)?\b| percentage points?\b"
)
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_MONEY = "|".join(sorted((re.escape(c) for c in CURRENCIES), key=len, reverse=True))
_AMOUNT = re.compile(rf" ?(?P<scale>{_SCALE})?(?: ?(?P<currency>{_MONEY}))?(?!\w)")
_SCALE_AFTER = re.compile(rf" (?P<scale>{_SCALE})(?!\w)")
_SHARE_OF = re.compile(r"/(?P<of>\d{1,7})(?![\d/])")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_UP_TO = re.compile(r"(?: ?- ?| đến | to )(?P<upper>\d[\d.,]{0,30}\d|\d)(?![\d/])")


class Figure(NamedTuple):
    """A quantity and its place."""

    start: int
    end: int
    value: float
    unit: str | None
    currency: str | None
    scale: int | None
    modifier: str | None
    rule: str
    confidence: float


def parse_number(text: str, language: str) -> float | None:
    """'1.200' is 1200 and '8,4' is 8.4 in Vietnamese, the other way round in English.

    >>> parse_number("96.000", "vi"), parse_number("94.6", "en"), parse_number("1.5", "vi")
    (96000.0, 94.6, 1.5)
    """
    thousands, decimal = (",", ".") if language == "en" else (".", ",")
    groups = text.split(decimal, maxsplit=1)[0].split(thousands)
    grouped = len(groups) > 1 and all(len(g) == 3 for g in groups[1:])
    if len(groups) == 2 and not grouped and decimal not in text:
        thousands, decimal = decimal, thousands  # '1.5' typed in a Vietnamese text
    plain = text.replace(thousands, "").replace(decimal, ".")
    try:
        return float(plain)
    except ValueError:
        return None


def add_quantities(scene: Scene) -> None:
    """All figures outside dates and names."""
    for figure in (*_in_digits(scene), *_in_words(scene)):
        if _is_taken(scene, figure.start, figure.end):
            continue
        scene.add(
            "QUANTITY", figure.start, figure.end, figure.rule, figure.confidence,
            value=int(figure.value) if figure.value == int(figure.value) else figure.value,
            unit=figure.unit, currency=figure.currency, scale=figure.scale, modifier=figure.modifier,
        )  # fmt: skip


def _is_taken(scene: Scene, start: int, end: int) -> bool:
    """A date, a name with a number in it, or the number that ends an event's name."""
    if scene.covers_any(("DATE", "QUANTITY"), start, end):
        return True
    for kind in ("PLACE", "BLOC", "PERSON"):
        if scene.inside(kind, start, end):
            return True
    named = scene.covers("EVENT", start - 1, start) and scene.covers("EVENT", start, start + 1)
    return named and not scene.covers("EVENT", end, end + 1)


def _in_digits(scene: Scene) -> Iterator[Figure]:
    text = scene.text
    done = 0
    for word in scene.number_words:
        start = scene.words.starts[word]
        if start < done or scene.covers("DATE", start, start + 1):
            continue
        found = _NUMBER.match(text, start)
        digits = found.group().rstrip(".,") if found else text[start]
        if not _stands_free(text, start, start + len(digits)):
            continue
        figure = _figure(scene, start, digits)
        if figure:
            done = figure.end
            yield figure


def _stands_free(text: str, start: int, end: int) -> bool:
    if start and (
        text[start - 1].isalnum()
        or (text[start - 1] in "_/.-" and text[start - 2 : start - 1].strip() != "")
    ):
        return False
    opens_line = start == 0 or text[start - 1] == "\n"
    marker = opens_line and text[end : end + 2] in (". ", ") ", "/ ")
    return not marker and not (end < len(text) and text[end].isalpha() and text[end] != "m")


def _figure(scene: Scene, start: int, digits: str) -> Figure | None:
    value = parse_number(digits, scene.language)
    if value is None:
        return None
    end = start + len(digits)
    begin, sign = _sign_before(scene.text, start)
    begin, modifier = _modifier_before(scene, begin)
    return _measured(scene, begin, end, value, modifier, sign) or _counted(
        scene, begin, end, value, modifier, digits
    )


def _sign_before(text: str, start: int) -> tuple[int, str]:
    """'US$', 'USD ' in front of the figure."""
    if text[start - 1 : start] not in _SIGN_ENDS:
        return start, ""
    found = _SIGN_BEFORE.search(text, max(start - 5, 0), start)
    return (found.start(), found.group().strip()) if found else (start, "")


_SIGN_ENDS = frozenset("$€£¥ DRYNPFWB")


def _modifier_before(scene: Scene, start: int) -> tuple[int, str | None]:
    """'gần', 'hơn', 'khoảng', 'more than': one word or two before the figure."""
    text = scene.text
    if text[start - 1 : start] != " ":
        return start, None
    at = bisect_right(scene.words.ends, start - 1) - 1
    for count in (2, 1):
        first = at - count + 1
        if first < 0 or scene.words.ends[at] != start - 1:
            continue
        begin = scene.words.starts[first]
        said = text[begin : start - 1].casefold()
        if said in MODIFIERS and scene.low(first - 1) == "không":
            return start, None
        if said in MODIFIERS:
            return begin, said
    return start, None


def _measured(
    scene: Scene, begin: int, end: int, value: float, modifier: str | None, sign: str
) -> Figure | None:
    """Money and shares."""
    text = scene.text
    upper = _UP_TO.match(text, end)
    tail = upper.end() if upper else end
    percent = _PERCENT.match(text, tail)
    if percent and not sign:
        unit = "% GDP" if percent["gdp"] else _share(percent.group())
        return Figure(begin, percent.end(), value, unit, None, None, modifier, "share", 0.95)
    amount = _AMOUNT.match(text, tail)
    scale = SCALES[amount["scale"]] if amount and amount["scale"] else None
    currency = SIGNS.get(sign.upper()) if sign else None
    if amount and amount["currency"]:
        currency = CURRENCIES[amount["currency"]]
    if currency is None:
        return None
    stop = amount.end() if amount and (amount["scale"] or amount["currency"]) else tail
    total = round(value * (scale or 1), 4)
    return Figure(begin, stop, total, currency, currency, scale, modifier, "money", 0.97)


def _share(words: str) -> str:
    points = "điểm" in words or "point" in words
    return (
        "điểm phần trăm" if points and "điểm" in words else "percentage points" if points else "%"
    )


def _counted(
    scene: Scene, begin: int, end: int, value: float, modifier: str | None, digits: str
) -> Figure | None:
    """Things counted: '64 doanh nghiệp', '142/231 nội dung cam kết', '45 - 60 ngày'."""
    text = scene.text
    if _is_ordinal(scene, end - len(digits), end):
        return None
    of = _SHARE_OF.match(text, end)
    if of and value < int(of["of"]) <= 10:
        share = round(100 * value / int(of["of"]), 1)
        return Figure(begin, of.end(), share, "%", None, None, modifier, "fraction", 0.7)
    upper = None if of else _UP_TO.match(text, end)
    tail = (of or upper).end() if of or upper else end  # type: ignore[union-attr]  # one of them
    scale = _SCALE_AFTER.match(text, tail)
    if scale:
        value, tail = value * SCALES[scale["scale"]], scale.end()
    unit = unit_at(scene, tail)
    factor = SCALES[scale["scale"]] if scale else None
    if unit is not None:
        noun, stop = unit
        return Figure(begin, stop, value, noun, None, factor, modifier, "count", 0.75)
    if not of and (scale or _GROUPED.fullmatch(digits)):
        return Figure(begin, tail, value, None, None, factor, modifier, "bare_figure", 0.6)
    return None


def _is_ordinal(scene: Scene, start: int, end: int) -> bool:
    """'lần thứ 39', 'Điều 5'; but 'dứt điểm 04 dự án' counts projects."""
    first = scene.word_at(end)
    if names_a_countable(scene, first):
        return False
    return _ORDINAL_BEFORE.search(scene.text, max(start - 14, 0), start) is not None


# Numbers in words ---------------------------------------------------------------------------------


def _in_words(scene: Scene) -> Iterator[Figure]:
    """'ba đột phá', 'hai bản ghi nhớ', 'bảy năm', 'four years'; 'một' and 'hai nước' are not."""
    for entry in scene.known("number"):
        if (entry.payload == 1 and not _scaled(scene, entry.last)) or _is_not_a_number(
            scene, entry.first
        ):
            continue
        figure = _count_in_words(scene, entry.first, entry.last, entry.payload)
        if figure and not scene.text.startswith((" một lần", " một kỳ"), figure.end):
            yield figure


def _scaled(scene: Scene, at: int) -> bool:
    """'một tỷ đô-la': a sum, not 'một' that only goes with its noun."""
    return scene.low(at) in ("tỷ", "tỉ", "triệu", "million", "billion") and scene.joined(at)


def _is_not_a_number(scene: Scene, at: int) -> bool:
    """'năm' is the year after a preposition, a digit or a number; 'thứ hai' an ordinal."""
    before = scene.low(at - 1) if scene.joined(at) else ""
    if before in ("thứ", "tháng", "ngày", "quý", "lần", "cả", "mười", "hàng", "giữa"):
        return True
    return scene.low(at) == "năm" and (
        before[:1].isdigit()
        or before in vocabulary.NUMBER_WORDS
        or before
        in ("trong", "một", "mỗi", "hằng", "nhiều", "các", "những", "cuối", "đầu", "giữa")
    )


def _count_in_words(scene: Scene, first: int, last: int, value: int) -> Figure | None:
    end = scene.words.ends[last - 1]
    start = scene.words.starts[first]
    if _scaled(scene, last) and (sum_ := _AMOUNT.match(scene.text, end)) and sum_["currency"]:
        factor = SCALES[sum_["scale"]] if sum_["scale"] else None
        money = CURRENCIES[sum_["currency"]]
        return Figure(
            start,
            sum_.end(),
            value * (factor or 1),
            None,
            money,
            factor,
            None,
            "sum_in_words",
            0.7,
        )
    unit = unit_at(scene, end)
    if unit is None or not is_countable(scene, last, unit[0]):
        return None
    duration = (
        unit[0].split()[0] in ("năm", "tháng", "tuần", "ngày", "quý") or scene.language == "en"
    )
    confidence = 0.6 if duration else 0.65
    return Figure(start, unit[1], value, unit[0], None, None, None, "count_in_words", confidence)
