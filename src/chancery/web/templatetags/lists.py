"""Tags of long lists: ``{% load lists %}``."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from chancery.register.cases.queries import QUIET, quiet_days
from chancery.register.models import Opportunity
from chancery.web import measures
from chancery.web.cells import address
from chancery.web.formatting import MISSING, bilingual, number
from chancery.web.templatetags.chancery import badge, due_badge, task_due
from chancery.web.timeliness import Cell, Row
from chancery.work.models import Task

register = template.Library()
_NOTHING = format_html('<span class="missing">{}</span>', MISSING)
_NOUGHT = mark_safe('<span class="missing">0</span>')


@register.simple_tag(takes_context=True)
def listing_row(context: template.Context, row: Any) -> SafeString:
    """One row of a listing: a box to tick it where there is something to do to many rows at once,
    and a cell for each column shown."""
    shown, labels = context["shown"], context["labels"]
    cells = (
        (column.css, labels[column.key], column.cell(row, shown)) for column in context["columns"]
    )
    told = format_html_join("", '<td class="{}" data-label="{}">{}</td>', cells)
    if not context["listing"].bulk:  # nothing is done to many of them
        return format_html("<tr>{}</tr>", told)
    return format_html(
        '<tr><td class="tick"><input class="form-check-input" type="checkbox" name="rows" '
        'value="{}" form="bulk" aria-label="{}"></td>{}</tr>',
        row.pk,
        row.reference,
        told,
    )


@register.simple_tag(takes_context=True)
def figures_row(context: template.Context, row: Row) -> SafeString:
    """One line of the report on timeliness; the page names its last columns (``…_label``)."""
    cells = ((cell.heading, _figure(cell)) for cell in (*row.cells, row.total))
    last = (
        (context["kept_label"], _NOTHING if row.kept is None else f"{number(row.percent)}%"),
        (context["extensions_label"], number(row.extensions)),
        (
            context["response_label"],
            _NOTHING if row.response is None else number(row.response, 1),
        ),
    )
    return format_html(
        '<tr><td class="figures-name">{}</td><td class="figures-bar"><svg class="bar" viewBox='
        '"0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{}</svg></td>{}</tr>',
        _named(row),
        format_html_join(
            "",
            '<rect x="{}" width="{}" height="8" class="bar-{}"></rect>',
            ((str(piece.start), str(piece.width), piece.tone) for piece in row.bar),
        ),
        format_html_join("", '<td class="number" data-label="{}">{}</td>', (*cells, *last)),
    )


@register.simple_tag
def measures_row(row: measures.Row) -> SafeString:
    """One line of a table of measures: a template of its own took half of the time of the page."""
    name = row.name
    if row.page:
        name = format_html('<a href="{}" data-row-link>{}</a>', row.page, row.name)
    cells = ((cell.head, _measured(cell), _note(cell)) for cell in row.cells)
    return format_html(
        '<tr><th scope="row" class="figures-name">{}</th>{}</tr>',
        name,
        format_html_join("", '<td class="number" data-label="{}">{}{}</td>', cells),
    )


def _measured(cell: measures.Cell) -> SafeString:
    if not cell.value:
        return format_html('<span class="figure missing">{}</span>', cell.shown)
    if not cell.link:
        return format_html('<span class="figure">{}</span>', cell.shown)
    css = "figure is-red" if cell.tone == "red" else "figure"
    return format_html('<a class="{}" href="{}">{}</a>', css, cell.link, cell.shown)


def _note(cell: measures.Cell) -> str:
    note = cell.note
    return format_html('<div class="row-sub figure">{}</div>', note) if note else ""


def _named(row: Row) -> SafeString:
    if not row.page:
        return format_html("<strong>{}</strong>", row.name)
    return format_html('<a href="{}" data-row-link>{}</a>', row.page, row.name)


def _figure(cell: Cell) -> SafeString:
    if not cell.count:
        return _NOUGHT
    css = mark_safe(' class="is-red"') if cell.tone == "red" else ""  # a constant
    return format_html('<a href="{}"{}>{}</a>', cell.link, css, number(cell.count))


@register.simple_tag
def opportunity_card(row: Opportunity) -> SafeString:
    """An opportunity on the board: who owns it, what comes next, how long nothing was done."""
    text = row.text if len(row.text) <= 120 else f"{row.text[:119]}…"
    days = quiet_days(row)
    is_quiet = days is not None and days > QUIET.days
    return format_html(
        '<li class="board-card"><a href="{}">{}</a><p class="doc-line"><span class="reference">{}'
        "</span><span>{}</span></p>{}{}</li>",
        address("opportunity", row.pk),
        text,
        row.reference,
        " · ".join(bilingual(one) for one in (row.partner, row.lead) if one),
        due_badge(row.next_step_on) if row.next_step_on and days is not None else "",
        badge(_("quiet for %(days)s days") % {"days": days}, "amber", "clock") if is_quiet else "",
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
