"""Questions about what upgrades contain, and how far it is delivered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from chancery.partners.models import Partner, RelationshipLevel
from chancery.people.access import Concerns, Viewer, visible
from chancery.register import access
from chancery.register.models import Commitment, CommitmentState, Pillar, Upgrade
from chancery.register.upgrades.values import UpgradeValues

_OUT = (CommitmentState.STOPPED, CommitmentState.SUPERSEDED)


def upgrades(viewer: Viewer) -> QuerySet[Upgrade]:
    """Those the person may know of: its lead unit and the missions to the partner are concerned."""
    rows = visible(viewer, Upgrade, Concerns(units=("lead",), partner="partner"))
    return rows.select_related("partner", "level", "lead", "held_by")


def counted(viewer: Viewer) -> QuerySet[Upgrade]:
    """The same for lists: ``done`` of the ``counted`` commitments that the person may know of."""
    of_it = Upgrade.commitments.through.objects.filter(
        upgrade=OuterRef("pk"), commitment__in=access.commitments(viewer)
    ).exclude(commitment__state__in=_OUT)
    done = of_it.filter(commitment__state=CommitmentState.DONE)
    return upgrades(viewer).annotate(counted=_number(of_it), done=_number(done))


def _number(rows: QuerySet[Any]) -> Coalesce:
    """How many of them, by the content they hang on."""
    whole = rows.order_by().values("upgrade").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(whole, output_field=IntegerField()), 0)


def with_commitments(viewer: Viewer) -> QuerySet[Upgrade]:
    """The same for pages, with the sectors, and the commitments that the person may know of."""
    return upgrades(viewer).prefetch_related("sectors", known_commitments(viewer))


def known_commitments(viewer: Viewer) -> Prefetch[str]:
    """The commitments that deliver it, as far as the person may know of them: ``known``."""
    rows = access.commitments(viewer).only("reference", "text", "state", "due", "sensitivity")
    return Prefetch("commitments", rows, to_attr="known")


@dataclass(frozen=True, slots=True)
class Delivery:
    """How many of its commitments are done, of those that still count."""

    done: int
    counted: int

    @property
    def percent(self) -> int | None:
        """Of 100; None where nothing was committed."""
        return round(100 * self.done / self.counted) if self.counted else None


def delivery_of(commitments: Iterable[Commitment]) -> Delivery:
    """Stopped and superseded ones do not count."""
    states = [row.state for row in commitments if row.state not in _OUT]
    return Delivery(states.count(CommitmentState.DONE), len(states))


@dataclass(frozen=True, slots=True)
class PillarOfAnUpgrade:
    """One pillar of one level: its contents in order, and their delivery together."""

    pillar: Pillar
    contents: list[Upgrade]
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Framework:
    """What the upgrade to one level contains; ``level`` is None for what no level opened."""

    level: RelationshipLevel | None
    pillars: list[PillarOfAnUpgrade]


def frameworks_of(viewer: Viewer, partner: Partner) -> list[Framework]:
    """The upgrades of a relationship, the latest first, each by pillar in their usual order."""
    rows = list(with_commitments(viewer).filter(partner=partner).order_by("reference"))
    levels = {row.level_id: row.level for row in rows}
    latest = sorted(levels, key=lambda key: _start(levels[key]), reverse=True)
    return [
        Framework(levels[key], _pillars([row for row in rows if row.level_id == key]))
        for key in latest
    ]


def _start(level: RelationshipLevel | None) -> str:
    return level.start if level else ""


def _pillars(rows: list[Upgrade]) -> list[PillarOfAnUpgrade]:
    by_pillar = {pillar: [r for r in rows if r.pillar == pillar] for pillar in Pillar}
    return [
        PillarOfAnUpgrade(pillar, some, delivery_of(_each_once(some)))
        for pillar, some in by_pillar.items()
        if some
    ]


def _each_once(rows: list[Upgrade]) -> Iterable[Commitment]:
    """One commitment may deliver several contents; it counts once for the pillar."""
    found: dict[int, Commitment] = {}
    for row in rows:
        found |= {one.pk: one for one in getattr(row, "known", ())}
    return found.values()


def upgrade_values(upgrade: Upgrade) -> UpgradeValues:
    """What its form shows."""
    return UpgradeValues(
        text=upgrade.text,
        partner=upgrade.partner_id,
        pillar=upgrade.pillar,
        level=upgrade.level_id,
        sectors=tuple(sorted(upgrade.sectors.values_list("pk", flat=True))),
        actions=upgrade.actions,
        before=upgrade.before,
        after=upgrade.after,
        after_on=upgrade.after_on,
        lead=upgrade.lead_id,
        commitments=tuple(
            upgrade.commitments.order_by("reference").values_list("reference", flat=True)
        ),
    )
