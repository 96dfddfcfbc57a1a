"""Every write to the people who sign in."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.people.countersigning import check_alone
from chancery.people.errors import PeopleError
from chancery.people.joining import RESERVED
from chancery.people.models import Invitation, User


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
    check_name(user.username)
    check_email_is_free(email)
    put_password(user, password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        taken = _("The sign-in name %(name)s is taken: choose another")
        raise PeopleError(taken % {"name": user.username}) from error
    changes = {"username": [None, user.username], "full_name": [None, user.full_name]}
    record(by=by, action="user.add", kind="user", key=user.pk, changes=changes)
    return user


def check_email_is_free(email: str, user: User | None = None) -> None:
    """One person, one address, capitals or not: it finds them when they forget their password."""
    others = User.objects.filter(email__iexact=email)
    if user is not None:
        others = others.exclude(pk=user.pk)
    if email and others.exists():
        taken = _("Somebody has this e-mail already: %(email)s. Each person needs their own.")
        raise PeopleError(taken % {"email": email})


def close_links(user: User) -> None:
    """The links that wait for this person stop opening."""
    links = Invitation.objects.filter(user=user, used_at=None, withdrawn_at=None)
    links.update(withdrawn_at=timezone.now())


def check_name(username: str) -> None:
    """Nobody signs in under a name by which history means the system itself."""
    if username in RESERVED:
        taken = _("The sign-in name %(name)s is taken: choose another")
        raise PeopleError(taken % {"name": username})


def put_password(user: User, password: str | None) -> None:
    """Set a password that is good enough, without saving; none for who joins or signs in otherwise."""
    if password is None:
        user.set_unusable_password()
        return
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PeopleError(" ".join(error.messages)) from error
    user.set_password(password)


@transaction.atomic
def set_language(*, user: User, language: str, by: str) -> None:
    """Remember the language a person works in."""
    if user.language == language:
        return
    changes = {"language": [user.language, language]}
    user.language = language
    user.save(update_fields=["language"])
    record(by=by, action="user.language", kind="user", key=user.pk, changes=changes)


@transaction.atomic
def change_user(*, user: User, by: str, countersigned: bool = False, **columns: str) -> None:
    """Correct name, titles, e-mail, language or the choice of digest; history keeps the old.

    With another e-mail the links that wait stop opening: they went to the old one. Somebody else's
    e-mail is countersigned where two run the system, as a link for a new password goes there.
    """
    changes = {
        name: [getattr(user, name), value]
        for name, value in columns.items()
        if getattr(user, name) != value
    }
    if not changes:
        return
    if "email" in changes:
        check_email_is_free(columns["email"], user)
        if user.username != by and not countersigned:
            check_alone(by)
        close_links(user)
    for name, (_before, after) in changes.items():
        setattr(user, name, after)
    user.save(update_fields=[*changes])
    record(by=by, action="user.change", kind="user", key=user.pk, changes=changes, label=str(user))


@transaction.atomic
def change_password(*, user: User, password: str, by: str) -> None:
    """A new password; every other session of the person ends with the old one."""
    put_password(user, password)
    user.save(update_fields=["password"])
    record(by=by, action="user.password", kind="user", key=user.pk, label=user.full_name)
