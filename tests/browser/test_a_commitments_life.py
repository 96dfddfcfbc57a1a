"""One commitment's life in the browser, the clock moving over Tết: from the paper to the last word.

Real processes: ``chancery serve`` and ``chancery work run`` under a clock that this test moves, and
a mail server that takes what they send. ``CHANCERY_SHOTS=FOLDER`` keeps a picture of every step, in
both languages, wide and narrow.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDE, Visit, environment, wait_for
from tests.shared import ROOT

expect.set_options(timeout=20_000)

CLOCKED = ROOT / "tests" / "browser" / "clocked.py"
PAPER = """VĂN PHÒNG CHÍNH PHỦ
Số: 12/TB-VPCP

Hà Nội, ngày 04 tháng 01 năm 2027

THÔNG BÁO
Kết quả hội đàm giữa Thủ tướng Chính phủ Việt Nam và Thủ tướng Nhật Bản

Tại hội đàm, Việt Nam và Nhật Bản nhất trí hoàn tất thủ tục mở cửa thị trường cho quả bưởi tươi của \
Việt Nam trước ngày 05/02/2027.
Hai bên đánh giá cao kết quả hợp tác kinh tế trong năm 2026.
"""
SHOTS = os.environ.get("CHANCERY_SHOTS", "")


class House:
    """The workspace of the story, its clock, and what is served from it."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self.clock = folder / "workspace", folder / "clock"
        self.at("2027-01-04", "08:30")
        self.run("cast", str(self.workspace))

    def at(self, day: str, hour: str) -> None:
        """It is now this time of day in Hà Nội."""
        beside = self.clock.with_suffix(".new")
        beside.write_text(f"{day}T{hour}:00+07:00", "ascii")
        beside.replace(self.clock)

    def words(self, *words: str) -> list[str]:
        return [sys.executable, str(CLOCKED), str(self.clock), *words]

    def run(self, *words: str) -> str:
        done = subprocess.run(
            self.words(*words),
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def served(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        place = ("--workspace", str(self.workspace), "--port", str(port))
        process = subprocess.Popen(
            self.words("serve", *place),
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
            process.wait(timeout=30)


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> House:
    return House(tmp_path_factory.mktemp("life"))


@pytest.fixture(scope="module")
def address(chromium, house) -> str:
    with house.served() as found:
        yield found


def look(page: Page, step: str) -> None:
    """Keep how the page looks, for who looks it through; in both languages, wide and narrow."""
    if not SHOTS:
        return
    Path(SHOTS).mkdir(parents=True, exist_ok=True)
    for language in ("vi", "en"):
        cookie = {"name": "django_language", "value": language, "url": page.url}
        page.context.add_cookies([cookie])
        for width in (WIDE["width"], 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(page.url)
            page.screenshot(path=f"{SHOTS}/{step}-{language}-{width}.png", full_page=True)
    page.set_viewport_size(WIDE)
    page.goto(page.url)


def pick(page: Page, field: str, typed: str, name: str) -> None:
    """Type a name and take the first that fits."""
    picker = page.locator(f"[data-picker={field}]")
    picker.locator("[data-entry]").press_sequentially(typed)
    expect(picker.locator("[data-options] [data-key]").first).to_have_text(name)
    picker.locator("[data-entry]").press("Enter")
    expect(picker.locator("[data-chosen]").get_by_text(name)).to_be_visible()


def test_one_commitments_life(visit, house):
    """Told in order; ``story`` keeps what the next step needs."""
    story: dict[str, str] = {}
    _added_by_a_clerk(visit, story)
    _confirmed_by_the_desk(visit, story)
    house.at("2027-01-05", "09:00")
    _assigned_to_a_ministry_with_two_coordinating(visit, story)


def _added_by_a_clerk(visit, story):
    page = visit("ha").page
    page.goto("/documents/add/")
    paper = {"name": "tb-12.txt", "mimeType": "text/plain", "buffer": PAPER.encode()}
    page.locator("#files").set_input_files(paper)
    line = page.locator(".outcome-line.is-added")
    line.get_by_role("link").click()
    page.wait_for_url("**/reader/")
    story["document"] = re.search(r"/documents/(\d+)/", page.url)[1]
    look(page, "01-added")


def _confirmed_by_the_desk(visit, story):
    page = visit("lan").page
    page.goto(f"/documents/{story['document']}/reader/")
    look(page, "02-to-confirm")
    page.locator("[data-accept-button]").click()
    made = page.locator("[data-group=COMMITMENT] .reference").first
    expect(made).to_have_text(re.compile("CK-2027-"))
    story["commitment"] = made.inner_text()
    page.goto("/commitments/")
    page.get_by_role("link", name=re.compile("bưởi")).click()
    page.wait_for_url(re.compile(r"/commitments/\d+/"))
    story["commitment page"] = page.url
    expect(page.locator("blockquote")).to_contain_text("mở cửa thị trường cho quả bưởi tươi")
    look(page, "03-commitment")


def _assigned_to_a_ministry_with_two_coordinating(visit, story):
    page = visit("quang").page
    page.goto(story["commitment page"])
    page.locator("a[href*='/tasks/new/']").first.click()
    page.locator("[name=text]").fill(
        "Đàm phán, hoàn tất thủ tục kiểm dịch để quả bưởi tươi được nhập khẩu vào Nhật Bản"
    )
    page.locator("[name=assigner]").select_option("pm")
    pick(page, "leads", "Bộ Công Thương", "Ministry of Industry and Trade")
    pick(page, "coordinating", "Đại sứ quán Việt Nam tại Nhật", "Embassy of Viet Nam in Japan")
    pick(page, "coordinating", "lang son", "People's Committee of Lang Son Province")
    page.locator("[name=due]").fill("2027-02-05")
    look(page, "04-new-task")
    page.locator("main form button[type=submit], main form button.btn-primary").first.click()
    page.wait_for_url(re.compile(r"/tasks/\d+/$"))
    story["task"] = re.search(r"NV-2027-\d+", page.content())[0]
    story["task page"] = page.url
    look(page, "05-assigned")
