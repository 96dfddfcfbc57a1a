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
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, WIDE, environment, wait_for
from tests.shared import ROOT

CLOCKED = ROOT / "tests" / "browser" / "clocked.py"
MONTHLY = ("Report of ", "Báo cáo tháng ")
PAPER = """VĂN PHÒNG CHÍNH PHỦ
Số: 12/TB-VPCP

Hà Nội, ngày 04 tháng 01 năm 2027

THÔNG BÁO
Kết quả hội đàm giữa Thủ tướng Chính phủ Việt Nam và Thủ tướng Nhật Bản

Tại hội đàm, Việt Nam và Nhật Bản nhất trí hoàn tất thủ tục mở cửa thị trường cho quả bưởi tươi của \
Việt Nam trước ngày 05/02/2027.
Hai bên đánh giá cao kết quả hợp tác kinh tế trong năm 2026.
"""
HISTORY = [
    "Added",
    "Accepted",
    "Started",
    "Coordinating unit accepted",
    "Coordinating unit accepted",
    "Contribution given",
    "Progress written",
    "Progress approved",
    "More time asked for",
    "More time granted",
    "Submitted",
    "Returned",
    "Submitted",
    "Approved",
]
SHOTS = os.environ.get("CHANCERY_SHOTS", "")


def free_port() -> int:
    """One that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class Post:
    """A mail server that keeps what it is given, as (address, subject)."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        message = message_from_bytes(envelope.content, policy=default)
        self.taken += [(to.partition("@")[0], message["Subject"]) for to in envelope.rcpt_tos]
        return "250 taken"


class House:
    """The workspace of the story, its clock, its mail, and what is served from it."""

    def __init__(self, folder: Path, post: Post, port: int) -> None:
        self.workspace, self.clock, self.post = folder / "workspace", folder / "clock", post
        self.at("2027-01-04", "08:30")
        self.run("cast", str(self.workspace), str(port))

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

    def remind(self, day: str) -> dict[str, list[str]]:
        """Whom the morning's run wrote to about tasks, and the subjects; a second run writes to nobody.

        Letters about monthly reports that are owed are another story's: test_monthly.py.
        """
        self.at(day, "09:00")
        before = len(self.post.taken)
        self.run("work", "run", "--workspace", str(self.workspace))
        sent = self.post.taken[before:]
        self.run("work", "run", "--workspace", str(self.workspace))
        assert len(self.post.taken) == before + len(sent)
        found: dict[str, list[str]] = {}
        for to, subject in sent:
            if not subject.strip().startswith(MONTHLY):
                found.setdefault(to, []).append(subject)
        return found

    @contextmanager
    def served(self):
        port = free_port()
        place = ("--workspace", str(self.workspace), "--port", str(port), "--no-work")
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
            process.wait(timeout=PATIENCE)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    post = Post()
    port = free_port()
    server = Controller(post, hostname="127.0.0.1", port=port, ready_timeout=PATIENCE)
    server.start()
    yield House(tmp_path_factory.mktemp("life"), post, port)
    server.stop()


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
            page.reload()
            page.screenshot(path=f"{SHOTS}/{step}-{language}-{width}.png", full_page=True)
    page.set_viewport_size(WIDE)
    page.reload()


def pick(page: Page, field: str, typed: str, name: str) -> None:
    """Type a name and take the first that fits."""
    picker = page.locator(f"[data-picker={field}]")
    picker.locator("[data-entry]").press_sequentially(typed)
    expect(picker.locator("[data-options] [data-key]").first).to_have_text(name)
    picker.locator("[data-entry]").press("Enter")
    expect(picker.locator("[data-chosen]").get_by_text(name)).to_be_visible()


def step(page: Page, name: str, **fields: str) -> None:
    """Choose what the page offers to do, fill it in, send it, wait for the next page and its scripts."""
    menu, offered = (
        page.locator("details.more summary"),
        page.get_by_role("link", name=name, exact=True),
    )
    if not offered.first.is_visible() and menu.count():
        menu.click()
    offered.first.click()
    form = page.locator("#dialog-body form, main form.card")
    for field, value in fields.items():
        entry = form.locator(f"[name={field}]")
        if entry.first.get_attribute("type") == "radio":
            form.locator(f"[name={field}][value={value}]").check()
        else:
            entry.fill(value)
    with page.expect_navigation():
        form.locator("button.btn-primary, button.btn-danger").click()
    expect(page.locator("#messages .flash-success").first).to_be_visible()


def test_one_commitments_life(visit, house):
    """Told in order; ``story`` keeps what the next step needs."""
    story: dict[str, str] = {}
    _added_by_a_clerk(visit, story)
    _confirmed_by_the_desk(visit, story)
    house.at("2027-01-05", "09:00")
    _assigned_to_a_ministry_with_two_coordinating(visit, story)
    house.at("2027-01-06", "10:00")
    _accepted(visit, story)
    house.at("2027-01-20", "15:00")
    _progress_is_reported_and_approved(visit, story)
    house.at("2027-02-01", "09:00")
    _more_time_is_asked_and_granted(visit, story)
    _reminded_exactly_as_expected(house)
    house.at("2027-02-23", "10:00")
    _overdue_on_the_page(visit, story)
    _submitted_returned_submitted_approved(visit, house, story)
    _the_outcome_is_late_and_history_complete(visit, story)


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
    look(page, "04-new-task")
    page.locator("[name=text]").fill(
        "Đàm phán, hoàn tất thủ tục kiểm dịch để quả bưởi tươi được nhập khẩu vào Nhật Bản"
    )
    page.locator("[name=assigner]").select_option("pm")
    pick(page, "leads", "Bộ Công Thương", "Ministry of Industry and Trade")
    pick(page, "coordinating", "Đại sứ quán Việt Nam tại Nhật", "Embassy of Viet Nam in Japan")
    pick(page, "coordinating", "lang son", "People's Committee of Lang Son Province")
    page.locator("[name=due]").fill("2027-02-05")
    page.locator("main form button[type=submit], main form button.btn-primary").first.click()
    page.wait_for_url(re.compile(r"/tasks/\d+/$"))
    story["task"] = re.search(r"NV-2027-\d+", page.content())[0]
    story["task page"] = page.url
    look(page, "05-assigned")


def _accepted(visit, story):
    page = visit("binh").page
    page.goto(story["task page"])
    step(page, "Accept")
    step(page, "Start")
    for person in ("tuan", "yen"):
        page = visit(person).page
        page.goto(story["task page"])
        step(page, "Accept to coordinate")
    look(page, "06-accepted")
    page = visit("tuan").page
    page.goto(story["task page"])
    step(page, "Contribute", text="Đã làm việc với Bộ Nông Lâm Ngư nghiệp Nhật Bản ngày 12/01.")
    look(page, "07-mission")


def _progress_is_reported_and_approved(visit, story):
    page = visit("son").page
    page.goto(story["task page"])
    told = "Phía Nhật Bản đề nghị bổ sung kết quả xử lý hơi nước nóng."
    step(
        page,
        "Report progress",
        health="at_risk",
        text=told,
        difficulty="Chưa có kết quả kiểm nghiệm.",
    )
    look(page, "08-progress-draft")
    outsider = visit("tuan").page
    outsider.goto(f"{story['task page']}?tab=progress")
    expect(outsider.get_by_text(told)).to_have_count(0)
    page = visit("binh").page
    page.goto(story["task page"])
    look(page, "09-progress-to-approve")
    page.goto(page.locator("a[href*='/decide/']").first.get_attribute("href"))
    with page.expect_navigation():
        page.locator("main form.card button.btn-primary").click()
    outsider.reload()
    expect(outsider.get_by_text(told)).to_be_visible()


def _more_time_is_asked_and_granted(visit, story):
    page = visit("son").page
    page.goto(story["task page"])
    step(page, "Ask for more time", due="2027-02-26", reason="Chờ kết quả kiểm nghiệm sau Tết.")
    look(page, "10-time-asked")
    page = visit("quang").page
    page.goto(story["task page"])
    look(page, "11-time-to-decide")
    page.locator(".waits-answers a").first.click()
    look(page, "12-decide")
    page.locator("[name=decision][value=other]").check()
    page.locator("[name=due]").fill("2027-02-19")
    page.locator("main form.card button.btn-primary").click()
    expect(page.locator("main")).to_contain_text("19 Feb 2027")
    look(page, "13-more-time")


def _reminded_exactly_as_expected(house):
    """The date in force is Friday 19 February; Tết takes 4 to 10 February out of the working days."""
    doers, nobody = {"son", "binh"}, set()
    expected = {
        "2027-02-02": nobody,
        "2027-02-11": nobody,  # first day after Tết, six working days before
        "2027-02-12": {*doers, "yen"},  # five before; Tuấn's embassy has contributed, Lạng Sơn not
        "2027-02-13": nobody,  # a Saturday
        "2027-02-18": doers,
        "2027-02-19": doers,
        "2027-02-20": nobody,
        "2027-02-22": {
            *doers,
            "quang",
        },  # overdue since Friday midnight: who assigned it is told too
        "2027-02-23": nobody,
    }
    sent = {day: house.remind(day) for day in expected}
    assert {day: set(to) for day, to in sent.items()} == expected
    assert all(len(subjects) == 1 for to in sent.values() for subjects in to.values())


def _overdue_on_the_page(visit, story):
    page = visit("binh").page
    expect(page.locator("main")).to_contain_text(story["task"])
    look(page, "14-today-overdue")
    page.goto(story["task page"])
    expect(page.locator("main")).to_contain_text("open overdue")
    look(page, "15-overdue")


def _submitted_returned_submitted_approved(visit, house, story):
    done = (
        ("2027-02-23", "son", "Submit", {}),
        ("2027-02-24", "quang", "Return", {"reason": "Bổ sung văn bản của phía Nhật Bản."}),
        ("2027-03-01", "son", "Submit", {}),
        ("2027-03-02", "quang", "Approve", {}),
    )
    for number, (day, person, name, fields) in enumerate(done):
        house.at(day, "14:00")
        page = visit(person).page
        page.goto(story["task page"])
        step(page, name, **fields)
        look(page, f"16-{number}-{name.lower()}")


def _the_outcome_is_late_and_history_complete(visit, story):
    page = visit("binh").page
    page.goto(story["task page"])
    expect(page.locator("main")).to_contain_text("against it: done late")
    expect(page.locator("main")).to_contain_text("extended 1 time")
    page.goto(f"{story['task page']}?tab=history")
    told = page.locator("ol.history > li strong").all_inner_texts()
    assert told == HISTORY
