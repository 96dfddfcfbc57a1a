"""The cells of the list of what went up the ladder."""

from __future__ import annotations

from collections.abc import Set

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from chancery.web.cells import LONGEST, address
from chancery.web.formatting import bilingual, day, number, shortened
from chancery.web.templatetags.chancery import due_badge
from chancery.work.models import Escalation


def about(row: Escalation, _shown: Set[str]) -> SafeString:
    """The task it is about; below it the references and what is asked."""
    said = format_html("<div>{}</div>", shortened(row.text, LONGEST)) if row.text else ""
    return format_html(
        '<a href="{}" data-row-link>{}</a>{}<div class="doc-line"><span class="reference">{}</span>'
        '<span class="reference">{}</span></div>',
        address("escalation", row.pk),
        shortened(row.task.text, LONGEST),
        said,
        row.reference,
        row.task.reference,
    )


def answer_due(row: Escalation, _shown: Set[str]) -> SafeString:
    """By when it is answered, and how that stands while it waits."""
    stands = due_badge(row.due) if row.state == Escalation.State.OPEN else ""
    return format_html("{}<div>{}</div>", day(row.due), stands)


def ground(row: Escalation, shown: Set[str]) -> SafeString:
    """Why it went up; below it how late it was then, where that has no column."""
    said = str(row.get_trigger_display())
    if "days_late" in shown or not row.days_late:
        return format_html("{}", said)
    words = ngettext("for %(shown)s working day", "for %(shown)s working days", row.days_late)
    late_by = words % {"shown": number(row.days_late)}
    return format_html('{}<div class="doc-line">{}</div>', said, late_by)


def asked(row: Escalation, shown: Set[str]) -> SafeString:
    """The unit that answers; below it how high that is, where that has no column."""
    if "rung" in shown:
        return format_html("{}", bilingual(row.to_unit))
    rung = row.get_rung_display()
    return format_html('{}<div class="doc-line">{}</div>', bilingual(row.to_unit), rung)


def late(row: Escalation, _shown: Set[str]) -> str:
    """Working days on the day it was raised."""
    return number(row.days_late)
