"""How many leads, deadlines and coordinating units of a table the reader gets right: sums only.

usage: python -m tests.reader.term_scores TABLE...
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.reader.term_cases import Case, cases, deadline_of, helpers_of, names_of, records_at

MOST = 0.6
"""How much of a name must stand in the other, as in the ministry's own count."""


def is_same_name(wanted: str, found: str) -> bool:
    """One within the other, and not much shorter."""
    wanted, found = wanted.casefold(), found.casefold()
    shorter, longer = sorted((len(wanted), len(found)))
    return shorter >= MOST * longer and (wanted in found or found in wanted)


def count(case: Case, *, english: bool, sums: Counter[str]) -> None:
    """Add one clause to the sums, 'lead right' of 'lead'."""
    records = records_at(case.kind, case.words, case.anchor, case.day, english=english)
    best = next((r for r in records if r.confidence >= 0.5), records[0] if records else None)
    leads = names_of(best) if best else []
    day = deadline_of(best) if best else None
    if "*" not in case.leads:
        sums["lead"] += 1
        sums["lead right"] += any(
            not leads if want is None else any(is_same_name(want, got) for got in leads)
            for want in case.leads
        )
    if day is not None or any(case.deadlines):
        sums["deadline"] += 1
        sums["deadline right"] += day in case.deadlines
    for unit in case.helpers:
        helpers = helpers_of(best) if best else []
        sums["unit"] += 1
        sums["unit right"] += any(is_same_name(n, h) for n in unit if n for h in helpers)


def main(tables: list[str]) -> None:
    """Print the sums of all tables together."""
    sums: Counter[str] = Counter()
    for table in tables:
        for case in cases(table):
            count(case, english=table.endswith("english"), sums=sums)
    for what in ("lead", "deadline", "unit"):
        right, of = sums[f"{what} right"], sums[what]
        sys.stdout.write(f"{what:9s} {right} of {of} ({right / max(of, 1):.2f})\n")


if __name__ == "__main__":
    main(sys.argv[1:])
