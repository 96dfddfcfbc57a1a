"""Bodies named in a list ('các Bộ: Ngoại giao, Công Thương') and named again by a short form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chancery.reader.mentions.scene import Scene
from chancery.reader.mentions.words import Entry


def add_ministries_in_a_list(scene: Scene) -> None:
    """'các Bộ: Ngoại giao, Công Thương, Nông nghiệp và Môi trường': each one is named."""
    for entry in scene.hits["ministry_list"]:
        for field in _fields_in_list(scene, entry.last):
            unit = field.payload
            scene.add_words(
                "ORG", field.first, field.last, "ministry_in_list", 0.7,
                canonical=unit.name_vi, unit=unit.id,
            )  # fmt: skip


def _fields_in_list(scene: Scene, at: int) -> Iterator[Entry]:
    while True:
        field = scene.starting_at("ministry", at)
        if field is None or scene.gap_before(at) not in (" ", ": ", ", "):
            return
        yield field
        at = field.last
        if scene.low(at) == "và" and scene.joined(at):
            at += 1


_LISTS = (" như ", " gồm ", " such as ", " including ")
_FIRMS_BEFORE = re.compile(
    r"(?:tập đoàn|doanh nghiệp|công ty|hãng|nhà đầu tư|corporations|companies|firms)\b[^.;:\n]{0,70}$",
    re.IGNORECASE,
)
_FIRM = re.compile(r"[A-Z][\w&+-]*(?: [A-Z][\w&+-]*){0,4}")
_NEXT_FIRM = re.compile(r", | và | and ")


def add_companies_in_a_list(scene: Scene) -> None:
    """'các tập đoàn lớn như Toyota, Canon, Yusen Logistics': each is a company."""
    text = scene.text
    for cue in _LISTS:
        at = text.find(cue)
        while at >= 0:
            if _FIRMS_BEFORE.search(text, max(at - 90, 0), at):
                _add_companies(scene, at + len(cue))
            at = text.find(cue, at + 1)


def _add_companies(scene: Scene, at: int) -> None:
    while (found := _FIRM.match(scene.text, at)) is not None:
        word = scene.word_at(found.start())
        if not scene.starting_at("org_head", word) and not scene.starting_at("country", word):
            scene.add(
                "ORG", found.start(), found.end(), "company_in_list", 0.75,
                canonical=found.group(), unit=None,
            )  # fmt: skip
        gap = _NEXT_FIRM.match(scene.text, found.end())
        if gap is None:
            return
        at = gap.end()


def add_named_again(scene: Scene) -> None:
    """'NFSA' after 'Cơ quan An toàn thực phẩm Ai Cập (NFSA)'; 'Nidec' after 'Tập đoàn Nidec'."""
    aliases = {
        alias: m for m in list(scene.of("ORG")) for alias in _aliases(scene, m.start, m.end)
    }
    for alias, named in aliases.items():
        for at in scene.occurrences(alias):
            if not scene.covers("ORG", at, at + len(alias)):
                scene.add("ORG", at, at + len(alias), "body_again", 0.75, **named.fields)


_BRACKETED = re.compile(r"\((?P<code>[A-Z]\w{1,11})\)$")
_FIRM_NAME = re.compile(
    r"(?:Tập đoàn|Công ty|Hãng|Ngân hàng) (?P<name>[A-Z][A-Za-z]{3,})(?: Việt Nam)?$"
)


def _aliases(scene: Scene, start: int, end: int) -> Iterator[str]:
    text = scene.text[start:end]
    for pattern, group in ((_BRACKETED, "code"), (_FIRM_NAME, "name")):
        found = pattern.search(text)
        if found:
            yield found[group]
