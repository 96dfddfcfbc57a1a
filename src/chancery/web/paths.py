"""The places of the product, in the order in which the navigation shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chancery.people.access import WRITERS, Viewer


def _reads(viewer: Viewer) -> bool:
    return viewer.reads


def _writes(viewer: Viewer) -> bool:
    return viewer.is_anywhere(*WRITERS)


def _anyone(viewer: Viewer) -> bool:
    return True


def _audits(viewer: Viewer) -> bool:
    return viewer.is_auditor


def _administers(viewer: Viewer) -> bool:
    return viewer.is_administrator


@dataclass(frozen=True)
class Place:
    """A page of the navigation. ``key`` is pressed after ``g`` to go there."""

    name: str
    label: str | Promise
    icon: str
    key: str
    may_open: Callable[[Viewer], bool] = _reads
    also: tuple[str, ...] = ()
    """What else is of this place, by the beginning of its address."""


@dataclass(frozen=True)
class Link:
    """A place as one page shows it."""

    place: Place
    address: str
    active: bool
    count: int = 0
    """How much waits there for the person; not shown where nothing does."""


PLACES: tuple[tuple[str | Promise, tuple[Place, ...]], ...] = (
    (
        "",
        (
            Place("today", _("Today"), "sun", "t", _anyone),
            Place("search", _("Search"), "search", "f"),
            Place("inbox", _("Inbox"), "inbox", "i"),
            Place("documents", _("Documents"), "files", "d"),
            Place("tasks", _("Tasks"), "checklist", "k"),
            Place("proposals", _("Proposals"), "send", "p"),
            Place("consultations", _("Consultations"), "messages", "6"),
            Place("advice-list", pgettext_lazy("place", "Advice"), "bulb", "1"),
        ),
    ),
    (
        _("Steering"),
        (
            Place("reviews", _("Reviews"), "clipboard-list", "w"),
            Place("meetings", pgettext_lazy("place", "Committee"), "gavel", "z"),
            Place("escalations", _("Escalations"), "arrow-up", "b"),
            Place("urgings", _("Urging letters"), "mail", "l", _writes),
            Place("programmes", _("Programmes"), "target", "x"),
        ),
    ),
    (
        _("Register"),
        (
            Place("commitments", _("Commitments"), "writing-sign", "c"),
            Place("agreements", _("Agreements"), "certificate", "a"),
            Place("requests", _("Requests"), "message", "r"),
            Place("obstacles", _("Obstacles"), "hand-stop", "o"),
            Place("opportunities", _("Opportunities"), "bulb", "y"),
            Place("activities", _("Activities"), "calendar-event", "v"),
            Place("projects", _("Projects"), "briefcase", "j"),
            Place("fta-use", _("Use of FTAs"), "tag", "e"),
        ),
    ),
    (
        _("Partners and relations"),
        (
            Place("partners", _("Partners"), "world", "n"),
            Place("upgrades", _("Relationship upgrades"), "trending-up", "q"),
            Place("mechanisms", _("Mechanisms"), "users-group", "5"),
            Place("contacts", _("Contacts"), "users", "2"),
            Place("interactions", _("Interactions"), "messages", "3"),
            Place("outreach-list", _("Outreach"), "message", "4"),
            Place("balance", _("Balance"), "scale", "7"),
        ),
    ),
    (
        _("Organisation"),
        (
            Place("plans", _("Work plans"), "list-details", "8"),
            Place("monthly-reports", _("Monthly reports"), "report", "9"),
            Place(
                "measures",
                _("Measures"),
                "chart-bar",
                "m",
                also=("/timeliness/", "/extensions/"),
            ),
            Place("units", _("Units"), "building-bank", "u", _anyone),
            Place("trainings", _("Training"), "school", "0"),
            Place("history", _("History"), "history", "h", _audits),
            Place("settings", _("Settings"), "settings", "s", _administers),
        ),
    ),
)


def navigation(viewer: Viewer | None, path: str) -> list[tuple[Any, list[Link]]]:
    """The groups and links that the viewer may open, the current one marked."""
    if viewer is None:
        return []
    groups = (
        (title, [link for place in places if (link := _link(place, viewer, path))])
        for title, places in PLACES
    )
    return [(title, links) for title, links in groups if links]


def _link(place: Place, viewer: Viewer, path: str) -> Link | None:
    if not place.may_open(viewer):
        return None
    try:
        address = reverse(place.name)
    except NoReverseMatch:
        return None
    active = path == address if address == "/" else path.startswith((address, *place.also))
    return Link(place, address, active)
