"""May this person do this to this record of the register, where it stands now?

``check_...`` raises with what to do instead; ``can_...`` answers yes or no for templates.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from chancery.documents.access import documents
from chancery.documents.models import Document
from chancery.lib.errors import ChanceryError
from chancery.people.access import WRITERS, Viewer
from chancery.people.errors import NotAllowedError
from chancery.register.errors import StateError
from chancery.register.models import (
    Activity,
    Agreement,
    Commitment,
    CommitmentState,
    PartnerRequest,
    Record,
)

_LIVE = (
    CommitmentState.OPEN,
    CommitmentState.CONTINUED,
    CommitmentState.AMENDED,
    CommitmentState.HANDED_UP,
)
LIVE_STATES = frozenset(str(state) for state in _LIVE)

COMMITMENT_STATES: dict[str, frozenset[str]] = {
    **{live: frozenset(map(str, CommitmentState)) - {live} for live in LIVE_STATES},
    **{
        str(closed): frozenset({str(CommitmentState.OPEN)})
        for closed in CommitmentState
        if closed not in _LIVE
    },
}
"""Where a commitment may go from each state: a live one to any verdict, a closed one back to open."""


def check_can_add(viewer: Viewer, held_by: str) -> None:
    """An officer or head records for their own unit, or for one below it."""
    if not viewer.writes_for(held_by):
        raise NotAllowedError(
            _("Only an officer or head of the unit that will hold the record may add it.")
        )


def check_can_change(viewer: Viewer, record: Record | Agreement) -> None:
    """The unit that holds a record keeps its content right."""
    if not viewer.writes_for(record.held_by_id):
        raise NotAllowedError(
            _("Only an officer or head of the unit that holds this record may change it: %(unit)s")
            % {"unit": record.held_by}
        )


def check_can_keep(viewer: Viewer, agreement: Agreement) -> None:
    """The unit that holds an agreement, the one that leads it and the person in charge write down
    what becomes of it: stages, renewals, reviews, the next step."""
    lead = agreement.lead_id
    in_charge = agreement.person_id == viewer.user.pk and viewer.is_anywhere(*WRITERS)
    if not (in_charge or (lead and viewer.writes_for(lead))):
        check_can_change(viewer, agreement)


def check_can_set_state(viewer: Viewer, commitment: Commitment, state: str, reason: str) -> None:
    """The holding unit gives the verdict; every verdict but "done" says why."""
    check_can_change(viewer, commitment)
    if state not in COMMITMENT_STATES[commitment.state]:
        raise StateError(
            _("A commitment that is “%(now)s” cannot become that: open it again first.")
            % {"now": commitment.get_state_display()}
        )
    if state != CommitmentState.DONE:
        check_reason(reason)


def check_can_answer(viewer: Viewer, request: PartnerRequest, reason: str) -> None:
    """An open request is answered once, by the unit that holds it."""
    check_can_change(viewer, request)
    if request.state != PartnerRequest.State.OPEN:
        raise StateError(_("This request has been answered already."))
    check_reason(reason)


def check_can_attach(viewer: Viewer, activity: Activity, document: Document) -> None:
    """Whoever keeps an activity right may tie documents to it that they may read themselves."""
    check_can_change(viewer, activity)
    readable = documents(viewer).filter(pk=document.pk, purged_at__isnull=True)
    if not readable.exists():
        raise StateError(_("There is no such document that you may read."))


def check_can_withdraw(viewer: Viewer, record: Record, *, first_state: str, reason: str) -> None:
    """A record made by mistake is taken back while nothing has come of it."""
    check_can_change(viewer, record)
    check_reason(reason)
    if getattr(record, "state", first_state) != first_state:
        raise StateError(
            _("%(reference)s has moved on since it was recorded: it can no longer be withdrawn.")
            % {"reference": record.reference}
        )
    if hanging := what_hangs_on(record):
        raise StateError(
            _("%(reference)s cannot be withdrawn while other records hang on it: %(what)s")
            % {"reference": record.reference, "what": ", ".join(hanging)}
        )


def check_reason(reason: str) -> None:
    """Where it matters, somebody later must be able to read why."""
    if not reason.strip():
        raise StateError(_("Say why: whoever reads the history later has nothing else to go by."))


# Rows that are the record's own, or nobody's doing.
_OWN_PARTS = {
    "sides",
    "reminders",
    "sheet_line",
    "lines",
    "caseproducts",
    "moved_estimates",
    "mechanismroles",
}


def what_hangs_on(record: models.Model) -> list[str]:
    """Names of the kinds of records that refer to ``record``, its own parts left out.

    Later packages are asked through the reverse relations: they are not known here.
    """
    relations = record._meta.related_objects  # noqa: SLF001 - Django's documented way
    hanging = []
    for relation in relations:
        related: Any = relation.related_model
        if relation.name in _OWN_PARTS:
            continue
        if related.objects.filter(**{relation.field.name: record.pk}).exists():
            hanging.append(str(related._meta.verbose_name_plural))  # noqa: SLF001
    return hanging


def holds(check: Callable[[], object]) -> bool:
    """The same as a question, for templates: whether ``check`` would let it through."""
    try:
        check()
    except ChanceryError:
        return False
    return True


def can_add(viewer: Viewer, held_by: str) -> bool:
    """Whether ``check_can_add`` would let it through."""
    return holds(lambda: check_can_add(viewer, held_by))


def can_change(viewer: Viewer, record: Record | Agreement) -> bool:
    """Whether ``check_can_change`` would let it through."""
    return holds(lambda: check_can_change(viewer, record))


def can_keep(viewer: Viewer, agreement: Agreement) -> bool:
    """Whether ``check_can_keep`` would let it through."""
    return holds(lambda: check_can_keep(viewer, agreement))


def can_withdraw(viewer: Viewer, record: Record, *, first_state: str = "open") -> bool:
    """Whether ``check_can_withdraw`` would let it through, given a reason; asks the database."""
    return holds(
        lambda: check_can_withdraw(viewer, record, first_state=first_state, reason="asked")
    )


def states_open_to(viewer: Viewer, commitment: Commitment) -> list[CommitmentState]:
    """The verdicts this person may give now, in the order of the table of states."""
    if not can_change(viewer, commitment):
        return []
    allowed = COMMITMENT_STATES[commitment.state]
    return [state for state in CommitmentState if state in allowed]
