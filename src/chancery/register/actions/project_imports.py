"""Taking the projects and ledger lines of a file, all or none; taking the whole import back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import Entry, record_all
from chancery.people.access import Viewer
from chancery.register import access, rules
from chancery.register.actions.projects import columns_of
from chancery.register.actions.recording import told_of_new
from chancery.register.errors import StateError
from chancery.register.models import Project, ProjectEntry
from chancery.register.numbering import PROJECT, next_references
from chancery.register.projects.values import EntryValues, ImportedProject
from chancery.register.runs import (
    RegisterImport,
    check_can_take_back,
    import_of,
    new_key,
    tell_import,
)
from chancery.register.values import BY_HAND, Guard

WHAT = "projects"
BATCH = 500


@transaction.atomic
def take_projects(
    *,
    rows: Sequence[ImportedProject],
    guard: Guard,
    file: str,
    by: Viewer,
    left: Mapping[str, int] | None = None,
) -> RegisterImport:
    """Record new projects with their lines, and new lines of projects that stand.

    Nothing that stands is changed. History tells of each project, and in one event of the import,
    from which it is taken back.
    """
    rules.check_can_add(by, guard.held_by)
    if not rows:
        raise StateError(_("There is nothing to take: nothing of the file is new."))
    new = [row for row in rows if row.known is None]
    more = [row for row in rows if row.known is not None]
    key = new_key()
    references = next_references(PROJECT, len(new)) if new else []  # whoever comes second waits
    _check_unknown(new, by)
    lines = 0
    for some in _batches(list(zip(references, new, strict=True))):
        lines += _record(some, guard, key, file, by)
    lines += _add_lines(more, key, file, by)
    made = {"projects": len(new), "entries": lines}
    after = {"what": WHAT, "file": file, "held_by": guard.held_by, "made": made}
    tell_import("run", key, file, by, {**after, "left": dict(left or {})})
    run = import_of(by, key, WHAT)
    assert run is not None
    return run


@transaction.atomic
def take_back_projects(*, run: RegisterImport, by: Viewer) -> RegisterImport:
    """Take away the lines of an import and the projects it made that nobody has touched since."""
    check_can_take_back(by, run)
    visible = access.projects(by)
    kept: list[tuple[int, str, str]] = []
    corrected = ProjectEntry.objects.filter(corrects__run=run.key).values("project")
    lines = ProjectEntry.objects.filter(run=run.key, project__in=visible.values("pk"))
    free = lines.exclude(project__in=corrected)
    made = list(visible.filter(run=run.key).select_for_update())
    back = _told_back(free, made)
    number = free.count()
    free.delete()
    gone: list[Project] = []
    for project in made:
        if why := _why_not(project):
            kept.append((project.pk, project.reference, why))
        else:
            gone.append(project)
    others = visible.filter(pk__in=corrected).exclude(pk__in=[row.pk for row in made])
    busy = _("a line of it was corrected since")
    kept += [(row.pk, row.reference, busy) for row in others]
    _withdraw(gone, back, by)
    after = {"taken_back": {"projects": len(gone), "entries": number}, "kept": kept}
    tell_import("undo", run.key, run.file, by, after)
    return import_of(by, run.key, WHAT) or run


def _check_unknown(new: list[ImportedProject], by: Viewer) -> None:
    """Somebody may have taken the same file while this person looked at the preview."""
    wanted = [row.values.identifier for row in new if row.values and row.values.identifier]
    for some in _batches(wanted):
        if access.projects(by).filter(identifier__in=some).exists():
            raise StateError(_("Some of these projects stand here meanwhile: look at it again."))


def _record(
    rows: list[tuple[str, ImportedProject]], guard: Guard, key: str, file: str, by: Viewer
) -> int:
    now = timezone.now()
    projects = Project.objects.bulk_create(
        Project(
            **columns_of(row.values),
            reference=reference,
            state=row.state,
            run=key,
            held_by_id=guard.held_by,
            sensitivity=guard.sensitivity,
            created_by=by.user,
            created_at=now,
        )
        for reference, row in rows
        if row.values is not None
    )
    pairs = [(project, row) for project, (_ref, row) in zip(projects, rows, strict=True)]
    _link(pairs, guard)
    lines = [_line(project, said, key, by) for project, row in pairs for said in row.entries]
    ProjectEntry.objects.bulk_create(lines, batch_size=BATCH)
    entries = [Entry(p.pk, _told(p, row, guard, file), p.reference) for p, row in pairs]
    record_all(by=by.key, action="project.import", kind="project", entries=entries)
    return len(lines)


def _add_lines(rows: list[ImportedProject], key: str, file: str, by: Viewer) -> int:
    """Lines of projects that stand; those that another took meanwhile are passed over."""
    number = 0
    for some in _batches(rows):
        keys = [row.known for row in some]
        claimed = access.projects(by).filter(pk__in=keys).select_for_update()
        found = {row.pk: row for row in claimed.select_related("held_by")}
        there: dict[int, set[str]] = {}
        stand = ProjectEntry.objects.filter(project__in=keys).exclude(origin="")
        for project, origin in stand.values_list("project", "origin"):
            there.setdefault(project, set()).add(origin)
        told = []
        for row in some:
            standing = found.get(row.known or 0)
            if standing is None:
                raise StateError(_("A project was withdrawn meanwhile: look at it again."))
            rules.check_can_change(by, standing)
            known = there.get(standing.pk, set())
            lines = [_line(standing, e, key, by) for e in row.entries if e.origin not in known]
            ProjectEntry.objects.bulk_create(lines, batch_size=BATCH)
            number += len(lines)
            changes = {"file": [None, file], "entries": [None, len(lines)]}
            told.append(Entry(standing.pk, changes, standing.reference))
        record_all(by=by.key, action="project.entries", kind="project", entries=told)
    return number


def _link(pairs: list[tuple[Project, ImportedProject]], guard: Guard) -> None:
    through: Any = Project.partners.through
    sectors: Any = Project.sectors.through
    named: Any = Project.named_units.through
    through.objects.bulk_create(
        through(project=project, partner_id=code)
        for project, row in pairs
        for code in (row.values.partners if row.values else ())
    )
    sectors.objects.bulk_create(
        sectors(project=project, sector_id=code)
        for project, row in pairs
        for code in (row.values.sectors if row.values else ())
    )
    named.objects.bulk_create(
        named(project=project, unit_id=unit)
        for project, _row in pairs
        for unit in guard.named_units
    )


def _line(project: Project, said: EntryValues, key: str, by: Viewer) -> ProjectEntry:
    """As the plan made it: its values were checked there, one query for all of them."""
    return ProjectEntry(
        project=project,
        ledger=said.ledger,
        day=said.day,
        amount=said.amount,
        currency=said.currency,
        partner_id=said.partner,
        source=said.source[:250],
        reason=said.reason,
        origin=said.origin,
        run=key,
        created_by=by.user,
        created_at=timezone.now(),
    )


def _told(project: Project, row: ImportedProject, guard: Guard, file: str) -> dict[str, Any]:
    after = {"state": project.state, "file": file, "entries": len(row.entries)}
    changes = told_of_new(row.values, BY_HAND, guard)
    return changes | {name: [None, value] for name, value in after.items()}


def _told_back(free: Any, made: list[Project]) -> dict[int, dict[str, Any]]:
    """What history keeps of the projects that go: their names and how many lines they had."""
    counts: dict[int, int] = {}
    for project in free.values_list("project", flat=True):
        counts[project] = counts.get(project, 0) + 1
    return {
        row.pk: {
            "text": [row.text, None],
            "identifier": [row.identifier, None],
            "entries": [counts.get(row.pk, 0), None],
        }
        for row in made
    }


def _why_not(project: Project) -> str:
    if project.version != 1:
        return _("Somebody has worked on it since.")
    if project.entries.exists():
        return _("A line was written into its ledgers since.")
    if rules.what_hangs_on(project):
        return _("Other records hang on it.")
    return ""


def _withdraw(rows: list[Project], told: dict[int, dict[str, Any]], by: Viewer) -> None:
    reason = _("The import of a file was taken back.")
    entries = [Entry(row.pk, told[row.pk], row.reference) for row in rows]
    if entries:
        record_all(
            by=by.key, action="project.withdraw", kind="project", entries=entries, reason=reason
        )
    Project.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _batches(rows: Iterable[Any]) -> Iterable[list[Any]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch
