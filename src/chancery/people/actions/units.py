"""Every write to units, their names and their areas."""

from __future__ import annotations

from django.db import transaction

from chancery.history.actions import record
from chancery.people.models import Area, Unit, UnitName
from chancery.reference import Pack
from chancery.reference.model import UnitRow


@transaction.atomic
def load_units(*, pack: Pack, by: str) -> int:
    """Fill units, their dated names and areas from the pack; how many units there are.

    Safe to run again: rows are brought up to date and none is deleted, as records refer to them.
    """
    rows = [_unit_of(row) for row in pack.units]
    fields = ["kind", "name_vi", "name_en", "short", "time_zone", "city", "start", "end"]
    Unit.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=[*fields, "source", "verified"],
        batch_size=500,
    )
    for unit, row in zip(rows, pack.units, strict=True):
        unit.belongs_to_id, unit.sits_in_id = row.belongs_to, row.sits_in
        unit.successor_id = row.successor
    Unit.objects.bulk_update(rows, ["belongs_to", "sits_in", "successor"], batch_size=500)
    _load_names(pack)
    _load_areas(pack)
    changes = {"units": [None, len(rows)]}
    record(by=by, action="units.load", kind="pack", key=pack.code, changes=changes)
    return len(rows)


def _unit_of(row: UnitRow) -> Unit:
    short = row.names[-1].short
    return Unit(
        key=row.id,
        kind=row.kind,
        name_vi=row.name_vi,
        name_en=row.name_en,
        short=short[0] if short else "",
        time_zone=row.time_zone,
        city=row.city,
        start=row.start,
        end=row.end,
        source=row.source,
        verified=row.verified,
    )


def _load_names(pack: Pack) -> None:
    UnitName.objects.filter(unit__in=[row.id for row in pack.units]).delete()
    UnitName.objects.bulk_create(
        [
            UnitName(
                unit_id=row.id,
                name_vi=name.name_vi,
                name_en=name.name_en,
                short=list(name.short),
                start=name.start,
                end=name.end,
            )
            for row in pack.units
            for name in row.names
        ],
        batch_size=500,
    )


def _load_areas(pack: Pack) -> None:
    areas = [
        Area(unit_id=row.id, partner_id=partner, role=role)
        for row in pack.units
        for partner, role in _area_of(row).items()
    ]
    Area.objects.bulk_create(areas, ignore_conflicts=True, batch_size=500)


def _area_of(row: UnitRow) -> dict[str, str]:
    area = dict.fromkeys(row.accredited, Area.Role.ACCREDITED)
    if row.host:
        area[row.host] = Area.Role.HOST
    return {partner: str(role) for partner, role in area.items()}
