"""Taking people out of a list, and keeping a file between its preview and its confirmation."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction

from chancery.history.actions import record
from chancery.people.actions.countersigning import ask_countersign
from chancery.people.actions.joining import invite
from chancery.people.actions.posts import give_post
from chancery.people.actions.users import add_user
from chancery.people.countersigning import needs_countersign
from chancery.people.importing import State
from chancery.people.joining import proposed_name
from chancery.people.models import Countersign, Invitation, User
from chancery.people.person_rows import PersonRow

KEPT_FOR = 24 * 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")


@transaction.atomic
def take_people(
    *, rows: Iterable[PersonRow], file: str, by: str, language: str = "vi"
) -> list[tuple[Invitation, str]]:
    """Add the people of the good rows with their posts; the links of those who are new.

    Where two run the system the posts wait for the other, or for the heads of the units.

    Taken a second time the same rows do nothing.
    """
    good = [row for row in rows if row.state in {State.NEW, State.CHANGED}]
    links = [link for row in good if (link := _take(row, by, language))]
    if good:
        changes = {"people": [None, len(good)]}
        record(by=by, action="people.import", kind="pack", key="own", changes=changes, label=file)
    return links


def keep_upload(*, data: bytes) -> str:
    """Keep a file for a day, for the owner's eyes; the token that finds it again."""
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - KEPT_FOR:
            old.unlink(missing_ok=True)
    token = secrets.token_urlsafe(24)
    handle = os.open(folder / token, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    return token


def kept_upload(token: str) -> bytes | None:
    """The file again; None where it is gone."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        return (_folder() / token).read_bytes()
    except FileNotFoundError:
        return None


def drop_upload(*, token: str) -> bool:
    """The file is no longer needed. Of two who say so at once one alone is told True."""
    if not _TOKEN.fullmatch(token):
        return False
    try:
        (_folder() / token).unlink()
    except FileNotFoundError:
        return False
    return True


def _folder() -> Path:
    root: Path = settings.WORKSPACE.root
    return root / "imports"


def _take(row: PersonRow, by: str, language: str) -> tuple[Invitation, str] | None:
    values = row.values
    user = User.objects.filter(email__iexact=values.email).first()
    made = user is None
    if user is None:
        user = add_user(
            username=proposed_name(values.email, values.full_name),
            full_name=values.full_name,
            password=None,
            email=values.email,
            language=language,
            by=by,
        )
    if needs_countersign(by):
        post = {"unit": values.unit, "role": values.role, "start": values.start}
        asked = {**post, "end": None, "acting": False}
        ask_countersign(what=Countersign.What.POST, user=user, by=by, values=asked)
    else:
        give_post(user=user, unit=values.unit, role=values.role, start=values.start, by=by)
    return invite(user=user, by=by) if made else None
