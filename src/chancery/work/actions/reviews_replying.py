"""What units say of their commitments: written, approved or returned by the head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.history.actions import Entry, record_all
from chancery.people.access import Viewer
from chancery.register.actions.recording import Changes, check_columns, claim
from chancery.register.rules import check_reason
from chancery.work.errors import ChangedMeanwhileError, StateError
from chancery.work.models import Review, ReviewItem, ReviewReply, ReviewState
from chancery.work.reviews import access, rules
from chancery.work.reviews.said import checked
from chancery.work.reviews.values import ReplyValues

KIND = "review_item"
_TOLD = tuple(ReplyValues.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Written:
    """How a reply came: the way, the paper it was read from, whether the secretariat entered it."""

    way: str = ReviewReply.Way.FORM
    document: Document | None = None
    quote: str = ""
    on_behalf: bool = False


ON_THE_PAGE = Written()


@transaction.atomic
def put_reply(
    *,
    item: ReviewItem,
    unit: str,
    values: ReplyValues,
    by: Viewer,
    version: int | None = None,
    way: str = ReviewReply.Way.FORM,
) -> ReviewReply:
    """Write or rewrite what the unit says; a draft until its head approves it.

    With ``version`` (0: there was none) somebody who was slower is told so.
    """
    review = claim(item.review)
    item.review = review
    rules.check_can_reply(by, item, unit)
    reply, before = written(item, unit, values, by, Written(way), version)
    told_of([(item, "reply", changes_of(before, reply))], by)
    return reply


@transaction.atomic
def approve_replies(*, review: Review, unit: str, by: Viewer, keys: Iterable[int] = ()) -> int:
    """The head stands behind drafts of the unit: all of them in a round, or those named."""
    row = claim(review)
    rules.check_heads(by, unit)
    rules.check_state(row, ReviewState.CALLED)
    drafts = _drafts(row, unit, by)
    wanted = set(keys)
    found = [reply for reply in drafts if not wanted or reply.pk in wanted]
    if not found:
        raise StateError(_("No reply of this unit waits for approval."))
    now = timezone.now()
    for reply in found:
        approve(reply, by, now)
    names = ["state", "decided_by", "decided_at", "first_approved_at", "answer", "version"]
    ReviewReply.objects.bulk_update(found, names, batch_size=200)
    told = [(r.item, "reply_approve", {"state": ["draft", "approved"]}) for r in found]
    told_of(told, by)
    return len(found)


@transaction.atomic
def return_reply(*, reply: ReviewReply, answer: str, by: Viewer) -> ReviewReply:
    """The head sends a draft back to its author, saying what is missing."""
    claim(reply.item.review)
    row = ReviewReply.objects.select_for_update().select_related("item__review").get(pk=reply.pk)
    rules.check_can_decide_reply(by, row)
    check_reason(answer)
    row.state, row.answer = ReviewReply.State.RETURNED, answer.strip()
    row.decided_by, row.decided_at, row.version = by.user, timezone.now(), row.version + 1
    row.save()
    changes: Changes = {"state": ["draft", "returned"], "answer": [None, row.answer]}
    told_of([(row.item, "reply_return", changes)], by)
    return row


def approve(reply: ReviewReply, by: Viewer, now: datetime) -> None:
    """Put approval into the columns; for the actions of reviews."""
    reply.state, reply.answer = ReviewReply.State.APPROVED, ""
    reply.decided_by, reply.decided_at = by.user, now
    reply.first_approved_at = reply.first_approved_at or now
    reply.version += 1


def written(
    item: ReviewItem,
    unit: str,
    values: ReplyValues,
    by: Viewer,
    how: Written,
    version: int | None = None,
) -> tuple[ReviewReply, dict[str, Any]]:
    """Keep what is said, checked; with what stood before. For the actions of reviews."""
    rows = ReviewReply.objects.select_for_update().filter(item=item, unit=unit)
    reply = rows.first() or ReviewReply(item=item, unit_id=unit, version=0)
    if version is not None and version != reply.version:
        raise _changed_meanwhile(reply)
    before = kept(reply) if reply.pk else {}
    now = timezone.now()
    for name, value in asdict(checked(values)).items():
        setattr(reply, name, value)
    reply.state, reply.decided_by, reply.decided_at, reply.answer = "draft", None, None, ""
    reply.way, reply.document, reply.quote = how.way, how.document, how.quote
    reply.on_behalf, reply.written_by, reply.written_at = how.on_behalf, by.user, now
    reply.version += 1
    if how.on_behalf:
        approve(reply, by, now)
        reply.version -= 1
    check_columns(reply)
    reply.save()
    return reply, before


def kept(reply: ReviewReply) -> dict[str, Any]:
    """What the reply says, as history keeps it."""
    values = {name: getattr(reply, name) for name in _TOLD}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}


def changes_of(before: dict[str, Any], reply: ReviewReply) -> Changes:
    """``{field: [before, after]}``, with the unit, the way and who entered it."""
    after = kept(reply) | {"way": str(reply.way), "unit": reply.unit_id}
    found = {name: [before.get(name), value] for name, value in after.items()}
    return {name: pair for name, pair in found.items() if pair[0] != pair[1] and any(pair)}


def told_of(told: Iterable[tuple[ReviewItem, str, Changes]], by: Viewer) -> None:
    """One event of each commitment of the round, told together where they are of one kind."""
    groups: dict[str, list[Entry]] = {}
    for item, action, changes in told:
        label = f"{item.review.reference}/{item.number}"
        groups.setdefault(action, []).append(Entry(item.pk, changes, label))
    for action, entries in groups.items():
        record_all(by=by.key, action=f"{KIND}.{action}", kind=KIND, entries=entries)


def _drafts(review: Review, unit: str, by: Viewer) -> list[ReviewReply]:
    rows = access.replies(by).filter(item__review=review, unit=unit, state="draft")
    locked = ReviewReply.objects.select_for_update().filter(pk__in=rows.values("pk"))
    return list(locked.select_related("item__review").order_by("pk"))


def _changed_meanwhile(reply: ReviewReply) -> ChangedMeanwhileError:
    who = reply.written_by.full_name if reply.pk else _("Somebody")
    when = reply.written_at if reply.pk else timezone.now()
    return ChangedMeanwhileError(who=who, when=when, fields=(str(_("reply")),))
