"""Questions about contacts and interactions: who may know of them, what of them may be shown.

Lists take the same number of queries whatever their length; what a person may not know of is not
there, nor is it counted in "last met".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone

from chancery.partners.models import Partner
from chancery.people.access import OVERSEERS, Concerns, Viewer, visible
from chancery.people.models import Area, Unit
from chancery.register import access
from chancery.register.contacts.retention import retention
from chancery.register.contacts.values import ContactValues, InteractionValues
from chancery.register.models import Contact, Interaction, Record

DISCUSSED = ("commitments", "obstacles", "opportunities", "activities")
"""What an interaction may be about, each a field of it and a function of ``access``."""
QUIET = timedelta(days=365)
"""How long nobody met a contact before a list calls it quiet."""
_SHOWN_TO = "shows_personal"
_GONE = Q(basis=Contact.Basis.WITHDRAWN) | Q(erased_at__isnull=False)


def contacts(viewer: Viewer) -> QuerySet[Contact]:
    """Those the person may know of: the missions to the partner are concerned.

    Each says in ``personal_of`` whether e-mail, telephone and address are for this person, and in
    ``organisation_name`` where it belongs, if the person may know of that too.
    """
    rows = visible(viewer, Contact, Concerns(partner="partner"))
    theirs = rows.filter(pk=OuterRef("organisation")).order_by()
    return rows.select_related("partner", "held_by").annotate(
        **{_SHOWN_TO: _for_whom(viewer)},
        organisation_name=Subquery(theirs.values("text")[:1]),
    )


def _for_whom(viewer: Viewer) -> Case:
    """Writers of the unit that keeps it, of those that cover its partner, of those that oversee."""
    units = [unit for unit in viewer.roles if viewer.writes_for(unit)]
    covers = Area.objects.filter(unit__in=units, partner=OuterRef("partner"))
    oversees = Unit.objects.filter(pk__in=units, kind__in=OVERSEERS)
    theirs = Q(held_by__in=units) | Q(Exists(covers)) | Q(Exists(oversees))
    no = Value(False)
    yes = Value(True)
    return Case(
        When(_GONE, then=no), When(theirs, then=yes), default=no, output_field=BooleanField()
    )


@dataclass(frozen=True, slots=True)
class Personal:
    """How a contact is reached."""

    email: str
    telephone: str
    address: str


def personal_of(contact: Contact) -> Personal | None:
    """How it is reached, where that is for who asked for the row; None for everybody else."""
    if not getattr(contact, _SHOWN_TO, False):
        return None
    return Personal(contact.email, contact.telephone, contact.address)


def usable(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """Those that may be met again: neither withdrawn nor erased."""
    return rows.exclude(_GONE)


def found_by(rows: QuerySet[Contact], fits: Q, text: str) -> QuerySet[Contact]:
    """Those that ``fits``, or whose e-mail or telephone holds the text, where that is shown."""
    reached = Q(email__icontains=text) | Q(telephone__icontains=text)
    return rows.filter(fits | (Q(**{_SHOWN_TO: True}) & reached))


def with_days(viewer: Viewer, rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """With ``last_met`` as far as the person may know, and ``since``, which keeping counts from.

    ``since`` looks at every interaction: how long a contact is kept is the same for everybody.
    """
    known = interactions(viewer).order_by().values("pk")
    every = Interaction.contacts.through.objects.filter(contact=OuterRef("pk"))
    theirs = every.filter(interaction__in=known)
    recorded = TruncDate("created_at")
    return rows.annotate(
        last_met=Subquery(theirs.order_by("-interaction__day").values("interaction__day")[:1]),
        since=Greatest(
            recorded,
            Coalesce("reviewed_on", recorded),
            Coalesce(
                Subquery(every.order_by("-interaction__day").values("interaction__day")[:1]),
                recorded,
            ),
        ),
    )


def listed(viewer: Viewer) -> QuerySet[Contact]:
    """The list: with their days and sectors."""
    return with_days(viewer, contacts(viewer)).prefetch_related("sectors")


def kept_until(contact: Contact) -> date | None:
    """The last day on which it may be kept; None for organisations and what is gone.

    Wants ``since`` (see ``with_days``).
    """
    if contact.kept_until is not None or not _is_kept_by_rule(contact):
        return contact.kept_until
    return retention().until(contact.basis, contact.since)  # type: ignore[attr-defined] # annotated


def _is_kept_by_rule(contact: Contact) -> bool:
    """A person whose consent stands."""
    return contact.basis in retention().months and contact.erased_at is None


def run_out_before(rows: QuerySet[Contact], day: date) -> QuerySet[Contact]:
    """Persons whose keeping ends before that day; wants ``since``."""
    rule = retention()
    ends = Q(kept_until__lt=day)
    for basis in rule.months:
        ends |= Q(basis=basis, kept_until=None, since__lte=rule.latest_before(basis, day))
    return rows.filter(ends, basis__in=list(rule.months), erased_at=None)


def to_review(rows: QuerySet[Contact], today: date | None = None) -> QuerySet[Contact]:
    """What is due within the days of the definition, what has run out, and what was withdrawn."""
    end = (today or timezone.localdate()) + timedelta(days=retention().within + 1)
    due = run_out_before(rows, end).order_by().values("pk")
    withdrawn = Q(basis=Contact.Basis.WITHDRAWN, erased_at=None)
    return rows.filter(Q(pk__in=due) | withdrawn)


def quiet(rows: QuerySet[Contact], today: date | None = None) -> QuerySet[Contact]:
    """Those that nobody met for a year, or ever; wants ``last_met``."""
    since = (today or timezone.localdate()) - QUIET
    return usable(rows).filter(Q(last_met=None) | Q(last_met__lt=since))


def contacts_of_partner(viewer: Viewer, partner: Partner) -> QuerySet[Contact]:
    """Whom we know there, those met last first."""
    rows = listed(viewer).filter(partner=partner, erased_at=None)
    return rows.order_by(Coalesce("last_met", date.min).desc(), "text", "pk")


def interactions(viewer: Viewer) -> QuerySet[Interaction]:
    """Those the person may know of: our units that took part, who takes the next step, and the
    missions to the partner are concerned."""
    concerns = Concerns(units=("next_unit",), many_units=("units",), partner="partner")
    rows = visible(viewer, Interaction, concerns)
    return rows.select_related("partner", "held_by", "next_unit")


def with_parts(viewer: Viewer, rows: QuerySet[Interaction]) -> QuerySet[Interaction]:
    """With ``known``: the contacts that the person may know of; and with units and sectors."""
    known = Prefetch("contacts", contacts(viewer), to_attr="known")
    return rows.prefetch_related(known, "units", "sectors")


def interactions_of(viewer: Viewer, contact: Contact) -> QuerySet[Interaction]:
    """When a contact was met, or somebody of the organisation; the newest first."""
    met = Interaction.contacts.through.objects.filter(contact=contact).values("interaction")
    members = Interaction.contacts.through.objects.filter(contact__organisation=contact)
    rows = interactions(viewer).filter(Q(pk__in=met) | Q(pk__in=members.values("interaction")))
    return with_parts(viewer, rows)


def interactions_of_partner(viewer: Viewer, partner: Partner) -> QuerySet[Interaction]:
    """The newest first."""
    return with_parts(viewer, interactions(viewer).filter(partner=partner))


def records_discussed(viewer: Viewer, interaction: Interaction) -> list[Record]:
    """What it was about, as far as the person may know; four queries."""
    return [
        row
        for name in DISCUSSED
        for row in getattr(access, name)(viewer).filter(
            pk__in=getattr(interaction, name).values("pk")
        )
    ]


def contact_values(contact: Contact) -> ContactValues:
    """What its form shows."""
    return ContactValues(
        text=contact.text,
        kind=contact.kind,
        partner=contact.partner_id,
        organisation=contact.organisation.reference if contact.organisation else None,
        office=contact.office,
        languages=contact.languages,
        email=contact.email,
        telephone=contact.telephone,
        address=contact.address,
        sectors=tuple(sorted(sector.pk for sector in contact.sectors.all())),
        basis=contact.basis,
        basis_on=contact.basis_on,
        basis_means=contact.basis_means,
        kept_until=contact.kept_until,
    )


def interaction_values(row: Interaction) -> InteractionValues:
    """What its form shows; a form leaves out what its reader may not know of."""
    return InteractionValues(
        text=row.text,
        kind=row.kind,
        day=row.day,
        partner=row.partner_id,
        contacts=_references(row.contacts),
        theirs=row.theirs,
        units=tuple(sorted(unit.pk for unit in row.units.all())),
        people=row.people,
        place=row.place,
        summary=row.summary,
        sectors=tuple(sorted(sector.pk for sector in row.sectors.all())),
        next_step=row.next_step,
        next_step_on=row.next_step_on,
        next_unit=row.next_unit_id,
        records=tuple(
            sorted(key for name in DISCUSSED for key in _references(getattr(row, name)))
        ),
    )


def _references(rows: Any) -> tuple[str, ...]:
    found: Sequence[str] = rows.order_by("reference").values_list("reference", flat=True)
    return tuple(found)
