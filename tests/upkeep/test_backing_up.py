"""Backups: made while people work, checked, and opened only into an empty place."""

import contextlib
import errno
import hashlib
import io
import json
import os
import shutil
import sqlite3
import stat
import tarfile
from datetime import timedelta
from unittest import mock

import pytest
from django.db import transaction
from django.utils import timezone

from chancery.documents import store
from chancery.history.actions import record
from chancery.lib.workspace import Workspace
from chancery.people.models import Installation
from chancery.upkeep import archive, backing_up
from chancery.upkeep.errors import BackupError
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(workspace, tmp_path):
    """A workspace with a person, an original, keys and a definition of its own."""
    make.lan()
    store.put(b"An original")
    workspace.secret_key()
    (workspace.root / "mail.password").write_text("hush", encoding="utf-8")
    (workspace.root / "definitions").mkdir()
    (workspace.root / "definitions" / "reminders.yaml").write_text("x: 1\n", encoding="utf-8")
    (workspace.root / "something.else").write_text("not ours", encoding="utf-8")
    with transaction.atomic():
        record(by="system", action="units.load", kind="pack", key="vn")
    out = tmp_path / "backups"
    out.mkdir()
    return out


def files_of(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_a_backup_comes_back_as_it_was(house, workspace, tmp_path):
    made = backing_up.make(house)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert [path.name for path in house.iterdir()] == [made.path.name]
    back = Workspace(tmp_path / "back")
    manifest = backing_up.restore(made.path, back)
    assert manifest == made.manifest
    assert manifest.length == 1
    before, after = files_of(workspace.root), files_of(back.root)
    database = after.pop("chancery.sqlite3")
    assert database.startswith(b"SQLite format 3")
    assert "something.else" not in after
    assert after == {name: before[name] for name in after}
    assert {"secret.key", "mail.password", "history.anchor"} <= set(after)
    assert "definitions/reminders.yaml" in after
    assert any(name.startswith("files/") for name in after)
    with contextlib.closing(sqlite3.connect(back.database)) as rows:
        assert rows.execute("SELECT username FROM people_user").fetchall() == [("lan",)]
        assert rows.execute("SELECT count(*) FROM history_event").fetchone() == (1,)
    modes = {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in back.root.rglob("*")}
    assert modes == {0}
    assert stat.S_IMODE(back.root.stat().st_mode) == 0o700


def test_every_file_is_listed_with_its_sum(house):
    made = backing_up.make(house / "mine.tar.gz")
    with tarfile.open(made.path) as tar:
        told = json.load(tar.extractfile("manifest.json"))
        inside = {m.name: tar.extractfile(m).read() for m in tar if m.name != "manifest.json"}
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in inside.items()}
    assert sums == {name: entry["sha256"] for name, entry in told["files"].items()}


def test_nothing_is_written_over(house):
    (house / "mine.tar.gz").write_text("older", encoding="utf-8")
    with pytest.raises(BackupError, match="already"):
        backing_up.make(house / "mine.tar.gz")
    with pytest.raises(BackupError, match="no such folder"):
        backing_up.make(house / "nowhere" / "mine.tar.gz")


@pytest.mark.parametrize("what", ["cut", "turned", "empty", "text"])
def test_a_damaged_backup_is_refused_and_leaves_nothing(house, tmp_path, what):
    made = backing_up.make(house)
    data = made.path.read_bytes()
    half = len(data) // 2
    made.path.write_bytes(
        {
            "cut": data[:half],
            "turned": data[:half] + bytes([data[half] ^ 0xFF]) + data[half + 1 :],
            "empty": b"",
            "text": b"not an archive at all",
        }[what]
    )
    back = Workspace(tmp_path / "in" / "back")
    back.root.parent.mkdir()
    with pytest.raises(BackupError, match=r"damaged|manifest|belong"):
        backing_up.restore(made.path, back)
    assert list(back.root.parent.iterdir()) == []


def packed(path, *files, manifest=None):
    """An archive made by hand."""
    listed = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        for name, data, _link in files
    }
    said = {"made_at": "x", "version": "0", "length": 0, "head": "", "format": 1}
    said = {**said, "files": listed, **(manifest or {})}
    with tarfile.open(path, "w:gz") as tar:
        for name, data, link in [*files, ("manifest.json", json.dumps(said).encode(), "")]:
            head = tarfile.TarInfo(name)
            head.size = 0 if link else len(data)
            if link:
                head.type, head.linkname = tarfile.SYMTYPE, link
            tar.addfile(head, None if link else io.BytesIO(data))
    return path


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("../outside", ""),
        ("/etc/outside", ""),
        ("files/../../outside", ""),
        ("files/ab/../../../outside", ""),
        ("chancery.sqlite3", "/etc/passwd"),
        ("unknown.txt", ""),
        ("definitions/../../outside", ""),
    ],
)
def test_a_path_that_leads_outside_is_not_opened(tmp_path, name, link):
    path = packed(tmp_path / "evil.tar.gz", (name, b"x", link))
    with pytest.raises(BackupError, match="does not belong"):
        backing_up.restore(path, Workspace(tmp_path / "back"))
    assert not (tmp_path / "outside").exists()
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize(
    ("manifest", "cause"),
    [
        ({"format": 2}, "does not understand"),
        ({"files": {}}, "not what the manifest says"),
        ({"files": {"chancery.sqlite3": {"sha256": "0" * 64, "size": 1}}}, "not what the"),
        ({"files": 3}, "damaged"),
        ({"surprise": 1}, "damaged"),
    ],
)
def test_what_the_manifest_does_not_say_is_not_believed(tmp_path, manifest, cause):
    path = packed(tmp_path / "a.tar.gz", ("chancery.sqlite3", b"x", ""), manifest=manifest)
    with pytest.raises(BackupError, match=cause):
        backing_up.restore(path, Workspace(tmp_path / "back"))
    assert not (tmp_path / "back").exists()


def test_an_archive_without_a_database_is_no_backup(tmp_path):
    path = packed(tmp_path / "a.tar.gz", ("secret.key", b"x", ""))
    with pytest.raises(BackupError, match="no database"):
        backing_up.restore(path, Workspace(tmp_path / "back"))


def test_a_workspace_with_something_in_it_is_left_alone(house, workspace):
    made = backing_up.make(house)
    before = files_of(workspace.root)
    with pytest.raises(BackupError, match="not empty"):
        backing_up.restore(made.path, workspace)
    assert files_of(workspace.root) == before


def test_an_empty_folder_is_filled(house, tmp_path):
    made = backing_up.make(house)
    (tmp_path / "back").mkdir()
    backing_up.restore(made.path, Workspace(tmp_path / "back"))
    assert (tmp_path / "back" / "chancery.sqlite3").is_file()


def test_a_full_disk_is_told_and_leaves_no_half_file(house, workspace):
    full = OSError(errno.ENOSPC, "No space left on device")
    with (
        mock.patch.object(tarfile.TarFile, "addfile", side_effect=full),
        pytest.raises(BackupError, match=r"No space left.*make room"),
    ):
        backing_up.make(house)
    assert list(house.iterdir()) == []
    assert not list(workspace.root.glob(".backup-*"))


def test_a_backup_killed_half_way_leaves_nothing_under_a_backups_name(house, monkeypatch):
    """Nothing runs after a kill, so what is left is what is there at that moment."""
    seen = []

    def die(path, into=None):
        seen.extend(sorted(p.name for p in house.iterdir()))
        raise KeyboardInterrupt

    monkeypatch.setattr(archive, "read", die)
    with pytest.raises(KeyboardInterrupt):
        backing_up.make(house)
    assert len(seen) == 1
    assert seen[0].startswith(".")
    assert seen[0].endswith(".part")
    assert backing_up.backups(house) == []


def test_what_killed_backups_left_is_swept_away_once_it_is_old(house):
    old, new = house / ".chancery-1.1.part", house / ".chancery-2.2.part"
    for path in (old, new):
        path.write_bytes(b"half")
    long_ago = (timezone.now() - timedelta(days=1)).timestamp()
    os.utime(old, (long_ago, long_ago))
    backing_up.make(house)
    assert not old.exists()
    assert new.exists()


def test_what_was_not_written_as_meant_is_no_backup(house, monkeypatch):
    real = archive.read
    monkeypatch.setattr(
        archive, "read", lambda path: archive.Manifest(**{**vars_of(real(path)), "length": 99})
    )
    with pytest.raises(BackupError, match="not what was meant"):
        backing_up.make(house)
    assert list(house.iterdir()) == []


def vars_of(manifest):
    return {name: getattr(manifest, name) for name in manifest.__slots__}


def test_one_backup_a_day_and_the_oldest_go(house, settings):
    settings.BACKUPS_KEPT = 3
    Installation.objects.create(pk=1, pack="vn", backup_folder=str(house))
    now = timezone.now()
    (house / "notes.txt").write_text("left alone", encoding="utf-8")
    for day in range(5):
        with mock.patch.object(timezone, "now", return_value=now + timedelta(days=day)):
            assert backing_up.make_daily(timezone.now()) is not None
            assert backing_up.make_daily(timezone.now()) is None
    kept = backing_up.backups(house)
    assert len(kept) == 3
    assert [backing_up.moment_of(path).date() for path in kept] == sorted(
        ((now + timedelta(days=day)).date() for day in (2, 3, 4)), reverse=True
    )
    assert (house / "notes.txt").exists()


def test_without_a_folder_there_is_no_daily_backup_and_a_lost_folder_is_told(house):
    now = timezone.now()
    assert backing_up.make_daily(now) is None
    Installation.objects.create(pk=1, pack="vn", backup_folder=str(house / "gone"))
    with pytest.raises(BackupError, match="not there"):
        backing_up.make_daily(now)


def test_two_processes_make_one_daily_backup(house):
    Installation.objects.create(pk=1, pack="vn", backup_folder=str(house))
    with backing_up._alone(house) as ours:
        assert ours
        assert backing_up.make_daily(timezone.now()) is None
    assert backing_up.make_daily(timezone.now()) is not None


def test_postgresql_without_its_programs_is_told(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(BackupError, match="pg_dump is not installed"):
        backing_up._postgresql("pg_dump", [])
