"""Records of every kind as one line of a list: those made from a document or a finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chancery.documents.models import Document
from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.readings.models import Finding
from chancery.register import access as register
from chancery.register.contacts.queries import contacts, interactions
from chancery.register.mechanisms.queries import initiatives, mechanisms
from chancery.register.upgrades.queries import upgrades
from chancery.work import access as work
from chancery.work.advice.access import advice
from chancery.work.consultations.access import consultations
from chancery.work.meetings.access import meetings
from chancery.work.models import Evidence
from chancery.work.plans.queries import plans, reports
from chancery.work.programmes.queries import programmes
from chancery.work.training.queries import training

Rows = Callable[[Viewer], QuerySet[Any]]
KINDS: dict[str, tuple[Any, Rows]] = {
    "commitment": (_("commitment"), register.commitments),
    "task": (_("task"), work.tasks),
    "request": (_("request"), register.requests),
    "obstacle": (_("obstacle"), register.obstacles),
    "opportunity": (_("opportunity"), register.opportunities),
    "proposal": (_("proposal"), work.proposals),
    "shortcoming": (_("shortcoming"), work.shortcomings),
    "activity": (_("activity"), register.activities),
    "project": (pgettext_lazy("kind", "project"), register.projects),
    "upgrade": (_("content of an upgrade"), upgrades),
    "mechanism": (_("mechanism"), mechanisms),
    "initiative": (_("initiative"), initiatives),
    "contact": (_("contact"), contacts),
    "interaction": (_("interaction"), interactions),
}
OF_UNITS: dict[str, tuple[Any, Rows]] = {
    "workplan": (_("work plan"), plans),
    "monthlyreport": (_("monthly report"), reports),
    "training": (pgettext_lazy("kind", "training"), training),
}
"""What units write of their own work: no document makes these."""


def _partners(viewer: Viewer) -> QuerySet[Partner]:
    return Partner.objects.all() if viewer.reads else Partner.objects.none()


def _units(viewer: Viewer) -> QuerySet[Unit]:
    return Unit.objects.all() if viewer.reads else Unit.objects.none()


FOLLOWED: dict[str, Rows] = {
    **{kind: rows for kind, (_word, rows) in KINDS.items() if kind != "shortcoming"},
    **{kind: rows for kind, (_word, rows) in OF_UNITS.items()},
    "agreement": register.agreements,
    "meeting": meetings,
    "consultation": consultations,
    "advice": advice,
    "programme": programmes,
    "partner": _partners,
    "unit": _units,
}
"""What may be followed, and the rows of it that a person may know of."""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record that the person may see, ready to be listed."""

    kind: str
    word: Any
    reference: str
    text: str
    state: str = ""
    state_word: str = ""
    address: str = ""
    start: int | None = None


def records_of(document: Document, viewer: Viewer) -> list[RecordLine]:
    """Records made from a document, in order of their place in it."""
    lines = [
        _line(kind, row)
        for kind, (_word, rows) in KINDS.items()
        for row in rows(viewer).filter(document=document)
    ]
    return sorted(lines, key=lambda line: (line.start is None, line.start or 0, line.reference))


def made_from(findings: Iterable[Finding], viewer: Viewer) -> dict[int, list[RecordLine]]:
    """The records made from findings (``made`` prefetched), by finding; one query for a kind."""
    made = [(finding.pk, m.kind, m.key) for finding in findings for m in finding.made.all()]
    found: dict[tuple[str, str], RecordLine] = {}
    for kind in {kind for _pk, kind, _key in made}:
        keys = [key for _pk, k, key in made if k == kind]
        found |= {(kind, str(row.pk)): _line(kind, row) for row in _rows(kind, keys, viewer)}
    lines: dict[int, list[RecordLine]] = defaultdict(list)
    for pk, kind, key in made:
        if (kind, key) in found:
            lines[pk].append(found[kind, key])
    return lines


def address_of(kind: str, row: Any) -> str:
    """The page of a record; empty where there is none."""
    for key in (row.pk, getattr(row, "reference", row.pk)):
        try:
            return reverse(kind, args=[key])
        except NoReverseMatch:
            continue
    return ""


def _rows(kind: str, keys: list[str], viewer: Viewer) -> Iterable[Any]:
    if kind == "evidence":
        whole = Evidence.objects.filter(pk__in=keys).select_related("task", "commitment")
        return whole.filter(task__in=work.tasks(viewer)) | whole.filter(
            commitment__in=register.commitments(viewer)
        )
    return KINDS[kind][1](viewer).filter(pk__in=keys)


def _line(kind: str, row: Any) -> RecordLine:
    if kind == "evidence":
        return _evidence_line(row)
    state = getattr(row, "state", "")
    return RecordLine(
        kind=kind,
        word=KINDS[kind][0],
        reference=row.reference,
        text=row.text,
        state=state,
        state_word=row.get_state_display() if state else "",
        address=address_of(kind, row),
        start=row.quote_start,
    )


def _evidence_line(row: Evidence) -> RecordLine:
    kind = "task" if row.task else "commitment"
    target: Any = row.task or row.commitment
    return RecordLine(
        kind="evidence",
        word=_("evidence"),
        reference=target.reference,
        text=target.text,
        address=address_of(kind, target),
        start=row.quote_start,
    )
