"""Two projects that are one: which lines of their ledgers say the same, and what does not agree."""

from __future__ import annotations

from collections import Counter

from chancery.register.models import Project, ProjectEntry


def lines_on_both(kept: Project, merged: Project) -> list[ProjectEntry]:
    """Lines of ``merged`` that ``kept`` has too: same ledger, day, amount and currency.

    As often as ``kept`` has them: two equal payments of one day are two. Corrections are of their
    line and not asked for.
    """
    there = Counter(map(_said, kept.entries.filter(corrects=None)))
    found = []
    for line in merged.entries.filter(corrects=None).order_by("pk"):
        if there[_said(line)] > 0:
            there[_said(line)] -= 1
            found.append(line)
    return found


def left_aside(kept: Project, merged: Project) -> set[int]:
    """The keys of those lines, with their corrections: they would be counted twice."""
    keys = {line.pk for line in lines_on_both(kept, merged)}
    corrections = merged.entries.exclude(corrects=None).order_by("pk")
    for (
        line
    ) in corrections:  # a correction may itself be corrected; it comes after what it corrects
        if line.corrects_id in keys:
            keys.add(line.pk)
    return keys


def _said(line: ProjectEntry) -> tuple[object, ...]:
    return (line.ledger, line.day, line.amount, line.currency)
