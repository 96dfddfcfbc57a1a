"""Persons as English texts name them: 'H.E. Ignacio Larraín', 'said Noura Al Hashemi', then 'Al Hashemi'."""

from __future__ import annotations

import re

from chancery.reader.mentions.people import PARTICLES, Person, add_person, add_repeated, name_at
from chancery.reader.mentions.scene import Scene


def add_english_people(scene: Scene) -> None:
    """Names behind English cues, and those who are named again by their last name."""
    for person in _after_english_cues(scene):
        if not scene.covers("PERSON", *scene.words.span(person.first, person.last)):
            add_person(scene, person)
    add_repeated(scene)
    _add_by_surname(scene)


_NAME_FOLLOWS = r" (?=(?:[A-Z][\w'-]+ ){1,2}[A-Z][\w'-]+(?:,| of | who |\.|\"))"
_CUES_EN = re.compile(
    # each way begins with its letter and looks back behind it: so 're' leaps from letter to letter
    r"H(?<!\w.)\.? ?E\.? (?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?"
    rf"|s(?<!\w.)(?:aid|ays){_NAME_FOLLOWS}|a(?<!\w.)(?:dded|sked|ccording to){_NAME_FOLLOWS}"
    rf"|t(?<!\w.)old{_NAME_FOLLOWS}|j(?<!\w.)oked{_NAME_FOLLOWS}|e(?<!\w.)xplained{_NAME_FOLLOWS}"
    r"|P(?<![^\n].)(?:resent|articipants)\s?: ?|A(?<![^\n].)(?:ttended by|ttendance)\s?: ?"
    r"|C(?<![^\n].)(?:hair(?:ed by)?|ontact)\s?: ?|R(?<![^\n].)ecorded by\s?: ?|D(?<![^\n].)rafted by\s?: ?"
    r"|,(?<=\),) (?=[A-Z][\w'-]+ [A-Z][\w'-]+(?: [A-Z][\w'-]+)? \()"
)


def _after_english_cues(scene: Scene) -> list[Person]:
    """'H.E. Ignacio Larraín', 'said Noura Al Hashemi of ...', 'Present: Martin Gagnon (Embassy)'."""
    people = []
    for found in _CUES_EN.finditer(scene.text):
        at = scene.word_at(found.end())
        end = name_at(scene, at) if at < scene.count else None
        known = scene.starting_at("country", at) or scene.starting_at("place", at)
        if end and end - at >= 2 and not known and not scene.starting_at("title", at):
            people.append(Person(at, end, None, 0.75, "name_after_cue"))
    return people


def _add_by_surname(scene: Scene) -> None:
    """'Al Marri countered', 'Bach urged' in a press report: the last name of somebody named in full."""
    names = dict.fromkeys(str(m.fields["canonical"]) for m in scene.of("PERSON"))
    for name in names:
        parts = name.split()
        short = (
            " ".join(parts[-2:])
            if len(parts) > 2 and parts[-2].lower() in PARTICLES
            else parts[-1]
        )
        if len(parts) < 2 or len(short) < 3 or not short[0].isupper() or short == name:
            continue
        for at in scene.occurrences(short):
            end = at + len(short)
            taken = scene.covers_any(("PERSON", "ORG"), at, end)
            if not taken and not _is_part(scene, at, end):
                scene.add("PERSON", at, end, "surname_again", 0.65, canonical=name, title=None)


def _is_part(scene: Scene, start: int, end: int) -> bool:
    """'Minh' of 'Ho Chi Minh City': a capital beside it."""
    before = scene.text[max(start - 24, 0) : start].rstrip(" ").rsplit(" ", 1)[-1]
    after = scene.text[end : end + 2]
    beside = (
        before[:1].isupper()
        and scene.text[start - 1 : start] == " "
        and not before.endswith((".", ",", ":"))
    )
    return beside or (after[:1] == " " and after[1:].isupper()) or after[:1] in "-/("
