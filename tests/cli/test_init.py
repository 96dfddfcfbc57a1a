"""``chancery init``: from nothing to a system that somebody can sign in to."""

import sqlite3
import subprocess
import sys

import pytest

from tests.shared import ROOT

PASSWORD = "mot-con-vit-xoe-ra-hai-cai-canh"


def init(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "chancery", "init", "--workspace", str(folder), *words],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def password(tmp_path):
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")
    return str(file)


def told(folder, query):
    with sqlite3.connect(folder / "chancery.sqlite3") as base:
        return base.execute(query).fetchall()


def test_it_makes_a_workspace_that_is_set_up_and_says_what_comes_next(tmp_path, password):
    folder = tmp_path / "house"
    said = ("--country", "viet nam", "--admin", "Thuy@mofa.example", "--password-file", password)
    done = init(folder, *said)
    assert done.returncode == 0, done.stderr
    assert f"chancery serve --workspace {folder}" in done.stderr
    assert "--port 8080" in done.stderr
    assert "Sign in as:          thuy" in done.stderr
    assert PASSWORD not in done.stderr + done.stdout
    assert told(folder, "select pack, set_up_at is not null from people_installation") == [
        ("vn", 1)
    ]
    post = told(folder, "select unit_id, role from people_post")
    assert post == [("mofa", "administrator")]
    assert told(folder, "select count(*) > 300 from people_unit") == [(1,)]
    again = init(folder, *said)
    assert again.returncode == 1
    assert "set up already" in again.stderr
    assert told(folder, "select count(*) from people_user") == [(1,)]


@pytest.mark.parametrize("missing", ["--country", "--admin", "--password-file"])
def test_where_nobody_can_be_asked_the_missing_option_is_named(tmp_path, password, missing):
    words = {"--country": "VN", "--admin": "a@b.example", "--password-file": password}
    del words[missing]
    done = init(tmp_path / "x", *(word for pair in words.items() for word in pair))
    assert done.returncode == 2
    assert f"'{missing}'" in done.stderr
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"--country": "Atlantis"}, "There are: VN (Viet Nam)"),
        ({"--admin": "no-address"}, "no e-mail address"),
        ({"--password-file": "/nowhere"}, "does not exist"),
    ],
)
def test_what_cannot_be_used_is_told_before_anything_is_loaded(tmp_path, password, words, said):
    given = {"--country": "VN", "--admin": "a@b.example", "--password-file": password, **words}
    done = init(tmp_path / "x", *(word for pair in given.items() for word in pair))
    assert done.returncode in {1, 2}
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_weak_password_is_refused(tmp_path):
    file = tmp_path / "weak"
    file.write_text("123\n")
    done = init(
        tmp_path / "x", "--country", "VN", "--admin", "a@b.example", "--password-file", str(file)
    )
    assert done.returncode == 1
    assert "too short" in done.stderr
