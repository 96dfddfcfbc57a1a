"""Tasks as rows of the official 25 columns: from the records, then from the sheet they came by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import override

from chancery.documents import access as documents
from chancery.documents.models import Document
from chancery.people.access import Viewer
from chancery.people.models import Unit, UnitName
from chancery.work.models import Extension, Progress, SheetLine, Task, TaskState
from chancery.work.models.asking import Decision
from chancery.work.sheets.columns import OFFICIAL
from chancery.work.sheets.rows import Cells, SheetTask, read_row
from chancery.work.sheets.table import Line, Table, clean
from chancery.work.sheets.values import UnitNames, names_of

Official = dict[str, Any]
"""By the names of the columns: words, a day, a whole percent, or None."""
HEADINGS = tuple(column.heading for column in OFFICIAL)
HEADED = tuple(column.name for column in OFFICIAL if column.name != "number")
IN_PLACE = {column.name: at for at, column in enumerate(OFFICIAL)}
CHUNK = 1_000


def unit_names() -> UnitNames:
    """All units by the names they bear, bore, and their abbreviations; names of today come first.

    What was merged leads to the unit of today that took it over.
    """
    units = Unit.objects.in_bulk()
    today = {key: _today(unit, units) for key, unit in units.items()}
    own = [
        (name, key)
        for key, unit in units.items()
        if unit.is_current
        for name in (key, unit.name_vi, unit.name_en, unit.short)
    ]
    ended = [
        (name, today[key])
        for key, unit in units.items()
        if not unit.is_current
        for name in (key, unit.name_vi, unit.name_en, unit.short)
    ]
    borne = [
        (name, today[row.unit_id])
        for row in UnitName.objects.all()
        for name in (row.name_vi, row.name_en, *row.short)
    ]
    found = {**names_of([*ended, *borne]), **names_of(own)}
    by_name = {name: frozenset(keys) for name, keys in found.items()}
    names = UnitNames(by_name)
    shown = {
        key: unit.name_vi if names.find(unit.name_vi) == {today[key]} else key
        for key, unit in units.items()
    }
    return UnitNames(by_name, shown)


def official_rows(rows: QuerySet[Task], viewer: Viewer, names: UnitNames) -> Iterator[Official]:
    """Each task by the 25 columns, in the order of ``rows``; fetched by the thousand."""
    for number, task in enumerate(_fetched(rows, viewer).iterator(chunk_size=CHUNK), 1):
        with override("vi"):
            yield {"number": str(number), **_official(task, names)}


def words_of(official: Official) -> dict[str, str]:
    """Each cell as the words that are read again when the sheet comes back."""
    return {name: clean(_words(official.get(name))) for name in HEADED}


def as_sheet_task(official: Official, names: UnitNames, today: date) -> SheetTask:
    """What the row would say when it is read: known rows are compared by the same reading."""
    cells = tuple(clean(_words(official.get(column.name))) for column in OFFICIAL)
    line = Line(1, cells)
    return read_row(Cells(Table("", HEADINGS, 1, (line,)), line, IN_PLACE), names, today)


def _words(value: Any) -> str:
    if isinstance(value, int):
        return f"{value}%"
    return value.isoformat() if isinstance(value, date) else value or ""


def _today(unit: Unit, units: Mapping[str, Unit]) -> str:
    seen = {unit.key}
    while unit.successor_id and unit.successor_id not in seen:
        unit = units[unit.successor_id]
        seen.add(unit.key)
    return unit.key


def _fetched(rows: QuerySet[Task], viewer: Viewer) -> QuerySet[Task]:
    granted = Extension.objects.filter(state=Decision.GRANTED).order_by("decided_at", "pk")
    approved = Progress.objects.filter(state=Progress.State.APPROVED).select_related("decided_by")
    may_read = documents.documents(viewer).filter(purged_at__isnull=True)
    joined = ("person", "sheet_line")
    return (
        rows.select_related(None)
        .select_related(*joined)
        .prefetch_related(None)
        .prefetch_related(
            "coordinating",
            Prefetch("document", may_read),
            Prefetch("extensions", granted, to_attr="granted"),
            Prefetch("progress", approved, to_attr="approved"),
        )
    )


def _official(task: Task, names: UnitNames) -> Official:
    line = getattr(task, "sheet_line", None) or SheetLine()
    return {
        "text": task.text,
        "leader": line.leader,
        "lead": names.shown[task.lead_id],
        "coordinating": "; ".join(names.shown[unit.pk] for unit in task.coordinating.all()),
        "contact": task.person.full_name if task.person else line.contact,
        "start": line.start or timezone.localdate(task.created_at),
        "due": task.due,
        "category": line.category or task.get_basis_display(),
        "origin": line.origin or _origin(task),
        "state": task.get_state_display(),
        "reference": task.reference,
        "giver": line.giver or names.shown[task.assigner_id],
        "roadmap": line.roadmap,
        **_reported(task, line),
        **_ended(task, line),
        **_extended(task, line),
    }


def _origin(task: Task) -> str:
    """The kind and number of the document, where the person may read it; else who ordered it."""
    document = task.document if task.document_id else None
    return _cited(document) if document else task.issuer_text


def _cited(document: Document) -> str:
    day = f"{document.published:%d/%m/%Y}" if document.published else ""
    parts = (document.get_kind_display(), document.number, day, document.title)
    return ", ".join(part for part in parts if part)


def _reported(task: Any, line: SheetLine) -> Official:
    """The latest approved report; what the sheet said until there is one."""
    latest: Progress | None = task.approved[0] if task.approved else None
    if latest is None:
        names = ("result", "difficulty", "proposal", "updated")
        told = {name: getattr(line, name) for name in names}
        by = (line.approver, line.approver_email, line.approver_phone)
    else:
        told = {"result": latest.text, "difficulty": latest.difficulty}
        told |= {"proposal": latest.proposal, "updated": timezone.localdate(latest.written_at)}
        who = latest.decided_by
        by = (who.full_name, who.email, "") if who else ("", "", "")
    return told | dict(zip(("approver", "approver_email", "approver_phone"), by, strict=True))


def _ended(task: Task, line: SheetLine) -> Official:
    moment = task.submitted_at
    done = task.state == TaskState.DONE
    return {
        "percent": 100 if done else line.percent,
        "finished": timezone.localdate(moment) if moment else None,
    }


def _extended(task: Any, line: SheetLine) -> Official:
    """How often, and the dates that were; a date moved forward is no extension."""
    later = [row for row in task.granted if row.is_later]
    old = [*map(date.fromisoformat, line.old_dues), *(row.due_before for row in later)]
    count = line.extensions + len(later)
    return {
        "extensions": str(count) if count else "",
        "old_dues": "; ".join(f"{day:%d/%m/%Y}" for day in old if day),
    }


def by_words(rows: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """References by the words of the task and its lead; the first where several are alike."""
    found: dict[tuple[str, str], str] = defaultdict(str)
    for words, lead, reference in rows:
        found.setdefault((words, lead), reference)
    return dict(found)
