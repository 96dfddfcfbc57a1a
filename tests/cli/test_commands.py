"""The commands as a newcomer types them: what they print, and how they end."""

import http.server
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading

import pytest

from chancery.reader.formats.encodings.tables import TCVN3
from tests.demos import made_once
from tests.reader.mails import mail
from tests.shared import ROOT, SHARED, needs_shared

NEWS = """Việt Nam, Nhật Bản thúc đẩy hợp tác

Chiều 18-8, tại Hà Nội, Phó Thủ tướng tiếp Bộ trưởng Ngoại giao Nhật Bản.

Hai bên nhất trí tổ chức Kỳ họp lần thứ 7 Ủy ban hỗn hợp vào tháng 10/2026.
"""
MAKE = """
from pathlib import Path
from chancery.cli.workspace import open_workspace
open_workspace(Path({folder!r}), make=True)
from chancery.people.actions import add_user, give_post
from chancery.people.models import Unit
for key in ("mofa-economic", "moit"):
    Unit.objects.create(key=key, kind="department", name_vi=key, name_en=key)
for name, units in (("ha", ["mofa-economic"]), ("hai", ["mofa-economic", "moit"])):
    user = add_user(username=name, full_name=name, password=None, by="system")
    for unit in units:
        give_post(user=user, unit=unit, role="clerk", by="system")
thu = add_user(username="thu", full_name="Thu", password=None, by="system")
give_post(user=thu, unit="moit", role="reader", by="system")
"""
# Each reading has a day of its own; starting the command for each would take most of the time.
READ = """
import json, sys
from contextlib import redirect_stdout, suppress
from chancery.cli.main import main
for place, words in json.loads(sys.argv[1]):
    with open(place, "w", encoding="utf-8") as out, redirect_stdout(out), suppress(SystemExit):
        main(words)
"""


def run(*words, cwd=ROOT, **environment):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CHANCERY", "DJANGO"))}
    return subprocess.run(
        [sys.executable, "-P", "-m", "chancery", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={**kept, "PYTHONPATH": str(ROOT / "src"), **environment},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A workspace with two clerks and a reader."""
    made = tmp_path_factory.mktemp("commands") / "work space"
    subprocess.run(
        [sys.executable, "-c", MAKE.format(folder=str(made))],
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    return made


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "bao.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


def test_read_prints_one_line_of_json_per_file_and_no_database_is_made(news, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = run("read", news, news, "--json", "--published", "2026-08-18", cwd=elsewhere)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert len(lines) == 2
    document, findings = lines[0]["document"], lines[0]["findings"]
    assert document["language"] == "vi"
    assert document["published"] == "2026-08-18"
    assert "text" not in document
    assert all(f["quote"] == NEWS[f["start"] : f["end"]] for f in findings)
    assert "COMMITMENT" in {f["type"] for f in findings}
    assert not list(elsewhere.iterdir())


def test_read_starts_without_django(news):
    script = (
        "import sys; from chancery.cli.main import main\n"
        f"try: main(['read', {str(news)!r}, '--json'])\nexcept SystemExit: pass\n"
        "print([m for m in sys.modules if m.split('.')[0] == 'django'], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stderr.strip() == "[]"


def test_read_for_people_says_what_was_found(news):
    done = run("read", news, "--text")
    assert "COMMITMENT (1)" in done.stdout
    assert "Kỳ họp lần thứ 7" in done.stdout


def test_read_goes_on_past_a_bad_file_and_names_it(news, tmp_path):
    (tmp_path / "junk.pdf").write_bytes(b"\x00\x01not a pdf")
    done = run("read", tmp_path / "junk.pdf", news, tmp_path / "missing.txt", "--json")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    errors = done.stderr.splitlines()
    assert len(errors) == 2
    assert "junk.pdf" in errors[0]
    assert "missing.txt" in errors[1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words", [("read",), ("read", "x.txt", "--lang", "fr"), ("nonsense",), ("add",)]
)
def test_wrong_usage_ends_with_two_and_a_hint(words):
    done = run(*words)
    assert done.returncode == 2
    assert "Usage" in done.stderr
    assert "Traceback" not in done.stderr


def test_several_processes_read_the_same(news, tmp_path):
    copies = [tmp_path / f"{n}.txt" for n in range(5)]
    for path in copies:
        path.write_text(NEWS, encoding="utf-8")
    alone = run("read", *copies, "--json").stdout
    assert run("read", *copies, "--json", "--jobs", 2).stdout == alone


@needs_shared
def test_score_prints_what_the_shared_scorer_prints(tmp_path):
    gold, texts = SHARED / "reading/gold", SHARED / "reading/texts"
    ours = json.loads(run("score", gold, texts, "--json").stdout)
    readings = []
    for path in gold.glob("*.json"):
        wanted = json.loads(path.read_text("utf-8"))
        text = next(texts.rglob(f"{path.stem}.txt"))
        day = wanted.get("published") or wanted.get("reference_date")
        said = ["--published", day] if day else []
        readings.append([str(tmp_path / path.name), ["read", str(text), "--json", *said]])
    subprocess.run(
        [sys.executable, "-P", "-c", READ, json.dumps(readings)],
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    theirs = subprocess.run(
        [sys.executable, SHARED / "reading/score.py", gold, tmp_path, texts, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ours == json.loads(theirs.stdout)
    assert ours["broken"] == []
    assert ours["by_type"]["records"]["overlap"]["f1"] >= 0.55
    assert ours["by_type"]["mentions"]["exact"]["f1"] >= 0.75


def test_add_keeps_reads_and_tells_what_was_already_there(folder, news, tmp_path):
    (tmp_path / "secret.txt").write_text("TỐI MẬT\n\nBáo cáo đàm phán.", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / ".hidden").write_text("hidden", encoding="utf-8")
    done = run("add", tmp_path, "--workspace", folder, "--by", "ha")
    assert done.returncode == 1
    assert "added" in done.stdout
    assert "1 added, 1 refused, 1 unreadable." in done.stderr
    assert "đàm phán" not in done.stdout + done.stderr
    again = run("add", news, "--workspace", folder, "--by", "ha", "--json")
    assert again.returncode == 0
    assert json.loads(again.stdout)["outcome"] == "already here"


def test_decisions_are_exported_into_an_empty_folder_alone(folder, tmp_path):
    out = tmp_path / "labels"
    decided = run("export", "labels", "--workspace", folder, "--out", out)
    assert decided.returncode == 0, decided.stderr
    assert "No document is decided yet" in decided.stdout
    out.mkdir()
    (out / "mine.txt").write_text("x", encoding="utf-8")
    refused = run("export", "labels", "--workspace", folder, "--out", out)
    assert refused.returncode == 1
    assert "name an empty one" in refused.stderr


@pytest.mark.parametrize(
    ("who", "hint"),
    [
        ((), "--by"),
        (("--by", "stranger"), "--by"),
        (("--by", "thu"), "--unit"),
        (("--by", "hai"), "one of mofa-economic, moit"),
        (("--by", "ha", "--sensitivity", "restricted"), "--named-unit"),
        (("--by", "ha", "--unit", "moit"), "clerk"),
    ],
)
def test_add_says_what_is_missing(folder, news, who, hint):
    done = run("add", news, "--workspace", folder, *who)
    assert done.returncode == 1
    assert hint in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/gone":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        text = NEWS.replace("\n\n", "</p><p>").replace("lần thứ 7", "lần thứ 9")
        body = f"<html><head><title>Báo</title></head><body><article><p>{text}</p></article></body></html>"
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def web():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_add_takes_web_addresses_and_tells_which_cannot_be_had(folder, web):
    done = run(
        "add", f"{web}/bao", f"{web}/gone", "http://127.0.0.1:9/", "--workspace", folder,
        "--by", "ha", "--json",
    )  # fmt: skip
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["outcome"] for line in lines] == ["added", "unreadable", "unreadable"]
    assert "404" in lines[1]["message"]
    with sqlite3.connect(folder / "chancery.sqlite3") as database:
        row = database.execute(
            "SELECT address, media_type FROM documents_document WHERE id = ?",
            [lines[0]["document"]],
        ).fetchone()
    assert row == (f"{web}/bao", "text/html")


def test_verify_passes_until_a_byte_is_changed_or_the_tail_is_cut(folder):
    whole = run("verify", "--workspace", folder)
    assert whole.returncode == 0
    assert "Whole" in whole.stdout
    database = folder / "chancery.sqlite3"
    with sqlite3.connect(database) as rows:
        (last,) = rows.execute("SELECT max(seq) FROM history_event").fetchone()
        rows.execute("UPDATE history_event SET actor = 'mallory' WHERE seq = 2")
    changed = run("verify", "--workspace", folder)
    assert changed.returncode == 1
    assert "event 2" in changed.stderr
    with sqlite3.connect(database) as rows:
        rows.execute("UPDATE history_event SET actor = 'system' WHERE seq = 2")
        rows.execute("DELETE FROM history_eventvalues WHERE event_id = ?", [last])
        rows.execute("DELETE FROM history_event WHERE seq = ?", [last])
    cut = json.loads(run("verify", "--workspace", folder, "--json").stdout)
    assert cut["whole"] is False
    assert "tail" in cut["cause"]


def test_a_missing_workspace_is_told_with_the_remedy(tmp_path):
    done = run("verify", "--workspace", tmp_path / "nowhere")
    assert done.returncode == 1
    assert "chancery demo" in done.stderr


def test_a_demo_is_not_put_into_real_work(folder):
    done = run("demo", "--no-serve", "--workspace", folder)
    assert done.returncode == 1
    assert "real work" in done.stderr


@pytest.fixture
def demo(tmp_path, tmp_path_factory, worker_id):
    """A copy of the demo."""
    return shutil.copytree(made_once(tmp_path_factory, worker_id), tmp_path / "demo")


def documents(folder):
    with sqlite3.connect(folder / "chancery.sqlite3") as rows:
        return rows.execute("SELECT count(*) FROM documents_document").fetchone()[0]


def test_the_demo_loads_whole_and_the_second_start_adds_nothing(demo):
    with sqlite3.connect(demo / "chancery.sqlite3") as rows:
        count = "SELECT count(*) FROM work_task"
        before = documents(demo), rows.execute(count).fetchone()
        states = {s for (s,) in rows.execute("SELECT DISTINCT state FROM work_task")}
    assert before[0] >= 12
    assert states >= {"assigned", "accepted", "in_progress", "submitted", "done", "returned"}
    second = run("demo", "--no-serve", "--workspace", demo)
    assert second.returncode == 0
    assert "Making" not in second.stderr
    with sqlite3.connect(demo / "chancery.sqlite3") as rows:
        assert (documents(demo), rows.execute(count).fetchone()) == before
    assert run("verify", "--workspace", demo).returncode == 0


def test_a_demo_that_was_broken_off_starts_over(demo):
    (demo / "demo.loaded").unlink()
    before = documents(demo)
    again = run("demo", "--no-serve", "--workspace", demo)
    assert again.returncode == 0, again.stderr
    assert documents(demo) == before
    assert run("verify", "--workspace", demo).returncode == 0


def test_a_mail_is_read_with_what_came_with_it_one_line_each(tmp_path):
    letter = mail(attachments=[("ke-hoach.txt", "text/plain", NEWS.encode())])
    place = tmp_path / "thu.eml"
    place.write_bytes(letter.as_bytes())
    done = run("read", place, "--json")
    first, second = (json.loads(line)["document"] for line in done.stdout.splitlines())
    assert (first["file"], second["file"]) == (str(place), f"{place}/ke-hoach.txt")
    assert (first["published"], second["encoding"]) == ("2026-05-27", "utf-8")


def test_a_text_in_an_old_encoding_says_so(tmp_path):
    place = tmp_path / "cu.txt"
    place.write_bytes(TCVN3.encode(NEWS))
    document = json.loads(run("read", place, "--json").stdout)["document"]
    assert document["encoding"] == "tcvn3"
    assert "TCVN3" in document["warnings"][0]
