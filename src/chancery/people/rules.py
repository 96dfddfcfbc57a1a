"""What about people cannot be done, whoever asks."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chancery.people.errors import PeopleError
from chancery.people.installed import administrators
from chancery.people.models import Post, Role, User


def check_not_oneself(user: User, by: str) -> None:
    """Who runs the system does not let themselves into its content, nor lock themselves out."""
    if user.username == by:
        raise PeopleError(_("Not by yourself and for yourself: ask another administrator."))


def check_administrator_remains(user: User) -> None:
    """The last administrator cannot leave: nobody could let anybody in afterwards.

    Locks the posts of all administrators, so that two of them cannot end each other at once.
    """
    held = Post.objects.select_for_update().filter(role=Role.ADMINISTRATOR, end__isnull=True)
    if user.pk not in {post.user_id for post in held}:
        return
    if not administrators(without=user):
        raise PeopleError(
            _(
                "%(name)s is the last administrator who can sign in. "
                "Make somebody else administrator first."
            )
            % {"name": user.full_name}
        )
