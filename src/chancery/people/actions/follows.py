"""Following a record, partner or unit, and ceasing to."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.people.errors import PeopleError
from chancery.people.follows import KINDS, MOST
from chancery.people.models import Follow, User


@transaction.atomic
def follow(*, user: User, kind: str, key: str) -> None:
    """Show the person what changes there; once they follow it, nothing more happens."""
    if kind not in KINDS:
        raise PeopleError(_("This cannot be followed."))
    if user.follows.count() >= MOST:
        raise PeopleError(_("You follow too much already: leave something first."))
    values = {"since": timezone.now()}
    _row, is_new = Follow.objects.get_or_create(user=user, kind=kind, key=key, defaults=values)
    if is_new:
        _tell(user, "user.follow", [None, f"{kind} {key}"])


@transaction.atomic
def unfollow(*, user: User, kind: str, key: str) -> None:
    """Show the person no more of it."""
    deleted, _by_model = Follow.objects.filter(user=user, kind=kind, key=key).delete()
    if deleted:
        _tell(user, "user.unfollow", [f"{kind} {key}", None])


def follow_on(*, kind: str, before: str, onto: str) -> None:
    """Who followed a record that turned out to be another one follows that from now on."""
    rows = Follow.objects.filter(kind=kind)
    have = rows.filter(key=onto).values("user")
    rows.filter(key=before).exclude(user__in=have).update(key=onto)


def _tell(user: User, action: str, change: list[str | None]) -> None:
    changes = {"follows": change}
    record(by=user.username, action=action, kind="user", key=user.pk, changes=changes)
