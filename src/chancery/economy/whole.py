"""Whether a file of figures is all there, and what lies inside it.

A gzip cut off at the end of a line reads like a shorter file, so every packed file is unpacked once
to its last byte before a figure is believed.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from chancery.economy.errors import InputError
from chancery.lib.progress import tell

UNPACKED_AT_MOST = 64 * 2**30
"""Bytes that a packed file may unpack to: BACI of all years stays below a quarter of it."""
_BLOCK = 1 << 20
_PARQUET = b"PAR1"
_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_KINDS = ("csv", "tsv", "txt")


@dataclass(frozen=True, slots=True)
class Whole:
    """A file that is all there: ``path`` is what to read, ``name`` and ``sha256`` what was given."""

    path: Path
    name: str
    sha256: str
    is_parquet: bool
    encoding: str = "utf-8"


@contextmanager
def whole(path: Path) -> Iterator[Whole]:
    """Look through ``path`` to its end; a zip's one table is unpacked for as long as the block.

    Raises InputError where it is absent, empty, cut off, or neither CSV nor Parquet.
    """
    sha256 = fingerprint(path)
    if zipfile.is_zipfile(path) and not _starts(path).startswith(_PARQUET):
        with TemporaryDirectory(prefix="chancery-unpacked-") as folder:
            yield _known(_unpacked(path, Path(folder)), str(path), sha256)
    else:
        yield _known(path, str(path), sha256)


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file as it lies there; InputError where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except IsADirectoryError as error:
        raise InputError(f"{path}: is a folder; name the file in it") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error


def _starts(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(4)


def _known(path: Path, name: str, sha256: str) -> Whole:
    start = _starts(path)
    if not start:
        raise InputError(f"{name}: the file is empty")
    if start == _PARQUET:
        _check_parquet(path, name)
        return Whole(path, name, sha256, is_parquet=True)
    if start.startswith(_GZIP):
        _check_gzip(path, name)
        return Whole(path, name, sha256, is_parquet=False)
    if start.startswith(b"PK"):
        raise InputError(f"{name}: the zip is cut off or damaged; fetch it again")
    encoding = "utf-16" if start.startswith(_UTF16) else "utf-8"
    return Whole(path, name, sha256, is_parquet=False, encoding=encoding)


def _check_parquet(path: Path, name: str) -> None:
    with path.open("rb") as stream:
        stream.seek(-min(4, path.stat().st_size), 2)
        if path.stat().st_size < 12 or stream.read() != _PARQUET:
            raise InputError(f"{name}: the Parquet file is cut off; write or fetch it again")


def _check_gzip(path: Path, name: str) -> None:
    size, unpacked = path.stat().st_size, 0
    try:
        with path.open("rb") as packed, gzip.GzipFile(fileobj=packed) as stream:
            while block := stream.read(_BLOCK):
                unpacked += len(block)
                _check_size(unpacked, name)
                tell(packed.tell(), size)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(
            f"{name}: the gzip is cut off or damaged after {unpacked:,} bytes of its content; "
            f"fetch it again"
        ) from error


def _unpacked(path: Path, folder: Path) -> Path:
    """The one table of a zip; what is in it beside notes must be one file."""
    with zipfile.ZipFile(path) as packed:
        tables = [one for one in packed.infolist() if _is_table(one.filename)]
        if len(tables) != 1:
            names = ", ".join(repr(one.filename) for one in tables[:5]) or "none"
            raise InputError(
                f"{path}: the zip must hold one CSV or Parquet file, it holds {names}; "
                f"unpack it and name the file"
            )
        there = folder / ("table" + Path(tables[0].filename).suffix.lower())
        try:
            with packed.open(tables[0]) as source, there.open("wb") as goal:
                _copy(source, goal, str(path), tables[0].file_size)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise InputError(f"{path}: the zip is damaged; fetch it again") from error
        except (RuntimeError, NotImplementedError) as error:  # a password, a rare packing
            raise InputError(f"{path}: the zip cannot be unpacked here: {error}") from error
        return there


def _is_table(name: str) -> bool:
    return name.rsplit(".", 1)[-1].lower() in {*_KINDS, "parquet"}


def _copy(source: IO[bytes], goal: IO[bytes], name: str, size: int) -> None:
    done, room = 0, shutil.disk_usage(Path(goal.name).parent).free
    if size > room:
        raise InputError(f"{name}: unpacks to {size:,} bytes and the disk has {room:,} left")
    while block := source.read(_BLOCK):
        done += len(block)
        _check_size(done, name)
        goal.write(block)
        tell(done, size)


def _check_size(unpacked: int, name: str) -> None:
    if unpacked > UNPACKED_AT_MOST:
        raise InputError(
            f"{name}: unpacks to more than {UNPACKED_AT_MOST >> 30} GB, which no table of trade does"
        )
