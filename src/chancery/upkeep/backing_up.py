"""Making a backup while people work, and restoring one into an empty workspace."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from chancery import __version__
from chancery.history import anchor
from chancery.lib.workspace import Workspace
from chancery.people.queries import installation
from chancery.upkeep import archive
from chancery.upkeep.errors import BackupError

_NAME = re.compile(r"chancery-\d{4}-\d\d-\d\dT\d{6}Z\.tar\.gz")
_SMALL = ("history.anchor", "secret.key", "mail.password")
_FORGOTTEN = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and checked."""

    path: Path
    manifest: archive.Manifest


def make(out: Path) -> Made:
    """Back up the workspace to a file, or under the usual name into a folder that is there.

    Database, originals, anchor, keys and definitions; taken while people work. The anchor is taken
    first: an older head is still a point of the chain.
    """
    target = out / _name(timezone.now()) if out.is_dir() else out
    if target.exists():
        raise BackupError(f"{target}: this file is there already: name another")
    if not target.parent.is_dir():
        raise BackupError(f"{target.parent}: there is no such folder: make it first")
    workspace: Workspace = settings.WORKSPACE
    _sweep(target.parent)
    try:
        staging = tempfile.TemporaryDirectory(prefix=".backup-", dir=workspace.root)
    except OSError as error:
        raise BackupError(f"{workspace.root}: cannot be written: {error.strerror}") from error
    with staging as folder:
        sources = _small_files(workspace, Path(folder))
        head = anchor.read(workspace.anchor)
        sources |= _database(Path(folder))
        sources |= _originals(workspace)
        manifest = archive.Manifest(
            made_at=timezone.now().astimezone(UTC).isoformat(timespec="seconds"),
            version=__version__,
            length=head.length if head else 0,
            head=head.hash if head else "",
        )
        return Made(target, archive.write(target, sources, manifest))


def make_daily(now: datetime) -> Made | None:
    """The backup of today into the folder that is set, where there is none yet; the oldest go.

    None where no folder is set, today's is there, or another process is at it.
    """
    named = folder()
    if named is None:
        return None
    day = timezone.localdate(now)
    if any(timezone.localdate(moment_of(path)) == day for path in backups(named)):
        return None
    if not named.is_dir():
        raise BackupError(f"{named}: the folder for backups is not there: make it, or set another")
    with _alone(named) as ours:
        if not ours:
            return None
        made = make(named)
        for old in backups(named)[settings.BACKUPS_KEPT :]:
            old.unlink(missing_ok=True)
        return made


def folder() -> Path | None:
    """The folder that daily backups go to; None where none is set."""
    named = installation().backup_folder
    return Path(named) if named else None


def backups(named: Path) -> list[Path]:
    """The backups in a folder by their names, the newest first."""
    try:
        found = [path for path in named.iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name, reverse=True)


def moment_of(path: Path) -> datetime:
    """When a backup was made, by its name."""
    return datetime.strptime(path.name, "chancery-%Y-%m-%dT%H%M%SZ.tar.gz").replace(tzinfo=UTC)


def restore(path: Path, workspace: Workspace) -> archive.Manifest:
    """Unpack a backup into a workspace that is not there yet or empty, once all of it is checked."""
    root = workspace.root
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise BackupError(f"{root}: this workspace is not empty: name a new one with --workspace")
    staging = root.with_name(f".{root.name}.{os.getpid()}.restoring")
    try:
        staging.mkdir(mode=0o700, parents=True)
        (staging / "files").mkdir(mode=0o700)
        manifest = archive.read(path, staging)
        _check_kind(path, manifest)
        if root.exists():
            root.rmdir()
        staging.rename(root)
    except OSError as error:
        raise BackupError(f"{root}: cannot be written: {error.strerror}; make room") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return manifest


def load_dump(workspace: Workspace) -> None:
    """Fill an empty PostgreSQL database from the dump that a restored workspace holds."""
    dump = workspace.root / archive.DUMP
    if not dump.exists():
        return
    if connection.introspection.table_names():
        raise BackupError("The database of DATABASE_URL is not empty: make a new one for it")
    words = ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname"]
    _postgresql("pg_restore", [*words, str(connection.settings_dict["NAME"]), str(dump)])
    dump.unlink()


def _check_kind(path: Path, manifest: archive.Manifest) -> None:
    is_dump = archive.DUMP in manifest.files
    if is_dump == (archive.SQLITE in manifest.files):
        raise BackupError(f"{path}: it holds no database: take another backup")
    is_postgresql = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    if is_dump and not is_postgresql:
        raise BackupError(f"{path}: it is of PostgreSQL: set DATABASE_URL to an empty database")
    if is_postgresql and not is_dump:
        raise BackupError(f"{path}: it is of SQLite: restore it without DATABASE_URL")


def _name(now: datetime) -> str:
    return f"chancery-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.tar.gz"


def _small_files(workspace: Workspace, staging: Path) -> dict[str, Path]:
    """Copied at once: they may be replaced while the rest is packed."""
    found = {}
    for name in _SMALL:
        if (workspace.root / name).is_file():
            found[name] = Path(shutil.copyfile(workspace.root / name, staging / name))
    own = workspace.root / "definitions"
    for path in sorted(own.iterdir()) if own.is_dir() else ():
        if path.is_file():
            found[f"definitions/{path.name}"] = path
    return found


def _database(staging: Path) -> dict[str, Path]:
    if connection.vendor == "postgresql":
        target = staging / archive.DUMP
        name = str(connection.settings_dict["NAME"])
        _postgresql("pg_dump", ["--format=custom", "--no-owner", f"--file={target}", name])
        return {archive.DUMP: target}
    target = staging / archive.SQLITE
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        (said,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise BackupError(f"The database is damaged ({said}): restore it from an older backup")
    return {archive.SQLITE: target}


def _originals(workspace: Workspace) -> dict[str, Path]:
    """Every original; they never change, and half written ones bear other names."""
    found = {}
    for path in sorted(workspace.files.glob("[0-9a-f][0-9a-f]/" + "[0-9a-f]" * 64)):
        found[path.relative_to(workspace.root).as_posix()] = path
    return found


def _postgresql(program: str, words: list[str]) -> None:
    found = shutil.which(program)
    if found is None:
        raise BackupError(f"{program} is not installed: install PostgreSQL's client programs")
    told = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    asked = {name: str(told[key]) for name, key in names.items() if told.get(key)}
    done = subprocess.run(  # noqa: S603 - the program is ours to name
        [found, *words], env={**os.environ, **asked}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program}: {' '.join(done.stderr.split())[:300]}")


def _sweep(named: Path) -> None:
    """Take away what killed backups left, long after they can still be written to."""
    before = (timezone.now() - _FORGOTTEN).timestamp()
    for left in named.glob(".chancery-*.part"):
        if left.stat().st_mtime < before:
            left.unlink(missing_ok=True)


@contextmanager
def _alone(named: Path) -> Iterator[bool]:
    """Whether this process alone backs up into the folder, until it is done."""
    with (named / ".chancery.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
