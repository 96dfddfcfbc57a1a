"""The English rules, in the order in which they are tried on a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chancery.reader.records.model import Cue, Hit
from chancery.reader.records.page import Page
from chancery.reader.records.sections import Role

_TO = re.compile(r"to (?!(?:the|a|an|be|which|this|its|their|us\$|\d)\b)[a-z]+")
_THING = re.compile(
    r"(?:which|that|this|it|there|these|such|the (?:visit|agreement|partnership|meeting|project|memorandum|mechanism|event|cooperation|relationship|statement))\b"
)
_OUTCOME = re.compile(
    r"(?:will|shall)(?: also| further| continue to)? (?:be|help|contribute to (?!us\$|the [\w\s-]* fund)|become|bring|serve|remain|play|have|benefit|enter into force|benefit|allow|enable|make it|strengthen(?= ties))\b"
)
_NEWS = re.compile(
    r"\b(?:signed (?:on|in|at|during|by|between|this|at)|signing of|conclusion of|entry into force|adoption of|launch(?:ing)? of|opening of|completion of|ratification of|successful|upgrad(?:e|ing) of|elevation of|establishment of|progress (?:made|in))"
)
_HIT = re.compile(
    r", which (?:has |had )?(?:hit|reach|stood|total|r[oi]se|increas|gr[eo]w|exceed|surpass)\w* [^,;.]{0,30}?\d"
)
_OWN = re.compile(r"(?:its|their|his|her) ")
_OBJECT = re.compile(r"\s*(?:that )?(?P<who>[^,;]{2,90}?) (?:to|should|will|would) [a-z]")
_CLAUSE = re.compile(r"\s*(?:that )(?P<who>(?:the )?[^,;]{2,70}?) (?P<verb>[a-z]{3,})")
_NUMBER = re.compile(r"[^,;.]{0,40}?\d")
_GREW = re.compile(r"(?:reach|increas|r[io]se|gr[eo]wn?|fall|declin|exceed|surpass|total)")


@dataclass(frozen=True, slots=True)
class Saying:
    start: int
    end: int
    cues: tuple[Cue, ...]
    by: tuple[int, int] | None
    before: Hit | None
    role: Role | None

    def leads_with(self, *kinds: str) -> Cue | None:
        """The first cue, where it is of these kinds and stands near the head."""
        first = self.cues[0] if self.cues else None
        return first if first and first.kind in kinds and first.start - self.start <= 140 else None


def agrees_to(page: Page, turn: Saying) -> Hit | None:
    """'The two sides agreed to hold ...', 'Viet Nam reaffirmed its commitment to reach ...', 'We commit to ...'."""
    cue = turn.leads_with("agree")
    if cue is None:
        return None
    soft = cue.words.startswith(("expressed", "stand", "stood", "aim", "strive", "endeavo"))
    return Hit(
        "COMMITMENT",
        turn.start,
        turn.end,
        page.skip(cue.end),
        "agrees_to",
        0.65 if soft else 0.9,
        (cue.start, cue.end),
        _subject(turn, cue) or _before(turn),
    )


def will_do(page: Page, turn: Saying) -> Hit | None:
    """'The Republic of Korea will train 1,500 engineers', not 'which will be held'."""
    cue = turn.leads_with("shall")
    if cue is None or _OUTCOME.match(page.low, cue.start):
        return None
    thing = _THING.match(page.low, turn.start)
    if thing or page.directs:
        return None
    sure = 0.8 if turn.by is None else 0.6
    return Hit(
        "COMMITMENT",
        turn.start,
        turn.end,
        page.skip(cue.end),
        "will_do",
        sure,
        (cue.start, cue.end),
        _subject(turn, cue) or (turn.before.actor if turn.before else None),
    )


def would_do(page: Page, turn: Saying) -> Hit | None:
    """'his Government would consider the proposal': a candidate."""
    cue = turn.leads_with("would")
    if cue is None:
        return None
    return Hit(
        "COMMITMENT",
        turn.start,
        turn.end,
        page.skip(cue.end),
        "would_do",
        0.4,
        (cue.start, cue.end),
        _subject(turn, cue),
    )


def asks_for(page: Page, turn: Saying) -> Hit | None:
    """'Viet Nam requested that the Republic of Korea complete ...', 'urged Viet Nam to resolve ...'."""
    cue = turn.leads_with("ask")
    if cue is None:
        return None
    found = _OBJECT.match(page.low, cue.end, turn.end) or _CLAUSE.match(
        page.low, cue.end, turn.end
    )
    if found is None:
        sure, actor, action = 0.45, None, page.skip(cue.end)
        if cue.words.startswith(("propos", "suggest", "request")):
            sure = 0.55
    else:
        actor, action = found.span("who"), found.end("who")
        sure = _asked(page, cue, found)
    if actor and page.low.startswith(("him ", "her ", "them "), actor[0]):
        sure = 0.45
    return Hit(
        "REQUEST",
        turn.start,
        turn.end,
        action,
        "asks_for",
        sure,
        (cue.start, cue.end),
        actor,
        _subject(turn, cue) or (turn.before.by if turn.before else None),
    )


def _asked(page: Page, cue: Cue, found: re.Match[str]) -> float:
    own = _OWN.match(page.low, found.start("who"))
    if own:
        return 0.3
    return 0.6 if cue.words.startswith(("encourage", "hope", "express", "invite")) else 0.85


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
        _subject(turn, cue),
        "assigned",
    )


def must_do(page: Page, turn: Saying) -> Hit | None:
    """'The Ministry of Industry and Trade must submit ...', 'shall' in a paper that directs."""
    cue = turn.leads_with("ought") or (turn.leads_with("shall") if page.directs else None)
    if cue is None or cue.start <= turn.start:
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


def welcomes_news(page: Page, turn: Saying) -> Hit | None:
    """'welcomed the Memorandum ..., signed on 21 September': the news in a position."""
    cue = turn.leads_with("stand")
    if cue is None or not cue.words.startswith(("welcome", "note", "took", "applaud")):
        return None
    found = _NEWS.search(page.low, cue.end, turn.end) or _HIT.search(page.low, cue.end, turn.end)
    if found is None or "successful" in found.group() or "progress" in found.group():
        return None
    start = page.skip(cue.end)
    kind = "signed" if "sign" in found.group() else "achievement"
    return Hit(
        "RESULT", start, turn.end, start, "welcomes_news", 0.6, (cue.start, cue.end), kind=kind
    )


def falls_short(page: Page, turn: Saying) -> Hit | None:
    """'exporters still used only 48 per cent of preferences', 'approval had been slow'."""
    cue = next((c for c in turn.cues if c.kind == "bad"), None)
    if cue is None or not _states(turn, cue):
        return None
    return Hit(
        "SHORTCOMING", turn.start, turn.end, turn.start, "falls_short", 0.65, (cue.start, cue.end)
    )


def reports(page: Page, turn: Saying) -> Hit | None:
    """'two-way trade reached US$94.6 billion', 'the two sides signed 14 documents'."""
    cue = next((c for c in turn.cues if c.kind in ("figure", "done", "met")), None)
    if cue is None or not _states(turn, cue):
        return None
    if cue.kind == "figure" and not _NUMBER.match(page.low, cue.end, turn.end):
        return None
    if cue.kind == "met" or (cue.start == turn.start and turn.before is None):
        return Hit(
            "RESULT",
            turn.start,
            turn.end,
            turn.start,
            "met",
            0.35,
            (cue.start, cue.end),
            kind="achievement",
        )
    kind = "signed" if "signed" in cue.words else "achievement"
    if cue.kind == "figure" or (
        _GREW.search(cue.words) and _NUMBER.match(page.low, cue.end, turn.end)
    ):
        kind = "figure"
    kind = "ongoing" if cue.words.startswith(("remain", "continue", "is ", "are ")) else kind
    sure = (
        0.45
        if page.low.startswith(("the visit", "this visit", "the meeting"), turn.start)
        else 0.65
    )
    return Hit(
        "RESULT",
        turn.start,
        turn.end,
        turn.start,
        "reports",
        sure,
        (cue.start, cue.end),
        kind=kind,
    )


def listed(page: Page, turn: Saying) -> Hit | None:
    """An item under 'Difficulties' or 'Tasks'."""
    if turn.role is Role.SHORTCOMINGS and (
        not turn.cues or turn.cues[0].kind in ("bad", "done", "figure")
    ):
        return Hit(
            "SHORTCOMING",
            turn.start,
            turn.end,
            turn.start,
            "listed",
            0.7,
            (turn.start, turn.start),
        )
    if (
        turn.role in (Role.TASKS, Role.PLANS)
        and not turn.cues
        and _TO.match("to " + page.low[turn.start : turn.start + 20])
    ):
        return Hit(
            "TASK",
            turn.start,
            turn.end,
            turn.start,
            "listed",
            0.6,
            (turn.start, turn.start),
            basis="resolved" if turn.role is Role.PLANS else "assigned",
        )
    return None


RULES = (
    agrees_to,
    is_directed,
    must_do,
    will_do,
    would_do,
    asks_for,
    welcomes_news,
    falls_short,
    reports,
    listed,
)


def _states(turn: Saying, cue: Cue) -> bool:
    return not any(
        c.kind not in ("figure", "done", "met", "bad", "would")
        for c in turn.cues
        if c.start < cue.start
    )


def _before(turn: Saying) -> tuple[int, int] | None:
    """'Japan pledged ... and committed to ...': who acted before in the sentence."""
    before = turn.before
    return before.actor if before is not None and before.type == "COMMITMENT" else None


def _subject(turn: Saying, cue: Cue) -> tuple[int, int] | None:
    if cue.start - turn.start > 2:
        return turn.start, cue.start
    return turn.by
