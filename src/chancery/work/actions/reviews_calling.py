"""Calling the units of a round, and urging those who are silent: one act each, however many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chancery.notices.actions import post
from chancery.people.access import Viewer
from chancery.people.models import Unit, User
from chancery.register.actions.recording import claim, tell
from chancery.work.actions.reviews import moved
from chancery.work.errors import StateError
from chancery.work.models import Review, ReviewCall, ReviewState
from chancery.work.recipients import Staff, active_people, staff
from chancery.work.reviews import rules
from chancery.work.reviews.queries import asked_units, calls_of

KIND = "review"


@transaction.atomic
def call_units(*, review: Review, by: Viewer) -> Review:
    """Ask every unit in one act: its call is there, its letter can be fetched, its people are told.

    A restricted round names the units that it asks, so that they may know of it.
    """
    row = claim(review)
    rules.check_move(by, row, "call")
    items = row.items.prefetch_related("coordinating")
    asked = asked_units(items)
    if not asked:
        raise StateError(
            _("None of these commitments has a lead that could be asked: name leads.")
        )
    now = timezone.now()
    calls = [ReviewCall(review=row, unit_id=unit, called_at=now) for unit in sorted(asked)]
    ReviewCall.objects.bulk_create(calls)
    if row.sensitivity == "restricted":
        row.named_units.add(*Unit.objects.filter(pk__in=asked))
    told = {"calls": [None, sorted(asked)]}
    moved(row, ReviewState.CALLED, "call", by=by, told=told)
    _tell_people(row, row.calls.all(), f"{KIND}:{row.pk}:call", "")
    return row


@transaction.atomic
def urge_silent(*, review: Review, message: str, by: Viewer, units: Iterable[str] = ()) -> int:
    """Urge every unit from which something is still to come, or those named among them.

    May be repeated: each time is counted on the call and told anew; the day of reply stays.
    """
    row = claim(review)
    rules.check_is_secretariat(by, row)
    rules.check_state(row, ReviewState.CALLED)
    wanted = set(units)
    silent = [one.call for one in calls_of(by, row) if one.is_silent]
    found = [call for call in silent if not wanted or call.unit_id in wanted]
    if not found:
        raise StateError(_("Nobody is silent: every unit has answered all it was asked."))
    now = timezone.now()
    ReviewCall.objects.filter(pk__in=[call.pk for call in found]).update(
        urged=F("urged") + 1, urged_at=now
    )
    keys = sorted(call.unit_id for call in found)
    tell(row, "urge", by=by, changes={"calls": [None, keys]}, reason=message)
    _tell_people(row, found, f"{KIND}:{row.pk}:urge:{now.isoformat()}", message, now)
    return len(found)


def _tell_people(
    row: Review, calls: Iterable[ReviewCall], key: str, message: str, urged: datetime | None = None
) -> None:
    """Officers and heads of each unit, or of the one above where nobody holds a post in it."""
    people = staff(everybody := active_people(), timezone.localdate())
    by_key = {person.pk: person for person in everybody}
    for call in calls:
        for person in sorted(_people_of(people, call.unit_id)):
            _tell(row, call, by_key[person], key, message if urged else None)


def _people_of(people: Staff, unit: str) -> set[int]:
    return people.writers_of(unit) | people.heads_of(unit)


def _tell(row: Review, call: ReviewCall, person: User, key: str, urging: str | None) -> None:
    """References and dates only: mail is no safe channel."""
    with translation.override(person.language):
        day = date_format(row.reply_by, "SHORT_DATE_FORMAT")
        values = {"reference": row.reference, "day": day}
        if urging is None:
            subject = _("Review %(reference)s: reply by %(day)s") % values
            body = _(
                "Your unit is asked to report on its commitments in the review %(reference)s by "
                "%(day)s. The letter, the spreadsheet to fill in and the form are on its page."
            )
        else:
            subject = _("Review %(reference)s: your reply is awaited (%(day)s)") % values
            body = _(
                "The secretariat urges your unit to reply to the review %(reference)s; the day of "
                "reply is %(day)s. What is missing stands on its page."
            )
        post(
            to=person,
            kind=KIND,
            key=f"{key}:{call.unit_id}"[:120],
            subject=subject,
            body="\n\n".join(part for part in (body % values, urging or "") if part),
            link=f"/reviews/{row.pk}/answer/{call.unit_id}/",
        )
