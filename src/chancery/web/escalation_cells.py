"""The cells of the list of what went up the ladder."""

from __future__ import annotations

from collections.abc import Set

from django.utils.html import format_html
from django.utils.safestring import SafeString

from chancery.web.cells import LONGEST, address
from chancery.web.formatting import day, number, shortened
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


def late(row: Escalation, _shown: Set[str]) -> str:
    """Working days on the day it was raised."""
    return number(row.days_late)
