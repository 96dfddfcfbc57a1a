"""English sentences cut into clauses, one verb that decides in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from chancery.reader.clauses import Segment, trim
from chancery.reader.records.english_cues import cues_of
from chancery.reader.records.english_verbs import ACTS
from chancery.reader.records.model import Cue
from chancery.reader.records.page import Page

_ADVERBIAL = re.compile(
    r"(?:(?:and )?(?:[a-z]+ing|on|in|at|to|for|during|with|by|as|from|under|following|through|recogni[sz]ing|recalling|noting|given|building|while|after|before|since|upon|regarding|behind|beyond|despite|amid|among|against|within|without|about|over|between|throughout|besides|beside|alongside|unlike|like|until|till|against|apart from|together with|along with|instead of|rather than|except for|when|once|where|if|unless|although|though|because|since|so that|in order to|"
    r"(?:mindful|aware|conscious|desirous|because|ahead|in view|on the basis|on behalf|in light) of|(?:thanks|prior|pursuant|subsequent|further|parallel) to|(?:encouraged|inspired|guided|convinced|determined)(?: by| to| that)?)\s[^,;:]{1,160}?"
    r"|furthermore|moreover|in addition|additionally|accordingly|also|finally|however|meanwhile|nevertheless|therefore|respectively), "
)
_DATELINE = re.compile(
    r"[A-Z][A-Z .'-]{2,30}(?:, [\w ,.]{2,30})?(?: \([\w ]{2,20}\))? (?:-|--) (?=[A-Z])"
)
_JOINT = re.compile(r"(?:and|but|while|or|yet) ")
_SPLIT = re.compile(
    r",? and (?:also |further |both )?(?=(?:to [a-z]+|that|will|shall|would|(?:have|has) (?:also )?[a-z]+ed|(?:welcome|note|support|reaffirm|recogni[sz]e|appreciate|look|thank|commend|encourage|urge|request|call)s|urged|committed|agreed|pledged|undertook|requested|asked|proposed|called|invited|welcomed|"
    r"supported|instructed|tasked|directed|expressed|reaffirmed|underscored|emphasi[sz]ed|noted|encouraged|reiterated|intend|decided|signed|opened|launched|completed|established) )"
    r"|, (?=(?:that|to [a-z]+ing|which will|who will) )|, (?:during|at|in|after|following|under) which (?=(?:both|they|the two|the (?:parties|sides)|he|she) )|, (?:while|whereas|but|though|although|even though|even if) |,?\" (?:said|added|noted|explained|remarked|recalled|warned|stressed) [^\"]{2,140}[,.] \""
)


_HANGS = re.compile(r",?\s(?:and(?: also| further| both)?|while|whereas|but|yet|though|although)$")
"""A conjunction left hanging at the end of a clause."""


class Clause(NamedTuple):
    """A part of a sentence with its cues; ``word`` is the conjunction's follower ('to', 'that')."""

    start: int
    end: int
    cues: tuple[Cue, ...]
    word: str
    segment: Segment


def clauses_of(page: Page, segment: Segment) -> Iterator[Clause]:
    end = _without_attribution(page, segment.start, segment.end)
    cues = _finite(page, tuple(cues_of(page.low, segment.start, end)))
    starts, stops = [segment.start], []
    places = {m.start(): m.end() for m in _SPLIT.finditer(page.low, segment.start, segment.end)}
    places |= _new_subjects(page, segment, cues) | _second_verbs(page, segment, cues)
    deeds = _second_deeds(page, segment, cues)
    places |= deeds | _series(page, segment)
    for place, behind in sorted(places.items()):
        if place - starts[-1] >= 15 and behind < end:
            starts.append(behind)
            stops.append(place)
        elif len(starts) > 1 and behind < end:
            starts[-1], stops[-1] = behind, place
    for i, start in enumerate(starts):
        stop = stops[i] if i < len(stops) else end
        first, last = trim(page.text, start, stop)
        tail = _HANGS.search(page.low[max(last - 14, first) : last])
        first, last = trim(page.text, first, last - len(tail.group()) if tail else last)
        last = _without_attribution(page, first, last)
        joint = _JOINT.match(page.low, first, last)
        first = joint.end() if joint and not i else first
        dateline = _DATELINE.match(page.text, first, last) if not i else None
        first = dateline.end() if dateline else first
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


_LAST_TO = re.compile(r", and (?:also )?to [a-z]")
_NEXT_TO = re.compile(r", (?=to (?!be |the |a |an )[a-z]+ )")


def _series(page: Page, segment: Segment) -> dict[int, int]:
    """'agreed to convene ..., | to start talks ..., and to explore ...': each of a series of deeds."""
    last = _LAST_TO.search(page.low, segment.start, segment.end)
    if last is None:
        return {}
    return {m.start(): m.end() for m in _NEXT_TO.finditer(page.low, segment.start, last.start())}


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
_GOVERNS = (
    "agree",
    "ask",
    "order",
    "stand",
    "say",
    "concern",
    "give",
    "would",
    "shall",
    "told",
    "term",
)
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
    rf",? and (?=(?:also |further |jointly |then |thereby )?{ACTS} (?:(?:the|a|an|any|all|its|their|his|her|our|each|every|both|more|further|new|such|this|these|\d|up|on|to|for|with|in|back|it|them)(?!\w)|[a-z-]+s (?!of )|[A-Z]))"
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
    if first.kind in ("order", "ask"):
        found |= {
            joint.start(): joint.end()
            for joint in _AND_NAME.finditer(page.text, first.end, segment.end)
            if told_next(page, joint.end()) and " to " in page.low[first.end : joint.start()]
        }
    return found


_AND_NAME = re.compile(r",? and (?=(?:the )?[A-Z])")


def told_next(page: Page, place: int) -> tuple[int, int] | None:
    """'instructed A to ... and [the Ministry of Trade] to ...': who is told behind 'and'."""
    place += 4 if page.low.startswith("the ", place) else 0
    named = page.at(place, "ORG", "ORG_GROUP", "COUNTRY", "PERSON", "TITLE")
    if named is None or not page.low.startswith(" to ", named.end):
        return None
    return named.start, named.end


_RELATIVE = re.compile(
    r"(?:which|who|that|so as to|in order to|with a view to|aimed at|[a-z]+ing to)\s"
)


_ATTRIBUTION = re.compile(
    r"""(?:,|,?")\s(?:(?:said|says|added|adds|explained|noted|remarked|announced|recalled|warned|argued|according to|quipped|wrote|stressed|insisted|reported|joked)\s(?:(?!, (?:and|but|while|yet)\s)[^;"]){2,160}"""
    r"""|(?!(?:and|but|which|who|while|yet|or|after|when|where|whose|with|as)\s)[^,;"]{2,70}?\s(?:has |have |had )?(?:said|says|added|explained|noted|remarked|announced|recalled|grumbled|complained|warned|argued|told|stressed|insisted|joked|lamented|admitted|conceded|acknowledged|reported|disclosed|revealed|quipped|wrote|thinks|believes)(?:\s(?!that|to)[^,;"]{1,60}|)(?:,\s[^;"]{1,80})?)$"""
)


_AS_HE = re.compile(
    r", (?:as|after|with|before|amid) (?:the |he |she |it |they |prime |president |minister |deputy |foreign |vice )[^;\"]{10,}$"
)


def _without_attribution(page: Page, start: int, end: int) -> int:
    """Where the sentence ends without ', the operator announced on Tuesday' or '," said Chau, who ...'."""
    low = page.low
    if page.kind == "news" and (scene := _AS_HE.search(low, start + 20, end)):
        end = scene.start()
    begin = max(start + 20, end - 240)
    for place in (m.start() for m in _COMMA.finditer(low, begin, end)):
        if _ATTRIBUTION.match(low, place, end):
            return place
    return end


_COMMA = re.compile(r"""[,"](?=[\s"])""")
_AFTER_SUBJECT = re.compile(
    r"(?:is|are|was|were|has|have|had|will|shall|would|must|should|can|could|does|do|did|remain|continue|need)"
)
_BETWEEN = re.compile(
    r"[,;:]|(?<!\w)(?:and|but|that|which|who|whose|because|as|while|if|when|to)(?!\w)"
)


def _finite(page: Page, cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Without the participles: 'goods [exported] through Lao Cai were worth ...'."""
    kept = []
    for i, cue in enumerate(cues):
        behind = cues[i + 1] if i + 1 < len(cues) else None
        bare = " " not in cue.words and cue.words.endswith(
            ("ed", "wn", "lt", "nt", "en", "ut", "ght", "ade", "eld", "old")
        )
        if (
            behind is not None
            and bare
            and cue.kind in ("done", "figure", "order", "ask", "stand", "met", "agree", "give")
            and (behind.kind == "say" or _AFTER_SUBJECT.match(behind.words))
            and not _BETWEEN.search(page.low, cue.end, behind.start)
        ):
            continue
        duty = next((c for c in cues[i + 1 :] if c.kind in _DUTIES), None)
        if duty is not None and _is_told_of_the_subject(page, cue, duty):
            continue
        kept.append(cue)
    return tuple(kept)


_OF_THE_SUBJECT = re.compile(r"(?:that|which|who) (?:\w+ not )?$")
_RELATIVE_NEAR = 14
_DUTIES = ("shall", "ought", "told")


def _is_told_of_the_subject(page: Page, cue: Cue, behind: Cue) -> bool:
    """'Units that [have not reported] shall do so': which units, not what falls short."""
    if cue.kind not in ("bad", "done", "figure", "stand", "met", "ask"):
        return False
    relative = _OF_THE_SUBJECT.search(page.low, max(cue.start - _RELATIVE_NEAR, 0), cue.start)
    return relative is not None and page.low.find(",", cue.end, behind.start) < 0
