"""What the page of a round shows: its tabs, by where it stands and who looks."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.work.models import Review, ReviewState
from chancery.work.reviews import access

LABELS: dict[str, str | Promise] = {
    "items": _("Commitments"),
    "replies": _("Replies"),
    "verdicts": _("Verdicts"),
    "figures": _("Figures"),
    "agenda": _("Agenda"),
    "minutes": _("Minutes"),
    "history": _("History"),
}
_EARLY = ("items", "history")
_CALLED = ("items", "replies", "figures", "history")
_JUDGED = ("items", "replies", "verdicts", "figures", "agenda", "minutes", "history")


def tabs_of(review: Review, who: Viewer) -> tuple[str, ...]:
    """The tabs that make sense now for this person: a unit that is asked sees its own part."""
    if review.state in {ReviewState.DRAFT, ReviewState.OPENED}:
        return _EARLY
    if not access.runs(who, review):
        return ("items", "minutes", "history") if review.minutes_issued_at else _EARLY
    return _CALLED if review.state == ReviewState.CALLED else _JUDGED


def tab_of(asked: str, review: Review, who: Viewer) -> str:
    """The tab asked for, where there is such a one; else the first."""
    known = tabs_of(review, who)
    return asked if asked in known else known[0]
