"""Every main page, in both languages: nothing keeps a person out, nothing runs off a phone."""

from __future__ import annotations

import os

import pytest

from tests.shared import ROOT

PHONE = 360
PICTURES = ROOT / "docs" / "images"
LARGEST = 300_000  # bytes of a picture in the docs


def _links(page, selector: str) -> list[str]:
    return page.locator(selector).evaluate_all("all => all.map(one => one.getAttribute('href'))")


def _main_pages(visit) -> dict[str, list[str]]:
    """By person: what their menu leads to, and from each list its first row and its first action."""
    found = {}
    for person in ("lan", "khoa", "vy"):
        page = visit(person).page
        addresses = list(dict.fromkeys(_links(page, "#nav a[href]")))
        for address in tuple(addresses):
            page.goto(address)
            addresses += _links(page, "[data-rows] tbody tr:first-child a[data-row-link]")
            addresses += _links(page, ".page-head a.btn-primary[href]")
        page.goto("/documents/")
        rows = _links(page, "[data-rows] tbody tr:first-child a[data-row-link]")
        addresses += [f"{address}reader/" for address in rows]
        found[person] = list(dict.fromkeys(addresses))
    already: set[str] = set()
    for person, addresses in found.items():
        found[person] = [address for address in addresses if address not in already]
        already |= set(addresses)
    return found


@pytest.fixture(scope="module")
def pages() -> dict[str, list[str]]:
    """Filled by the first test that needs it: the addresses are the same in both languages."""
    return {}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_keeps_nobody_out_and_fits_a_phone(visit, axe, pages, language):
    pages.update(pages or _main_pages(visit))
    assert sum(map(len, pages.values())) > 15
    wrong = []
    for person, addresses in pages.items():
        page = visit(person, language=language).page
        for address in addresses:
            answer = page.goto(address)
            where = f"{address} ({language}, {person})"
            assert answer.status == 200, where
            wrong += [f"{where}: {line}" for line in _barriers(page, axe)]
            page.set_viewport_size({"width": PHONE, "height": 780})
            wide = page.evaluate("document.documentElement.scrollWidth")
            wrong += [f"{where}: {wide} px wide on a phone"] if wide > PHONE else []
            page.set_viewport_size({"width": 1360, "height": 900})
    assert not wrong, "\n".join(wrong)


def _barriers(page, axe: str) -> list[str]:
    """What axe-core finds, a line each."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['target'][0]}: {' '.join(node['failureSummary'].split())[:200]}"
        for rule in found["violations"]
        for node in rule["nodes"][:2]
    ]


@pytest.mark.skipif(
    not os.environ.get("CHANCERY_SCREENSHOTS"),
    reason="pictures for the docs: set CHANCERY_SCREENSHOTS=1 to take them anew",
)
def test_pictures_for_the_docs(visit):
    page = visit("lan").page
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / "today.png")
    page.goto("/inbox/")
    page.goto(_links(page, "[data-rows] tbody tr a[data-row-link]")[0])
    full = "[data-picker=leads] [data-chosen] input:checked"
    for key in page.locator("[data-group=TASK] [data-finding]").evaluate_all(
        "all => all.map(one => one.dataset.finding)"
    ):
        page.goto(f"{page.url.split('?')[0]}?finding={key}#desk")
        if page.locator(full).count() == 1 and page.locator("[name=due]").input_value():
            break
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / "reader.png")
    for picture in sorted(PICTURES.glob("*.png")):
        assert picture.stat().st_size < LARGEST, picture.name
