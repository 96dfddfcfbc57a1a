"""What a sentence is known by: its words in pairs, its figures, the papers it cites. Pure.

Both sides are read by the same rules, the statement found and the record kept: a person may have
put the record's words differently, and its mentions are not stored. Vietnamese writes a word in
one to four syllables, so two syllables side by side count for more than one alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from chancery.reader.matching import matching
from chancery.reader.mentions.quantities import parse_number

# What every promise and order is made of: its presence on both sides says nothing.
_SAYING_NOTHING = """
và của các cho trong với về để đến từ tại là có được sẽ đã đang cần phải này đó theo
trên như những một hai ba bên nước việt nam nhất trí cam kết khẳng định đồng ý thống
nhấn mạnh giao bộ đề nghị yêu cầu chủ trì phối hợp thực hiện triển khai tiếp tục tăng
cường thúc đẩy tác quan hệ song phương lĩnh vực trước ngày tháng năm quý cuối đầu chậm
báo cáo thủ tướng phó chính phủ trưởng liên cơ vụ sở ngành địa quả nhằm ra không vào sau
khi rằng thì mà cũng sang lên hơn cùng nhau nhiều mọi bởi do tới nay hằng qua bằng lần
thứ kỳ giữa mỗi đạt tổ chức xây dựng phát hiệu sớm hoàn thành kịp thời trình the a an of
to in on and or for with by at from as is are be will shall has have had been was were
this that these those its their both two sides side agreed agree agrees commit committed
viet vietnam vietnamese cooperation bilateral relations ministry minister government
before end year month quarter continue strengthen promote enhance under between into
more than it which also not would should must each other new first report reports
completed pursuant tỷ tỉ triệu nghìn usd đô la mỹ yên phần trăm billion million thousand
percent us may ii iii iv
"""
_COMMON = frozenset(_SAYING_NOTHING.split())
_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[.,;:()\n\[\]“”\"…]|\s[-–]\s")  # words on both sides belong apart

_SCALES = {
    "nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9, "nghìn tỷ": 12, "nghìn tỉ": 12,
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
}  # fmt: skip
_UNITS = {
    "usd": "USD", "đô la mỹ": "USD", "đô la": "USD", "us dollars": "USD", "dollars": "USD", "$": "USD",
    "eur": "EUR", "euro": "EUR", "euros": "EUR", "đồng": "VND", "vnd": "VND", "yên": "JPY", "yen": "JPY",
    "jpy": "JPY", "won": "KRW", "krw": "KRW", "aud": "AUD", "nhân dân tệ": "CNY", "cny": "CNY",
    "%": "%", "phần trăm": "%", "percent": "%", "per cent": "%",
}  # fmt: skip
_CODES = "USD|EUR|VND|JPY|KRW|AUD|CNY"
_NUMBER = r"(?<![\w./-])(?P<number>\d[\d.,]*\d|\d)(?![\w/-])"
_FIGURE = re.compile(
    rf"(?P<sign>(?:US)?\$ ?|(?:{_CODES}) )?{_NUMBER}(?: ?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\b)?"
    rf"(?: ?(?P<unit>{'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))}))?"
    r"(?: (?P<noun>[^\W\d_]+(?: [^\W\d_]+)?))?",
    re.IGNORECASE,
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_OF_A_DAY = re.compile(
    rf"(?:ngày|tháng|năm|quý|khóa|khoá|thứ|số|giai đoạn|{_MONTHS}|quarter|in|by|of|no\.?|article|điều|since)"
    r"\s*$",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b\d{1,5}(?:/\d{4})?[/-][A-ZĐ]{1,6}\d{0,2}(?:[/-][A-ZĐƯ]{1,8}\d{0,2}){0,3}\b"
)


class Figure(NamedTuple):
    """A number with what it counts, and how it was written."""

    value: float
    unit: str
    written: str

    @property
    def key(self) -> tuple[float, str]:
        return (self.value, self.unit)


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a text can be compared."""

    words: frozenset[str]
    figures: tuple[Figure, ...]
    papers: frozenset[str]


@lru_cache(maxsize=1 << 13)
def traits_of(text: str) -> Traits:
    """The traits of a sentence or two; kept, because a register is compared again and again.

    >>> sorted(traits_of("Hai bên nhất trí xuất khẩu bưởi tươi").words)
    ['bưởi', 'bưởi tươi', 'khẩu', 'khẩu bưởi', 'tươi', 'xuất', 'xuất khẩu']
    >>> [figure.key for figure in traits_of("đạt 5 tỷ USD vào năm 2030").figures]
    [(5000000000.0, 'USD')]
    """
    return Traits(_words(text), tuple(_figures(text)), papers_in(text))


def papers_in(text: str) -> frozenset[str]:
    """Numbers of official papers that are cited: 4917/TB-VPCP."""
    return frozenset(_PAPER.findall(text))


def phrases_of(text: str) -> list[list[str]]:
    """The words that say something, in their order, cut where one that says nothing stands."""
    found: list[list[str]] = []
    for part in _BREAK.split(matching(text).text.casefold()):
        run: list[str] = []
        for word in _WORD.findall(part):
            if word in _COMMON or word.isdigit():
                found.append(run)
                run = []
            else:
                run.append(word)
        found.append(run)
    return [run for run in found if run]


def _words(text: str) -> frozenset[str]:
    """Single words, and two that stand side by side with nothing between them that says nothing."""
    found: set[str] = set()
    for run in phrases_of(text):
        found.update(word for word in run if len(word) > 1)
        found.update(f"{one} {two}" for one, two in pairwise(run))
    return frozenset(found)


def _figures(text: str) -> list[Figure]:
    found = []
    language = "en" if text.isascii() else "vi"
    for match in _FIGURE.finditer(text):
        unit = _unit(match)
        if unit is None or (not _is_money(match) and _is_of_a_day(match)):
            continue
        value = parse_number(match["number"], language)
        if value is None:
            continue
        scale = _SCALES.get((match["scale"] or "").lower(), 0)
        found.append(Figure(round(value * 10**scale, 6), unit, _written(match)))
    return found


def _is_of_a_day(match: re.Match[str]) -> bool:
    """'năm 2030', 'Điều 5', 'lần thứ 7': a number that counts nothing."""
    start = match.start()
    return _OF_A_DAY.search(match.string, max(start - 12, 0), start) is not None


def _is_money(match: re.Match[str]) -> bool:
    return bool(match["unit"] or match["scale"] or match["sign"])


def _unit(match: re.Match[str]) -> str | None:
    """What is counted: a currency, a share, or the word behind the number; None says nothing."""
    if match["sign"]:
        return "USD" if "$" in match["sign"] else match["sign"].strip().upper()
    if match["unit"]:
        return _UNITS[match["unit"].lower()]
    noun = [word for word in (match["noun"] or "").lower().split() if word not in _COMMON]
    if (not noun and not match["scale"]) or (noun[:1] and noun[0] in _MONTHS.split("|")):
        return None
    return " ".join(noun)


def _written(match: re.Match[str]) -> str:
    """As the text has it, what is counted with it."""
    last = "unit" if match["unit"] else "noun" if match["noun"] and not match["sign"] else "scale"
    end = match.end(last) if match[last] else match.end("number")
    return match.string[match.start() : end].strip()
