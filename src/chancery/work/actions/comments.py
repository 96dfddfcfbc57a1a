"""Remarks on a task or a commitment, seen by all who may see the record.

A comment that is withdrawn is emptied for good, so history never has its words.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from chancery.people.access import Viewer
from chancery.register.actions.recording import claim, tell
from chancery.register.models import Commitment
from chancery.work import rules
from chancery.work.actions.evidence import the_one
from chancery.work.models import Comment, Task


@transaction.atomic
def comment(
    *,
    text: str,
    by: Viewer,
    unit: str,
    task: Task | None = None,
    commitment: Commitment | None = None,
) -> Comment:
    """Say something beside one task or one commitment, for one of the person's own units."""
    record = claim(the_one(task, commitment))
    rules.check_can_comment(by, record, unit)
    rules.check_text("text", text)
    said = Comment.objects.create(
        task=record if isinstance(record, Task) else None,
        commitment=record if isinstance(record, Commitment) else None,
        unit_id=unit,
        text=text.strip(),
        written_by=by.user,
        written_at=timezone.now(),
    )
    tell(record, "comment", by=by, changes={"comment": [None, said.pk]})
    return said


@transaction.atomic
def withdraw_comment(*, comment: Comment, by: Viewer) -> Comment:
    """Take back one's own words; that something was said stays."""
    record = claim(the_one(comment.task, comment.commitment))
    row = Comment.objects.get(pk=comment.pk)
    rules.check_can_withdraw_comment(by, row)
    row.text, row.withdrawn_at = "", timezone.now()
    row.save()
    tell(record, "comment_withdraw", by=by, changes={"comment": [row.pk, None]})
    return row
