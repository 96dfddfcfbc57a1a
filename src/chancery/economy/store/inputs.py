"""What lies in the files that are brought: tables, tables in a zip, replies of UN Comtrade."""

from __future__ import annotations

import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from chancery.economy.errors import InputError
from chancery.economy.whole import UNPACKED_AT_MOST, Whole, fingerprint, whole

_TABLES = (".csv", ".tsv", ".txt", ".parquet", ".csv.gz")
_NOTES = (".", "readme", "read_me", "license", "licence")
"""How the names begin of what publishers lay beside their tables: BACI comes with a Readme.txt."""
_REPLY_AT_MOST = 2**30
"""Bytes of a reply as JSON: Comtrade's largest, 100,000 rows, are a tenth of it."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Packed:
    """The tables in one file, by name; more than one only in a zip."""

    sha256: str
    tables: tuple[str, ...]
    folder: Path
    path: Path

    @contextmanager
    def opened(self, table: str) -> Iterator[Whole]:
        """One table, checked to its end; what had to be unpacked is removed after the block."""
        if table == str(self.path):
            with self._plain() as file:
                yield file
            return
        member = table.removeprefix(f"{self.path}/")
        there = self.folder / ("table" + _ending(member))
        _unpack(self.path, member, there)
        try:
            with _renamed(there, table) as file:
                yield replace(file, sha256=self.sha256)
        finally:
            there.unlink()

    @contextmanager
    def _plain(self) -> Iterator[Whole]:
        if not _is_reply(self.path):
            with whole(self.path) as file:
                yield file
            return
        there = self.folder / "reply.parquet"
        parquet.write_table(_reply(self.path), there)
        yield Whole(there, str(self.path), self.sha256, is_parquet=True)


@contextmanager
def packed(path: Path) -> Iterator[Packed]:
    """Look what a file holds; InputError where it is absent, empty, or a damaged zip."""
    sha256 = fingerprint(path)
    with TemporaryDirectory(prefix="chancery-brought-") as folder:
        yield Packed(sha256, _tables(path), Path(folder), path)


def _tables(path: Path) -> tuple[str, ...]:
    with path.open("rb") as stream:
        is_zip = stream.read(4) == b"PK\x03\x04"
    if not is_zip:
        return (str(path),)
    try:
        with zipfile.ZipFile(path) as archive:
            names = [one.filename for one in archive.infolist() if _ending(one.filename)]
            sizes = sum(one.file_size for one in archive.infolist() if _ending(one.filename))
    except (zipfile.BadZipFile, ValueError) as error:
        raise InputError(f"{path}: the zip is cut off or damaged; fetch it again") from error
    if not names:
        raise InputError(f"{path}: the zip holds no CSV and no Parquet file")
    if sizes > UNPACKED_AT_MOST:
        raise InputError(f"{path}: unpacks to {sizes:,} bytes, which no tables of trade do")
    return tuple(f"{path}/{name}" for name in sorted(names))


def _ending(name: str) -> str:
    """How a table's name ends; nothing for what is no table, such as a note or a Mac's leavings."""
    if name.startswith("__MACOSX") or Path(name).name.lower().startswith(_NOTES):
        return ""
    return next((one for one in reversed(_TABLES) if name.lower().endswith(one)), "")


def _unpack(path: Path, member: str, there: Path) -> None:
    name = f"{path}/{member}"
    try:
        with zipfile.ZipFile(path) as archive:
            size = archive.getinfo(member).file_size
            room = shutil.disk_usage(there.parent).free
            if size > room:
                raise InputError(f"{name}: unpacks to {size:,} bytes; the disk has {room:,} left")
            with archive.open(member) as source, there.open("wb") as goal:
                shutil.copyfileobj(source, goal, _BLOCK)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise InputError(f"{name}: the zip is damaged there; fetch it again") from error
    except (RuntimeError, NotImplementedError) as error:  # a password, a rare packing
        raise InputError(f"{name}: cannot be unpacked here: {error}") from error


@contextmanager
def _renamed(there: Path, name: str) -> Iterator[Whole]:
    """A file that was unpacked, under the name that the person knows."""
    try:
        with whole(there) as file:
            yield replace(file, name=name)
    except InputError as error:
        raise type(error)(str(error).replace(str(there), name)) from error


def _is_reply(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _reply(path: Path) -> pa.Table:
    """The rows of a reply of UN Comtrade's API, every cell as text."""
    size = path.stat().st_size
    if size > _REPLY_AT_MOST:
        raise InputError(f"{path}: {size:,} bytes of JSON are more than a reply of Comtrade holds")
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: the JSON breaks off or is damaged: {error}") from error
    rows = told.get("data") if isinstance(told, dict) else None
    if isinstance(told, dict) and told.get("error"):
        raise InputError(f"{path}: UN Comtrade answered with an error: {str(told['error'])[:200]}")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError(f"{path}: no reply of UN Comtrade: it has no list of rows under 'data'")
    if not rows:
        raise InputError(f"{path}: UN Comtrade has no rows for what was asked (count 0)")
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pa.table({name: pa.array([_text(row.get(name)) for row in rows]) for name in names})


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
