"""Sharing proposals with the missions, and saying that one does the same."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register.actions.recording import Changes, check_columns, claim, save, tell
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Proposal, ProposalEcho
from chancery.work.sharing import rules


@transaction.atomic
def share_proposal(*, proposal: Proposal, shared: bool, by: Viewer) -> Proposal:
    """Open a proposal to the writers of all missions, or close it to them again."""
    row = claim(proposal)
    rules.check_can_share(by, row)
    if row.shared == shared:
        return row
    if not shared and row.echoes.exists():
        raise StateError(_("Other missions do this too: it stays shared."))
    row.shared = shared
    save(row)
    tell(row, "share" if shared else "unshare", by=by, changes={"shared": [not shared, shared]})
    return row


@transaction.atomic
def echo_proposal(*, proposal: Proposal, unit: str, note: str, by: Viewer) -> ProposalEcho:
    """A mission does this too; said again, the note is put in the place of the one before."""
    row = claim(proposal)
    mission = Unit.objects.filter(pk=unit).first()
    if mission is None:
        raise InvalidValuesError({"unit": [_("There is no such unit.")]})
    rules.check_can_echo(by, row, mission)
    echo = row.echoes.filter(unit=mission).first() or ProposalEcho(proposal=row, unit=mission)
    before, echo.note = echo.note, note.strip()
    echo.written_by, echo.written_at = by.user, timezone.now()
    check_columns(echo)
    echo.save()
    told: Changes = {"unit": [None, mission.pk], "note": [before, echo.note]}
    tell(row, "echo", by=by, changes=told)
    return echo


@transaction.atomic
def withdraw_echo(*, proposal: Proposal, unit: str, by: Viewer) -> None:
    """The mission does it no more, or said so by mistake."""
    row = claim(proposal)
    echo = row.echoes.select_related("unit").filter(unit=unit).first()
    if echo is None:
        raise StateError(_("This was taken back already."))
    rules.check_can_echo(by, row, echo.unit)
    echo.delete()
    told = {"unit": [echo.unit_id, None], "note": [echo.note, None]}
    tell(row, "unecho", by=by, changes=told)
