"""Which side of a task a person stands on, said in SQL: the same answers as ``rules``."""

from __future__ import annotations

from django.db.models import Q

from chancery.people.access import Viewer
from chancery.work.rules import organs_spoken_for


def written_for(viewer: Viewer) -> list[str]:
    """The units for which the person writes."""
    return [unit for unit in viewer.roles if viewer.writes_for(unit)]


def headed_by(viewer: Viewer) -> list[str]:
    """The units that the person heads."""
    return [unit for unit in viewer.roles if viewer.heads(unit)]


def led_by(viewer: Viewer, task: str = "") -> Q:
    """``rules.leads``, where the person in charge still writes somewhere.

    ``task`` is the way to the task from the rows that are filtered, such as ``task__``.
    """
    written = written_for(viewer)
    found = Q(**{f"{task}lead__in": written})
    return found | Q(**{f"{task}person": viewer.user}) if written else found


def directed_by(viewer: Viewer, task: str = "") -> Q:
    """``rules.directs``."""
    written = written_for(viewer)
    speaks = Q(**{f"{task}assigner__in": written})
    speaks |= Q(**{f"{task}assigner__kind__in": organs_spoken_for(viewer)})
    recorded = Q(**{f"{task}held_by__in": written}) & ~Q(**{f"{task}lead__in": written})
    resolved = Q(**{f"{task}basis": "resolved"})
    headed = Q(**{f"{task}lead__in": headed_by(viewer)})
    return (resolved & headed) | (~resolved & (speaks | recorded))
