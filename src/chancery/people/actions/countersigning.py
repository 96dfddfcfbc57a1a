"""Asking for a second person, and what that person decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.people.access import Viewer, viewer_of
from chancery.people.actions.joining import invite
from chancery.people.actions.posts import give_post
from chancery.people.actions.users import change_user
from chancery.people.countersigning import mail_waits, may_decide
from chancery.people.errors import CountersignError, NotAllowedError
from chancery.people.models import Countersign, Invitation, User

_WHAT, _STATE = Countersign.What, Countersign.State
Link = tuple[Invitation, str]


@transaction.atomic
def ask_countersign(
    *, what: str, user: User, by: str, values: Mapping[str, Any] | None = None
) -> Countersign:
    """Keep what an administrator wants done until somebody else confirms it; asked for already,
    that one."""
    plain = {name: _plain(value) for name, value in (values or {}).items()}
    if what == _WHAT.POST and user.username == by:
        raise CountersignError(_("Nobody gives a post to themselves: ask another administrator."))
    rows = Countersign.objects.filter(what=what, user=user, state=_STATE.WAITING)
    if what != _WHAT.POST:
        _replace(rows.exclude(values=plain))
    found = rows.filter(values=plain).first()
    if found is not None:
        return found
    row = Countersign.objects.create(
        what=what, user=user, values=plain, asked_by=by, asked_at=timezone.now()
    )
    _tell("ask", row, by)
    return row


@transaction.atomic
def confirm_countersign(*, row: Countersign, by: Viewer) -> Link | None:
    """Do what was asked for; the link where it is one for a new password."""
    row = _decidable(row, by)
    if row.what == _WHAT.RESET and mail_waits():
        raise CountersignError(
            _("Confirm the mail settings first: the link would go out by a server nobody checked.")
        )
    asker = User.objects.filter(username=row.asked_by).first()
    if asker is None or not viewer_of(asker).is_administrator:
        raise CountersignError(_("Who asked for this no longer runs the system: refuse it."))
    _close(row, _STATE.CONFIRMED, by.key)
    _tell("confirm", row, by.key)
    return _do(row)


@transaction.atomic
def refuse_countersign(*, row: Countersign, by: Viewer) -> None:
    """It is not done; who asked may take it back so, too."""
    if row.what == _WHAT.MAIL:
        raise CountersignError(_("Correct the mail settings instead, or the address."))
    if row.asked_by != by.key:
        row = _decidable(row, by)
    _close(row, _STATE.REFUSED, by.key)
    _tell("refuse", row, by.key)


def _do(row: Countersign) -> Link | None:
    """As the one who asked, whose act it stays; history tells beside it who confirmed."""
    user = row.user
    if user is None:
        return None
    if row.what == _WHAT.POST:
        _give(row, user)
    if row.what == _WHAT.EMAIL:
        change_user(user=user, by=row.asked_by, countersigned=True, email=row.values["email"])
    if row.what == _WHAT.RESET:
        purpose = Invitation.Purpose.RESET
        return invite(user=user, by=row.asked_by, purpose=purpose, countersigned=True)
    return None


def _give(row: Countersign, user: User) -> None:
    values = row.values
    give_post(
        user=user,
        unit=values["unit"],
        role=values["role"],
        by=row.asked_by,
        start=_day(values["start"]),
        end=_day(values["end"]),
        acting=values["acting"],
        countersigned=True,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _decidable(row: Countersign, by: Viewer) -> Countersign:
    found = Countersign.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if not may_decide(by, found):
        raise NotAllowedError(_("Another administrator decides this, or the head of the unit."))
    return found


def _close(row: Countersign, state: str, by: str) -> None:
    open_one = Countersign.objects.filter(pk=row.pk, state=_STATE.WAITING)
    if not open_one.update(state=state, decided_by=by, decided_at=timezone.now()):
        raise CountersignError(_("This was decided already."))


def _replace(rows: Any) -> None:
    rows.update(state=_STATE.REFUSED, decided_at=timezone.now())


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _tell(step: str, row: Countersign, by: str) -> None:
    changes = {"what": [None, row.what], **{n: [None, v] for n, v in row.values.items() if v}}
    record(
        by=by,
        action=f"countersign.{step}",
        kind="user" if row.user else "installation",
        key=row.user_id or 1,
        changes=changes,
        label=row.user.full_name if row.user else "",
    )
