"""What a person typed, made into terms. Nothing that can be typed is an error.

Words are all wanted; ``"words in quotes"`` stand side by side; ``-word`` must not be there; words
tied by a sign (``145/TB-VPCP``, ``CK-2026-0147``) stand side by side too. The last word may be the
beginning of a longer one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from chancery.intake.search.words import words_of

LONGEST = 300  # characters that count
MOST = 16  # terms that count
_QUOTES = str.maketrans(dict.fromkeys("“”„«»″\uff02", '"'))
_CHUNK = re.compile(r'(?P<no>-?)"(?P<phrase>[^"]*)"?|(?P<bare>[^\s"]+)')
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side, in both forms."""

    folded: tuple[str, ...]
    marked: tuple[str, ...]
    excluded: bool = False
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

    def words(self, term: Term) -> tuple[str, ...]:
        """The words of a term in the form that is asked for."""
        return term.marked if self.exact else term.folded

    def without_marks(self) -> Asked:
        """The same question, whatever the marks."""
        return replace(self, exact=False)


def ask(typed: str) -> Asked:
    """The question that ``typed`` asks. Marks count as soon as one is typed.

    >>> ask("Đắk Lắk").exact, ask("dak lak").exact
    (True, False)
    >>> [term.folded for term in ask("145/TB-VPCP -gạo").wanted]
    [('145', 'tb', 'vpcp')]
    """
    kept = _UNWRITABLE.sub(" ", typed).strip()[:LONGEST].translate(_QUOTES)
    terms = [term for chunk in _CHUNK.finditer(kept) if (term := _term(chunk))][:MOST]
    if terms and not terms[-1].excluded and not kept.endswith('"'):
        terms[-1] = replace(terms[-1], begins=len(terms[-1].folded[-1]) > 1)
    exact = any(term.has_marks for term in terms if not term.excluded)
    return Asked(kept, tuple(terms), exact)


def _term(chunk: re.Match[str]) -> Term | None:
    bare = chunk["bare"]
    excluded = bool(chunk["no"]) or (bare is not None and bare.startswith("-"))
    words = list(words_of(bare if bare is not None else chunk["phrase"]))
    if not words:
        return None
    return Term(
        tuple(word.folded for word in words), tuple(word.marked for word in words), excluded
    )
