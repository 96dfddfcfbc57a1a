"""Every write by which people come in, come back and go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.people.actions.sessions import end_sessions
from chancery.people.actions.users import check_name, close_links, put_password
from chancery.people.countersigning import check_alone, mail_waits
from chancery.people.errors import PeopleError
from chancery.people.joining import (
    LinkError,
    digest_of,
    invitation_of,
    new_secret,
    person_called,
)
from chancery.people.models import Invitation, Token, User
from chancery.people.rules import check_administrator_remains, check_not_oneself

RESET_FOR = timedelta(hours=1)
RESET_AGAIN = timedelta(minutes=5)
_PURPOSE = Invitation.Purpose


@transaction.atomic
def invite(
    *, user: User, by: str, purpose: str = "invite", countersigned: bool = False
) -> tuple[Invitation, str]:
    """Make a link by which ``user`` sets a password; older links of theirs stop opening.

    The secret is given back this once and kept nowhere. A link for somebody else's new password is
    countersigned where two run the system: who holds it can act as that person.
    """
    if not user.may_sign_in:
        raise PeopleError(_("%(name)s may not sign in.") % {"name": user.full_name})
    if purpose == _PURPOSE.INVITE and user.has_usable_password():
        raise PeopleError(
            _("%(name)s has joined already. Send a link for a new password instead.")
            % {"name": user.full_name}
        )
    if purpose == _PURPOSE.RESET and user.username != by and not countersigned:
        check_alone(by)
    close_links(user)
    secret, now = new_secret(), timezone.now()
    lasts = RESET_FOR if purpose == _PURPOSE.RESET else timedelta(days=settings.INVITATION_DAYS)
    made = Invitation.objects.create(
        user=user,
        purpose=purpose,
        digest=digest_of(secret),
        made_by=by,
        made_at=now,
        expires_at=now + lasts,
    )
    _tell(f"user.{purpose}", user, by, {"expires_at": [None, made.expires_at.isoformat()]})
    return made, secret


@transaction.atomic
def ask_reset(*, asked: str) -> tuple[Invitation, str] | None:
    """A link for a new password, for who asked by sign-in name or e-mail; None when no one person
    is meant, has joined and has an e-mail, when a link went out in the last five minutes, or while
    nobody has confirmed where mail goes now."""
    user = person_called(asked)
    if user is None or mail_waits() or not user.email or not user.has_usable_password():
        return None
    lately = timezone.now() - RESET_AGAIN
    links = Invitation.objects.filter(user=user, purpose=_PURPOSE.RESET)
    if links.filter(made_at__gt=lately, used_at=None, withdrawn_at=None).exists():
        return None
    return invite(user=user, by=user.username, purpose=_PURPOSE.RESET)


@transaction.atomic
def redeem(*, secret: str, password: str, username: str = "") -> User:
    """Use a link once: set the password, and on joining the sign-in name; LinkError otherwise.

    Every session of the person ends, as whoever knew the old password may hold one; after a reset
    their keys and calendar address too.
    """
    found = invitation_of(secret)
    user = User.objects.select_for_update().get(pk=found.user_id)
    used = Invitation.objects.filter(pk=found.pk, used_at=None, withdrawn_at=None)
    if not used.update(used_at=timezone.now()):
        raise LinkError(_("This link was used already: sign in with the password you chose."))
    before = user.username
    if username and found.purpose == _PURPOSE.INVITE:
        user.username = username.strip().lower()
        check_name(user.username)
    put_password(user, password)
    _save(user, "username", "password")
    close_links(user)
    end_sessions(user=user)
    renamed = {"username": [before, user.username]} if before != user.username else {}
    joined = found.purpose == _PURPOSE.INVITE
    if not joined:
        _close_keys(user)
    _tell("user.join" if joined else "user.password", user, user.username, renamed)
    return user


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: str) -> None:
    """The link stops opening."""
    open_one = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if not open_one.update(withdrawn_at=timezone.now()):
        raise PeopleError(_("This link was used or withdrawn already."))
    _tell("user.uninvite", invitation.user, by, {})


@transaction.atomic
def deactivate(*, user: User, by: str, reason: str) -> None:
    """Sign-in, sessions, keys, calendar addresses and links of a person end at once."""
    check_not_oneself(user, by)
    check_administrator_remains(user)
    if not reason.strip():
        raise PeopleError(_("Say why: the reason stays in history."))
    _shut(user)
    record(
        by=by,
        action="user.deactivate",
        kind="user",
        key=user.pk,
        changes={"is_active": [True, False]},
        reason=reason,
        label=user.full_name,
    )


@transaction.atomic
def leave_on(*, user: User, day: date, by: str, reason: str) -> None:
    """From ``day`` on nothing opens for a person any more: sign-in, running sessions, keys, links.

    That holds by the day alone; ``close_leavers`` tidies up behind it.
    """
    check_not_oneself(user, by)
    check_administrator_remains(user)
    if not reason.strip():
        raise PeopleError(_("Say why: the reason stays in history."))
    before = user.leaves_on.isoformat() if user.leaves_on else None
    user.leaves_on = day
    user.save(update_fields=["leaves_on"])
    changes = {"leaves_on": [before, day.isoformat()]}
    record(
        by=by,
        action="user.leave",
        kind="user",
        key=user.pk,
        changes=changes,
        reason=reason,
        label=user.full_name,
    )


def close_leavers(*, today: date, by: str) -> int:
    """Close the sign-in of those whose day has come; how many they were."""
    gone = User.objects.filter(is_active=True, leaves_on__lte=today)
    for user in gone:
        _shut(user)
        _tell("user.deactivate", user, by, {"is_active": [True, False]})
    return len(gone)


@transaction.atomic
def reactivate(*, user: User, by: str) -> None:
    """The person may sign in again; posts that were ended stay ended."""
    check_not_oneself(user, by)
    user.is_active, user.leaves_on = True, None
    user.save(update_fields=["is_active", "leaves_on"])
    _tell("user.reactivate", user, by, {"is_active": [False, True]})


@transaction.atomic
def _shut(user: User) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
    _close_keys(user)
    close_links(user)
    end_sessions(user=user)


def _save(user: User, *fields: str) -> None:
    try:
        with transaction.atomic():
            user.save(update_fields=fields)
    except IntegrityError as error:
        taken = _("The sign-in name %(name)s is taken: choose another")
        raise PeopleError(taken % {"name": user.username}) from error


def _tell(action: str, user: User, by: str, changes: dict[str, Any]) -> None:
    record(by=by, action=action, kind="user", key=user.pk, changes=changes, label=user.full_name)


def _close_keys(user: User) -> None:
    Token.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
