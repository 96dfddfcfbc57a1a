"""Many documents at once: none lost, none twice, junk told in a line of its own."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import cycle, islice

import pytest

from tests.shared import ROOT, SHARED, needs_shared

pytestmark = needs_shared

MAKE = """
from pathlib import Path
from chancery.cli.workspace import open_workspace
open_workspace(Path({folder!r}), make=True)
from chancery.partners.actions import load_partners
from chancery.people.actions import add_user, give_post, load_units
from chancery.people.queries import country_pack
load_partners(pack=country_pack(), by="system")
load_units(pack=country_pack(), by="system")
ha = add_user(username="ha", full_name="Hà", password="a-long-enough-word", by="system")
give_post(user=ha, unit="mofa-economic", role="clerk", by="system")
"""

DOCUMENTS = 200 if os.environ.get("CHANCERY_SLOW") else 40
DUPLICATES = 5
JUNK = {
    "empty.txt": b"",
    "picture.pdf": b"%PDF-1.7 and then nothing of the kind",
    "sheet.docx": b"PK\x03\x04 not a document",
    "noise.txt": bytes(range(256)) * 40,
}
SECRET = "TUYỆT MẬT\n\nBÁO CÁO\nVề việc đàm phán\n"


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """Texts of every development kind, each with a line of its own, with copies and junk."""
    folder = tmp_path_factory.mktemp("many") / "papers"
    folder.mkdir()
    sources = sorted((SHARED / "reading" / "texts").rglob("*.txt"))
    assert sources
    for number, source in enumerate(islice(cycle(sources), DOCUMENTS)):
        text = source.read_text(encoding="utf-8")
        varied = f"{text.rstrip()}\n\nBản lưu số {number} của văn thư.\n"
        (folder / f"{number:03}-{source.name}").write_text(varied, encoding="utf-8")
    for copy, original in enumerate(sorted(folder.iterdir())[:DUPLICATES]):
        (folder / f"copy-{copy}.txt").write_bytes(original.read_bytes())
    for name, data in JUNK.items():
        (folder / name).write_bytes(data)
    (folder / "secret.txt").write_text(SECRET, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def workspace_folder(papers):
    folder = papers.parent / "workspace"
    made = MAKE.format(folder=str(folder))
    subprocess.run([sys.executable, "-c", made], check=True, cwd=ROOT, env=_environment())
    return folder


def _environment():
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"}


def _run(workspace_folder, *words):
    command = [sys.executable, "-m", "chancery", *words, "--workspace", str(workspace_folder)]
    return subprocess.run(command, capture_output=True, cwd=ROOT, env=_environment(), check=False)


def _add(workspace_folder, papers):
    done = _run(workspace_folder, "add", str(papers), "--by", "ha", "--json")
    assert b"Traceback" not in done.stderr
    outcomes = {}
    for line in map(json.loads, done.stdout.splitlines()):
        outcomes.setdefault(line["outcome"], []).append(line)
    return done.returncode, outcomes


def _count(workspace_folder, table):
    with closing(sqlite3.connect(workspace_folder / "chancery.sqlite3")) as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_none_of_many_is_lost_and_a_second_run_adds_none(workspace_folder, papers):
    status, first = _add(workspace_folder, papers)
    assert status == 1  # the junk and the secret paper
    assert {name: len(lines) for name, lines in first.items()} == {
        "added": DOCUMENTS,
        "already here": DUPLICATES,
        "unreadable": len(JUNK),
        "refused": 1,
    }
    stored = {line["document"] for line in first["added"]}
    assert {line["document"] for line in first["already here"]} <= stored
    assert _count(workspace_folder, "documents_document") == len(stored) == DOCUMENTS
    findings = _count(workspace_folder, "readings_finding")
    assert findings >= sum(line["waiting"] for line in first["added"]) > DOCUMENTS

    status, second = _add(workspace_folder, papers)
    assert status == 1
    assert {name: len(lines) for name, lines in second.items()} == {
        "already here": DOCUMENTS + DUPLICATES,
        "unreadable": len(JUNK),
        "refused": 1,
    }
    assert _count(workspace_folder, "documents_document") == DOCUMENTS
    assert _count(workspace_folder, "readings_finding") == findings

    verdict = json.loads(_run(workspace_folder, "verify", "--json").stdout)
    assert (verdict["whole"], verdict["damaged"]) == (True, [])
    _nothing_of_the_secret_paper_is_kept(workspace_folder)


def _nothing_of_the_secret_paper_is_kept(workspace_folder):
    words = SECRET.splitlines()[3].encode()
    for file in workspace_folder.rglob("*"):
        assert file.is_dir() or words not in file.read_bytes(), file
