"""A person's due dates, dates of agreements and sessions of mechanisms, as an iCalendar file.

The address of a calendar travels through other people's machines: references, states and links
alone, and the words of a task only where the person chose so and the task is not restricted.
Events of whole days, as Outlook, Thunderbird and phones show those and not tasks (VTODO).
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from chancery.notices.mail import address_of_system, host_of_system
from chancery.people.access import Viewer, viewer_of
from chancery.people.models import Token
from chancery.register.agreements.queries import Date, coming_for
from chancery.register.mechanisms.queries import planned_for
from chancery.register.models import MechanismSession
from chancery.work import access
from chancery.work.digest import ALARMS_PAGE, alarm_word
from chancery.work.models import Task, TaskState
from chancery.work.queries import leaves
from chancery.work.rules import OPEN

UNIT, TITLES = "unit", "titles"
"""What a calendar's address may be made for besides one's own tasks."""
PAST = timedelta(days=60)
"""How long a due date is shown once it is past; an open task stays."""
AHEAD = 366
"""Days ahead in which dates of agreements are shown."""
MOST = 2000
LONGEST = 120


def feed(token: Token, asked_at: str) -> bytes:
    """The calendar that this address opens: the same bytes as long as nothing changed.

    ``asked_at`` is the host that was asked: links begin with it where no address of this system is
    set.
    """
    with translation.override(token.user.language):
        return bytes(_calendar(token, address_of_system() or asked_at).to_ical())


def tasks_of(viewer: Viewer, *, unit: bool) -> QuerySet[Task]:
    """Tasks with a due date: the person's own and those of their units that nobody was named for;
    with ``unit`` all that their units lead."""
    rows = leaves(access.tasks(viewer)).filter(due__isnull=False, recurrence="")
    led = Q(lead__in=viewer.own_units)
    mine = Q(person=viewer.user) | (led if unit else led & Q(person__isnull=True))
    fresh = Q(due__gte=timezone.localdate() - PAST) | Q(state__in=OPEN)
    return rows.filter(mine, fresh).order_by("due", "pk")[:MOST]


def _calendar(token: Token, home: str) -> Calendar:
    made = Calendar()
    made.add("prodid", "-//Chancery//Due dates//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _("Chancery: due dates"))
    made.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", timedelta(hours=6))
    rows = tasks_of(viewer_of(token.user), unit=UNIT in token.scopes)
    for task in rows:
        made.add_component(_event(task, home, titles=TITLES in token.scopes))
    for date_ in coming_for(viewer_of(token.user), days=AHEAD)[:MOST]:
        if date_.left >= -PAST.days:
            made.add_component(_agreement_event(date_, home, titles=TITLES in token.scopes))
    for session in planned_for(viewer_of(token.user), days=AHEAD)[:MOST]:
        made.add_component(_session_event(session, home, titles=TITLES in token.scopes))
    return made


def _session_event(row: MechanismSession, home: str, *, titles: bool) -> Event:
    """A planned session of a mechanism that the person's units lead or coordinate."""
    mechanism, day = row.mechanism, row.planned or date.max
    link = home.rstrip("/") + reverse("mechanism", args=[mechanism.pk])
    made = Event()
    made.add("uid", f"session-{row.pk}@{host_of_system()}")
    made.add("dtstamp", _whole(row.written_at))
    made.add("sequence", mechanism.version)
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))
    said = _("%(reference)s: session planned") % {"reference": mechanism.reference}
    if titles and mechanism.sensitivity != "restricted":
        named = " ".join(filter(None, (mechanism.name, row.number)))
        said = f"{said}: {named}"[:LONGEST]
    made.add("summary", said)
    made.add("description", link)
    made.add("url", link)
    made.add("transp", "TRANSPARENT")
    made.add("status", "CONFIRMED")
    return made


def _agreement_event(row: Date, home: str, *, titles: bool) -> Event:
    """The key of an agreement is made of its name: neither stands in the address or the mark."""
    made, link = Event(), home.rstrip("/") + ALARMS_PAGE
    mark = hashlib.sha256(row.agreement.pk.encode()).hexdigest()[:16]
    made.add("uid", f"agreement-{mark}-{row.event}@{host_of_system()}")
    made.add("dtstamp", datetime.combine(row.day.first, time(), UTC))
    made.add("sequence", row.agreement.version)
    made.add("dtstart", row.day.first)
    made.add("dtend", row.day.first + timedelta(days=1))
    said = _("Agreement: %(what)s") % {"what": alarm_word(row.event)}
    if titles and row.agreement.sensitivity != "restricted":
        said = f"{said}: {row.agreement.short or row.agreement}"[:LONGEST]
    made.add("summary", said)
    made.add("description", link)
    made.add("url", link)
    made.add("transp", "TRANSPARENT")
    made.add("status", "CONFIRMED")
    return made


def _event(task: Task, home: str, *, titles: bool) -> Event:
    made, link = Event(), home.rstrip("/") + reverse("task", args=[task.pk])
    made.add("uid", f"task-{task.pk}@{host_of_system()}")
    made.add("dtstamp", _whole(task.created_at))
    made.add("sequence", task.version)
    day = task.due or date.max  # those without were left out
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))
    made.add("summary", _summary(task, titles=titles))
    made.add("description", f"{task.get_state_display()}\n{link}")
    made.add("url", link)
    made.add("transp", "TRANSPARENT")
    cancelled = task.state == TaskState.CANCELLED
    made.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    return made


def _summary(task: Task, *, titles: bool) -> str:
    words = _("%(reference)s: due, %(state)s")
    said = words % {"reference": task.reference, "state": task.get_state_display()}
    if titles and task.sensitivity != "restricted":
        text = " ".join(task.text.split())
        shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
        said = f"{said}: {shown}"
    return said


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
