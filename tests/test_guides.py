"""The guides run on the real data, and print what they say they print."""

import runpy

import pytest

from tests.shared import ROOT, needs_shared

GUIDES = runpy.run_path(str(ROOT / "tools/guides.py"))


def test_there_are_guides_to_run():
    assert GUIDES["guides"]()


def test_what_code_prints_is_written_beneath_it_and_names_stay(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "One.\n\n```python\nx = 2\n```\n\nTwo.\n\n```python\nprint(x + 1)\n```\n\n```text\n99\n```\n\nEnd.\n",
        encoding="utf-8",
    )
    assert GUIDES["told_anew"](page) == page.read_text("utf-8").replace("99", "3")


@needs_shared
@pytest.mark.parametrize("page", GUIDES["guides"](), ids=lambda page: page.stem)
def test_a_guide_prints_what_it_shows(page):
    assert GUIDES["told_anew"](page) == page.read_text("utf-8"), "run `make guides`"
