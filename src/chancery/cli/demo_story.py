"""What the cast of the demo has done with its papers by today: ``demo/story.yaml``, typed.

A finding is named by its document and the beginning of its quote, a task by the finding it was
made from. Days count from today; placeholders in a quote count from its document's own day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import yaml

from chancery.cli.demo_documents import DEMO, DemoDocument, DemoError, demo_quote

FindingMove = Literal["accept", "refuse", "correct"]
TaskMove = Literal["accept", "start", "submit", "approve", "return", "cancel", "extend"]


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast; ``unit`` is a unit id of the pack ``vn``, the key is the sign-in name."""

    key: str
    name: str
    unit: str
    role: str
    title_vi: str
    title_en: str
    language: str
    looks_at_vi: str
    looks_at_en: str


@dataclass(frozen=True, slots=True)
class FindingStep:
    """A person confirms one finding: the first one in the document whose quote begins so.

    ``fields`` are the corrected values of a ``correct`` by the names of ``intake.drafts.Draft``
    (units and partners by key in tuples, ``due`` a date), ``reason_vi`` why.
    """

    document: str
    quote: str
    step: FindingMove
    by: str
    type: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    reason_vi: str = ""


@dataclass(frozen=True, slots=True)
class TaskStep:
    """A person moves the task made from a finding; ``until`` is the day asked for by ``extend``."""

    document: str
    quote: str
    do: TaskMove
    by: str
    day: date
    note_vi: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """All steps: the findings in their order, then the tasks' steps by day."""

    findings: tuple[FindingStep, ...]
    tasks: tuple[TaskStep, ...]


def demo_people(*, folder: Path = DEMO) -> tuple[Person, ...]:
    """The cast, in the order of the sign-in page."""
    return tuple(Person(**row) for row in _load(folder / "people.yaml")["people"])


def demo_story(documents: tuple[DemoDocument, ...], today: date, *, folder: Path = DEMO) -> Story:
    """The steps around ``today``, quotes as they stand in ``documents``."""
    rows = _load(folder / "story.yaml")
    papers = {document.name: document for document in documents}
    findings = tuple(_finding(row, papers) for row in rows["findings"])
    tasks = (step for row in rows["tasks"] for step in _task_steps(row, papers, today))
    return Story(findings, tuple(sorted(tasks, key=lambda step: step.day)))


def _load(path: Path) -> Any:
    if not path.is_file():
        raise DemoError(f"{path.name} is missing: install Chancery again, the demo ships with it")
    return yaml.safe_load(path.read_text("utf-8"))


def _finding(row: Mapping[str, Any], papers: Mapping[str, DemoDocument]) -> FindingStep:
    document = _paper(row["document"], papers)
    fields = {name: _field(name, value, document) for name, value in row.get("fields", {}).items()}
    return FindingStep(
        document=document.name,
        quote=demo_quote(row["quote"], document),
        step=row["step"],
        by=row["by"],
        type=row["type"],
        fields=fields,
        reason_vi=row.get("reason_vi", ""),
    )


def _field(name: str, value: Any, document: DemoDocument) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if name == "due":
        return date.fromisoformat(demo_quote(value, document))
    return value


def _task_steps(
    row: Mapping[str, Any], papers: Mapping[str, DemoDocument], today: date
) -> Iterator[TaskStep]:
    document = _paper(row["document"], papers)
    quote = demo_quote(row["quote"], document)
    for step in row["steps"]:
        until = step.get("until")
        yield TaskStep(
            document=document.name,
            quote=quote,
            do=step["do"],
            by=step["by"],
            day=today + timedelta(days=step["day"]),
            note_vi=step["note_vi"],
            until=None if until is None else today + timedelta(days=until),
        )


def _paper(name: str, papers: Mapping[str, DemoDocument]) -> DemoDocument:
    if name not in papers:
        raise DemoError(
            f"story.yaml names '{name}', which documents.yaml does not list: add it there"
        )
    return papers[name]
