"""Action points of English minutes: 'X to do Y', 'Action 3: ...', 'Who: ... When: ...', 'X: do Y'."""

from __future__ import annotations

import re

from chancery.reader.records.english_saying import GROUPS, HELPED, Saying
from chancery.reader.records.english_verbs import ACTS
from chancery.reader.records.model import Hit
from chancery.reader.records.page import Page
from chancery.reader.records.sections import Role
from chancery.reader.zones import Paragraph, Span

_WHO = r"(?:who|owner|responsible(?: (?:party|unit|body|agency|office))?|lead(?: (?:agency|unit|body))?|led by|action by|action owner|assigned to|assignee|by whom|person in charge|in charge|unit)"
_WHEN = r"(?:when|deadline|due(?: date| by| on)?|by when|time ?line|time ?frame|target date|timing|date|term)"
_HELP = r"(?:support(?:ed by|ing)?|with|co-?lead|contributors?|in cooperation with|assisted by|consulted)"
_FIELD = re.compile(
    rf"(?:^|[\s,;.(\[–-])(?:(?P<who>{_WHO})|(?P<when>{_WHEN})|(?P<help>{_HELP})):\s*(?P<value>[^:;]{{2,160}}?)(?=[.;,)\]]?\s*(?:$|[.;,([–-]\s*(?:{_WHO}|{_WHEN}|{_HELP}):|\s(?:{_WHO}|{_WHEN}|{_HELP}):))"
)
_LABEL = re.compile(
    r"(?:agreed )?(?:actions?(?: (?:points?|items?))?|follow-up|task|next step|ap|to do)(?: ?(?:no\.? ?)?[\d.]+[a-z]?)?\s*[:–-]\s*$"
)
_TO_DO = re.compile(
    r"(?P<who>(?:(?:mr|ms|mrs|dr)\. )?[^;:.]{2,140}?) (?:is |are )?to (?!(?:as|it|them|him|her|us|me|you|all|both|each|every|one|two|three|some|any|no|that|the|a|an|be|which|this|its|their|us\$|\d|whom|have)\b)[a-z]+"
)
_DEED = re.compile(rf"(?:please |also )?{ACTS}(?!\w)")
_NAMES = ("ORG", "ORG_GROUP", "COUNTRY", "PERSON", "TITLE")
_TELLS = (Role.TASKS, Role.PLANS, Role.PROPOSALS)


def labelled(page: Page, paragraph: Paragraph) -> Hit | None:
    """'Draft a protocol on pomelo. Who: the Ministry. When: end of June': one task, the lines its fields."""
    start, end = paragraph.content, paragraph.end
    if page.low.find(":", start, end) < 0:
        return None
    fields = list(_FIELD.finditer(page.low, start, end))
    who = next((f.span("value") for f in fields if f["who"]), None)
    if who is None or fields[0].start() - start < 8 or not _is_a_point(page, start, fields):
        return None
    last = len(page.low[start:end].rstrip(" .;,)]")) + start
    return Hit(
        "TASK", start, last, start, "is_an_action_point", 0.85, who, who, None, "assigned",
    )  # fmt: skip


def _is_a_point(page: Page, start: int, fields: list[re.Match[str]]) -> bool:
    """A deed in front, or who and when together; not 'Subject: ... Lead: ...'."""
    if page.low.find(":", start, fields[0].start() + 1) >= 0:
        return _LABEL.match(page.low, start, fields[0].start()) is not None
    told = any(f["when"] for f in fields)
    return told or _DEED.match(page.low, start) is not None


def is_to_do(page: Page, turn: Saying) -> Hit | None:
    """'Ministry of Finance to circulate the draft by 30 June', 'Action 2: VASEP to send ...'."""
    found = _TO_DO.match(page.low, turn.start, turn.end)
    if found is None or any(c.start < found.end("who") for c in turn.cues):
        return None
    if page.text[page.low.rfind(" ", turn.start, found.end()) + 1].isupper():
        return None  # 'the Consultative Group to Assist the Poor'
    told = _is_told(page, turn)
    finite = page.low[found.end("who") : found.end()].startswith((" is ", " are "))
    if (finite and not told) or not _is_named(page, *found.span("who"), strictly=not told):
        return None
    return Hit(
        "TASK", turn.start, turn.end, found.end("who"), "is_to_do", 0.75,
        (found.end("who"), found.end()), found.span("who"), None, "assigned",
    )  # fmt: skip


def _is_told(page: Page, turn: Saying) -> bool:
    """Whether a heading or a label says that here is what has to be done."""
    return turn.role in _TELLS or _label_before(page, turn.start)


def _label_before(page: Page, start: int) -> bool:
    line = page.low.rfind("\n", 0, start) + 1
    return start - line <= 40 and _LABEL.search(page.low[line:start]) is not None


_LETTERS = re.compile(r"[A-Z][A-Z&-]{2,9}")
"""'DFAT': a body by its letters alone."""


def _is_named(page: Page, start: int, end: int, *, strictly: bool) -> bool:
    """Whether the words are nothing but who acts: names, joined, with a note in brackets at most."""
    named = page.inside(start, end, *_NAMES)
    if not named:
        known = GROUPS.fullmatch(page.low, start, end) or _LETTERS.fullmatch(page.text, start, end)
        return not strictly and known is not None
    if not strictly:
        return True
    rest = page.low[start:end]
    for mention in reversed(named):
        rest = rest[: mention.start - start] + rest[max(mention.end - start, 0) :]
    return _NOTHING_ELSE.fullmatch(rest) is not None


_NOTHING_ELSE = re.compile(
    r"(?:\s|,|\(\w+\)|(?:the|and|with|of|for|mr|ms|mrs|dr|together|in coordination|in consultation|jointly|side|delegation|supported|assisted by|by|viet nam)(?!\w))*"
)


_MARKER = re.compile(r"\s*(?:[-+*•–]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)])?\s*")


def _who_before(page: Page, start: int) -> Span | None:
    """'2. Department of Trade, in cooperation with VCCI: |', '- Secretariat: |': who stands before the colon."""
    line = page.low.rfind("\n", 0, start) + 1
    head = page.low[line:start].rstrip()
    if not head.endswith(":") or len(head) > _LONGEST_HEAD:
        return None
    marker = _MARKER.match(page.low, line, start)
    first, last = marker.end() if marker else line, line + len(head) - 1
    helped = HELPED.search(page.low, first, last)
    named = helped.start() if helped else last
    body = page.inside(first, named, "ORG", "ORG_GROUP", "PERSON")
    if body and named - body[-1].end <= _REST:
        return body[0].start, last
    return (first, last) if GROUPS.fullmatch(page.low, first, named) else None


_LONGEST_HEAD, _REST = 140, 11
_DASH = re.compile(rf"(?P<who>[^;:.–—]{{2,120}}?) (?:–|—|-) (?=(?:please )?{ACTS}(?!\w))")


def does_behind_a_dash(page: Page, turn: Saying) -> Hit | None:
    """'1. Ministry of Finance – circulate the revised draft by 12 June' where tasks are listed."""
    if turn.role not in _TELLS:
        return None
    found = _DASH.match(page.low, turn.start, turn.end)
    if found is None or not _is_named(page, *found.span("who"), strictly=False):
        return None
    who = found.span("who")
    return Hit(
        "TASK", turn.start, turn.end, found.end(), "is_to_do", 0.75, who, who, None, "assigned",
    )  # fmt: skip


_DUE = re.compile(r"(?:, |\()(?:due|deadline:?|by|before|no later than) ")
"""'Legal Department: joint opinion on Article 7, due 22 October': what, without a verb."""


def does_as_labelled(page: Page, turn: Saying) -> Hit | None:
    """'Ministry of Health: submit the list by 5 June' where tasks are listed; 'Action: circulate the text'."""
    if turn.cues and turn.cues[0].start - turn.start < 3:
        return None
    who = _who_before(page, turn.start)
    acts = _DEED.match(page.low, turn.start) is not None
    if not acts and (
        who is None or turn.role not in _TELLS or not _DUE.search(page.low, turn.start, turn.end)
    ):
        return None
    if who is None and not _label_before(page, turn.start):
        return None
    return Hit(
        "TASK", turn.start, turn.end, turn.start, "is_to_do", 0.75, (turn.start, turn.start + 2), who, None, "assigned",
    )  # fmt: skip
