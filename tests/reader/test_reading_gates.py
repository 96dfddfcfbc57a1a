"""What spares the reader work never changes what it finds: the same is found the slow, plain way."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import chancery.reader
from chancery.reader import read
from chancery.reader.mentions.words import Words
from chancery.reader.openings import needed, openings
from chancery.reader.records import english, english_cues, english_rules, table
from chancery.reader.seldom import Gates, Near, Seldom

TEXTS = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parent / "texts" / "development").glob("*.txt"))
]
SENTENCES = [line for text in TEXTS for line in re.split(r"(?<=[.;:,]) |\n", text) if line]


def gated_patterns() -> list[Seldom | Near]:
    """All patterns of the reader that are looked for behind a gate."""
    found: dict[int, Seldom | Near] = {}
    for module in pkgutil.walk_packages(chancery.reader.__path__, "chancery.reader."):
        values = list(vars(importlib.import_module(module.name)).values())
        for value in values:
            held = value.values() if isinstance(value, dict) else [value]
            for pattern in (p for v in held for p in _flat(v)):
                found[id(pattern)] = pattern
    return list(found.values())


def _flat(value: object) -> list[Seldom | Near]:
    if isinstance(value, Seldom | Near):
        return [value]
    return [p for part in value for p in _flat(part)] if isinstance(value, tuple) else []


PATTERNS = gated_patterns()
SELDOM = [pattern for pattern in PATTERNS if isinstance(pattern, Seldom)]
NEAR = [pattern for pattern in PATTERNS if isinstance(pattern, Near)]
TITLED = [
    re.sub(r"\b(?!of|and|on|the|for)[a-z]", lambda m: m.group().upper(), text) for text in TEXTS
]


def test_a_gate_lets_through_whatever_its_pattern_finds() -> None:
    assert len(SELDOM) > 15
    for pattern in SELDOM:
        for words in (*SENTENCES, *map(str.lower, SENTENCES)):
            if pattern.pattern.search(words):
                assert pattern.may_stand(words, 0, len(words)), (pattern.pattern.pattern, words)


def test_the_gates_of_words_let_through_whatever_a_pattern_finds_in_them() -> None:
    for words in map(str.lower, SENTENCES):
        gates = Gates(Words(words), words).between(0, len(words))
        for pattern in SELDOM:
            found = pattern.pattern.search(words)
            through = pattern.search_through(gates, words, 0, len(words))
            assert (found and found.span()) == (through and through.span()), words


def test_words_met_for_the_first_time_open_the_gates_that_they_hold() -> None:
    gate = Seldom("ngày đầu|l/c")
    words = "chưa gặp\nqml/c, và bạn"
    gates = Gates(Words(words), words)
    whole, cut = gates.between(0, len(words)), gates.between(11, len(words))
    assert gate.search_through(whole, words, 0, len(words))
    assert gate.search_through(cut, words, 11, len(words))
    assert not gate.search_through(gates.between(16, 22), words, 0, len(words))


def test_a_pattern_tried_near_its_letters_finds_what_it_finds_in_the_whole_text() -> None:
    assert len(NEAR) > 8
    for pattern in NEAR:
        for text in (*TEXTS, *TITLED):
            expected = [found.span() for found in pattern.pattern.finditer(text)]
            assert [found.span() for found in pattern.finditer(text)] == expected


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20])
def test_rules_spared_for_want_of_a_cue_would_not_have_answered(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read(text).findings
    monkeypatch.setattr(table.Table, "rules_for", lambda rows, _: [row.rule for row in rows.rows])
    monkeypatch.setattr(english, "rules_for", lambda _: [row.rule for row in english_rules.ROWS])
    assert read(text).findings == found


@pytest.fixture(scope="module")
def whole_table() -> re.Pattern[str]:
    """All rows of the English table in one pattern, as they would be tried at every word."""
    groups = "|".join(f"(?P<k{i}>{said})" for i, (_, said) in enumerate(english_cues.TABLE))
    return re.compile(rf"(?:(?<![\w-])|(?='ll))(?:{groups})(?![\w-])")


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20])
def test_english_cues_are_those_of_the_whole_table_tried_at_every_word(
    text: str, whole_table: re.Pattern[str]
) -> None:
    low = text.lower()
    expected = [
        (english_cues.TABLE[int((m.lastgroup or "k0")[1:])][0], m.span())
        for m in whole_table.finditer(low)
    ]
    found = english_cues.table_in(low, 0, len(low))
    assert [(kind, m.span()) for kind, m in found] == expected


@pytest.mark.parametrize(
    ("pattern", "opens"),
    [
        ("agree[sd]? to", {"agree ", "agrees", "agreed"}),
        (r"(?:is|are) (?:\w+ )?ready", {"is ", "are "}),
        (r"(?:also )?(?:hold|sign)\w*", {"also ", "hold", "sign"}),
        ("(?!un)settles? ", {"settl"}),
    ],
)
def test_the_letters_that_open_a_pattern_are_read_off_it(pattern: str, opens: set[str]) -> None:
    assert openings(pattern) == {letters[:5] for letters in opens}


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"(?<!\w)trong (?:tuần|tháng)?", {"trong"}),
        (r",? (?:đồng thời|cũng như) (?=\w)", {"đồng", "cũng"}),
        (r"h[ằà]ng (?:năm|quý)", {"năm", "quý"}),
        (r"\w+: ?x?", {":"}),
    ],
)
def test_the_letters_that_a_pattern_needs_are_read_off_it(pattern: str, letters: set[str]) -> None:
    assert needed(pattern) == letters


@pytest.mark.parametrize("pattern", [r"\w+", "a?", "x|", r"[a-z]+ing|"])
def test_a_pattern_that_needs_nothing_makes_no_gate(pattern: str) -> None:
    with pytest.raises(ValueError, match="may hold anything"):
        Seldom(pattern)
