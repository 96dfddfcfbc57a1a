"""Which records a document's findings may be about, among those a person may know of.

However many findings and records there are, the number of questions to the database is the same:
the records of the partners and leads that are named are fetched once and compared here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from chancery.documents.access import documents
from chancery.documents.models import Document
from chancery.intake.alike.scoring import (
    KINDS,
    Known,
    Likeness,
    Statement,
    likenesses,
    weights_of,
)
from chancery.intake.alike.traits import traits_of
from chancery.intake.drafts import Draft, draft_of, main_partner, mentions_of
from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.people.queries import country_pack
from chancery.readings.models import Finding, RecordType
from chancery.register import access as register
from chancery.register.models import Commitment, CommitmentParty
from chancery.work import access as work
from chancery.work.models import Task

LOOKED_AT = 1_500
"""Records of each kind that are compared, the newest first: a page must not wait for more."""


def known_again(
    document: Document, findings: Sequence[Finding], viewer: Viewer
) -> dict[int, list[Likeness]]:
    """For each finding that may be about a record that exists: at most three, the likeliest first."""
    compared = [finding for finding in findings if finding.type in KINDS]
    statements = {f.pk: statement_of(f, draft_of(f), document) for f in compared}
    if not statements:
        return {}
    pool = records_for(statements.values(), viewer)
    weights = weights_for(pool)
    found = {pk: likenesses(one, pool, weights) for pk, one in statements.items()}
    return {pk: alike for pk, alike in found.items() if alike}


def statement_of(finding: Finding, draft: Draft, document: Document) -> Statement:
    """A finding with what its draft made of it, ready to be compared.

    A result is told by the unit whose paper it stands in: likely of what that unit leads.
    """
    home = country_pack().home
    tells = {document.issuer_unit_id} if finding.type == RecordType.RESULT else set()
    return Statement(
        type=finding.type,
        text=finding.quote,
        traits=traits_of(finding.quote),
        partners=_partners(finding, draft) - {home},
        sectors=frozenset(draft.sectors),
        agreement=draft.agreement,
        leads=frozenset(draft.leads) | {unit for unit in tells if unit},
        due=draft.due,
        day=document.reference_date or document.published,
        document=document.pk,
    )


def _partners(finding: Finding, draft: Draft) -> frozenset[str]:
    """Those the words name; a result that names none is one with whom the document is about."""
    if draft.partners or finding.type != RecordType.RESULT:
        return frozenset(draft.partners)
    partner = main_partner(mentions_of(finding), country_pack().home)
    return frozenset({partner} if partner else ())


def records_for(statements: Iterable[Statement], viewer: Viewer) -> list[Known]:
    """The commitments and tasks that ``viewer`` may know of and that could be meant."""
    named = list(statements)
    partners: frozenset[str] = frozenset().union(*(one.partners for one in named))
    leads: frozenset[str] = frozenset().union(*(one.leads for one in named))
    papers = papers_named(frozenset().union(*(one.traits.papers for one in named)), viewer)
    return [
        *_commitments(register.commitments(viewer), partners, papers),
        *_tasks(work.tasks(viewer), partners, leads, papers),
    ]


def records_of_papers(papers: dict[int, str], viewer: Viewer) -> list[Known]:
    """The commitments and tasks that come from these documents."""
    if not papers:
        return []
    nobody: frozenset[str] = frozenset()
    return [
        *_commitments(register.commitments(viewer), nobody, papers),
        *_tasks(work.tasks(viewer), nobody, nobody, papers),
    ]


def papers_named(numbers: Iterable[str], viewer: Viewer) -> dict[int, str]:
    """The documents that bear these numbers, as far as the person may read them: key to number.

    That a record comes from a paper is not told to who may not read the paper.
    """
    named = documents(viewer).filter(number__in=set(numbers))
    return dict(named.values_list("pk", "number"))


def weights_for(pool: Sequence[Known]) -> dict[str, float]:
    """How much each word tells among these records; names of partners and leads tell nothing."""
    codes = frozenset().union(*(one.partners for one in pool))
    partners = Partner.objects.filter(Q(code__in=codes) | Q(is_home=True))
    leads = Unit.objects.filter(key__in={one.lead for one in pool if one.lead})
    named = (*partners.values_list(*_NAMES), *leads.values_list(*_NAMES))
    return weights_of(pool, [name for names in named for name in names])


_NAMES = ("name_vi", "name_en")


_COLUMNS = ("pk", "reference", "text", "lead_id", "due", "document_id")
_DAYS = ("document__reference_date", "document__published")


def _commitments(
    rows: QuerySet[Commitment], partners: frozenset[str], papers: dict[int, str]
) -> list[Known]:
    sides = CommitmentParty.objects.filter(commitment=OuterRef("pk"), partner__in=partners)
    newest = rows.filter(Q(Exists(sides)) | Q(document__in=papers)).order_by("-pk")
    kept = list(newest.values(*_COLUMNS, *_DAYS, "agreement_id")[:LOOKED_AT])
    keys = [row["pk"] for row in kept]
    parties = _many(CommitmentParty.objects.filter(partner__is_home=False), "partner_id", keys)
    sectors = _many(Commitment.sectors.through.objects.all(), "sector_id", keys)
    return [
        replace(
            _known("commitment", row, papers),
            partners=frozenset(parties[row["pk"]]),
            sectors=frozenset(sectors[row["pk"]]),
            agreement=row["agreement_id"],
        )
        for row in kept
    ]


def _tasks(
    rows: QuerySet[Task], partners: frozenset[str], leads: frozenset[str], papers: dict[int, str]
) -> list[Known]:
    through = Task.partners.through.objects.filter(task=OuterRef("pk"), partner__in=partners)
    meant = Q(Exists(through)) | Q(lead__in=leads) | Q(document__in=papers)
    newest = rows.filter(meant, parent=None).order_by("-pk")
    kept = list(newest.values(*_COLUMNS, *_DAYS)[:LOOKED_AT])
    keys = [row["pk"] for row in kept]
    on = _many(Task.partners.through.objects.all(), "partner_id", keys, of="task_id")
    return [
        replace(_known("task", row, papers), partners=frozenset(on[row["pk"]])) for row in kept
    ]


def _many(
    rows: QuerySet[Any], column: str, keys: list[int], of: str = "commitment_id"
) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for key, value in rows.filter(**{f"{of}__in": keys}).values_list(of, column):
        found[key].add(value)
    return found


def _known(kind: str, row: dict[str, Any], papers: dict[int, str]) -> Known:
    """What its own row says. Promised or ordered on the day of its document, if that has one."""
    return Known(
        kind=kind,
        key=row["pk"],
        reference=row["reference"],
        text=row["text"],
        traits=traits_of(row["text"]),
        lead=row["lead_id"],
        due=row["due"],
        day=row["document__reference_date"] or row["document__published"],
        paper=papers.get(row["document_id"], ""),
        document=row["document_id"],
    )
