"""Questions to the register: lists, filters, links in both directions, values for forms.

Lists take the same number of queries whatever their length; a link to a record that the person may
not know of is empty in them. Filters take a list and one value of
the address, and never repeat a row; an empty value filters nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from chancery.documents.models import Document
from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register import access
from chancery.register.agreements.links import KINDS as LINKS
from chancery.register.agreements.links import keys_of
from chancery.register.cases.queries import codes_of, sectors_of
from chancery.register.models import (
    Activity,
    Agreement,
    Commitment,
    CommitmentParty,
    Obstacle,
    PartnerRequest,
)
from chancery.register.rules import LIVE_STATES
from chancery.register.values import (
    ActivityValues,
    AgreementValues,
    CommitmentValues,
    ObstacleValues,
    RequestValues,
)

M = TypeVar("M", bound=Model)


def listed(viewer: Viewer) -> QuerySet[Commitment]:
    """The commitments a person may know of, with no more than a list shows.

    Its agreement is not looked up: whoever shows that takes ``commitments``, where one that the
    person may not know of is empty.
    """
    sides = CommitmentParty.objects.select_related("partner")
    rows = access.commitments(viewer).select_related("lead").defer("quote")
    return rows.prefetch_related(Prefetch("sides", sides), "sectors", "coordinating")


def commitments(viewer: Viewer) -> QuerySet[Commitment]:
    """The same with all that a commitment's own page shows."""
    agreement = Prefetch("agreement", access.agreements(viewer))
    rows = listed(viewer).select_related("lead", "held_by").defer(None)
    return rows.prefetch_related(agreement)


def requests(viewer: Viewer) -> QuerySet[PartnerRequest]:
    """The list of requests between partners that a person may know of."""
    return access.requests(viewer).select_related("partner", "held_by")


def obstacles(viewer: Viewer) -> QuerySet[Obstacle]:
    """The list of obstacles a person may know of."""
    joined = ("partner", "held_by", "lead", "person", "pending_unit")
    return access.obstacles(viewer).select_related(*joined)


def agreements(viewer: Viewer) -> QuerySet[Agreement]:
    """The list of agreements a person may know of."""
    rows = access.agreements(viewer).select_related("held_by", "lead", "person")
    return rows.prefetch_related("parties", "stages")


def activities(viewer: Viewer) -> QuerySet[Activity]:
    """The list of activities a person may know of; what came out of them is asked apart."""
    rows = access.activities(viewer).select_related("lead", "held_by")
    return rows.prefetch_related("partners")


# Links, from the other end.


def commitments_of_document(viewer: Viewer, document: Document) -> QuerySet[Commitment]:
    """The commitments quoted from a document, in the order of its text."""
    return commitments(viewer).filter(document=document).order_by("quote_start", "reference")


def commitments_of_partner(viewer: Viewer, partner: Partner) -> QuerySet[Commitment]:
    """The commitments to which a partner is a party."""
    return with_party(commitments(viewer), partner.pk)


def commitments_of_agreement(viewer: Viewer, agreement: Agreement) -> QuerySet[Commitment]:
    """The commitments under an agreement."""
    return commitments(viewer).filter(agreement=agreement)


def commitments_led_by(viewer: Viewer, unit: Unit) -> QuerySet[Commitment]:
    """The commitments that a unit leads."""
    return commitments(viewer).filter(lead=unit)


def commitments_coordinated_by(viewer: Viewer, unit: Unit) -> QuerySet[Commitment]:
    """The commitments that a unit helps to keep."""
    return with_coordinating(commitments(viewer), unit.pk)


def counterparts(viewer: Viewer, commitment: Commitment) -> QuerySet[Commitment]:
    """The other side's undertakings that answer this one, whichever way they were tied."""
    tied = Q(counterpart=commitment) | Q(counterparts=commitment)
    return commitments(viewer).filter(tied).exclude(pk=commitment.pk).distinct()


def requests_of_document(viewer: Viewer, document: Document) -> QuerySet[PartnerRequest]:
    """The requests quoted from a document."""
    return requests(viewer).filter(document=document).order_by("quote_start", "reference")


def requests_of_partner(viewer: Viewer, partner: Partner) -> QuerySet[PartnerRequest]:
    """What we asked of a partner, and what it asked of us."""
    return requests(viewer).filter(partner=partner)


def obstacles_of_document(viewer: Viewer, document: Document) -> QuerySet[Obstacle]:
    """The obstacles quoted from a document."""
    return obstacles(viewer).filter(document=document).order_by("quote_start", "reference")


def obstacles_of_partner(viewer: Viewer, partner: Partner) -> QuerySet[Obstacle]:
    """What blocks cooperation with a partner."""
    return obstacles(viewer).filter(partner=partner)


def agreements_of_partner(viewer: Viewer, partner: Partner) -> QuerySet[Agreement]:
    """The agreements to which a partner is a party."""
    return with_agreement_party(agreements(viewer), partner.pk)


def activities_of_partner(viewer: Viewer, partner: Partner) -> QuerySet[Activity]:
    """The visits, talks, calls with a partner."""
    return with_activity_partner(activities(viewer), partner.pk)


def activities_of_document(viewer: Viewer, document: Document | int) -> QuerySet[Activity]:
    """The activities that a document came out of."""
    return activities(viewer).filter(documents=document)


def activities_of_agreement(viewer: Viewer, agreement: Agreement) -> QuerySet[Activity]:
    """The activities whose documents are those of an agreement: where it was signed."""
    shared = Activity.documents.through.objects.filter(document__agreements=agreement)
    return activities(viewer).filter(pk__in=shared.values("activity"))


# Filters.


def with_party(rows: QuerySet[Commitment], code: str) -> QuerySet[Commitment]:
    """Those to which the partner is a party."""
    return _if(rows, code, Exists(_sides().filter(partner=code)))


def with_undertaking_of(rows: QuerySet[Commitment], side: str) -> QuerySet[Commitment]:
    """``ours``: only the home country undertakes; ``theirs``: only others; ``joint``: both.

    ``unsaid``: nobody is named as undertaking it.
    """
    home = Exists(_sides().filter(undertakes=True, partner__is_home=True))
    others = Exists(_sides().filter(undertakes=True, partner__is_home=False))
    wanted = {
        "ours": Q(home) & ~Q(others),
        "theirs": ~Q(home) & Q(others),
        "unsaid": ~Q(home) & ~Q(others),
    }
    return _if(rows, side, wanted.get(side, Q(home) & Q(others)))


def with_sector(rows: QuerySet[Commitment], code: str) -> QuerySet[Commitment]:
    """Those in the sector."""
    through = Commitment.sectors.through.objects.filter(commitment=OuterRef("pk"))
    return _if(rows, code, Exists(through.filter(sector=code)))


def with_driver(rows: QuerySet[Commitment], driver: str) -> QuerySet[Commitment]:
    """Those with a sector of the traditional or the new growth driver."""
    through = Commitment.sectors.through.objects.filter(commitment=OuterRef("pk"))
    return _if(rows, driver, Exists(through.filter(sector__driver=driver)))


def with_coordinating(rows: QuerySet[Commitment], unit: str) -> QuerySet[Commitment]:
    """Those that the unit coordinates."""
    through = Commitment.coordinating.through.objects.filter(commitment=OuterRef("pk"))
    return _if(rows, unit, Exists(through.filter(unit=unit)))


def with_agreement_party(rows: QuerySet[Agreement], code: str) -> QuerySet[Agreement]:
    """Those to which the partner is a party."""
    through = Agreement.parties.through.objects.filter(agreement=OuterRef("pk"))
    return _if(rows, code, Exists(through.filter(partner=code)))


def with_activity_partner(rows: QuerySet[Activity], code: str) -> QuerySet[Activity]:
    """Those with the partner."""
    through = Activity.partners.through.objects.filter(activity=OuterRef("pk"))
    return _if(rows, code, Exists(through.filter(partner=code)))


def taking_place_from(rows: QuerySet[Activity], day: date) -> QuerySet[Activity]:
    """Those that have not ended before ``day``."""
    return rows.filter(Q(end__gte=day) | Q(end__isnull=True, start__gte=day))


def due_from(rows: QuerySet[M], day: date | None) -> QuerySet[M]:
    """Those due on ``day`` or later."""
    return rows.filter(due__gte=day) if day else rows


def due_until(rows: QuerySet[M], day: date | None) -> QuerySet[M]:
    """Those due on ``day`` or earlier."""
    return rows.filter(due__lte=day) if day else rows


def live(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Those still to be kept: neither done, stopped nor superseded."""
    return rows.filter(state__in=LIVE_STATES)


def overdue(rows: QuerySet[Commitment], today: date | None = None) -> QuerySet[Commitment]:
    """Those still to be kept whose due date has passed."""
    return live(rows).filter(due__lt=today or timezone.localdate())


def in_timeliness(rows: QuerySet[Commitment], value: str) -> QuerySet[Commitment]:
    """``overdue``, ``in_time`` or ``no_due_date`` among those still to be kept."""
    if value == "overdue":
        return overdue(rows)
    if value == "in_time":
        return live(rows).filter(due__gte=timezone.localdate())
    return live(rows).filter(due__isnull=True) if value == "no_due_date" else rows


def _if(rows: QuerySet[M], value: str, condition: Any) -> QuerySet[M]:
    return rows.filter(condition) if value else rows


def _sides() -> QuerySet[CommitmentParty]:
    return CommitmentParty.objects.filter(commitment=OuterRef("pk"))


# Values, as the forms and history have them.


def commitment_values(commitment: Commitment) -> CommitmentValues:
    """What a person may change about a commitment."""
    sides = sorted(commitment.sides.all(), key=lambda side: side.partner_id)
    return CommitmentValues(
        text=commitment.text,
        parties=tuple(side.partner_id for side in sides),
        undertaking=tuple(side.partner_id for side in sides if side.undertakes),
        lead=commitment.lead_id,
        coordinating=tuple(sorted(unit.pk for unit in commitment.coordinating.all())),
        sectors=tuple(sorted(sector.pk for sector in commitment.sectors.all())),
        agreement=commitment.agreement_id,
        due=commitment.due,
        due_text=commitment.due_text,
        deliverable=commitment.deliverable,
        discrete=commitment.discrete,
        measurable=commitment.measurable,
        inferred=tuple(commitment.inferred),
    )


def request_values(request: PartnerRequest) -> RequestValues:
    """What a person may change about a request."""
    return RequestValues(
        text=request.text,
        direction=request.direction,
        partner=request.partner_id,
        due=request.due,
        due_text=request.due_text,
    )


def obstacle_values(obstacle: Obstacle) -> ObstacleValues:
    """What a person may change about an obstacle."""
    return ObstacleValues(
        text=obstacle.text,
        partner=obstacle.partner_id,
        area=obstacle.area,
        kind=obstacle.kind,
        hs=codes_of(obstacle),
        sectors=sectors_of(obstacle),
        affected=obstacle.affected,
        pending_unit=obstacle.pending_unit_id,
        pending_text=obstacle.pending_text,
        pending_since=obstacle.pending_since,
        lead=obstacle.lead_id,
        person=obstacle.person.username if obstacle.person else None,
        priority=obstacle.priority,
        next_step=obstacle.next_step,
        next_step_on=obstacle.next_step_on,
        estimated=obstacle.estimated,
    )


def agreement_values(agreement: Agreement) -> AgreementValues:
    """What a person may change about an agreement."""
    return AgreementValues(
        name_vi=agreement.name_vi,
        name_en=agreement.name_en,
        short=agreement.short,
        kind=agreement.kind,
        type=agreement.type,
        parties=tuple(sorted(partner.pk for partner in agreement.parties.all())),
        stages=tuple((stage.stage, stage.date) for stage in agreement.stages.all()),
        lead=agreement.lead_id,
        person=agreement.person.username if agreement.person else None,
        expires=agreement.expires,
        renewal=agreement.renewal,
        renewal_months=agreement.renewal_months,
        notice=agreement.notice,
        notice_in=agreement.notice_in,
        review_first=agreement.review_first,
        review_months=agreement.review_months,
        review_held=agreement.review_held,
        next_step=agreement.next_step,
        next_step_on=agreement.next_step_on,
        **{kind: keys_of(agreement.links.all(), kind) for kind in LINKS},
    )


def activity_values(activity: Activity) -> ActivityValues:
    """What a person may change about an activity."""
    return ActivityValues(
        text=activity.text,
        kind=activity.kind,
        partners=tuple(sorted(partner.pk for partner in activity.partners.all())),
        start=activity.start,
        end=activity.end,
        level=activity.level,
        lead=activity.lead_id,
        place=activity.place,
        participants=activity.participants,
    )
