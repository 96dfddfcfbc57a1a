"""What the pages of projects show of their ledgers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from chancery.documents.access import documents
from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.register.models import Ledger, Project, ProjectEntry
from chancery.register.projects.money import Sum, Totals, converted
from chancery.register.projects.queries import (
    amounts_now,
    line_of,
    projects_of_partner,
    totals_by_project,
)
from chancery.web import money


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry with its corrections and what it stands for now."""

    entry: ProjectEntry
    amount: str
    now: str
    """The amount in force, where corrections changed it."""
    usd: str
    vnd: str
    corrections: list[tuple[ProjectEntry, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownLedger:
    """One of the three."""

    key: str
    label: str
    sum: SafeString
    usd: str
    vnd: str
    without_usd: str
    without_vnd: str
    rows: list[ShownEntry]


def ledgers_of(entries: list[ProjectEntry], totals: Totals) -> list[ShownLedger]:
    """The three ledgers, each entry followed by what corrects it."""
    corrections: dict[int, list[ProjectEntry]] = defaultdict(list)
    for entry in entries:
        if entry.corrects_id:
            corrections[entry.corrects_id].append(entry)
    now = amounts_now(entries)
    return [
        _ledger(
            ledger,
            totals.of(ledger.value),
            [_shown(e, corrections[e.pk], now[e.pk]) for e in entries if _is_in(e, ledger)],
        )
        for ledger in Ledger
    ]


def readable_documents(entries: Iterable[ProjectEntry], who: Viewer) -> set[int]:
    """Documents behind entries that this person may read: of others not even the quote is shown."""
    keys = {entry.document_id for entry in entries if entry.document_id}
    if not keys:
        return set()
    rows = documents(who).filter(pk__in=keys, purged_at__isnull=True)
    return set(rows.values_list("pk", flat=True))


def _is_in(entry: ProjectEntry, ledger: Ledger) -> bool:
    return entry.ledger == ledger and not entry.corrects_id


def _ledger(ledger: Ledger, found: Sum, rows: list[ShownEntry]) -> ShownLedger:
    return ShownLedger(
        key=ledger.value,
        label=str(ledger.label),
        sum=money.sum_cell(found),
        usd=_whole(found.usd, found.without_usd, found, "USD"),
        vnd=_whole(found.vnd, found.without_vnd, found, "VND"),
        without_usd=money.without(found, "USD"),
        without_vnd=money.without(found, "VND"),
        rows=rows,
    )


def _whole(amount: Decimal, without: int, found: Sum, into: str) -> str:
    """The sum in USD or VND; nothing where no entry has a rate, or all of it is in that money."""
    if without == found.count or set(found.by_currency) == {into}:
        return ""
    return money.scaled(amount, into)


def _shown(entry: ProjectEntry, corrections: list[ProjectEntry], now: Decimal) -> ShownEntry:
    return ShownEntry(
        entry=entry,
        amount=money.exact(entry.amount, entry.currency),
        now=money.exact(now, entry.currency) if corrections else "",
        usd=_rate(entry, now, "USD"),
        vnd=_rate(entry, now, "VND"),
        corrections=[(one, money.exact(one.amount, one.currency)) for one in corrections],
    )


def _rate(entry: ProjectEntry, now: Decimal, into: str) -> str:
    """What the amount in force is in USD or VND."""
    line = replace(line_of(entry), amount=now)
    amount: Any = None if entry.currency == into else converted(line, into)
    return "" if amount is None else money.exact(amount, into)


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project in a short list, with its sums."""

    project: Project
    sums: list[tuple[str, SafeString]]


def project_lines(who: Viewer, partner: Partner, most: int) -> list[ProjectLine]:
    """The newest projects with a partner: those that the person may know of."""
    rows = list(projects_of_partner(who, partner)[:most])
    totals = totals_by_project(row.pk for row in rows)
    return [ProjectLine(row, _sums(totals[row.pk])) for row in rows]


def _sums(totals: Totals) -> list[tuple[str, SafeString]]:
    found = [(str(ledger.label), totals.of(ledger.value)) for ledger in Ledger]
    return [(label, money.sum_cell(one)) for label, one in found if one.count]
