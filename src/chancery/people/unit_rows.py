"""Units out of a spreadsheet: what each row would do, and why some cannot be taken. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from zoneinfo import available_timezones

from django.utils.translation import gettext as _
from django.utils.translation import override

from chancery.lib.text import fold
from chancery.people.importing import Cells, Problem, State, cells_of
from chancery.people.models import UnitKind
from chancery.people.sheets import Sheet

COLUMNS: dict[str, tuple[str, ...]] = {
    "key": ("key", "ma", "ma don vi", "code", "id", "unit key"),
    "name_vi": ("ten", "ten don vi", "ten tieng viet", "name in vietnamese", "vietnamese name", "name", "unit", "don vi"),
    "name_en": ("ten tieng anh", "name in english", "english name", "english"),
    "short": ("viet tat", "ten viet tat", "abbreviation", "short", "short name"),
    "kind": ("loai", "loai don vi", "kind", "type", "loai hinh"),
    "belongs_to": ("truc thuoc", "thuoc", "don vi cap tren", "cap tren", "belongs to", "parent", "parent unit"),
    "sits_in": ("dat tai", "sits in", "located in"),
    "city": ("thanh pho", "dia diem", "city", "place"),
    "time_zone": ("mui gio", "time zone", "timezone"),
    "start": ("tu ngay", "hieu luc tu", "start", "since", "from"),
    "end": ("den ngay", "het hieu luc", "end", "until", "to"),
}  # fmt: skip
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class UnitValues:
    """What people say of a unit; days as ISO text, ties by key."""

    key: str
    kind: str
    name_vi: str
    name_en: str = ""
    short: str = ""
    belongs_to: str = ""
    sits_in: str = ""
    city: str = ""
    time_zone: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One row of the file: what taking it would do."""

    number: int
    values: UnitValues
    state: State
    changes: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def plan_units(
    sheet: Sheet,
    columns: Mapping[str, int],
    known: Mapping[str, UnitValues],
    former: Iterable[tuple[str, str]] = (),
) -> list[UnitRow]:
    """What each row would do, beside the units that are ``known`` (``former``: keys with names
    that units bore before, for the units above); nothing is written."""
    rows = cells_of(sheet, columns)
    names = _Names(known.values(), former)
    drafts = [_draft(row, names) for row in rows]
    drafts = [_tied(row, draft, names) for row, draft in zip(rows, drafts, strict=True)]
    _check_twins(rows, drafts)
    _check_ties(rows, drafts, known)
    return [_planned(row, draft, known) for row, draft in zip(rows, drafts, strict=True)]


def kind_called(text: str) -> str:
    """The kind by its code or by its Vietnamese or English name; empty where none is meant."""
    return _kinds().get(fold(text), "")


def key_from(name: str, parent: str = "") -> str:
    """A key made of a name, below that of the unit it belongs to."""
    own = _NOT_IN_A_KEY.sub("-", fold(name)).strip("-")
    return (f"{parent}-{own}" if parent else own)[:80].strip("-")


def _kinds() -> dict[str, str]:
    found = {kind.value.replace("_", " "): kind.value for kind in UnitKind}
    found |= {kind.value: kind.value for kind in UnitKind}
    for language in ("vi", "en"):
        with override(language):
            found |= {fold(str(kind.label)): kind.value for kind in UnitKind}
    more = {"vu": "department", "cuc": "department", "van phong": "department", "vien": "department", "so": "department", "bo": "ministry", "tinh": "province", "thanh pho": "province", "dai su quan": "mission", "tong lanh su quan": "mission", "thuong vu": "trade_office", "embassy": "mission", "doanh nghiep": "enterprise", "hiep hoi": "association"}  # fmt: skip
    return more | found


class _Names:
    """Keys by folded name, for units known and, as they are read, those of the file."""

    def __init__(self, known: Iterable[UnitValues], former: Iterable[tuple[str, str]]) -> None:
        self._keys: dict[str, set[str]] = {}
        self._former: dict[str, set[str]] = {}
        self._parents: dict[str, str] = {}
        for values in known:
            self.add(values)
        for key, name in former:
            self._former.setdefault(fold(name), set()).add(key)

    def add(self, values: UnitValues) -> None:
        self._parents[values.key] = values.belongs_to
        for name in (values.key, values.name_vi, values.name_en, values.short):
            if name:
                self._keys.setdefault(fold(name), set()).add(values.key)

    def called(self, text: str) -> str:
        """The key of the one unit called so; the text itself where none or several are."""
        found = self._keys.get(fold(text)) or self._former.get(fold(text), set())
        return next(iter(found)) if len(found) == 1 else text

    def same(self, name: str, parent: str) -> str:
        """The unit of that name below that parent, so that a row without a key finds itself."""
        found = {k for k in self._keys.get(fold(name), ()) if self._parents.get(k) == parent}
        return next(iter(found)) if len(found) == 1 else ""


def _draft(row: Cells, names: _Names) -> UnitValues:
    name = row.plain("name_vi", 250) or row.plain("name_en", 250)
    parent = names.called(row.get("belongs_to"))
    below = parent if _KEY.fullmatch(parent) else ""
    key = row.get("key") or names.same(name, parent)
    key = key or key_from(row.get("short") or name, below)
    values = UnitValues(
        key=key,
        kind=kind_called(row.get("kind")),
        name_vi=name,
        name_en=row.plain("name_en", 250),
        short=row.plain("short", 60),
        city=row.plain("city", 80),
        time_zone=row.get("time_zone"),
        start=row.day("start"),
        end=row.day("end"),
    )
    _check_cells(row, values)
    names.add(values)
    return values


def _tied(row: Cells, draft: UnitValues, names: _Names) -> UnitValues:
    """With the units above and around it; once more after all rows, as one may stand below."""
    above, around = row.get("belongs_to"), row.get("sits_in")
    return replace(draft, belongs_to=names.called(above), sits_in=names.called(around))


def _check_cells(row: Cells, values: UnitValues) -> None:
    if not values.name_vi:
        row.reject("name_vi", _("the name is missing"), _("write the unit's name"))
    elif not _KEY.fullmatch(values.key):
        remedy = _("write small letters without marks, digits and hyphens, such as mofa-economic")
        row.reject("key", _("it cannot be a key"), remedy)
    if row.get("kind") and not values.kind:
        known = ", ".join(str(kind.label) for kind in UnitKind)
        row.reject(
            "kind", _("this kind is not known"), _("write one of: %(kinds)s") % {"kinds": known}
        )
    if values.time_zone and values.time_zone not in available_timezones():
        row.reject("time_zone", _("this time zone is not known"), _("write it as Asia/Tokyo"))
    if values.start and values.end and values.end < values.start:
        row.reject("end", _("it ends before it starts"), _("correct one of the two days"))


def _check_twins(rows: list[Cells], drafts: list[UnitValues]) -> None:
    counts = Counter(draft.key for draft in drafts)
    for row, draft in zip(rows, drafts, strict=True):
        if counts[draft.key] > 1 and draft.name_vi:
            others = [
                str(r.number)
                for r, d in zip(rows, drafts, strict=True)
                if d.key == draft.key and r is not row
            ]
            cause = _("the key %(key)s stands in row %(rows)s too") % {
                "key": draft.key,
                "rows": ", ".join(others[:5]),
            }
            row.reject("key", cause, _("give each unit a key of its own, or take one row out"))


def _check_ties(
    rows: list[Cells], drafts: list[UnitValues], known: Mapping[str, UnitValues]
) -> None:
    after = {**known, **{draft.key: draft for draft in drafts}}
    for row, draft in zip(rows, drafts, strict=True):
        for tie, above in (("belongs_to", draft.belongs_to), ("sits_in", draft.sits_in)):
            if above and above not in after:
                remedy = _("write the key or the exact name of a unit, or add a row for it")
                row.reject(tie, _("no unit is called so"), remedy)
        if _goes_round(draft, after):
            cause = _("following the units above leads back to this one")
            row.reject("belongs_to", cause, _("correct one of the rows of the ring"))
    _check_above(rows, drafts, known)


def _check_above(
    rows: list[Cells], drafts: list[UnitValues], known: Mapping[str, UnitValues]
) -> None:
    """A row whose unit above cannot be taken waits for it, however far above that is."""
    bad = {d.key for r, d in zip(rows, drafts, strict=True) if r.problems} - set(known)
    waiting = True
    while waiting:
        waiting = False
        for row, draft in zip(rows, drafts, strict=True):
            if not row.problems and {draft.belongs_to, draft.sits_in} & bad:
                row.reject(
                    "belongs_to", _("the row of the unit above has errors"), _("correct that row")
                )
                bad, waiting = bad | {draft.key}, True


def _goes_round(draft: UnitValues, after: Mapping[str, UnitValues]) -> bool:
    seen, above = {draft.key}, draft.belongs_to
    while above in after:
        if above in seen:
            return above == draft.key
        seen.add(above)
        above = after[above].belongs_to
    return False


def _planned(row: Cells, draft: UnitValues, known: Mapping[str, UnitValues]) -> UnitRow:
    before = known.get(draft.key)
    if before is not None:
        draft = _kept(row, draft, before)
    elif not draft.kind and not row.problems:
        row.reject("kind", _("the kind is missing"), _("write what it is, such as Department"))
    if row.problems:
        return UnitRow(row.number, draft, State.ERROR, problems=tuple(row.problems))
    if before is None:
        return UnitRow(
            row.number, replace(draft, name_en=draft.name_en or draft.name_vi), State.NEW
        )
    old, new = asdict(before), asdict(draft)
    changes = tuple((n, old[n], new[n]) for n in new if old[n] != new[n])
    return UnitRow(row.number, draft, State.CHANGED if changes else State.UNCHANGED, changes)


def _kept(row: Cells, draft: UnitValues, before: UnitValues) -> UnitValues:
    """An empty cell changes nothing."""
    empty = {name: value for name, value in asdict(before).items() if not getattr(draft, name)}
    return replace(draft, **empty)
