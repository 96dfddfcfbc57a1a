"""English lists: 'The two sides agreed to:' over items."""

from __future__ import annotations

import re

from chancery.reader.records.english_saying import GROUPS, HELPED, OUR_BODY, Saying, is_our_body
from chancery.reader.records.english_verbs import ACTS
from chancery.reader.records.model import Cue, Hit
from chancery.reader.records.page import Page
from chancery.reader.records.sections import Role
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
        told = found.group().startswith("shall") and is_our_body(page, *by)
        own = kind == "COMMITMENT" and (told or _is_our_plan(page, paragraph, by))
        return Hit(
            "TASK" if own else kind, paragraph.content, paragraph.end, paragraph.end, "is_in_a_list", 0.75, why, who,
            None if kind == "COMMITMENT" else by, "resolved" if own else "assigned" if kind == "TASK" else "",
        )  # fmt: skip
    addressed = _addressed(page, paragraph)
    if addressed is not None:
        return addressed
    bids = _BIDS.search(words)
    if bids is None or page.kind in ("joint_statement", "treaty"):
        return None
    by = (paragraph.content, begin + bids.start())
    if page.side(*by) in ("partner", "joint"):
        return None
    why = (begin + bids.start(), paragraph.end - 1)
    return Hit(
        "TASK", paragraph.content, paragraph.end, paragraph.end, "is_bidden", 0.75, why, None, by, "requested",
    )  # fmt: skip


_OBLIGED = re.compile(
    r",? (?:shall|must|should|(?:is|are) (?:requested |instructed |directed |asked |required )?to)"
    + _FOLLOWING
)


def _addressed(page: Page, paragraph: Paragraph) -> Hit | None:
    """'3. Ministries and localities:', '2. The Ministry of Health shall:': what stands below is for them to do."""
    first, last = paragraph.content, paragraph.end - 1
    if last - first > _LONGEST_ADDRESS or page.kind in ("joint_statement", "treaty"):
        return None
    obliged = _OBLIGED.search(page.low, first, paragraph.end)
    last = obliged.start() if obliged else last
    if not is_our_body(page, first, last) or page.low.find(". ", first, last) >= 0:
        return None
    helped = HELPED.search(page.low, first, last)
    named = helped.start() if helped else last
    bodies = page.inside(first, named, "ORG", "ORG_GROUP")
    whole = bodies and bodies[-1].end >= named - 1 and bodies[0].start - first <= _ARTICLE
    if not (
        obliged
        or whole
        or OUR_BODY.fullmatch(page.low, first, named)
        or GROUPS.fullmatch(page.low, first, named)
    ):
        return None
    return Hit(
        "TASK", first, paragraph.end, paragraph.end, "is_told_under", 0.75, (first, last), (first, last), None, "assigned",
    )  # fmt: skip


_LONGEST_ADDRESS = 240
_ARTICLE = 8


def _is_our_plan(page: Page, paragraph: Paragraph, by: tuple[int, int]) -> bool:
    """'The Embassy will:' under 'Next steps': what a body of ours sets itself."""
    planned = page.roles.get(paragraph.index) in (Role.PLANS, Role.TASKS)
    return planned and OUR_BODY.search(page.low, *by) is not None


def item_of(page: Page, turn: Saying, lead: Hit) -> Hit | None:
    """'- establish a working group;' under 'The two sides agreed to:', '- experts meet monthly;' under '... that:'."""
    low = page.low
    if lead.rule == "is_bidden":
        return _bidden(page, turn, lead.by, _ANY_VERB)
    if lead.rule == "is_told_under" and not _DEED.match(low, turn.start):
        return None
    first = turn.cues[0] if turn.cues else None
    if low[slice(*lead.why)].rstrip(" :").endswith(" that"):
        if first is not None and first.kind in ("stand", "say", "bad", "figure"):
            return None
    elif _NO_DEED.match(low, turn.start) or (first is not None and _is_finite(turn, first)):
        return None
    action = turn.start + 3 if low.startswith("to ", turn.start) else turn.start
    return Hit(
        lead.type, turn.start, turn.end, action, lead.rule, lead.confidence, lead.why, lead.actor,
        lead.by, lead.basis,
    )  # fmt: skip


def _is_finite(turn: Saying, first: Cue) -> bool:
    """An item that begins with a verb of its own ('welcomed ...') leans on no list."""
    return first.start - turn.start < 3 and not first.words.startswith("continue to")


_BIDS = re.compile(
    r"(?:recommend(?:s|ed)?|propos(?:es|ed|e)|request(?:s|ed)?|suggest(?:s|ed)?|ask(?:s|ed)?|urge[ds]?)(?: that)?:$"
)
_BARE_DEED = re.compile(rf" (?:also |further |jointly |[a-z]+ly )?{ACTS}(?!\w)")


def is_bidden(page: Page, turn: Saying) -> Hit | None:
    """'... recommends that: (a) the Ministry of Health send a team': a bare verb behind a body of ours."""
    if not _is_asked_for(page, turn):
        return None
    that = page.low.startswith("that ", max(turn.start - 5, 0))
    by = turn.before.by if turn.before else None
    return _bidden(page, turn, by, _ANY_VERB if that else _BARE_DEED)


_ANY_VERB = re.compile(
    r" (?:also |further |jointly )?(?!(?:and|or|of|in|on|at|for|to|with|by|from|not|which|who|that|as|than|the)(?!\w))[a-z]{3,}(?<!ed)(?<![^s]s)(?<!ly)(?= )"
)


def _bidden(
    page: Page, turn: Saying, by: tuple[int, int] | None, verb: re.Pattern[str] = _BARE_DEED
) -> Hit | None:
    first = turn.start + (4 if page.low.startswith("the ", turn.start) else 0)
    body = page.at(first, "ORG", "ORG_GROUP")
    if body is None or page.side(body.start, body.end) == "partner":
        return None
    if not verb.match(page.low, body.end, turn.end):
        return None
    who = (body.start, body.end)
    return Hit(
        "TASK", turn.start, turn.end, body.end + 1, "is_bidden", 0.7, who, who, by, "requested",
    )  # fmt: skip


def _is_asked_for(page: Page, turn: Saying) -> bool:
    """Under 'Recommendations', or behind another request ('and that ...')."""
    if page.kind in ("joint_statement", "treaty"):
        return False
    if turn.role in (Role.PROPOSALS, Role.TASKS):
        return True
    before = turn.before
    return (
        before is not None
        and before.rule in ("is_requested", "is_bidden")
        and page.low.startswith("that ", max(turn.start - 5, 0))
    )


_DEED = re.compile(rf"(?:to |please |further |also |jointly )?{ACTS}(?!\w)")
_DID = re.compile(
    r"(?:\w+ ){1,12}?(?:\w{3,}ed|put|held|met|sent|brought|gave|took|went|led|won|built|found|ran|saw|drew|made|became|began)(?!\w)"
)
_FALLS = ("bad", "done", "figure", "ought", "met", "would")


def listed(page: Page, turn: Saying) -> Hit | None:
    """What an item is under 'Results', 'Difficulties', 'Requests of the other side', 'Tasks'."""
    first, role = turn.cues[0].kind if turn.cues else "", turn.role
    if role is None or page.low[turn.end : turn.end + 1] == ":":
        return None
    said = turn.by is not None and first in ("ought", "would")
    if role is Role.SHORTCOMINGS and not said and (not first or first in _FALLS):
        return _of_a_section(turn, "SHORTCOMING", 0.7)
    if role is Role.RESULTS and not first and _DID.match(page.low, turn.start, turn.end):
        return _of_a_section(turn, "RESULT", 0.6)._replace(kind="achievement")
    return _listed_deed(page, turn, role)


def _listed_deed(page: Page, turn: Saying, role: Role) -> Hit | None:
    """'- Shorten the licensing of farms', '- That Viet Nam accept ...' among requests or tasks."""
    wished = page.low.startswith("that ", max(turn.start - 5, 0))
    led = turn.cues and turn.cues[0].start - turn.start > 60
    continues = turn.cues and turn.cues[0].words.startswith("continue to")
    acts = _DEED.match(page.low, turn.start, turn.end) and (not turn.cues or led or continues)
    if role is Role.REQUESTS and (acts or wished):
        return _of_a_section(turn, "REQUEST", 0.7)
    if role in _BASIS and acts:
        return _of_a_section(turn, "TASK", 0.6)._replace(basis=_BASIS[role])
    return None


_BASIS = {Role.TASKS: "assigned", Role.PLANS: "resolved", Role.PROPOSALS: "requested"}


def _of_a_section(turn: Saying, kind: str, sure: float) -> Hit:
    return Hit(kind, turn.start, turn.end, turn.start, "listed", sure, (turn.start, turn.start))
