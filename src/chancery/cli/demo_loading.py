"""Filling a workspace with the demo: its past is played back with the clock set to each day."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from unittest import mock

from django.core.management import call_command
from django.utils import timezone

from chancery.cli.demo_advice import load_advice
from chancery.cli.demo_agreements import load_demo_agreements
from chancery.cli.demo_cases import Stage, load_cases
from chancery.cli.demo_consultations import load_consultations, load_shared_proposals
from chancery.cli.demo_contacts import add_contacts
from chancery.cli.demo_documents import DemoDocument, DemoError, demo_documents
from chancery.cli.demo_ladder import Ladder
from chancery.cli.demo_mechanisms import add_mechanisms
from chancery.cli.demo_meetings import load_meetings
from chancery.cli.demo_outreach import add_outreach
from chancery.cli.demo_plans import Stage as PlanStage
from chancery.cli.demo_plans import load_plans
from chancery.cli.demo_programmes import load_programmes
from chancery.cli.demo_projects import add_projects
from chancery.cli.demo_reviews import load_reviews
from chancery.cli.demo_story import FindingStep, Person, TaskStep, demo_people, demo_story
from chancery.cli.demo_upgrades import add_upgrades
from chancery.documents.actions import Keeping
from chancery.documents.models import Document
from chancery.intake import actions as intake
from chancery.intake.drafts import Draft, draft_of
from chancery.lib.errors import ChanceryError
from chancery.lib.workspace import Workspace
from chancery.partners.actions import load_partners
from chancery.people.access import Viewer, viewer_of
from chancery.people.actions import add_user, give_post, load_units
from chancery.people.models import User
from chancery.people.queries import country_pack
from chancery.readings.models import Finding
from chancery.register.actions import load_agreements
from chancery.register.models import Obstacle
from chancery.work import actions as work
from chancery.work.models import Task
from chancery.work.queries import task_values

Tell = Callable[[str, int, int], None]
SYSTEM = "system"


_ADDED: tuple[tuple[str, Callable[[date, Callable[[str], Viewer]], int]], ...] = (
    ("content of upgrades", add_upgrades),
    ("mechanisms", add_mechanisms),
    ("contacts and meetings", add_contacts),
    ("outreach", add_outreach),
)


def is_someone_elses() -> bool:
    """True where people work who are not the demo's."""
    return User.objects.filter(is_demo=False).exists()


def is_loaded(workspace: Workspace) -> bool:
    """True once a whole demo has been made here; half of one is made anew on the next start."""
    return (workspace.root / "demo.loaded").exists()


def load(workspace: Workspace, today: date, *, tell: Tell) -> None:
    """Load pack, people, papers, confirmations and work; half a demo is thrown away first."""
    _clear_half(workspace)
    _load_pack(tell)
    people = demo_people()
    for number, person in enumerate(people, 1):
        _add_person(person)
        tell("people", number, len(people))
    papers = demo_documents(today)
    story = demo_story(papers, today)
    for number, paper in enumerate(sorted(papers, key=lambda p: p.published), 1):
        _add_paper(paper, today)
        tell("papers read", number, len(papers))
    for number, finding in enumerate(story.findings, 1):
        _confirm(finding, today)
        tell("findings confirmed", number, len(story.findings))
    ladder = Ladder(_on, today)
    for number, step in enumerate(story.tasks, 1):
        ladder.until(step.day - timedelta(days=1))
        _move(step)
        tell("steps of work", number, len(story.tasks))
    ladder.finish()
    dated = load_demo_agreements(today)
    tell("dates of agreements", dated, dated)
    add_projects(today, _viewer, tell)
    for what, add in _ADDED:
        number = add(today, _viewer)
        tell(what, number, number)
    cases = list(load_cases(Stage(today, _on, _viewer, _obstacle_found)))
    tell("cases", len(cases), len(cases))
    _add_plans(today, tell)
    _review_and_meet(today, tell)
    (workspace.root / "demo.loaded").write_text(today.isoformat(), encoding="ascii")


def _review_and_meet(today: date, tell: Tell) -> None:
    """Rounds of review, then the committee's meetings, which take up what they hand up."""
    load_reviews(today, who=_viewer, on=_on)
    tell("reviews", 2, 2)
    made = load_meetings(today, who=_viewer, on=_on)
    tell("meetings", made, made)
    made = load_consultations(today, who=_viewer, on=_on)
    tell("consultations", made, made)
    made = load_advice(today, who=_viewer, on=_on)
    tell("advice", made, made)
    made = load_shared_proposals(today, who=_viewer, on=_on)
    tell("shared proposals", made, made)


def _add_plans(today: date, tell: Tell) -> None:
    planned = load_plans(PlanStage(today, _on, _viewer))
    tell("plans and reports", planned, planned)
    made = load_programmes(today, _viewer)
    tell("programmes", made, made)


def _clear_half(workspace: Workspace) -> None:
    """A load that was broken off never finished: nobody has worked on it, so it starts over."""
    if not User.objects.exists():
        return
    call_command("flush", verbosity=0, interactive=False)
    workspace.anchor.unlink(missing_ok=True)
    shutil.rmtree(workspace.files)
    workspace.make()


def _load_pack(tell: Tell) -> None:
    pack = country_pack()
    load_partners(pack=pack, by=SYSTEM)
    tell("partners", len(pack.partners), len(pack.partners))
    load_units(pack=pack, by=SYSTEM)
    tell("units", len(pack.units), len(pack.units))
    load_agreements(pack=pack, by=SYSTEM)
    tell("agreements", len(pack.agreements), len(pack.agreements))


def _add_person(person: Person) -> None:
    if User.objects.filter(username=person.key).exists():
        return
    user = add_user(
        username=person.key,
        full_name=person.name,
        password=None,
        language=person.language,
        title_vi=person.title_vi,
        title_en=person.title_en,
        by=SYSTEM,
        about=(person.looks_at_vi, person.looks_at_en),
        is_demo=True,
    )
    give_post(user=user, unit=person.unit, role=person.role, by=SYSTEM, start=date(2025, 1, 1))


@cache
def _viewer(key: str) -> Viewer:
    return viewer_of(User.objects.get(username=key))


@contextmanager
def _on(day: date, hour: int = 9) -> Iterator[None]:
    """Set the clock to a morning in the demo's past, so that its history reads as one."""
    moment = datetime.combine(day, time(hour - 7, 12), UTC)
    with mock.patch.object(timezone, "now", return_value=moment):
        yield


def _add_paper(paper: DemoDocument, today: date) -> None:
    if Document.objects.filter(name=paper.name, added_by__is_demo=True).exists():
        return
    keeping = Keeping(paper.unit, paper.sensitivity, paper.restricted_to)
    file = intake.File(data=paper.data, name=paper.name, published=paper.published)
    with _on(_a_day_after(paper.published, today)):
        intake.add(file=file, keeping=keeping, by=_viewer(paper.added_by))


def _a_day_after(day: date, today: date) -> date:
    """Papers of years ago were put in when the demo began, 80 days ago; no paper comes tomorrow."""
    return min(max(day + timedelta(days=1), today - timedelta(days=80)), today)


def _confirm(step: FindingStep, today: date) -> None:
    finding = _finding(step.document, step.quote, step.type)
    if finding.state != Finding.State.WAITING:
        return
    by = _viewer(step.by)
    day = timezone.localdate(finding.document.added_at) + timedelta(days=1)
    with _on(min(day, today), hour=10):
        if step.step == "refuse":
            intake.refuse(finding=finding, reason=step.reason_vi, by=by)
            return
        try:
            intake.accept(finding=finding, draft=_draft(finding, step), by=by)
        except ChanceryError as error:
            raise DemoError(f"story.yaml: {step.document}: “{step.quote}”: {error}") from error


def _draft(finding: Finding, step: FindingStep) -> Draft:
    return replace(draft_of(finding), **step.fields)


def _finding(document: str, quote: str, record_type: str = "") -> Finding:
    found = Finding.objects.filter(document__name=document, quote__startswith=quote)
    if record_type:
        found = found.filter(type=record_type)
    finding = found.select_related("document").order_by("start").first()
    if finding is None:
        raise DemoError(
            f"story.yaml: {document}: the reader finds no {record_type or 'record'} that begins "
            f"“{quote}”: choose another quote, or mend the reader"
        )
    return finding


def _obstacle_found(document: str, quote: str) -> Obstacle:
    """The obstacle that was confirmed from a finding."""
    made = _finding(document, quote).made.filter(kind="obstacle").first()
    if made is None:
        raise DemoError(f"cases.yaml: {document}: “{quote}” was not made an obstacle")
    return Obstacle.objects.get(pk=made.key)


def _move(step: TaskStep) -> None:
    finding = _finding(step.document, step.quote, "TASK")
    made = finding.made.filter(kind="task").order_by("id").last()
    task = Task.objects.filter(pk=made.key).first() if made else None
    if task is None:
        raise DemoError(f"story.yaml: {step.document}: “{step.quote}” was not made a task")
    with _on(step.day, hour=15):
        if step.do == "extend":
            _extend(task, step)
        else:
            work.move(task=task, move=step.do, reason=step.note_vi, by=_viewer(step.by))


def _extend(task: Task, step: TaskStep) -> None:
    values = replace(task_values(task), due=step.until)
    work.change_task(task=task, values=values, version=task.version, by=_viewer(step.by))
