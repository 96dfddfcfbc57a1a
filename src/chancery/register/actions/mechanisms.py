"""Writing mechanisms, their roles and their sessions."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.documents.access import documents
from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register import access, rules
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    check_current,
    claim,
    differences,
    name_units,
    placed,
    rows_of,
    save,
    tell,
    told_of_new,
    withdraw,
)
from chancery.register.errors import InvalidValuesError, StateError
from chancery.register.mechanisms import queries
from chancery.register.mechanisms import rules as own
from chancery.register.mechanisms.values import MechanismValues, RoleValues, SessionValues
from chancery.register.models import Mechanism, MechanismRole, MechanismSession
from chancery.register.numbering import MECHANISM, next_reference
from chancery.register.values import BY_HAND, Guard, Source

P = TypeVar("P", MechanismRole, MechanismSession)


@transaction.atomic
def add_mechanism(
    *, values: MechanismValues, guard: Guard, by: Viewer, source: Source = BY_HAND
) -> Mechanism:
    """Record a standing mechanism."""
    rules.check_can_add(by, guard.held_by)
    row = Mechanism(**_columns(values), **placed(source, guard, by))
    _check(row, values, None)
    row.reference = next_reference(MECHANISM)
    row.save()
    _link(row, values)
    name_units(row, guard.named_units)
    tell(row, "add", by=by, changes=told_of_new(values, source, guard))
    return row


@transaction.atomic
def change_mechanism(
    *, mechanism: Mechanism, values: MechanismValues, version: int, by: Viewer
) -> Mechanism:
    """Put ``values`` in the place of what the person saw as ``version``."""
    rules.check_can_change(by, mechanism)
    row = claim(mechanism, version=version)
    before = queries.mechanism_values(row)
    changes = differences(before, values)
    if not changes:
        return row
    for name, value in _columns(values).items():
        setattr(row, name, value)
    _check(row, values, before)
    save(row)
    _link(row, values)
    tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def withdraw_mechanism(*, mechanism: Mechanism, reason: str, by: Viewer) -> None:
    """Take back one recorded by mistake, before it has sessions or initiatives."""
    row = claim(mechanism)
    rules.check_can_withdraw(by, row, first_state="", reason=reason)
    withdraw(row, queries.mechanism_values(row), reason=reason, by=by)


def _columns(values: MechanismValues) -> dict[str, Any]:
    return {
        "text": values.text.strip(),
        "kind": values.kind,
        "name_en": values.name_en.strip(),
        "lead_id": values.lead,
        "frequency": values.frequency,
        "about": values.about.strip(),
        "ended": values.ended,
    }


def _check(row: Mechanism, values: MechanismValues, before: MechanismValues | None) -> None:
    check_columns(row)
    if not values.partners:
        words = _("A mechanism has at least one partner: a bloc is one.")
        raise InvalidValuesError({"partners": [words]})
    if values.lead and (before is None or before.lead != values.lead):
        check_current("lead", [values.lead])
    anew = set(values.coordinating) - set(before.coordinating if before else ())
    check_current("coordinating", anew)


def _link(row: Mechanism, values: MechanismValues) -> None:
    row.partners.set(rows_of("partners", Partner, values.partners))
    row.coordinating.set(rows_of("coordinating", Unit, values.coordinating))


# Roles.


@transaction.atomic
def add_role(*, mechanism: Mechanism, values: RoleValues, by: Viewer) -> MechanismRole:
    """Write down who holds which role."""
    row = claim(mechanism)
    own.check_can_keep(by, row)
    role = MechanismRole(mechanism=row, written_by=by.user, written_at=timezone.now())
    _put_role(role, values)
    save(row)
    tell(row, "role", by=by, changes=differences(None, values))
    return role


@transaction.atomic
def change_role(
    *, role: MechanismRole, values: RoleValues, version: int, by: Viewer
) -> MechanismRole:
    """Put right a role, or say that the term has ended; ``version`` is the mechanism's."""
    own.check_can_keep(by, role.mechanism)
    row = claim(role.mechanism, version=version)
    kept = _part(role)
    changes = differences(queries.role_values(kept), values)
    if changes:
        _put_role(kept, values)
        save(row)
        tell(row, "role_change", by=by, changes={"role": [kept.role, values.role]} | changes)
    return kept


@transaction.atomic
def withdraw_role(*, role: MechanismRole, reason: str, by: Viewer) -> None:
    """Take back a role written down by mistake; one that ended gets its last day instead."""
    row = claim(role.mechanism)
    own.check_can_keep(by, row)
    rules.check_reason(reason)
    kept = _part(role)
    said = differences(queries.role_values(kept), None)
    kept.delete()
    save(row)
    tell(row, "role_withdraw", by=by, changes=said, reason=reason)


def _put_role(role: MechanismRole, values: RoleValues) -> None:
    own.check_role(values)
    role.role, role.partner_id = values.role, values.partner
    role.start, role.end, role.note = values.start, values.end, values.note.strip()
    check_columns(role)
    role.save()


# Sessions.


@transaction.atomic
def add_session(*, mechanism: Mechanism, values: SessionValues, by: Viewer) -> MechanismSession:
    """Write down a session, planned or held."""
    row = claim(mechanism)
    own.check_can_keep(by, row)
    session = MechanismSession(mechanism=row, written_by=by.user, written_at=timezone.now())
    _put_session(session, values, by)
    save(row)
    tell(row, "session", by=by, changes=differences(None, values))
    return session


@transaction.atomic
def change_session(
    *, session: MechanismSession, values: SessionValues, version: int, by: Viewer
) -> MechanismSession:
    """Say that it was held and what came out, or put it right; ``version`` is the mechanism's.

    What it is tied to that the person may not know of stays tied.
    """
    own.check_can_keep(by, session.mechanism)
    row = claim(session.mechanism, version=version)
    kept = _part(session)
    before = queries.session_values(kept)
    _put_session(kept, values, by)
    changes = differences(before, queries.session_values(kept))
    if changes:
        save(row)
        which: Changes = {"number": [before.number, values.number.strip()]}
        tell(row, "session_change", by=by, changes=which | changes)
    return kept


@transaction.atomic
def withdraw_session(*, session: MechanismSession, reason: str, by: Viewer) -> None:
    """Take back a session written down by mistake; history keeps what it said."""
    row = claim(session.mechanism)
    own.check_can_keep(by, row)
    rules.check_reason(reason)
    kept = _part(session)
    if kept.initiatives.exists():
        raise StateError(_("Initiatives were put forward in this session: change those first."))
    said = differences(queries.session_values(kept), None)
    kept.delete()
    save(row)
    tell(row, "session_withdraw", by=by, changes=said, reason=reason)


def _part(part: P) -> P:
    """The row as it stands now, locked."""
    rows = type(part)._default_manager.all()  # noqa: SLF001 - Django's documented way
    kept = rows.select_for_update().filter(pk=part.pk).first()
    if kept is None:
        raise StateError(_("This was taken back already."))
    return kept


def _put_session(session: MechanismSession, values: SessionValues, by: Viewer) -> None:
    own.check_session(values)
    if values.held and values.held > timezone.localdate():
        words = _("A session that is to come is planned, not held.")
        raise InvalidValuesError({"held": [words]})
    session.number, session.place = values.number.strip(), values.place.strip()
    session.planned, session.held, session.level = values.planned, values.held, values.level
    session.preparation, session.outcome = values.preparation.strip(), values.outcome.strip()
    session.activity_id = _activity(session, values.activity, by)
    check_columns(session)
    session.save()
    papers = documents(by).filter(purged_at__isnull=True)
    _tie(session.documents, papers, "pk", values.documents, "documents")
    _tie(
        session.commitments, access.commitments(by), "reference", values.commitments, "commitments"
    )


def _activity(session: MechanismSession, wanted: int | None, by: Viewer) -> int | None:
    """One that the person may not know of stays where they leave the field empty."""
    seen = access.activities(by)
    if wanted is not None and wanted != session.activity_id:
        if not seen.filter(pk=wanted).exists():
            raise InvalidValuesError({"activity": [_("There is no such activity.")]})
        return wanted
    hidden = session.activity_id and not seen.filter(pk=session.activity_id).exists()
    return session.activity_id if hidden else wanted


def _tie(links: Any, seen: QuerySet[Any], column: str, keys: tuple[Any, ...], field: str) -> None:
    """Tie exactly these, and leave tied what the person may not know of."""
    chosen = {getattr(row, column): row for row in seen.filter(**{f"{column}__in": keys})}
    hidden = list(links.exclude(pk__in=seen.order_by().values("pk")))
    kept = {getattr(row, column) for row in hidden}
    if missing := sorted(str(key) for key in set(keys) - set(chosen) - kept):
        words = _("unknown: %(keys)s") % {"keys": ", ".join(missing)}
        raise InvalidValuesError({field: [words]})
    links.set([*chosen.values(), *hidden])
