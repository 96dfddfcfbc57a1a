"""English lists: 'The two sides agreed to:' over items."""

from __future__ import annotations

import re

from chancery.reader.records.english_saying import Saying
from chancery.reader.records.model import Hit
from chancery.reader.records.page import Page
from chancery.reader.zones import Paragraph

_FOLLOWING = r"(?: (?:to|on|upon|that|the|a|an|in|following|these|measures|actions|steps|areas|points|tasks|commitments|as|follows|do|undertake|take|carry|out|inter|alia))*,?\s*:$"
_AGREED = re.compile(
    r"(?:agree[ds]?|decide[ds]?|resolve[ds]?|commit(?:s|ted)?|committed themselves|undert(?:ook|akes?)|pledge[ds]?|intend(?:s|ed)?|will|shall)"
    + _FOLLOWING
)
_TOLD = re.compile(
    r"(?:instruct(?:ed|s)|direct(?:ed|s)|task(?:ed|s)|mandate[ds]|assign(?:ed|s)) (?P<who>[^:;.]{3,90}?)(?: to| with)?"
    + _FOLLOWING
)
_ASKED = re.compile(
    r"(?:request(?:ed|s)|urge[ds]?|call(?:ed|s)? (?:up)?on|ask(?:ed|s)|invite[ds]|propos(?:ed|es)) (?P<who>[^:;.]{3,90}?)(?: to| that)?"
    + _FOLLOWING
)
_NO_DEED = re.compile(
    r"(?:the|a|an|this|that|these|those|both|all|in|on|at|for|with|as|it|they|he|she|we|there|noted|welcomed|recalled|expressed|recogni[sz]ed|reaffirmed|underscored)(?!\w)"
)


def opened_by(page: Page, paragraph: Paragraph) -> Hit | None:
    """What a paragraph that ends in ':' makes of the items below it."""
    if page.text[paragraph.end - 1] != ":":
        return None
    begin = max(paragraph.content, paragraph.end - 200)
    words = page.low[begin : paragraph.end]
    for kind, pattern in (("TASK", _TOLD), ("REQUEST", _ASKED), ("COMMITMENT", _AGREED)):
        found = pattern.search(words)
        if found is None:
            continue
        why = (begin + found.start(), begin + found.end() - 1)
        comma = page.low.rfind(", ", paragraph.content, why[0])
        by = (comma + 2 if comma >= 0 else paragraph.content, why[0])
        who = (
            (begin + found.start("who"), begin + found.end("who")) if kind != "COMMITMENT" else by
        )
        return Hit(
            kind, paragraph.content, paragraph.end, paragraph.end, "is_in_a_list", 0.75, why, who,
            None if kind == "COMMITMENT" else by, "assigned" if kind == "TASK" else "",
        )  # fmt: skip
    return None


def item_of(page: Page, turn: Saying, lead: Hit) -> Hit | None:
    """'- establish a working group;' under 'The two sides agreed to:'."""
    low = page.low
    first = turn.cues[0] if turn.cues else None
    if _NO_DEED.match(low, turn.start) or (first is not None and first.start - turn.start < 3):
        return None
    action = turn.start + 3 if low.startswith("to ", turn.start) else turn.start
    return Hit(
        lead.type, turn.start, turn.end, action, lead.rule, lead.confidence, lead.why, lead.actor,
        lead.by, lead.basis,
    )  # fmt: skip
