"""Rows as they are shown: the parts that every kind of record has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chancery.api.schemas.shapes import (
    OriginRef,
    PartnerRef,
    PersonRef,
    RecordRef,
    SourceShown,
    UnitRef,
)
from chancery.partners.models import Partner
from chancery.people.models import Unit, User
from chancery.register.models import Record
from chancery.work.origins import Origin


def kept(row: Any, *names: str) -> dict[str, Any]:
    """The columns that are shown as they are."""
    return {name: getattr(row, name) for name in names}


def unit_ref(unit: Unit) -> UnitRef:
    """A unit."""
    return UnitRef(key=unit.pk, name_vi=unit.name_vi, name_en=unit.name_en)


def unit_refs(units: Any) -> list[UnitRef]:
    """Units of a relation that was fetched before, in the order of their keys."""
    return [unit_ref(unit) for unit in sorted(units.all(), key=lambda unit: unit.pk)]


def partner_ref(partner: Partner) -> PartnerRef:
    """A partner."""
    return PartnerRef(code=partner.pk, name_vi=partner.name_vi, name_en=partner.name_en)


def partner_refs(partners: Any) -> list[PartnerRef]:
    """Partners of a relation that was fetched before, in the order of their codes."""
    return [partner_ref(partner) for partner in sorted(partners.all(), key=lambda row: row.pk)]


def person_ref(person: User | None) -> PersonRef | None:
    """A person, where there is one."""
    if person is None:
        return None
    return PersonRef(username=person.username, full_name=person.full_name)


def record_ref(record: Record | None) -> RecordRef | None:
    """Another record, where there is one that the caller may know of."""
    return RecordRef(id=record.pk, reference=record.reference) if record else None


def origin_refs(origins: Iterable[Origin]) -> list[OriginRef]:
    """What gave a record, as far as the caller may know of it."""
    return [
        OriginRef(kind=one.kind, id=one.record.pk, reference=one.record.reference)
        for one in origins
    ]


def record_facts(record: Record) -> dict[str, Any]:
    """What every record bears."""
    return {
        **kept(record, "reference", "text", "version", "sensitivity", "created_at"),
        "id": record.pk,
        "held_by": unit_ref(record.held_by),
        "source": _source(record),
    }


def _source(record: Record) -> SourceShown | None:
    if record.document_id is None:
        return None
    return SourceShown(
        document=record.document_id,
        quote=record.quote,
        start=record.quote_start,
        end=record.quote_end,
    )
