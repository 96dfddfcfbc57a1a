"""Writing outreach: planned, held with its result, cancelled, planned anew."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.documents.access import documents
from chancery.partners.models import Sector
from chancery.people.access import Viewer
from chancery.register import rules
from chancery.register.access import opportunities
from chancery.register.actions.recording import (
    check_columns,
    claim,
    name_units,
    placed,
    rows_of,
    tell,
    withdraw,
)
from chancery.register.contacts.queries import interactions
from chancery.register.errors import InvalidValuesError, StateError
from chancery.register.numbering import next_reference
from chancery.register.values import BY_HAND, Guard
from chancery.work.actions.recording import kept
from chancery.work.models import Outreach, OutreachLine, OutreachState
from chancery.work.numbering import OUTREACH
from chancery.work.outreach.queries import lines_of
from chancery.work.outreach.values import Line, OutreachValues, ResultValues

_TOLD = ("text", "kind", "planned_on", "partner_id", "audience", "media", "state")
_RESULT = ("held_on", "reach", "reach_source", "outcome", "why_cancelled")
Told = dict[str, Any]


@transaction.atomic
def add_outreach(*, values: OutreachValues, guard: Guard, by: Viewer) -> Outreach:
    """Put an item on the plan of the unit that holds it."""
    rules.check_can_add(by, guard.held_by)
    row = Outreach(**_columns(values), **placed(BY_HAND, guard, by))
    check_columns(row)
    row.reference = next_reference(OUTREACH)
    row.save()
    _hang(row, values, by)
    name_units(row, guard.named_units)
    tell(row, "add", by=by, changes=_changes({}, _told(row)))
    return row


@transaction.atomic
def change_outreach(
    *, outreach: Outreach, values: OutreachValues, version: int, by: Viewer
) -> Outreach:
    """Put ``values`` in the place of what the person saw as ``version``."""
    rules.check_can_change(by, outreach)
    row = claim(outreach, version=version)
    before = _told(row)
    for name, value in _columns(values).items():
        setattr(row, name, value)
    check_columns(row)
    _hang(row, values, by)
    return kept(row, _changes(before, _told(row)), "change", by=by)


@transaction.atomic
def hold_outreach(*, outreach: Outreach, values: ResultValues, by: Viewer) -> Outreach:
    """Say that it was held and what came of it; said again, the result is put right."""
    row = claim(outreach)
    rules.check_can_change(by, row)
    if row.state == OutreachState.CANCELLED:
        raise StateError(_("It was cancelled: plan it again first."))
    _check_result(values)
    before = _told(row)
    row.state, row.held_on = OutreachState.DONE, values.held_on
    row.reach, row.reach_source = values.reach, values.reach_source.strip()
    row.outcome = values.outcome.strip()
    check_columns(row)
    _lines(row, OutreachLine.Role.COVERAGE, values.coverage, by)
    _tie(row, "interactions", interactions(by), values.interactions)
    _tie(row, "opportunities", opportunities(by), values.opportunities)
    return kept(row, _changes(before, _told(row)), "hold", by=by)


@transaction.atomic
def cancel_outreach(*, outreach: Outreach, reason: str, by: Viewer) -> Outreach:
    """Say why a planned item will not be held."""
    row = claim(outreach)
    rules.check_can_change(by, row)
    rules.check_reason(reason)
    if row.state != OutreachState.PLANNED:
        raise StateError(_("Only what is still planned can be cancelled."))
    before = _told(row)
    row.state, row.why_cancelled = OutreachState.CANCELLED, reason.strip()
    return kept(row, _changes(before, _told(row)), "cancel", by=by)


@transaction.atomic
def replan_outreach(*, outreach: Outreach, reason: str, by: Viewer) -> Outreach:
    """Take back that it was cancelled or held: it is planned again, without a result."""
    row = claim(outreach)
    rules.check_can_change(by, row)
    rules.check_reason(reason)
    if row.state == OutreachState.PLANNED:
        raise StateError(_("It is planned already."))
    before = _told(row)
    row.state, row.held_on, row.reach = OutreachState.PLANNED, None, None
    row.reach_source = row.outcome = row.why_cancelled = ""
    row.lines.filter(role=OutreachLine.Role.COVERAGE).delete()
    return kept(row, _changes(before, _told(row)), "replan", by=by, reason=reason)


@transaction.atomic
def withdraw_outreach(*, outreach: Outreach, reason: str, by: Viewer) -> None:
    """Take back one planned by mistake, while nothing came of it."""
    row = claim(outreach)
    rules.check_can_withdraw(by, row, first_state=OutreachState.PLANNED, reason=reason)
    withdraw(row, None, reason=reason, by=by)


def _columns(values: OutreachValues) -> dict[str, Any]:
    return {
        "text": values.text.strip(),
        "kind": values.kind,
        "planned_on": values.planned_on,
        "partner_id": values.partner,
        "audience": values.audience.strip(),
        "media": values.media.strip(),
    }


def _hang(row: Outreach, values: OutreachValues, by: Viewer) -> None:
    row.sectors.set(rows_of("sectors", Sector, values.sectors))
    _lines(row, OutreachLine.Role.MATERIAL, values.materials, by)


def _lines(row: Outreach, role: str, lines: tuple[Line, ...], by: Viewer) -> None:
    """Put these lines in the place of those of a role; a document is one that the person may read."""
    field = "materials" if role == OutreachLine.Role.MATERIAL else "coverage"
    named = {line.document for line in lines if line.document}
    kept = {line.document_id for line in row.lines.all()}
    known = set(documents(by).filter(pk__in=named, purged_at=None).values_list("pk", flat=True))
    if missing := named - known - kept:
        words = _("There is no such document that you may read: %(keys)s")
        raise InvalidValuesError({field: [words % {"keys": ", ".join(map(str, sorted(missing)))}]})
    row.lines.filter(role=role).delete()
    for line in lines:
        one = OutreachLine(
            outreach=row, role=role, title=line.title, language=line.language, link=line.link,
            day=line.day, document_id=line.document,
        )  # fmt: skip
        try:
            one.clean_fields()
        except ValidationError as error:
            raise InvalidValuesError(
                {field: [f"{line.title}: {' '.join(error.messages)}"]}
            ) from error
        one.save()


def _tie(row: Outreach, name: str, rows: Any, wanted: tuple[str, ...]) -> None:
    """Tie what these references name; what the person may not know of stays tied."""
    tied = getattr(row, name)
    chosen = list(rows.filter(reference__in=wanted))
    if missing := sorted(set(wanted) - {one.reference for one in chosen}):
        words = _("unknown: %(keys)s") % {"keys": ", ".join(missing)}
        raise InvalidValuesError({name: [words]})
    hidden = tied.exclude(pk__in=rows.order_by().values("pk"))
    tied.set([*chosen, *hidden])


def _check_result(values: ResultValues) -> None:
    if values.held_on > timezone.localdate():
        raise InvalidValuesError({"held_on": [_("This day is still to come.")]})
    if values.reach is not None and not values.reach_source.strip():
        words = _("Say where the figure comes from.")
        raise InvalidValuesError({"reach_source": [words]})


def _told(row: Outreach) -> Told:
    """What history compares; lines by their titles, ties by their references."""
    told: Told = {name: _plain(getattr(row, name)) for name in (*_TOLD, *_RESULT)}
    told["partner"] = told.pop("partner_id")
    told["sectors"] = sorted(row.sectors.values_list("pk", flat=True))
    for role in OutreachLine.Role:
        told[role.value] = [line.title for line in lines_of(row, role)]
    for name in ("interactions", "opportunities"):
        told[name] = sorted(getattr(row, name).values_list("reference", flat=True))
    return told


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _changes(before: Told, after: Told) -> dict[str, list[Any]]:
    found = {name: [before.get(name), value] for name, value in after.items()}
    return {name: pair for name, pair in found.items() if pair[0] != pair[1] and any(pair)}
