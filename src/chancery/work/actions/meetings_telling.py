"""What those who take part are told of a meeting: reference and day alone, as mail is no safe channel."""

from __future__ import annotations

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chancery.notices.actions import post
from chancery.people.models import User
from chancery.work.models import Meeting
from chancery.work.recipients import active_people, staff

KIND = "meeting"


def tell_participants(row: Meeting, what: str) -> None:
    """Officers and heads of each unit that takes part, of the one above where it has none."""
    everybody = active_people()
    people = staff(everybody, timezone.localdate())
    units = {unit for unit in row.participants.values_list("unit", flat=True) if unit}
    wanted = {
        person for unit in units for person in people.writers_of(unit) | people.heads_of(unit)
    }
    by_key = {person.pk: person for person in everybody}
    for pk in sorted(wanted):
        _tell(row, by_key[pk], what)


def _tell(row: Meeting, person: User, what: str) -> None:
    with translation.override(person.language):
        values = {"reference": row.reference, "day": date_format(row.day, "SHORT_DATE_FORMAT")}
        subject, body = _words(what)
        post(
            to=person,
            kind=KIND,
            key=f"{KIND}:{row.pk}:{what}:{row.version}"[:120],
            subject=subject % values,
            body=body % values,
            link=f"/meetings/{row.pk}/",
        )


def _words(what: str) -> tuple[str, str]:
    if what == "invited":
        return (
            _("Meeting %(reference)s on %(day)s: your unit is invited"),
            _("Say on its page whether your unit comes, and how. Agenda and papers are there."),
        )
    if what == "moved":
        return (
            _("Meeting %(reference)s was moved: %(day)s"),
            _("Its day, time or place has changed; what is in force stands on its page."),
        )
    return (
        _("Meeting %(reference)s is cancelled"),
        _("The meeting of %(day)s does not take place; why stands on its page."),
    )
