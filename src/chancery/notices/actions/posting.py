"""Writing a notice, in the transaction of what it tells of."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from chancery.notices import mail
from chancery.notices.errors import NoticeError
from chancery.notices.models import Notice
from chancery.people.models import User

SECRET = frozenset({"invitation", "reset"})
"""Kinds whose body holds a secret: it is kept no longer than until it went out."""
LONGEST_SUBJECT = 250


def post(  # noqa: PLR0913 - one letter, one call
    *,
    to: User,
    kind: str,
    key: str,
    subject: str,
    body: str,
    link: str = "",
    by_mail: bool = True,
    not_before: datetime | None = None,
) -> Notice | None:
    """Write a notice to be delivered; None when that key was posted to the person before.

    Runs in the caller's transaction, so that it is told exactly when it happened. Mail is not a
    safe channel: references, dates and links only, never a quote. ``link`` is a path. Where no
    mail is set up, the person has no address or ``by_mail`` is off, it is kept for their own page.
    ``not_before`` holds a mail back, so that it can be recalled until then.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NoticeError(f"{key}: a notice is written in the transaction of what it tells of")
    goes_out = by_mail and bool(to.email) and mail.is_set_up()
    values = {
        "address": to.email,
        "kind": kind,
        "language": to.language,
        "subject": " ".join(subject.split())[:LONGEST_SUBJECT],
        "body": body if goes_out or kind not in SECRET else "",
        "link": link,
        "created_at": timezone.now(),
        "state": Notice.State.WAITING if goes_out else Notice.State.KEPT,
        "next_attempt_at": not_before if goes_out else None,
    }
    notice, made = Notice.objects.get_or_create(to=to, key=key, defaults=values)
    return notice if made else None


@transaction.atomic
def recall(*, key: str) -> bool:
    """Take back what was posted under a key, all of it or nothing: False where a mail went out or
    somebody has seen it."""
    rows = list(Notice.objects.select_for_update().filter(key=key))
    gone = {Notice.State.SENDING, Notice.State.SENT}
    if any(row.state in gone or row.attempts or row.seen_at for row in rows):
        return False
    Notice.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return True


@transaction.atomic
def see(*, user: User) -> int:
    """A person has looked at their notices; how many were new to them."""
    return Notice.objects.filter(to=user, seen_at__isnull=True).update(seen_at=timezone.now())


@transaction.atomic
def empty_old_bodies(*, before: datetime) -> int:
    """Take away the text of what is long over; subject and state stay as the record."""
    over = Notice.objects.filter(created_at__lt=before).exclude(body="")
    waiting = {Notice.State.WAITING, Notice.State.SENDING}
    return over.exclude(state__in=waiting).update(body="")
