"""Who is in charge of a task, its parts, what its lead reports and others contribute."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from chancery.api import tasks
from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.once import once
from chancery.api.schemas.following import (
    Acceptance,
    AcceptanceList,
    Contribution,
    ContributionList,
    Coordination,
    InCharge,
    NewContribution,
    NewProgress,
    Part,
    Progress,
    ProgressChange,
    ProgressDecision,
    ProgressList,
)
from chancery.api.schemas.tasks import WholeTask
from chancery.api.showing import kept, person_ref, unit_ref
from chancery.api.versions import tagged, version_asked
from chancery.people.models import User
from chancery.register.errors import InvalidValuesError
from chancery.work import actions, models, told
from chancery.work.values import TaskValues

area = Area("tasks", reads="read:work", writes="write:work")

_PROGRESS = "/tasks/{key}/progress/{progress}"


@area.put("/tasks/{key}/person", WholeTask)
def delegate_task(request: HttpRequest, key: int, body: InCharge) -> WholeTask:
    """Put a person of the lead unit in charge, or take it back to the unit."""
    task, person = tasks.find(request, key), None
    if body.username is not None:
        person = User.objects.filter(username=body.username, is_active=True).first()
        if person is None:
            raise InvalidValuesError({"username": [_("There is no such person.")]})
    actions.delegate(task=task, person=person, reason=body.reason, by=viewer(request))
    return tasks.show(request, key)


@area.post("/tasks/{key}/parts", WholeTask)
def add_part(request: HttpRequest, key: int, body: Part) -> WholeTask:
    """Assign a part of a task to a unit under the lead's authority; the part is answered."""
    values = TaskValues(basis=str(models.Basis.ASSIGNED), assigner="", **body.model_dump())

    def act() -> int:
        return actions.add_part(
            task=tasks.find(request, key), values=values, by=viewer(request)
        ).pk

    return once(request, body, act, lambda made: tasks.show(request, int(made)))


@area.get("/tasks/{key}/progress", ProgressList)
def list_progress(request: HttpRequest, key: int) -> ProgressList:
    """The updates on a task that you may read."""
    rows = told.progress_of(tasks.find(request, key), viewer(request))
    return ProgressList(items=[progress_of(row) for row in rows])


@area.post("/tasks/{key}/progress", Progress)
def report_progress(request: HttpRequest, key: int, body: NewProgress) -> Progress:
    """Report on a task: of a head it stands at once, of an officer it is a draft."""

    def act() -> int:
        task, by = tasks.find(request, key), viewer(request)
        return actions.report_progress(task=task, by=by, **body.model_dump()).pk

    return once(request, body, act, lambda made: show_progress(request, key, int(made)))


@area.patch(_PROGRESS, Progress)
def change_progress(
    request: HttpRequest, key: int, progress: int, body: ProgressChange
) -> Progress:
    """Write a draft anew, one that was returned too: it waits for the head again."""
    found, version = find_progress(request, key, progress), version_asked(request)
    values = kept(found, "period", "health", "text", "difficulty", "proposal") | body.said
    actions.change_progress(progress=found, version=version, by=viewer(request), **values)
    return show_progress(request, key, progress)


@area.post(f"{_PROGRESS}/decision", Progress, status=200)
def decide_progress(
    request: HttpRequest, key: int, progress: int, body: ProgressDecision
) -> Progress:
    """Approve an update, so that it is reported outside; or return it to its author."""

    def act() -> int:
        found, by = find_progress(request, key, progress), viewer(request)
        if body.approved:
            return actions.approve_progress(progress=found, by=by).pk
        return actions.return_progress(progress=found, answer=body.answer, by=by).pk

    return once(request, body, act, lambda made: show_progress(request, key, int(made)))


@area.get("/tasks/{key}/acceptances", AcceptanceList)
def list_acceptances(request: HttpRequest, key: int) -> AcceptanceList:
    """Which coordinating units have accepted."""
    rows = told.acceptances_of(tasks.find(request, key))
    return AcceptanceList(items=[acceptance_of(row) for row in rows])


@area.post("/tasks/{key}/acceptances", Acceptance)
def accept_coordination(request: HttpRequest, key: int, body: Coordination) -> Acceptance:
    """Take note, for a coordinating unit, that it must contribute; once."""

    def act() -> int:
        task, by = tasks.find(request, key), viewer(request)
        return actions.accept_coordination(task=task, unit=body.unit, by=by).pk

    def show(made: str) -> Acceptance:
        rows = told.acceptances_of(tasks.find(request, key))
        return acceptance_of(get_object_or_404(rows, pk=made))

    return once(request, body, act, show)


@area.get("/tasks/{key}/contributions", ContributionList)
def list_contributions(request: HttpRequest, key: int) -> ContributionList:
    """What coordinating units brought."""
    rows = told.contributions_of(tasks.find(request, key))
    return ContributionList(items=[contribution_of(row) for row in rows])


@area.post("/tasks/{key}/contributions", Contribution)
def contribute(request: HttpRequest, key: int, body: NewContribution) -> Contribution:
    """Bring something for a coordinating unit; whoever contributes has accepted."""

    def act() -> int:
        task, by = tasks.find(request, key), viewer(request)
        return actions.contribute(task=task, unit=body.unit, text=body.text, by=by).pk

    def show(made: str) -> Contribution:
        rows = told.contributions_of(tasks.find(request, key))
        return contribution_of(get_object_or_404(rows, pk=made))

    return once(request, body, act, show)


def find_progress(request: HttpRequest, key: int, progress: int) -> models.Progress:
    """An update that the caller may read."""
    rows = told.progress_of(tasks.find(request, key), viewer(request))
    return get_object_or_404(rows.select_related("task"), pk=progress)


def show_progress(request: HttpRequest, key: int, progress: int) -> Progress:
    """One update as it stands now."""
    return tagged(request, progress_of(find_progress(request, key, progress)))


def progress_of(row: models.Progress) -> Progress:
    """A row as it is shown."""
    named = ("id", "period", "health", "text", "difficulty", "proposal", "state", "written_at")
    return Progress(
        **kept(row, *named, "decided_at", "answer", "version"),
        unit=unit_ref(row.unit),
        written_by=person_ref(row.written_by),
        decided_by=person_ref(row.decided_by),
    )


def acceptance_of(row: models.Acceptance) -> Acceptance:
    """A row as it is shown."""
    by = person_ref(row.accepted_by)
    return Acceptance(unit=unit_ref(row.unit), accepted_by=by, accepted_at=row.accepted_at)


def contribution_of(row: models.Contribution) -> Contribution:
    """A row as it is shown."""
    by = person_ref(row.given_by)
    return Contribution(
        **kept(row, "id", "text", "given_at"), unit=unit_ref(row.unit), given_by=by
    )
