"""Who is looking, and which units that person stands for.

Denied by default: a person without a post that is held today sees nothing. Three circles:

* ``units``: where the person holds a post, and every unit below in the line of belonging
  (a ministry's officer stands for its departments);
* ``agencies``: the ministries, provinces, offices at the top of those lines, with all their units;
* ``oversees``: the Government, its Office and the committees look over everybody's internal work.

A mission belongs to the ministry but does not share its circle: it sees what concerns it and the
partners of its area.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, cast

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from chancery.people.models import Area, Post, Role, Unit, UnitKind, User
from chancery.people.written_rule import WrittenRule

M = TypeVar("M", bound=models.Model)

READERS = frozenset({Role.HEAD, Role.OFFICER, Role.READER, Role.CLERK, Role.AUDITOR})
WRITERS = frozenset({Role.HEAD, Role.OFFICER})
OVERSEERS = frozenset(
    {
        UnitKind.GOVERNMENT,
        UnitKind.PRIME_MINISTER,
        UnitKind.COMMITTEE,
        UnitKind.GOVERNMENT_OFFICE,
    }
)
OUTPOSTS = frozenset({UnitKind.MISSION, UnitKind.TRADE_OFFICE})


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person as the access rules see them."""

    user: User
    roles: dict[str, frozenset[str]] = field(default_factory=dict)
    own_units: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    agency_units: frozenset[str] = frozenset()
    area: frozenset[str] = frozenset()
    oversees: bool = False

    def __hash__(self) -> int:
        return hash(self.user.pk)

    @property
    def key(self) -> str:
        """The plain key that history keeps."""
        return self.user.username

    @property
    def reads(self) -> bool:
        """Holds a post that lets them read content at all (an administrator's does not)."""
        return bool(self.own_units)

    def has_role(self, unit: str, *roles: str) -> bool:
        """Holds one of ``roles`` in ``unit`` or in a unit above it in its line."""
        held = self.roles.get(unit, frozenset())
        return any(role in held for role in roles)

    def writes_for(self, unit: str) -> bool:
        """Officer or head of ``unit``, or of a unit above it in its line."""
        return self.has_role(unit, *WRITERS)

    def heads(self, unit: str) -> bool:
        """Head of ``unit``, or of a unit above it in its line."""
        return self.has_role(unit, Role.HEAD)

    def is_anywhere(self, *roles: str) -> bool:
        """Holds one of ``roles`` in any unit."""
        return any(role in held for held in self.roles.values() for role in roles)

    @property
    def is_administrator(self) -> bool:
        """Runs the system: units, people, backups; reads no content."""
        return self.is_anywhere(Role.ADMINISTRATOR)

    @property
    def is_auditor(self) -> bool:
        """Reads the history of everything."""
        return self.is_anywhere(Role.AUDITOR)


def viewer_of(user: User, *, today: date | None = None) -> Viewer:
    """Work out what ``user`` stands for today; three queries, whatever the size of the house."""
    day = today or timezone.localdate()
    posts = [p for p in _open_posts(user) if p.runs_on(day)]
    if not user.is_active or not posts:
        return Viewer(user=user)
    tree = _Tree(list(Unit.objects.only("key", "kind", "belongs_to_id", "sits_in_id")))
    roles: dict[str, set[str]] = defaultdict(set)
    for post in posts:
        for unit in tree.below(post.unit_id):
            roles[unit].add(post.role)
    reading = [p.unit_id for p in posts if p.role in READERS]
    units = frozenset(unit for own in reading for unit in tree.below(own))
    return Viewer(
        user=user,
        roles={unit: frozenset(held) for unit, held in roles.items()},
        own_units=frozenset(reading),
        units=units,
        agency_units=frozenset(unit for own in reading for unit in tree.agency(own)),
        area=frozenset(Area.objects.filter(unit__in=reading).values_list("partner_id", flat=True)),
        oversees=any(tree.kind(own) in OVERSEERS for own in reading),
    )


def stands_in_line(viewer: Viewer, unit: Unit) -> bool:
    """Holds a writing post today in ``unit`` or in a unit below it."""
    posts = [own for own in viewer.own_units if viewer.has_role(own, *WRITERS)]
    return any(unit.pk in line_of(key) for key in posts)


def line_of(key: str) -> list[str]:
    """The unit and those above it, up to the ministry, province, office or mission it is of."""
    unit, line = Unit.objects.filter(pk=key).select_related("belongs_to").first(), []
    while unit is not None:
        line.append(unit.pk)
        above = unit.belongs_to
        alone = unit.kind in OUTPOSTS or (above is not None and above.kind in OVERSEERS)
        unit = None if alone else above
    return line


@dataclass(frozen=True, slots=True)
class Concerns:
    """The look-ups by which rows of a model concern units and partners, besides ``held_by``.

    ``units`` are foreign keys, ``many_units`` many-to-many fields; ``partner`` a foreign key,
    ``many_partners`` many-to-many fields: a mission sees rows on the partners of its area.
    """

    units: tuple[str, ...] = ()
    many_units: tuple[str, ...] = ()
    partner: str = ""
    many_partners: tuple[str, ...] = ()
    merged: bool = False
    """Those too that turned out to be another record and were merged into it."""
    one_by_one: bool = False
    """Asked of a handful of rows by their keys: what hangs on a row many times is then looked up
    for it, where a list gathers all that hangs on the person's units first."""


def visible(viewer: Viewer, model: type[M], concerns: Concerns = Concerns()) -> QuerySet[M]:
    """The rows of a ``Protected`` model that ``viewer`` may know of.

    Public rows for every reader; internal ones for those concerned and those who oversee;
    restricted ones for the named units and the unit that holds them, nobody else. One that was
    merged into another is not among them. No joins that repeat a row: what hangs on many units is
    asked through sub-queries.
    """
    found: QuerySet[M] = _visible(viewer, model, concerns).all()
    return found


@lru_cache(
    maxsize=2048
)  # of the rule alone, never of rows: a page asks for the same some ten times
def _visible(viewer: Viewer, model: type[M], concerns: Concerns) -> QuerySet[M]:
    rows: QuerySet[M] = model._default_manager.all()  # noqa: SLF001 - Django's documented way
    if not viewer.reads:
        return rows.none()
    concerned = Q(sensitivity="internal") & _concerned(viewer, model, concerns)
    own = viewer.own_units
    named = Q(held_by__in=own) | _through(model, "named_units", own, concerns)
    rule = Q(sensitivity="public") | concerned | (Q(sensitivity="restricted") & named)
    found = rows.filter(WrittenRule(rows.filter(rule)))
    if hasattr(model, "merged_into") and not concerns.merged:
        found = found.filter(merged_into__isnull=True)
    return found


def _concerned(viewer: Viewer, model: type[M], concerns: Concerns) -> Q:
    if viewer.oversees:
        return Q()
    circle = viewer.units | viewer.agency_units
    found = Q(held_by__in=circle)
    for look_up in concerns.units:
        found |= Q(**{f"{look_up}__in": circle})
    for name in concerns.many_units:
        found |= _through(model, name, circle, concerns)
    if viewer.area and concerns.partner:
        found |= Q(**{f"{concerns.partner}__in": viewer.area})
    for name in concerns.many_partners if viewer.area else ():
        found |= _through(model, name, viewer.area, concerns)
    return found


def _through(model: type[M], name: str, keys: frozenset[str], concerns: Concerns) -> Q:
    field = cast("models.ManyToManyField[Any, Any]", model._meta.get_field(name))  # noqa: SLF001
    through = cast("type[models.Model]", field.remote_field.through)
    rows = through._default_manager.filter(  # noqa: SLF001
        **{f"{field.m2m_reverse_field_name()}__in": keys}
    )
    if concerns.one_by_one:
        return Q(Exists(rows.filter(**{field.m2m_field_name(): OuterRef("pk")})))
    return Q(pk__in=rows.values(f"{field.m2m_field_name()}_id"))


def _open_posts(user: User) -> QuerySet[Post]:
    return user.posts.all()


class _Tree:
    """The units and their two ties, walked without further queries."""

    def __init__(self, units: list[Unit]) -> None:
        self._units = {unit.key: unit for unit in units}
        self._children: dict[str, list[str]] = defaultdict(list)
        for unit in units:
            if unit.belongs_to_id:
                self._children[unit.belongs_to_id].append(unit.key)

    def kind(self, key: str) -> str:
        return self._units[key].kind

    def below(self, key: str) -> set[str]:
        """The unit and all that belong to it, an overseer's ministries and outposts left out."""
        found, waiting = {key}, [key]
        while waiting:
            for child in self._children[waiting.pop()]:
                if child not in found and not self._stands_alone(child):
                    found.add(child)
                    waiting.append(child)
        return found

    def agency(self, key: str) -> set[str]:
        """The units of the ministry, province or office that the unit belongs to.

        A mission stands alone, with the trade office that sits in it.
        """
        if self.kind(key) in OUTPOSTS:
            return {key} | {u.key for u in self._units.values() if u.sits_in_id == key}
        top = key
        while (parent := self._units[top].belongs_to_id) and not self._stands_alone(top):
            top = parent
        return self.below(top)

    def _stands_alone(self, key: str) -> bool:
        """An outpost, or what the Government and other overseers have under them."""
        parent = self._units[key].belongs_to_id
        return self.kind(key) in OUTPOSTS or (
            parent is not None and self.kind(parent) in OVERSEERS
        )
