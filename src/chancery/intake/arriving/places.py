"""The bytes of long scans until they are read: files of their own, only the owner may look inside."""

from __future__ import annotations

import os
import re
import secrets
import time
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"[0-9a-f]{32}")
_FORGOTTEN = 600.0


def put(data: bytes) -> str:
    """Keep ``data`` under a name that says nothing; it is whole on disk when this returns."""
    folder: Path = settings.WORKSPACE.arriving
    folder.mkdir(exist_ok=True, mode=0o700)
    name = secrets.token_hex(16)
    handle = os.open(folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return name


def get(name: str) -> bytes | None:
    """The bytes; None where they are gone, as after a backup was restored."""
    path = _path(name)
    return path.read_bytes() if path and path.is_file() else None


def remove(name: str) -> None:
    """Take the bytes away."""
    if path := _path(name):
        path.unlink(missing_ok=True)


def sweep(needed: frozenset[str]) -> int:
    """Take away what a killed process left and no row names; how many files."""
    removed = 0
    before = time.time() - _FORGOTTEN
    for path in settings.WORKSPACE.arriving.glob("*"):
        if path.name not in needed and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _path(name: str) -> Path | None:
    folder: Path = settings.WORKSPACE.arriving
    return folder / name if _NAME.fullmatch(name) else None
