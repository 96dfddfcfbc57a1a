"""Each date rule is run on the examples in its own docstring."""

import re

import pytest

from chancery.reader.mentions import dates_en_near as dates_en
from chancery.reader.mentions import dates_vi
from chancery.reader.mentions.date_grammar import EXAMPLES_REFERENCE, DateRules

EXAMPLE = re.compile(r"'(?P<text>[^']*\[[^']*)' => (?P<precision>\S+) (?P<value>\S+)")


def examples(rules: DateRules):
    for name, rule in rules.rules.items():
        for found in EXAMPLE.finditer(rule.read.__doc__ or ""):
            yield pytest.param(rules, name, *found.groups(), id=f"{name}: {found['text']}")


ALL = [*examples(dates_vi.RULES), *examples(dates_en.RULES)]


@pytest.mark.parametrize(("rules", "name", "marked", "precision", "value"), ALL)
def test_a_rule_reads_its_example(rules, name, marked, precision, value):
    text = marked.replace("[", "").replace("]", "")
    span = (marked.index("["), marked.index("]") - 1)
    hits = rules.find(text, EXAMPLES_REFERENCE)
    said = {(hit.start, hit.end): hit for hit in hits}
    assert span in said, hits
    hit = said[span]
    assert (hit.rule, hit.period.precision) == (name, precision) or name == "that_day"
    assert str(hit.period.value) == value


@pytest.mark.parametrize("rules", [dates_vi.RULES, dates_en.RULES], ids=["vi", "en"])
def test_every_rule_has_an_example(rules):
    bare = [n for n, r in rules.rules.items() if not EXAMPLE.search(r.read.__doc__ or "")]
    assert bare == []
