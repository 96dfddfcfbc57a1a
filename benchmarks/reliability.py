"""How far a confidence can be trusted: python -m benchmarks.reliability GOLD TEXTS [GOLD TEXTS ...] [--write | --shipped]

For each document the confidence of its records is taken from the counts of all other documents
(leave one out), and compared with whether a person would have accepted the record. ``--write``
keeps the counts of all documents beside the rules, and the table in docs/reference/reading.md;
``--shipped`` judges by the counts kept before: for documents that were put aside.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from chancery.reader import scoring
from chancery.reader.context import Context
from chancery.reader.language import language_of
from chancery.reader.matching import matching
from chancery.reader.mentions import find_mentions
from chancery.reader.records import calibration
from chancery.reader.records.find import guessed_records
from chancery.reader.zones import split
from chancery.reference import load_pack

ROOT = Path(__file__).resolve().parents[1]
COUNTS = ROOT / "src" / "chancery" / "reader" / "records" / "rule_counts.csv"
PAGE = ROOT / "docs" / "reference" / "reading.md"
BEGIN, END = "<!-- reliability: begin -->\n", "<!-- reliability: end -->\n"
BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)

Judged = tuple[calibration.Key, bool]
"""A record's type, rule and guess, and whether it was right."""


def main(arguments: list[str]) -> None:
    """Print the table; write it and the counts where asked to."""
    folders = [Path(argument) for argument in arguments if not argument.startswith("--")]
    documents = [
        judged
        for gold, texts in zip(folders[::2], folders[1::2], strict=True)
        for judged in judged_documents(gold, texts)
    ]
    shipped = "--shipped" in arguments
    table = as_table(by_shipped(documents) if shipped else left_out(documents), len(documents))
    print(table)
    if "--write" in arguments:
        write_counts(counted(documents))
        words = PAGE.read_text(encoding="utf-8")
        before, rest = words.split(BEGIN)
        PAGE.write_text(before + BEGIN + table + END + rest.split(END)[1], encoding="utf-8")


def judged_documents(gold_dir: Path, text_dir: Path) -> list[list[Judged]]:
    """The records of each document, right or wrong."""
    texts = {path.stem: path for path in text_dir.rglob("*.txt")}
    found = []
    for path in sorted(gold_dir.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found.append(judged(texts[path.stem].read_bytes().decode("utf-8"), gold))
    return found


def judged(text: str, gold: dict[str, Any]) -> list[Judged]:
    """The guessed records of one text against its gold."""
    context = context_of(text, gold)
    return [
        (calibration.key_of(record), is_right(context, record, gold["annotations"]))
        for record in guessed_records(context)
    ]


def context_of(text: str, gold: dict[str, Any]) -> Context:
    """What the rules are given, with the day of the gold."""
    folded = matching(text)
    language = gold.get("language") or language_of(folded.text)
    day = gold.get("published") or gold.get("reference_date")
    reference = date.fromisoformat(day[:10]) if day else None
    bare = Context(folded, split(folded, language), language, reference, load_pack())
    return Context(folded, bare.zones, language, reference, bare.pack, tuple(find_mentions(bare)))


def is_right(context: Context, record: Any, annotations: list[dict[str, Any]]) -> bool:
    """Whether the gold has this record, required or optional, or excuses its type; parts count."""
    start, end = context.matching.to_source(record.start, record.end)
    finding = {"start": start, "end": end}
    for gold in annotations:
        types = {gold["type"]} | scoring.second_choices(gold)
        inside = (gold.get("split_ok") or gold.get("merge_ok")) and (
            gold["start"] <= start and end <= gold["end"]
        )
        if record.type in types and (inside or scoring.hits(finding, gold, "overlap")):
            return True
    return False


def counted(documents: list[list[Judged]]) -> dict[calibration.Key, tuple[int, int]]:
    """Right and found by rule and guess."""
    right: Counter[calibration.Key] = Counter()
    found: Counter[calibration.Key] = Counter()
    for key, good in (judged for document in documents for judged in document):
        found[key] += 1
        right[key] += good
    return {key: (right[key], count) for key, count in found.items()}


def left_out(documents: list[list[Judged]]) -> list[tuple[float, bool]]:
    """Each record's confidence by the counts of the other documents, and whether it was right."""
    pairs = []
    for i, document in enumerate(documents):
        counts = counted(documents[:i] + documents[i + 1 :])
        pairs += [(calibration.confidence_of(key, counts), good) for key, good in document]
    return pairs


def by_shipped(documents: list[list[Judged]]) -> list[tuple[float, bool]]:
    """Each record's confidence as the reader gives it: for documents that were not counted."""
    counts = calibration.shipped_counts()
    return [
        (calibration.confidence_of(key, counts), good)
        for document in documents
        for key, good in document
    ]


def as_table(pairs: list[tuple[float, bool]], documents: int) -> str:
    """One line per bin of confidence."""
    lines = [
        f"{len(pairs)} records of {documents} annotated documents:\n",
        "| confidence | records | mean confidence | share right |",
        "|---|---|---|---|",
    ]
    for low, high in pairwise(BINS):
        inside = [pair for pair in pairs if low <= pair[0] < high]
        if inside:
            mean = sum(sure for sure, _ in inside) / len(inside)
            share = sum(good for _, good in inside) / len(inside)
            top = min(high, 1.0)
            lines.append(f"| {low:.1f} to {top:.1f} | {len(inside)} | {mean:.2f} | {share:.2f} |")
    return "\n".join(lines) + "\n"


def write_counts(counts: dict[calibration.Key, tuple[int, int]]) -> None:
    """Keep the counts beside the rules."""
    with COUNTS.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["type", "rule", "guess", "right", "found"])
        for (kind, rule, guess), (right, found) in sorted(counts.items()):
            writer.writerow([kind, rule, f"{guess:.2f}", right, found])


if __name__ == "__main__":
    if len([a for a in sys.argv[1:] if not a.startswith("--")]) % 2 or len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1:])
