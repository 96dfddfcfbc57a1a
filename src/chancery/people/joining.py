"""Links by which people come in: an invitation, or a password lost."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.lib.text import fold
from chancery.people.errors import PeopleError
from chancery.people.models import Invitation, User

RESERVED = frozenset({"system"})
"""Names under which history tells what nobody did by hand: no person bears one."""
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9._-]+")


class LinkError(PeopleError):
    """The link opens nothing any more. The message says why and what to do."""


def new_secret() -> str:
    """256 bits that fit into an address."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation_of(secret: str, now: datetime | None = None) -> Invitation:
    """The invitation that this link opens; LinkError for one used, withdrawn, expired, unknown."""
    rows = Invitation.objects.select_related("user").filter(digest=digest_of(secret))
    found = rows.first()
    if found is None:
        raise LinkError(
            _("This link is not known. Open it exactly as it was sent, or ask for a new one.")
        )
    _check_opens(found, now or timezone.now())
    return found


def stands_open(invitation: Invitation, now: datetime | None = None) -> bool:
    """Whether the link still opens."""
    closed = invitation.used_at or invitation.withdrawn_at or not invitation.user.may_sign_in
    return not closed and (now or timezone.now()) < invitation.expires_at


def proposed_name(email: str, full_name: str = "") -> str:
    """A sign-in name that is free: from the e-mail's local part, else from the full name."""
    wanted = _NOT_IN_A_NAME.sub("", fold(email.partition("@")[0]))
    wanted = (wanted or _NOT_IN_A_NAME.sub(".", fold(full_name)).strip(".") or "user")[:50]
    alike = User.objects.filter(username__startswith=wanted)
    taken = RESERVED | set(alike.values_list("username", flat=True))
    numbered = (f"{wanted}{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbered) if name not in taken)


def person_called(asked: str) -> User | None:
    """The one person with this sign-in name or e-mail who may sign in."""
    wanted = asked.strip()
    today = timezone.localdate()
    staying = Q(leaves_on__isnull=True) | Q(leaves_on__gt=today)
    people = User.objects.filter(staying, is_active=True)
    named = people.filter(username=wanted.lower()).first()
    if named is not None or not wanted:
        return named
    found = list(people.filter(email__iexact=wanted)[:2])
    return found[0] if len(found) == 1 else None


def _check_opens(invitation: Invitation, now: datetime) -> None:
    if invitation.used_at:
        raise LinkError(_("This link was used already: sign in with the password you chose."))
    if invitation.withdrawn_at or not invitation.user.may_sign_in:
        raise LinkError(
            _("This link was withdrawn, or a newer one was sent. Use the newest, or ask for one.")
        )
    if now >= invitation.expires_at:
        raise LinkError(_("This link has expired. Ask for a new one."))
