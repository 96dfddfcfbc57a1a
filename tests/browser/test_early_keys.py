"""Keys that come before HTMX has the page's forms in hand."""

from __future__ import annotations

import re

from playwright.sync_api import expect

EARLY = """
addEventListener("DOMContentLoaded", () => {
  const key = new KeyboardEvent("keydown", { key: "r", bubbles: true, cancelable: true });
  document.body.dispatchEvent(key);
}, { capture: true, once: true });
"""


def test_a_key_pressed_too_early_decides_and_loads_no_page_anew(visit):
    page = visit("lan").page
    page.goto("/inbox/")
    reader = page.locator("a[href$='/reader/']").first.get_attribute("href")
    loaded = []
    page.on("request", lambda sent: loaded.append(sent) if _is_page(sent) else None)
    page.add_init_script(EARLY)
    page.goto(reader)
    expect(page.locator("#said")).to_have_text(re.compile("^Refused"))
    assert [sent.method for sent in loaded] == ["GET"]


def test_letters_typed_before_htmx_came_are_looked_up_once_it_does(visit):
    page = visit("quang").page
    held = []
    hold = lambda script: held.append(script)  # noqa: E731, PLW0108 - playwright takes no builtin
    script = re.compile(r"/htmx[^/]*\.js")
    page.route(script, hold)
    with page.expect_request(script):
        page.goto("/tasks/new/", wait_until="commit")
    lead = page.locator("[data-picker=leads]")
    lead.locator("[data-entry]").press_sequentially("Bộ Công Thương")
    assert held
    for script in held:
        script.continue_()
    option = lead.locator("[data-options] [data-key]").first
    expect(option).to_have_text("Ministry of Industry and Trade")


def test_an_answer_behind_the_choice_opens_no_list_again(visit):
    page = visit("quang").page
    page.goto("/tasks/new/")
    lead = page.locator("[data-picker=leads]")
    entry, options = lead.locator("[data-entry]"), lead.locator("[data-options] [data-key]")
    entry.press_sequentially("Bộ Công")
    expect(options.first).to_be_visible()
    held = []
    page.route(re.compile("/choices/"), lambda asked: held.append(asked) or None)
    with page.expect_request(re.compile("/choices/")):
        entry.press_sequentially(" Thương")
    entry.press("Enter")
    expect(lead.locator("[data-chosen] input:checked")).to_have_count(1)
    with page.expect_response(re.compile("/choices/")):
        held[-1].continue_()
    page.wait_for_function("() => !document.querySelector('.htmx-request')")
    expect(options).to_have_count(0)


def test_names_are_underlined_for_who_asks_for_it_and_stay_so(visit):
    page = visit("lan").page
    page.goto("/inbox/")
    reader = page.locator("a[href$='/reader/']").first.get_attribute("href")
    page.goto(reader)
    name = page.locator("#text .n").first
    line = "one => getComputedStyle(one).borderBottomStyle"
    assert name.evaluate(line) == "none"
    page.get_by_label("Underline names, dates and figures").check()
    assert name.evaluate(line) != "none"
    page.reload()
    assert name.evaluate(line) != "none"


def _is_page(sent) -> bool:
    return sent.resource_type == "document"
