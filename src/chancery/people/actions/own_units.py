"""Every write to the units that people add or correct, besides the pack's."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.people.access import viewer_of
from chancery.people.countersigning import needs_countersign
from chancery.people.errors import CountersignError, PeopleError
from chancery.people.importing import State
from chancery.people.models import Unit, UnitName, User
from chancery.people.unit_rows import UnitRow, UnitValues

_TIES = {"belongs_to": "belongs_to_id", "sits_in": "sits_in_id"}


@transaction.atomic
def add_unit(*, values: UnitValues, by: str) -> Unit:
    """Add a unit that the pack does not know; the key stays for ever."""
    if Unit.objects.filter(pk=values.key).exists():
        raise PeopleError(_("There is a unit with the key %(key)s") % {"key": values.key})
    unit = _made(values, source=_("entered by an administrator"))
    changes = {name: [None, value] for name, value in asdict(values).items() if value}
    record(by=by, action="unit.add", kind="unit", key=unit.pk, changes=changes, label=str(unit))
    return unit


@transaction.atomic
def change_unit(*, unit: Unit, values: UnitValues, by: str, since: str = "") -> None:
    """Correct a unit; with ``since`` its new name holds from that day and the old is kept.

    Nobody widens what they may read themselves: CountersignError names what would open.
    """
    reach = _Reach(by)
    before, after = asdict(values_of(unit)), asdict(values)
    changes = {n: [before[n], after[n]] for n in after if before[n] != after[n]}
    if not changes:
        return
    _check_no_ring(unit.pk, values.belongs_to)
    if changes.keys() & {"name_vi", "name_en", "short"}:
        _rename(unit, values, since)
    _put(unit, values)
    unit.save()
    reach.check_no_wider()
    told = {**changes, **({"since": [None, since]} if since else {})}
    record(by=by, action="unit.change", kind="unit", key=unit.pk, changes=told, label=str(unit))


@transaction.atomic
def end_unit(*, unit: Unit, end: str, by: str, successor: Unit | None = None) -> None:
    """End a unit on a day, merged into ``successor`` where one takes over; nothing else moves."""
    if unit.start and end < unit.start:
        raise PeopleError(_("The unit ends before it starts."))
    below = unit.own_units.filter(end="", successor__isnull=True)
    if successor is None and below.exists():
        raise PeopleError(
            _("Units that still stand belong to it: %(names)s. Move or end those first.")
            % {"names": ", ".join(map(str, below[:5]))}
        )
    _check_successor(unit, successor)
    changes = {
        "end": [unit.end, end],
        "successor": [unit.successor_id, successor and successor.pk],
    }
    unit.end, unit.successor = end, successor
    unit.save(update_fields=["end", "successor"])
    unit.names.filter(end="").update(end=end)
    record(by=by, action="unit.end", kind="unit", key=unit.pk, changes=changes, label=str(unit))


@transaction.atomic
def take_units(*, rows: Iterable[UnitRow], file: str, by: str) -> tuple[int, int]:
    """Write the good rows of a file in one go: how many units were added and changed.

    Taken a second time the same rows do nothing. Nobody widens what they may read themselves.
    """
    reach = _Reach(by)
    good = [row for row in rows if row.state in {State.NEW, State.CHANGED}]
    for row in good:  # first all units, then their ties, as a unit may stand below its own part
        _write(row.values, file)
    for row in good:
        _tie(row.values)
    reach.check_no_wider(new={row.values.key for row in good if row.state == State.NEW})
    added = sum(row.state == State.NEW for row in good)
    if good:
        changes = {
            "added": [None, [row.values.key for row in good if row.state == State.NEW]],
            "changed": [None, [row.values.key for row in good if row.state == State.CHANGED]],
        }
        record(by=by, action="units.import", kind="pack", key="own", changes=changes, label=file)
    return added, len(good) - added


def values_of(unit: Unit) -> UnitValues:
    """What is known of a unit, as the forms and the import take it."""
    return UnitValues(
        key=unit.pk,
        kind=unit.kind,
        name_vi=unit.name_vi,
        name_en=unit.name_en,
        short=unit.short,
        belongs_to=unit.belongs_to_id or "",
        sits_in=unit.sits_in_id or "",
        city=unit.city,
        time_zone=unit.time_zone,
        start=unit.start,
        end=unit.end,
    )


class _Reach:
    """What the one who changes units may read, before and after: where another could do it for
    them, nobody moves a unit so that its content opens to themselves."""

    def __init__(self, by: str) -> None:
        self._user = User.objects.filter(username=by).first() if needs_countersign(by) else None
        self._before = viewer_of(self._user) if self._user else None

    def check_no_wider(self, new: Set[str] = frozenset()) -> None:
        """CountersignError where more units than before are read; ``new`` ones are empty yet."""
        if self._user is None or self._before is None:
            return
        now, before = viewer_of(self._user), self._before
        more = (now.units | now.agency_units) - (before.units | before.agency_units) - new
        if not more and (before.oversees or not now.oversees):
            return
        names = ", ".join(sorted(str(unit) for unit in Unit.objects.filter(pk__in=more)[:5]))
        raise CountersignError(
            _(
                "This would open more to yourself: %(what)s. Another administrator may make the "
                "change."
            )
            % {"what": names or _("the internal work of every unit")}
        )


def _write(values: UnitValues, file: str) -> None:
    unit = Unit.objects.filter(pk=values.key).first()
    if unit is None:
        _made(values, source=_("spreadsheet %(file)s") % {"file": file}, tied=False)
        return
    if (unit.name_vi, unit.name_en) != (values.name_vi, values.name_en):
        _rename(unit, values, "")
    _put(unit, values, tied=False)
    unit.save()


def _tie(values: UnitValues) -> None:
    ties = {"belongs_to": values.belongs_to or None, "sits_in": values.sits_in or None}
    Unit.objects.filter(pk=values.key).update(**ties)


def _made(values: UnitValues, *, source: str, tied: bool = True) -> Unit:
    unit = Unit(key=values.key, source=source[:250], verified=True)
    _put(unit, values, tied=tied)
    unit.name_en = unit.name_en or unit.name_vi
    unit.save()
    _name_it(unit, values.start)
    return unit


def _put(unit: Unit, values: UnitValues, *, tied: bool = True) -> None:
    for name, value in asdict(values).items():
        if name in _TIES:
            if tied:
                setattr(unit, _TIES[name], value or None)
        elif name != "key":
            setattr(unit, name, value)


def _rename(unit: Unit, values: UnitValues, since: str) -> None:
    """A correction changes the name it bears; a new name from a day on closes the old one."""
    today = unit.names.filter(end="").order_by("start").last()
    if since:
        if today is None:
            today = _name_it(unit, unit.start)
        if today.start and since <= today.start:
            raise PeopleError(_("The new name starts after the one it bears now."))
        UnitName.objects.filter(pk=today.pk).update(end=since)
        today = None
    short = [values.short] if values.short else []
    if today is None:
        UnitName.objects.create(
            unit=unit, name_vi=values.name_vi, name_en=values.name_en, short=short, start=since
        )
        return
    today.name_vi, today.name_en = values.name_vi, values.name_en
    today.short = list(dict.fromkeys([*short, *today.short]))
    today.save()


def _name_it(unit: Unit, start: str) -> UnitName:
    short = [unit.short] if unit.short else []
    return UnitName.objects.create(
        unit=unit, name_vi=unit.name_vi, name_en=unit.name_en, short=short, start=start
    )


def _check_no_ring(key: str, above: str) -> None:
    ties = dict(Unit.objects.values_list("key", "belongs_to_id"))
    seen = set()
    while above and above not in seen:
        if above == key:
            raise PeopleError(_("A unit cannot belong to itself, nor to a unit below it."))
        seen.add(above)
        above = ties.get(above) or ""


def _check_successor(unit: Unit, successor: Unit | None) -> None:
    seen = successor
    while seen is not None:
        if seen.pk == unit.pk:
            raise PeopleError(_("A unit cannot be merged into itself, nor into one it took over."))
        seen = seen.successor
    if successor is not None and not successor.is_current:
        raise PeopleError(_("The unit that takes over must still stand."))
