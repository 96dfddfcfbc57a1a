"""English results and shortcomings: what is reported, welcomed, regretted or listed."""

from __future__ import annotations

import re

from chancery.reader.records.english_negative import NOBODY, WANT
from chancery.reader.records.english_saying import Saying
from chancery.reader.records.model import Cue, Hit
from chancery.reader.records.page import Page
from chancery.reader.records.sections import Role

_NEWS = re.compile(
    r"\b(?:signed (?:on|in|at|during|by|between|this|at)|signing of|conclusion of|entry into force|adoption of|launch(?:ing)? of|opening of|completion of|ratification of|successful|upgrad(?:e|ing) of|elevation of|establishment of|progress (?:made|in))"
)

_HIT = re.compile(
    r", which (?:has |had )?(?:hit|reach|stood|total|r[oi]se|increas|gr[eo]w|exceed|surpass)\w* [^,;.]{0,30}?\d"
)

_NUMBER = re.compile(
    r"[^,;.]{0,40}?(?:\d|(?:an? |one |two |three[ -])(?:half|third|quarter|fifth|sixth|tenth)s?(?!\w)|half|double digits|(?:two|three|four|five|ten)fold)"
)

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


_NOBODY = re.compile(NOBODY + r"(?!\w)(?! (?:doubt|less|more))")
_WANT = re.compile(
    rf"(?:(?:the|a|an) )?(?:(?:continued|persistent|chronic|serious|severe|acute|relative|\w+ing) )?{WANT}(?: (?:of|in) |\s(?:still|continues?|persists?|remains?))"
)
_SCARCE = re.compile(
    r"(?:few|too few|too little|too many|very few|hardly any|not enough) (?!doubt|would)"
)
_MISSED = ("done", "figure", "met", "bad", "told", "stand", "say")


def falls_short(page: Page, turn: Saying) -> Hit | None:
    """'exporters still used only 48 per cent of preferences', 'approval had been slow', 'no meeting was held'."""
    cue = next((c for c in turn.cues if c.kind == "bad"), None)
    why = (cue.start, cue.end) if cue is not None and _states(page, turn, cue) else None
    first = turn.cues[0] if turn.cues else None
    scarce = _SCARCE.match(page.low, turn.start, turn.end)
    if (
        why is None
        and first is None
        and scarce
        and len(page.low[turn.start : turn.end].split()) >= 5
    ):
        return Hit(
            "SHORTCOMING", turn.start, turn.end, turn.start, "falls_short", 0.6, scarce.span()
        )
    if why is None and _is_wanting(page, turn, first):
        why = (turn.start, turn.start + 2)
    if why is None:
        return None
    return Hit("SHORTCOMING", turn.start, turn.end, turn.start, "falls_short", 0.65, why)


def _is_wanting(page: Page, turn: Saying, first: Cue | None) -> bool:
    """'Neither side has ratified ...', 'The lack of direct calls was recognised as ...'."""
    if first is None or first.kind not in _MISSED:
        return False
    nobody = _NOBODY.match(page.low, turn.start, first.end) is not None
    if nobody and first.kind in ("done", "met", "figure") and first.start - turn.start < 90:
        return True
    return _WANT.match(page.low, turn.start, turn.end) is not None and first.kind != "say"


_CEREMONY = re.compile(
    r"(?:the |an? |his |her |their |its )?(?:\w+ )?(?:visit|meeting|session|talks|discussions?|debate|ceremony|conference|seminar|event|proceedings|delegation|forum|statements?|remarks|speech(?:es)?|address(?:es)?|greetings|toasts?|wreath|guests?|courtesy call|phone call|call|trip|tour|reception|banquet|talks|words)(?!\w)(?! (?:centre|room|hall))"
)
_RELATIONS = re.compile(r" (?:diplomatic|formal|official) (?:relations|ties)")


def reports(page: Page, turn: Saying) -> Hit | None:
    """'two-way trade reached US$94.6 billion', 'the two sides signed 14 documents'."""
    cue = next((c for c in turn.cues if c.kind in ("figure", "done", "met")), None)
    if cue is None or turn.role is Role.SHORTCOMINGS or not _states(page, turn, cue):
        return None
    arrives = cue.words in ("reached", "hit") and page.at(page.skip(cue.end), "PLACE")
    if cue.kind == "figure" and not arrives and not _NUMBER.match(page.low, cue.end, turn.end):
        return None
    if (cue.kind == "met" and not _of_a_thing(page, turn, cue)) or (
        cue.start == turn.start
        and turn.before is None
        and turn.role is not Role.RESULTS
        and "under" not in cue.words
    ):
        return _result(turn, cue, "met", 0.35, "achievement")
    kind = "signed" if "signed" in cue.words else "achievement"
    if cue.kind == "figure" or (
        _GREW.search(cue.words) and _NUMBER.match(page.low, cue.end, turn.end)
    ):
        kind = "figure"
    kind = "ongoing" if _ONGOING.match(cue.words) else kind
    return _result(turn, cue, "reports", _how_sure(page, turn, cue), kind)


_ONGOING = re.compile(r"(?:remain|continue|is |are |now )")
_FORMAL = re.compile(
    r"(?:discussions?|talks|exchanges|deliberations)(?!\w)(?! on )|(?:the|this|their|his|her) (?:\w+ )?(?:visit|meeting|session|talks|conversation|discussion|dialogue|minutes|record|statement)(?!\w)"
)


def _how_sure(page: Page, turn: Saying, cue: Cue) -> float:
    """A visit, a meeting, a paper that is spoken of achieves nothing by itself; 'opened the meeting' neither."""
    if _FORMAL.match(page.low, turn.start, cue.start) and cue.kind != "figure":
        return 0.45
    behind = page.skip(cue.end)
    if _RELATIONS.match(page.low, cue.end) or (
        " " not in cue.words and _CEREMONY.match(page.low, behind)
    ):
        return 0.4
    return 0.4 if _is_history(page, turn) else 0.65


_LONG_AGO = 5
"""Years after which what was done is background."""


def _is_history(page: Page, turn: Saying) -> bool:
    """'The Commission was set up in May 1992': all its dates lie years back."""
    reference = page.context.reference_date
    years = [
        str(m.fields.get("value") or "")[:4] for m in page.inside(turn.start, turn.end, "DATE")
    ]
    if reference is None or not years or not all(year.isdigit() for year in years):
        return False
    return max(map(int, years)) <= reference.year - _LONG_AGO


def _result(turn: Saying, cue: Cue, rule: str, sure: float, kind: str) -> Hit:
    return Hit("RESULT", turn.start, turn.end, turn.start, rule, sure, (cue.start, cue.end), kind=kind)  # fmt: skip


_WHO = re.compile(
    r"(?:he|she|they|we|the (?:president|prime minister|minister|leaders?|delegation|two|sides)|delegation|h\.e)(?!\w)"
)


def _of_a_thing(page: Page, turn: Saying, cue: Cue) -> bool:
    """'the first shipments arrived': news; 'the President arrived' is a visit."""
    if cue.words not in ("arrived", "received", "held"):
        return False
    named = page.inside(turn.start, cue.start, "PERSON", "TITLE")
    return cue.words == "arrived" and not named and not _WHO.match(page.low, turn.start)


def _states(page: Page, turn: Saying, cue: Cue) -> bool:
    """Whether nothing before the cue governs it; what is said 'that' something is so is stated."""
    before = [c for c in turn.cues if c.start < cue.start]
    if all(c.kind in _STATED for c in before):
        return True
    last = before[-1]
    that = page.low.find(" that ", last.end - 5, cue.start) >= 0
    return that and all(c.kind in (*_STATED, "stand", "say") for c in before)


_STATED = ("figure", "done", "met", "bad", "would")
