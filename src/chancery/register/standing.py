"""Where two sides stand: who undertook what between the home country and a partner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch

from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.register import access
from chancery.register.models import Commitment, CommitmentParty
from chancery.register.queries import listed, with_party
from chancery.register.rules import LIVE_STATES


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What is read of each commitment to see how the sides stand."""

    pk: int
    state: str
    due: date | None
    ours: bool
    theirs: bool

    @property
    def side(self) -> str:
        """``ours``, ``theirs``, ``joint``, or ``unsaid`` where nobody is named as undertaking it."""
        sides = {(True, False): "ours", (False, True): "theirs", (True, True): "joint"}
        return sides.get((self.ours, self.theirs), "unsaid")

    @property
    def is_live(self) -> bool:
        """Still to be kept."""
        return self.state in LIVE_STATES

    def is_overdue(self, today: date) -> bool:
        """Still to be kept, and the day has passed."""
        return self.is_live and self.due is not None and self.due < today


def undertakings_with(viewer: Viewer, partner: Partner) -> list[Undertaking]:
    """Every commitment with a partner that the person may know of: one query.

    Those still to be kept first, each group by due date.
    """
    undertaking = CommitmentParty.objects.filter(commitment=OuterRef("pk"), undertakes=True)
    rows = with_party(access.commitments(viewer), partner.pk).annotate(
        ours=Exists(undertaking.filter(partner__is_home=True)),
        theirs=Exists(undertaking.filter(partner__is_home=False)),
    )
    by_due = rows.order_by(F("due").asc(nulls_last=True), "reference")
    found = [
        Undertaking(*row) for row in by_due.values_list("pk", "state", "due", "ours", "theirs")
    ]
    return sorted(found, key=lambda row: not row.is_live)


def load(viewer: Viewer, keys: Iterable[int]) -> dict[int, Commitment]:
    """The commitments to be shown; an agreement that the person may not know of is empty."""
    rows = listed(viewer).prefetch_related(None)
    return rows.prefetch_related(Prefetch("agreement", access.agreements(viewer))).in_bulk(
        list(keys)
    )
