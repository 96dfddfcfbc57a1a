"""Asking: what may be found by whom, narrowed, counted, page by page.

The rule of the lists stands inside the question itself, so neither a count nor a facet betrays
what a person may not know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from chancery.intake.search.actions import AT_A_TIME, catch_up
from chancery.intake.search.engines import engine
from chancery.intake.search.kinds import KINDS, NAMES
from chancery.intake.search.models import Entry, Facet
from chancery.intake.search.query import Asked, ask
from chancery.intake.search.words import folded_line
from chancery.people.access import Viewer
from chancery.people.written_rule import WrittenRule

FIRST = 15  # hits of a page; the first page's are asked for at once
COUNTED = 5_000  # newest hits that are counted and leafed through
SUGGESTED = 8
STRAIGHT = 5
MANY = 50  # rows that bear one number, of which those that a person may know are shown
LARGE = ("head", "body", "marked")
ANY_MARKS = "any"
APART = "apart"
FACETS = ("partner", "unit", "year", "sector", "driver", "state")
Counts = dict[str, list[tuple[str, int]]]


@dataclass(frozen=True)
class Wish:
    """What a person looks for: words, values of facets, the order.

    ``plain``: whatever the marks; ``apart``: the words need not stand side by side.
    """

    typed: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    best: bool = False
    plain: bool = False
    apart: bool = False

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Wish:
        """What the address of a search asks for; what makes no sense in it is left out."""
        chosen = {name: asked[name][:200] for name in ("kind", *FACETS) if asked.get(name)}
        if chosen.get("kind") not in KINDS:
            chosen.pop("kind", None)
        return cls(
            typed=asked.get("q", ""),
            chosen=chosen,
            best=asked.get("order") == "best",
            plain=asked.get("marks") == ANY_MARKS,
            apart=asked.get("words") == APART,
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found, as it is today."""

    kind: str
    row: Any
    number: int


class Found:
    """The answer to a wish; asked for as a sequence, it gives the hits of that slice."""

    def __init__(self, viewer: Viewer, wish: Wish) -> None:
        self.viewer, self.wish = viewer, wish
        self.is_current = catch_up(most=AT_A_TIME)
        typed = ask(wish.typed)
        self.typed = typed.without_marks() if wish.plain else typed
        self.asked = self.typed
        self._choose()

    def _choose(self) -> None:
        """The closest reading of the words that finds something; as typed where none does."""
        for reading in self.typed.readings(apart=self.wish.apart) if self.typed.wanted else ():
            self._ask(reading)
            if self._first:
                return
        self._ask(self.typed)

    def _ask(self, asked: Asked) -> None:
        self.asked = asked
        for worked_out in ("_question", "_counted", "_first"):
            self.__dict__.pop(worked_out, None)

    @property
    def fell_back(self) -> bool:
        """Nothing has just the marks that were typed: shown is what fits whatever the marks."""
        return self.typed.exact and not self.asked.exact

    @property
    def is_together(self) -> bool:
        """Shown is where the words stand side by side, though they need not."""
        return len(self.typed.wanted) > len(self.asked.wanted)

    @property
    def is_asked(self) -> bool:
        """Whether anything was asked for at all."""
        return bool(self.asked.wanted or self.wish.chosen)

    @property
    def total(self) -> int:
        """How many there are; ``COUNTED`` where there are as many or more."""
        return min(self._counted[0], COUNTED)

    @property
    def is_more(self) -> bool:
        """There are more than are counted."""
        return self._counted[0] > COUNTED

    @property
    def facets(self) -> Counts:
        """Kinds, and the values of each facet, with how many of the hits have them."""
        return self._counted[1]

    @cached_property
    def straight(self) -> list[Hit]:
        """What bears just this number, reference or name."""
        bears = Facet.objects.filter(name="is", value=self.typed.name or None)
        keys = list(bears.order_by("-entry").values_list("entry", flat=True)[:MANY])
        if not keys:
            return []
        rows = self._narrowed(self._visible).filter(pk__in=keys)
        return _hits(rows.order_by("-id")[:STRAIGHT], self.viewer)

    def among(self, entries: Collection[int]) -> list[Hit]:
        """The hits among some entries, in the order wished for."""
        if not self.is_asked:
            return []
        rows = engine().matching(self._narrowed(self._visible).filter(pk__in=entries), self.asked)
        return _hits(engine().ordered(rows, self.asked, best=False).defer(*LARGE), self.viewer)

    def count(self) -> int:
        """For the paginator."""
        return self.total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[Hit]:
        start, stop = part.start or 0, min(part.stop or COUNTED, COUNTED)
        numbers = self._numbers(start, max(stop - start, 0))
        rows = Entry.objects.defer(*LARGE).in_bulk(numbers)
        return _hits([rows[number] for number in numbers if number in rows], self.viewer)

    @property
    def entries(self) -> QuerySet[Entry]:
        """All that is found, in the order wished for."""
        if not self.is_asked:
            return Entry.objects.none()
        rows = engine().matching(self._narrowed(self._visible), self.asked)
        return engine().ordered(rows, self.asked, best=self.wish.best)

    @cached_property
    def _visible(self) -> QuerySet[Entry]:
        kind = self.wish.chosen.get("kind")
        return visible(self.viewer, [kind] if kind in KINDS else KINDS)

    @cached_property
    def _question(self) -> tuple[str, tuple[Any, ...]] | None:
        """The database's own words for it; None where nothing can be found."""
        try:
            return self.entries.values("id", "kind").query.sql_with_params()
        except EmptyResultSet:
            return None

    def _narrowed(self, rows: QuerySet[Entry]) -> QuerySet[Entry]:
        for name, value in self.wish.chosen.items():
            if name == "kind":
                rows = rows.filter(kind=value)
            else:
                has = Facet.objects.filter(entry=OuterRef("pk"), name=name, value=value)
                rows = rows.filter(Exists(has))
        return rows

    @cached_property
    def _first(self) -> list[int]:
        """As many as the first page shows: whether anything is found is seen from them as well."""
        return self._asked_for(0, FIRST)

    def _numbers(self, start: int, count: int) -> list[int]:
        if start + count <= FIRST or len(self._first) < FIRST:
            return self._first[start : start + count]
        return self._asked_for(start, count)

    def _asked_for(self, start: int, count: int) -> list[int]:
        if not self._question:
            return []
        sql, params = self._question
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} LIMIT %s OFFSET %s", [*params, count, start])
            return [row[0] for row in cursor.fetchall()]

    @cached_property
    def _counted(self) -> tuple[int, Counts]:
        return _count(*self._question) if self._question else (0, {})


def visible(viewer: Viewer, kinds: Collection[str] = KINDS) -> QuerySet[Entry]:
    """The entries of rows of these kinds that ``viewer`` may know of."""
    return _visible(viewer, tuple(kinds)).all()


@lru_cache(maxsize=1024)  # of the rule alone, never of rows
def _visible(viewer: Viewer, kinds: tuple[str, ...]) -> QuerySet[Entry]:
    if not viewer.reads:
        return Entry.objects.none()
    seen = Q(kind__in=[name for name in kinds if KINDS[name].rows is None])
    for name in kinds:
        if KINDS[name].rows is not None:
            rows = KINDS[name].visible(viewer).filter(pk=OuterRef(name))
            seen |= Q(kind=name) & Q(Exists(rows))
    return Entry.objects.filter(WrittenRule(Entry.objects.filter(seen)))


def suggest(viewer: Viewer, typed: str) -> list[Hit]:
    """A few rows whose number, name or title has these words; names and references first."""
    asked = _begun(ask(typed).without_marks())
    if len(asked.name) < 2:
        return []
    rest = [name for name in KINDS if name not in NAMES]
    named = engine().matching(visible(viewer, NAMES), asked, heads=True)
    titled = engine().matching(visible(viewer, rest), asked, heads=True)
    names = _hits(engine().ordered(named, asked, best=True).defer(*LARGE)[:MANY], viewer)
    names.sort(key=lambda hit: _nearness(hit, asked.name))
    titles = engine().ordered(titled, asked, best=False).defer(*LARGE)[:SUGGESTED]
    found = Found(viewer, Wish(typed, plain=True)).straight
    hits = [*found, *names[:STRAIGHT], *_hits(titles, viewer)]
    return list({(hit.kind, hit.row.pk): hit for hit in hits}.values())[:SUGGESTED]


def _nearness(hit: Hit, name: str) -> tuple[bool, int]:
    """Names that begin with what was typed come first, then the shorter ones."""
    texts = KINDS[hit.kind].texts(hit.row)
    begins = any(folded_line(one).startswith(name) for one in (texts.title, *texts.names))
    return not begins, len(texts.title)


def _begun(asked: Asked) -> Asked:
    """The last word may go on; one letter of it fits half of all, so it waits for the next."""
    if len(asked.terms) > 1 and len(asked.terms[-1].folded[-1]) == 1:
        return replace(asked, terms=asked.terms[:-1])
    return asked.begun()


def keys_matching(kind: str, words: str) -> RawSQL:
    """The keys of the rows of a kind that hold these words, for the filter of a list.

    ``access.tasks(viewer).filter(pk__in=keys_matching("task", words))``: the list says who may
    see what. Marks do not count, and the words need not stand side by side: which reading fits
    would depend on rows that the person may not see. Every row where nothing was asked for.
    """
    catch_up(most=AT_A_TIME)
    asked = ask(words).without_marks().begun()
    rows = engine().matching(Entry.objects.filter(kind=kind).order_by(), asked)
    sql, params = rows.values(f"{kind}_id").query.sql_with_params()
    return RawSQL(sql, params)  # noqa: S611 - compiled by Django


def _count(sql: str, params: Sequence[Any]) -> tuple[int, Counts]:
    """How many, and how many of each kind and facet, in one go over the newest of them."""
    quoted = ", ".join(["%s"] * len(FACETS))
    with connection.cursor() as cursor:
        cursor.execute(
            # Facets stand first: behind the others SQLite filters all facets through all hits, which
            # takes twice as long.
            f"WITH hit AS MATERIALIZED ({sql} LIMIT {COUNTED + 1})"  # noqa: S608 - by Django
            " SELECT f.name, f.value, count(*) FROM hit"
            f" JOIN intake_facet f ON f.entry_id = hit.id WHERE f.name IN ({quoted})"
            " GROUP BY f.value, f.name"
            " UNION ALL SELECT 'kind', kind, count(*) FROM hit GROUP BY kind"
            " UNION ALL SELECT '', '', count(*) FROM hit",
            [*params, *FACETS],
        )
        rows = cursor.fetchall()
    counts: Counts = defaultdict(list)
    for name, value, number in rows:
        counts[name].append((value, number))
    total = counts.pop("")[0][1]
    return total, {n: sorted(v, key=lambda pair: (-pair[1], pair[0])) for n, v in counts.items()}


def _hits(entries: Sequence[Entry] | QuerySet[Entry], viewer: Viewer) -> list[Hit]:
    """The living rows behind some entries, asked for by the rule of the lists once more."""
    listed = list(entries)
    wanted: dict[str, list[Any]] = defaultdict(list)
    for entry in listed:
        wanted[entry.kind].append(getattr(entry, f"{entry.kind}_id"))
    rows = {
        (kind, row.pk): row for kind, keys in wanted.items() for row in _rows(kind, keys, viewer)
    }
    keyed = [(entry.kind, getattr(entry, f"{entry.kind}_id"), entry.pk) for entry in listed]
    return [
        Hit(kind, rows[kind, key], number) for kind, key, number in keyed if (kind, key) in rows
    ]


def _rows(kind: str, keys: list[Any], viewer: Viewer) -> QuerySet[Any]:
    known = KINDS[kind]
    rows = known.visible(viewer).filter(pk__in=keys)
    shown: Callable[..., QuerySet[Any]] = rows.select_related
    return shown(*known.joins).prefetch_related(*(s for s in known.sets if s in SHOWN))


SHOWN = {"names", "stages"}
"""What a hit's own words and day need; facets are not worked out again."""
