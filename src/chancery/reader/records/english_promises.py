"""English commitments: who agrees, will do, would do, gives."""

from __future__ import annotations

import re

from chancery.reader.records.english_saying import (
    Saying,
    before_in_sentence,
    is_our_body,
    subject,
)
from chancery.reader.records.model import DOUBTFUL, Cue, Hit
from chancery.reader.records.page import Page
from chancery.reader.records.sections import Role
from chancery.reader.records.terms import deadline_in

RESOLVED = (
    "it was agreed",
    "was agreed",
    "it was decided",
    "was decided",
    "it was resolved",
    "was resolved",
    "is agreed",
    "has been agreed",
    "has been decided",
    "provide",
    "stipulate",
    "specif",
    "lay",
    "laid",
    "agree",
    "decide",
    "resolve",
    "settle",
    "conclude",
)
"""'agreed that ... should ...': said by both, it binds."""

_PROMISED = (
    "announced", "confirmed", "informed", "stated", "affirmed", "reaffirmed", "assured", "reassured", "told", "undertook", "undertake",
    "pledge", "promise", "guaranteed", "gave", "give", "made", "vow", "said", "explained", "added", "declared", "disclosed", "revealed", "commit",
)  # fmt: skip

_THING = re.compile(
    r"(?:which|that|this|it|there|these|such|(?:the|our|its|their|this) (?:\w+ )?(?:aim|purpose|goal|objective|dates?|strategy|initiative|declaration|invitation|visit|agreement|partnership|mechanism|event|cooperation|relationship|statement|results?|details|outcome))\b"
)
_OUTCOME = re.compile(
    r"(?:will|shall|'ll)(?: also| further| continue to| now| \w+ly)* (?:be|help|contribute to (?!us\$|the [\w\s-]* fund)|become|bring (?!down|in |up )|serve|remain|play|(?:lead|head|chair) (?:the|a|an|his|her)|have (?!(?:the|a|an|all|its|their) |\w+(?:ed|en|wn) )|benefit|enter into force|allow|enable|make it|mean|depend|need|require|know|see (?!to )|like|want|hope|exist|belong|last|feel|cost|strengthen(?= ties))\b"
)
_DONE_TO = re.compile(
    r" (?:thereafter |also |then |jointly |now )?be (?!(?:based|guided|governed|considered|needed|required|interpreted|followed|accompanied|welcomed|limited|determined|decided|regarded|listed|attached|noted|interested|pleased|delighted|honoured|agreed|seen|felt|remembered|tempted) )"
    r"(?:re)?(?:\w+ed|held|set|built|made|led|given|put|taken|brought|drawn|begun|cut|sent|paid|met|chosen|kept|written|sold|run)(?!\w)"
)
"""'agreed that the Committee will [be reconvened]': settled by both, whoever does it."""

_VAGUE = re.compile(
    r"(?:\w+ed )?(?:consider|look into|study|examine|reflect|welcome|like|benefit|help|mean|allow|enable|make it|require|need|depend|appreciate|hope|seem|appear|want|prefer|love|remain|become|serve|cost|see|feel|bring (?!down|in |up )|have to|have been|take (?:\w+ )?(?:days|weeks|months|years)|"
    r"be (?:considered|examined|studied|needed|required|interested|pleased|based|met with)(?!\w)|be (?!(?:re)?(?:\w+ed|held|set|built|made|led|given|put|taken|brought|drawn|begun|cut|sent|paid|met|kept|sold|run|written)(?!\w)))"
)
_EVENT = re.compile(
    r"(?:the |its |their |a |an )?(?:[\w'-]+ ){0,5}?(?:session|meeting|round|dialogue|forum|conference|workshop|consultations|talks|negotiations|summit|seminar|work|construction|flights|service|project)(?: [\w'-]+){0,6} $"
)
_NAMED = ("ORG", "ORG_GROUP", "COUNTRY", "BLOC", "PERSON", "TITLE")
_PRONOUN = re.compile(
    r"(?:it|they|he|she|we|both|each|the (?:\w+ )?(?:side|party|parties|government|company|group|firm|bank|airline|ministry|university|agency|minister|president|embassy|laboratory|authority|sides|governments|companies))(?!\w)"
)


def agrees_to(page: Page, turn: Saying) -> Hit | None:
    """'The two sides agreed to hold ...', 'Viet Nam reaffirmed its commitment to reach ...', 'We commit to ...'."""
    cue = turn.leads_with("agree")
    if cue is None:
        return None
    soft = any(word in cue.words for word in ("ready", "need", "willing", "keen", "readiness"))
    soft = soft or cue.words.startswith(("expressed", "aim", "strive", "strove", "endeavo"))
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


def will_do(page: Page, turn: Saying) -> Hit | None:
    """'The Republic of Korea will train 1,500 engineers', not 'which will be held'."""
    cue = turn.leads_with("shall")
    if cue is None or not _is_a_deed(page, turn, cue):
        return None
    sure = 0.8 if turn.by is None or turn.said.startswith(RESOLVED) else 0.6
    if cue.words.startswith("shall") and is_our_body(page, turn.start, cue.start):
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
    """No effect, no courtesy ('we will be happy to see'): somebody is bound, or something is settled."""
    person = _SELF.search(page.low, max(turn.start, cue.start - 4), cue.end) is not None
    if (
        _NOTHING.match(page.low, turn.start)
        or page.directs
        or (person and _NO_PROMISE.match(page.low, cue.end))
    ):
        return False
    if person or _DONE_TO.match(page.low, cue.end) or _is_an_event(page, turn, cue):
        return True
    own = turn.by is not None and _OWN_WORD.match(page.low, turn.start) is not None
    thing = _THING.match(page.low, turn.start) is not None and not own
    return _OUTCOME.match(page.low, cue.start) is None and not thing


_NOTHING = re.compile(r"(?:nothing|nobody|no one|none|neither)(?!\w)")
_SELF = re.compile(r"(?<!\w)(?:we|i)(?: will| shall|'ll)")
_NO_PROMISE = re.compile(
    r" (?:also )?(?:see|be (?:happy|glad|able|there)|never|always|not|have to|need|know|remember|find|look (?:forward|back)|miss)(?!\w)"
)
_TAKES_PLACE = re.compile(
    r" (?:take place|begin|start|open|resume|follow|convene|reconvene|meet|enter into force|take effect|close|run|land)(?!\w)"
)


def _is_an_event(page: Page, turn: Saying, cue: Cue) -> bool:
    """'The next session will take place in Oslo in 2027': settled, though nobody is named."""
    if not _TAKES_PLACE.match(page.low, cue.end) or _THING.match(page.low, turn.start) is not None:
        return False
    return (
        deadline_in(page, cue.end, turn.end) is not None
        or _EVENT.match(page.low, turn.start, cue.start) is not None
    )


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
    """'his Government would consider the proposal': a candidate; 'CFIA would fill the posts by 1 June': said by it."""
    cue = turn.leads_with("would")
    if cue is None and turn.said.startswith(RESOLVED):
        cue = turn.leads_with("ought", "should")
    if cue is None:
        return None
    action = page.skip(cue.end)
    if turn.said.startswith(RESOLVED) and is_our_body(page, turn.start, cue.start):
        return _set_itself(page, turn, cue)
    own = turn.by if turn.by and _OWN_WORD.match(page.low, turn.start) else None
    start = own[0] if own else turn.start
    return Hit(
        "COMMITMENT",
        start,
        turn.end,
        action,
        "would_do",
        _promised(page, turn, cue, action),
        (cue.start, cue.end),
        own or subject(turn, cue) or before_in_sentence(turn),
    )


_OWN_WORD = re.compile(r"(?:it|they|he|she|its|their|his|her) ")


def _promised(page: Page, turn: Saying, cue: Cue, action: int) -> float:
    if _VAGUE.match(page.low, action):
        return DOUBTFUL
    if turn.said.startswith(RESOLVED + _PROMISED):
        return 0.65
    goes_on = cue.start - turn.start < 3 and before_in_sentence(turn) is not None
    named = page.inside(turn.start, cue.start, *_NAMED) or _PRONOUN.match(page.low, turn.start)
    dated = deadline_in(page, cue.end, turn.end) is not None
    return (
        0.6 if goes_on or (named and not _THING.match(page.low, turn.start)) or dated else DOUBTFUL
    )


def is_planned(page: Page, turn: Saying) -> Hit | None:
    """'The Embassy will organise ...', '... plans to organise' under 'Next steps': the plan of who writes it."""
    cue = turn.leads_with("shall", "agree")
    if cue is None or turn.role not in (Role.PLANS, Role.TASKS):
        return None
    if page.codes(turn.start, cue.start) or page.side(turn.start, cue.start) in (
        "joint",
        "partner",
    ):
        return None
    if cue.kind == "shall" and not _is_a_deed(page, turn, cue):
        return None
    return _set_itself(page, turn, cue)


def _set_itself(page: Page, turn: Saying, cue: Cue) -> Hit:
    """A task that who writes, or who met, resolves on."""
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
