"""Every write to posts and offices."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.people.countersigning import check_alone
from chancery.people.errors import PeopleError, UnknownUnitError
from chancery.people.models import OfficeHolder, Post, Role, Unit, User
from chancery.people.rules import check_administrator_remains


@transaction.atomic
def give_post(  # noqa: PLR0913 - one form, one action
    *,
    user: User,
    unit: str,
    role: str,
    by: str,
    start: date | None = None,
    end: date | None = None,
    acting: bool = False,
    countersigned: bool = False,
) -> Post:
    """Give ``user`` a role in a unit from ``start`` (today unless said); held already, that post.

    Nobody gives a post to themselves: who runs the system does not let themselves into its content.
    Where two run it, the other or the head of the unit countersigns (``countersigning``).
    An acting head holds the rights of the head up to ``end`` and loses them by the date alone.
    """
    if user.username == by:
        raise PeopleError(_("Nobody gives a post to themselves: ask another administrator."))
    if not countersigned:
        check_alone(by)
    found = Unit.objects.filter(key=unit).first()
    if found is None:
        raise UnknownUnitError(_("There is no unit %(key)s") % {"key": unit})
    first = start or timezone.localdate()
    _check_days(role, first, end, acting=acting)
    held = _held(user, unit, role, first, end)
    if held is not None:
        return held
    post = Post.objects.create(
        user=user, unit=found, role=role, start=first, end=end, acting=acting
    )
    changes = {"unit": [None, unit], "role": [None, role]}
    days = {"start": [None, first.isoformat()], "end": [None, end.isoformat()]} if end else {}
    told = {**changes, **days, **({"acting": [False, True]} if acting else {})}
    record(by=by, action="post.give", kind="user", key=user.pk, changes=told)
    return post


def _check_days(role: str, start: date, end: date | None, *, acting: bool) -> None:
    if end is not None and end <= start:
        raise PeopleError(_("A post ends after the day on which it starts."))
    if acting and (role != Role.HEAD or end is None):
        raise PeopleError(
            _("Acting is who stands in for a head up to a day: name the role and the day.")
        )


def _held(user: User, unit: str, role: str, start: date, end: date | None) -> Post | None:
    """The same post held in those days already; one that runs without an end goes on alone."""
    same = Post.objects.filter(user=user, unit=unit, role=role)
    running = same.filter(Q(end__isnull=True) | Q(end__gt=start)).order_by("start")
    if end is None:
        return running.filter(end__isnull=True).first()
    return running.filter(start__lt=end).first()


@transaction.atomic
def end_post(*, post: Post, by: str, end: date | None = None) -> Post:
    """End a post, from today unless said; what the person did in it stays in history.

    Never from an earlier day: until now its rights were held (and ``countersigning`` counts on it).
    """
    if post.role == Role.ADMINISTRATOR:
        check_administrator_remains(post.user)
    post.end = max(end or timezone.localdate(), timezone.localdate(), post.start)
    post.save(update_fields=["end"])
    changes = {"unit": [post.unit_id, None], "role": [post.role, None]}
    record(by=by, action="post.end", kind="user", key=post.user_id, changes=changes)
    return post


@transaction.atomic
def end_posts(*, user: User, by: str, end: date) -> int:
    """End every post of a person who leaves, from a day on; how many ended."""
    held = Post.objects.select_for_update().filter(user=user)
    ending = [post for post in held if post.end is None or post.end > end]
    for post in ending:
        end_post(post=post, by=by, end=end)
    return len(ending)


@transaction.atomic
def set_office_holder(  # noqa: PLR0913 - one form, one action
    *,
    unit: Unit,
    full_name: str,
    title_vi: str,
    title_en: str,
    start: date,
    by: str,
    acting: bool = False,
    end: date | None = None,
) -> OfficeHolder:
    """Record who holds an office from ``start``; whoever held it ends the day before."""
    if end is not None and end < start:
        raise PeopleError(_("The term ends before it starts."))
    OfficeHolder.objects.filter(unit=unit, title_vi=title_vi, end__isnull=True).exclude(
        start__gte=start
    ).update(end=start - timedelta(days=1))
    holder = OfficeHolder.objects.create(
        unit=unit,
        full_name=full_name,
        title_vi=title_vi,
        title_en=title_en,
        start=start,
        end=end,
        acting=acting,
    )
    changes = {"full_name": [None, full_name], "title": [None, title_vi]}
    record(by=by, action="office.hold", kind="unit", key=unit.pk, changes=changes)
    return holder


@transaction.atomic
def end_office(*, holder: OfficeHolder, by: str, end: date) -> None:
    """Close the term of an office-holder on a day."""
    if end < holder.start:
        raise PeopleError(_("The term ends before it starts."))
    before = holder.end.isoformat() if holder.end else None
    holder.end = end
    holder.save(update_fields=["end"])
    changes = {"full_name": [holder.full_name, holder.full_name], "end": [before, str(end)]}
    record(by=by, action="office.end", kind="unit", key=holder.unit_id, changes=changes)
