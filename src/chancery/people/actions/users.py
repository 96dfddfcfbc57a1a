"""Every write to the people who sign in."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.people.errors import PeopleError
from chancery.people.models import User


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
def set_language(*, user: User, language: str, by: str) -> None:
    """Remember the language a person works in."""
    if user.language == language:
        return
    changes = {"language": [user.language, language]}
    user.language = language
    user.save(update_fields=["language"])
    record(by=by, action="user.language", kind="user", key=user.pk, changes=changes)
