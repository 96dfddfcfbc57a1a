"""Who leads an English task, and who works with them: 'X, in coordination with Y, ...', 'X (lead) and Y (support)'."""

from __future__ import annotations

import re

from chancery.reader.context import Mention
from chancery.reader.model import Name
from chancery.reader.records.model import Hit
from chancery.reader.records.page import Page
from chancery.reader.zones import Span

_WITH = re.compile(
    r"[,;.]? \(?(?:support: ?|supported by: ?|co-lead: ?|(?:working |acting )?(?:closely |jointly )?(?:in )?(?:close |full )?(?:coordination|cooperation|co-operation|collaboration|consultation|conjunction|partnership|concert|liaison|tandem) with|together with|along with|alongside|jointly with|working(?: closely)? with|"
    r"with (?:the )?(?:help|support|assistance|participation|involvement|input|backing|cooperation|aid) (?:of|from)|(?:backed|supported|assisted|aided|helped|seconded) by|(?:coordinating|cooperating|consulting|liaising|collaborating)(?: closely)? with|in consultation with) "
)
_ROLE = re.compile(r"\s*\((?P<role>lead\w*|chair\w*|support\w*|co-?ordinat\w*|assist\w*|with)\)")
_SUPPORTS = ("support", "coord", "co-ord", "assist", "with")
_TRIM = re.compile(r"(?:the|our|its|all of|both|action:?|mr|ms|mrs) ")
_BODIES = ("ORG", "ORG_GROUP")
_STOP = re.compile(
    r",|;|\.| to (?!(?:the|a|an)\b)| (?:and|by|before|within|on|(?<!embassy )(?<!mission )(?<!missions )(?<!consulate )(?<!office )(?<!offices )in|no later|not later|should|must|will|shall|has|have|is|are|was|were|can) (?!\w+ (?:department|ministry))"
)
_HEAD = re.compile(
    r"(?:the )?(?:(?:joint|said|same|two|new) )?(?P<head>(?:[a-z-]+ ){0,2}(?:ministry|department|commission|committee|council|group|secretariat|agency|authority|administration|association|force|embassy|office|board))$"
)
_SIDE = ("former", "latter")


def leads_of(page: Page, hit: Hit) -> tuple[Name, ...]:
    """The leads of a task: those named as actor, without who only helps."""
    if hit.actor is None:
        return ()
    start, end = _within(page, *hit.actor)
    helped = _WITH.search(page.low, start, end)
    names = _names(page, start, helped.start() if helped else end)
    return tuple(name for name, helps in names if not helps) or tuple(name for name, _ in names)


def coordinating_of(page: Page, hit: Hit) -> tuple[Name, ...]:
    """Who works with the lead: named in the subject, or further on in the clause."""
    found: list[Name] = []
    if hit.actor is not None:
        start, end = _within(page, *hit.actor)
        found = [name for name, helps in _names(page, start, end) if helps]
    spans = [(hit.start, hit.end)]
    if hit.actor is not None and hit.actor[1] <= hit.start:
        spans.insert(0, hit.actor)  # 'Department of Trade, in cooperation with VCCI: train ...'
    for start, end in spans:
        for helped in _WITH.finditer(page.low, start, end):
            stop = _STOP.search(page.low, helped.end(), end)
            last = _end_of_names(page, helped.end(), stop.start() if stop else end, end)
            found.extend(name for name, _ in _names(page, helped.end(), last))
    return tuple(dict.fromkeys(found))


def _within(page: Page, start: int, end: int) -> Span:
    while end > start and page.low[end - 1] in " ,:":
        end -= 1
    while trimmed := _TRIM.match(page.low, start, end):
        start = trimmed.end()
    return page.skip(start), end


def _end_of_names(page: Page, start: int, stop: int, end: int) -> int:
    """A name may hold 'and' or 'of': it ends where the last mention that begins before the stop ends."""
    last = stop
    for mention in page.inside(start, stop, *_BODIES):
        last = max(last, min(mention.end, end))
    while joint := _AND_BODY.match(page.low, last, end):
        named = page.at(joint.end(), *_BODIES)
        if named is None or named.end > end:
            break
        last = named.end
    return last


_AND_BODY = re.compile(r",? and (?:the )?")


def _names(page: Page, start: int, end: int) -> list[tuple[Name, bool]]:
    """The names in the words, each with whether it only helps ('(support)')."""
    bodies = _outermost(page.inside(start, end, *_BODIES), end)
    people = [] if bodies else _outermost(page.inside(start, end, "PERSON"), end)
    found = []
    longer = bodies and " " in page.text[bodies[0].start : bodies[0].end]
    if longer and _CUT_AT_AND.fullmatch(page.text, start, bodies[0].start):
        first = bodies.pop(0)  # 'Vietnam Textile and | Apparel Association': one name
        found.append((page.name(start, first.end), False))
    for mention in bodies or ([] if found else people):
        role = _ROLE.match(page.low, mention.end)
        helps = role is not None and role["role"].startswith(_SUPPORTS)
        last = _with_seat(page, mention)
        meant = _meant(page, mention.start, last)
        found.append((meant or page.name(mention.start, last), helps))
    if found:
        return found
    start, end = _within(page, start, end)
    if end <= start:
        return []
    if joined := _JOINED.fullmatch(page.text, start, end):
        return [(page.name(*joined.span(part)), False) for part in ("one", "other")]
    return [(_meant(page, start, end) or page.name(start, end), False)]


_SEAT = re.compile(r" (?:in|to|at) (?:the )?")
_SENT = (
    "embassy",
    "embassies",
    "mission",
    "missions",
    "consulate",
    "consulate general",
    "trade office",
    "trade offices",
    "representative office",
)


def _with_seat(page: Page, mention: Mention) -> int:
    """'the embassy [in Jakarta]', 'trade offices [in Europe]': which one it is."""
    if page.low[mention.start : mention.end] not in _SENT:
        return mention.end
    where = _SEAT.match(page.low, mention.end)
    place = page.at(where.end(), "PLACE", "COUNTRY", "BLOC") if where else None
    return place.end if place is not None else mention.end


_CUT_AT_AND = re.compile(r"(?:[A-Z][\w'-]* )+and ")
_UNIT = r"[A-Z][\w'-]*(?: (?:of|for|[A-Z][\w'-]*)){0,6}?"
_JOINED = re.compile(
    rf"(?P<one>{_UNIT} (?:Department|Division|Section|Office|Unit|Board|Team)) and (?:the )?(?P<other>{_UNIT} (?:Department|Division|Section|Office|Unit|Board|Team))"
)
"""'the Legal Department and the Treaty Division' are two, where no list of bodies knows them."""


def _outermost(mentions: list[Mention], end: int) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        if mention.end <= end + 1 and (not kept or mention.start >= kept[-1].end):
            kept.append(mention)
    return kept


def _meant(page: Page, start: int, end: int) -> Name | None:
    """'the Working Group' after 'the Working Group on Investment': the body named last that so begins or ends."""
    found = _HEAD.match(page.low, start, end)
    if found is None:
        return None
    head = found["head"].strip()
    for mention in reversed([m for m in page.mentions if m.type == "ORG" and m.end <= start]):
        name = page.low[mention.start : mention.end]
        if name != head and (name.startswith(head + " ") or name.endswith(" " + head)):
            named = page.name(mention.start, mention.end)
            return Name(page.context.cut(start, end), named.canonical, named.unit, inferred=True)
    return None


_CHAIR = re.compile(
    r"(?:^|\n)\s*(?:chair(?:ed by|man|woman|person)?|presided by|in the chair)\s*:", re.IGNORECASE
)
_OF_BOTH = re.compile(r"(?<!\w)(?:minutes|record of|communiqu\w|joint)(?!\w)")
_NOBODY_TELLS = ("is_to_do", "is_an_action_point", "listed", "is_planned")


def hands_on(page: Page, hit: Hit) -> bool:
    """Whether whoever gave orders before gives this one too: in reports, where somebody tells."""
    if page.kind in ("joint_statement", "treaty") or hit.rule in _NOBODY_TELLS:
        return False
    return _CHAIR.search(page.text) is None and _OF_BOTH.search(page.low, 0, 240) is None


def chair_of(page: Page) -> Name | None:
    """Who chairs the meeting that the minutes are of."""
    line = _CHAIR.search(page.text)
    if line is None:
        return None
    end = page.text.find("\n", line.end())
    people = page.inside(line.end(), end if end > 0 else len(page.text), "PERSON")
    if not people:
        return None
    first = people[0]
    name = page.name(first.start, first.end)
    return Name(name.text, name.canonical, name.unit, inferred=True)
