"""How a task's due date stands, in working days, and when it ends by the clock of who looks."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chancery.people.queries import country_pack
from chancery.web import formatting, states
from chancery.web.templatetags.chancery import shown_badge
from chancery.work.models import Task
from chancery.work.queries import deadline_of, time_zone_of
from chancery.work.timeliness import closing_day, local_day

register = template.Library()


@register.simple_tag
def days_badge(task: Task) -> SafeString:
    """Working days left or late, by the clock of who assigned it."""
    return shown_badge(_badge(task))


def _badge(task: Task) -> states.Badge:
    end = deadline_of(task)
    if task.due is None or end is None:
        return states.Badge(_("no due date"), "quiet", "calendar")
    today = local_day(timezone.now(), time_zone_of(task))
    days = _between(country_pack().code, today, task.due)
    return _late(-days) if end <= timezone.now() else _left(days)


@lru_cache(maxsize=4096)
def _between(pack: str, today: date, due: date) -> int:
    """``queries.days_left``, counted once a day for each due date."""
    calendar = country_pack().calendar
    return calendar.working_days_between(today, closing_day(due, calendar))


def _late(days: int) -> states.Badge:
    """At a week-end no working day has passed yet."""
    words = _("overdue")
    if days:
        words = ngettext("%(days)s working day late", "%(days)s working days late", days)
        words %= {"days": formatting.number(days)}
    return states.Badge(words, "red", "alert-circle")


def _left(days: int) -> states.Badge:
    if days == 0:
        return states.Badge(_("due today"), "amber", "clock")
    words = ngettext("%(days)s working day left", "%(days)s working days left", days)
    tone = "amber" if days <= states.SOON else "plain"
    return states.Badge(words % {"days": formatting.number(days)}, tone, "clock")


@register.filter
def ends_here(task: Task, zone: str) -> str:
    """The moment at which a due date ends: by the assigner's clock, and by ``zone``'s."""
    end = deadline_of(task)
    if end is None or not zone or zone == time_zone_of(task):
        return ""
    there = end.astimezone(ZoneInfo(time_zone_of(task))) - timedelta(minutes=1)
    here = end.astimezone(ZoneInfo(zone))
    at_home = time_zone_of(task) == country_pack().time_zone
    words = _("ends 24:00 %(day)s home time, %(here)s here")
    if not at_home:
        words = _("ends 24:00 %(day)s at the assigner's, %(here)s here")
    return words % {"day": formatting.day(there.date()), "here": _at(here)}


def _at(moment: object) -> str:
    return f"{moment:%H:%M} {formatting.day(moment.date())}"  # type: ignore[attr-defined] # a datetime
