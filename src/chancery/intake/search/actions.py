"""Bringing the index up to history, making it anew, and taking words out of it at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from zlib import crc32

from django.db import transaction

from chancery.documents.models import Document
from chancery.history.models import Event, Head
from chancery.intake.search.engines import engine
from chancery.intake.search.kinds import KINDS, Kind
from chancery.intake.search.models import Entry, Facet, Indexed
from chancery.intake.search.words import folded_line, lines_of
from chancery.register.models import Interaction

BATCH = 200  # events, or rows, of one transaction: others wait no longer than that takes
AT_A_TIME = 2_000  # events taken in before one question is answered
AT_ONCE = 6  # steps of scrubbing within a purge: the whole of an index of some 5,000 documents
_WHOLE_TABLES = {"agreements": "agreement", "partners": "partner", "units": "unit"}
_PLACE, _DAY = 8, 40  # the bits of an entry's number that stand before its place, and its day
_NAME = 200  # letters of a name by which a row is looked up

Told = Callable[[int, int], None]


def catch_up(*, most: int | None = None) -> bool:
    """Take in what history tells since the last time; whether the index is now up to it.

    Cheap when nothing is new. Several processes may do it at once: one waits for the other.
    """
    taken = 0
    while _behind():
        if most is not None and taken >= most:
            return False
        taken += _step()
    return True


def rebuild(progress: Told | None = None) -> int:
    """Take in every row anew, those too that no history tells of; how many there are.

    ``progress`` is told how many of how many are done. The pages go on working meanwhile.
    """
    _follow_from_now()
    keys = {name: kind.all().values_list("pk", flat=True) for name, kind in KINDS.items()}
    total, done = sum(rows.count() for rows in keys.values()), 0
    for name, rows in keys.items():
        for some in _batches(map(str, rows.order_by("pk"))):
            refresh(kind=name, keys=some, anew=True)
            done += len(some)
            if progress:
                progress(done, total)
    engine().mend()
    catch_up()
    return total


@transaction.atomic
def refresh(*, kind: str, keys: Iterable[str], anew: bool = False) -> int:
    """Make the entries of some rows what the rows now say; how many were written."""
    known, wanted = KINDS[kind], list(dict.fromkeys(keys))
    rows = {str(row.pk): row for row in known.loaded(wanted)}
    there = _entries(kind, known.cleaned(wanted))
    fresh = {key: _made(kind, known, row) for key, row in rows.items()}
    stale = [
        key for key, entry in there.items() if anew or key not in fresh or entry != fresh[key].told
    ]
    missing = [made for key, made in fresh.items() if key in stale or key not in there]
    _forget(kind, known.cleaned(stale))
    _write(missing)
    return len(missing)


@transaction.atomic
def forget(*, document: Document) -> None:
    """Take a document's words out of the index, and take in its emptied records.

    Nobody finds them from now on. Of a large index the last traces in the engine's file are taken
    out by ``scrub``, so that nobody's saving waits for it.
    """
    _forget("document", [document.pk])
    for name, kind in KINDS.items():
        if name == "document" or not _quotes(kind):
            continue
        made = kind.model._default_manager.filter(document=document)  # noqa: SLF001 - documented
        refresh(kind=name, keys=map(str, made.values_list("pk", flat=True)))
    if not engine().scrub(most=AT_ONCE):
        position = Indexed.objects.select_for_update().get_or_create(id=1)[0]
        position.scrubbing = True
        position.save(update_fields=["scrubbing"])


def scrub() -> bool:
    """Go on taking the words of purged documents out of the engine's file; whether all are out.

    Each step stands alone, so that others can write between two of them.
    """
    position = Indexed.objects.filter(scrubbing=True).first()
    if position is None:
        return True
    while not engine().scrub(most=1):
        pass
    position.scrubbing = False
    position.save(update_fields=["scrubbing"])
    return True


def _behind() -> bool:
    head = Head.objects.values_list("length", flat=True).first() or 0
    return head > (Indexed.objects.values_list("seq", flat=True).first() or 0)


@transaction.atomic
def _step() -> int:
    """One batch of events; the locked row keeps others from doing the same."""
    position = Indexed.objects.select_for_update().get_or_create(id=1)[0]
    events = Event.objects.filter(seq__gt=position.seq).order_by("seq")
    told = list(events.values_list("seq", "kind", "key", "action")[:BATCH])
    for kind, keys in _touched(told).items():
        for some in _batches(sorted(keys)):
            refresh(kind=kind, keys=some)
    if told:
        position.seq = told[-1][0]
        erased = any(action.endswith(".erase") for _seq, _kind, _key, action in told)
        position.scrubbing = position.scrubbing or erased  # a person's name: no trace in the file
        position.save(update_fields=["seq", "scrubbing"])
    return len(told)


def _touched(told: Iterable[tuple[int, str, str, str]]) -> dict[str, set[str]]:
    """The rows that events tell of; a table that was filled as a whole is all of its rows."""
    touched: dict[str, set[str]] = defaultdict(set)
    for _seq, kind, key, action in told:
        if (
            action == "contact.erase" and key.isdecimal()
        ):  # the notes of its meetings were changed with it
            met = Interaction.objects.filter(contacts=int(key)).values_list("pk", flat=True)
            touched["interaction"] |= {str(pk) for pk in met}
        whole = _WHOLE_TABLES.get(action.partition(".")[0])
        if whole:
            touched[whole] |= {str(pk) for pk in KINDS[whole].all().values_list("pk", flat=True)}
        elif kind in KINDS and key:
            touched[kind].add(key)
    return touched


@transaction.atomic
def _follow_from_now() -> None:
    position = Indexed.objects.select_for_update().get_or_create(id=1)[0]
    position.seq = Head.objects.values_list("length", flat=True).first() or 0
    position.save(update_fields=["seq"])


def _batches(keys: Iterable[str]) -> Iterator[list[str]]:
    listed = list(keys)
    yield from (listed[start : start + BATCH] for start in range(0, len(listed), BATCH))


@dataclass(frozen=True)
class _Made:
    """An entry with its facets, not kept yet."""

    entry: Entry
    facets: frozenset[tuple[str, str]]

    @property
    def told(self) -> tuple[Any, ...]:
        return _told(self.entry, self.facets)


def _told(entry: Entry, facets: frozenset[tuple[str, str]]) -> tuple[Any, ...]:
    """All by which one sees whether an entry still holds."""
    return (entry.id >> 36, entry.head, entry.body, entry.marked, facets)


def _entries(kind: str, keys: list[Any]) -> dict[str, tuple[Any, ...]]:
    """What the entries of some rows say today, by the key of the row."""
    entries = Entry.objects.filter(**{f"{kind}__in": keys}).prefetch_related("facets")
    return {
        str(getattr(entry, f"{kind}_id")): _told(
            entry, frozenset((facet.name, facet.value) for facet in entry.facets.all())
        )
        for entry in entries
    }


def _made(name: str, kind: Kind, row: Any) -> _Made:
    texts, day = kind.texts(row), kind.day(row)
    (head, head_marked), (body, body_marked) = lines_of(texts.head), lines_of(texts.body)
    entry = Entry(
        id=_number(kind, row.pk, day),
        kind=name,
        head=head,
        body=body,
        marked=f"{head_marked} {body_marked}",
        **{f"{name}_id": row.pk},
    )
    return _Made(entry, frozenset(_facets(kind, row, day)))


def _facets(kind: Kind, row: Any, day: date | None) -> Iterator[tuple[str, str]]:
    yield from kind.facets(row)
    if day:
        yield "year", str(day.year)
    for name in kind.names(row):
        if folded := folded_line(name):
            yield "is", folded[:_NAME]


def _number(kind: Kind, key: Any, day: date | None) -> int:
    """Newer days have larger numbers; on one day every row has its own."""
    place = key % (1 << 32) if isinstance(key, int) else crc32(str(key).encode())
    return ((day.toordinal() if day else 0) << _DAY) + (place << _PLACE) + kind.number


def _forget(kind: str, keys: list[Any]) -> None:
    old = list(Entry.objects.filter(**{f"{kind}__in": keys}).values_list("pk", flat=True))
    Facet.objects.filter(entry__in=old).delete()
    Entry.objects.filter(pk__in=old).delete()


def _write(made: list[_Made]) -> None:
    taken = _taken([one.entry.pk for one in made])
    for one in made:
        while one.entry.pk in taken:  # two keys with the same checksum
            one.entry.pk += 1 << _PLACE
            taken |= _taken([one.entry.pk])
        taken.add(one.entry.pk)
    Entry.objects.bulk_create([one.entry for one in made], batch_size=BATCH)
    Facet.objects.bulk_create(
        [Facet(entry=o.entry, name=n, value=v) for o in made for n, v in sorted(o.facets)],
        batch_size=500,
    )
    engine().after_write([one.entry.pk for one in made])


def _taken(numbers: list[int]) -> set[int]:
    return set(Entry.objects.filter(pk__in=numbers).values_list("pk", flat=True))


def _quotes(kind: Kind) -> bool:
    return any(field.name == "document" for field in kind.model._meta.fields)  # noqa: SLF001
