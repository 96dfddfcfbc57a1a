"""May this person do this to this programme?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.work.models import Programme
from chancery.work.rules import holds


def check_can_change(viewer: Viewer, programme: Programme) -> None:
    """The unit that holds it keeps it right, and the one that owns it: outline, links and targets."""
    if not (viewer.writes_for(programme.held_by_id) or viewer.writes_for(programme.owner_id)):
        raise NotAllowedError(
            _("Only an officer or head of the unit that owns or holds this programme may do this: %(unit)s")
            % {"unit": programme.owner}
        )  # fmt: skip


def can_change(viewer: Viewer, programme: Programme) -> bool:
    """Whether ``check_can_change`` would let it through."""
    return holds(lambda: check_can_change(viewer, programme))
