"""By what hits are narrowed, for each kind of row. Only the row's own columns count: a value that
came from another record could betray that record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from chancery.documents.models import Document
from chancery.partners.models import Partner, Sector
from chancery.people.models import Unit
from chancery.register.models import (
    Activity,
    Agreement,
    Commitment,
    Obstacle,
    Opportunity,
    PartnerRequest,
    Project,
    Upgrade,
)
from chancery.work.models import Proposal, Shortcoming, Task

Pairs = Iterator[tuple[str, str]]
MENTIONED = 2  # times a country is named in a text that is about it
ABOUT = 6  # partners or sectors that one text is about, at most


def of_document(row: Document) -> Pairs:
    """What the reader found in it; the documents of a reader's own are read whole by them."""
    yield from _units(row.issuer_unit_id)
    runs = sorted(row.readings.all(), key=lambda run: run.read_at)
    mentions = runs[-1].mentions if runs else []
    if not mentions:
        return
    partners = _about(mentions, {"COUNTRY", "BLOC"}, "iso")
    known = Partner.objects.filter(code__in=partners, is_home=False)
    yield from (("partner", code) for code in known.values_list("code", flat=True))
    yield from _sectors(Sector.objects.filter(code__in=_about(mentions, {"SECTOR"}, "code")))


def of_commitment(row: Commitment) -> Pairs:
    yield "state", row.state
    yield from _units(row.lead_id, *(unit.pk for unit in row.coordinating.all()))
    yield from _partners(row.parties.all())
    yield from _sectors(row.sectors.all())


def of_task(row: Task) -> Pairs:
    yield "state", row.state
    units = (row.lead_id, row.assigner_id, *(unit.pk for unit in row.coordinating.all()))
    yield from _units(*units)
    yield from _partners(row.partners.all())


def of_one_partner(row: PartnerRequest) -> Pairs:
    yield "state", row.state
    yield "partner", row.partner_id


def of_case(row: Obstacle | Opportunity) -> Pairs:
    yield "state", row.state
    yield "partner", row.partner_id
    yield from _units(row.lead_id, getattr(row, "pending_unit_id", None))
    yield from _sectors(row.sectors.all())


def of_proposal(row: Proposal) -> Pairs:
    yield "state", row.state
    units = (row.from_unit_id, row.to_unit_id, *(unit.pk for unit in row.coordinating.all()))
    yield from _units(*units)
    yield from _partners(row.partners.all())


def of_shortcoming(row: Shortcoming) -> Pairs:
    yield from _units(row.unit_id)


def of_agreement(row: Agreement) -> Pairs:
    stages = sorted(row.stages.all(), key=lambda stage: (stage.date, stage.pk))
    if stages:
        yield "state", stages[-1].stage
    yield from _partners(row.parties.all())


def of_activity(row: Activity) -> Pairs:
    yield from _units(row.lead_id)
    yield from _partners(row.partners.all())


def of_project(row: Project) -> Pairs:
    yield "state", row.state
    yield from _units(row.host_id)
    yield from _partners(row.partners.all())
    yield from _sectors(row.sectors.all())


def of_upgrade(row: Upgrade) -> Pairs:
    yield from _units(row.lead_id)
    yield "partner", row.partner_id
    yield from _sectors(row.sectors.all())


def in_columns(
    *units: str, many_units: str = "", partner: str = "", partners: str = "", sectors: str = ""
) -> Callable[[Any], Pairs]:
    """By the columns of a record that lead to units, partners, sectors; by its state, if any."""

    def pairs(row: Any) -> Pairs:
        if state := getattr(row, "state", ""):
            yield "state", state
        named = [unit.pk for unit in getattr(row, many_units).all()] if many_units else []
        yield from _units(*(getattr(row, f"{unit}_id") for unit in units), *named)
        if partner and (code := getattr(row, f"{partner}_id")):
            yield "partner", code
        yield from _partners(getattr(row, partners).all() if partners else ())
        yield from _sectors(getattr(row, sectors).all() if sectors else ())

    return pairs


def of_partner(row: Partner) -> Pairs:
    yield "partner", row.code


def of_unit(row: Unit) -> Pairs:
    yield "unit", row.key


def _units(*keys: str | None) -> Pairs:
    yield from (("unit", key) for key in keys if key)


def _partners(rows: Iterable[Partner]) -> Pairs:
    """The home country is party to nearly everything: it tells nothing apart."""
    yield from (("partner", row.code) for row in rows if not row.is_home)


def _sectors(rows: Iterable[Sector]) -> Pairs:
    for row in rows:
        yield "sector", row.code
        yield "driver", row.driver


def _about(mentions: list[dict[str, Any]], types: set[str], field: str) -> list[str]:
    """What stands in the title, or is named more than once; the most often named first."""
    named: Counter[str] = Counter()
    for mention in mentions:
        value = (mention.get("fields") or {}).get(field)
        if mention.get("type") in types and value:
            named[str(value)] += MENTIONED if mention.get("zone") == "title" else 1
    return [value for value, times in named.most_common(ABOUT) if times >= MENTIONED]
