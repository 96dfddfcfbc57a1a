"""The document as the record rules see it: small letters, who is whose side, who speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import InitVar, dataclass
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from chancery.reader.context import Context, Mention
from chancery.reader.mentions.words import Words
from chancery.reader.model import Name, Party
from chancery.reader.records.sections import Role, roles_of
from chancery.reader.records.words_vi import (
    HOME_BODY,
    JOINT,
    OURS,
    THEIRS,
    is_home_name,
    is_written_like_ours,
)
from chancery.reader.seldom import Gates
from chancery.reader.zones import Span

_AWAY = re.compile(r"(?: |^)(?:tại|ở|với|sang|vào|cho|của việt nam tại|in|at|to|with) (?:\w+ )?$")
_BOTH = re.compile(
    r"(?:the two|both|they|we|the (?:(?:two|three|four|prime|foreign|deputy|senior|vice) )*(?:parties|sides|leaders|ministers|presidents|members|countries|governments|delegations|officials))(?!\w)"
)
_HOST = re.compile(
    r"(?:các )?(?:đại sứ quán|đsq|cơ quan đại diện|tổng lãnh sự|thương vụ|đại sứ|tham tán|embassy|mission)"
)
_OUR_CAPITAL = ("Hà Nội", "Hanoi", "Ha Noi")
_OFFICE = re.compile(
    r"(?:(?:đồng chí|các|lãnh đạo|người đứng đầu|thủ trưởng|bộ trưởng|thứ trưởng|chủ nhiệm|thống đốc|tổng giám đốc|giám đốc) )+"
)
_PREFIX = re.compile(r"(?:phía|chính phủ|nước|bên|the government of|the) ", re.IGNORECASE)


def lowered(text: str) -> str:
    """Small letters, one for one: the offsets stay."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


_COUNTRIES = ("COUNTRY", "BLOC")
_UNKNOWN = object()
_P = ParamSpec("_P")
_T = TypeVar("_T")


def once(work: Callable[Concatenate[Page, _P], _T]) -> Callable[Concatenate[Page, _P], _T]:
    """What is asked of a page by several rules, for the same span, is worked out once."""

    @wraps(work)
    def known(page: Page, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        answers = page.answers[work]
        answer: _T | object = answers.get(args, _UNKNOWN)
        if answer is _UNKNOWN:
            answer = answers[args] = work(page, *args, **kwargs)
        return cast("_T", answer)

    return known


@dataclass
class Page:
    """One document under the rules. Made once per reading; nothing in it changes."""

    context: Context
    words: InitVar[Words]
    """Those of the text; not kept."""

    def __post_init__(self, words: Words) -> None:
        text = self.context.text
        self.text = text
        self.low = lowered(text)
        self.language = self.context.language
        self.gates = Gates(words, self.low)
        self.zones = self.context.zones
        self.kind = self.zones.kind
        self.roles: dict[int, Role] = roles_of(self.text, self.zones, self.kind)
        self.mentions = self.context.mentions
        self.starts = [m.start for m in self.mentions]
        self._sides: dict[Span, str] = {}
        self._of_types: dict[tuple[str, ...], tuple[list[int], list[Mention]]] = {}
        self.answers: defaultdict[Callable[..., Any], dict[tuple[Any, ...], Any]]
        self.answers = defaultdict(dict)
        last_first = range(len(self.starts) - 1, -1, -1)
        self._first_at = dict(zip(reversed(self.starts), last_first, strict=True))

    @cached_property
    def directs(self) -> bool:
        """Whether the paper tells bodies what to do: conclusions, directives, resolutions."""
        return self.kind in ("conclusions", "directive", "resolution") or (
            self.zones.paper.official and self.kind in ("letter", "other")
        )

    def inside(self, start: int, end: int, *types: str) -> list[Mention]:
        """The mentions of these types that begin inside the span, in order."""
        starts, mentions = self._of_types.get(types) or self._all(types)
        first = bisect_left(starts, start)
        return mentions[first : bisect_left(starts, end, first)]

    def _all(self, types: tuple[str, ...]) -> tuple[list[int], list[Mention]]:
        """All mentions of these types and where they begin."""
        mentions = [m for m in self.mentions if m.type in types]
        known = self._of_types[types] = [m.start for m in mentions], mentions
        return known

    def skip(self, place: int) -> int:
        """The next place that is no space and no opening quotation mark."""
        low = self.low
        while place < len(low) and low[place] in ' "':
            place += 1
        return place

    def at(self, start: int, *types: str) -> Mention | None:
        """The longest mention of these types that begins at the place."""
        index = self._first_at.get(start)
        if index is None:
            return None
        starts, mentions = self.starts, self.mentions
        while index < len(starts) and starts[index] == start:
            if mentions[index].type in types:
                return mentions[index]
            index += 1
        return None

    # Sides --------------------------------------------------------------------------------

    @cached_property
    def home(self) -> str:
        """ISO code of the home country."""
        return self.context.pack.home

    @cached_property
    def questions(self) -> int:
        """How many paragraphs end in a question mark."""
        return sum(self.text[p.end - 1] == "?" for p in self.zones.paragraphs)

    @cached_property
    def _countries(self) -> list[Mention]:
        return [m for m in self.mentions if m.type in _COUNTRIES]

    @cached_property
    def partner(self) -> str | None:
        """The partner that the document is about: the foreign country named most, the title first."""
        count: Counter[str] = Counter()
        for mention in self._countries:
            code = code_of(mention)
            if code and code != self.home:
                zone = self.zones.zone_at(mention.start)
                weight = 3 if zone == "title" else 1
                count[code] += weight * (3 if mention.type == "COUNTRY" else 1)
        return count.most_common(1)[0][0] if count else None

    def side(self, start: int, end: int) -> str:
        """Whose side a named actor is on: 'joint', 'home', 'partner' or '' for not known."""
        known = self._sides.get((start, end))
        if known is None:
            known = self._sides[start, end] = self._side(start, end)
        return known

    def _side(self, start: int, end: int) -> str:
        low = self.low[start:end]
        said = _side_said(low)
        if said:
            return said
        codes = self.codes(start, end)
        foreign = [c for c in codes if c != self.home]
        if foreign and self.home in codes and (" và " in low or " and " in low):
            return "joint"
        if foreign and not _HOST.match(low):
            return "partner"
        whose = self._side_of_person(start, end) or self._side_of_capital(start, end)
        if whose or HOME_BODY.match(low) or self.home in codes:
            return whose or "home"
        return "partner" if low.startswith(("phía ", "các bạn", "bạn ", "ngài ")) else ""

    def _side_of_person(self, start: int, end: int) -> str:
        """'Thứ trưởng Themba Nkosi': by where the person was named with a country, else by the name."""
        people = self.inside(start, end, "PERSON")
        if not people:
            return ""
        name = self.text[people[0].start : people[0].end]
        code = self._people.get(name) or self._people.get(name.split()[-1])
        if code:
            return "home" if code == self.home else "partner"
        return "" if is_written_like_ours(name) else "partner"

    def _side_of_capital(self, start: int, end: int) -> str:
        """'Helsinki đề nghị Hà Nội ...': a capital alone speaks for its government."""
        place = self.at(start, "PLACE")
        if place is None or place.end < end - 1:
            return ""
        name = self.text[place.start : place.end]
        if name in _OUR_CAPITAL:
            return "home"
        return "partner" if not is_written_like_ours(name) else ""

    def codes(self, start: int, end: int) -> list[str]:
        """Codes of the countries that name an actor, not of where it stands ('tại Nhật Bản')."""
        found = []
        for mention in self.inside(start, end, "COUNTRY", "BLOC"):
            code = code_of(mention)
            if code and not _AWAY.search(self.low[max(start, mention.start - 18) : mention.start]):
                found.append(code)
        return found

    def parties(self, start: int, end: int) -> tuple[Party, ...]:
        """The parties that an actor stands for; both sides for 'hai bên'."""
        words = self.context.cut(start, end) if end > start else ""
        side = self.side(start, end) if end > start else "joint"
        named = [
            Party(self.context.cut(m.start, m.end), code_of(m))
            for m in self.inside(start, end, "COUNTRY", "BLOC")
            if code_of(m)
        ]
        if side == "joint" and len({p.code for p in named}) < 2:
            codes = [self.home] + ([self.partner] if self.partner else [])
            return tuple(Party(words, code) for code in codes)
        if named:
            return tuple({p.code: p for p in named}.values())
        return (Party(words, self._speaker_code(start, end)),) if words else ()

    def _speaker_code(self, start: int, end: int) -> str | None:
        """A person or body without a country beside the name: whose was it where it was named first?"""
        words = self.text[start:end].strip()
        if THEIRS.match(self.low, start, end):
            return self.partner
        for person in reversed(self.inside(start, end, "PERSON")):
            known = self._people.get(self.text[person.start : person.end])
            if known:
                return known
        if HOME_BODY.match(self.low, start, end):
            return self.home
        named = self.context.pack.find_partner(_PREFIX.sub("", words, count=1))
        return named.code if named is not None else None

    def code_of_person(self, name: str) -> str | None:
        """Whose a person named in the document is."""
        return self._people.get(name)

    @cached_property
    def _people(self) -> dict[str, str]:
        """Whose each person is, by name and by last word: the country right before the name tells."""
        known: dict[str, str] = {}
        people = self._all(("PERSON",))[1]
        ends = {mention.end: index for index, mention in enumerate(self._countries)}
        for person in people:
            before = range(person.start, person.start - 3, -1)
            codes = (self._code_of_country(ends[place]) for place in before if place in ends)
            code = next(filter(None, codes), None)
            name = self.text[person.start : person.end]
            if code:
                known.setdefault(name, code)
                known.setdefault(name.split()[-1], code)
        for person in people:
            name = self.text[person.start : person.end]
            if is_home_name(name):
                known.setdefault(name, self.home)
        return known

    def _code_of_country(self, index: int) -> str | None:
        """Whose a person named behind a country is; 'Đại sứ EU tại Việt Nam ...' is the EU's."""
        mention = self._countries[index]
        before = self._countries[index - 1] if index else None
        near = before is not None and mention.start - before.end < 12
        if near and _AWAY.search(self.low[max(mention.start - 18, 0) : mention.start]):
            return code_of(before) if before else None
        return code_of(mention)

    # Names --------------------------------------------------------------------------------

    def name(self, start: int, end: int, *, inferred: bool = False) -> Name:
        """The body in the span, with its canonical name and unit where a mention knows them."""
        words = self.context.cut(start, end)
        for mention in self.inside(start, end, "ORG", "ORG_GROUP"):
            if mention.start - start <= 3 and abs(mention.end - end) <= 3:
                canonical = str(mention.fields.get("canonical") or words)
                unit = mention.fields.get("unit")
                return Name(words, canonical, unit if isinstance(unit, str) else None, inferred)
        held = self._office_of(start, end)
        if held is not None:
            return Name(words, held.canonical, held.unit, inferred)
        unit_row = self.context.pack.find_unit(words, self.context.reference_date)
        if unit_row is None:
            return Name(words, words, None, inferred)
        return Name(words, unit_row.name_vi, unit_row.id, inferred)

    def _office_of(self, start: int, end: int) -> Name | None:
        """'Bộ trưởng Bộ Công an', 'Lãnh đạo Bộ Tài chính': the body whose office it is."""
        office = _OFFICE.match(self.low, start, end)
        if office is None:
            return None
        body = self.at(office.end(), "ORG")
        return self.name(body.start, body.end) if body is not None and body.end == end else None

    def issuer(self) -> Name | None:
        """Who issues the whole paper: who concluded ('Kết luận của Phó Thủ tướng ...'), else its head."""
        return self._issuer

    @cached_property
    def _issuer(self) -> Name | None:
        paper = self.zones.paper
        for span in (paper.subject, paper.title):
            if span and self.kind == "conclusions":
                people = self.inside(*span, "PERSON")
                if people:
                    return Name(
                        self.context.cut(people[0].start, people[0].end),
                        self.text[people[0].start : people[0].end],
                    )
        if paper.issuer:
            name = self.name(*paper.issuer)
            return Name(" ".join(name.text.split()), " ".join(name.canonical.split()), name.unit)
        return None

    def speaker_before(self, place: int) -> Name | None:
        """The person named last before the place: who speaks on, two paragraphs further ('cần ...')."""
        index = bisect_left(self.starts, place)
        for mention in reversed(self.mentions[max(index - 40, 0) : index]):
            if mention.type == "PERSON" and self.zones.zone_at(mention.start) == "body":
                words = self.context.cut(mention.start, mention.end)
                return Name(words, self.text[mention.start : mention.end], None, inferred=True)
        return None


def _side_said(low: str) -> str:
    """'hai bên', 'ta', 'phía bạn': words that tell the side by themselves."""
    if JOINT.match(low) or _BOTH.match(low):
        return "joint"
    if OURS.match(low):
        return "home"
    return "partner" if THEIRS.match(low) else ""


def code_of(mention: Mention) -> str | None:
    """ISO or bloc code of a mention."""
    code = mention.fields.get("iso") or mention.fields.get("code")
    return code if isinstance(code, str) else None
