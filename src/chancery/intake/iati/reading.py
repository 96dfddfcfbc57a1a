"""What one IATI activity says: names, dates, money. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from chancery.intake.iati.errors import IatiProblem
from chancery.intake.iati.stream import Node
from chancery.register.models.money import LARGEST, PLACES
from chancery.register.projects.currencies import is_currency

LANG = "xml:lang"
FUNDING = "1"
_DATES = {
    "1": "start_planned",
    "2": "start_actual",
    "3": "end_planned",
    "4": "end_actual",
}
DAC = frozenset({"", "1", "2"})


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation: its role, identifier, name."""

    role: str
    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction that can be used. ``origin`` is what tells it from the others."""

    line: int
    type: str
    day: date
    amount: Decimal
    currency: str
    provider: str
    countries: frozenset[str]
    ref: str
    origin: str = ""


@dataclass(slots=True)
class Activity:
    """One activity, as far as it can be used, and what is wrong with it."""

    line: int
    identifier: str
    title_vi: str = ""
    title: str = ""
    title_en: str = ""
    orgs: list[Org] = field(default_factory=list)
    status: str = ""
    days: dict[str, date] = field(default_factory=dict)
    countries: dict[str, Decimal] = field(default_factory=dict)
    sectors: list[str] = field(default_factory=list)
    aid: str = ""
    finance: str = ""
    flow: str = ""
    transactions: list[Transaction] = field(default_factory=list)
    plans: Counter[str] = field(default_factory=Counter)
    problems: list[IatiProblem] = field(default_factory=list)
    rounded: int = 0
    """Amounts with more decimals than any currency has."""

    def wrong(self, node: Node, said: str, cause: str, remedy: str) -> None:
        """Something that keeps the element, or the activity, out."""
        self.problems.append(IatiProblem(node.line, f"<{node.tag}>", said[:80], cause, remedy))


def read_activity(node: Node) -> Activity:
    """All that is used of an activity."""
    identifier = _text(node.first("iati-identifier"))
    found = Activity(node.line, identifier[:200])
    if not identifier or len(identifier) > 200:
        found.wrong(node, identifier, _("it has no identifier"), _("ask the publisher for it"))
    _titles(found, node)
    found.orgs = [_org(child) for child in node.all("participating-org")]
    found.status = _code(node.first("activity-status"))
    found.aid = _code(node.first("default-aid-type"))
    found.finance = _code(node.first("default-finance-type"))
    found.flow = _code(node.first("default-flow-type"))
    found.sectors = [
        child.get("code") for child in node.all("sector") if child.get("vocabulary") in DAC
    ]
    _days(found, node)
    _countries(found, node)
    currency = node.get("default-currency")
    for child in node.all("transaction"):
        if transaction := _transaction(found, child, currency):
            found.transactions.append(transaction)
    found.transactions = list(_told_apart(found, found.transactions))
    for name in ("budget", "planned-disbursement"):
        found.plans[name] = len(node.all(name))
    return found


def _titles(found: Activity, node: Node) -> None:
    default = node.get(LANG).lower()[:2]
    title = node.first("title")
    told: dict[str, str] = {}
    for child in title.all("narrative") if title else ():
        told.setdefault(child.get(LANG).lower()[:2] or default, _text(child))
    found.title_vi, found.title_en = told.get("vi", ""), told.get("en", "")[:300]
    found.title = found.title_vi or found.title_en or next(filter(None, told.values()), "")
    if not found.title:
        found.wrong(node, "", _("it has no title"), _("ask the publisher for it"))


def _days(found: Activity, node: Node) -> None:
    for child in node.all("activity-date"):
        name = _DATES.get(child.get("type"))
        day = _day(child.get("iso-date"))
        if name and day:
            found.days[name] = day
        elif name:
            cause, remedy = _("it is no day"), _("left out; write it by hand")
            found.wrong(child, child.get("iso-date"), cause, remedy)
    for kind in ("planned", "actual"):
        start, end = found.days.get(f"start_{kind}"), found.days.get(f"end_{kind}")
        if start and end and end < start:
            del found.days[f"end_{kind}"]
            cause = _("it ends before it starts")
            found.wrong(node, end.isoformat(), cause, _("left out; write it by hand"))


def _countries(found: Activity, node: Node) -> None:
    for child in node.all("recipient-country"):
        share = _number(child.get("percentage") or "100")
        found.countries[child.get("code").upper()] = Decimal(100) if share is None else share
    if node.all("recipient-region"):
        found.countries.setdefault("", Decimal(0))


def _transaction(found: Activity, node: Node, default: str) -> Transaction | None:
    """None where something it needs is missing or wrong: told with its line."""
    type_, value = _code(node.first("transaction-type")), node.first("value")
    at = node.first("transaction-date")
    day = _day(at.get("iso-date") if at else "")
    if not type_ or value is None:
        found.wrong(node, "", _("it has no type or no value"), _("left out; ask the publisher"))
        return None
    if day is None:
        said = at.get("iso-date") if at else ""
        found.wrong(at or node, said, _("it is no day"), _("left out; ask the publisher"))
        return None
    currency = (value.get("currency") or default).upper()
    if not is_currency(currency):
        cause = _("no currency of ISO 4217")
        found.wrong(value, currency, cause, _("left out; ask the publisher"))
        return None
    amount = _amount(found, value)
    if amount is None:
        return None
    org = node.first("provider-org")
    codes = frozenset(child.get("code").upper() for child in node.all("recipient-country"))
    provider = _org(org).ref if org else ""
    return Transaction(node.line, type_, day, amount, currency, provider, codes, node.get("ref"))


def _amount(found: Activity, node: Node) -> Decimal | None:
    amount = _number(_text(node))
    if amount is None or not amount or abs(amount) >= LARGEST:
        cause = _("nought") if amount == 0 else _("it is no amount")
        found.wrong(node, _text(node), cause, _("left out; ask the publisher"))
        return None
    exact = round(amount, PLACES)
    found.rounded += exact != amount
    if not exact:
        found.wrong(node, _text(node), _("nought"), _("left out; ask the publisher"))
        return None
    return exact


def _told_apart(found: Activity, rows: list[Transaction]) -> Iterator[Transaction]:
    """Each with the mark by which it is known again: its reference, else all that it says.

    The same reference and the same words twice is one transaction told twice; without a reference
    two payments may well be alike, so the second counts as the second.
    """
    seen: Counter[str] = Counter()
    for row in rows:
        said = f"{row.day} {row.amount.normalize():f} {row.currency} {row.provider}"
        mark = f"{row.type} ref {row.ref}" if row.ref else f"{row.type} {said}"
        whole = f"{mark} | {said}"
        if row.ref and seen[whole]:
            words = _("the transaction %(ref)s stands there twice") % {"ref": row.ref}
            found.problems.append(
                IatiProblem(row.line, "<transaction>", row.ref, words, _("the second is left out"))
            )
            continue
        seen[whole] += 1
        seen[mark] += 1
        number = seen[mark]
        digest = hashlib.sha256(f"{mark} {number}".encode()).hexdigest()
        yield replace(row, origin=digest)


def _org(node: Node) -> Org:
    name = next(filter(None, map(_text, node.all("narrative"))), "")
    return Org(node.get("role"), node.get("ref"), name)


def _text(node: Node | None) -> str:
    return " ".join(node.text.split()) if node else ""


def _code(node: Node | None) -> str:
    return node.get("code") if node else ""


def _day(text: str) -> date | None:
    """IATI has xsd:date, which may bear a time zone."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(" ", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
