"""Who may sign in, asked at the sign-in and again with every request of a session."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from chancery.people.models import User


class OpenAccounts(ModelBackend):
    """Django's own, for people whose sign-in is not closed and whose day of leaving is to come."""

    def user_can_authenticate(self, user: AbstractBaseUser | AnonymousUser | None) -> bool:
        """By the day of today: a session of yesterday ends with the day."""
        return isinstance(user, User) and user.may_sign_in
