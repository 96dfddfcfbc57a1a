"""Whatever stops the work - a kill, Ctrl-C, a full disk, a second writer - the old store stands."""

import os
import resource
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from chancery.economy.engine import connect
from chancery.economy.errors import EconomyError
from chancery.economy.store import StoreError, ingest, open_store
from chancery.economy.store.manifest import read_manifest
from chancery.economy.store.writing import Writer, writing
from tests.economy.store.flows import BACI, baci, bring, held, snapshot, write

STAGES = {
    "while a part is built": ("chancery.economy.store.parts", "_doubled"),
    "before anything is swapped in": ("chancery.economy.store.writing", "Writer.commit"),
    "when parts are in and the manifest is not": (
        "chancery.economy.store.writing",
        "write_manifest",
    ),
}
NEWER = BACI.replace("10.5", "99")


def _stopped(folder, stage, how):
    """Bring in a newer file in a process that is stopped at a stage; how it ended."""
    module, name = STAGES[stage]
    code = f"""
        import importlib, os, signal, sys
        from functools import reduce
        from pathlib import Path
        module = importlib.import_module({module!r})
        *above, last = {name!r}.split(".")
        def stop(*_given, **_named):
            {how}
        setattr(reduce(getattr, above, module), last, stop)
        from tests.economy.store.flows import baci
        from chancery.economy.store import ingest
        ingest([Path({str(write(folder, NEWER, "newer.csv"))!r})], Path({str(folder / "store")!r}), baci())
    """
    root = Path(__file__).parents[3]
    return subprocess.run(
        [sys.executable, "-P", "-c", textwrap.dedent(code)],
        env={**os.environ, "PYTHONPATH": f"{root / 'src'}:{root}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("stage", STAGES)
def test_a_process_killed_in_the_middle_leaves_the_old_store(tmp_path, stage):
    bring(tmp_path, BACI)
    before = snapshot(tmp_path)
    ended = _stopped(tmp_path, stage, "os.kill(os.getpid(), signal.SIGKILL)")
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert snapshot(tmp_path) == before
    left = set((tmp_path / "store").glob(".building-*"))
    assert left
    bring(tmp_path, NEWER, name="newer.csv")
    assert {row["value"] for row in held(tmp_path)} == {99_000.0, 20_000.0}
    assert not any(path.exists() for path in left)


def test_ctrl_c_leaves_the_old_store_and_nothing_lying_about(tmp_path):
    bring(tmp_path, BACI)
    before = snapshot(tmp_path)
    ended = _stopped(tmp_path, "before anything is swapped in", "raise KeyboardInterrupt")
    assert "KeyboardInterrupt" in ended.stderr
    assert snapshot(tmp_path) == before
    assert list((tmp_path / "store").glob(".building-*")) == []


def test_ctrl_c_during_a_query_is_ctrl_c():
    with pytest.raises(KeyboardInterrupt), connect():
        raise RuntimeError("Query interrupted")  # as DuckDB says it


def test_another_error_in_the_engine_stays_what_it_is():
    with pytest.raises(RuntimeError, match="something else"), connect():
        raise RuntimeError("something else")


def test_a_full_disk_is_said_and_leaves_the_old_store(tmp_path):
    """A file may not grow beyond some bytes: what the system says is what a full disk says."""
    bring(tmp_path, BACI)
    before = snapshot(tmp_path)
    rows = "".join(
        f"2022,704,392,{n:06},{n * 7919 % 100_003},1\n" for n in range(100, 20_000) if n % 9
    )
    rows = rows.replace(",0,1\n", ",1,1\n")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    path = write(tmp_path, BACI.splitlines()[0] + "\n" + rows, "large.csv")
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(
            EconomyError, match=r"cannot be written.*the store is as it was"
        ) as told:
            ingest([path], tmp_path / "store", baci())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "\n" not in str(told.value)
    assert snapshot(tmp_path) == before
    assert list((tmp_path / "store").glob(".building-*")) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "store").write_text("a file")
    with pytest.raises(EconomyError, match="cannot be written"):
        bring(tmp_path, BACI)


def test_a_second_writer_is_turned_away_and_told_who_writes(tmp_path):
    bring(tmp_path, BACI)
    with (
        writing(tmp_path / "store"),
        pytest.raises(StoreError, match=f"process {os.getpid()} is writ"),
    ):
        bring(tmp_path, NEWER)
    bring(tmp_path, NEWER)


def test_who_opened_the_store_before_goes_on_reading_what_was_replaced(tmp_path):
    bring(tmp_path, BACI)
    before = open_store(tmp_path / "store")
    bring(tmp_path, NEWER, name="newer.csv")
    assert {row["value"] for row in before.flows().to_arrow().to_pylist()} == {10_500.0, 20_000.0}
    bring(tmp_path, BACI.replace("2022,", "2021,"), name="other.csv")
    files = {
        str(p.relative_to(tmp_path / "store")) for p in (tmp_path / "store").rglob("*.parquet")
    }
    assert files == read_manifest(tmp_path / "store").paths


def test_what_is_built_and_not_named_in_the_manifest_does_not_come_in(tmp_path):
    with writing(tmp_path / "store") as writer:
        assert isinstance(writer, Writer)
        writer.new_file("flows/stray.parquet").write_bytes(b"x")
        writer.commit(writer.manifest)
    assert list((tmp_path / "store").rglob("*.parquet")) == []


def test_what_the_database_cannot_work_out_is_not_called_the_disks_fault(tmp_path):
    bring(tmp_path, BACI)
    before = snapshot(tmp_path)
    with (
        pytest.raises(
            EconomyError, match=r"could not be worked out \(Conversion Error: .*as it was"
        ),
        writing(tmp_path / "store"),
        connect() as database,
    ):
        database.execute("select cast('text' as integer)")
    assert snapshot(tmp_path) == before
