"""A real browser on the real server: one demo, made once, copied for each module that changes it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.demos import command, environment, made_once
from tests.shared import ROOT

CHROMIUM = "/usr/bin/chromium"
WIDE = {"width": 1360, "height": 900}
PATIENCE = 60  # seconds until a server that does not answer is given up
# Status codes are looked at by the tests; a lookup that a later one replaced is told by htmx in
# these two lines (one that failed has a line of its own beside the second).
EXPECTED = (
    "Failed to load resource: the server responded with a status of",
    "htmx:sendAbort",
    "htmx:afterRequest",
)


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


def _missing(what: str, command: str):
    """Absent on a developer's machine: say how to get it. Absent in CI: a failure."""
    words = f"{what} is absent: {command}"
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, driven by playwright."""
    try:
        from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415 - may be absent
    except ImportError:
        _missing("playwright", ".venv/bin/pip install --require-hashes -r requirements-dev.lock")
    if not Path(CHROMIUM).exists():
        _missing("Chromium", "sudo apt-get install -y chromium")
    expect.set_options(timeout=20_000)  # a busy machine is no fault of the page
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which looks for what keeps people out of a page."""
    script = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        _missing("axe-core", "npm ci --ignore-scripts")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def demo(tmp_path_factory, worker_id) -> Path:
    """The workspace of ``chancery demo``; copied, never changed."""
    return made_once(tmp_path_factory, worker_id)


@pytest.fixture(scope="module")
def house(demo, tmp_path_factory) -> Path:
    """A copy of the demo for one module."""
    return Path(shutil.copytree(demo, tmp_path_factory.mktemp("house") / "workspace"))


@pytest.fixture(scope="module")
def address(chromium, house) -> str:
    """Where the module's copy is served, by the same command as in service."""
    with _served(house) as found:
        yield found


@contextmanager
def _served(folder: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        command(folder, "serve", "--port", str(port)),
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def wait_for(port: int) -> None:
    """Until something answers there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"nothing answered on port {port} within {PATIENCE} s")


class Visit:
    """A person at their browser; what it complained of is kept."""

    def __init__(self, chromium, address: str, person: str, language: str, width: int) -> None:
        self.address, self.person = address, person
        self.context = chromium.new_context(
            base_url=address, viewport={**WIDE, "width": width}, reduced_motion="reduce"
        )
        cookie = {"name": "django_language", "value": language, "url": address}
        self.context.add_cookies([cookie])
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on(
            "pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}")
        )

    def _heard(self, message) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(EXPECTED):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def sign_in(self) -> None:
        """By choosing the person in the demo's list."""
        self.page.goto("/sign-in/")
        who = self.page.locator(f"form:has(input[name=username][value={self.person}])")
        who.locator("button.person").click()
        self.page.wait_for_url(f"{self.address}/")


@pytest.fixture
def visit(chromium, address):
    """Somebody signed in: ``visit("lan")``; their browser must have complained of nothing."""
    visits = []

    def arrive(person: str, *, language: str = "en", width: int = WIDE["width"]) -> Visit:
        made = Visit(chromium, address, person, language, width)
        visits.append(made)
        made.sign_in()
        return made

    yield arrive
    complaints = [line for made in visits for line in made.complaints]
    for made in visits:
        made.context.close()
    assert not complaints, "\n".join(complaints)
