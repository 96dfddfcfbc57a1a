"""Who may see what is being read: the person who sent it in, nobody else."""

from __future__ import annotations

from django.db.models import QuerySet

from chancery.intake.arriving.models import Arrival
from chancery.people.access import Viewer


def arrivals(viewer: Viewer) -> QuerySet[Arrival]:
    """The person's own, newest first."""
    own = Arrival.objects.filter(added_by=viewer.user)
    return own.select_related("document")
