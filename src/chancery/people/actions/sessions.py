"""Ending the sessions of a person."""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from chancery.history.actions import record
from chancery.people.models import User


def end_sessions(*, user: User, keep: str | None = None) -> int:
    """Sign a person out everywhere, but for the session ``keep``; how many sessions ended.

    Sessions do not say whose they are without being opened, so all that run are looked into.
    """
    running = Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=keep)
    theirs = [
        session.pk
        for session in running.iterator(chunk_size=500)
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)


@transaction.atomic
def sign_out_everywhere(*, user: User, by: str, keep: str | None = None) -> int:
    """The same on somebody's wish, told in history."""
    ended = end_sessions(user=user, keep=keep)
    record(by=by, action="user.sign_out", kind="user", key=user.pk, label=user.full_name)
    return ended
