"""Originals, byte for byte, in a folder addressed by SHA-256.

A file appears under its name only when all of it is on disk, so a killed process leaves no half
original; what it may leave is a temporary file, which the next start sweeps away.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from chancery.documents.errors import DocumentError

_TEMPORARY = ".part-"


def digest(data: bytes) -> str:
    """The address of ``data``."""
    return hashlib.sha256(data).hexdigest()


def path_of(sha256: str) -> Path:
    """Where the original lies, whether or not it is there."""
    root: Path = settings.WORKSPACE.files
    return root / sha256[:2] / sha256


def put(data: bytes) -> str:
    """Keep ``data`` and return its SHA-256; keeping it again changes nothing."""
    sha256 = digest(data)
    path = path_of(sha256)
    if path.exists() and path.stat().st_size == len(data):
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, beside = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(beside).replace(path)
    _sync_folder(path.parent)
    return sha256


def get(sha256: str) -> bytes:
    """The original, checked against its address."""
    try:
        data = path_of(sha256).read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(
            f"The original {sha256[:12]} is missing from the file store: restore it from a backup"
        ) from error
    if digest(data) != sha256:
        raise DocumentError(
            f"The original {sha256[:12]} was changed on disk: restore it from a backup"
        )
    return data


def delete(sha256: str) -> None:
    """Take the original away; the caller has made sure that no document needs it."""
    path_of(sha256).unlink(missing_ok=True)


def sweep() -> int:
    """Remove what killed processes left half-written; how many files."""
    left = list(settings.WORKSPACE.files.glob(f"*/{_TEMPORARY}*"))
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
