"""The way of a document in the browser: added, confirmed, seen by those whom it concerns."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import command, environment
from tests.shared import ROOT, SHARED, needs_shared

pytestmark = needs_shared

PRESS = SHARED / "reading" / "texts" / "press" / "001_47c8514ee432b873.txt"
TITLE = "Nâng cao hiệu quả các hoạt động ngoại giao kinh tế"
BUSY = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"
NOT_QUOTED = "Đắk Lắk"
# As an officer types it, and as the English page then offers it.
MINISTRY = ("Bộ Công Thương", "Ministry of Industry and Trade")
MISSION = ("Đại sứ quán Việt Nam tại Nhật Bản", "Embassy of Viet Nam in Japan")
PRIME_MINISTER = ("Thủ tướng Chính phủ", "Prime Minister")


class Desk:
    """The reader's page under the hands of somebody who uses keys alone."""

    def __init__(self, page) -> None:
        self.page, self.keys = page, page.keyboard

    def key(self, name: str) -> None:
        """Press it once the page has come to rest after the step before."""
        expect(self.page.locator(BUSY)).to_have_count(0)
        self.keys.press(name)

    def to(self, finding: str) -> None:
        """Down the list with J, up with K, until this finding is at hand."""
        at_hand = self.page.locator("[data-finding][data-selected]")
        for _ in range(60):
            now = at_hand.get_attribute("data-finding")
            if now == finding:
                return
            order = self.page.locator("[data-finding]").evaluate_all(
                "all => all.map(one => one.dataset.finding)"
            )
            self.key("j" if order.index(now) < order.index(finding) else "k")
            expect(at_hand).not_to_have_attribute("data-finding", now)
        pytest.fail(f"finding {finding} was not reached")

    def waiting(self, kind: str) -> list[str]:
        """The findings of a group that wait, by their keys."""
        return self.page.locator(
            f"[data-group={kind}] [data-finding]:has(.item-waiting, [data-accept])"
        ).evaluate_all("all => all.map(one => one.dataset.finding)")

    def choose(self, field: str, name: tuple[str, str]) -> None:
        """Tab to a field, empty it of what the reader put there, type a name and take it."""
        self.key("Escape")
        self.key("e")
        for _ in range(60):
            at = self.page.evaluate(
                "() => ({name: document.activeElement.name, checked: document.activeElement.checked})"
            )
            if at["name"] == f"{field}_typed":
                break
            if at["name"] == field and at["checked"]:
                self.key("Space")
            self.key("Tab")
        self.keys.type(name[0])
        options = self.page.locator(f"[data-picker={field}] [data-options] [data-key]")
        expect(options.first).to_have_text(name[1])
        self.key("Enter")
        chosen = self.page.locator(f"[data-picker={field}] [data-chosen] input:checked")
        expect(chosen).to_have_count(1)
        self.key("Escape")

    def decide(self, key: str, state: str) -> str:
        """Press the key; once the finding at hand is so, the reference of what was made of it."""
        at_hand = self.page.locator("[data-finding][data-selected]")
        item = self.page.locator(f"#i{at_hand.get_attribute('data-finding')}")
        self.key(key)
        expect(item).to_have_attribute("data-tone", re.compile(rf"\b({state})\b"))
        reference = item.locator(".reference")
        return reference.first.inner_text() if reference.count() else ""


def test_the_way_of_a_press_report(visit, house):
    """One story, told in order: each step leaves in ``steps`` what the next one's person needs."""
    steps: dict[str, str] = {}
    _a_clerk_adds_it_and_sees_what_waits(visit, steps)
    _added_again_it_is_reported_and_not_stored_twice(visit, steps)
    _a_desk_officer_confirms_with_keys_alone(visit, steps)
    _one_sees_what_is_theirs_and_no_more(
        visit, steps, "son", "for the ministry", "for the mission"
    )
    _one_sees_what_is_theirs_and_no_more(
        visit, steps, "tuan", "for the mission", "for the ministry"
    )
    _history_lists_each_step(visit, steps)
    code, verdict = _verify(house)
    assert (code, verdict["whole"], verdict["damaged"]) == (0, True, [])


def _a_clerk_adds_it_and_sees_what_waits(visit, steps):
    page = visit("ha").page
    page.goto("/documents/add/")
    page.locator("#files").set_input_files(PRESS)
    line = page.locator(".outcome-line.is-added")
    expect(line).to_contain_text(re.compile(r"\d+ findings wait for a person"))
    line.get_by_role("link").click()
    page.wait_for_url("**/reader/")
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator("[data-accept]")).to_have_count(0)
    steps["document"] = re.search(r"/documents/(\d+)/", page.url)[1]


def _added_again_it_is_reported_and_not_stored_twice(visit, steps):
    page = visit("ha").page
    page.goto("/documents/add/")
    page.locator("#files").set_input_files(PRESS)
    duplicate = page.locator(".outcome-line.is-duplicate a")
    expect(duplicate).to_have_attribute("href", f"/documents/{steps['document']}/")


def _a_desk_officer_confirms_with_keys_alone(visit, steps):
    page = visit("lan").page
    desk = Desk(page)
    desk.key("g")
    page.keyboard.press("i")  # at once: what G began is over after a second and a half
    page.wait_for_url("**/inbox/")
    for _ in range(60):
        desk.key("j")
        if page.evaluate("document.activeElement.textContent") == TITLE:
            break
    desk.key("Enter")
    page.wait_for_url("**/reader/**")

    first, second = desk.waiting("TASK")[:2]
    desk.to(first)
    desk.choose("leads", MINISTRY)
    desk.choose("assigner", PRIME_MINISTER)
    steps["for the ministry"] = desk.decide("a", "accepted|corrected")
    desk.to(second)
    desk.choose("leads", MISSION)
    desk.choose("assigner", PRIME_MINISTER)
    steps["for the mission"] = desk.decide("a", "accepted|corrected")
    assert steps["for the ministry"].startswith("NV-")
    assert steps["for the mission"].startswith("NV-")

    steps["left"] = _refuse_and_take_back(desk)
    assert len(steps) == 4


def _refuse_and_take_back(desk: Desk) -> str:
    """Accept one as it stands; refuse the next and take that back."""
    kind = next(kind for kind in ("SHORTCOMING", "RESULT") if len(desk.waiting(kind)) > 1)
    stands, refused = desk.waiting(kind)[:2]
    desk.to(stands)
    desk.decide("a", "accepted|corrected")
    desk.to(refused)
    desk.decide("r", "refused")
    expect(desk.page.locator("#said")).to_have_text("Refused.")
    desk.key("u")
    expect(desk.page.locator("#said")).to_have_text("Taken back: it waits again.")
    assert refused in desk.waiting(kind)
    return refused


def _one_sees_what_is_theirs_and_no_more(visit, steps, person, own, others):
    page = visit(person).page
    page.goto("/tasks/")
    expect(page.get_by_text(steps[own]).first).to_be_visible()
    expect(page.get_by_text(steps[others])).to_have_count(0)
    document = f"/documents/{steps['document']}/"
    for part in ("reader/", "original/", "purge/"):
        assert page.request.get(f"{document}{part}").status == 404
    page.goto(document)
    expect(page.locator("#main blockquote").first).to_be_visible()
    expect(page.get_by_text(NOT_QUOTED)).to_have_count(0)


def _history_lists_each_step(visit, steps):
    page = visit("lan").page
    page.goto(f"/documents/{steps['document']}/?tab=history")
    history = page.locator("ol.history > li strong").all_inner_texts()
    assert history[-1] == "Added"
    assert "Read" in history
    assert history.count("Finding confirmed") == 3
    assert history.count("Finding refused") == 1
    assert history.count("Decision on a finding taken back") == 1


def _verify(folder) -> tuple[int, dict]:
    told = subprocess.run(
        command(folder, "verify", "--json"),
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=False,
    )
    return told.returncode, json.loads(told.stdout)


DATABASE = "chancery.sqlite3"


def _copied(house, tmp_path):
    """The workspace as it is: it is still served, so what lies beside its database comes and goes."""
    aside = shutil.ignore_patterns(f"{DATABASE}*")
    folder = shutil.copytree(house, tmp_path / "tampered", ignore=aside)
    with (
        closing(sqlite3.connect(house / DATABASE)) as served,
        closing(sqlite3.connect(folder / DATABASE)) as copy,
    ):
        served.backup(copy)
    return folder


def _tampered(house, tmp_path, *statements: str):
    """A copy of the workspace, changed behind the product's back."""
    folder = _copied(house, tmp_path)
    with closing(sqlite3.connect(folder / DATABASE)) as database, database:
        for statement in statements:
            assert database.execute(statement).rowcount > 0, statement
    return folder


def test_a_changed_byte_is_found(house, tmp_path):
    changed = "UPDATE history_event SET actor = substr(actor, 1, length(actor) - 1) || 'x' WHERE seq = 20"
    code, verdict = _verify(_tampered(house, tmp_path, changed))
    assert (code, verdict["whole"], verdict["broken_at"]) == (1, False, 20)


def test_a_cut_tail_is_found(house, tmp_path):
    last = "(SELECT max(seq) - 2 FROM history_event)"
    cut = _tampered(
        house,
        tmp_path,
        f"DELETE FROM history_eventvalues WHERE event_id > {last}",
        f"DELETE FROM history_event WHERE seq > {last}",
        "UPDATE history_head SET length = (SELECT max(seq) FROM history_event),"
        " hash = (SELECT hash FROM history_event ORDER BY seq DESC LIMIT 1)",
    )
    code, verdict = _verify(cut)
    assert (code, verdict["whole"]) == (1, False)
    assert "tail is cut" in verdict["cause"]


def test_a_changed_original_is_found(house, tmp_path):
    folder = _copied(house, tmp_path)
    original = next(path for path in sorted((folder / "files").rglob("*")) if path.is_file())
    original.chmod(0o644)
    data = bytearray(original.read_bytes())
    data[len(data) // 2] ^= 1
    original.write_bytes(data)
    code, verdict = _verify(folder)
    assert code == 1
    assert verdict["damaged"]
