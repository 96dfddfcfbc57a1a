"""What units are told of a question: reference and day alone, as mail is no safe channel."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chancery.notices.actions import post
from chancery.people.models import User
from chancery.work.models import Consultation, ConsultedUnit
from chancery.work.recipients import active_people, staff

KIND = "consultation"


def tell_units(row: Consultation, units: Iterable[ConsultedUnit], what: str) -> None:
    """Officers and heads of these units, of the one above where a unit has none."""
    everybody = active_people()
    people = staff(everybody, timezone.localdate())
    by_key = {person.pk: person for person in everybody}
    for one in units:
        for pk in sorted(people.writers_of(one.unit_id) | people.heads_of(one.unit_id)):
            _post(row, one, by_key[pk], what)


def tell_asker(row: Consultation, one: ConsultedUnit, what: str) -> None:
    """Who is in charge of the question; officers of the unit that asks where nobody is."""
    if row.person is not None and row.person.is_active:
        _post(row, one, row.person, what)
        return
    everybody = active_people()
    by_key = {person.pk: person for person in everybody}
    for pk in sorted(staff(everybody, timezone.localdate()).writers_of(row.held_by_id)):
        _post(row, one, by_key[pk], what)


def _post(row: Consultation, one: ConsultedUnit, person: User, what: str) -> None:
    with translation.override(person.language):
        day = date_format(one.due, "SHORT_DATE_FORMAT") if one.due else ""
        values = {"reference": row.reference, "day": day, "unit": str(one.unit)}
        subject, body = _words()[what]
        moment = timezone.now().timestamp()
        post(
            to=person,
            kind=KIND,
            key=f"{KIND}:{one.pk}:{what}:{moment}"[:120],
            subject=subject % values,
            body=body % values,
            link=f"/consultations/{row.pk}/",
        )


def _words() -> dict[str, tuple[str, str]]:
    return {
        "asked": (
            _("Question %(reference)s: your unit is asked to reply by %(day)s"),
            _("Take note, reply or ask for more time on its page."),
        ),
        "let_off": (
            _("Question %(reference)s: your unit need not reply"),
            _("The unit that asks no longer needs your reply."),
        ),
        "withdrawn": (
            _("Question %(reference)s was withdrawn"),
            _("No reply is needed any more; why stands on its page."),
        ),
        "drafted": (
            _("Question %(reference)s: a reply of your unit came by mail"),
            _("Confirm on its page what the letter answers, or put it aside."),
        ),
        "replied": (
            _("Question %(reference)s: %(unit)s has replied"),
            _("The reply stands on its page."),
        ),
        "more_time": (
            _("Question %(reference)s: %(unit)s asks for more time"),
            _("Grant or decline it on its page."),
        ),
        "granted": (
            _("Question %(reference)s: more time is granted, reply by %(day)s"),
            _("The day before stays on its page."),
        ),
        "declined": (
            _("Question %(reference)s: no more time, reply by %(day)s"),
            _("Why stands on its page."),
        ),
    }
