"""History in words: what an event was, and what it changed."""

from typing import Any

from django.utils.translation import gettext as _

from chancery.history.models import Event
from chancery.web import formatting

# Filled as actions are written; an action without words shows its own name.
TITLES: dict[str, Any] = {}


def title(event: Event) -> str:
    """What happened, as an officer would say it."""
    return str(TITLES.get(event.action, event.action))


def changes(event: Event) -> list[tuple[str, str, str]]:
    """Field, before and after, for what is still kept of the event."""
    beside = getattr(event, "values_beside", None)
    if beside is None:
        return []
    return [
        (name, _told(before), _told(after)) for name, (before, after) in beside.changes.items()
    ]


def _told(value: object) -> str:
    if value is None or value == "" or value == []:
        return formatting.MISSING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_told(item) for item in value)
    return str(value)
