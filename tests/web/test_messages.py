"""The Vietnamese catalogue is whole, and its tool finds what is not."""

import importlib.util
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

TOOL = Path(__file__).parents[2] / "tools" / "messages.py"


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("messages_tool", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def catalogue(**strings):
    made = Catalog(locale="vi", fuzzy=False)
    for text, translation in strings.items():
        made.add(text, translation, [("a.py", 1)])
    return made


def test_every_message_of_the_product_is_in_vietnamese(tool):
    assert list(tool.all_faults(tool.read(tool.PO), tool.template())) == []


def test_a_message_that_nobody_translated_is_named(tool):
    faults = list(tool.all_faults(catalogue(Task=""), catalogue(Task="")))
    assert faults == ["not translated: 'Task'"]


def test_a_message_missing_from_the_catalogue_is_named_with_its_file(tool):
    assert list(tool.all_faults(catalogue(), catalogue(Task=""))) == ["missing: 'Task' (a.py)"]


def test_a_message_that_nothing_uses_any_more_is_named(tool):
    assert list(tool.all_faults(catalogue(Old="Cũ"), catalogue())) == ["not used: 'Old'"]


def test_a_doubtful_translation_is_named(tool):
    kept = catalogue(Task="Nhiệm vụ")
    kept["Task"].flags.add("fuzzy")
    assert list(tool.all_faults(kept, catalogue(Task=""))) == ["fuzzy: 'Task'"]


def test_a_translation_that_lost_a_placeholder_is_named(tool):
    kept = catalogue(**{"%(n)s left": "còn lại"})
    assert "unknown or lost placeholder n" in next(tool.all_faults(kept, kept))


@pytest.mark.parametrize(
    ("template", "wanted"),
    [
        ('{% translate "Open" %}', "Open"),
        ('<p>\n    {% trimmed_x %}\n  {{ _("Open") }}</p>', "Open"),
        ("{% blocktranslate %}Open {{ name }}{% endblocktranslate %}", "Open %(name)s"),
        (
            "{% blocktranslate count n=x %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
            ("%(n)s day", "%(n)s days"),
        ),
        ('{% translate "Open" context "verb" %}', "Open"),
    ],
)
def test_messages_are_found_in_templates(tool, tmp_path, template, wanted):
    path = tmp_path / "page.html"
    path.write_text(template, encoding="utf-8")
    assert [text for _line, text, _comments, _context in tool.extracted(path)] == [wanted]


def test_messages_are_found_in_python(tool, tmp_path):
    path = tmp_path / "page.py"
    path.write_text('a = _("One")\nb = ngettext("%(n)s day", "%(n)s days", n)\n', encoding="utf-8")
    texts = [text for _line, text, _comments, _context in tool.extracted(path)]
    assert texts == ["One", ("%(n)s day", "%(n)s days")]
