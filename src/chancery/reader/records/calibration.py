"""How sure a finding is: what its rule was worth on annotated documents.

``rule_counts.csv`` holds, for each rule and each guess that it makes, how many of its findings were
right (``python -m benchmarks.reliability --write``). A rule seen seldom stays near its own guess:
the guess counts as much as ``WEIGHT`` findings. Sure findings stay sure, candidates candidates.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from chancery.reader.model import SURE
from chancery.reader.records.model import Record

WEIGHT = 8
Key = tuple[str, str, float]
Counts = Mapping[Key, tuple[int, int]]
"""Right and found, by type, rule and guess."""


def calibrated(record: Record) -> Record:
    """The record with the share that its rule was right, drawn towards the rule's own guess."""
    kind, start, end, fields, rule, _, why = record
    sure = _shipped_confidence(key_of(record))
    return Record(kind, start, end, fields, rule, sure, why)


@cache
def _shipped_confidence(key: Key) -> float:
    return confidence_of(key, shipped_counts())


def key_of(record: Record) -> Key:
    """What is counted together."""
    return record.type, record.rule, round(record.confidence, 2)


def confidence_of(key: Key, counts: Counts) -> float:
    """The guess corrected by what was counted; never across the line between sure and candidate."""
    guess = key[2]
    right, found = counts.get(key, (0, 0))
    share = (right + WEIGHT * guess) / (found + WEIGHT)
    bounded = max(share, SURE) if guess >= SURE else min(share, SURE - 0.01)
    return round(bounded, 3)


@cache
def shipped_counts() -> dict[Key, tuple[int, int]]:
    """The counts that are kept beside the rules."""
    kept = files("chancery.reader.records") / "rule_counts.csv"
    return {
        (row["type"], row["rule"], float(row["guess"])): (int(row["right"]), int(row["found"]))
        for row in csv.DictReader(kept.read_text(encoding="utf-8").splitlines())
    }
