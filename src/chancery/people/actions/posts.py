"""Every write to posts and offices."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.people.errors import PeopleError, UnknownUnitError
from chancery.people.models import OfficeHolder, Post, Unit, User


@transaction.atomic
def give_post(*, user: User, unit: str, role: str, by: str, start: date | None = None) -> Post:
    """Give ``user`` a role in a unit from ``start`` (today unless said).

    Nobody gives a post to themselves: who runs the system does not let themselves into its content.
    """
    if user.username == by:
        raise PeopleError(_("Nobody gives a post to themselves: ask another administrator."))
    found = Unit.objects.filter(key=unit).first()
    if found is None:
        raise UnknownUnitError(_("There is no unit %(key)s") % {"key": unit})
    post, made = Post.objects.get_or_create(
        user=user,
        unit=found,
        role=role,
        end=None,
        defaults={"start": start or timezone.localdate()},
    )
    if made:
        changes = {"unit": [None, unit], "role": [None, role]}
        record(by=by, action="post.give", kind="user", key=user.pk, changes=changes)
    return post


@transaction.atomic
def end_post(*, post: Post, by: str, end: date | None = None) -> Post:
    """End a post, from today unless said; what the person did in it stays in history."""
    post.end = max(end or timezone.localdate(), post.start)
    post.save(update_fields=["end"])
    changes = {"unit": [post.unit_id, None], "role": [post.role, None]}
    record(by=by, action="post.end", kind="user", key=post.user_id, changes=changes)
    return post


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
) -> OfficeHolder:
    """Record who holds an office from ``start``; whoever held it ends the day before."""
    OfficeHolder.objects.filter(unit=unit, title_vi=title_vi, end__isnull=True).exclude(
        start__gte=start
    ).update(end=start - timedelta(days=1))
    holder = OfficeHolder.objects.create(
        unit=unit,
        full_name=full_name,
        title_vi=title_vi,
        title_en=title_en,
        start=start,
        acting=acting,
    )
    changes = {"full_name": [None, full_name], "title": [None, title_vi]}
    record(by=by, action="office.hold", kind="unit", key=unit.pk, changes=changes)
    return holder
