"""All that is known of each commitment of a round, in plain values: a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F
from django.utils import timezone

from chancery.people.access import Viewer
from chancery.register.models import Commitment, CommitmentParty
from chancery.work.models import Review, ReviewItem, ReviewReply
from chancery.work.reviews import access


@dataclass(frozen=True, slots=True)
class Said:
    """An approved reply, as far as verdicts and figures look at it."""

    unit: str
    standing: str
    verdict: str
    new_due: date | None
    done_on: date | None
    answered_on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """One commitment of a round. ``extensions`` are those that earlier rounds gave it."""

    pk: int
    number: int
    commitment: int
    reference: str
    unit: str
    due: date | None
    verdict: str
    decided_on: date | None
    new_due: date | None
    is_signed: bool
    partners: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    drivers: tuple[str, ...] = ()
    lead: Said | None = None
    helpers: tuple[Said, ...] = ()
    extensions: int = 0

    def keys(self, by: str) -> tuple[str, ...]:
        """Under which lines of a table it counts: by ``unit``, ``partner``, ``sector``, ``driver``."""
        of = {
            "unit": (self.unit,),
            "partner": self.partners,
            "sector": self.sectors,
            "driver": self.drivers,
        }
        return of[by] or ("",)


def facts_of(viewer: Viewer, review: Review) -> list[Facts]:
    """Every commitment of the round that the person may know of; six queries, however many."""
    rows = access.items(viewer).filter(review=review)
    items = list(rows.select_related("commitment").order_by("number"))
    keys = [item.commitment_id for item in items]
    partners, sectors = _partners(keys), _sectors(keys)
    drivers = {key: [driver for _code, driver in pairs] for key, pairs in sectors.items()}
    said, extended = _said(viewer, review), extensions_of(keys, review)
    return [
        Facts(
            pk=item.pk,
            number=item.number,
            commitment=item.commitment_id,
            reference=item.commitment.reference,
            unit=item.unit_id or "",
            due=item.due,
            verdict=item.verdict,
            decided_on=timezone.localdate(item.decided_at) if item.decided_at else None,
            new_due=item.new_due,
            is_signed=item.commitment.agreement_id is not None,
            partners=tuple(partners[item.commitment_id]),
            sectors=tuple(code for code, _driver in sectors[item.commitment_id]),
            drivers=tuple(dict.fromkeys(drivers.get(item.commitment_id, ()))),
            lead=next((one for one in said[item.pk] if one.unit == item.unit_id), None),
            helpers=tuple(one for one in said[item.pk] if one.unit != item.unit_id),
            extensions=extended.get(item.commitment_id, 0),
        )
        for item in items
    ]


def extensions_of(commitments: Iterable[int], before: Review) -> dict[int, int]:
    """How often rounds concluded before this one gave a later date, by commitment: old dates stay in
    the rounds. What this round itself gave, or a later one, does not make its own date a second one.
    """
    rows = ReviewItem.objects.filter(
        commitment__in=list(commitments), applied_version__isnull=False, new_due__gt=F("due")
    ).exclude(review=before.pk)
    if before.concluded_at is not None:
        rows = rows.filter(review__concluded_at__lt=before.concluded_at)
    counted = rows.order_by().values_list("commitment").annotate(Count("pk"))
    return {int(key): int(number) for key, number in counted}


def _partners(keys: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = CommitmentParty.objects.filter(commitment__in=keys, partner__is_home=False)
    for commitment, partner in rows.order_by("partner").values_list("commitment", "partner"):
        found[commitment].append(str(partner))
    return found


def _sectors(keys: list[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Commitment.sectors.through.objects.filter(commitment__in=keys).order_by("sector")
    for commitment, code, driver in rows.values_list("commitment", "sector", "sector__driver"):
        found[commitment].append((str(code), str(driver)))
    return found


def _said(viewer: Viewer, review: Review) -> dict[int, list[Said]]:
    found: dict[int, list[Said]] = defaultdict(list)
    rows = access.replies(viewer).filter(
        item__review=review, state=ReviewReply.State.APPROVED, first_approved_at__isnull=False
    )
    for reply in rows.order_by("unit"):
        moment = reply.first_approved_at or reply.written_at
        found[reply.item_id].append(
            Said(
                unit=reply.unit_id,
                standing=reply.standing,
                verdict=reply.verdict,
                new_due=reply.new_due,
                done_on=reply.done_on,
                answered_on=timezone.localdate(moment),
            )
        )
    return found
