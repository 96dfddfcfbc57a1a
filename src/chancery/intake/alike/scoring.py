"""How much a statement is like a record, what it does to it, and why. Pure.

Words weigh by how rare they are among the records compared; partner, agreement, figures, sector,
lead and day only add to words in common: two promises to one partner are not one promise because
both fall due at the end of the year.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chancery.intake.alike.traits import Figure, Traits, phrases_of, traits_of


class Bearing(StrEnum):
    """What a statement does to a record that exists; the values are those kept with its link."""

    REPEATS = "repeats"
    CHANGES = "changes"
    PROGRESS = "progress"
    FULFILS = "shows"


class Sign(StrEnum):
    """One thing that speaks for a likeness, or that is said otherwise."""

    PARTNER = "partner"
    SECTOR = "sector"
    AGREEMENT = "agreement"
    LEAD = "lead"
    WORDS = "words"
    FIGURE = "figure"
    DUE = "due"
    FIGURE_CHANGED = "figure_changed"
    DUE_CHANGED = "due_changed"
    CITED = "cited"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Reason:
    """A sign with its values: what both say, or what the record says and what the statement says."""

    sign: Sign
    now: tuple[str | date, ...] = ()
    before: str | date | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What was found in a document, as far as it can be compared. Keys of partners, sectors, units."""

    type: str
    text: str
    traits: Traits
    partners: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    agreement: str | None = None
    leads: frozenset[str] = frozenset()
    due: date | None = None
    day: date | None = None
    """Of its document: what was said before a promise was made does not fulfil it."""
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A commitment or task of the register, as far as it can be compared."""

    kind: str
    key: int
    reference: str
    text: str
    traits: Traits
    partners: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    agreement: str | None = None
    lead: str | None = None
    due: date | None = None
    day: date | None = None
    paper: str = ""
    """The number of the paper that it comes from."""
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """A record that a statement may be about: a proposal, for a person to judge."""

    known: Known
    bearing: Bearing
    score: float
    reasons: tuple[Reason, ...]


_DONE = re.compile(
    r"\b(?:đã (?:được|(?:chính thức )?(?:ký|hoàn thành|hoàn tất|khánh thành|khởi công|thành lập|ra mắt|mở|"
    r"xuất khẩu|đưa vào|đi vào|tổ chức|ban hành|cấp|phê duyệt|thông qua|triển khai xong|trao|giao|bàn giao|"
    r"giải ngân|nộp|gửi|trình|có hiệu lực|tiếp nhận|đào tạo))|chính thức (?:ký|khai trương|mở|đi vào|"
    r"có hiệu lực|vận hành)|được ký(?: kết)?|hoàn thành|khánh thành|"
    r"(?:was|were|has been|have been) (?:\w+ )?\w+(?:ed|en)|entered into force|came into (?:force|operation)|"
    r"signed|completed|opened|launched|inaugurated|delivered)\b",
    re.IGNORECASE,
)
UNSEEN = ""
"""The key under which weights keep that of a word which no record has."""
LEAST_WORDS = 0.24  # share of the rarer side's words that both have
LEAST = 0.84  # of the score and what so many words in common are worth together
A_WORD, WORDS_COUNTED = 0.06, 8
FEWEST = 2.5  # words in common: one word of two syllables, 'nội dung', is none
KINDS = {
    "COMMITMENT": frozenset({"commitment"}),
    "TASK": frozenset({"task"}),
    "RESULT": frozenset({"commitment", "task"}),
}
"""Which records a statement of each type may be about; a type that is missing is about none."""
MOST = 3


def is_done(text: str) -> bool:
    """The words say that something was done: signed, completed, opened."""
    return _DONE.search(text) is not None


def weights_of(known: Iterable[Known], names: Iterable[str] = ()) -> dict[str, float]:
    """How much each word tells: the fewer of the records have it, the more.

    ``names`` are those of the partners: that both sides name them is a reason of its own.
    """
    counts: Counter[str] = Counter()
    total = 0
    for record in known:
        counts.update(record.traits.words)
        total += 1
    weights = {word: math.log(1 + (total + 20) / (count + 1)) for word, count in counts.items()}
    named = {word for name in names for word in traits_of(name).words}
    return {**weights, UNSEEN: math.log(21 + total), **dict.fromkeys(named, 0.0)}


def likenesses(
    statement: Statement, known: Iterable[Known], weights: Mapping[str, float]
) -> list[Likeness]:
    """The records that a statement may be about, the likeliest first; at most three."""
    kinds = KINDS.get(statement.type, frozenset())
    found = [
        likeness
        for record in known
        if record.kind in kinds and (likeness := likeness_of(statement, record, weights))
    ]
    found.sort(key=lambda one: (-one.score, one.known.reference))
    return [one for one in found if one.score >= found[0].score - 0.25][:MOST]


def likeness_of(
    statement: Statement, known: Known, weights: Mapping[str, float]
) -> Likeness | None:
    """How a statement is like one record; None where too little is in common."""
    if _excluded(statement, known):
        return None
    both = statement.traits.words & known.traits.words
    shared = frozenset(word for word in both if weights.get(word, 1.0))
    mass = _mass(shared, weights) if len(shared) >= FEWEST else 0.0  # no word weighs more than one
    if mass < FEWEST:
        return None
    words = _share(shared, statement.traits.words, known.traits.words, weights)
    if words < LEAST_WORDS:
        return None
    for_it, otherwise = _signs(statement, known)
    score = words + sum(_WORTH.get(reason.sign, 0.0) for reason in (*for_it, *otherwise))
    if score + A_WORD * min(mass, WORDS_COUNTED) < LEAST:
        return None
    bearing = _bearing(statement, otherwise)
    if _is_another_item(statement, known, bearing, score):
        return None
    told = common_phrases(statement.text, shared, weights)
    reasons = [*for_it, Reason(Sign.WORDS, told), *otherwise]
    if bearing == Bearing.FULFILS:
        reasons.append(Reason(Sign.DONE))
    return Likeness(known, bearing, round(min(score, 1.0), 3), tuple(reasons))


_WORTH = {
    Sign.PARTNER: 0.10,
    Sign.SECTOR: 0.04,
    Sign.AGREEMENT: 0.12,
    Sign.LEAD: 0.06,
    Sign.FIGURE: 0.12,
    Sign.DUE: 0.06,
    Sign.CITED: 0.30,
    Sign.DUE_CHANGED: -0.06,
}


def _excluded(statement: Statement, known: Known) -> bool:
    """Another partner, an order to another unit, or a result from before the promise was made."""
    if statement.type == "TASK" and statement.leads and known.lead not in statement.leads:
        return True
    named = bool(statement.partners and known.partners)
    if named and not statement.partners & known.partners:
        return True
    early = statement.day is not None and known.day is not None and statement.day < known.day
    return statement.type == "RESULT" and early


SAME_PLACE = 0.85


def _is_another_item(statement: Statement, known: Known, bearing: Bearing, score: float) -> bool:
    """One paper lists many orders in like words; it says one twice in nearly the same."""
    same = statement.document is not None and statement.document == known.document
    return same and (bearing != Bearing.REPEATS or score < SAME_PLACE)


def _share(
    shared: frozenset[str],
    ours: frozenset[str],
    theirs: frozenset[str],
    weights: Mapping[str, float],
) -> float:
    """How much of the one is in the other: half of the shorter side, half of both."""
    unseen = weights.get(UNSEEN, 1.0)

    def weigh(words: Iterable[str]) -> float:
        return sum(weights.get(word, unseen) for word in words)

    both, mine, other = weigh(shared), weigh(ours), weigh(theirs)
    if not both:
        return 0.0
    return 0.5 * both / min(mine, other) + 0.5 * 2 * both / (mine + other)


def _mass(shared: Iterable[str], weights: Mapping[str, float]) -> float:
    """How many words that no record has would tell as much: two rare words beat five common ones."""
    unseen = weights.get(UNSEEN, 1.0)
    return sum(weights.get(word, unseen) for word in shared) / unseen


def _signs(statement: Statement, known: Known) -> tuple[list[Reason], list[Reason]]:
    """What else is the same, and what is said otherwise."""
    same: list[Reason] = []
    other: list[Reason] = []
    if partners := statement.partners & known.partners:
        same.append(Reason(Sign.PARTNER, tuple(sorted(partners))))
    if sectors := statement.sectors & known.sectors:
        same.append(Reason(Sign.SECTOR, tuple(sorted(sectors))))
    if statement.agreement and statement.agreement == known.agreement:
        same.append(Reason(Sign.AGREEMENT, (statement.agreement,)))
    if known.lead in statement.leads:
        same.append(Reason(Sign.LEAD, (str(known.lead),)))
    if known.paper and known.paper in statement.traits.papers:
        same.append(Reason(Sign.CITED, (known.paper,)))
    _put_figures(statement.traits.figures, known.traits.figures, same, other)
    if statement.due and known.due:
        equal = statement.due == known.due
        before = None if equal else known.due
        reason = Reason(Sign.DUE if equal else Sign.DUE_CHANGED, (statement.due,), before)
        (same if equal else other).append(reason)
    return same, other


def _put_figures(
    ours: Sequence[Figure], theirs: Sequence[Figure], same: list[Reason], other: list[Reason]
) -> None:
    """Equal figures; and, where a unit stands once on each side, the one put in another's place."""
    equal = [one for one in ours if any(_equal(one, other) for other in theirs)]
    if equal:
        same.append(Reason(Sign.FIGURE, tuple(dict.fromkeys(f.written for f in equal))))
    taken = {figure.key for figure in equal}
    before = [one for one in theirs if not any(_equal(one, figure) for figure in equal)]
    for figure in ours:
        rivals = [rival for rival in before if _same_unit(rival, figure)]
        alike = [one for one in ours if _same_unit(one, figure) and one.key not in taken]
        if figure.key not in taken and len(rivals) == len(alike) == 1:
            other.append(Reason(Sign.FIGURE_CHANGED, (figure.written,), rivals[0].written))


def _same_unit(one: Figure, other: Figure) -> bool:
    """'1,5 triệu tấn' counts what '2 triệu tấn gạo' counts."""
    short, long = sorted((one.unit, other.unit), key=len)
    return long == short or (bool(short) and long.startswith(f"{short} "))


def _equal(one: Figure, other: Figure) -> bool:
    return one.value == other.value and _same_unit(one, other)


def _bearing(statement: Statement, otherwise: list[Reason]) -> Bearing:
    if statement.type == "RESULT":
        part = any(reason.sign == Sign.FIGURE_CHANGED for reason in otherwise) or any(
            figure.unit == "%" and figure.value < 100 for figure in statement.traits.figures
        )
        done = is_done(statement.text) and not part
        return Bearing.FULFILS if done else Bearing.PROGRESS
    return Bearing.CHANGES if otherwise else Bearing.REPEATS


def common_phrases(
    text: str, shared: frozenset[str], weights: Mapping[str, float]
) -> tuple[str, ...]:
    """What both say, as the text says it: side by side where it is; the most telling four."""
    found: dict[str, float] = {}
    for run in phrases_of(text):
        kept: list[str] = []
        for word in [*run, ""]:
            if kept and f"{kept[-1]} {word}" not in shared:
                found[" ".join(kept)] = sum(weights.get(one, 1.0) for one in kept)
                kept = []
            if word in shared or kept:
                kept.append(word)
    best = sorted(found, key=lambda phrase: (-found[phrase], phrase))
    return tuple(best[:4])
