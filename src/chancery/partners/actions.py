"""Filling the tables from the pack."""

from __future__ import annotations

from django.db import transaction

from chancery.history.actions import record
from chancery.partners.models import BlocMembership, Partner, RelationshipLevel, Sector
from chancery.reference import Pack


@transaction.atomic
def load_partners(*, pack: Pack, by: str) -> int:
    """Fill partners, memberships, relationship levels and sectors; how many partners there are.

    Safe to run again: rows are brought up to date, none that a record refers to is deleted.
    """
    _load_partners(pack)
    _load_sectors(pack)
    BlocMembership.objects.bulk_create(
        [
            BlocMembership(bloc_id=m.bloc, member_id=m.partner, start=m.start, end=m.end)
            for m in pack.memberships
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    _load_levels(pack)
    changes = {"partners": [None, len(pack.partners)]}
    record(by=by, action="partners.load", kind="pack", key=pack.code, changes=changes)
    return len(pack.partners)


def _load_partners(pack: Pack) -> None:
    Partner.objects.bulk_create(
        [
            Partner(
                code=row.code,
                iso3=row.iso3,
                kind=row.kind,
                name_vi=row.name_vi,
                name_en=row.name_en,
                is_home=row.code == pack.home,
                source=row.source,
                verified=row.verified,
            )
            for row in pack.partners
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["iso3", "kind", "name_vi", "name_en", "is_home", "source", "verified"],
        batch_size=500,
    )


def _load_sectors(pack: Pack) -> None:
    Sector.objects.bulk_create(
        [
            Sector(
                code=row.code,
                name_vi=row.name_vi,
                name_en=row.name_en,
                driver=row.driver,
                source=row.source,
                verified=row.verified,
            )
            for row in pack.sectors
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name_vi", "name_en", "driver", "source", "verified"],
    )


def _load_levels(pack: Pack) -> None:
    scale = {level.code: level for level in pack.levels}
    RelationshipLevel.objects.bulk_create(
        [
            RelationshipLevel(
                partner_id=row.partner,
                level=row.level,
                rank=scale[row.level].rank,
                name_vi=scale[row.level].name_vi,
                name_en=scale[row.level].name_en,
                start=row.start,
                end=row.end,
                note_vi=row.note_vi,
                note_en=row.note_en,
                source=row.source,
                verified=row.verified,
            )
            for row in pack.relationships
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
