"""The one way into a store's folder: one writer at a time, everything built beside, then swapped in.

Until the manifest is replaced nothing that was written counts, whatever stops the work: a killed
process, a full disk, Ctrl-C. What was left lying is swept up by the next writer.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chancery.economy.engine import DatabaseError, DiskError
from chancery.economy.errors import EconomyError
from chancery.economy.store.errors import StoreError
from chancery.economy.store.manifest import (
    NAME,
    Manifest,
    read_manifest,
    sync_folder,
    write_manifest,
)

_LOCK = ".writing"
_BUILDING = ".building-"
FOLDERS = ("flows", "concordances")


@dataclass
class Writer:
    """A store that is being written. ``manifest`` is what it held when the work began."""

    folder: Path
    building: Path
    manifest: Manifest
    _built: list[str] = field(default_factory=list)

    def new_file(self, name: str) -> Path:
        """Where to write a file that will lie in the store under ``name``."""
        path = self.building / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._built.append(name)
        return path

    def commit(self, manifest: Manifest) -> None:
        """Let the files built stand in the store and the manifest say so."""
        for name in self._built:
            if name in manifest.paths:
                self._move(name)
        write_manifest(self.folder, manifest)

    def _move(self, name: str) -> None:
        built, goal = self.building / name, self.folder / name
        with built.open("rb") as file:
            os.fsync(file.fileno())
        goal.parent.mkdir(parents=True, exist_ok=True)
        built.replace(goal)
        sync_folder(goal.parent)


@contextmanager
def writing(folder: Path) -> Iterator[Writer]:
    """Write to a store, alone; StoreError where somebody else does or the folder is another's.

    What the disk says against it, a full one for instance, is an EconomyError, and so is what the
    database says, which is then not called the disk's fault.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _check_ours(folder)
        with _alone(folder):
            manifest = read_manifest(folder)
            _sweep(folder, manifest)
            with tempfile.TemporaryDirectory(prefix=_BUILDING, dir=folder) as building:
                yield Writer(folder, Path(building), manifest)
    except OSError as error:
        raise EconomyError(_not_written(folder, error.strerror or str(error))) from error
    except DiskError as error:
        raise EconomyError(_not_written(folder, str(error).splitlines()[0])) from error
    except DatabaseError as error:
        raise EconomyError(
            f"{folder}: the figures could not be worked out ({str(error).splitlines()[0]}); "
            f"the store is as it was before"
        ) from error


def _not_written(folder: Path, why: str) -> str:
    return f"{folder}: cannot be written ({why}); the store is as it was before"


def _check_ours(folder: Path) -> None:
    """A folder with other things in it is not taken for a store."""
    others = [one.name for one in folder.iterdir() if not one.name.startswith(".")]
    if others and NAME not in others and not set(others) <= set(FOLDERS):
        raise StoreError(
            f"{folder}: holds other files ({', '.join(sorted(others)[:3])}); "
            f"name an empty folder or a store with --store"
        )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The lock goes with the process, so one that was killed leaves none behind."""
    with (folder / _LOCK).open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            who = lock.read(40).strip() or "another process"
            raise StoreError(
                f"{folder}: {who} is writing to this store; try again when it is done"
            ) from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}")
        lock.flush()
        yield


def _sweep(folder: Path, manifest: Manifest) -> None:
    """Remove what a writer that was stopped left, and what was replaced in the turn before.

    Files that were replaced stay for one turn, for who opened the store before it.
    """
    for left in folder.glob(f"{_BUILDING}*"):
        shutil.rmtree(left, ignore_errors=True)
    for name in FOLDERS:
        for path in (folder / name).rglob("*.parquet"):
            if str(path.relative_to(folder)) not in manifest.paths:
                path.unlink(missing_ok=True)
