"""What went up about a task, or was urged, and waits: told at the head of its page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.web import formatting
from chancery.web.waits import MINE, OTHERS, Answer, Waits
from chancery.work.escalation import queries, rules, urging_rules
from chancery.work.models import Escalation, Task


def rungs_waiting(who: Viewer, task: Task) -> list[Waits]:
    """The rungs that stand open: blue for who is asked."""
    found = []
    for row in queries.rungs_of(task).filter(state=Escalation.State.OPEN):
        row.task = task
        said = _("%(reference)s (%(ground)s) waits for %(unit)s until %(day)s.")
        title = said % {
            "reference": row.reference,
            "ground": row.get_trigger_display(),
            "unit": row.to_unit,
            "day": formatting.day(row.due),
        }
        page = Answer(_("Open it"), reverse("escalation", args=[row.pk]))
        if rules.can_answer(who, row) and rules.answers_for(who, row.to_unit):
            answer = Answer(_("Answer it"), reverse("escalation-answer", args=[row.pk]))
            found.append(Waits(MINE, title, row.text, (answer,)))
        else:
            found.append(Waits(OTHERS, title, "", (page,)))
    return found


def letters_waiting(who: Viewer, task: Task) -> list[Waits]:
    """The letters that the lead has not answered: blue for who may answer."""
    found = []
    for line in queries.lines_of(task):
        line.task = task
        if line.is_answered or line.urging.withdrawn_at is not None:
            continue
        said = _("%(unit)s urges: answer %(reference)s by %(day)s.")
        title = said % {
            "unit": line.urging.by_unit,
            "reference": line.urging.reference,
            "day": formatting.day(line.urging.reply_by),
        }
        if line.is_draft:
            found.append(Waits(OTHERS, title, _("The answer waits for the head of unit.")))
        elif urging_rules.can_reply(who, line):
            link = reverse("urging-reply", args=[line.urging_id, line.pk])
            found.append(Waits(MINE, title, "", (Answer(_("Answer it"), link),)))
        else:
            found.append(Waits(OTHERS, title))
    return found
