"""Who may see what came by mail: who sent it, and of strangers' mails the records clerks."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from chancery.intake.mailbox.models import Mail
from chancery.people.access import Viewer
from chancery.people.models import Role

_OF_NOBODY = (Mail.State.STRANGER, Mail.State.DISMISSED, Mail.State.FAILED)


def mails(viewer: Viewer) -> QuerySet[Mail]:
    """One's own, and for clerks those of strangers; the newest first."""
    rows = Mail.objects.select_related("document", "by")
    if not viewer.reads:
        return rows.none()
    known = Q(by=viewer.user)
    if viewer.is_anywhere(Role.CLERK):
        known |= Q(by__isnull=True, state__in=_OF_NOBODY)
    return rows.filter(known)
