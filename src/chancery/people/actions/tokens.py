"""Making and revoking keys for programs and secret addresses."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.people.access import viewer_of
from chancery.people.errors import NotAllowedError, PeopleError
from chancery.people.models import Token, User
from chancery.people.tokens import (
    DAYS,
    LONGEST_NAME,
    MOST_DAYS,
    MOST_KEYS,
    PREFIX,
    SCOPES,
    check_can_revoke,
    digest_of,
)

_A_MINUTE = timedelta(minutes=1)


@transaction.atomic
def make_token(
    *,
    user: User,
    kind: str,
    by: str,
    name: str = "",
    scopes: Iterable[str] = (),
    days: int | None = None,
) -> tuple[Token, str]:
    """A new key or secret address and its secret, which is shown now and never again.

    Nobody makes one for another person. A key for a program expires, after ``DAYS`` unless said; a
    calendar's address lasts until it is revoked, unless ``days`` says otherwise.
    """
    if by != user.username:
        raise NotAllowedError(_("A key acts in its owner's name: only they may make it."))
    wanted = tuple(dict.fromkeys(scopes))
    if kind == Token.Kind.API:
        _check_key(user, name, wanted)
        days = DAYS if days is None else days
    _check_lasting(name, days)
    now, secret = timezone.now(), PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=user,
        kind=kind,
        name=name.strip(),
        scopes=list(wanted),
        digest=digest_of(secret),
        created_at=now,
        expires_at=now + timedelta(days=days) if days is not None else None,
    )
    _tell(token, "make", by=by)
    return token, secret


@transaction.atomic
def revoke_token(*, token: Token, by: str) -> Token:
    """Close a key for good, at once; one that is closed already is left as it is."""
    actor = User.objects.get(username=by)
    check_can_revoke(viewer_of(actor), token)
    row = Token.objects.select_for_update().get(pk=token.pk)
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        _tell(row, "revoke", by=by)
    return row


def note_use(*, token: Token) -> None:
    """Keep that a key was used; once a minute is enough for who looks after it."""
    now = timezone.now()
    stale = Q(used_at__isnull=True) | Q(used_at__lt=now - _A_MINUTE)
    if token.used_at is None or token.used_at < now - _A_MINUTE:
        Token.objects.filter(stale, pk=token.pk).update(used_at=now)


def _check_key(user: User, name: str, scopes: tuple[str, ...]) -> None:
    if not name.strip():
        raise PeopleError(_("Name the key after the program that will use it."))
    if not scopes:
        raise PeopleError(_("Choose what the key may do."))
    if unknown := [scope for scope in scopes if scope not in SCOPES]:
        raise PeopleError(_("A key cannot be made for: %(words)s") % {"words": ", ".join(unknown)})
    now = timezone.now()
    lasting = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    rows = Token.objects.filter(lasting, user=user, kind=Token.Kind.API, revoked_at__isnull=True)
    if rows.count() >= MOST_KEYS:
        raise PeopleError(
            _("You have %(number)s keys already: revoke those that are not used.")
            % {"number": MOST_KEYS}
        )


def _check_lasting(name: str, days: int | None) -> None:
    if len(name.strip()) > LONGEST_NAME:
        raise PeopleError(_("Shorten the name to %(most)s letters.") % {"most": LONGEST_NAME})
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise PeopleError(_("A key lasts from one day to %(most)s.") % {"most": MOST_DAYS})


def _tell(token: Token, what: str, *, by: str) -> None:
    now = {"name": token.name, "scopes": ", ".join(token.scopes)}
    changes = {k: [None, v] if what == "make" else [v, None] for k, v in now.items() if v}
    record(
        by=by,
        action=f"token.{what}",
        kind="user",
        key=token.user_id,
        changes=changes,
        label=token.name or str(token.get_kind_display()),
    )
