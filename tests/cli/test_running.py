"""What runs by the clock, the doctor and backups, as typed on a terminal."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.notices.post_office import PostOffice, free_port
from tests.shared import ROOT

MAKE = """
from datetime import date, timedelta
from pathlib import Path
from chancery.cli.workspace import open_workspace
open_workspace(Path({folder!r}), make=True)
from django.utils import timezone
from chancery.people.models import Post, Unit, User
from chancery.work.models import Task
from chancery.reference import load_pack
unit = Unit.objects.create(key="moit", kind="ministry", name_vi="Bộ", name_en="Ministry")
zone = {zone!r}
Unit.objects.update(time_zone=zone)
for name in ("son", "binh", "ba", "bon", "nam"):
    user = User.objects.create(username=name, full_name=name, email=name + "@moit.example", password="!")
    Post.objects.create(user=user, unit=unit, role="officer", start=date(2020, 1, 1))
Task.objects.create(
    reference="NV-2026-0001", text="Mở thị trường", basis="resolved", assigner=unit, lead=unit,
    held_by=unit, due=date(2026, 1, 5), original_due=date(2026, 1, 5), state="accepted",
    created_at=timezone.now(), created_by=User.objects.get(username="son"),
)
"""
# The machine's clock may stand on a day off, on which nobody is written to.
EVERY_DAY = "import sys; from unittest import mock\nfrom chancery.reference import Calendar\n"
EVERY_DAY += "mock.patch.object(Calendar, 'is_working_day', lambda *_: True).start()\n"
EVERY_DAY += "from chancery.cli.main import main; main(sys.argv[1:])"


def environment(**words):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CHANCERY", "DJANGO"))}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), **words}


def command(*words):
    return [sys.executable, "-P", "-c", EVERY_DAY, *map(str, words)]


def run(*words, **more):
    return subprocess.run(
        command(*words),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment(**more),
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A ministry with five officers and one task overdue, whose mornings begin at midnight."""
    made = tmp_path_factory.mktemp("house") / "work space"
    text = MAKE.format(folder=str(made), zone="Asia/Ho_Chi_Minh")
    subprocess.run([sys.executable, "-c", text], check=True, cwd=ROOT, env=environment())
    own = made / "definitions"
    own.mkdir()
    shipped = (ROOT / "src/chancery/definitions/reminders.yaml").read_text("utf-8")
    (own / "reminders.yaml").write_text(shipped.replace('"07:00"', '"00:00"'), encoding="utf-8")
    ladder = (ROOT / "src/chancery/definitions/escalation.yaml").read_text("utf-8")
    (own / "escalation.yaml").write_text(ladder.replace('"07:00"', '"00:00"'), encoding="utf-8")
    return made


@pytest.fixture
def folder(house, tmp_path):
    """The same for each test, and its own."""
    return Path(shutil.copytree(house, tmp_path / "work space"))


@pytest.fixture
def office():
    with PostOffice() as made:
        yield made


def mail(office, **more):
    told = {
        "HOST": "127.0.0.1",
        "PORT": str(office.port),
        "SECURITY": "none",
        "FROM": "c@x.example",
    }
    return {f"CHANCERY_SMTP_{name}": value for name, value in {**told, **more}.items()}


def rows(folder, query):
    with sqlite3.connect(folder / "chancery.sqlite3") as database:
        return database.execute(query).fetchall()


def test_a_run_reminds_by_mail_and_the_next_one_sends_nothing(folder, office):
    first = run("work", "run", "--workspace", folder, "--json", **mail(office))
    assert (first.returncode, first.stderr) == (0, "")
    told = json.loads(first.stdout)
    assert (told["sent"], told["escalated"], told["failed"]) == (5, 1, 0)
    assert {letter["To"] for letter in office.letters} == {
        f"{name}@moit.example" for name in ("son", "binh", "ba", "bon", "nam")
    }
    second = run("work", "run", "--workspace", folder, **mail(office))
    assert second.returncode == 0
    assert second.stdout == "0 opened, 0 reminders in 0 letters, 0 escalated, 0 sent, 0 failed\n"
    assert len(office.letters) == 5


def test_processes_at_once_send_each_letter_once(folder, office):
    started = [
        subprocess.Popen(
            command("work", "run", "--workspace", folder, "--json"),
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment(**mail(office)),
        )
        for _number in range(3)
    ]
    told = [json.loads(process.communicate()[0]) for process in started]
    assert [process.returncode for process in started] == [0, 0, 0]
    assert sum(one["sent"] for one in told) == 5
    assert len(office.letters) == len({letter["Message-ID"] for letter in office.letters}) == 5
    assert rows(folder, "SELECT count(*) FROM work_reminder") == [(5,)]


def test_what_fails_is_told_line_by_line_and_ends_with_one(folder, office):
    with sqlite3.connect(folder / "chancery.sqlite3") as database:
        database.execute("UPDATE people_user SET email = 'nobody@moit.example' WHERE id <= 2")
    done = run("work", "run", "--workspace", folder, "--json", **mail(office))
    assert done.returncode == 1
    assert json.loads(done.stdout)["failed"] == 2
    assert len(done.stderr.splitlines()) == 2
    assert "Traceback" not in done.stderr


def test_a_wrong_rule_stops_reminders_and_nothing_else_and_is_told_by_its_line(folder, office):
    (folder / "definitions" / "reminders.yaml").write_text("morning: 7\n", encoding="utf-8")
    done = run("work", "run", "--workspace", folder, "--json", **mail(office))
    assert done.returncode == 1
    assert "reminders.yaml, line 1" in done.stderr
    assert rows(folder, "SELECT count(*) FROM work_run WHERE finished_at IS NOT NULL") == [(0,)]
    again = run("doctor", "--workspace", folder)
    assert again.returncode == 1
    assert "reminders.yaml, line 1" in again.stdout


def test_killed_and_started_again_everybody_is_told_once(folder, office):
    """Killed at once after it began to speak to the mail server; the letters claimed go later."""
    process = subprocess.Popen(
        command("work", "run", "--workspace", folder),
        cwd=ROOT,
        env=environment(**mail(office)),
        stdout=subprocess.DEVNULL,
    )
    assert office.got_one.wait(120)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with sqlite3.connect(folder / "chancery.sqlite3") as database:
        database.execute("UPDATE notices_notice SET claimed_at = '2026-01-01 00:00:00'")
    run("work", "run", "--workspace", folder, **mail(office))
    ids = {letter["Message-ID"] for letter in office.letters}
    assert len(ids) == 5
    assert len(office.letters) <= 6  # one may come twice, as the same letter
    assert rows(folder, "SELECT count(*), count(DISTINCT to_id) FROM notices_notice") == [(5, 5)]


def test_it_goes_on_until_it_is_asked_to_stop(folder, office):
    process = subprocess.Popen(
        command("work", "run", "--workspace", folder, "--every", 1, "--json"),
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(**mail(office)),
    )
    assert json.loads(process.stdout.readline())["sent"] == 5
    process.send_signal(signal.SIGTERM)
    assert process.communicate()[0] == ""
    assert process.returncode == 0


def test_serve_takes_the_clock_with_it_when_it_stops(folder, office):
    port = free_port()
    process = subprocess.Popen(
        command("serve", "--workspace", folder, "--port", port),
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(**mail(office)),
    )
    assert "Serving" in process.stderr.readline()
    [child] = [
        int(found.name)
        for found in Path("/proc").iterdir()
        if found.name.isdigit() and f"--beside\0{process.pid}\0" in _words(found.name)
    ]
    process.send_signal(signal.SIGTERM)
    process.communicate()
    assert f"--beside\0{process.pid}\0" not in _words(child)


def _words(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")
    except OSError:
        return ""


def test_the_doctor_finds_no_fault_in_a_new_house_and_says_what_to_do_next(folder):
    done = run("doctor", "--workspace", folder, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout
    assert told["state"] == "warning"
    lines = {line["name"]: line for line in told["lines"]}
    assert lines["Mail"]["state"] == "warning"
    assert all(line["remedy"] for line in told["lines"] if line["state"] != "ok")
    assert {"Configuration", "Storage", "Database", "History", "Clock", "Outbox"} <= set(lines)


def test_the_doctor_ends_with_one_where_mail_cannot_go_out(folder):
    told = {"HOST": "127.0.0.1", "PORT": str(free_port()), "FROM": "c@x.example"}
    done = run(
        "doctor", "--workspace", folder, **{f"CHANCERY_SMTP_{k}": v for k, v in told.items()}
    )
    assert done.returncode == 1
    assert "FAULT    Mail" in done.stdout
    assert "->" in done.stdout


def test_a_backup_made_while_people_work_comes_back_whole(folder, tmp_path):
    made = run("backup", "--workspace", folder, "--out", tmp_path / "mine.tar.gz")
    assert made.returncode == 0, made.stderr
    assert "checked" in made.stdout
    back = run("restore", tmp_path / "mine.tar.gz", "--workspace", tmp_path / "back")
    assert back.returncode == 0, back.stderr
    assert "Whole" in back.stdout
    assert rows(tmp_path / "back", "SELECT count(*) FROM work_task") == [(1,)]
    again = run("restore", tmp_path / "mine.tar.gz", "--workspace", tmp_path / "back")
    assert again.returncode == 1
    assert "not empty" in again.stderr


def test_a_backup_needs_a_place_to_go(folder):
    done = run("backup", "--workspace", folder)
    assert done.returncode == 1
    assert "--out" in done.stderr


def test_a_folder_that_is_not_there_does_not_become_a_file(folder, tmp_path):
    place = tmp_path / "other-disk"
    done = run("backup", "--workspace", folder, "--out", place)
    assert done.returncode == 1
    assert f"{place}: there is no such folder: make it first (mkdir -p {place})" in done.stderr
    assert "ends in .tar.gz" in done.stderr
    assert not place.exists()
    place.mkdir()
    assert run("backup", "--workspace", folder, "--out", place).returncode == 0
    assert [path.name.endswith(".tar.gz") for path in place.iterdir()] == [True]


def test_a_file_that_is_no_backup_makes_no_workspace(tmp_path):
    (tmp_path / "x.tar.gz").write_bytes(b"no archive")
    done = run("restore", tmp_path / "x.tar.gz", "--workspace", tmp_path / "back")
    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "back").exists()
