"""Calls of the API, as a program makes them."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from chancery.people.actions import make_token
from chancery.people.models import Token, User
from chancery.people.tokens import SCOPES

ROOT = "/api/v1"


def key_of(user: User, *scopes: str) -> str:
    """The secret of a new key, for everything unless said."""
    made = make_token(
        user=user,
        kind=Token.Kind.API,
        name="Chương trình",
        scopes=scopes or tuple(SCOPES),
        by=user.username,
    )
    return made[1]


class Caller:
    """A program with the key of one person."""

    def __init__(self, user: User | None, *scopes: str, language: str = "en") -> None:
        self.headers = {"Accept-Language": language}
        if user is not None:
            self.headers["Authorization"] = f"Bearer {key_of(user, *scopes)}"
        self.client = Client(raise_request_exception=True)

    def call(self, method: str, path: str, body: Any = None, **headers: str):
        """The answer; ``body`` goes as JSON."""
        more: dict[str, Any] = {}
        if body is not None:
            more = {"data": body if isinstance(body, bytes) else json.dumps(body)}
            more["content_type"] = "application/json"
        said = {**self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
        return self.client.generic(method, f"{ROOT}{path}", headers=said, **more)

    def get(self, path: str, **headers: str):
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str):
        return self.call("POST", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any, version: int | None = None, **headers: str):
        if version is not None:
            headers["If_Match"] = f'"{version}"'
        return self.call("PATCH", path, body, **headers)
