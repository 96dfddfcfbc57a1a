"""What every record's actions do the same way: place, check, claim, link, tell.

Work's actions use these too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.documents.models import Document, DocumentText
from chancery.history import actions as history
from chancery.history.models import Event
from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.people.models import Unit, User
from chancery.register import rules
from chancery.register.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.register.models import Agreement, Record
from chancery.register.values import Guard, Source

M = TypeVar("M", bound=models.Model)
R = TypeVar("R", bound=Record | Agreement)
Changes = dict[str, list[Any]]

# Events beside a record that leave its version as it is: what is said of it, asked about it.
_ASIDE = re.compile(
    r"\.(comment|comment_withdraw|coordinate|contribute|progress\w*|twin|"
    r"extension_(ask|decline|withdraw)|lead_(propose|decline|withdraw)|entry|correct)$"
)
_KINDS = {"partnerrequest": "request"}
_CHECKED_ELSEWHERE = {"reference", "created_by", "inferred", "named_units", "written_by"}


def kind_of(record: models.Model) -> str:
    """The word by which history knows this kind of record."""
    name = str(record._meta.model_name)  # noqa: SLF001 - Django's documented way
    return _KINDS.get(name, name)


def placed(source: Source, guard: Guard, by: Viewer) -> dict[str, Any]:
    """The columns that say where a new record comes from and who may see it."""
    check_quote(source)
    return {
        "document_id": source.document_id,
        "quote": source.quote,
        "quote_start": source.start,
        "quote_end": source.end,
        "held_by_id": guard.held_by,
        "sensitivity": guard.sensitivity,
        "created_by": by.user,
        "created_at": timezone.now(),
    }


def check_quote(source: Source) -> None:
    """A quote stands in its document, to the character; a place in the text has both ends."""
    if source.document_id is None:
        wrong = bool(source.quote) or source.start is not None or source.end is not None
        message = _("A quote needs the document it stands in.")
    elif source.start is None and source.end is None:
        wrong = not Document.objects.filter(pk=source.document_id).exists()
        message = _("There is no such document.")
    else:
        wrong = not source.quote or _text_at(source) != source.quote
        message = _("The quote is not what stands at this place of the document: select it again.")
    if wrong:
        raise InvalidValuesError({"quote": [message]})


def _text_at(source: Source) -> str:
    text = DocumentText.objects.filter(document=source.document_id).values_list("text", flat=True)
    return (text.first() or "")[source.start : source.end]


def check_columns(record: models.Model) -> None:
    """Lengths, choices, keys of other rows: all that the columns can say is wrong, by field."""
    try:
        record.clean_fields(exclude=_CHECKED_ELSEWHERE)
    except ValidationError as error:
        raise InvalidValuesError(error.message_dict) from error


def rows_of(field: str, model: type[M], keys: Iterable[str]) -> list[M]:
    """The rows that the keys name, in the order of the keys; those that name none are told."""
    wanted = sorted(set(keys))
    known = model._default_manager.in_bulk(wanted)  # noqa: SLF001 - Django's documented way
    if missing := [key for key in wanted if key not in known]:
        words = _("unknown: %(keys)s") % {"keys": ", ".join(missing)}
        raise InvalidValuesError({field: [words]})
    return [known[key] for key in wanted]


def check_current(field: str, units: Iterable[str]) -> None:
    """Work is given to units of today; a merged one leads to its successor."""
    ended = Unit.objects.filter(key__in=set(units)).exclude(successor__isnull=True, end="")
    messages = [_said_of_ended(unit) for unit in ended.select_related("successor")]
    if messages:
        raise InvalidValuesError({field: messages})


def _said_of_ended(unit: Unit) -> str:
    if unit.successor is None:
        return _("%(unit)s no longer exists: choose another unit.") % {"unit": unit}
    words = _("%(unit)s is now part of %(successor)s: choose that.")
    return words % {"unit": unit, "successor": unit.successor}


def name_units(record: Record | Agreement, units: Iterable[str]) -> None:
    """Set the units named: where the record is restricted, they alone see it, and its holder."""
    record.named_units.set(rows_of("named_units", Unit, units))


def claim(record: R, *, version: int | None = None) -> R:
    """The record as it stands now, locked until the transaction ends.

    With the ``version`` that a person had before them, raises ChangedMeanwhileError where it has
    been changed since.
    """
    rows = cast("models.QuerySet[R]", type(record)._default_manager.all())  # noqa: SLF001
    row = rows.select_for_update().filter(pk=record.pk).first()
    if row is None:
        raise StateError(_("This record was withdrawn meanwhile: go back to the list."))
    if version is not None and row.version != version:
        raise _changed_meanwhile(row, version)
    return row


def save(row: Record | Agreement) -> None:
    """Keep a claimed record that was changed: whoever opened it before must look again."""
    row.version += 1
    row.save()


def _changed_meanwhile(row: Record | Agreement, version: int) -> ChangedMeanwhileError:
    since = max(1, row.version - version)
    told = events_of(kind_of(row), row.pk).exclude(action__regex=_ASIDE.pattern)
    events = list(told.order_by("-seq")[:since])
    fields = dict.fromkeys(name for event in events for name in _fields_told(event))
    last = events[0] if events else None
    return ChangedMeanwhileError(
        who=_full_name(last.actor) if last else _("Somebody"),
        when=last.at if last else timezone.now(),
        fields=tuple(_label(row, name) for name in fields),
    )


def _fields_told(event: Event) -> Sequence[str]:
    beside = getattr(event, "values_beside", None)
    return list(beside.changes) if beside else []


def _full_name(username: str) -> str:
    user = User.objects.filter(username=username).first()
    return user.full_name if user else username


def _label(row: models.Model, name: str) -> str:
    names = {f.name: f for f in row._meta.get_fields()}  # noqa: SLF001
    return str(getattr(names.get(name), "verbose_name", name))


def differences(before: Any, after: Any) -> Changes:
    """``{field: [before, after]}`` of the fields that differ; ``None`` stands for no record.

    Lists are compared as sets. What is empty in a record that comes or goes is not told.
    """
    old, new = _as_json(before), _as_json(after)
    found = {k: [old.get(k), new.get(k)] for k in {**old, **new} if old.get(k) != new.get(k)}
    if before is not None and after is not None:
        return found
    return {k: pair for k, pair in found.items() if any(pair)}


def _as_json(values: Any) -> dict[str, Any]:
    fields = asdict(values) if values is not None else {}
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, tuple):
        return sorted(list(item) if isinstance(item, tuple) else item for item in value)
    return value


def told_of_new(values: Any, source: Source, guard: Guard) -> Changes:
    """What history keeps of a record that was added."""
    return {
        **differences(None, values),
        **differences(None, guard),
        **{k: v for k, v in differences(None, source).items() if k in {"document_id", "quote"}},
    }


def tell(
    record: Record | Agreement,
    action: str,
    *,
    by: Viewer | str,
    changes: Changes,
    reason: str = "",
) -> None:
    """One event of history about this record; ``by`` is a key where no person acts."""
    kind = kind_of(record)
    history.record(
        by=by if isinstance(by, str) else by.key,
        action=f"{kind}.{action}",
        kind=kind,
        key=record.pk,
        changes=changes,
        reason=reason.strip(),
        label=getattr(record, "reference", "") or str(record),
    )


@transaction.atomic
def protect(*, record: R, guard: Guard, version: int, by: Viewer) -> R:
    """Change who may see a record: its holder, sensitivity, and the units named."""
    rules.check_can_change(by, record)
    rules.check_can_add(by, guard.held_by)
    row = claim(record, version=version)
    before = guard_of(row)
    row.held_by_id, row.sensitivity = guard.held_by, guard.sensitivity
    check_columns(row)
    save(row)
    name_units(row, guard.named_units)
    tell(row, "protect", by=by, changes=differences(before, guard_of(row)))
    return row


def guard_of(record: Record | Agreement) -> Guard:
    """Who may see a record, as its form shows it."""
    named = tuple(record.named_units.order_by("key").values_list("key", flat=True))
    return Guard(record.held_by_id, record.sensitivity, named)


def source_of(record: Record) -> Source:
    """Where a record comes from."""
    return Source(record.document_id, record.quote, record.quote_start, record.quote_end)


@transaction.atomic
def withdraw(record: Record, values: Any, *, reason: str, by: Viewer) -> None:
    """Take a record back for good, once the rules let it; history keeps what it said."""
    guard, source = guard_of(record), source_of(record)
    was = {k: [v[1], v[0]] for k, v in told_of_new(values, source, guard).items()}
    tell(record, "withdraw", by=by, changes=was, reason=reason)
    record.delete()
