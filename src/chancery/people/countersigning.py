"""Four eyes: what could open content to the administrator who does it, somebody else confirms.

Giving a post, changing somebody's e-mail, making a link for somebody's new password, pointing the
mail elsewhere. The rule holds wherever there is a second administrator; it does not lapse at once
when that one leaves, so that nobody rids themselves of it by ending the other's post.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer, viewer_of
from chancery.people.errors import CountersignError
from chancery.people.models import Countersign, Post, Role, Unit, User

LINGERS = timedelta(days=7)
"""How long the rule still holds after the only other administrator has gone."""
_WHAT = Countersign.What


def needs_countersign(by: str) -> bool:
    """Whether somebody else has to confirm what this administrator does.

    Not for the system itself, nor where nobody else has run it in the last seven days.
    """
    today = timezone.localdate()
    others = Post.objects.filter(
        Q(user__is_demo=True) | ~Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX),
        Q(end__isnull=True) | Q(end__gt=today - LINGERS),
        role=Role.ADMINISTRATOR,
        start__lte=today,
    )
    return others.exclude(user__username=by).exists() and User.objects.filter(username=by).exists()


def check_alone(by: str) -> None:
    """Nobody does alone what has to be confirmed by somebody else."""
    if needs_countersign(by):
        raise CountersignError(_("This waits until somebody else has confirmed it."))


def waiting() -> QuerySet[Countersign]:
    """All that waits, the oldest first."""
    rows = Countersign.objects.filter(state=Countersign.State.WAITING)
    rows = rows.select_related("user").prefetch_related("user__posts")  # whose heads decide
    return rows.order_by("asked_at", "pk")


def mail_waits() -> bool:
    """Mail was pointed elsewhere by one administrator and no other has confirmed it: no link for
    a new password goes that way."""
    row = waiting().filter(what=_WHAT.MAIL).first()
    return row is not None and needs_countersign(row.asked_by)


def may_decide(viewer: Viewer, row: Countersign) -> bool:
    """Another administrator, or a head over the unit concerned; never who asked, and the person
    concerned only about their own e-mail."""
    if viewer.key == row.asked_by:
        return False
    if viewer.user.pk == row.user_id:
        return row.what == _WHAT.EMAIL
    return viewer.is_administrator or any(map(viewer.heads, units_of(row)))


def decidable_by(viewer: Viewer) -> list[Countersign]:
    """What waits for this person."""
    return [row for row in waiting() if may_decide(viewer, row)]


def deciders(row: Countersign) -> list[User]:
    """Everybody who may confirm it today."""
    day = timezone.localdate()
    running = Post.objects.filter(Q(end__isnull=True) | Q(end__gt=day), start__lte=day)
    heads = Q(role=Role.HEAD, unit__in=_up_from(units_of(row)))
    posts = running.filter(heads | Q(role=Role.ADMINISTRATOR), user__is_active=True)
    people = {post.user for post in posts.select_related("user")} | {row.user}
    found = [user for user in people if user and may_decide(viewer_of(user), row)]
    return sorted(found, key=lambda user: user.username)


def units_of(row: Countersign) -> list[str]:
    """Whose heads are asked: the unit of the post, or those in which the person holds one."""
    if row.what == _WHAT.POST:
        return [row.values["unit"]]
    if row.user is None:
        return []
    day = timezone.localdate()
    return [post.unit_id for post in row.user.posts.all() if post.runs_on(day)]


def _up_from(keys: list[str]) -> set[str]:
    above = dict(Unit.objects.values_list("key", "belongs_to_id"))
    found: set[str] = set()
    for start in keys:
        key: str | None = start
        while key and key not in found:
            found.add(key)
            key = above.get(key)
    return found
