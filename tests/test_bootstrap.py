"""``./chancery`` on a fresh machine, with the slow steps replaced."""

import importlib.util
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READ = (  # what the script reads before it decides
    "requirements.lock",
    "requirements-dev.lock",
    "pyproject.toml",
    "package-lock.json",
    "tools/assets.py",
    "src/chancery/web/icons.txt",
    "src/chancery/locale/vi/LC_MESSAGES/django.po",
)
# Stands for the real set-up: makes a "Python" that tells what it was asked, and counts its runs.
FAKE_SETUP = """
import os, sys
from pathlib import Path
root = Path(__file__).resolve().parents[1]
kind, fingerprint = sys.argv[1:]
stamps = root / ".venv" / ".chancery"
stamps.mkdir(parents=True, exist_ok=True)
python = root / ".venv" / "bin" / "python"
python.parent.mkdir(exist_ok=True)
python.write_text('#!/bin/sh\\nprintf "[%s]" "$@"\\n')
python.chmod(0o755)
for made in ("web/static/vendor/icons.svg", "locale/vi/LC_MESSAGES/django.mo"):
    path = root / "src" / "chancery" / made
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
(stamps / kind).write_text(fingerprint + "\\n")
with (root / "runs").open("a") as runs:
    runs.write(kind + "\\n")
"""


@pytest.fixture
def checkout(tmp_path):
    """A copy in a folder with a space in its name."""
    root = tmp_path / "a checkout"
    for name in READ:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")
    (root / "tools" / "bootstrap.py").write_text(FAKE_SETUP, encoding="utf-8")
    shutil.copy(ROOT / "chancery", root)
    return root


def start(root, *arguments, **environment):
    return subprocess.run(
        [root / "chancery", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=root.parent,
        env={**os.environ, **environment},
    )


def runs(root):
    return (root / "runs").read_text(encoding="utf-8").split() if (root / "runs").exists() else []


def test_the_first_start_sets_up_and_the_second_does_not(checkout):
    first, second = start(checkout, "demo", "--port", "80 80"), start(checkout, "demo")
    assert first.stdout == "[-P][-m][chancery][demo][--port][80 80]"
    assert second.stdout == "[-P][-m][chancery][demo]"
    assert runs(checkout) == ["run"]


@pytest.mark.parametrize("name", [n for n in READ if n != "requirements-dev.lock"])
def test_a_change_of_what_was_set_up_sets_up_again(checkout, name):
    start(checkout, "demo")
    (checkout / name).write_text("changed", encoding="utf-8")
    start(checkout, "demo")
    assert len(runs(checkout)) == 2


def test_a_moved_folder_is_set_up_again(checkout):
    start(checkout, "demo")
    moved = checkout.rename(checkout.parent / "elsewhere")
    start(moved, "demo")
    assert len(runs(moved)) == 2


def test_missing_assets_are_made_again(checkout):
    start(checkout, "demo")
    shutil.rmtree(checkout / "src" / "chancery" / "web" / "static")
    start(checkout, "demo")
    assert len(runs(checkout)) == 2


def test_test_runs_the_suite_in_its_own_environment(checkout):
    assert start(checkout, "test", "-k", "a b").stdout == "[-m][pytest][-n][2][-k][a b]"
    assert runs(checkout) == ["test"]


def test_without_a_fitting_python_one_line_says_what_to_do(checkout, tmp_path):
    old = tmp_path / "bin"
    old.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        (old / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (old / name).chmod(0o755)
    tried = start(checkout, "demo", PATH=f"{old}:/usr/bin:/bin")
    assert tried.returncode == 1
    assert tried.stderr.count("\n") == 1
    assert "needs Python 3.11 or newer" in tried.stderr
    assert "CHANCERY_PYTHON" in tried.stderr


def test_the_script_may_be_run_and_is_plain_sh():
    assert (ROOT / "chancery").stat().st_mode & stat.S_IXUSR
    assert (ROOT / "chancery").read_text(encoding="utf-8").startswith("#!/bin/sh\n")


@pytest.fixture
def setup(tmp_path, monkeypatch):
    """The set-up itself, its folders in an empty place."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "tools" / "bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    stamps = venv / ".chancery"
    stamps.mkdir(parents=True)
    for name, value in (
        ("ROOT", tmp_path),
        ("VENV", venv),
        ("PYTHON", venv / "bin" / "python"),
        ("STAMPS", stamps),
        ("BUSY", stamps / "busy"),
    ):
        monkeypatch.setattr(module, name, value)
    return module


def test_a_step_is_done_once_for_the_same_input(setup):
    done = []
    for wanted in ("a", "a", "b"):
        setup.once("packages", wanted, lambda: done.append(1))
    assert len(done) == 2


def test_a_step_that_failed_is_done_again(setup):
    def fail():
        raise setup.SetupError

    with pytest.raises(setup.SetupError):
        setup.once("packages", "a", fail)
    done = []
    setup.once("packages", "a", lambda: done.append(1))
    assert done


def test_an_environment_left_half_filled_is_made_anew(setup, monkeypatch):
    asked = []
    (setup.VENV / "half").touch()
    setup.BUSY.touch()
    monkeypatch.setattr(setup, "run", lambda command, **_more: asked.append(command))
    setup.make_environment()
    assert not (setup.VENV / "half").exists()
    assert asked


def test_a_failed_command_shows_its_last_words_and_the_remedy(setup):
    with pytest.raises(setup.SetupError, match=r"no such lock[\s\S]*Remedy: look again"):
        setup.run(["sh", "-c", "echo no such lock; exit 3"], remedy="look again")


def test_the_locks_name_hashes_and_no_addresses():
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-node.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
    npm = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in npm
    assert '"integrity"' in npm
