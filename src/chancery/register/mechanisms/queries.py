"""Questions about mechanisms: who holds which role today, what comes, what was agreed in sessions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from chancery.documents.access import documents
from chancery.documents.models import Document
from chancery.partners.models import Partner
from chancery.people.access import Concerns, Viewer, visible
from chancery.people.written_question import all_of
from chancery.register import access
from chancery.register.mechanisms.standing import Due, Standing, last_held, standing
from chancery.register.mechanisms.values import (
    InitiativeValues,
    MechanismValues,
    RoleValues,
    SessionValues,
)
from chancery.register.models import (
    Activity,
    Commitment,
    Initiative,
    Mechanism,
    MechanismRole,
    MechanismSession,
)

SOON = timedelta(days=60)
"""How far ahead a planned session is shown on Today."""


def mechanisms(viewer: Viewer) -> QuerySet[Mechanism]:
    """Those the person may know of: its units and the missions to its partners are concerned."""
    concerns = Concerns(units=("lead",), many_units=("coordinating",), many_partners=("partners",))
    return visible(viewer, Mechanism, concerns).select_related("lead", "held_by")


def listed(viewer: Viewer) -> QuerySet[Mechanism]:
    """The same with its partners, roles and sessions; what a session names is asked apart."""
    roles = MechanismRole.objects.select_related("partner")
    return mechanisms(viewer).prefetch_related(
        "partners", "coordinating", Prefetch("mechanismroles", roles), "mechanismsessions"
    )


def initiatives(viewer: Viewer) -> QuerySet[Initiative]:
    """Those the person may know of, in mechanisms that they may know of.

    Its own unit and the missions to who put it forward or supports it are concerned.
    """
    concerns = Concerns(units=("lead",), partner="proposed_by", many_partners=("partners",))
    rows = visible(viewer, Initiative, concerns)
    known = mechanisms(viewer).order_by().values("pk")
    joined = ("mechanism", "session", "proposed_by", "lead", "held_by")
    return rows.filter(mechanism__in=known).select_related(*joined)


def with_partner(rows: QuerySet[Mechanism], code: str) -> QuerySet[Mechanism]:
    """Those with the partner."""
    through = Mechanism.partners.through.objects.filter(partner=code)
    return rows.filter(pk__in=through.values("mechanism"))


def of_partner(viewer: Viewer, partner: Partner) -> list[Mechanism]:
    """The mechanisms with a partner, and those of the blocs it belongs to."""
    codes = [partner.pk, *partner.blocs.filter(end="").values_list("bloc", flat=True)]
    through = Mechanism.partners.through.objects.filter(partner__in=codes)
    return list(listed(viewer).filter(pk__in=through.values("mechanism")))


def standing_of(mechanism: Mechanism, today: date | None = None) -> Standing:
    """How its next session stands. Wants its sessions fetched, as by ``listed``."""
    return standing(mechanism, sessions_of(mechanism), today or timezone.localdate())


def sessions_of(mechanism: Mechanism) -> list[MechanismSession]:
    """Its sessions; one query where they were not fetched."""
    return list(mechanism.mechanismsessions.all())


def last_of(mechanism: Mechanism) -> MechanismSession | None:
    """The last session held. Wants ``listed``."""
    return last_held(sessions_of(mechanism))


def roles_on(mechanism: Mechanism, day: date | None = None) -> list[MechanismRole]:
    """The roles in force on a day. Wants ``listed``."""
    on = day or timezone.localdate()
    return [
        role
        for role in mechanism.mechanismroles.all()
        if (role.start is None or role.start <= on) and (role.end is None or role.end >= on)
    ]


def our_roles(mechanism: Mechanism, day: date | None = None) -> list[MechanismRole]:
    """What we are in it on a day."""
    return [role for role in roles_on(mechanism, day) if role.partner.is_home]


def chairs(mechanism: Mechanism, day: date | None = None) -> list[MechanismRole]:
    """Who holds the chair on a day."""
    chair = MechanismRole.Role.CHAIR
    return [role for role in roles_on(mechanism, day) if role.role == chair]


def whose_session_is(rows: QuerySet[Mechanism], due: str) -> QuerySet[Mechanism]:
    """Those whose next session stands so; asked in Python: there are tens of them, not thousands."""
    found = Mechanism.objects.filter(pk__in=rows.order_by().values("pk"))
    keys = [
        row.pk
        for row in found.prefetch_related("mechanismsessions")
        if standing_of(row).due == due
    ]
    return rows.filter(pk__in=keys)


def where_we_are(rows: QuerySet[Mechanism], role: str) -> QuerySet[Mechanism]:
    """Those in which we hold this role today."""
    today = timezone.localdate()
    held = MechanismRole.objects.filter(
        Q(start__isnull=True) | Q(start__lte=today), Q(end__isnull=True) | Q(end__gte=today)
    )
    ours = held.filter(role=role, partner__is_home=True)
    return rows.filter(pk__in=ours.values("mechanism"))


@dataclass(frozen=True, slots=True)
class Coming:
    """A session ahead, or one that should have been written down or held; ``day`` may have passed."""

    mechanism: Mechanism
    standing: Standing
    day: date

    @property
    def waits(self) -> bool:
        """Somebody should say what became of it, or set a day."""
        return self.standing.due in {Due.UNCONFIRMED, Due.LATE}


def coming(rows: Iterable[Mechanism], *, until: date, today: date | None = None) -> list[Coming]:
    """The next session of each, up to a day, the earliest first; what passed and waits before all."""
    now = today or timezone.localdate()
    stand = [(row, standing_of(row, now)) for row in rows]
    found = [Coming(row, s, s.day) for row, s in stand if s.day is not None and s.day <= until]
    return sorted(found, key=lambda one: (one.day, one.mechanism.reference))


def for_desk(viewer: Viewer) -> list[Coming]:
    """What a person's units lead and should look at: sessions soon, unsaid or late."""
    found = coming(all_of(_of_desk, viewer), until=timezone.localdate() + SOON)
    return [one for one in found if one.waits or one.standing.due == Due.PLANNED]


def _of_desk(viewer: Viewer) -> QuerySet[Mechanism]:
    units = Q(lead__in=viewer.own_units) | Q(lead__isnull=True, held_by__in=viewer.own_units)
    return mechanisms(viewer).filter(units).prefetch_related("mechanismsessions")


def planned_for(viewer: Viewer, *, days: int) -> QuerySet[MechanismSession]:
    """Sessions planned from today on in mechanisms that the person's units lead or help with."""
    ours = Mechanism.coordinating.through.objects.filter(unit__in=viewer.own_units)
    led = Q(lead__in=viewer.own_units) | Q(lead__isnull=True, held_by__in=viewer.own_units)
    rows = mechanisms(viewer).filter(led | Q(pk__in=ours.values("mechanism")))
    today = timezone.localdate()
    planned = MechanismSession.objects.filter(
        mechanism__in=rows.order_by().values("pk"),
        held__isnull=True,
        planned__gte=today,
        planned__lte=today + timedelta(days=days),
    )
    return planned.select_related("mechanism").order_by("planned", "pk")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a session is tied to that the person may know of."""

    activity: Activity | None
    documents: list[Document]
    commitments: list[Commitment]


def seen_of(viewer: Viewer, sessions: Iterable[MechanismSession]) -> dict[int, Seen]:
    """By session: its activity, documents, and the commitments tied to it or made in its papers.

    Six queries, whatever the number of sessions.
    """
    rows = {row.pk: row for row in sessions}
    meetings = access.activities(viewer).in_bulk(
        {row.activity_id for row in rows.values() if row.activity_id}
    )
    papers = _pairs(MechanismSession.documents.through, "document_id", rows)
    of_meetings = _of_activities(list(meetings))
    tied = _pairs(MechanismSession.commitments.through, "commitment_id", rows)
    named = {key: papers[key] | of_meetings.get(rows[key].activity_id, set()) for key in rows}
    all_papers = set().union(*named.values())
    known = documents(viewer).in_bulk(all_papers)
    made = access.commitments(viewer).filter(
        Q(pk__in=set().union(*tied.values())) | Q(document__in=all_papers)
    )
    found = list(made.order_by("reference"))
    return {
        key: Seen(
            meetings.get(row.activity_id) if row.activity_id else None,
            [known[pk] for pk in sorted(papers[key]) if pk in known],
            [one for one in found if one.pk in tied[key] or one.document_id in named[key]],
        )
        for key, row in rows.items()
    }


def _pairs(through: Any, column: str, rows: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {key: set() for key in rows}
    asked = through.objects.filter(mechanismsession__in=list(found))
    for session, other in asked.values_list("mechanismsession_id", column):
        found[session].add(other)
    return found


def _of_activities(keys: list[int]) -> dict[int | None, set[int]]:
    found: dict[int | None, set[int]] = {}
    rows = Activity.documents.through.objects.filter(activity__in=keys)
    for activity, document in rows.values_list("activity_id", "document_id"):
        found.setdefault(activity, set()).add(document)
    return found


# Values, as the forms and history have them.


def mechanism_values(row: Mechanism) -> MechanismValues:
    """What its form shows."""
    return MechanismValues(
        text=row.text,
        kind=row.kind,
        partners=tuple(sorted(partner.pk for partner in row.partners.all())),
        name_en=row.name_en,
        lead=row.lead_id,
        coordinating=tuple(sorted(unit.pk for unit in row.coordinating.all())),
        frequency=row.frequency,
        about=row.about,
        ended=row.ended,
    )


def role_values(row: MechanismRole) -> RoleValues:
    """What its form shows."""
    return RoleValues(row.role, row.partner_id, row.start, row.end, row.note)


def session_values(row: MechanismSession) -> SessionValues:
    """All of it, whoever looks: forms take ``seen_values``."""
    return SessionValues(
        number=row.number,
        planned=row.planned,
        held=row.held,
        place=row.place,
        level=row.level,
        activity=row.activity_id,
        documents=tuple(sorted(row.documents.values_list("pk", flat=True))),
        commitments=tuple(
            row.commitments.order_by("reference").values_list("reference", flat=True)
        ),
        preparation=row.preparation,
        outcome=row.outcome,
    )


def initiative_values(row: Initiative) -> InitiativeValues:
    """What its form shows."""
    return InitiativeValues(
        text=row.text,
        mechanism=row.mechanism_id,
        proposed_by=row.proposed_by_id,
        session=row.session_id,
        partners=tuple(sorted(partner.pk for partner in row.partners.all())),
        lead=row.lead_id,
        day=row.day,
        notes=row.notes,
    )
