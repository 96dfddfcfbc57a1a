"""The format of a backup: one ``.tar.gz`` with a manifest that holds the SHA-256 of each file.

Pure reading and writing of files; what goes in is said by ``backing_up``.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from chancery.upkeep.errors import BackupError

FORMAT = 1
MANIFEST = "manifest.json"
SQLITE, DUMP = "chancery.sqlite3", "database.dump"
_BELONGS = re.compile(
    r"chancery\.sqlite3|database\.dump|history\.anchor|secret\.key|mail\.password"
    r"|definitions/[\w.-]+|files/[0-9a-f]{2}/[0-9a-f]{64}"
)
_CHUNK = 1024 * 1024
_LARGEST_MANIFEST = 200 * 1024 * 1024
_DAMAGED = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, LookupError, TypeError)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of one file."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds, and of which moment."""

    made_at: str
    version: str
    length: int
    head: str
    files: dict[str, Entry] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def size(self) -> int:
        """Bytes of all files, unpacked."""
        return sum(entry.size for entry in self.files.values())


def write(target: Path, sources: dict[str, Path], manifest: Manifest) -> Manifest:
    """Write the archive beside its name, check it, and give it its name: never half a file there.

    ``sources`` are the names inside to the files outside. What a killed process leaves is a hidden
    ``.part`` file, which the next backup sweeps away.
    """
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with _disk_told(target):
            whole = _pack(beside, sources, manifest)
            if read(beside) != whole:
                raise BackupError(f"{target}: what was written is not what was meant; try again")
            beside.replace(target)
            _sync(target.parent)
    finally:
        beside.unlink(missing_ok=True)
    return whole


def _pack(beside: Path, sources: dict[str, Path], manifest: Manifest) -> Manifest:
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=5) as tar:
            for name, path in sources.items():
                manifest.files[name] = _pack_one(tar, name, path)
            told = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
            head = tarfile.TarInfo(MANIFEST)
            head.size, head.mode = len(told), 0o600
            tar.addfile(head, io.BytesIO(told))
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _pack_one(tar: tarfile.TarFile, name: str, path: Path) -> Entry:
    with path.open("rb") as source:
        head = tarfile.TarInfo(name)
        head.size, head.mode = os.fstat(source.fileno()).st_size, 0o600
        counted = _Counted(source)
        tar.addfile(head, counted)
    return Entry(counted.digest.hexdigest(), head.size)


class _Counted:
    """A file that is hashed while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(size)
        self.digest.update(data)
        return data


def read(path: Path, into: Path | None = None) -> Manifest:
    """Check every file of an archive against its manifest; unpack them into a folder if one is named.

    Nothing that does not belong into a workspace is unpacked: no other names, no links, no paths
    that lead outside. BackupError says what is wrong.
    """
    found: dict[str, Entry] = {}
    told: bytes | None = None
    try:
        with tarfile.open(path, mode="r|gz") as tar:
            for member, source in _members(path, tar):
                if member.name == MANIFEST:
                    told = source.read(_LARGEST_MANIFEST)
                else:
                    found[member.name] = _unpack(source, member.name, into)
        manifest = _manifest_of(told)
    except BackupError:
        raise
    except FileNotFoundError as error:
        raise BackupError(f"{path}: there is no such file") from error
    except _DAMAGED as error:
        if getattr(error, "errno", None) == errno.ENOSPC:
            raise
        raise BackupError(
            f"{path}: this backup is damaged ({error}): take an older one"
        ) from error
    _compare(path, manifest, found)
    return manifest


def _members(path: Path, tar: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    for member in tar:
        belongs = member.name == MANIFEST or _BELONGS.fullmatch(member.name)
        if not belongs or not member.isreg() or ".." in PurePosixPath(member.name).parts:
            raise BackupError(f"{path}: {member.name!r} does not belong into a backup: not opened")
        source = tar.extractfile(member)
        if source is None:  # cannot happen to a regular file
            raise BackupError(f"{path}: {member.name!r} cannot be read")
        yield member, source


def _unpack(source: IO[bytes], name: str, into: Path | None) -> Entry:
    digest, size = hashlib.sha256(), 0
    with _opened(name, into) as target:
        while data := source.read(_CHUNK):
            digest.update(data)
            size += len(data)
            target.write(data)
        target.flush()
        if into is not None:
            os.fsync(target.fileno())
    return Entry(digest.hexdigest(), size)


def _opened(name: str, into: Path | None) -> IO[bytes]:
    if into is None:
        return Path(os.devnull).open("wb")
    path = into / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    return os.fdopen(handle, "wb")


def _manifest_of(told: bytes | None) -> Manifest:
    if told is None:
        raise ValueError("it has no manifest")
    says: dict[str, Any] = json.loads(told)
    if not isinstance(says, dict) or not isinstance(says.get("files"), dict):
        raise TypeError("its manifest lists no files")
    says["files"] = {name: Entry(**entry) for name, entry in says["files"].items()}
    return Manifest(**says)


def _compare(path: Path, manifest: Manifest, found: dict[str, Entry]) -> None:
    if manifest.format != FORMAT:
        raise BackupError(
            f"{path}: made by Chancery {manifest.version}, which this one does not understand: "
            "install that version or a later one"
        )
    for name in sorted({*manifest.files, *found}):
        if manifest.files.get(name) != found.get(name):
            raise BackupError(
                f"{path}: {name} is not what the manifest says: take an older backup"
            )


@contextmanager
def _disk_told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        remedy = "make room, or name another place"
        if error.errno in {errno.EACCES, errno.EROFS, errno.ENOENT}:
            remedy = "make the folder, and let this user write into it"
        raise BackupError(f"{target}: cannot be written: {error.strerror}; {remedy}") from error


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
