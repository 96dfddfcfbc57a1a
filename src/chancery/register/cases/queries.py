"""Questions to the cases: lists, filters, what each is linked to, values for forms.

Lists take the same number of queries whatever their length; a link to a record that the person may
not know of is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.people.queries import country_pack
from chancery.register import access
from chancery.register.cases.rules import LIVE, is_live
from chancery.register.models import (
    Activity,
    Agreement,
    Case,
    CaseProduct,
    CaseStep,
    Commitment,
    Obstacle,
    Opportunity,
    PartnerRequest,
)
from chancery.register.values import OpportunityValues, StepValues

C = TypeVar("C", Obstacle, Opportunity)
QUIET = timedelta(days=30)
"""How long without a step before a case counts as quiet."""
SOON = 5
"""Working days ahead that a next step counts as due."""


def opportunities(viewer: Viewer) -> QuerySet[Opportunity]:
    """The list of opportunities a person may know of."""
    return access.opportunities(viewer).select_related("partner", "held_by", "lead", "person")


def opportunities_of_partner(viewer: Viewer, partner: Partner) -> QuerySet[Opportunity]:
    """What could be won with a partner."""
    return opportunities(viewer).filter(partner=partner)


def whole(rows: QuerySet[C]) -> QuerySet[C]:
    """With the goods and sectors that a case's own page and a program's list show."""
    return rows.prefetch_related("sectors", "caseproducts")


def with_last_step(rows: QuerySet[C]) -> QuerySet[C]:
    """With ``last_step``: the day of the last step, or the day it was recorded."""
    steps = CaseStep.objects.filter(**{_name(rows.model): OuterRef("pk")}).order_by("-day")
    latest = Subquery(steps.values("day")[:1])
    found: QuerySet[C] = rows.annotate(last_step=Coalesce(latest, TruncDate("created_at")))
    return found


def _name(model: type[Model]) -> str:
    return "obstacle" if model is Obstacle else "opportunity"


def quiet_days(case: Case, today: date | None = None) -> int | None:
    """Days since the last step, or since it was recorded; None once it is closed.

    Wants ``last_step`` where the case comes from a list; asks for it otherwise.
    """
    if not is_live(case):
        return None
    last = getattr(case, "last_step", None)
    if last is None:
        first = case.casesteps.first()  # type: ignore[attr-defined] # of every kind
        last = first.day if first else timezone.localdate(case.created_at)
    return max(0, ((today or timezone.localdate()) - last).days)


# Filters.


def live(rows: QuerySet[C]) -> QuerySet[C]:
    """Those still to be removed, or to be won."""
    return rows.filter(state__in=LIVE[rows.model])


def with_goods(rows: QuerySet[C], code: str) -> QuerySet[C]:
    """Those about goods of this chapter, heading or subheading, or of one that holds it.

    0810 finds 081060 and 08: what blocks the whole chapter blocks the heading too.
    """
    wanted = "".join(letter for letter in code if letter.isdigit())
    if not wanted:
        return rows.none()
    above = [wanted[:length] for length in (2, 4, 6) if length <= len(wanted)]
    fits = Q(code__startswith=wanted) | Q(code__in=above)
    of_case = CaseProduct.objects.filter(fits, **{_name(rows.model): OuterRef("pk")})
    return rows.filter(Exists(of_case))


def with_sector(rows: QuerySet[C], code: str) -> QuerySet[C]:
    """Those in the sector."""
    through: Any = rows.model.sectors.through.objects
    return rows.filter(Exists(through.filter(**{_name(rows.model): OuterRef("pk")}, sector=code)))


def step_late(rows: QuerySet[C], today: date | None = None) -> QuerySet[C]:
    """Open ones whose next step is past its day."""
    return live(rows).filter(next_step_on__lt=today or timezone.localdate())


def step_due(rows: QuerySet[C], today: date | None = None) -> QuerySet[C]:
    """Open ones whose next step is past its day, or comes within ``SOON`` working days."""
    calendar, until = country_pack().calendar, today or timezone.localdate()
    for _day in range(SOON):
        until = calendar.next_working_day(until + timedelta(days=1))
    return live(rows).filter(next_step_on__lte=until)


def estimate_late(rows: QuerySet[Obstacle], today: date | None = None) -> QuerySet[Obstacle]:
    """Open ones that should have been resolved by now."""
    return live(rows).filter(estimated__lt=today or timezone.localdate())


def quiet(rows: QuerySet[C], today: date | None = None) -> QuerySet[C]:
    """Open ones without a step for longer than ``QUIET``."""
    since = (today or timezone.localdate()) - QUIET
    found: QuerySet[C] = with_last_step(live(rows)).filter(Q(last_step__lt=since))
    return found


def unplanned(rows: QuerySet[C]) -> QuerySet[C]:
    """Open ones for which no next step has a day."""
    return live(rows).filter(next_step_on__isnull=True)


def in_charge_of(rows: QuerySet[C], viewer: Viewer) -> QuerySet[C]:
    """Those of a person: in their own charge, or nobody's in a unit of their posts."""
    unit = Q(lead__in=viewer.own_units) | Q(lead__isnull=True, held_by__in=viewer.own_units)
    return rows.filter(Q(person=viewer.user) | (Q(person__isnull=True) & unit))


def handled_by(rows: QuerySet[C], viewer: Viewer) -> QuerySet[C]:
    """Those that a unit of the person holds or leads."""
    return rows.filter(Q(held_by__in=viewer.units) | Q(lead__in=viewer.units))


def pending_with(rows: QuerySet[Obstacle], side: str) -> QuerySet[Obstacle]:
    """``us``: with a unit of ours; ``partner``: with the partner's side; ``both``; ``nobody``."""
    ours, theirs = Q(pending_unit__isnull=False), ~Q(pending_text="")
    wanted = {"us": ours, "partner": theirs, "both": ours & theirs, "nobody": ~ours & ~theirs}
    return rows.filter(wanted[side])


# What it is linked to.


Target = Commitment | PartnerRequest | Activity | Agreement


def target_named(viewer: Viewer, name: str) -> Target | None:
    """The record of this reference, or the agreement of this key, where the person may know of it."""
    reference = name.strip()
    numbered = (access.commitments, access.requests, access.activities)
    found: Target | None = access.agreements(viewer).filter(pk=reference).first()
    for rows in numbered:
        found = found or rows(viewer).filter(reference=reference.upper()).first()
    return found


@dataclass(frozen=True, slots=True)
class Links:
    """The records a case is tied to that a person may know of."""

    commitments: list[Commitment]
    requests: list[PartnerRequest]
    activities: list[Activity]
    agreements: list[Agreement]

    def __bool__(self) -> bool:
        return any((self.commitments, self.requests, self.activities, self.agreements))


def links_of(viewer: Viewer, case: Obstacle | Opportunity) -> Links:
    """Four queries."""
    return Links(
        list(access.commitments(viewer).filter(pk__in=case.commitments.values("pk"))),
        list(access.requests(viewer).filter(pk__in=case.requests.values("pk"))),
        list(access.activities(viewer).filter(pk__in=case.activities.values("pk"))),
        list(access.agreements(viewer).filter(pk__in=case.agreements.values("pk"))),
    )


# Values, as the forms and history have them.


def opportunity_values(row: Opportunity) -> OpportunityValues:
    """What a person may change about an opportunity."""
    return OpportunityValues(
        text=row.text,
        partner=row.partner_id,
        kind=row.kind,
        hs=codes_of(row),
        sectors=sectors_of(row),
        firms=row.firms,
        lead=row.lead_id,
        person=row.person.username if row.person else None,
        priority=row.priority,
        amount=row.amount,
        currency=row.currency,
        valued_on=row.valued_on,
        value_source=row.value_source,
        next_step=row.next_step,
        next_step_on=row.next_step_on,
    )


def codes_of(case: Obstacle | Opportunity) -> tuple[str, ...]:
    """The codes of the goods it is about, in order."""
    return tuple(sorted(product.code for product in case.caseproducts.all()))


def sectors_of(case: Case) -> tuple[str, ...]:
    """The codes of its sectors, in order."""
    return tuple(sorted(sector.pk for sector in case.sectors.all()))


def step_values(step: CaseStep) -> StepValues:
    """What was written down of a step."""
    return StepValues(step.day, step.text, step.by_whom, step.outcome)


def first_due(rows: QuerySet[C]) -> QuerySet[C]:
    """The next step that is due soonest first; those without one last."""
    return rows.order_by(F("next_step_on").asc(nulls_last=True), "reference")


def named_goods(codes: Iterable[str]) -> str:
    """Codes as they are written in papers: 0810.60."""
    return ", ".join(f"{code[:4]}.{code[4:]}" if len(code) == 6 else code for code in codes)
