"""Texts that invite a pattern to go back and forth, doubled: python -m benchmarks.reading_doubled

Each unit is said again and again, to 6,000, 12,000 and 24,000 characters, in both languages. Twice
the length must not take much more than twice the time; the worst are printed and kept.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise, product
from typing import Any, Literal

from benchmarks.measuring import keep
from benchmarks.reading import best
from chancery.reader import read

LENGTHS = (6_000, 12_000, 24_000)
SEEN = 0.1
"""Seconds below which a ratio says nothing."""

_WORDS = [
    "a ",
    "A ",
    "Bộ ",
    "Ủy ban ",
    "Công ty A ",
    "Bộ Ngoại giao, ",
    "và ",
    "Việt Nam - ",
    "Việt Nam, ",
    "Nguyễn ",
    "Nguyễn Văn A, ",
    "ông A ",
    "Mr. ",
    "Thủ tướng ",
    "An-ma-",
    "An-ma-ti ",
    "giữa A và B ",
    "tại ",
    "tại A-b-c-",
    "thỏa thuận về ",
    "Thỏa thuận ",
    "Hội nghị ",
    "cuộc họp về ",
    "Tuần lễ ",
    "Quỹ a b c ",
    "yêu cầu ",
    "giao Bộ A chủ trì ",
    "phối hợp với ",
    "đã ký ",
    "để ",
    "theo ",
    "trong quý ",
    "hằng ",
    "Kính gửi: ",
    "Nơi nhận: ",
    "CỘNG HÒA ",
    "ÚcSau",
    "oà",
    "Joint ",
    "State of A",
    "Federal A",
    "A of ",
    "President of A ",
    "agreement ",
    "trade agreement for a ",
    "agreement on a-",
    "Ministry of A and B, ",
    "A and B, ",
    "A Bank, ",
    "Bank and ",
    "meeting of the ",
    "Forum ",
    "visit to ",
    "last May ",
    "first half of ",
    "Q1 ",
    "COP",
]
_SIGNS = [
    "1 ",
    "1/",
    "1.",
    "1-",
    "20",
    "2026 ",
    "2026-",
    "10 triệu ",
    "US$1 ",
    "5 % ",
    "ngày 1 tháng 1 năm 2026 ",
    "từ ngày 1/1 đến ",
    "(",
    "((a) ",
    "(A) ",
    "X (",
    "- ",
    "A - B ",
    "A'",
    "A-",
    "A–",
    "a-b ",
    "a.b.c.",
    "...",
    "…",
    '" ',
    ": ",
    "; ",
    "x@y.",
    "http://a/b",
    "ạ̣",
    "\u200b",
    "\n",
    "- a\n",
    "1. A\n",
    "a\tb\n",
]
_LANGUAGES: tuple[Literal["vi", "en"], ...] = ("vi", "en")


def main() -> None:
    """Print and keep the worst of all."""
    rows = [row(unit, language) for unit, language in product((*_WORDS, *_SIGNS), _LANGUAGES)]
    seen = [r for r in rows if r["seconds"] >= SEEN]
    keep(
        "reading_doubled",
        {
            "texts": len(rows),
            "slowest": max(rows, key=lambda r: r["seconds"]),
            "steepest": sorted(seen, key=lambda r: -r["twice_the_length"])[:5],
        },
    )


def row(unit: str, language: Literal["vi", "en"]) -> dict[str, Any]:
    """Seconds for the longest text, and the mean ratio of a doubling."""
    times = [best(partial(read, _text(unit, n), language=language), 3) for n in LENGTHS]
    ratios = [later / max(earlier, 1e-4) for earlier, later in pairwise(times)]
    mean = round(sum(ratios) / len(ratios), 2)
    return {
        "unit": unit,
        "language": language,
        "seconds": round(times[-1], 3),
        "twice_the_length": mean,
    }


def _text(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


if __name__ == "__main__":
    main()
