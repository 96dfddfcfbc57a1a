"""Versions of records: told in ETag, asked for in If-Match."""

from __future__ import annotations

import re
from typing import Protocol, TypeVar

from django.http import HttpRequest

from chancery.api.errors import VersionMissingError

_TAG = re.compile(r'"?([0-9]{1,9})"?')


class Versioned(Protocol):
    """A record as it is shown."""

    @property
    def version(self) -> int: ...


V = TypeVar("V", bound=Versioned)


def tagged(request: HttpRequest, record: V) -> V:
    """The record, its version kept for the ETag of the answer."""
    request.etag = f'"{record.version}"'  # type: ignore[attr-defined] # ours, read at the edge
    return record


def version_asked(request: HttpRequest) -> int:
    """The version that the caller had before them."""
    found = _TAG.fullmatch(request.headers.get("If-Match", "").strip())
    if found is None:
        raise VersionMissingError
    return int(found[1])
