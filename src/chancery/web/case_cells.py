"""The cells of the lists of cases."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chancery.register.cases.kinds import obstacle_kinds
from chancery.register.cases.queries import codes_of, named_goods, quiet_days
from chancery.register.cases.rules import is_live
from chancery.register.models import CaseProduct, Obstacle, Opportunity
from chancery.web.cells import NONE, chosen, many, record_text, said
from chancery.web.formatting import bilingual, day, number
from chancery.web.forms.cases import kind_label
from chancery.web.templatetags.chancery import badge, due_badge

Case = Obstacle | Opportunity


def kind_word(row: Obstacle) -> str:
    """What its kind is called; a kind that is no longer defined shows its code."""
    known = obstacle_kinds().get(row.kind)
    return kind_label(known) if known else row.kind


def obstacle_text(row: Obstacle, shown: Set[str]) -> str:
    """What blocks; below it what does not have a column of its own."""
    marks = _pressing(row, shown)
    if row.kind and "kind" not in shown:
        marks.append(said(kind_word(row)))
    if "hs" not in shown and (codes := goods(row)):
        marks.append(said(f"HS {codes}"))
    return record_text(row, "obstacle", marks)


def opportunity_text(row: Opportunity, shown: Set[str]) -> str:
    """What could be won; below it what does not have a column of its own."""
    marks = _pressing(row, shown)
    if "kind" not in shown:
        marks.append(said(chosen(row, "kind")))
    if "hs" not in shown and (codes := goods(row)):
        marks.append(said(f"HS {codes}"))
    return record_text(row, "opportunity", marks)


def _pressing(row: Case, shown: Set[str]) -> list[SafeString]:
    if row.priority == "normal" or "priority" in shown:
        return []
    return [badge(chosen(row, "priority"), "plain", "flag")]


def goods(row: Case) -> str:
    """The codes of its goods, as fetched for the list."""
    fetched: list[CaseProduct] | None = getattr(row, "caseproducts_shown", None)
    codes = codes_of(row) if fetched is None else sorted(one.code for one in fetched)
    return named_goods(codes)


def kind_cell(row: Obstacle, _shown: Set[str]) -> str:
    """The kind."""
    return conditional_escape(kind_word(row)) if row.kind else NONE


def goods_cell(row: Case, _shown: Set[str]) -> str:
    """The codes."""
    return conditional_escape(goods(row)) or NONE


def pending(row: Obstacle) -> str:
    """With whom it is pending, in a line."""
    unit = bilingual(row.pending_unit) if row.pending_unit else ""
    return "; ".join(filter(None, (unit, row.pending_text)))


def pending_cell(row: Obstacle, _shown: Set[str]) -> str:
    """With whom, and since when."""
    told = filter(None, (row.pending_unit and bilingual(row.pending_unit), row.pending_text))
    lines = format_html_join("", "<div>{}</div>", ((one,) for one in told))
    if not row.pending_since:
        return lines or NONE
    since = _("since %(day)s") % {"day": day(row.pending_since)}
    return format_html('{}<div class="doc-line">{}</div>', lines, since)


def estimate_cell(row: Obstacle, _shown: Set[str]) -> str:
    """The day in force; past it, by how much."""
    if row.resolved_on:
        return conditional_escape(day(row.resolved_on))
    return _dated(row.estimated, live=is_live(row))


def next_cell(row: Case, _shown: Set[str]) -> str:
    """What comes next, and by when."""
    if not row.next_step:
        return NONE
    if not row.next_step_on:
        return conditional_escape(row.next_step)
    dated = _dated(row.next_step_on, live=is_live(row))
    return format_html('{}<div class="doc-line">{}</div>', row.next_step, dated)


def _dated(value: date | None, *, live: bool) -> SafeString:
    if value is None:
        return NONE
    stands = due_badge(value) if live else ""
    return format_html('<span class="nowrap">{}</span> {}', day(value), stands)


def quiet_cell(row: Case, _shown: Set[str]) -> str:
    """Days without a step."""
    days = quiet_days(row)
    if days is None:
        return NONE
    words = ngettext("%(days)s day", "%(days)s days", days)
    return conditional_escape(words % {"days": number(days)})


def person_cell(row: Case, _shown: Set[str]) -> str:
    """Who is in charge."""
    return conditional_escape(row.person.full_name) if row.person else NONE


def owner_cell(row: Opportunity, _shown: Set[str]) -> str:
    """The unit that owns it, and who there."""
    if row.lead is None:
        return NONE
    name = (
        format_html('<div class="doc-line">{}</div>', row.person.full_name) if row.person else ""
    )
    return format_html("{}{}", bilingual(row.lead), name)


def value_word(row: Opportunity) -> str:
    """The estimate in its currency; cents only where there are some."""
    if row.amount is None:
        return ""
    places = 0 if row.amount == row.amount.to_integral_value() else 2
    return f"{number(row.amount, places)} {row.currency}"


def value_cell(row: Opportunity, _shown: Set[str]) -> str:
    """The estimate with its currency, day and source."""
    if row.amount is None:
        return NONE
    about = f"{row.value_source}, {day(row.valued_on)}"
    figure = value_word(row)
    return format_html(
        '<span class="nowrap figure">{}</span><div class="doc-line">{}</div>', figure, about
    )


def names(row: Any, field: str) -> str:
    """The names of all that a field leads to, in a line."""
    return "; ".join(bilingual(one) for one in many(row, field))
