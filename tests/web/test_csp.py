"""No page needs inline styles or scripts, so the policy need not allow them."""

import re
from pathlib import Path

import pytest
from django.conf import settings

import chancery.web
from chancery.web.icons import ICONS
from tests.web.people import somebody

WEB = Path(chancery.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|<style\b|hx-on|js:|javascript:"""
    r"""|<script(?![^>]*\ssrc=)""",
    re.IGNORECASE,
)


def test_the_policy_allows_nothing_unsafe():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == ["'self'"]
    assert directives["style-src"] == ["'self'"]
    assert not [value for values in directives.values() for value in values if "unsafe" in value]


@pytest.mark.django_db
def test_every_answer_carries_the_policy(client):
    for address in ("/sign-in/", "/", "/no-such-page/"):
        assert "script-src 'self'" in client.get(address).headers["Content-Security-Policy"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_inline_style_or_script(template):
    found = INLINE.search(template.read_text(encoding="utf-8"))
    assert found is None, found


@pytest.mark.django_db
def test_a_whole_page_holds_none_either(client):
    client.force_login(somebody())
    assert INLINE.search(client.get("/").content.decode()) is None


def test_our_scripts_write_no_html_but_our_own_pages_and_run_no_text():
    for script in sorted((WEB / "static" / "js").glob("*.js")):
        text = script.read_text(encoding="utf-8")
        text = text.replace("innerHTML = request.responseText", "")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\(|new Function", text)


def test_our_scripts_stay_under_a_thousand_lines():
    lines = sum(
        len(script.read_text(encoding="utf-8").splitlines())
        for script in (WEB / "static" / "js").glob("*.js")
    )
    assert lines < 1000


def test_every_icon_named_in_a_template_is_in_the_sprite():
    used = {
        name
        for template in TEMPLATES
        for name in re.findall(r"""{% icon ['"]([\w-]+)['"]""", template.read_text("utf-8"))
    }
    assert used <= ICONS
