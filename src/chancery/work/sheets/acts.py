"""What the cells of a row that a person takes mean: which acts, and whether the rules let them.

Each act is one of those that the pages have. Nothing is written here: the task is moved along in
memory only, so that a report after an acceptance is judged as it will be.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.people.queries import country_pack
from chancery.work import rules
from chancery.work.errors import StateError
from chancery.work.models import Basis, Health, Progress, Task, TaskState
from chancery.work.queries import task_values
from chancery.work.rules.bringing import check_can_keep
from chancery.work.sheets.merging import KEPT, REPORTED
from chancery.work.sheets.rows import SheetTask
from chancery.work.timeliness import local_day

_CLOSING = frozenset({"submit", "approve", "return", "cancel"})
_ONLY_WHEN_MEANT = {"return": TaskState.RETURNED, "cancel": TaskState.CANCELLED}


@dataclass(frozen=True, slots=True)
class Act:
    """One act on one task, and the columns that ask for it."""

    do: str
    names: tuple[str, ...]
    values: Any = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Columns that the rules do not let this person change so, and why."""

    names: tuple[str, ...]
    why: str


@dataclass(slots=True)
class _Row:
    task: Task
    said: SheetTask
    now: SheetTask
    by: Viewer
    reason: str
    acts: list[Act]
    refused: list[Refused]

    def add(self, act: Act, check: Any) -> bool:
        """Keep the act where the rules let it through; else the reason."""
        try:
            check()
        except ChanceryError as error:
            self.refused.append(Refused(act.names, str(error)))
            return False
        self.acts.append(act)
        return True


def acts_of(
    task: Task, said: SheetTask, now: SheetTask, names: set[str], by: Viewer, reason: str
) -> tuple[list[Act], list[Refused]]:
    """In the order in which they are to be done; ``names`` are the columns that are taken."""
    row = _Row(copy(task), said, now, by, reason, [], [])
    _change(row, names)
    _keep(row, names & set(KEPT))
    moves = _moves(row) if "state" in names else []
    early = [name for name in moves if name not in _CLOSING]
    _move(row, early)
    _report(row, names & set(REPORTED))
    _ask(row, names)
    if len(early) == sum(act.do == "move" for act in row.acts):
        _move(row, moves[len(early) :])
    return row.acts, row.refused


def _change(row: _Row, names: set[str]) -> None:
    """What stands in the task itself; more time and another lead by who may decide them."""
    decides = rules.directs(row.by, row.task)
    own: list[str] = [name for name in ("text", "coordinating") if name in names]
    own += [name for name in ("lead", "due") if name in names and decides]
    if "due" in names and not decides and not rules.leads(row.by, row.task):
        own.append("due")
    if not own:
        return
    was = task_values(row.task)
    new: dict[str, Any] = {name: getattr(row.said, name) for name in own}
    if "due" in new:
        new["due_text"] = row.said.due_text
    if "lead" in new or "coordinating" in new:
        lead = new.get("lead", was.lead)
        units = new.get("coordinating", was.coordinating)
        new["coordinating"] = tuple(unit for unit in units if unit != lead)
    if "lead" in new and was.basis == Basis.RESOLVED:
        new["assigner"] = new["lead"]
    values = replace(was, **new)

    def check() -> None:
        rules.check_can_change_to(row.by, row.task, was, values)

    if row.add(Act("change", tuple(own), new), check) and "lead" in new:
        row.task.lead = Unit.objects.get(pk=new["lead"])
        row.task.state, row.task.person = TaskState.ASSIGNED, None


def _keep(row: _Row, names: set[str]) -> None:
    if names:
        values = {name: getattr(row.said, name) for name in KEPT if name in names}
        row.add(Act("keep", tuple(values), values), lambda: check_can_keep(row.by, row.task))


def _moves(row: _Row) -> list[str]:
    """The shortest way along the table of moves; none leads back, none skips."""
    target = row.said.state
    ways: list[tuple[str, tuple[str, ...]]] = [(str(row.task.state), ())]
    for state, way in ways:
        if state == target:
            return list(way)
        for move in rules.MOVES:
            is_meant = _ONLY_WHEN_MEANT.get(move.name, target) == target
            seen = any(move.target == known for known, _way in ways)
            if state in move.sources and is_meant and not seen:
                ways.append((move.target, (*way, move.name)))
    said = {"now": row.task.get_state_display(), "then": str(TaskState(target).label)}
    why = _("no move leads from “%(now)s” to “%(then)s”") % said
    row.refused.append(Refused(("state",), why))
    return []


def _move(row: _Row, names: list[str]) -> None:
    """As far as this person may go; the rest is told."""
    for name in names:

        def check(name: str = name) -> None:
            row.task.state = rules.check_move(row.by, row.task, name, row.reason).target

        if not row.add(Act("move", ("state",), name), check):
            return


def _report(row: _Row, names: set[str]) -> None:
    """One update with the three columns as the sheet has them; a draft unless a head writes it."""
    if not names:
        return
    said = {n: getattr(row.said if n in names else row.now, n) for n in REPORTED}
    values = {
        "text": said["result"],
        "difficulty": said["difficulty"],
        "proposal": said["proposal"],
    }
    day = period_of(row.task, row.said, row.now)
    values |= {"period": day, "health": _health(row.task, said["difficulty"], day)}
    told = tuple(name for name in REPORTED if name in names)
    draft = own_draft(row.task, day, row.by)

    def check() -> None:
        rules.check_can_report(row.by, row.task)
        if not said["result"].strip():
            raise StateError(_("the result is empty: an update says what was done"))
        rules.check_period(row.task, day, but=draft)

    row.add(Act("report", told, values), check)


def period_of(task: Task, said: SheetTask, now: SheetTask) -> date:
    """The day on which the row says it was updated, where that is new and has come; else today."""
    today = local_day(timezone.now(), task.lead.time_zone or country_pack().time_zone)
    is_new = said.updated and said.updated != now.updated and said.updated <= today
    return said.updated if said.updated and is_new else today


def own_draft(task: Task, period: date, by: Viewer) -> Progress | None:
    """The draft that this person wrote for the same period: it is written anew."""
    drafts = task.progress.filter(period=period, unit=task.lead_id, written_by=by.user)
    return drafts.exclude(state=Progress.State.APPROVED).first()


def _health(task: Task, difficulty: str, day: date) -> str:
    """The official columns do not say it: late is late, a difficulty is a risk."""
    if task.due is not None and task.due < day:
        return Health.DELAYED.value
    return Health.AT_RISK.value if difficulty.strip() else Health.ON_TRACK.value


def _ask(row: _Row, names: set[str]) -> None:
    """What the lead unit asks of the assigner: more time, another lead."""
    if rules.directs(row.by, row.task):
        return
    due = row.said.due
    if "due" in names and due is not None and rules.leads(row.by, row.task):
        asked = due

        def check() -> None:
            rules.check_can_ask_extension(row.by, row.task)
            rules.check_new_due(row.task, asked)

        row.add(Act("extend", ("due",), due), check)
    elif "due" in names and due is None and rules.leads(row.by, row.task):
        why = _("a task keeps its due date: ask for another one")
        row.refused.append(Refused(("due",), why))
    if "lead" in names:
        lead = row.said.lead
        row.add(
            Act("propose", ("lead",), lead),
            lambda: rules.check_can_propose_lead(row.by, row.task, lead),
        )
