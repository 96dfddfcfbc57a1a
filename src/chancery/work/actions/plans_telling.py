"""Telling people that a plan or a report waits for them, came back, or came in."""

from __future__ import annotations

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from chancery.notices.actions import post
from chancery.people.access import Viewer, viewer_of
from chancery.work.models import MonthlyReport, WorkPlan
from chancery.work.recipients import active_people, staff

KIND = "plan"


def tell_heads(record: WorkPlan | MonthlyReport, unit: str, by: Viewer) -> None:
    """The heads of a unit: it waits for them."""
    _tell(record, unit, by, heads=True)


def tell_writers(record: WorkPlan | MonthlyReport, unit: str, by: Viewer) -> None:
    """Officers and heads of a unit: it was decided, or it came in."""
    _tell(record, unit, by, heads=False)


def _tell(record: WorkPlan | MonthlyReport, unit: str, by: Viewer, *, heads: bool) -> None:
    """References and states only: mail is no safe channel. Who did it is not told."""
    everybody = active_people()
    posts = staff(everybody, timezone.localdate())
    wanted = posts.heads_of(unit) if heads else posts.writers_of(unit)
    page = "plans" if isinstance(record, WorkPlan) else "monthly-reports"
    for person in everybody:
        if person.pk not in wanted or person.pk == by.user.pk:
            continue
        if not viewer_of(person).reads:
            continue
        with translation.override(person.language):
            values = {"reference": record.reference, "state": record.get_state_display()}
            body = _("%(reference)s is now: %(state)s. It stands on its page.")
            if heads:
                body = _("%(reference)s waits for your approval. It stands on its page.")
            post(
                to=person,
                kind=KIND,
                key=f"{page}:{record.pk}:{record.version}",
                subject=_("%(reference)s: %(state)s") % values,
                body=body % values,
                link=f"/{page}/{record.pk}/",
            )
