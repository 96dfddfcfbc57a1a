"""Filters of the history of everything."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.history.models import Event
from chancery.people.access import Viewer
from chancery.people.models import User
from chancery.web import events
from chancery.web.forms.documents import day_field
from chancery.web.forms.narrowing import ALL, Narrowing
from chancery.web.told import WORDS


class HistoryFilter(Narrowing):
    """Who did what to which kind of thing, and when?"""

    actor = forms.ChoiceField(label=_("By"), required=False)
    kind = forms.ChoiceField(label=_("About"), required=False, choices=[*ALL, *WORDS.items()])
    action = forms.ChoiceField(label=_("Step"), required=False)
    since = day_field(_("From"))
    until = day_field(_("To"))

    FILTERS = {
        "actor": lambda rows, value: rows.filter(actor=value),
        "kind": lambda rows, value: rows.filter(kind=value),
        "action": lambda rows, value: rows.filter(action=value),
        "since": lambda rows, value: rows.filter(at__date__gte=value),
        "until": lambda rows, value: rows.filter(at__date__lte=value),
    }

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        self.base_fields["actor"].choices = [*ALL, *_actors()]  # type: ignore[attr-defined] # a choice field
        self.base_fields["action"].choices = [*ALL, *_actions()]  # type: ignore[attr-defined] # a choice field
        super().__init__(data, viewer=viewer)


def _actors() -> list[tuple[str, str]]:
    names = dict(User.objects.values_list("username", "full_name"))
    acted = Event.objects.order_by("actor").values_list("actor", flat=True).distinct()
    return sorted(((key, names.get(key, key)) for key in acted), key=lambda pair: pair[1])


def _actions() -> list[tuple[str, str]]:
    done = Event.objects.order_by("action").values_list("action", "kind").distinct()
    named = {
        action: f"{WORDS.get(kind, kind)}: {events.title(_of(action))}" for action, kind in done
    }
    return sorted(named.items(), key=lambda pair: pair[1])


def _of(action: str) -> Event:
    return Event(action=action)
