"""What a person typed, made into terms. Nothing that can be typed is an error.

Words are all wanted; ``"words in quotes"`` stand side by side; ``-word`` must not be there; words
tied by a sign (``145/TB-VPCP``, ``CK-2026-0147``) stand side by side too. The last word may be the
beginning of a longer one.

A question has several readings, tried one after the other until one finds something. A word of
Vietnamese is written in several syllables, so words side by side come before words apart:
otherwise ``da nang`` would find every text that has ``đã`` and ``năng`` somewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from chancery.intake.search.words import words_of

LONGEST = 300  # characters that count
MOST = 16  # terms that count
LONG = 4  # letters from which a last word may go on even where it is found as it is
_QUOTES = str.maketrans(dict.fromkeys("“”„«»″\uff02", '"'))
_CHUNK = re.compile(r'(?P<no>-?)"(?P<phrase>[^"]*)"?|(?P<bare>[^\s"]+)')
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side, in both forms."""

    folded: tuple[str, ...]
    marked: tuple[str, ...]
    excluded: bool = False
    quoted: bool = False
    begins: bool = False
    """The last word may go on."""

    @property
    def has_marks(self) -> bool:
        return self.folded != self.marked


@dataclass(frozen=True, slots=True)
class Asked:
    """The terms of one question; ``exact`` asks for the words with their marks as typed."""

    typed: str
    terms: tuple[Term, ...] = ()
    exact: bool = False

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.excluded)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.excluded)

    @property
    def name(self) -> str:
        """All that is wanted as one folded line: how a reference or a name is looked up."""
        return " ".join(word for term in self.wanted for word in term.folded)

    @property
    def unquoted(self) -> str:
        """What was typed without its quotation marks; empty where there are none."""
        bare = " ".join(self.typed.replace('"', " ").split())
        return bare if '"' in self.typed else ""

    def words(self, term: Term) -> tuple[str, ...]:
        """The words of a term in the form that is asked for."""
        return term.marked if self.exact else term.folded

    def without_marks(self) -> Asked:
        """The same question, whatever the marks."""
        return replace(self, exact=False)

    def side_by_side(self) -> Asked:
        """All that is wanted as one run of words, unless quotes say what belongs together."""
        if len(self.wanted) < 2 or any(term.quoted for term in self.wanted):
            return self
        run = Term(
            folded=tuple(word for term in self.wanted for word in term.folded),
            marked=tuple(word for term in self.wanted for word in term.marked),
            begins=self.wanted[-1].begins,
        )
        return replace(self, terms=(run, *self.unwanted))

    def begun(self) -> Asked:
        """The last word, however short, may go on."""
        if not self.wanted or self.wanted[-1].quoted or len(self.wanted[-1].folded[-1]) < 2:
            return self
        *others, last = self.wanted
        return replace(self, terms=(*others, replace(last, begins=True), *self.unwanted))

    def readings(self, *, apart: bool = False) -> list[Asked]:
        """How it may be meant, the closest first; ``apart``: the words need not be side by side."""
        near = [] if apart else [self.side_by_side(), self.without_marks().side_by_side()]
        whole = [*near, self, self.without_marks()]
        return list(dict.fromkeys([*whole, *(reading.begun() for reading in whole)]))


def ask(typed: str) -> Asked:
    """The question that ``typed`` asks. Marks count as soon as one is typed.

    >>> ask("Đắk Lắk").exact, ask("dak lak").exact
    (True, False)
    >>> [term.folded for term in ask("145/TB-VPCP -gạo").wanted]
    [('145', 'tb', 'vpcp')]
    """
    kept = _UNWRITABLE.sub(" ", typed).strip()[:LONGEST].translate(_QUOTES)
    terms = [term for chunk in _CHUNK.finditer(kept) if (term := _term(chunk))][:MOST]
    if terms and not terms[-1].excluded and not terms[-1].quoted:
        terms[-1] = replace(terms[-1], begins=len(terms[-1].folded[-1]) >= LONG)
    exact = any(term.has_marks for term in terms if not term.excluded)
    return Asked(kept, tuple(terms), exact)


def _term(chunk: re.Match[str]) -> Term | None:
    bare = chunk["bare"]
    excluded = bool(chunk["no"]) or (bare is not None and bare.startswith("-"))
    words = list(words_of(bare if bare is not None else chunk["phrase"]))
    if not words:
        return None
    return Term(
        folded=tuple(word.folded for word in words),
        marked=tuple(word.marked for word in words),
        excluded=excluded,
        quoted=bare is None,
    )
