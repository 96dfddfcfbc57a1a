"""What a conclusion of a consultation gives somebody to do."""

from __future__ import annotations

from django.db import transaction

from chancery.people.access import Viewer
from chancery.register.actions.recording import Changes, claim, save, tell
from chancery.work.actions.following import Ordered, hand_out
from chancery.work.consultations import rules
from chancery.work.consultations.values import FollowValues
from chancery.work.models import Consultation, Proposal, Task


@transaction.atomic
def follow(*, consultation: Consultation, values: FollowValues, by: Viewer) -> Task | Proposal:
    """Make the conclusion a task of the unit named; a proposal where nobody may assign to it."""
    row = claim(consultation)
    rules.check_can_follow(by, row)
    number = f"{row.letter_number}: " if row.letter_number else ""
    basis = f"{number}{row.text[:120]} ({row.reference})"
    partners = tuple(row.partners.values_list("pk", flat=True))
    made = hand_out(values=values, ordered=Ordered(row, (), basis, partners), by=by)
    if isinstance(made, Task):
        row.task = made
        changes: Changes = {"task": [None, made.reference]}
    else:
        row.proposal = made
        changes = {"proposal": [None, made.reference]}
    save(row)
    tell(row, "follow", by=by, changes=changes)
    return made
