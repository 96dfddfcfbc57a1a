"""English records at a first level: joint statements, summit commitments, reports, press."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chancery.reader.clauses import Segment, segments, trim
from chancery.reader.records.english_cues import cues_of
from chancery.reader.records.fields import fields_of
from chancery.reader.records.model import Cue, Hit, Record
from chancery.reader.records.page import Page
from chancery.reader.records.sections import Role
from chancery.reader.zones import Paragraph

_ADVERBIAL = re.compile(
    r"(?:(?:on|in|at|to|for|during|with|by|as|from|under|following|through|recogni[sz]ing|recalling|noting|given|building|while|after|before|since|upon|regarding)\s[^,;:]{1,160}?"
    r"|furthermore|moreover|in addition|additionally|accordingly|also|finally|however|meanwhile|nevertheless|therefore|respectively), "
)
_SPLIT = re.compile(
    r",? and (?:also |further |both )?(?=(?:to [a-z]+|that|will|shall|would|urged|committed|agreed|pledged|undertook|requested|asked|proposed|called|invited|welcomed|"
    r"supported|expressed|reaffirmed|underscored|emphasi[sz]ed|noted|encouraged|reiterated|intend|decided|signed|opened|launched|completed|established) )"
    r"|, (?=(?:that|to [a-z]+ing|which will|who will) )|, (?:while|whereas|but) "
)
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
_CONTINUES = ("agree", "ask", "order", "told")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence with its cues; ``word`` is the conjunction's follower ('to', 'that')."""

    start: int
    end: int
    cues: tuple[Cue, ...]
    word: str
    segment: Segment


def records_of(page: Page) -> Iterator[Record]:
    """All records of an English document."""
    for paragraph in page.zones.paragraphs:
        if paragraph.zone != "body":
            continue
        role = page.roles.get(paragraph.index)
        before: Hit | None = None
        for segment in segments(page.text, paragraph.content, paragraph.end):
            if segment.before != ";" and segment.before != ":":
                before = None
            for clause in _clauses(page, segment):
                hit = _decide(page, clause, before, role)
                if hit is not None:
                    yield _record(page, hit, paragraph)
                before = hit or (before if not clause.cues else None)


def _clauses(page: Page, segment: Segment) -> Iterator[Clause]:
    cues = tuple(cues_of(page.low, segment.start, segment.end))
    starts = [segment.start]
    for found in _SPLIT.finditer(page.low, segment.start, segment.end):
        if found.start() - starts[-1] >= 15:
            starts.append(found.end())
    for i, start in enumerate(starts):
        stop = starts[i + 1] if i + 1 < len(starts) else segment.end
        first, last = trim(page.text, start, stop)
        tail = re.search(
            r",?\s(?:and(?: also| further| both)?|while|whereas|but)$",
            page.low[max(last - 14, first) : last],
        )
        last -= len(tail.group()) if tail else 0
        while (
            not i and (skip := _ADVERBIAL.match(page.low, first, last)) and last - skip.end() >= 12
        ):
            if any(
                first <= c.start < skip.end() and c.kind in ("agree", "ask", "shall") for c in cues
            ):
                break
            first = skip.end()
        if last - first >= 12:
            word = page.low[first:last].split(" ", 1)[0] if i else ""
            yield Clause(
                first, last, tuple(c for c in cues if first <= c.start < last), word, segment
            )


def _decide(page: Page, clause: Clause, before: Hit | None, role: Role | None) -> Hit | None:
    """The governing word of the clause decides; 'to ...' and 'that ...' go on with the last one."""
    start, cues, by = clause.start, list(clause.cues), None
    if (
        clause.word == "to"
        and before is not None
        and before.type in ("COMMITMENT", "REQUEST", "TASK")
    ):
        return Hit(
            before.type,
            start,
            clause.end,
            start + 3,
            "goes_on",
            min(before.confidence, 0.8),
            before.why,
            before.actor,
            before.by,
            before.basis,
        )
    if clause.word == "that":
        start += 5
    while cues and cues[0].kind == "say" and cues[0].start - start < 130:
        by = (start, cues[0].start)
        start = page.skip(cues[0].end)
        cues = [c for c in cues if c.start >= start]
    for rule in _RULES:
        if hit := rule(page, _Turn(start, clause.end, tuple(cues), by, before, role)):
            return hit
    return None


@dataclass(frozen=True, slots=True)
class _Turn:
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


def agrees_to(page: Page, turn: _Turn) -> Hit | None:
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
        _subject(turn, cue),
    )


def will_do(page: Page, turn: _Turn) -> Hit | None:
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


def would_do(page: Page, turn: _Turn) -> Hit | None:
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


def asks_for(page: Page, turn: _Turn) -> Hit | None:
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


def is_directed(page: Page, turn: _Turn) -> Hit | None:
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


def must_do(page: Page, turn: _Turn) -> Hit | None:
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


def welcomes_news(page: Page, turn: _Turn) -> Hit | None:
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


def falls_short(page: Page, turn: _Turn) -> Hit | None:
    """'exporters still used only 48 per cent of preferences', 'approval had been slow'."""
    cue = next((c for c in turn.cues if c.kind == "bad"), None)
    if cue is None or not _states(turn, cue):
        return None
    return Hit(
        "SHORTCOMING", turn.start, turn.end, turn.start, "falls_short", 0.65, (cue.start, cue.end)
    )


def reports(page: Page, turn: _Turn) -> Hit | None:
    """'two-way trade reached US$94.6 billion', 'the two sides signed 14 documents'."""
    cue = next((c for c in turn.cues if c.kind in ("figure", "done", "met")), None)
    if cue is None or not _states(turn, cue):
        return None
    if cue.kind == "figure" and not _NUMBER.match(page.low, cue.end, turn.end):
        return None
    if cue.kind == "met" or cue.start == turn.start and turn.before is None:
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


def listed(page: Page, turn: _Turn) -> Hit | None:
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


_RULES = (
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


def _states(turn: _Turn, cue: Cue) -> bool:
    return not any(
        c.kind not in ("figure", "done", "met", "bad", "would")
        for c in turn.cues
        if c.start < cue.start
    )


def _subject(turn: _Turn, cue: Cue) -> tuple[int, int] | None:
    if cue.start - turn.start > 2:
        return turn.start, cue.start
    return turn.by


def _record(page: Page, hit: Hit, paragraph: Paragraph) -> Record:
    return Record(
        hit.type,
        hit.start,
        hit.end,
        fields_of(page, hit, paragraph),
        hit.rule,
        hit.confidence,
        page.text[slice(*hit.why)],
    )
