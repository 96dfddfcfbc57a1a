"""The documents say what is there, and all of it."""

import re
import runpy
import subprocess
import sys

import pytest

from chancery.cli.main import COMMANDS
from tests.shared import ROOT

DOCS = ROOT / "docs"
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
SETTING = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')


def _pages():
    return [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]


def test_every_setting_has_its_line():
    source = (ROOT / "src/chancery/site/settings.py").read_text("utf-8")
    documented = (DOCS / "reference/settings.md").read_text("utf-8")
    assert [name for name in SETTING.findall(source) if f"`{name}`" not in documented] == []


def test_the_page_of_commands_is_generated_from_the_commands():
    """In a process of its own: a command asked for its help before keeps what it was called then."""
    checked = subprocess.run(
        [sys.executable, ROOT / "tools/commands.py", "--check"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stderr


def test_the_page_of_access_is_drawn_from_what_the_tests_ask():
    made = runpy.run_path(str(ROOT / "tools/access_matrix.py"))["page"]()
    assert (DOCS / "reference/access.md").read_text("utf-8") == made, "run `make docs`"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name):
    done = subprocess.run(
        [sys.executable, "-m", "chancery", name, "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert "Usage: chancery " + name in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("page", _pages(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_link_in_a_document_leads_somewhere(page):
    text = page.read_text("utf-8")
    broken = [
        target for target in LINK.findall(text) if not (page.parent / target.strip()).exists()
    ]
    assert broken == []


def test_every_package_of_the_house_is_in_the_picture():
    picture = (DOCS / "architecture.md").read_text("utf-8")
    folders = [p.name for p in (ROOT / "src/chancery").iterdir() if (p / "__init__.py").exists()]
    assert [name for name in folders if name not in picture] == []


def test_every_decision_says_context_decision_and_consequences():
    for page in (DOCS / "decisions").glob("*.md"):
        text = page.read_text("utf-8")
        for word in ("**Context.**", "**Decision.**", "**Consequences.**"):
            assert word in text, f"{page.name} lacks {word}"


def test_no_document_names_a_machine_or_a_registry():
    banned = re.compile(r"(pypi|pythonhosted|npmjs)\.(org|com)|/work/(main|shared)|/tmp/")
    assert [p.name for p in _pages() if banned.search(p.read_text("utf-8"))] == []


def test_the_page_of_formulas_is_what_the_functions_say():
    made = runpy.run_path(str(ROOT / "tools/formulas.py"))["page"]()
    assert (DOCS / "reference/formulas.md").read_text("utf-8") == made


def test_the_page_of_the_api_is_generated_from_its_description():
    made = runpy.run_path(str(ROOT / "tools/api.py"))["page"]()
    assert (DOCS / "reference/api.md").read_text("utf-8") == made
