"""A process killed while it reads a long scan: the scan waits, and becomes one document."""

import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.faults.test_kill import MAKE, _command, _environment
from tests.reader import scans
from tests.reader.scans import needs_tesseract
from tests.shared import ROOT

FRUITS = ("bưởi", "chuối", "xoài", "dừa tươi", "na", "chanh leo", "sầu riêng", "thanh long")
PAGES = len(FRUITS)
TAKE_IN = """
from pathlib import Path
from chancery.cli.workspace import open_workspace
open_workspace(Path({folder!r}))
from chancery.documents.actions import Keeping
from chancery.intake.actions import File
from chancery.intake.arriving import actions, reading
from chancery.people.access import viewer_of
from chancery.people.models import User
file = File(Path({scan!r}).read_bytes(), "ban-quet.pdf")
pages = reading.long_scan_pages(file)
by = viewer_of(User.objects.get(username="ha"))
actions.take_in(file=file, pages=pages, keeping=Keeping("mofa-economic"), by=by)
print(pages)
"""


@pytest.fixture
def house(tmp_path):
    """A workspace in which a scan of eight pages waits."""
    folder, scan = str(tmp_path / "workspace"), tmp_path / "scan.pdf"
    page = "Hai bên nhất trí mở cửa thị trường cho quả {fruit} trong năm 2026."
    pictures = [scans.picture(page.format(fruit=fruit)) for fruit in FRUITS]
    scan.write_bytes(scans.as_pdf([picture.convert("L") for picture in pictures]))
    _python(MAKE.format(folder=folder))
    assert _python(TAKE_IN.format(folder=folder, scan=str(scan))).strip() == str(PAGES)
    return tmp_path


def _python(words):
    run = [sys.executable, "-c", words]
    return subprocess.run(
        run, check=True, cwd=ROOT, env=_environment(), capture_output=True, text=True
    ).stdout


def _value(house, query, *values):
    with sqlite3.connect(house / "workspace" / "chancery.sqlite3") as database:
        return database.execute(query, values).fetchone()


def _read_until_killed(house):
    """Let ``work run`` read, and kill it and what it started once a page is done."""
    process = subprocess.Popen(
        _command(house, "work", "run"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=_environment(),
    )
    with process:
        while process.poll() is None:
            if _value(house, "SELECT pages_done FROM intake_arrival")[0]:
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.02)
    return process.returncode


@needs_tesseract
def test_killed_while_it_reads_nothing_is_lost_and_nothing_is_read_twice(house):
    assert _read_until_killed(house) == -signal.SIGKILL
    assert _value(house, "SELECT count(*) FROM documents_document") == (0,)
    assert _value(house, "SELECT state, document_id FROM intake_arrival") == ("reading", None)
    (kept,) = (house / "workspace" / "arriving").iterdir()
    assert kept.stat().st_size > 0
    with sqlite3.connect(house / "workspace" / "chancery.sqlite3") as database:
        database.execute("UPDATE intake_arrival SET alive_at = '2026-01-01 00:00:00'")
    for _ in range(2):
        subprocess.run(_command(house, "work", "run"), check=True, cwd=ROOT, env=_environment())
    ended = _value(house, "SELECT state, document_id, message FROM intake_arrival")
    assert ended == ("added", 1, "")
    assert _value(house, "SELECT count(*) FROM documents_document") == (1,)
    assert _value(house, "SELECT count(*) FROM documents_page") == (PAGES,)
    assert _value(house, "SELECT count(*) FROM readings_readingrun") == (1,)
    assert list((house / "workspace" / "arriving").iterdir()) == []
