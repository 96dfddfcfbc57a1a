"""English records at a first level: joint statements, summit commitments, reports, press."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from chancery.reader.alternation import one_of
from chancery.reader.clauses import Segment, segments, trim
from chancery.reader.records.announced import over
from chancery.reader.records.english_cues import ACTIONS_EN, cues_of
from chancery.reader.records.english_lists import item_of, opened_by
from chancery.reader.records.english_reports import regretted
from chancery.reader.records.english_rules import RULES
from chancery.reader.records.english_saying import Saying
from chancery.reader.records.fields import fields_of
from chancery.reader.records.model import Cue, Hit, Record
from chancery.reader.records.page import Page
from chancery.reader.records.sections import Role
from chancery.reader.zones import Paragraph, Span

_ADVERBIAL = re.compile(
    r"(?:(?:and )?(?:[a-z]+ing|on|in|at|to|for|during|with|by|as|from|under|following|through|recogni[sz]ing|recalling|noting|given|building|while|after|before|since|upon|regarding|"
    r"(?:mindful|aware|conscious|desirous|because|ahead|in view|on the basis|on behalf|in light) of|(?:thanks|prior|pursuant|subsequent|further|parallel) to|(?:encouraged|inspired|guided|convinced|determined)(?: by| to| that)?)\s[^,;:]{1,160}?"
    r"|furthermore|moreover|in addition|additionally|accordingly|also|finally|however|meanwhile|nevertheless|therefore|respectively), "
)
_JOINT = re.compile(r"(?:and|but|while|or|yet) ")
_SPLIT = re.compile(
    r",? and (?:also |further |both )?(?=(?:to [a-z]+|that|will|shall|would|(?:have|has) (?:also )?[a-z]+ed|(?:welcome|note|support|reaffirm|recogni[sz]e|appreciate|look|thank|commend|encourage|urge|request|call)s|urged|committed|agreed|pledged|undertook|requested|asked|proposed|called|invited|welcomed|"
    r"supported|instructed|tasked|directed|expressed|reaffirmed|underscored|emphasi[sz]ed|noted|encouraged|reiterated|intend|decided|signed|opened|launched|completed|established) )"
    r"|, (?=(?:that|to [a-z]+ing|which will|who will) )|, (?:while|whereas|but) "
)


class Clause(NamedTuple):
    """A part of a sentence with its cues; ``word`` is the conjunction's follower ('to', 'that')."""

    start: int
    end: int
    cues: tuple[Cue, ...]
    word: str
    segment: Segment


def records_of(page: Page) -> Iterator[Record]:
    """All records of an English document."""
    opened: dict[int, Hit] = {}
    last: Hit | None = None
    for paragraph in page.zones.paragraphs:
        if paragraph.zone == "heading":
            last = opened_by(page, paragraph) or (last if _heads_all(page, last) else None)
        if paragraph.zone != "body":
            continue
        lead = over(page, paragraph, opened, last)
        own = opened_by(page, paragraph)
        opened |= {paragraph.index: own} if own else {}
        last = last if paragraph.marker else own
        yield from _of_paragraph(page, paragraph, lead, opens=own is not None)


def _of_paragraph(
    page: Page, paragraph: Paragraph, lead: Hit | None, *, opens: bool
) -> Iterator[Record]:
    """The records of one paragraph; what opens a list at its end is none itself."""
    role = page.roles.get(paragraph.index)
    before: Hit | None = None
    for segment in segments(page.text, paragraph.content, paragraph.end):
        if segment.before not in (";", ":"):
            before = None
        for clause in _clauses(page, segment):
            if opens and clause.end >= paragraph.end - 2:
                continue
            head = lead if clause.start - paragraph.content < 12 else None
            hit = _decide(page, clause, before, role, head)
            if hit is not None:
                yield _record(page, hit, paragraph)
            before = hit or (before if not clause.cues else None)


def _heads_all(page: Page, lead: Hit | None) -> bool:
    """'HAVE DECIDED AS FOLLOWS:' over the whole statement, its headings included."""
    return lead is not None and page.low[slice(*lead.why)].rstrip(" :").endswith("as follows")


def _clauses(page: Page, segment: Segment) -> Iterator[Clause]:
    cues = tuple(cues_of(page.low, segment.start, segment.end))
    starts = [segment.start]
    places = {m.start(): m.end() for m in _SPLIT.finditer(page.low, segment.start, segment.end)}
    places |= _new_subjects(page, segment, cues) | _second_verbs(page, segment, cues)
    deeds = _second_deeds(page, segment, cues)
    places |= deeds
    for place, behind in sorted(places.items()):
        if place - starts[-1] >= 15:
            starts.append(behind)
    for i, start in enumerate(starts):
        stop = starts[i + 1] if i + 1 < len(starts) else segment.end
        first, last = trim(page.text, start, stop)
        tail = re.search(
            r",?\s(?:and(?: also| further| both)?|while|whereas|but|yet)$",
            page.low[max(last - 14, first) : last],
        )
        first, last = trim(page.text, first, last - len(tail.group()) if tail else last)
        first, last = _without_teller(page, first, last)
        joint = _JOINT.match(page.low, first, last)
        first = joint.end() if joint and not i else first
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
            word = "and" if start in deeds.values() else word
            yield Clause(
                first, last, tuple(c for c in cues if first <= c.start < last), word, segment
            )


_DATELINE = re.compile(
    r"[A-Z][A-Z .'-]{2,30}(?:, [\w ,.]{2,30})?(?: \([\w ]{2,20}\))? (?:-|--) (?=[A-Z\"])"
)
_TELLS = r"(?:said|says|told|added|adds|announced|noted|wrote|explained|remarked|insisted|warned|complained|grumbled|conceded|admitted|declared|stressed|recalled|reported|argued|quipped|pledged|promised|observed|continued|replied|confirmed|stated|urged|joked)"
_TOLD_BY = re.compile(
    rf"(?:,\"|\",?) (?:[^,.;:\"]{{2,70}} {_TELLS}|{_TELLS} [^,;:\"]{{2,60}})(?!\w)[^\"]*$|, (?:the |its |he |she |they )[^,.;:\"]{{0,60}}{_TELLS}(?!\w)(?! (?:that|to) )[^\"]*$"
    r"|,? according to [^;\"]*$|, (?:as|while|after|with) (?:the |he |she |it |they |prime |president |minister |deputy )[^;\"]*$",
    re.IGNORECASE,
)


def _without_teller(page: Page, first: int, last: int) -> Span:
    """'HCM CITY - AD Ports will spend ..., the operator announced on Tuesday': without who says so, and where."""
    if head := _DATELINE.match(page.text, first, last):
        first = head.end()
    if page.kind == "news" and (told := _TOLD_BY.search(page.text, first + 15, last)):
        last = told.start()
    return trim(page.text, first, last)


_NEW_SUBJECT = re.compile(
    r"(?:,? (?:and|while|whereas|but)|, yet) (?=(?:the |both |they |it |he |she |we |[A-Z]|(?:one|two|three|four|five|six|ten|some|many|most|others|no|\d+) ))"
    r"|,(?: (?:and|while|whereas|but|yet|though|although))? (?=[a-z])"
)
_INSIDE = re.compile(r"(?:^|\s)(?:to|that|which|who|whose|where|whom|of whom|as)\s|,")
"""What makes the next verb one of a clause inside: 'and a fund [that] will finance'."""


def _new_subjects(page: Page, segment: Segment, cues: tuple[Cue, ...]) -> dict[int, int]:
    """'..., and President Lam welcomed ...': where a second subject comes with a verb of its own."""
    found: dict[int, int] = {}
    for joint in _NEW_SUBJECT.finditer(page.text, segment.start, segment.end):
        behind = next((c for c in cues if c.start >= joint.end()), None)
        verb_before = any(c.end <= joint.start() for c in cues)
        if behind is None or not verb_before or behind.start - joint.end() > 70:
            continue
        between = page.low[joint.end() : behind.start]
        bare = joint.group() == ", "
        if bare or not between or _INSIDE.search(between) or _is_in_a_name(page, joint):
            continue
        if behind.kind in _FINITE or not page.text[joint.end()].islower():
            found[joint.start()] = joint.end()
    return found


_BEFORE_AND = re.compile(r"[A-Z][\w'-]*$")


def _is_in_a_name(page: Page, joint: re.Match[str]) -> bool:
    """'the Agricultural [and] Livestock Service would ...': capitals on both sides of a bare 'and'."""
    if joint.group().startswith(",") or not page.text[joint.end()].isupper():
        return False
    return _BEFORE_AND.search(page.text, max(joint.start() - 30, 0), joint.start()) is not None


_FINITE = ("shall", "agree", "ask", "order", "told", "bad", "ought", "would", "figure", "done", "stand", "say")  # fmt: skip
_GOVERNS = ("agree", "ask", "order", "stand", "say", "concern", "give", "would", "shall", "told")
_AND = re.compile(
    r"(?:,? (?:and|but|or|yet)|,)(?: (?:also|further|both|jointly|in turn|accordingly|hereby|then|similarly))* $"
)


def _second_verbs(page: Page, segment: Segment, cues: tuple[Cue, ...]) -> dict[int, int]:
    """'resolved to meet ..., and | mandated the Ministers to ...': the same subject, the next verb."""
    found: dict[int, int] = {}
    for before, cue in pairwise(cues):
        joint = _AND.search(page.low, max(cue.start - 24, before.end), cue.start)
        if joint is None or cue.kind not in _GOVERNS or not _is_finite(cue, cues[0]):
            continue
        if joint.group() == ", " and cue.kind in ("would", "shall"):
            continue
        found[joint.start()] = cue.start
    return found


def _is_finite(cue: Cue, first: Cue) -> bool:
    """A verb, not a noun ('and support for'): by its ending, or because the sentence stands in the present."""
    word = cue.words.split()[0]
    ends = word.endswith(("ed", "s", "ook", "ave", "ught", "ll", "ould"))
    return ends or not first.words.split()[0].endswith("ed")


_BARE = re.compile(
    rf",? and (?=(?:also |further |jointly |then |thereby )?{one_of(ACTIONS_EN.split())} (?:(?:the|a|an|any|all|its|their|his|her|our|each|every|both|more|further|new|such|this|these|\d|up|on|to|for|with|in|back)(?!\w)|[a-z-]+s (?!of )|[A-Z]))"
)
_PARTICIPLE = re.compile(
    r",? and (?=(?:then )?(?:brought|put|completed|concluded|submitted|reported|presented|circulated|signed|launched|finali[sz]ed|made) )"
)


def _second_deeds(page: Page, segment: Segment, cues: tuple[Cue, ...]) -> dict[int, int]:
    """'shall take stock of progress ... and | inform the Co-Chairs of any delay': each deed with its object."""
    first = next(
        (c for c in cues if c.kind in ("agree", "ask", "order", "told", "shall", "ought")), None
    )
    if first is None:
        return {}
    passive = page.low.startswith(" be ", first.end)
    found = {}
    for joint in (_PARTICIPLE if passive else _BARE).finditer(page.text, first.end, segment.end):
        between, behind = page.low[first.end : joint.start()], page.low[joint.end() : segment.end]
        if (
            len(between.split()) >= 4
            and len(behind.split()) >= 5
            and not _RELATIVE.search(between)
        ):
            found[joint.start()] = joint.end()
    return found


_RELATIVE = re.compile(
    r"(?:which|who|that|so as to|in order to|with a view to|aimed at|[a-z]+ing to)\s"
)


def _decide(
    page: Page, clause: Clause, before: Hit | None, role: Role | None, lead: Hit | None
) -> Hit | None:
    """The governing word of the clause decides; 'to ...' and 'that ...' go on with the last one."""
    start, cues, by = clause.start, list(clause.cues), None
    if (
        clause.word in ("to", "and")
        and before is not None
        and before.type in ("COMMITMENT", "REQUEST", "TASK")
    ):
        return Hit(
            before.type,
            start,
            clause.end,
            start + 3 if clause.word == "to" else start,
            "goes_on",
            min(before.confidence, 0.8),
            before.why,
            before.actor,
            before.by,
            before.basis,
        )
    if page.low.startswith("that ", start):
        start += 5
        if before is not None and before.rule == "is_regretted":
            return regretted(start, clause.end, before.why)
    if cues and cues[0].kind == "concern" and cues[0].start - start < 130:
        return regretted(page.skip(cues[0].end), clause.end, (cues[0].start, cues[0].end))
    said = ""
    while cues and cues[0].kind == "say" and cues[0].start - start < 130:
        by, said = (start, cues[0].start), cues[0].words
        start = page.skip(cues[0].end)
        cues = [c for c in cues if c.start >= start]
    turn = Saying(start, clause.end, tuple(cues), by, before, role, said)
    if lead is not None and (hit := item_of(page, turn, lead)):
        return hit
    return next(filter(None, (rule(page, turn) for rule in RULES)), None)


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
