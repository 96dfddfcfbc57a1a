"""The workspace of ``chancery demo``, which takes its time: made once for all workers of a run."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import ROOT


def command(folder: Path, *words: str) -> list[str]:
    """A command of the product on a workspace."""
    return [sys.executable, "-m", "chancery", *words, "--workspace", str(folder)]


def environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8", "CHANCERY_DEMO": "1"}


def made_once(factory: pytest.TempPathFactory, worker: str) -> Path:
    """The demo that whoever came first has made; to be copied, never changed."""
    base = factory.getbasetemp()
    shared = base if worker == "master" else base.parent
    folder, done = shared / "demo", shared / "demo.made"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            subprocess.run(
                command(folder, "demo", "--no-serve"),
                check=True,
                cwd=ROOT,
                env=environment(),
                capture_output=True,
            )
            done.touch()
    return folder
