"""A person's morning letter: what is overdue, due and waiting, by reference and day alone.

Mail is not a safe channel: no word of a task stands in it, only its reference and its address; of
agreements only their days and the page that shows them, as their own addresses tell their names; of
rounds of review their reference, and the page of the unit that is asked; of steps that of the case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chancery.notices.mail import full_link
from chancery.people.models import User
from chancery.work.alarming import Ringing
from chancery.work.consultations.reminding import Question
from chancery.work.reminded import Told
from chancery.work.reminder_rules import plan
from chancery.work.reminding import AHEAD
from chancery.work.reviews.reminding import Awaited
from chancery.work.steps import Step

TASK_PAGE = "/tasks/{}/"
"""The page of a task; a test holds it to the address that web gives it."""
QUESTION_PAGE = "/consultations/{}/"
"""The page of a consultation; the same test holds it."""
ALARMS_PAGE = "/agreements/alarms/"
"""The page of dates of agreements; the same test holds it."""
CALL_PAGE = "/reviews/{}/answer/{}/"
"""The page on which a unit answers a round."""
CASE_PAGES = {
    "obstacle": "/obstacles/{}/",
    "opportunity": "/opportunities/{}/",
    "interaction": "/interactions/{}/",
}
"""The pages of what has a next step; the same test holds them."""
MOST = 60
"""Lines of one group; what goes beyond is counted."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is posted."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that a person is told of in one letter."""

    tasks: list[Told]
    alarms: list[Ringing]
    questions: list[Question]
    calls: list[Awaited]
    steps: list[Step]

    def __len__(self) -> int:
        return sum(len(getattr(self, part.name)) for part in fields(self))


def letter(person: User, told: Content, day: date) -> Letter:
    """The letter about all that is to be told, in the person's language."""
    with translation.override(person.language):
        groups = _groups(told.tasks)
        titled = _("Chancery, %(day)s") % {"day": _day(day)}
        counts = [*_counts(groups), *_question_count(told.questions), *_call_count(told.calls)]
        counts += [*_step_count(told.steps), *_alarm_count(told.alarms)]
        subject = f"{titled}: {', '.join(counts)}"
        parts = [f"{person.full_name},", *(_section(name, rows) for name, rows in groups if rows)]
        if told.questions:
            parts.append(_question_section(told.questions))
        if told.calls:
            parts.append(_call_section(told.calls))
        if told.steps:
            parts.append(_step_section(told.steps))
        if told.alarms:
            parts.append(_alarm_section(told.alarms))
        return Letter(subject, "\n\n".join(parts))


def _groups(told: list[Told]) -> list[tuple[str, list[Told]]]:
    overdue = [t for t in told if t.event == "overdue"]
    ahead = [t for t in told if t.event in AHEAD]
    waiting = [t for t in told if t.event != "overdue" and t.event not in AHEAD]
    return [
        ("overdue", sorted(overdue, key=lambda t: (t.days, t.reference))),
        ("due", sorted(ahead, key=lambda t: (t.days, t.reference))),
        ("waiting", sorted(waiting, key=lambda t: (t.since, t.reference))),
    ]


def _counts(groups: list[tuple[str, list[Told]]]) -> list[str]:
    numbers = {name: len({t.reference for t in rows}) for name, rows in groups}
    words = {
        "overdue": _("%(n)s overdue"),
        "due": _("%(n)s due soon"),
        "waiting": _("%(n)s waiting for you"),
    }
    return [words[name] % {"n": n} for name, n in numbers.items() if n]


def _call_count(calls: Sequence[Awaited]) -> list[str]:
    number = len({call.review for call in calls})
    said = ngettext("%(n)s review to answer", "%(n)s reviews to answer", number)
    return [said % {"n": number}] if number else []


def _call_section(calls: Sequence[Awaited]) -> str:
    rows = sorted(calls, key=lambda one: (one.due, one.reference, one.unit))
    lines = [_("Reviews to answer (%(n)s)") % {"n": len({row.review for row in rows})}]
    for row in rows:
        said = _("reply by %(day)s, %(left)s") % {"day": _day(row.due), "left": _left(row.days)}
        lines.append(f"- {row.reference}: {said}")
        lines.append(f"  {full_link(CALL_PAGE.format(row.review, row.unit))}")
    return "\n".join(lines)


def _step_count(steps: Sequence[Step]) -> list[str]:
    number = len({one.reference for one in steps})
    said = ngettext("%(n)s next step", "%(n)s next steps", number)
    return [said % {"n": number}] if number else []


def _step_section(steps: Sequence[Step]) -> str:
    rows = sorted(steps, key=lambda one: (one.days, one.reference))
    lines = [
        _("Next steps of obstacles, opportunities and interactions (%(n)s)") % {"n": len(rows)}
    ]
    for row in rows[:MOST]:
        words = _("was planned for %(day)s, %(left)s") if row.days < 0 else _("planned for %(day)s, %(left)s")  # fmt: skip
        said = words % {"day": _day(row.day), "left": _left(row.days)}
        lines.append(f"- {row.reference}: {said}")
        lines.append(f"  {full_link(CASE_PAGES[row.kind].format(row.case))}")
    if len(rows) > MOST:
        lines.append(_("and %(n)s more in Chancery") % {"n": len(rows) - MOST})
    return "\n".join(lines)


def _question_count(questions: Sequence[Question]) -> list[str]:
    number = len({one.consultation for one in questions})
    said = ngettext("%(n)s consultation", "%(n)s consultations", number)
    return [said % {"n": number}] if number else []


def _question_section(questions: Sequence[Question]) -> str:
    rows = sorted(questions, key=lambda one: (one.days, one.reference, one.event))
    number = len({one.consultation for one in rows})
    lines = [_("Consultations (%(n)s)") % {"n": number}]
    lines += [
        f"- {row.reference}: {_asked(row)}\n  {full_link(QUESTION_PAGE.format(row.consultation))}"
        for row in rows[:MOST]
    ]
    if len(rows) > MOST:
        lines.append(_("and %(n)s more in Chancery") % {"n": len(rows) - MOST})
    return "\n".join(lines)


def _asked(row: Question) -> str:
    """How one unit stands, in a few words; not which unit."""
    values = {"day": _day(row.since), "left": _left(row.days)}
    sayings = {
        "reply": _("reply due %(day)s, %(left)s"),
        "reply_silent": _("reply was due %(day)s, %(left)s"),
        "reply_ladder": _("reply was due %(day)s, %(left)s"),
        "reply_time": _("a unit asks for more time since %(day)s"),
    }
    return sayings[row.event] % values


def _alarm_count(alarms: Sequence[Ringing]) -> list[str]:
    number = len(alarms)
    said = ngettext("%(n)s date of an agreement", "%(n)s dates of agreements", number)
    return [said % {"n": number}] if number else []


def _alarm_section(alarms: Sequence[Ringing]) -> str:
    rows = sorted(alarms, key=lambda one: (one.day, one.event, one.agreement))
    lines = [_("Dates of agreements (%(n)s)") % {"n": len(rows)}]
    lines += [f"- {_partly(row)}: {alarm_said(row.event, row.left)}" for row in rows[:MOST]]
    if len(rows) > MOST:
        lines.append(_("and %(n)s more in Chancery") % {"n": len(rows) - MOST})
    return "\n".join([*lines, f"  {full_link(ALARMS_PAGE)}"])


def alarm_said(event: str, left: int) -> str:
    """What a date of an agreement is, and how far it is."""
    return f"{alarm_word(event)}, {days_left(left)}"


def alarm_word(event: str) -> str:
    """What a date of an agreement is, in a few words."""
    words = {
        "expiry": _("the term ends"),
        "notice": _("last day to give notice"),
        "renewal": _("renews itself"),
        "review": _("review"),
        "step": _("next step"),
        "stage": _("a stage has lasted long"),
    }
    return words.get(event, event)


def days_left(days: int) -> str:
    """How far a day of the calendar is."""
    if days == 0:
        return _("now")
    if days < 0:
        return ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": -days}
    return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}


def _partly(row: Ringing) -> str:
    """A month or a year where no more is known."""
    if len(row.written) == len("2026-06-30"):
        return _day(row.day)
    return "/".join(reversed(row.written.split("-")))


def _section(name: str, rows: list[Told]) -> str:
    titles = {
        "overdue": _("Overdue (%(n)s)"),
        "due": _("Due soon (%(n)s)"),
        "waiting": _("Waiting for you (%(n)s)"),
    }
    lines = [titles[name] % {"n": len({row.reference for row in rows})}]
    lines += [f"- {row.reference}: {_said(row)}\n  {_link(row)}" for row in rows[:MOST]]
    if len(rows) > MOST:
        lines.append(_("and %(n)s more in Chancery") % {"n": len(rows) - MOST})
    return "\n".join(lines)


def _link(row: Told) -> str:
    return full_link(TASK_PAGE.format(row.task))


def _said(row: Told) -> str:
    """How the task stands, in a few words."""
    values = {"day": _day(row.since), "left": _left(row.days)}
    sayings = {
        "overdue": _("was due %(day)s, %(left)s"),
        "due": _("due %(day)s, %(left)s"),
        "contribution": _("contribution due %(day)s, %(left)s"),
        "report": _("progress report due %(day)s, %(left)s"),
        "acceptance": _("waits to be accepted since %(day)s"),
        "approval": _("the result waits for approval since %(day)s"),
        "extension": _("the lead unit asks for more time since %(day)s"),
        "lead_proposal": _("another lead is proposed since %(day)s"),
        "progress": _("a progress report waits for your approval since %(day)s"),
    }
    return sayings[row.event] % values


def _left(days: int) -> str:
    if days == 0:
        return _("today is the last day")
    if days < 0:
        late = ngettext("%(n)s working day late", "%(n)s working days late", -days)
        return late % {"n": -days}
    return ngettext("%(n)s working day left", "%(n)s working days left", days) % {"n": days}


def why(rule: str) -> str:
    """On what ground a rule reminds, in a word or two; empty for one that is no longer there."""
    words = {
        "overdue": _("overdue"),
        "due": _("due soon"),
        "contribution": _("contribution wanted"),
        "report": _("progress report due soon"),
        "review": _("review to answer"),
        "step": _("next step due soon"),
        "step_late": _("next step late"),
        "acceptance": _("to accept"),
        "approval": _("result to approve"),
        "extension": _("more time asked for"),
        "lead_proposal": _("another lead proposed"),
        "progress": _("progress report to approve"),
    }
    return next((words[known.event] for known in plan().rules if known.name == rule), "")


def _day(day: date) -> str:
    return str(formats.date_format(day, "SHORT_DATE_FORMAT"))
