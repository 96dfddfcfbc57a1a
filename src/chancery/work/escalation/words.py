"""What people are told of the ladder: by reference and day alone, as mail is no safe channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chancery.notices.mail import full_link
from chancery.people.models import User
from chancery.work.models import Escalation, UrgedTask, Urging

ESCALATION_PAGE, URGING_PAGE = "/escalations/{}/", "/urgings/{}/"
"""Addresses of pages; a test holds them to those that web gives."""
MOST = 60


@dataclass(frozen=True, slots=True)
class Letter:
    """What is posted."""

    subject: str
    body: str


def asked(person: User, rows: Sequence[Escalation]) -> Letter:
    """That these rungs wait for the person's answer."""
    with translation.override(person.language):
        number = len(rows)
        said = ngettext("%(n)s matter waits for your answer", "%(n)s matters wait for your answer", number)  # fmt: skip
        lines = [_line(row) for row in rows[:MOST]]
        if number > MOST:
            lines.append(_("and %(n)s more in Chancery") % {"n": number - MOST})
        first = _("These went up to you and wait for your answer:")
        body = "\n\n".join([f"{person.full_name},", first, "\n".join(lines)])
        return Letter(f"Chancery: {said % {'n': number}}", body)


def _line(row: Escalation) -> str:
    said = _("%(reference)s about %(task)s, %(ground)s; answer by %(day)s")
    values = {
        "reference": row.reference,
        "task": row.task.reference,
        "ground": row.get_trigger_display(),
        "day": formats.date_format(row.due, "SHORT_DATE_FORMAT"),
    }
    return f"- {said % values}\n  {full_link(ESCALATION_PAGE.format(row.pk))}"


def answered(person: User, row: Escalation) -> Letter:
    """How what the person's unit raised was answered."""
    with translation.override(person.language):
        subject = _("%(reference)s about %(task)s: %(answer)s") % {
            "reference": row.reference,
            "task": row.task.reference,
            "answer": row.get_verdict_display(),
        }
        said = _("What your unit raised was answered; the words of the answer are in Chancery.")
        return Letter(subject, f"{person.full_name},\n\n{said}")


def urged(person: User, urging: Urging, lines: Sequence[UrgedTask]) -> Letter:
    """That a letter urges the person's unit, and about which tasks."""
    with translation.override(person.language):
        day = formats.date_format(urging.reply_by, "SHORT_DATE_FORMAT")
        subject = _("%(reference)s: your unit is urged, answer by %(day)s") % {
            "reference": urging.reference,
            "day": day,
        }
        listed = ", ".join(line.task.reference for line in lines[:MOST])
        said = _("%(unit)s urges your unit about %(tasks)s. Answer on the page of the letter by %(day)s.")  # fmt: skip
        values = {"unit": urging.by_unit, "tasks": listed, "day": day}
        return Letter(subject, f"{person.full_name},\n\n{said % values}")
