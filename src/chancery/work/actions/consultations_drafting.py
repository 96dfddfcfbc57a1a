"""Replies that came by mail: kept as drafts of the unit, confirmed by it or put aside."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.people.access import Viewer
from chancery.work.actions.consultations_replying import claimed, keep_reply, tell_of
from chancery.work.actions.consultations_telling import tell_units
from chancery.work.consultations import rules
from chancery.work.consultations.values import ReplyValues
from chancery.work.errors import StateError
from chancery.work.models import ConsultationDraft, ConsultationReply, ConsultedUnit


@transaction.atomic
def bring_draft(*, asked: ConsultedUnit, paper: Document, by: Viewer) -> ConsultationDraft:
    """Keep a letter of the unit as its reply, until somebody there confirms what it says.

    The same letter twice is one draft.
    """
    one = claimed(asked)
    rules.check_speaks(by, one)
    now = timezone.now()
    row, is_new = ConsultationDraft.objects.get_or_create(
        asked=one,
        paper=paper,
        defaults={"received_on": timezone.localdate(), "brought_by": by.user, "brought_at": now},
    )
    if is_new:
        tell_of(one, "draft", by, {"paper": [None, paper.pk]})
        tell_units(one.consultation, [one], "drafted")
    return row


@transaction.atomic
def confirm_draft(
    *, draft: ConsultationDraft, values: ReplyValues, by: Viewer
) -> ConsultationReply:
    """What the letter says is the reply of the unit, given on the day on which it came."""
    row, one = _claimed(draft, by)
    made = ConsultationReply(asked=one, received_on=row.received_on, way="mail")
    kept = keep_reply(one, made, values, by)
    row.delete()
    return kept


@transaction.atomic
def drop_draft(*, draft: ConsultationDraft, by: Viewer) -> None:
    """The letter is no reply; it stays as a document."""
    row, one = _claimed(draft, by)
    row.delete()
    tell_of(one, "draft_drop", by, {"paper": [row.paper_id, None]})


def _claimed(draft: ConsultationDraft, by: Viewer) -> tuple[ConsultationDraft, ConsultedUnit]:
    one = claimed(draft.asked)
    row = one.drafts.select_for_update().filter(pk=draft.pk).first()
    if row is None:
        raise StateError(_("Somebody has confirmed this letter or put it aside meanwhile."))
    rules.check_can_confirm(by, one)
    return row, one
