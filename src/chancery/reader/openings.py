"""What a pattern cannot match without, read off the pattern itself.

``openings`` are the letters with which any match begins, ``needed`` the letters of which some stand
in any match. Rules ask a table of words for them and so need not try every pattern everywhere;
whoever adds a word to a pattern adds it here too. Only what our patterns use is understood: plain
letters, classes, groups, looks around, counts.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Part(NamedTuple):
    """One element of a pattern: a letter, a group of ``choices``, or what is not looked into.

    A look around is a group with one empty choice. ``least`` is how often it stands there.
    """

    letter: str
    choices: list[list[Part]] | None
    least: int = 1
    most: int = 1


_ANYTHING = Part("", None)
_NOTHING = Part("", [[]])
_COUNT = re.compile(r"(?:[*+?]|\{(?P<least>\d+)(?P<more>,(?P<most>\d*))?\})[?+]?")
_OPENER = re.compile(r"\((?:\?(?:P<\w+>|:|\(\w+\)|(?P<look><?[=!]))|(?!\?))")
_SET = re.compile(r"\[(?P<not>\^?)(?P<signs>\]?(?:\\.|[^\]\\])*)\]")
_MANY = 99
_PLACES = "bBAZ"
_LARGEST_SET = 12


def openings(pattern: str) -> frozenset[str]:
    """The letters with which a match begins, a space behind a whole word; an error where any may."""
    found = {letters for letters, _ in _heads_of(_parsed(pattern))}
    if "" in found:
        raise ValueError(f"a match may begin with anything: {pattern[:80]}")
    return frozenset(found)


def needed(pattern: str) -> frozenset[str]:
    """Letters without spaces of which some stand in any match; an error where none need."""
    found = _needed_by_one_of(_parsed(pattern))
    if not found:
        raise ValueError(f"a match may hold anything: {pattern[:80]}")
    return found


# Openings ----------------------------------------------------------------------------------------

_LONGEST = 5
Head = tuple[str, bool]
"""Letters of a beginning, and whether the next part may add to them."""


def _heads_of(choices: list[list[Part]]) -> set[Head]:
    return {head for sequence in choices for head in _heads(sequence)}


def _heads(sequence: list[Part]) -> set[Head]:
    heads: set[Head] = {("", True)}
    for part in sequence:
        begun = {letters for letters, may_grow in heads if may_grow}
        if not begun:
            break
        further = _heads_of_part(part)
        heads = {head for head in heads if not head[1]}
        heads |= {(letters + more, grows) for letters in begun for more, grows in further}
        heads = {
            (letters[:_LONGEST], grows and len(letters) < _LONGEST) for letters, grows in heads
        }
    return heads


def _heads_of_part(part: Part) -> set[Head]:
    if part.choices is not None:
        heads = _heads_of(part.choices)
    elif part.letter.isalpha() or part.letter == "'":
        heads = {(part.letter, True)}
    elif part.letter:
        heads = {(" ", False)}
    else:
        heads = {("", False)}
    if part.most > 1:
        heads = {(letters, grows and not letters) for letters, grows in heads}
    return heads | {("", True)} if not part.least else heads


# Needed ------------------------------------------------------------------------------------------


def _needed_by_one_of(choices: list[list[Part]]) -> frozenset[str]:
    found: set[str] = set()
    for sequence in choices:
        needs = _needed_by(sequence)
        if not needs:
            return frozenset()
        found |= needs
    return frozenset(found)


def _needed_by(sequence: list[Part]) -> frozenset[str]:
    """The best of what each part needs and of the words that its letters make."""
    ways = [frozenset([word]) for word in _words(sequence)]
    ways += [_needed_by_one_of(p.choices) for p in sequence if p.choices and p.least]
    return max(filter(None, ways), key=_worth, default=frozenset())


def _worth(needs: frozenset[str]) -> tuple[int, int]:
    """Long letters are rare, and so are a few signs; a few of them are soon asked."""
    return min(5 if word in _RARE_SIGNS else len(word) for word in needs), -len(needs)


_RARE_SIGNS = ('"', ":", "(", ")", "%")


def _words(sequence: list[Part]) -> list[str]:
    """The words, or parts of words, that the letters of a sequence make."""
    run = ""
    for part in sequence:
        run += part.letter if part.least else " "
        run += "" if part.letter and part.most == 1 else " "
    return run.split()


# The pattern -------------------------------------------------------------------------------------


def _parsed(pattern: str) -> list[list[Part]]:
    choices, end = _choices(pattern, 0)
    if end != len(pattern):
        raise ValueError(f"a bracket too many: {pattern[:end]}")
    return choices


def _choices(pattern: str, at: int) -> tuple[list[list[Part]], int]:
    """The alternatives from a place to the end of their group, and that end."""
    choices: list[list[Part]] = [[]]
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            choices.append([])
            at += 1
            continue
        part, at = _part(pattern, at)
        count = _COUNT.match(pattern, at)
        if count is not None:
            part, at = _counted(part, count), count.end()
        choices[-1].append(part)
    return choices, at


def _part(pattern: str, at: int) -> tuple[Part, int]:
    sign = pattern[at]
    if sign == "(":
        opener = _OPENER.match(pattern, at)
        if opener is None:
            raise ValueError(f"a group of an unknown kind: {pattern[at : at + 20]}")
        choices, end = _choices(pattern, opener.end())
        return (_NOTHING if opener["look"] else Part("", choices)), end + 1
    if sign == "[":
        found = _SET.match(pattern, at)
        if found is None:
            raise ValueError(f"a class without its end: {pattern[at : at + 20]}")
        return _one_of_set(found["signs"] if not found["not"] else ""), found.end()
    if sign == "\\":
        escaped = pattern[at + 1]
        plain = Part(escaped, None) if not escaped.isalnum() else _ANYTHING
        return (_NOTHING if escaped in _PLACES else plain), at + 2
    if sign in "^$":
        return _NOTHING, at + 1
    return (_ANYTHING if sign == "." else Part(sign, None)), at + 1


def _one_of_set(signs: str) -> Part:
    """'[sz]' is a choice of letters; a range or a long class is not looked into."""
    if not signs or "-" in signs or "\\" in signs or len(signs) > _LARGEST_SET:
        return _ANYTHING
    return Part("", [[Part(sign, None)] for sign in signs])


def _counted(part: Part, count: re.Match[str]) -> Part:
    sign = count.group()[0]
    if sign == "{":
        least = int(count["least"])
        most = int(count["most"] or _MANY) if count["more"] else least
        return part._replace(least=least, most=most)
    return part._replace(least=int(sign == "+"), most=1 if sign == "?" else _MANY)
