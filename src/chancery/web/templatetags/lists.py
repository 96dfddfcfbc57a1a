"""Tags of long lists: ``{% load lists %}``."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chancery.web.cells import address
from chancery.web.formatting import bilingual
from chancery.web.templatetags.chancery import task_due
from chancery.work.models import Task

register = template.Library()


@register.simple_tag(takes_context=True)
def listing_row(context: template.Context, row: Any) -> SafeString:
    """One row of a listing: a box to tick it, and a cell for each column shown."""
    shown, labels = context["shown"], context["labels"]
    cells = (
        (column.css, labels[column.key], column.cell(row, shown)) for column in context["columns"]
    )
    return format_html(
        '<tr><td class="tick"><input class="form-check-input" type="checkbox" name="rows" '
        'value="{}" form="bulk" aria-label="{}"></td>{}</tr>',
        row.pk,
        row.reference,
        format_html_join("", '<td class="{}" data-label="{}">{}</td>', cells),
    )


@register.simple_tag
def board_card(task: Task) -> SafeString:
    """A task on the board."""
    text = task.text if len(task.text) <= 120 else f"{task.text[:119]}…"
    return format_html(
        '<li class="board-card"><a href="{}">{}</a><p class="doc-line">'
        '<span class="reference">{}</span><span>{}</span></p>{}</li>',
        address("task", task.pk),
        text,
        task.reference,
        bilingual(task.lead),
        task_due(task),
    )
