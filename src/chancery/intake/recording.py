"""A confirmed draft becomes its record: one function for each type of finding.

The mapping is the architecture's: COMMITMENT to a commitment; TASK to tasks where the issuer may
assign to the lead, else to a proposal; REQUEST to a request of ours or theirs; SHORTCOMING to an
obstacle where a partner is concerned, else to a shortcoming noted on a unit; RESULT stays with
the document until a person attaches it to a commitment or task as evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from chancery.documents.models import Document, Sensitivity
from chancery.intake.drafts import Draft
from chancery.intake.errors import DraftIncompleteError
from chancery.people.access import Viewer
from chancery.people.queries import country_pack
from chancery.readings.models import Finding, RecordType
from chancery.register import access as register_access
from chancery.register import actions as register
from chancery.register.values import (
    CommitmentValues,
    Guard,
    ObstacleValues,
    RequestValues,
    Source,
)
from chancery.work import access as work_access
from chancery.work import actions as work
from chancery.work.models import Basis
from chancery.work.rules import may_assign, may_quote
from chancery.work.values import ProposalValues, ShortcomingValues, TaskValues


@dataclass(frozen=True, slots=True)
class Made:
    """A record made, by plain key."""

    kind: str
    key: str
    label: str


def make_records(*, draft: Draft, document: Document, quote: str, by: Viewer) -> list[Made]:
    """Make the record or records of a confirmed draft; DraftIncompleteError says what is missing."""
    problems = problems_of(draft)
    if problems:
        raise DraftIncompleteError(problems)
    guard = _guard(document, draft)
    source = Source(document_id=document.pk, quote=quote, start=draft.start, end=draft.end)
    return _MAKERS[draft.type](draft, guard, source, by)


def becomes_task(draft: Draft) -> bool:
    """True where the issuer may assign to every lead; otherwise the finding is a proposal."""
    if resolves_itself(draft):
        return True
    return bool(draft.assigner) and all(
        may_assign(str(draft.assigner), lead) for lead in draft.leads
    )


def resolves_itself(draft: Draft) -> bool:
    """True where a unit says what it will do itself: it assigns and leads."""
    return draft.resolved and draft.leads == (draft.assigner,)


def problems_of(draft: Draft) -> dict[str, str]:
    """What is missing before the draft can stand, by field, with what to do."""
    problems = {} if draft.text.strip() else {"text": _("Say in a sentence what it is")}
    return problems | _PROBLEMS[draft.type](draft)


def _task_problems(draft: Draft) -> dict[str, str]:
    problems = {}
    if not draft.leads:
        problems["leads"] = _("Choose the unit that leads")
    if not draft.assigner:
        problems["assigner"] = _("Choose the unit that assigns or proposes")
    return problems


def _commitment_problems(draft: Draft) -> dict[str, str]:
    if len(draft.partners) < 2 and not set(draft.partners) - {country_pack().home}:
        return {"partners": _("Choose the partner on the other side")}
    return {} if draft.undertaking else {"undertaking": _("Choose who undertakes it")}


def _request_problems(draft: Draft) -> dict[str, str]:
    return {} if draft.partners else {"partners": _("Choose the partner")}


def _shortcoming_problems(draft: Draft) -> dict[str, str]:
    if draft.partners or draft.unit:
        return {}
    return {"partners": _("Choose the partner concerned, or the unit")}


def _no_problems(draft: Draft) -> dict[str, str]:
    return {}


_PROBLEMS: dict[str, Callable[[Draft], dict[str, str]]] = {
    RecordType.TASK: _task_problems,
    RecordType.COMMITMENT: _commitment_problems,
    RecordType.REQUEST: _request_problems,
    RecordType.SHORTCOMING: _shortcoming_problems,
    RecordType.RESULT: _no_problems,
}


def _guard(document: Document, draft: Draft) -> Guard:
    """A record is as open as its document; who must act on it is named among those who see it."""
    named = set(document.named_units.values_list("key", flat=True))
    if document.sensitivity == Sensitivity.RESTRICTED:
        named |= {*draft.leads, *draft.coordinating}
    return Guard(
        held_by=document.held_by_id,
        sensitivity=document.sensitivity,
        named_units=tuple(sorted(named)),
    )


def _make_commitment(draft: Draft, guard: Guard, source: Source, by: Viewer) -> list[Made]:
    values = CommitmentValues(
        text=draft.text,
        parties=draft.partners,
        undertaking=draft.undertaking,
        lead=draft.leads[0] if draft.leads else None,
        coordinating=draft.coordinating,
        sectors=draft.sectors,
        agreement=draft.agreement,
        due=draft.due,
        due_text=draft.due_text,
        deliverable=draft.deliverable,
        discrete=draft.discrete,
        measurable=draft.measurable,
        inferred=draft.inferred,
    )
    made = register.add_commitment(values=values, guard=guard, source=source, by=by)
    return [Made("commitment", str(made.pk), made.reference)]


def _make_tasks(draft: Draft, guard: Guard, source: Source, by: Viewer) -> list[Made]:
    if not becomes_task(draft):
        return _make_proposals(draft, guard, source, by)
    home = country_pack().home
    values = TaskValues(
        text=draft.text,
        basis=Basis.RESOLVED if resolves_itself(draft) else Basis.ASSIGNED,
        assigner=str(draft.assigner),
        issuer_text=draft.issuer_text,
        lead=draft.leads[0],
        coordinating=draft.coordinating,
        partners=tuple(p for p in draft.partners if p != home),
        due=draft.due,
        due_text=draft.due_text,
        recurrence=draft.recurrence,
        deliverable=draft.deliverable,
        inferred=draft.inferred,
    )
    tasks = work.add_tasks_for_leads(
        values=values, leads=draft.leads, guard=guard, source=source, by=by
    )
    return [Made("task", str(task.pk), task.reference) for task in tasks]


def _make_proposals(draft: Draft, guard: Guard, source: Source, by: Viewer) -> list[Made]:
    home = country_pack().home
    values = ProposalValues(
        text=draft.text,
        from_unit=str(draft.assigner),
        to_unit=draft.leads[0],
        coordinating=draft.coordinating,
        partners=tuple(p for p in draft.partners if p != home),
        due=draft.due,
        due_text=draft.due_text,
    )
    made = [
        work.add_proposal(values=replace(values, to_unit=lead), guard=guard, source=source, by=by)
        for lead in draft.leads
    ]
    return [Made("proposal", str(proposal.pk), proposal.reference) for proposal in made]


def _make_request(draft: Draft, guard: Guard, source: Source, by: Viewer) -> list[Made]:
    values = RequestValues(
        text=draft.text,
        direction=draft.direction or "ours",
        partner=draft.partners[0],
        due=draft.due,
        due_text=draft.due_text,
    )
    made = register.add_request(values=values, guard=guard, source=source, by=by)
    return [Made("request", str(made.pk), made.reference)]


def _make_shortcoming(draft: Draft, guard: Guard, source: Source, by: Viewer) -> list[Made]:
    if draft.partners:
        obstacle = ObstacleValues(text=draft.text, partner=draft.partners[0], area=draft.area)
        made = register.add_obstacle(values=obstacle, guard=guard, source=source, by=by)
        return [Made("obstacle", str(made.pk), made.reference)]
    noted = ShortcomingValues(text=draft.text, unit=str(draft.unit), area=draft.area)
    shortcoming = work.add_shortcoming(values=noted, guard=guard, source=source, by=by)
    return [Made("shortcoming", str(shortcoming.pk), shortcoming.reference)]


def _make_evidence(draft: Draft, guard: Guard, source: Source, by: Viewer) -> list[Made]:
    """A result attached to a commitment or task the person named; else it stays where it is."""
    if not draft.attach_to:
        return []
    target = _target(draft.attach_to, by)
    document = Document.objects.get(pk=source.document_id or 0)
    evidence = work.attach_evidence(
        document=document, quote=source.quote, start=source.start, end=source.end, by=by, **target
    )
    return [Made("evidence", str(evidence.pk), next(iter(target.values())).reference)]


def tie(*, finding: Finding, reference: str, bearing: str, by: Viewer) -> Made:
    """Keep a finding's place in its document beside the record named, instead of a new record.

    Where more people see the record than the document, the document is named without its words.
    """
    target = _target(reference, by)
    record = next(iter(target.values()))
    place: dict[str, Any] = {}
    if may_quote(finding.document, record):
        place = {"quote": finding.quote, "start": finding.start, "end": finding.end}
    evidence = work.attach_evidence(
        document=finding.document, bearing=bearing, by=by, **place, **target
    )
    return Made("evidence", str(evidence.pk), record.reference)


def _target(attach_to: str, by: Viewer) -> dict[str, Any]:
    """The commitment (CK-...) or task (NV-...) with this reference, if the person may see it."""
    reference = attach_to.strip().upper()
    commitment = register_access.commitments(by).filter(reference=reference).first()
    if commitment is not None:
        return {"commitment": commitment}
    task = work_access.tasks(by).filter(reference=reference).first()
    if task is None:
        raise DraftIncompleteError(
            {"attach_to": _("There is no commitment or task %(ref)s") % {"ref": attach_to}}
        )
    return {"task": task}


_MAKERS: dict[str, Callable[[Draft, Guard, Source, Viewer], list[Made]]] = {
    RecordType.COMMITMENT: _make_commitment,
    RecordType.TASK: _make_tasks,
    RecordType.REQUEST: _make_request,
    RecordType.SHORTCOMING: _make_shortcoming,
    RecordType.RESULT: _make_evidence,
}
