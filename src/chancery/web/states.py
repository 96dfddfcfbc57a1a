"""How a state looks: a tone, a sign, and always its word.

Red is only for overdue or broken, amber for at risk, green for done on time, blue for what waits
on the person who looks. Everything else is plain.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chancery.lib.errors import ChanceryError
from chancery.people.queries import country_pack

TONES = frozenset({"plain", "red", "amber", "green", "blue", "quiet"})
SOON = 3  # working days left when a due date turns amber
COUNTED = timedelta(days=60)  # further off, days are counted by the calendar


@dataclass(frozen=True)
class Badge:
    """A word, with the colour and sign that go with it."""

    label: str
    tone: str = "plain"
    icon: str = "circle"
    title: str = ""


# Keyed by the value a model keeps; one word means one thing all over the product.
LOOKS: dict[str, tuple[str, str]] = {
    "open": ("plain", "circle"),
    "handling": ("plain", "player-play"),
    "with_partner": ("plain", "send"),
    "given_up": ("quiet", "x"),
    "reopened": ("amber", "rotate"),
    "spotted": ("plain", "circle-dashed"),
    "checked": ("plain", "checklist"),
    "pursued": ("plain", "player-play"),
    "won": ("green", "check"),
    "lost": ("quiet", "x"),
    "dropped": ("quiet", "x"),
    "waiting": ("plain", "hourglass"),
    "assigned": ("plain", "circle-dashed"),
    "accepted": ("plain", "circle-check"),
    "in_progress": ("plain", "player-play"),
    "submitted": ("plain", "send"),
    "done": ("plain", "check"),
    "continued": ("plain", "arrow-right"),
    "amended": ("plain", "edit"),
    "returned": ("amber", "arrow-back-up"),
    "draft": ("quiet", "edit"),
    "opened": ("plain", "lock"),
    "called": ("plain", "send"),
    "prepared": ("quiet", "edit"),
    "reached": ("green", "check"),
    "on_way": ("plain", "arrow-right"),
    "behind": ("amber", "alert-triangle"),
    "unknown": ("quiet", "help"),
    "invited": ("plain", "send"),
    "held": ("plain", "users-group"),
    "listed": ("quiet", "circle-dashed"),
    "confirmed": ("plain", "circle-check"),
    "attended": ("plain", "check"),
    "absent": ("quiet", "x"),
    "closed": ("plain", "inbox"),
    "verdicts": ("plain", "gavel"),
    "concluded": ("plain", "check"),
    "continue": ("plain", "arrow-right"),
    "amend": ("plain", "edit"),
    "stop": ("quiet", "hand-stop"),
    "hand_up": ("amber", "arrow-up"),
    "at_risk": ("amber", "alert-triangle"),
    "cancelled": ("quiet", "x"),
    "stopped": ("quiet", "hand-stop"),
    "superseded": ("quiet", "replace"),
    "handed_up": ("amber", "arrow-up"),
    "refused": ("quiet", "x"),
    "declined": ("quiet", "x"),
    "resolved": ("plain", "check"),
    "overdue": ("red", "alert-circle"),
    "broken": ("red", "circle-x"),
    "failed": ("red", "circle-x"),
    "on_time": ("green", "check"),
    "late": ("amber", "clock"),
    "answered": ("plain", "check"),
    "passed_by": ("quiet", "arrow-up"),
    "withdrawn": ("quiet", "arrow-back-up"),
    "in_force": ("plain", "shield-check"),
    "expired": ("quiet", "x"),
    "terminated": ("quiet", "x"),
    "proposed": ("plain", "circle-dashed"),
    "approved": ("plain", "circle-check"),
    "signed": ("plain", "writing-sign"),
    "sent": ("plain", "send"),
    "running": ("plain", "player-play"),
    "idea": ("quiet", "bulb"),
    "put_forward": ("plain", "send"),
    "supported": ("plain", "users"),
    "adopted": ("plain", "check"),
    "completed": ("plain", "check"),
    "silent": ("red", "alert-circle"),
    "in_time": ("green", "check"),
    "agree": ("plain", "check"),
    "comments": ("plain", "message"),
    "disagree": ("amber", "hand-stop"),
    "not_ours": ("quiet", "x"),
    "decided": ("plain", "gavel"),
    "in_part": ("plain", "adjustments"),
    "noted": ("plain", "eye"),
    "suspended": ("amber", "player-pause"),
}


def state_badge(value: object, label: str) -> Badge:
    """The look of a state kept by a model; an unknown one is plain, never an error."""
    tone, icon = LOOKS.get(str(value), ("plain", "circle"))
    return Badge(str(label), tone, icon)


def due_badge(due: date | None, done: date | None = None, today: date | None = None) -> Badge:
    """How a due date stands: against ``done`` where the thing was done, else against today.

    A due date on a day off runs to the end of the next working day.
    """
    if due is None:
        return Badge(_("no due date"), "quiet", "calendar")
    closing = closing_day(due)
    if done is not None:
        return _kept(closing, done)
    return _pending(closing, today or timezone.localdate())


def _kept(due: date, done: date) -> Badge:
    if done <= due:
        return Badge(_("on time"), "green", "check")
    days = (done - due).days
    words = ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
    return Badge(words, "amber", "clock")


def _pending(due: date, today: date) -> Badge:
    if due < today:
        days = (today - due).days
        words = ngettext("overdue by %(days)s day", "overdue by %(days)s days", days)
        return Badge(words % {"days": days}, "red", "alert-circle")
    if due == today:
        return Badge(_("due today"), "amber", "clock")
    left = working_days(today, due)
    if left is None:
        days = (due - today).days
        words = ngettext("%(days)s day left", "%(days)s days left", days)
        return Badge(words % {"days": days}, "plain", "calendar")
    words = ngettext("%(days)s working day left", "%(days)s working days left", left)
    return Badge(words % {"days": left}, "amber" if left <= SOON else "plain", "clock")


@lru_cache(maxsize=4096)
def closing_day(due: date) -> date:
    """The due date, or the first working day after it; itself where holidays are not known."""
    try:
        return country_pack().calendar.next_working_day(due)
    except ChanceryError:
        return due


@lru_cache(maxsize=4096)
def working_days(first: date, last: date) -> int | None:
    """Working days after ``first`` up to ``last``; None when far off or not known."""
    if last - first > COUNTED:
        return None
    try:
        return country_pack().calendar.working_days_between(first, last)
    except ChanceryError:
        return None
