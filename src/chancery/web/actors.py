"""Who did a step of the history, as people call them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from chancery.history.models import Event
from chancery.people.joining import RESERVED
from chancery.people.models import User


def names_of(usernames: Iterable[str]) -> dict[str, str]:
    """The full name of each; what nobody did by hand was done by the system, and who has no account
    any more keeps the name in the history. One query."""
    wanted = set(usernames)
    people = User.objects.filter(username__in=wanted).values_list("username", "full_name")
    nobody = dict.fromkeys(wanted & RESERVED, _("the system"))
    return {name: name for name in wanted} | nobody | dict(people)


def with_actors(events: Iterable[Event]) -> list[tuple[Event, str]]:
    """Each step with the name of who did it."""
    shown = list(events)
    names = names_of(event.actor for event in shown)
    return [(event, names[event.actor]) for event in shown]
