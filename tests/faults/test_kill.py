"""A process killed while documents go in: nothing half, nothing acknowledged lost."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys

import pytest

from tests.shared import ROOT

KILLS = 50 if os.environ.get("CHANCERY_SLOW") else 8

MAKE = """
from pathlib import Path
from chancery.cli.workspace import open_workspace
open_workspace(Path({folder!r}), make=True)
from chancery.people.actions import add_user, give_post
from chancery.people.models import Unit
Unit.objects.create(key="mofa-economic", kind="department", name_vi="Vụ", name_en="Department")
ha = add_user(username="ha", full_name="Hà", password="a-long-enough-word", by="system")
give_post(user=ha, unit="mofa-economic", role="clerk", by="system")
"""

PAPER = """Việt Nam, Hà Lan thúc đẩy hợp tác số {n}

Ngày {n}-8, tại Hà Nội, hai bên nhất trí tổ chức Kỳ họp lần thứ {n} Ủy ban hỗn hợp vào tháng 10/2026.
Bộ Công Thương được giao chủ trì, phối hợp với Bộ Tài chính báo cáo kết quả trước ngày 15-9.
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A workspace with one clerk, and forty papers to add."""
    folder = tmp_path_factory.mktemp("killed")
    papers = folder / "papers"
    papers.mkdir()
    for number in range(1, 41):
        (papers / f"{number:02}.txt").write_text(PAPER.format(n=number), encoding="utf-8")
    made = MAKE.format(folder=str(folder / "workspace"))
    subprocess.run([sys.executable, "-c", made], check=True, cwd=ROOT, env=_environment())
    return folder


def _environment():
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "PYTHONPATH": str(ROOT / "src"),
        "LANG": "C.UTF-8",
    }


def _command(house, *words):
    return [sys.executable, "-m", "chancery", *words, "--workspace", str(house / "workspace")]


def _add_until_killed(house, lines_before_the_kill):
    """Start adding, kill -9 after so many acknowledged lines; what was acknowledged."""
    process = subprocess.Popen(
        _command(house, "add", str(house / "papers"), "--by", "ha", "--json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=_environment(),
    )
    said = []
    with process:
        while len(said) < lines_before_the_kill and (line := process.stdout.readline()):
            said.append(json.loads(line))
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().splitlines(keepends=True)
    said += [json.loads(line) for line in rest if line.endswith(b"\n")]
    return [line["document"] for line in said if line["outcome"] == "added"]


def _row(house, query, *values):
    with sqlite3.connect(house / "workspace" / "chancery.sqlite3") as database:
        return [row[0] for row in database.execute(query, values)]


def test_killed_at_random_moments_nothing_is_half_and_nothing_acknowledged_is_lost(house):
    chance = random.Random(20261122)
    acknowledged = []
    for _ in range(KILLS):
        acknowledged += _add_until_killed(house, chance.randint(0, 6))
        documents = set(_row(house, "SELECT id FROM documents_document"))
        assert set(acknowledged) <= documents
        assert documents == set(_row(house, "SELECT document_id FROM documents_documenttext"))
        assert documents == set(_row(house, "SELECT document_id FROM readings_readingrun"))
        assert documents == set(_row(house, "SELECT document_id FROM readings_finding"))
    finished = subprocess.run(
        _command(house, "add", str(house / "papers"), "--by", "ha", "--json"),
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=_environment(),
    )
    outcomes = [json.loads(line)["outcome"] for line in finished.stdout.splitlines()]
    assert len(outcomes) == 40
    assert set(outcomes) <= {"added", "already here"}
    assert _row(house, "SELECT count(*) FROM documents_document") == [40]
    verified = subprocess.run(
        _command(house, "verify", "--json"),
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=_environment(),
    )
    assert json.loads(verified.stdout)["whole"] is True
    assert verified.returncode == 0
