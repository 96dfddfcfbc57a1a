"""What taking an IATI file would do, activity by activity; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chancery.intake.iati.errors import IatiProblem
from chancery.intake.iati.mapping import NONE, IatiTable, table
from chancery.intake.iati.reading import FUNDING, Activity, Transaction, read_activity
from chancery.intake.iati.stream import IatiLimits, activities
from chancery.partners.models import Partner, Sector
from chancery.people.access import Viewer
from chancery.register import access
from chancery.register.models import Mergeable, Project, ProjectEntry
from chancery.register.projects.values import EntryValues, ImportedProject, ProjectValues
from chancery.register.values import Guard

CHUNK = 500
USUAL = IatiLimits()
HERE = 100
"""Percent of an activity that must be for the home country: else its sums are not ours."""


class Fate(StrEnum):
    """What becomes of an activity."""

    NEW = "new"
    MORE = "more"
    KNOWN = "known"
    OTHERS = "others"
    SHARED = "shared"
    ELSEWHERE = "elsewhere"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class IatiWanted:
    """Who will hold the projects; partner and kind where the file does not say."""

    guard: Guard
    partner: str
    kind: str = "other"


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """One activity: what would be written; ``of`` is the project that stands."""

    line: int
    identifier: str
    title: str
    fate: Fate
    project: ImportedProject | None = None
    of: int | None = None
    differs: tuple[str, ...] = ()
    problems: tuple[IatiProblem, ...] = ()


@dataclass(slots=True)
class IatiPlan:
    """A whole file. ``unused`` counts what goes into no ledger, with the reason."""

    wanted: IatiWanted
    rows: list[PlannedActivity] = field(default_factory=list)
    unused: Counter[tuple[str, str]] = field(default_factory=Counter)
    rounded: int = 0

    @property
    def to_take(self) -> list[PlannedActivity]:
        """Those that bring something."""
        return [row for row in self.rows if row.project is not None]

    @property
    def entries(self) -> int:
        """How many lines of ledgers would be written."""
        return sum(len(row.project.entries) for row in self.rows if row.project)

    @property
    def counts(self) -> dict[str, int]:
        """How many activities of each fate."""
        found = Counter(row.fate for row in self.rows)
        return {fate.value: found[fate] for fate in Fate}

    @property
    def problems(self) -> list[IatiProblem]:
        """All errors, in the order of the file."""
        return [problem for row in self.rows for problem in row.problems]


@dataclass(frozen=True, slots=True)
class _Known:
    """The projects that the person may know of, by identifier, and their entries by origin."""

    projects: Mapping[str, int]
    entries: Mapping[int, Mapping[str, ProjectEntry]]
    others: frozenset[int] = frozenset()
    """Held by a unit that the person does not write for."""


def plan_iati(data: bytes, wanted: IatiWanted, by: Viewer, limits: IatiLimits = USUAL) -> IatiPlan:
    """Read the file and put each activity beside the projects that the person may know of."""
    found = [read_activity(node) for node in activities(data, limits)]
    plan = IatiPlan(wanted, rounded=sum(activity.rounded for activity in found))
    known, rules = _known(found, by), table()
    partners = dict(Partner.objects.values_list("code", "is_home"))
    home = next((code for code, is_home in partners.items() if is_home), "")
    sectors = frozenset(Sector.objects.values_list("code", flat=True))
    first: dict[str, int] = {}
    for activity in found:
        before = first.setdefault(activity.identifier, activity.line)
        if activity.identifier and before != activity.line:
            said = _("the same identifier stands in line %(line)s") % {"line": before}
            activity.problems.append(
                IatiProblem(
                    activity.line,
                    "<iati-identifier>",
                    activity.identifier,
                    said,
                    _("the second is left out"),
                )
            )
        is_second = before != activity.line
        maker = _Maker(plan, rules, known, home, frozenset(partners) - {home}, sectors)
        plan.rows.append(maker.row(activity, is_second=is_second))
    return plan


@dataclass(frozen=True, slots=True)
class _Maker:
    plan: IatiPlan
    rules: IatiTable
    known: _Known
    home: str
    partners: frozenset[str]
    sectors: frozenset[str]

    def row(self, activity: Activity, *, is_second: bool) -> PlannedActivity:
        """What becomes of one activity."""
        if is_second or not activity.identifier or not activity.title:
            return self._told(activity, Fate.ERROR)
        ours = [row for row in activity.transactions if self._is_ours(activity, row)]
        if self.home not in activity.countries and not ours:
            return self._told(activity, Fate.ELSEWHERE)
        if not ours and activity.transactions:
            return self._told(activity, Fate.SHARED)
        return self._ours(activity, ours)

    def _ours(self, activity: Activity, ours: list[Transaction]) -> PlannedActivity:
        """One that is for us, beside what stands."""
        self._count_plans(activity)
        of = self.known.projects.get(activity.identifier)
        if of in self.known.others:
            return self._told(activity, Fate.OTHERS, of=of)
        there = self.known.entries.get(of, {}) if of else {}
        entries, differs = self._entries(ours, there)
        if of is None:
            made = ImportedProject(
                tuple(entries),
                self._values(activity),
                self.rules.stages.get(activity.status, "proposed"),
            )
            return self._told(activity, Fate.NEW, made)
        if not entries:
            return self._told(activity, Fate.KNOWN, of=of, differs=differs)
        more = ImportedProject(tuple(entries), known=of)
        return self._told(activity, Fate.MORE, more, of=of, differs=differs)

    def _told(
        self,
        activity: Activity,
        fate: Fate,
        project: ImportedProject | None = None,
        *,
        of: int | None = None,
        differs: tuple[str, ...] = (),
    ) -> PlannedActivity:
        silent = fate == Fate.ELSEWHERE  # what concerns others need not be mended
        return PlannedActivity(
            activity.line,
            activity.identifier,
            activity.title,
            fate,
            project,
            of,
            differs,
            () if silent else tuple(activity.problems),
        )

    def _is_ours(self, activity: Activity, row: Transaction) -> bool:
        """A transaction may name its own country; else the whole activity must be for ours."""
        if row.countries:
            return row.countries == {self.home}
        return activity.countries == {self.home: HERE}

    def _count_plans(self, activity: Activity) -> None:
        for name, number in activity.plans.items():
            if number:
                self.plan.unused[name, self.rules.plans[name].why] += number

    def _entries(
        self, rows: list[Transaction], there: Mapping[str, ProjectEntry]
    ) -> tuple[list[EntryValues], tuple[str, ...]]:
        """The new lines, and what stands there that the file now says otherwise."""
        made: list[EntryValues] = []
        differs: list[str] = []
        for row in rows:
            rule = self.rules.transactions.get(row.type)
            if rule is None or rule.ledger == NONE:
                why = rule.why if rule else _("no such type of transaction")
                self.plan.unused[f"transaction {row.type}", why] += 1
                continue
            before = there.get(row.origin)
            if before is None:
                made.append(self._entry(row, rule.ledger))
            elif _says_otherwise(before, row):
                now = f"{row.day} {row.amount.normalize():f} {row.currency}"
                words = _("line %(line)s: %(before)s stands here, the file says %(now)s")
                differs.append(words % {"line": row.line, "before": before, "now": now})
        return made, tuple(differs)

    def _entry(self, row: Transaction, ledger: str) -> EntryValues:
        partner = self.rules.partner(row.provider) if row.provider else ""
        reduces = row.amount < 0
        return EntryValues(
            ledger=ledger,
            day=row.day,
            amount=row.amount,
            currency=row.currency,
            partner=partner if partner in self.partners else None,
            source=_("IATI, transaction %(ref)s") % {"ref": row.ref} if row.ref else "IATI",
            reason=_("a reduction, as the file reports it") if reduces else "",
            origin=row.origin,
        )

    def _values(self, activity: Activity) -> ProjectValues:
        names = dict.fromkeys(org.name for org in activity.orgs if org.name)
        found = self.rules.kind(activity.aid, activity.finance, activity.flow)
        sectors = dict.fromkeys(self.rules.sector(code) for code in activity.sectors)
        return ProjectValues(
            text=activity.title,
            name_en=activity.title_en,
            kind=found or self.plan.wanted.kind,
            partners=self._funders(activity),
            agencies="; ".join(names)[:300],
            sectors=tuple(sector for sector in sectors if sector in self.sectors),
            identifier=activity.identifier,
            start_planned=activity.days.get("start_planned"),
            end_planned=activity.days.get("end_planned"),
            start_actual=activity.days.get("start_actual"),
            end_actual=activity.days.get("end_actual"),
        )

    def _funders(self, activity: Activity) -> tuple[str, ...]:
        """Who funds it, as far as the identifiers say; else the partner chosen for the file."""
        refs = [org.ref for org in activity.orgs if org.role == FUNDING and org.ref]
        found = dict.fromkeys(self.rules.partner(ref) for ref in refs)
        return tuple(code for code in found if code in self.partners) or (
            self.plan.wanted.partner,
        )


def _says_otherwise(before: ProjectEntry, row: Transaction) -> bool:
    """What stands counts with its corrections: a person may have followed the file already."""
    now = before.amount + sum(line.amount for line in before.corrections.all())
    said = (before.day, before.currency, now)
    return said != (row.day, row.currency, row.amount)


def _known(found: list[Activity], by: Viewer) -> _Known:
    visible = access.projects(by)
    wanted = sorted({activity.identifier for activity in found if activity.identifier})
    projects: dict[str, int] = {}
    others: set[int] = set()
    entries: dict[int, dict[str, ProjectEntry]] = {}
    for at in range(0, len(wanted), CHUNK):
        some = visible.filter(identifier__in=wanted[at : at + CHUNK]).order_by("-pk")
        held = dict(some.values_list("pk", "held_by"))
        others |= {pk for pk, unit in held.items() if not by.writes_for(unit)}
        here = dict(some.values_list("identifier", "pk"))
        stay = _stayed(wanted[at : at + CHUNK], visible)
        here |= {name: row.pk for name, row in stay.items() if name not in here}
        others |= {row.pk for row in stay.values() if not by.writes_for(row.held_by_id)}
        projects |= here
        stays = _with_merged(here.values())
        lines = ProjectEntry.objects.filter(project__in=list(stays)).exclude(origin="")
        for line in lines.prefetch_related("corrections"):
            entries.setdefault(stays[line.project_id], {})[line.origin] = line
    return _Known(projects, entries, frozenset(others))


def _stayed(wanted: list[str], visible: QuerySet[Project]) -> dict[str, Project]:
    """By identifiers of projects that turned out to be another one: that one."""
    found: dict[str, int] = {}
    merged = Project.objects.filter(identifier__in=wanted, merged_into__isnull=False)
    for gone in merged.select_related("merged_into"):
        row: Mergeable = gone
        while row.merged_into is not None:
            row = row.merged_into
        found[gone.identifier] = row.pk
    known = visible.in_bulk(list(found.values()))
    return {name: known[pk] for name, pk in found.items() if pk in known}


def _with_merged(projects: Iterable[int]) -> dict[int, int]:
    """The projects and those merged into them, each with the one that stays."""
    stays = {pk: pk for pk in projects}
    layer = stays
    while layer:
        rows = Project.objects.filter(merged_into__in=list(layer))
        pairs = rows.values_list("pk", "merged_into")
        layer = {pk: stays[into] for pk, into in pairs if into is not None}
        stays = stays | layer
    return stays
