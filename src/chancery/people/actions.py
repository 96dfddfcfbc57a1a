"""Every write to units, users and posts."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.people.errors import PeopleError, UnknownUnitError
from chancery.people.models import Area, OfficeHolder, Post, Unit, UnitName, User
from chancery.reference import Pack
from chancery.reference.model import UnitRow


@transaction.atomic
def load_units(*, pack: Pack, by: str) -> int:
    """Fill units, their dated names and areas from the pack; how many units there are.

    Safe to run again: rows are brought up to date and none is deleted, as records refer to them.
    """
    rows = [_unit_of(row) for row in pack.units]
    fields = ["kind", "name_vi", "name_en", "short", "time_zone", "city", "start", "end"]
    Unit.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=[*fields, "source", "verified"],
        batch_size=500,
    )
    for unit, row in zip(rows, pack.units, strict=True):
        unit.belongs_to_id, unit.sits_in_id = row.belongs_to, row.sits_in
        unit.successor_id = row.successor
    Unit.objects.bulk_update(rows, ["belongs_to", "sits_in", "successor"], batch_size=500)
    _load_names(pack)
    _load_areas(pack)
    changes = {"units": [None, len(rows)]}
    record(by=by, action="units.load", kind="pack", key=pack.code, changes=changes)
    return len(rows)


def _unit_of(row: UnitRow) -> Unit:
    short = row.names[-1].short
    return Unit(
        key=row.id,
        kind=row.kind,
        name_vi=row.name_vi,
        name_en=row.name_en,
        short=short[0] if short else "",
        time_zone=row.time_zone,
        city=row.city,
        start=row.start,
        end=row.end,
        source=row.source,
        verified=row.verified,
    )


def _load_names(pack: Pack) -> None:
    UnitName.objects.filter(unit__in=[row.id for row in pack.units]).delete()
    UnitName.objects.bulk_create(
        [
            UnitName(
                unit_id=row.id,
                name_vi=name.name_vi,
                name_en=name.name_en,
                short=list(name.short),
                start=name.start,
                end=name.end,
            )
            for row in pack.units
            for name in row.names
        ],
        batch_size=500,
    )


def _load_areas(pack: Pack) -> None:
    areas = [
        Area(unit_id=row.id, partner_id=partner, role=role)
        for row in pack.units
        for partner, role in _area_of(row).items()
    ]
    Area.objects.bulk_create(areas, ignore_conflicts=True, batch_size=500)


def _area_of(row: UnitRow) -> dict[str, str]:
    area = dict.fromkeys(row.accredited, Area.Role.ACCREDITED)
    if row.host:
        area[row.host] = Area.Role.HOST
    return {partner: str(role) for partner, role in area.items()}


@transaction.atomic
def add_user(  # noqa: PLR0913 - one form, one action
    *,
    username: str,
    full_name: str,
    password: str | None,
    by: str,
    email: str = "",
    language: str = "vi",
    title_vi: str = "",
    title_en: str = "",
    about: tuple[str, str] = ("", ""),
    is_demo: bool = False,
) -> User:
    """Add a person who may sign in; they see nothing until they are given a post.

    Without a password they sign in another way: the demo's people are chosen from a list.
    """
    user = User(username=username.strip().lower(), full_name=full_name.strip(), email=email)
    user.language, user.title_vi, user.title_en = language, title_vi, title_en
    (user.about_vi, user.about_en), user.is_demo = about, is_demo
    _set_password(user, password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        taken = _("The sign-in name %(name)s is taken: choose another")
        raise PeopleError(taken % {"name": user.username}) from error
    changes = {"username": [None, user.username], "full_name": [None, user.full_name]}
    record(by=by, action="user.add", kind="user", key=user.pk, changes=changes)
    return user


def _set_password(user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PeopleError(" ".join(error.messages)) from error
    user.set_password(password)


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


@transaction.atomic
def set_language(*, user: User, language: str, by: str) -> None:
    """Remember the language a person works in."""
    if user.language == language:
        return
    changes = {"language": [user.language, language]}
    user.language = language
    user.save(update_fields=["language"])
    record(by=by, action="user.language", kind="user", key=user.pk, changes=changes)
