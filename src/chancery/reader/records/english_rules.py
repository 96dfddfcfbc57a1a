"""The English rules, in the order in which they are tried on a clause."""

from __future__ import annotations

import re

from chancery.reader.records.candidates import left_over_in_english
from chancery.reader.records.english_lists import is_to_do
from chancery.reader.records.english_reports import falls_short, listed, reports, welcomes_news
from chancery.reader.records.english_saying import Saying, before_in_sentence, subject
from chancery.reader.records.model import Cue, Hit
from chancery.reader.records.page import Page
from chancery.reader.records.sections import Role

_THING = re.compile(
    r"(?:which|that|this|it|there|these|such|(?:the|our|its|their) (?:\w+ )?(?:aim|purpose|goal|objective|dates?|strategy|initiative|declaration|invitation|visit|agreement|partnership|meeting|project|memorandum|mechanism|event|cooperation|relationship|statement))\b"
)

_OUTCOME = re.compile(
    r"(?:will|shall)(?: also| further| continue to)? (?:be|help|contribute to (?!us\$|the [\w\s-]* fund)|become|bring|serve|remain|play|have|benefit|enter into force|benefit|allow|enable|make it|strengthen(?= ties))\b"
)

_OWN = re.compile(r"(?:its|their|his|her) ")

_OBJECT = re.compile(r"\s*(?:that )?(?P<who>[^,;]{2,90}?) (?:to|should|will|would) [a-z]")

_CLAUSE = re.compile(r"\s*(?:that )(?P<who>(?:the )?[^,;]{2,70}?) (?P<verb>[a-z]{3,})")


def agrees_to(page: Page, turn: Saying) -> Hit | None:
    """'The two sides agreed to hold ...', 'Viet Nam reaffirmed its commitment to reach ...', 'We commit to ...'."""
    cue = turn.leads_with("agree")
    if cue is None:
        return None
    soft = "ready" in cue.words or "need" in cue.words
    soft = soft or cue.words.startswith(
        ("expressed", "stand", "stood", "aim", "strive", "endeavo")
    )
    return Hit(
        "COMMITMENT",
        turn.start,
        turn.end,
        page.skip(cue.end),
        "agrees_to",
        0.65 if soft else 0.9,
        (cue.start, cue.end),
        subject(turn, cue) or before_in_sentence(turn),
    )


_RESOLVED = ("agree", "decide")

_PROMISED = (
    "announced", "confirmed", "informed", "stated", "affirmed", "reaffirmed", "assured", "undertook", "undertake",
    "pledge", "promised", "guaranteed", "gave", "give",
)  # fmt: skip

_VAGUE = re.compile(
    r"(?:\w+ed )?(?:consider|look into|study|examine|reflect|welcome|be (?:considered|examined|studied|able|possible|in|a|an|the|welcome|happy|glad|pleased|willing|ready|of|more|very|useful|beneficial|appropriate)(?!\w))"
)


def will_do(page: Page, turn: Saying) -> Hit | None:
    """'The Republic of Korea will train 1,500 engineers', not 'which will be held'."""
    cue = turn.leads_with("shall")
    if cue is None or not _is_a_deed(page, turn, cue):
        return None
    sure = 0.8 if turn.by is None or turn.said.startswith(_RESOLVED) else 0.6
    if turn.role in (Role.PLANS, Role.TASKS) and not page.codes(turn.start, cue.start):
        return _planned(page, turn, cue)
    if cue.words.startswith("shall") and _is_a_body(page, turn, cue):
        return None
    return Hit(
        "COMMITMENT",
        turn.start,
        turn.end,
        page.skip(cue.end),
        "will_do",
        sure,
        (cue.start, cue.end),
        subject(turn, cue) or (turn.before.actor if turn.before else None),
    )


def _is_a_deed(page: Page, turn: Saying, cue: Cue) -> bool:
    """No effect, no bare event, no courtesy ('we will be happy to see'): somebody is bound."""
    person = _SELF.match(page.low, turn.start) is not None
    both = turn.said.startswith(_RESOLVED) or page.kind in ("joint_statement", "treaty")
    settled = person or (_DONE_TO.match(page.low, cue.end) is not None and both)
    if page.directs or (person and _NO_PROMISE.match(page.low, cue.end)):
        return False
    outcome = _OUTCOME.match(page.low, cue.start) or _THING.match(page.low, turn.start)
    return settled or outcome is None


_SELF = re.compile(r"(?:we|i) (?:will|shall)")
_NO_PROMISE = re.compile(
    r" (?:also )?(?:see|be (?:happy|glad|able|there)|never|always|not|have to|need|know|remember|find|look|miss)(?!\w)"
)
_DONE_TO = re.compile(
    r" (?:thereafter |also |then |jointly )?be (?!(?:based|guided|governed|considered|needed|required|interpreted|followed|accompanied|welcomed|limited|determined|decided|regarded|listed|attached|noted) )"
    r"(?:re)?(?:\w+ed|held|set|built|made|led|given|put|taken|brought|drawn|begun|cut|sent)(?!\w)"
)
"""'agreed that the Committee will [be reconvened]': settled by both, whoever does it."""


def gives(page: Page, turn: Saying) -> Hit | None:
    """'Australia announced an additional AUD 20 million for ...': a party and a sum."""
    cue = turn.leads_with("give")
    if cue is None or not page.inside(cue.end, turn.end, "QUANTITY"):
        return None
    if page.side(turn.start, cue.start) not in ("partner", "home", "joint"):
        return None
    where = (cue.start, cue.end)
    whom = subject(turn, cue)
    return Hit("COMMITMENT", turn.start, turn.end, cue.end, "gives", 0.6, where, whom)


def would_do(page: Page, turn: Saying) -> Hit | None:
    """'his Government would consider the proposal': a candidate."""
    cue = turn.leads_with("would")
    if cue is None and turn.said.startswith(_RESOLVED):
        cue = turn.leads_with("ought")
    if cue is None:
        return None
    promised = turn.said.startswith(_RESOLVED + _PROMISED)
    action = page.skip(cue.end)
    sure = 0.65 if promised and not _VAGUE.match(page.low, action) else 0.4
    own = turn.by if turn.by and _OWN_WORD.match(page.low, turn.start) else None
    start = own[0] if own else turn.start
    return Hit(
        "COMMITMENT",
        start,
        turn.end,
        action,
        "would_do",
        sure,
        (cue.start, cue.end),
        own or subject(turn, cue),
    )


_OWN_WORD = re.compile(r"(?:it|they|he|she|its|their|his|her) ")


def _planned(page: Page, turn: Saying, cue: Cue) -> Hit:
    """'The Embassy will organise ...' under 'Next steps': the plan of who writes it."""
    return Hit(
        "TASK",
        turn.start,
        turn.end,
        page.skip(cue.end),
        "is_planned",
        0.65,
        (cue.start, cue.end),
        (turn.start, cue.start) if cue.start - turn.start > 2 else None,
        None,
        "resolved",
    )


_PLAINLY = (
    "propos",
    "suggest",
    "request",
    "sought",
    "seek",
    "press",
    "plead",
    "lobb",
    "would appreciate",
    "would be",
    "expressed",
)
_PLEA = re.compile(r"(?:plea|request|appeal|call) for$")


def asks_for(page: Page, turn: Saying) -> Hit | None:
    """'Viet Nam requested that the Republic of Korea complete ...', 'urged Viet Nam to resolve ...'."""
    cue = turn.leads_with("ask")
    if cue is None:
        return None
    found = _OBJECT.match(page.low, cue.end, turn.end) or _CLAUSE.match(
        page.low, cue.end - (5 if cue.words.endswith(" that") else 0), turn.end
    )
    if found is None:
        sure, actor, action = 0.45, None, page.skip(cue.end)
        by = subject(turn, cue) or (turn.before.by if turn.before else None)
        if cue.words.startswith(_PLAINLY) or _PLEA.search(cue.words):
            sure = 0.6 if by and page.side(*by) != "joint" else 0.55
    else:
        actor, action = found.span("who"), found.end("who")
        sure = _asked(page, cue, found)
    if actor and page.low.startswith(("him ", "her ", "them "), actor[0]):
        sure = 0.45
    if actor and _is_ours(page, turn, cue, actor):
        return _requested(page, turn, cue, actor)
    if actor and _is_a_joint_body(page, turn, cue, actor):
        return _requested(page, turn, cue, actor)._replace(basis="assigned")
    return Hit(
        "REQUEST",
        turn.start,
        turn.end,
        action,
        "asks_for",
        sure,
        (cue.start, cue.end),
        actor,
        subject(turn, cue) or (turn.before.by if turn.before else None),
    )


_OUR_BODY = re.compile(
    r"(?:the |all |its |our |relevant |competent )*(?:\w+ )?(?:ministr|department|agenc|embass|mission|provinc|authorit|office|institut)"
)


def _is_ours(page: Page, turn: Saying, cue: Cue, actor: tuple[int, int]) -> bool:
    """'The Prime Minister asked the Ministry of Finance to ...': a body of ours, not asked from abroad."""
    by = subject(turn, cue)
    if page.side(*actor) in ("partner", "joint") or (
        by and page.side(*by) in ("partner", "joint")
    ):
        return False
    named = page.at(page.skip(actor[0]), "ORG", "ORG_GROUP")
    return named is not None or _OUR_BODY.match(page.low, page.skip(actor[0])) is not None


_JOINT_BODY = re.compile(
    r"(?:the |their |both |two |relevant |competent |respective )*(?:[\w-]+ ){0,7}?(?:council|commission|committee|subcommittee|working group|task force|secretariat|ministers|officials|co-chairs|agencies|authorities|experts|negotiators|ambassadors|teams?)(?!\w)"
)


def _is_a_joint_body(page: Page, turn: Saying, cue: Cue, actor: tuple[int, int]) -> bool:
    """'The two sides asked the Free Trade Council to ...': both tell a body of theirs."""
    if page.codes(page.skip(actor[0]), page.skip(actor[0]) + 24) or not _JOINT_BODY.match(
        page.low, page.skip(actor[0]), actor[1]
    ):
        return False
    by = subject(turn, cue) or (turn.before.actor if turn.before else None)
    return by is not None and page.side(*by) == "joint"


def _requested(page: Page, turn: Saying, cue: Cue, actor: tuple[int, int]) -> Hit:
    first = page.skip(actor[0])
    return Hit(
        "TASK",
        turn.start,
        turn.end,
        actor[1],
        "is_requested",
        0.75,
        (cue.start, cue.end),
        (first, actor[1]),
        subject(turn, cue),
        "requested",
    )


def _asked(page: Page, cue: Cue, found: re.Match[str]) -> float:
    own = _OWN.match(page.low, found.start("who"))
    if own:
        return 0.3
    return 0.6 if cue.words.startswith(("encourage", "hope", "express", "invite")) else 0.85


_WITH = re.compile(r"\s*(?P<who>[^,;]{2,90}?) with [a-z]+ing(?!\w)")


_UNTIL = re.compile(r"\s*(?P<who>[^,;]{2,70}?) (?:until|till|up to) [^,;]{3,40} to [a-z]+")
"""'He gave [the Ministry of Construction] until the end of March to cut ...'."""


def is_directed(page: Page, turn: Saying) -> Hit | None:
    """'The Prime Minister instructed the Ministry of Finance to ...', 'All ministries are requested to ...'."""
    cue = turn.leads_with("order", "told")
    if cue is None:
        return None
    if cue.kind == "told":
        return Hit(
            "TASK",
            turn.start,
            turn.end,
            page.skip(cue.end),
            "is_directed",
            0.85,
            (cue.start, cue.end),
            (turn.start, cue.start),
            None,
            "assigned",
        )
    found = _OBJECT.match(page.low, cue.end, turn.end)
    found = _UNTIL.match(page.low, cue.end, turn.end) or found
    found = found or _WITH.match(page.low, cue.end, turn.end)
    if found is None:
        return None
    return Hit(
        "TASK",
        turn.start,
        turn.end,
        found.end("who"),
        "is_directed",
        0.85,
        (cue.start, cue.end),
        found.span("who"),
        subject(turn, cue),
        "assigned",
    )


def _is_a_body(page: Page, turn: Saying, cue: Cue) -> bool:
    """'The Ministry of Industry and Trade shall ...' in a paper that is no agreement of two sides."""
    if page.kind in ("joint_statement", "treaty") or page.codes(turn.start, cue.start):
        return False
    return _OUR_BODY.match(page.low, turn.start, cue.start) is not None


def must_do(page: Page, turn: Saying) -> Hit | None:
    """'The Ministry of Industry and Trade must submit ...', 'shall' in a paper that directs."""
    cue = turn.leads_with("ought", "shall")
    if cue is not None and cue.kind == "shall":
        orders = cue.words.startswith("shall") and _is_a_body(page, turn, cue)
        cue = cue if page.directs or orders else None
    if cue is None or cue.start <= turn.start or turn.said.startswith(_RESOLVED):
        return None
    named = page.inside(turn.start, cue.start, "ORG", "ORG_GROUP")
    body = named or re.match(
        r"(?:the|all|relevant) (?:\w+ )?(?:ministr|department|agenc|embass|mission|provinc|authorit)",
        page.low[turn.start : cue.start],
    )
    sure = 0.8 if body and not page.codes(turn.start, cue.start) else 0.4
    return Hit(
        "TASK",
        turn.start,
        turn.end,
        page.skip(cue.end),
        "must_do",
        sure,
        (cue.start, cue.end),
        (turn.start, cue.start),
        turn.by,
        "assigned",
    )


RULES = (
    is_to_do,
    agrees_to,
    is_directed,
    must_do,
    will_do,
    would_do,
    gives,
    asks_for,
    welcomes_news,
    falls_short,
    reports,
    listed,
    left_over_in_english,
)
