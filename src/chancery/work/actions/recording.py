"""What the actions of work records do alike: fill, keep a change, move on, look up who and what.

Beside ``register.actions.recording``, which places, claims and tells every record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from chancery.documents.access import documents
from chancery.people.access import Viewer
from chancery.people.models import User
from chancery.register.actions.recording import Changes, save, tell
from chancery.work.errors import InvalidValuesError
from chancery.work.models import Advice, Consultation, Meeting, Outreach, Review

R = TypeVar("R", Advice, Consultation, Meeting, Outreach, Review)


def fill(row: R, values: Any, names: Iterable[str]) -> None:
    """Put what a person typed into the columns of the same names, without blanks around it."""
    for name in names:
        value = getattr(values, name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)


def kept(row: R, changes: Changes, action: str, *, by: Viewer, reason: str = "") -> R:
    """Keep a claimed record and tell what changed; where nothing did, nothing is told."""
    if changes:
        save(row)
        tell(row, action, by=by, changes=changes, reason=reason)
    return row


def moved(
    row: R, target: str, action: str, *, by: Viewer, told: Changes | None = None, reason: str = ""
) -> R:
    """Put a claimed record into its next state and tell it, with what else changed."""
    changes: Changes = {"state": [str(row.state), str(target)], **(told or {})}
    row.state = target
    return kept(row, changes, action, by=by, reason=reason)


def person_named(field: str, username: str | None, unknown: str) -> User | None:
    """The person of that name, None where nobody is named; says ``unknown`` where there is none."""
    if not username:
        return None
    found = User.objects.filter(username=username).first()
    if found is None:
        raise InvalidValuesError({field: [unknown]})
    return found


def paper_named(field: str, key: int | None, by: Viewer, before: int | None = None) -> int | None:
    """The number of a document that the person may read; one that stood there ``before`` stays."""
    if key is None or key == before:
        return key
    if not documents(by).filter(pk=key, purged_at__isnull=True).exists():
        raise InvalidValuesError({field: [_("There is no such document that you may read.")]})
    return key
