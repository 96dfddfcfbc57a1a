"""What waits about a task and for whom: told at the head of its page, with the step that answers."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from chancery.people.access import Viewer
from chancery.web import formatting
from chancery.web.ladder_waiting import letters_waiting, rungs_waiting
from chancery.web.task_page import working_days_gained
from chancery.web.waits import MINE, OTHERS, Answer, Waits
from chancery.work import asked, rules, told
from chancery.work.models import Extension, LeadProposal, Progress, Task, TaskState


def waiting_of(who: Viewer, task: Task) -> list[Waits]:
    """All that waits about the task, what this person can answer first."""
    found = [
        *rungs_waiting(who, task),
        *letters_waiting(who, task),
        *_acceptance(who, task),
        *_extension(who, task),
        *_lead_proposal(who, task),
        *_coordination(who, task),
        *(_progress(who, row) for row in told.progress_of(task, who) if _is_pending(row, task)),
    ]
    return sorted(found, key=lambda line: line.tone != MINE)


def _acceptance(who: Viewer, task: Task) -> list[Waits]:
    if task.state == TaskState.SUBMITTED and not rules.directs(who, task):
        said = _("Submitted: waits for the approval of %(unit)s.") % {"unit": task.assigner}
        return [Waits(OTHERS, said)]
    return []


def _extension(who: Viewer, task: Task) -> list[Waits]:
    row = asked.open_extension(task)
    if row is None:
        return []
    said = _("%(unit)s asks for time until %(day)s.")
    title = said % {"unit": row.unit, "day": formatting.day(row.due_asked)}
    words = f"{_now_and_gain(row)} {row.reason}"
    keys = [task.pk, row.pk]
    if rules.can_decide_extension(who, row):
        answers = (Answer(_DECIDE, reverse("extension-decide", args=keys)),)
        return [Waits(MINE, title, words, answers)]
    if rules.can_withdraw_extension(who, row):
        taken_back = Answer(_TAKE_BACK, reverse("extension-withdraw", args=keys), True)
        return [Waits(OTHERS, title, f"{words} {_waits_for(task)}", (taken_back,))]
    return [Waits(OTHERS, title, _waits_for(task))]


def _lead_proposal(who: Viewer, task: Task) -> list[Waits]:
    row = asked.open_lead_proposal(task)
    if row is None:
        return []
    said = _("%(unit)s proposes that %(proposed)s lead this task.")
    title, keys = said % {"unit": row.unit, "proposed": row.proposed}, [task.pk, row.pk]
    if rules.can_decide_lead(who, row):
        answers = (Answer(_DECIDE, reverse("lead-decide", args=keys)),)
        return [Waits(MINE, title, row.reason, answers)]
    if rules.can_withdraw_lead(who, row):
        taken_back = Answer(_TAKE_BACK, reverse("lead-withdraw", args=keys), True)
        return [Waits(OTHERS, title, f"{row.reason} {_waits_for(task)}", (taken_back,))]
    return [Waits(OTHERS, title, _waits_for(task))]


def _coordination(who: Viewer, task: Task) -> list[Waits]:
    if not rules.units_to_accept(who, task):
        return []
    title = _("Your unit is to coordinate on this task and has not accepted yet.")
    answer = Answer(_ACCEPT, reverse("task-coordinate", args=[task.pk]), True)
    return [Waits(MINE, title, "", (answer,))]


def _is_pending(row: Progress, task: Task) -> bool:
    return row.state != Progress.State.APPROVED and task.state in rules.OPEN


def _progress(who: Viewer, row: Progress) -> Waits:
    named = {"who": row.written_by.full_name, "day": formatting.day(row.period)}
    keys = [row.task_id, row.pk]
    change = Answer(_CHANGE, reverse("progress-edit", args=keys))
    if row.state == Progress.State.RETURNED:
        title = _("The update to %(day)s by %(who)s was returned.") % named
        mine = rules.can_change_progress(who, row)
        return Waits(MINE if mine else OTHERS, title, row.answer, (change,) if mine else ())
    title = _("The update to %(day)s by %(who)s waits for the head of unit.") % named
    if rules.can_decide_progress(who, row):
        decide = Answer(_READ, reverse("progress-decide", args=keys))
        return Waits(MINE, title, "", (decide,))
    mine = rules.can_change_progress(who, row)
    return Waits(OTHERS, title, "", (change,) if mine else ())


def gain_in_words(row: Extension | Any, day: Any) -> str:
    """Working days won, for the person who decides."""
    gained = working_days_gained(row.due_before, day)
    if gained is None:
        return ""
    said = ngettext("%(n)s working day more", "%(n)s working days more", gained)
    return said % {"n": formatting.number(gained)}


def _now_and_gain(row: Extension) -> str:
    due = _("In force: %(day)s") % {"day": formatting.day(row.due_before)}
    gained = gain_in_words(row, row.due_asked)
    return f"{due} ({gained})." if gained else f"{due}."


def _waits_for(task: Task) -> str:
    return _("Waits for the answer of %(unit)s.") % {"unit": task.assigner}


_DECIDE = gettext_lazy("Answer it")
_TAKE_BACK = gettext_lazy("Take it back")
_ACCEPT = gettext_lazy("Accept to coordinate")
_CHANGE = pgettext_lazy("progress", "Change")
_READ = gettext_lazy("Read and decide")
__all__ = ["Answer", "LeadProposal", "Waits", "gain_in_words", "waiting_of"]
