"""What an English rule looks at: a clause, its cues, who says it, what came before."""

from __future__ import annotations

import re
from typing import NamedTuple

from chancery.reader.records.model import Cue, Hit
from chancery.reader.records.page import Page
from chancery.reader.records.sections import Role

OUR_BODY = re.compile(
    r"(?:(?:by|in|on|before|from|within|until) (?:the )?[\w ]{2,30}?\d{4} )?(?:the |all |its |our |each |both |relevant |competent )*(?:[\w-]+ ){0,2}?(?:ministr(?:y|ies)|departments?|agenc(?:y|ies)|embass(?:y|ies)|missions?|provinces?|authorit(?:y|ies)|offices?|institutes?|secretariats?|administrations?|associations?|committees?|people's committees?|members|participants|focal points|line ministries|units?|sections?|divisions?|bureaus?|boards?|teams?|task force|working group|chambers?|localities|councils?|missions|forces|trade counsell?ors|trade offices|inspectorates?|headquarters|customs)(?!\w)"
)
"""A body that can be told to do something, whose ever it is: 'the competent authorities'."""


GROUPS = re.compile(
    rf"{OUR_BODY.pattern}(?:,? (?:and|other) {OUR_BODY.pattern}){{0,3}}(?: (?:concerned|abroad|overseas)| of (?:the |both |all )?[\w -]{{2,40}})?"
)
"""'Ministries and localities', 'all missions abroad': several such bodies, and nothing else."""


HELPED = re.compile(
    r", (?:in (?:\w+ )?(?:coordination|cooperation|consultation|collaboration) with|together with|with the support of) "
)


class Saying(NamedTuple):
    """A clause with its cues; ``by`` is who says it with the word ``said`` ('announced that ...')."""

    start: int
    end: int
    cues: tuple[Cue, ...]
    by: tuple[int, int] | None
    before: Hit | None
    role: Role | None
    said: str = ""

    def leads_with(self, *kinds: str) -> Cue | None:
        """The first cue, where it is of these kinds and stands near the head."""
        first = self.cues[0] if self.cues else None
        return first if first and first.kind in kinds and first.start - self.start <= 200 else None


def before_in_sentence(turn: Saying) -> tuple[int, int] | None:
    """'Japan pledged ... and committed to ...': who acted before in the sentence."""
    before = turn.before
    return before.actor if before is not None and before.type == "COMMITMENT" else None


def subject(turn: Saying, cue: Cue) -> tuple[int, int] | None:
    if cue.start - turn.start > 2:
        return turn.start, cue.start
    return turn.by


def is_our_body(page: Page, start: int, end: int) -> bool:
    """'The Ministry of Industry and Trade [shall] ...' in a paper that is no agreement of two sides."""
    foreign = any(code != page.home for code in page.codes(start, end))
    both = page.low.startswith(("the two ", "both ", "a joint ", "the joint "), start)
    if page.kind in ("joint_statement", "treaty") or foreign or both:
        return False
    return OUR_BODY.match(page.low, start, end) is not None
