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
from chancery.reader.mentions.vocabulary import phrases, words_of

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
}

MODIFIERS = frozenset(
    phrases(
        "gần|hơn|khoảng|trên|dưới|ít nhất|tối thiểu|tối đa|xấp xỉ|ước|ước tính|chừng|hàng|tới|more than|nearly|almost|about|around|over|under|below|"
        "at least|up to|approximately|some|less than|above"
    )
)
_SIGN_BEFORE = re.compile(r"(?:US\$|A\$|\$|€|£|¥|\b(?:USD|EUR|VND|JPY) ?)$")
_ORDINAL_BEFORE = re.compile(
    r"(?:(?<!cung )(?<!tổng )(?<!con )(?<!trao )\b(?:thứ|vòng|số|khóa|kỳ|điều|khoản|điểm|chương|mục|quận|đợt|phiên|trang|tầng|tổ|no\.|no|article|section|chapter|round|phase|giai đoạn|tốp|top|cấp|loại|lớp|hạng|phường|lô|covid|q\.|quyển|bảng|phụ lục|nhóm g|tháng|ngày|lúc|hồi|page|paragraph|annex|"
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

ONE_SYLLABLE = words_of(
    "năm tháng ngày tuần giờ phút quý km ha m m2 kg tấn mw gw kwh kw bộ nước tỉnh xã huyện người lượt ca hộ trường làng món suất chỗ kỳ lít thùng lần "
    "cảng sở cục trang điểm"
)
"""Units of one syllable, complete without another word."""

CLASSIFIERS = words_of(
    "vụ bản nhóm chiếc con tuyến khu cuộc chuyến buổi cặp bộ phái tổ lô dòng mặt bài kho"
)
"""Small words that need the noun behind them: 'vụ lừa đảo', 'bản ghi nhớ', 'nhóm nhiệm vụ'."""

LONG_UNITS = phrases(
    "cơ quan đại diện|hiệp định thương mại tự do|đối tác chiến lược toàn diện|đối tác chiến lược|nội dung cam kết|quốc gia và vùng lãnh thổ|"
    "đối tác|đoàn công tác|nền kinh tế|bản ghi nhớ|nhà máy|nhà đầu tư|khu công nghiệp|sinh viên|kỹ sư|công-ten-nơ|điểm đến|đường bay"
)

COUNTABLE = frozenset(
    [
        "doanh nghiệp",
        "dự án",
        "nội dung",
        "văn kiện",
        "thỏa thuận",
        "hiệp định",
        "hợp đồng",
        "biên bản",
        "đối tác",
        "nhiệm vụ",
        "giải pháp",
        "đột phá",
        "kỹ sư",
        "sinh viên",
        "đại biểu",
        "tỉnh thành",
        "địa phương",
        "thành phố",
        "quốc gia",
        "cơ quan",
        "đơn vị",
        "hoạt động",
        "cơ chế",
        "công ty",
        "tập đoàn",
        "nhà máy",
        "chuyên gia",
        "lao động",
        "công dân",
        "kiến nghị",
        "khó khăn",
        "nhóm",
        "bản",
        "vụ",
        "đoàn",
        "tuyến",
        "lĩnh vực",
        "trụ cột",
        "năm",
        "tháng",
        "tuần",
        "ngày",
        "quý",
        "hình thức",
        "điều kiện",
        "mục tiêu",
        "định hướng",
        "ưu tiên",
        "chương trình",
        "đề án",
        "kế hoạch",
        "sáng kiến",
        "hội nghị",
        "hội thảo",
        "sự kiện",
    ]
)
"""What a number in words counts: 'ba doanh nghiệp'; 'hai nước', 'hai bên' are no counts."""

_STOP = vocabulary.STOPS_VI | words_of("và tổng số lần thứ đồng")
_ENGLISH_UNIT = re.compile(
    r" (?:[A-Z][a-z]+(?:ese|an|ish|ian|i)? )?(?:[a-z]+(?:-[a-z]+)* ){0,4}?(?P<noun>[a-z]+(?:-[a-z]+)*(?:s|people|children|men|women|staff|ha|km|MW|GW))\b"
)
_ENGLISH_STOP = re.compile(
    r"\b(?:of|in|to|per|and|or|by|for|from|with|at|on|is|was|are|were|as|has|which|that|this|its|his|the|less|versus|this|years|months|days|weeks)\b"
)
_ENGLISH_TIME = re.compile(r" (?P<noun>years?|months?|weeks?|days?|hours?)\b")
_ENGLISH_NOT_COUNTED = frozenset(
    {
        "sides",
        "countries",
        "leaders",
        "parties",
        "nations",
        "peoples",
        "governments",
        "ministers",
        "sectors",
    }
)


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
    if any(scene.covers(kind, start, end) for kind in ("DATE", "QUANTITY")):
        return True
    if any(scene.inside(kind, start, end) for kind in ("PLACE", "BLOC", "PERSON")):
        return True
    named = scene.covers("EVENT", start - 1, start) and scene.covers("EVENT", start, start + 1)
    return named and not scene.covers("EVENT", end, end + 1)


def _in_digits(scene: Scene) -> Iterator[Figure]:
    text = scene.text
    done = 0
    for found in _NUMBER.finditer(text):
        start, digits = found.start(), found.group().rstrip(".,")
        if start < done or scene.covers("DATE", start, start + 1):
            continue
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


_SIGN_ENDS = frozenset("$€£¥ DRYN")


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
    unit = (_english_unit if scene.language == "en" else _vietnamese_unit)(scene, tail)
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
    counted = f"{scene.low(first)} {scene.low(first + 1)}" in COUNTABLE
    ordinal = _ORDINAL_BEFORE.search(scene.text, max(start - 14, 0), start)
    return ordinal is not None and not counted


# Units --------------------------------------------------------------------------------------------


def _vietnamese_unit(scene: Scene, at: int) -> tuple[str, int] | None:
    """The noun that is counted, from this offset: its words and where it ends."""
    first = scene.word_at(at)
    if (
        scene.text[at : at + 1] != " "
        or first >= len(scene.words)
        or scene.words.starts[first] != at + 1
    ):
        return None
    last = _unit_end(scene, first)
    if last is None:
        return None
    unit = scene.text[slice(*scene.words.span(first, last))]
    last = _with_people_of(scene, last)
    return unit, scene.words.ends[last - 1]


def _unit_end(scene: Scene, first: int) -> int | None:
    low, word = scene.low(first), scene.words.words[first]
    long = next((n for n in _LONG_BY_LENGTH if _matches(scene, first, n)), None)
    if long:
        return first + len(long)
    if f"{low} {scene.low(first + 1)}" in COUNTABLE and scene.joined(first + 1):
        return first + 2
    if word[0].isupper() or word[0].isdigit() or (low in _STOP and low not in CLASSIFIERS):
        return None
    if low in CLASSIFIERS and _is_noun(scene, first + 1):
        return first + 3 if _is_noun(scene, first + 2) else first + 2
    if low in ONE_SYLLABLE:
        return first + 1
    if _is_noun(scene, first + 1):
        return first + 2
    return first + 1 if len(low) > 1 else None


_LONG_BY_LENGTH = sorted(
    (tuple(re.split(r"[ -]", name)) for name in LONG_UNITS), key=len, reverse=True
)


def _matches(scene: Scene, first: int, words: tuple[str, ...]) -> bool:
    return tuple(scene.words.lows[first : first + len(words)]) == words


def _is_noun(scene: Scene, at: int) -> bool:
    return (
        at < len(scene.words)
        and scene.words.joins[at] in ("", "-")
        and "\n" not in scene.gap_before(at)
        and scene.gap_before(at) != " - "
        and scene.words.words[at][0].islower()
        and scene.low(at) not in _STOP
    )


def _with_people_of(scene: Scene, last: int) -> int:
    """'45 doanh nghiệp' + 'Hà Lan', '11 cơ quan đại diện' + 'Việt Nam ở nước ngoài'."""
    country = scene.starting_at("country", last) if scene.joined(last) else None
    if country is None:
        return last
    abroad = ("ở", "nước", "ngoài")
    if tuple(scene.words.lows[country.last : country.last + 3]) == abroad:
        return country.last + 3
    return country.last


def _english_unit(scene: Scene, at: int) -> tuple[str, int] | None:
    time = _ENGLISH_TIME.match(scene.text, at)
    found = time or _ENGLISH_UNIT.match(scene.text, at)
    if found is None or found["noun"] in _ENGLISH_NOT_COUNTED:
        return None
    words = scene.text[at : found.start("noun")]
    if not time and _ENGLISH_STOP.search(words):
        return None
    return found["noun"], found.end()


# Numbers in words ---------------------------------------------------------------------------------


def _in_words(scene: Scene) -> Iterator[Figure]:
    """'ba đột phá', 'hai bản ghi nhớ', 'bảy năm', 'four years'; 'một' and 'hai nước' are not."""
    for entry in scene.known("number"):
        if entry.payload == 1 or _is_not_a_number(scene, entry.first):
            continue
        figure = _count_in_words(scene, entry.first, entry.last, entry.payload)
        if figure:
            yield figure


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
    unit = (_english_unit if scene.language == "en" else _vietnamese_unit)(scene, end)
    if unit is None or not _is_countable(scene, last, unit[0]):
        return None
    start = scene.words.starts[first]
    duration = (
        unit[0].split()[0] in ("năm", "tháng", "tuần", "ngày", "quý") or scene.language == "en"
    )
    confidence = 0.6 if duration else 0.65
    return Figure(start, unit[1], value, unit[0], None, None, None, "count_in_words", confidence)


def _is_countable(scene: Scene, at: int, unit: str) -> bool:
    if scene.language == "en":
        return unit in ("years", "months", "weeks", "days", "documents", "projects", "agreements")
    pair = f"{scene.low(at)} {scene.low(at + 1)}"
    if scene.low(at - 1) == "năm":
        return pair in COUNTABLE
    return unit.casefold() in COUNTABLE or pair in COUNTABLE or scene.low(at) in COUNTABLE
