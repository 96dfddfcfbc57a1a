"""History in words: what an event was, and what it changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model
from django.utils.translation import gettext as _

from chancery.documents.models import Sensitivity
from chancery.history.models import Event
from chancery.people.queries import country_pack
from chancery.reference import UnknownKeyError
from chancery.register.actions.recording import kind_of
from chancery.register.models import Agreement, Ledger, Record
from chancery.web import formatting
from chancery.web.actors import names_of
from chancery.web.event_words import LABELS, TITLES
from chancery.work.models import EvidenceBearing, Health, ReviewReply

Change = tuple[str, str, str]

_UNITS = frozenset(
    {
        "calls",
        "issuer",
        "lead",
        "pending_unit",
        "coordinating",
        "assigner",
        "held_by",
        "named_units",
        "from_unit",
        "to_unit",
        "unit",
        "units",
        "next_unit",
        "proposed",
        "host",
        "owner",
    }
)
_PARTNERS = frozenset({"partner", "partners", "parties", "undertaking", "proposed_by"})
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*")


def title(event: Event) -> str:
    """What happened, as an officer would say it; an action without words shows its name."""
    verb = event.action.rpartition(".")[2]
    return str(TITLES.get(event.action) or TITLES.get(verb) or event.action)


def changes(event: Event) -> list[Change]:
    """Field, before and after, in words, for what is still kept of the event."""
    beside = getattr(event, "values_beside", None)
    if beside is None:
        return []
    model = _models().get(event.kind)
    told: list[Change] = []
    for name, (before, after) in beside.changes.items():
        told += _change(model, name, before, after)
    return told


def _change(model: type[Model] | None, name: str, before: Any, after: Any) -> list[Change]:
    if isinstance(before, dict) or isinstance(after, dict):
        return _inside(before or {}, after or {})
    field = _field(model, name)
    label = str(LABELS.get(name) or getattr(field, "verbose_name", name))
    return [(label, _told(name, field, before), _told(name, field, after))]


def _inside(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """What differs between two readings of a finding."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return [
        (
            str(LABELS.get(name, name)),
            _told(name, None, before.get(name)),
            _told(name, None, after.get(name)),
        )
        for name in names
    ]


def _told(name: str, field: Field[Any, Any] | None, value: Any) -> str:
    if value is None or value == "" or value == []:
        return formatting.MISSING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_told(name, field, item) for item in value)
    if isinstance(value, dict):
        return str(value.get("text") or value.get("value") or value.get("name") or "…")
    return _word(name, field, str(value))


def _word(name: str, field: Field[Any, Any] | None, value: str) -> str:
    if name in _UNITS or name in _PARTNERS:
        return _name_of(name, value)
    if name in _LOOKED_UP:
        return _LOOKED_UP[name](value)
    if value.isdigit() and (kept := _numbered(field)):
        return _reference(kept, value)
    if _ISO_DAY.fullmatch(value):
        return formatting.day(value)
    if _ISO_MOMENT.fullmatch(value):
        return formatting.moment(datetime.fromisoformat(value))
    choices = dict(getattr(field, "flatchoices", ()))
    return str(choices.get(value, value))


def _name_of(name: str, key: str) -> str:
    """The name of a unit or partner of the pack; one made by hand is shown by its key."""
    pack = country_pack()
    try:
        return formatting.bilingual(pack.unit(key) if name in _UNITS else pack.partner(key))
    except UnknownKeyError:
        return key


def _agreement(key: str) -> str:
    """A key is made from the name, and not everyone who sees the record may know the agreement."""
    found = Agreement.objects.filter(pk=key, sensitivity=Sensitivity.PUBLIC).first()
    return formatting.bilingual(found) if found else "…"


def _person(username: str) -> str:
    return names_of([username])[username]


def _numbered(field: Field[Any, Any] | None) -> type[Model] | None:
    """The kind of record a field points to, where people call it by a number."""
    other = field.related_model if isinstance(field, ForeignKey) else None
    return other if isinstance(other, type) and issubclass(other, Record) else None


def _reference(model: type[Model], key: str) -> str:
    """The number by which people call a record, and no more of it."""
    rows = model._default_manager.filter(pk=key)  # noqa: SLF001 - Django's documented way
    return str(rows.values_list("reference", flat=True).first() or "…")


_LOOKED_UP: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("agreement", "amends", "replaces", "implements"), _agreement),
    "agreements": _agreement,
    "person": _person,
    "ledger": lambda value: str(dict(Ledger.choices).get(value, value)),
    "health": lambda value: str(dict(Health.choices).get(value, value)),
    "bearing": lambda value: str(dict(EvidenceBearing.choices).get(value, value)),
}


@cache
def _models() -> dict[str, type[Model]]:
    ours = [m for m in apps.get_models() if m.__module__.startswith("chancery.")]
    return {kind_of(model()): model for model in ours} | {"review_item": ReviewReply}


def _field(model: type[Model] | None, name: str) -> Field[Any, Any] | None:
    if model is None:
        return None
    try:
        field = model._meta.get_field(name)  # noqa: SLF001 - Django's documented way
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) else None
