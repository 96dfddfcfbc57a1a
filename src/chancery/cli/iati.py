"""What ``chancery import iati`` and its undo do; imported once Django is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from django.conf import settings

from chancery.cli.workspace import WorkspaceError, say
from chancery.intake.iati.plan import IatiPlan, IatiWanted, plan_iati
from chancery.intake.iati.stream import IatiLimits
from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.register.actions.project_imports import WHAT, take_back_projects, take_projects
from chancery.register.models import Project
from chancery.register.rules import check_can_add
from chancery.register.runs import import_of
from chancery.register.values import Guard


def bring(
    file: Path, viewer: Viewer, wanted: tuple[str, str, str], *, dry_run: bool
) -> tuple[dict[str, Any], int]:
    """What was read and written, and how many errors were told on stderr."""
    held_by, partner, kind = wanted
    check_can_add(viewer, held_by)
    if not Partner.objects.filter(pk=partner, is_home=False).exists():
        raise WorkspaceError(f"--partner: no partner has the code {partner}: write JP, KR, US")
    if kind not in Project.Kind.values:
        raise WorkspaceError(f"--kind: write one of {', '.join(Project.Kind.values)}")
    if file.stat().st_size > settings.IATI_MB * 1024 * 1024:
        raise WorkspaceError(f"{file}: larger than {settings.IATI_MB} MB: split it")
    guard = Guard(held_by)
    limits = IatiLimits(mb=settings.IATI_MB)
    plan = plan_iati(file.read_bytes(), IatiWanted(guard, partner, kind), viewer, limits)
    _tell(plan, file)
    told: dict[str, Any] = {"file": file.name, "activities": plan.counts, "import": None}
    told |= {"projects": 0, "entries": 0, "problems": len(plan.problems)}
    if plan.to_take and not dry_run:
        rows = [row.project for row in plan.to_take if row.project]
        run = take_projects(rows=rows, guard=guard, file=file.name, by=viewer, left=plan.counts)
        told |= {"import": run.key, **run.made}
    return told, len(plan.problems)


def _tell(plan: IatiPlan, file: Path) -> None:
    for problem in plan.problems:
        click.echo(f"{file.name}: {problem}", err=True)
    for row in plan.rows:
        for words in row.differs:
            click.echo(f"{file.name}: {row.identifier}: {words}", err=True)
    for (what, why), number in plan.unused.most_common():
        say(f"{file.name}: {number} × {what} into no ledger: {why}")


def undone(run: str, viewer: Viewer) -> int:
    """0 where no import of projects has this name; else 1, or 2 where something was kept."""
    found = import_of(viewer, run, WHAT)
    if found is None:
        return 0
    after = take_back_projects(run=found, by=viewer)
    for _key, reference, why in after.kept:
        click.echo(f"{reference}: {why}", err=True)
    back = after.taken_back or {}
    said = f"{back.get('projects', 0)} projects and {back.get('entries', 0)} ledger entries"
    click.echo(f"{said} taken back, {len(after.kept)} kept.")
    return 2 if after.kept else 1
