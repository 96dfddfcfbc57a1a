"""Sending what waits in the outbox: at least once, and the same letter every time.

A letter is claimed by a conditional update, handed over, and recorded. A process killed between
the last two leaves it claimed; after ``FORGOTTEN`` it is sent again under the same Message-ID.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.core.mail.backends.smtp import EmailBackend
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.notices import mail
from chancery.notices.actions.posting import SECRET
from chancery.notices.letters import letter
from chancery.notices.models import Notice

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=4),
)
"""How long a letter that was not taken waits before it is tried again; then it failed for good."""
FORGOTTEN = timedelta(minutes=15)
"""How long a letter may be under way before its process counts as dead."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the outbox. Each failure is a line for the person who runs the system."""

    sent: int = 0
    failures: tuple[str, ...] = ()

    @property
    def failed(self) -> int:
        """How many letters, or the whole delivery, failed this time."""
        return len(self.failures)


class _ServerError(Exception):
    """The mail server takes no letters at all now: they wait, and none of them is to blame."""


def deliver(now: datetime | None = None) -> Delivered:
    """Send what waits and is due, over one connection. Call it outside a transaction.

    A letter that is refused for now waits longer each time; one refused for good, or five times,
    failed. Where the server itself cannot be reached the letters wait for as long as it takes.
    """
    moment = now or timezone.now()
    _take_back(moment)
    found = mail.server()
    if found is None or not _due(moment).exists():
        return Delivered()
    connection, told = mail.connection_to(found), Delivered()
    try:
        for notice in _claims(moment):
            told = _send(notice, found, connection, moment, told)
    except _ServerError as error:
        told = replace(told, failures=(*told.failures, str(error)))
    finally:
        mail.hang_up(connection)
    return told


def _take_back(now: datetime) -> None:
    """What a process that died had claimed waits again."""
    lost = Notice.objects.filter(state=Notice.State.SENDING, claimed_at__lt=now - FORGOTTEN)
    lost.update(state=Notice.State.WAITING, next_attempt_at=None)


def _due(now: datetime) -> QuerySet[Notice]:
    due = Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now)
    return Notice.objects.filter(due, state=Notice.State.WAITING).order_by("created_at", "pk")


def _claims(now: datetime) -> Iterator[Notice]:
    """One after the other, each ours alone: whoever changes its state first has it."""
    for pk in list(_due(now).values_list("pk", flat=True)):
        mine = _due(now).filter(pk=pk)
        if mine.update(state=Notice.State.SENDING, claimed_at=now, attempts=F("attempts") + 1):
            yield Notice.objects.select_related("to").get(pk=pk)


def _send(
    notice: Notice, found: mail.Server, connection: EmailBackend, now: datetime, told: Delivered
) -> Delivered:
    if not notice.to.is_active and notice.kind not in SECRET:
        _record(notice, state=Notice.State.KEPT)
        return told
    try:
        _open(connection, found)
        letter(notice, found, connection).send()
    except (_ServerError, smtplib.SMTPSenderRefused) as error:
        said = mail.trouble(error, found) if isinstance(error, OSError) else str(error)
        _hold(notice, said)
        raise _ServerError(said) from error
    except (OSError, ValueError) as error:
        return replace(told, failures=(*told.failures, _refused(notice, error, now, connection)))
    _record(notice, state=Notice.State.SENT, sent_at=timezone.now(), **_without_secret(notice))
    return replace(told, sent=told.sent + 1)


def _open(connection: EmailBackend, found: mail.Server) -> None:
    try:
        connection.open()
    except OSError as error:
        raise _ServerError(mail.trouble(error, found)) from error


def _hold(notice: Notice, said: str) -> None:
    """The server is to blame, not the letter: this attempt does not count."""
    _record(
        notice,
        state=Notice.State.WAITING,
        attempts=F("attempts") - 1,
        next_attempt_at=None,
        error=said[:500],
    )


def _refused(notice: Notice, error: Exception, now: datetime, connection: EmailBackend) -> str:
    """Keep why one letter was not taken, and when it is tried again; the line to tell."""
    said = _said(error)
    if not _still_speaks(connection, error):
        mail.hang_up(connection)  # the next letter opens it anew
    number = notice.attempts - 1
    if _is_for_good(error) or number >= len(PAUSES):
        _record(notice, state=Notice.State.FAILED, error=said[:500], **_without_secret(notice))
    else:
        again = now + PAUSES[number]
        _record(notice, state=Notice.State.WAITING, next_attempt_at=again, error=said[:500])
    return _("The notice to %(address)s was not taken: %(said)s") % {
        "address": notice.address,
        "said": said,
    }


def _still_speaks(connection: EmailBackend, error: Exception) -> bool:
    answers = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError)
    speaks = getattr(connection.connection, "sock", None) is not None
    return speaks and isinstance(error, answers)


def _is_for_good(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= 500
    return isinstance(error, ValueError | smtplib.SMTPNotSupportedError)


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        lines = (
            f"{code} {words.decode('utf-8', 'replace')}"
            for code, words in error.recipients.values()
        )
        return " ".join("; ".join(lines).split())
    return mail.answer_of(error)


def _without_secret(notice: Notice) -> dict[str, str]:
    return {"body": ""} if notice.kind in SECRET else {}


def _record(notice: Notice, **values: object) -> None:
    """Only while it is ours: a letter taken back meanwhile belongs to who claimed it next."""
    ours = Notice.objects.filter(
        pk=notice.pk, state=Notice.State.SENDING, claimed_at=notice.claimed_at
    )
    ours.update(**values)
