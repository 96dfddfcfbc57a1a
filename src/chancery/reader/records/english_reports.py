"""English results and shortcomings: what is reported, welcomed, regretted or listed."""

from __future__ import annotations

import re

from chancery.reader.records.english_saying import Saying
from chancery.reader.records.model import Cue, Hit
from chancery.reader.records.page import Page
from chancery.reader.records.sections import Role

_TO = re.compile(r"to (?!(?:the|a|an|be|which|this|its|their|us\$|\d)\b)[a-z]+")
_NEWS = re.compile(
    r"\b(?:signed (?:on|in|at|during|by|between|this|at)|signing of|conclusion of|entry into force|adoption of|launch(?:ing)? of|opening of|completion of|ratification of|successful|upgrad(?:e|ing) of|elevation of|establishment of|progress (?:made|in))"
)

_HIT = re.compile(
    r", which (?:has |had )?(?:hit|reach|stood|total|r[oi]se|increas|gr[eo]w|exceed|surpass)\w* [^,;.]{0,30}?\d"
)

_NUMBER = re.compile(r"[^,;.]{0,40}?\d")

_GREW = re.compile(r"(?:reach|increas|r[io]se|gr[eo]wn?|fall|declin|exceed|surpass|total)")


def regretted(start: int, end: int, why: tuple[int, int]) -> Hit:
    """'noted with concern that ...; that ...': each of them falls short, whatever its words."""
    return Hit("SHORTCOMING", start, end, start, "is_regretted", 0.7, why)


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
    if (cue.kind == "met" and not _of_a_thing(page, turn, cue)) or (
        cue.start == turn.start and turn.before is None and "under" not in cue.words
    ):
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


_WHO = re.compile(
    r"(?:he|she|they|we|the (?:president|prime minister|minister|leaders?|delegation|two|sides)|delegation|h\.e)(?!\w)"
)


def _of_a_thing(page: Page, turn: Saying, cue: Cue) -> bool:
    """'the first shipments arrived': news; 'the President arrived' is a visit."""
    if cue.words not in ("arrived", "received", "held"):
        return False
    named = page.inside(turn.start, cue.start, "PERSON", "TITLE")
    return cue.words == "arrived" and not named and not _WHO.match(page.low, turn.start)


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


def _states(turn: Saying, cue: Cue) -> bool:
    return not any(
        c.kind not in ("figure", "done", "met", "bad", "would")
        for c in turn.cues
        if c.start < cue.start
    )
