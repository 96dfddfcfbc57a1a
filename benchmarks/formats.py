"""The same document as TXT, DOCX, PDF and scan: how many of its findings are the same.

    python -m benchmarks.formats TEXT_DIR

The text is set as a DOCX (a paragraph a line), as a PDF (typst, 13 point on A4), and the PDF is
rendered at 200 dpi in grey, blurred and speckled. What is found in each is compared with what is
found in the text. ``same``: the same type and the same letters, white space and the kind of dash and
quotation mark apart (a scan does not show which one was typed). ``alike``: the same type, and
words alike to nine letters in ten. Findings that only the format has are counted as ``added``.
"""

from __future__ import annotations

import io
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import docx

from benchmarks.measuring import keep
from chancery.lib.limits import Limits
from chancery.reader import read
from chancery.reader.formats import extract
from chancery.reader.model import RECORDS, Finding
from tests.reader import scans

FORMS = ("docx", "pdf", "scan")
DAY = date(2026, 8, 1)
ALIKE = 0.9
LIMITS = Limits()
_TYPOGRAPHY = str.maketrans("–—‐“”‘’", "---\"\"''")  # noqa: RUF001 - the signs are meant


@dataclass(frozen=True, slots=True)
class Comparison:
    """Of ``wanted`` findings of the text, how many a format has; ``added`` only it has."""

    wanted: int
    same: int
    alike: int
    added: int

    def __add__(self, other: Comparison) -> Comparison:
        return Comparison(
            self.wanted + other.wanted,
            self.same + other.same,
            self.alike + other.alike,
            self.added + other.added,
        )

    def shares(self) -> dict[str, float]:
        """As figures between 0 and 1."""
        of = max(self.wanted, 1)
        return {
            "findings": self.wanted,
            "same": round(self.same / of, 3),
            "alike": round(self.alike / of, 3),
            "added": round(self.added / of, 3),
        }


def findings_of(data: bytes, name: str) -> tuple[Finding, ...]:
    """What is found in a file."""
    return read(extract(data, name, limits=LIMITS).text, published=DAY).findings


def compared(wanted: Iterable[Finding], found: Iterable[Finding]) -> Comparison:
    """Findings of two texts that should be the same."""
    left, right = Counter(map(_key, wanted)), Counter(map(_key, found))
    same = left & right
    rest, others = list((left - same).elements()), list((right - same).elements())
    alike = 0
    for kind, words in rest:
        match = next((o for o in others if o[0] == kind and _alike(o[1], words)), None)
        if match:
            others.remove(match)
            alike += 1
    return Comparison(left.total(), same.total(), same.total() + alike, len(others))


def _key(finding: Finding) -> tuple[str, str]:
    letters = unicodedata.normalize("NFC", finding.quote).translate(_TYPOGRAPHY)
    return finding.type, " ".join(letters.split())


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def as_docx(text: str) -> bytes:
    """A Word file with a paragraph for each line."""
    paper = docx.Document()
    for line in text.splitlines():
        paper.add_paragraph(line)
    held = io.BytesIO()
    paper.save(held)
    return held.getvalue()


def forms_of(text: str) -> dict[str, tuple[bytes, str]]:
    """The same paper in each format: bytes and a name."""
    pdf = scans.pdf(text)
    return {
        "docx": (as_docx(text), "paper.docx"),
        "pdf": (pdf, "paper.pdf"),
        "scan": (scans.scanned(pdf), "scan.pdf"),
    }


def main(folder: Path) -> None:
    """Compare all texts of a folder and keep the figures."""
    totals: dict[str, Comparison] = {}
    seconds = dict.fromkeys(FORMS, 0.0)
    each: dict[str, dict[str, float]] = {}
    for place in sorted(folder.rglob("*.txt")):
        text = place.read_bytes().decode()
        wanted = findings_of(text.encode(), "paper.txt")
        of_this = each.setdefault(place.name, {})
        for form, (data, name) in forms_of(text).items():
            started = time.monotonic()
            found = findings_of(data, name)
            seconds[form] += time.monotonic() - started
            for part, result in _parts(wanted, found):
                key = f"{form}, {part}"
                totals[key] = totals.get(key, Comparison(0, 0, 0, 0)) + result
                of_this[key] = result.shares()["same"]
        print(place.name, of_this, file=sys.stderr)
    figures: dict[str, Any] = {key: total.shares() for key, total in totals.items()}
    spent = {form: round(time_, 1) for form, time_ in seconds.items()}
    keep("formats", {"documents": len(each), **figures, "seconds": spent, "same": each})


def _parts(
    wanted: Iterable[Finding], found: Iterable[Finding]
) -> Iterator[tuple[str, Comparison]]:
    yield "all", compared(wanted, found)
    records = ([f for f in side if f.type in RECORDS] for side in (wanted, found))
    yield "records", compared(*records)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
