"""Questions about units and people."""

from __future__ import annotations

from django.db.models import QuerySet

from chancery.people.installed import installation, pack_code
from chancery.people.models import Unit, User
from chancery.reference import Pack, load_pack

__all__ = ["country_pack", "current_units", "demo_people", "installation"]


def country_pack() -> Pack:
    """The pack this installation runs on."""
    return load_pack(pack_code())


def current_units() -> QuerySet[Unit]:
    """Units that can be given work today: not ended, not merged into another."""
    return Unit.objects.filter(successor__isnull=True, end="")


def demo_people() -> QuerySet[User]:
    """The people of the demo of whom something is told, for its sign-in page.

    The hundreds whom ``demo --size large`` makes up have no story: nobody would choose among them.
    """
    return (
        User.objects.filter(is_demo=True, is_active=True)
        .exclude(about_vi="")
        .order_by("pk")
        .prefetch_related("posts__unit")
    )
