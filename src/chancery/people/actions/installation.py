"""Every write to the installation itself: for whom it runs, its mail, its backups."""

from __future__ import annotations

import os
import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.people.countersigning import needs_countersign
from chancery.people.errors import PeopleError
from chancery.people.installed import forget, installation, is_set_up, setup_code_file
from chancery.people.joining import digest_of
from chancery.people.models import Countersign, Installation, Unit

SYSTEM = "system"
_MAIL = Countersign.What.MAIL
_WAY_OF_MAIL = frozenset({"mail_host", "mail_port", "mail_security", "address"})
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that looks like another


@transaction.atomic
def set_installation(*, by: str, **columns: Any) -> Installation:
    """Set columns of the one row; the pack only as long as nothing was loaded from another.

    Where mail goes now, or which address its links begin with, holds at once; but until another
    administrator has confirmed it, no link for a new password goes that way.
    """
    row = installation()
    changes = {n: [getattr(row, n), v] for n, v in columns.items() if getattr(row, n) != v}
    if "pack" in changes and Unit.objects.exists():
        raise PeopleError(_("The country pack cannot be changed: units of one are loaded."))
    for name, value in columns.items():
        setattr(row, name, value)
    if not Installation.objects.exists() and is_set_up():
        row.set_up_at = timezone.now()  # people worked here before there was such a row
    row.save()
    forget()
    if changes:
        record(by=by, action="installation.set", kind="installation", key=1, changes=changes)
    if changes.keys() & _WAY_OF_MAIL and needs_countersign(by):
        _await_confirmation(by, {name: changes[name][1] for name in changes.keys() & _WAY_OF_MAIL})
    return row


def _await_confirmation(by: str, values: dict[str, Any]) -> None:
    rows = Countersign.objects.filter(what=_MAIL, state=Countersign.State.WAITING)
    rows.update(state=Countersign.State.REFUSED, decided_at=timezone.now())
    Countersign.objects.create(what=_MAIL, values=values, asked_by=by, asked_at=timezone.now())


@transaction.atomic
def finish_first_start(*, by: str) -> None:
    """The guided first start is over; its page is no longer there."""
    row = installation()
    if row.set_up_at is None:
        row.set_up_at = timezone.now()
        row.save()
        record(by=by, action="installation.finish", kind="installation", key=1)
    setup_code_file().unlink(missing_ok=True)


@transaction.atomic
def set_mail_password(*, password: str, by: str) -> None:
    """Keep the password of the mail server beside the database, for the owner's eyes alone.

    History learns that it changed, never what it is. An empty one takes it away.
    """
    record(by=by, action="installation.mail_password", kind="installation", key=1)
    path = settings.WORKSPACE.mail_password
    if not password:
        path.unlink(missing_ok=True)
        return
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(password)
    beside.replace(path)


def make_setup_code() -> str:
    """A new one-time code for the first start in the browser; only its digest is kept."""
    code = "-".join("".join(secrets.choice(_ALPHABET) for _n in range(4)) for _n in range(4))
    path = setup_code_file()
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(digest_of(code))
    return code
