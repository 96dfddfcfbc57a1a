"""Keys for programs and secret addresses: what they open, and whose they are.

A key never opens more than its owner may do today: it bears scopes, and behind them the owner's
posts are asked as they are for a page. Only the SHA-256 of a secret is kept.
"""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.people.models import Token

PREFIX = "chy_"
"""First letters of every secret, by which a scanner of leaked secrets knows one of ours."""
DAYS, MOST_DAYS = 90, 365
"""Days that a key for a program lasts unless said, and at most."""
MOST_KEYS = 20
"""Open keys that one person may have."""
LONGEST_NAME = 80

SCOPES: dict[str, str | Promise] = {
    "read:documents": gettext_lazy("read documents and what was found in them"),
    "add:documents": gettext_lazy("add documents"),
    "read:register": gettext_lazy(
        "read commitments, agreements, activities, requests, obstacles, opportunities, partners"
    ),
    "write:register": gettext_lazy("record and change them, and decide what was found"),
    "read:work": gettext_lazy("read tasks and proposals"),
    "write:work": gettext_lazy("assign, accept, report on, extend and close them"),
    "read:people": gettext_lazy("read units and who holds their offices"),
}
"""What a key for a program may be made for."""


def digest_of(secret: str) -> str:
    """What is kept of a secret: nobody reads it back from the database or a backup."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def owner_of(secret: str, kind: str) -> Token | None:
    """The token of this secret with its ``user``, if it opens now; None otherwise.

    It is dead once revoked or expired, and when its owner may no longer sign in.
    """
    token = (
        Token.objects.select_related("user").filter(digest=digest_of(secret), kind=kind).first()
    )
    if token is None or not token.opens_at(timezone.now()) or not token.user.may_sign_in:
        return None
    return token


def keys_of(viewer: Viewer) -> QuerySet[Token]:
    """A person's own keys for programs, the newest first, the closed ones too."""
    return Token.objects.filter(user=viewer.user, kind=Token.Kind.API)


def keys_of_others(viewer: Viewer) -> QuerySet[Token]:
    """Everybody else's keys: for administrators, who may revoke and never use them."""
    rows = Token.objects.filter(kind=Token.Kind.API).select_related("user")
    return rows.exclude(user=viewer.user) if viewer.is_administrator else rows.none()


def check_can_revoke(viewer: Viewer, token: Token) -> None:
    """The owner, or an administrator."""
    if token.user_id != viewer.user.pk and not viewer.is_administrator:
        raise NotAllowedError(_("Only its owner or an administrator may revoke a key."))
