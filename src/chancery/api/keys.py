"""Who calls: what is looked at before an operation runs.

The order is that of the statuses: the key (401), its scope (403), its pace (429), the parameters'
names (422) and the format of what is sent (415). A session's cookie opens nothing here.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from chancery.api.errors import (
    FormatRefusedError,
    KeyRefusedError,
    PaceError,
    ScopeError,
    UnknownParameterError,
)
from chancery.lib.pace import count
from chancery.people.access import Viewer, viewer_of
from chancery.people.actions import note_use
from chancery.people.models import Token
from chancery.people.tokens import owner_of

_MINUTE = 60
_BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Caller:
    """The owner of the key, as the access rules see them today, and the key."""

    viewer: Viewer
    token: Token

    def may(self, scope: str) -> bool:
        """Whether the key was made for this."""
        return scope in self.token.scopes


class Asked(HttpRequest):
    """A request behind a key."""

    auth: Caller


def viewer(request: HttpRequest) -> Viewer:
    """Who asks."""
    return cast("Asked", request).auth.viewer


@dataclass
class Key:
    """``Authorization: Bearer chy_…``, made for ``scope`` (any key where it is empty)."""

    scope: str = ""
    media: str = ""
    parameters: frozenset[str] = field(default_factory=frozenset)
    openapi_security_schema = {
        "type": "http",
        "scheme": "bearer",
        "description": "A key made on the page “Keys for programs” of its owner.",
    }

    def __call__(self, request: HttpRequest) -> Caller:
        """The caller, once nothing speaks against going on."""
        token = _token(request)
        if self.scope and self.scope not in token.scopes:
            raise ScopeError(self.scope)
        _count(token)
        self._check_form(request)
        note_use(token=token)
        return Caller(viewer_of(token.user), token)

    def _check_form(self, request: HttpRequest) -> None:
        if unknown := sorted(set(request.GET) - self.parameters):
            raise UnknownParameterError(unknown)
        if self.media and request.content_type != self.media:
            raise FormatRefusedError(self.media)


def _token(request: HttpRequest) -> Token:
    said = request.headers.get("Authorization", "")
    token = None
    if said[: len(_BEARER)].lower() == _BEARER:
        token = owner_of(said[len(_BEARER) :].strip(), Token.Kind.API)
    if token is None:
        raise KeyRefusedError(
            _(
                "Send a key that is open: Authorization: Bearer chy_… Keys are made on your own page."
            )
        )
    return token


def _count(token: Token) -> None:
    """So many calls a minute for each key, counted by all processes of the server together."""
    now = time.time()
    made = count(settings.WORKSPACE.pace, f"api-{token.pk}", int(now // _MINUTE))
    if made > settings.API_PER_MINUTE:
        raise PaceError(max(1, round(_MINUTE - now % _MINUTE)))
