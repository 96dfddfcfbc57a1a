"""The cells of long lists, made in Python: a template takes five times as long for each row.

Each function gives the inside of one cell; ``shown`` are the keys of the columns that are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from django.urls import get_script_prefix, reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from chancery.register.models import Commitment, Record
from chancery.register.rules import LIVE_STATES
from chancery.web.formatting import MISSING, bilingual, day, number
from chancery.web.templatetags.chancery import (
    badge,
    due_badge,
    icon,
    state_badge,
    task_due,
    task_timeliness,
)
from chancery.work.models import Task

Cell = Callable[[Any, Set[str]], str]
LONGEST = 220
NONE = format_html('<span class="missing">{}</span>', MISSING)
_SENSITIVITY = {"restricted": ("amber", "lock"), "public": ("plain", "world")}


SET = "{}_shown"
"""Where ``listing.Listing.sets`` puts what hangs on a row many times."""


def many(row: Model, name: str) -> list[Any]:
    """All that the field leads to: as it was fetched for a list, or asked for here.

    A list that was fetched into an attribute costs a tenth of a manager made for each row.
    """
    found: list[Any] | None = getattr(row, SET.format(name), None)
    return list(getattr(row, name).all()) if found is None else found


def set_of(name: str, rows: QuerySet[Any]) -> Prefetch[Any]:
    """How a listing fetches what hangs on a row many times, for ``many``."""
    return Prefetch(name, rows, to_attr=SET.format(name))


def missing() -> SafeString:
    """What stands where there is nothing."""
    return NONE


def titled(row: Record, page: str, title: str, marks: Iterable[str] = ()) -> SafeString:
    """A record by its name in the language of the page; below it what has no column."""
    return record_text(row, page, marks, title)


def address(page: str, pk: int) -> str:
    """The page of one record: looked up once for all rows."""
    return _pattern(page, get_script_prefix()).replace("/0/", f"/{pk}/")


@lru_cache(maxsize=16)
def _pattern(page: str, _prefix: str) -> str:
    return reverse(page, args=[0])


def words(name: str) -> Cell:
    """What the field says."""
    return lambda row, _shown: conditional_escape(getattr(row, name) or "")


def choice(name: str) -> Cell:
    """What the chosen value is called."""
    return lambda row, _shown: conditional_escape(chosen(row, name))


def name_of(name: str) -> Cell:
    """The name of the unit or partner that the field leads to."""
    return lambda row, _shown: _named(getattr(row, name))


def names_of(name: str) -> Cell:
    """The names of all that the field leads to, one below the other."""
    return lambda row, _shown: _lines(many(row, name))


def state(row: Any, _shown: Set[str]) -> str:
    """The state, as everywhere."""
    return state_badge(row.state, chosen(row, "state"))


def day_of(name: str) -> Cell:
    """A day."""
    return lambda row, _shown: _day(getattr(row, name))


def recorded(row: Any, _shown: Set[str]) -> str:
    """The day on which it was recorded."""
    return conditional_escape(day(row.created_at))


def task_text(row: Task, shown: Set[str]) -> str:
    """What is to be done; below it what does not have a column of its own."""
    marks = []
    if row.priority != "normal" and "priority" not in shown:
        marks.append(badge(chosen(row, "priority"), "plain", "flag"))
    if getattr(row, "is_whole", False):
        marks.append(said(_("in parts")))
    if "partners" not in shown:
        marks += [said(bilingual(partner)) for partner in many(row, "partners")]
    return record_text(row, "task", marks)


def task_lead(row: Task, shown: Set[str]) -> str:
    """Who leads; how many help."""
    help_it = 0 if "coordinating" in shown else len(many(row, "coordinating"))
    if not help_it:
        return _named(row.lead)
    said = ngettext("with %(shown)s unit", "with %(shown)s units", help_it)
    told = said % {"shown": number(help_it)}
    return format_html('{}<div class="doc-line">{}</div>', bilingual(row.lead), told)


def task_when(row: Task, _shown: Set[str]) -> str:
    """The due date in force, and how it stands."""
    if not row.due:
        return NONE
    return format_html("{}<div>{}</div>", day(row.due), task_due(row))


def task_outcome(row: Task, _shown: Set[str]) -> str:
    """One of the four outcomes, or what is counted apart."""
    return task_timeliness(row)


def person(row: Task, _shown: Set[str]) -> str:
    """Who is in charge."""
    return conditional_escape(row.person.full_name) if row.person else ""


def commitment_text(row: Commitment, shown: Set[str]) -> str:
    """What was undertaken; below it the sectors."""
    marks = []
    if "sectors" not in shown:
        marks = [said(bilingual(sector)) for sector in many(row, "sectors")]
    return record_text(row, "commitment", marks)


def parties(row: Commitment, _shown: Set[str]) -> str:
    """The parties; a flag marks those who undertake."""
    flag = format_html(" {}", icon("flag", _("undertakes")))
    rows = ((bilingual(s.partner), flag if s.undertakes else "") for s in many(row, "sides"))
    return format_html_join(mark_safe("<br>"), '<span class="nowrap">{}{}</span>', rows)


def undertaking(row: Commitment, _shown: Set[str]) -> str:
    """The parties who undertake."""
    return _lines(side.partner for side in many(row, "sides") if side.undertakes)


def commitment_when(row: Commitment, _shown: Set[str]) -> str:
    """The due date, and how it stands while there is something to keep."""
    return due_while(row, row.state in LIVE_STATES)


def due_while(row: Any, live: bool) -> SafeString:
    """The due date; below it how it stands, while there is something to do."""
    if not row.due:
        return NONE
    stands = due_badge(row.due) if live else ""
    return format_html("{}<div>{}</div>", day(row.due), stands)


def record_text(row: Record, page: str, marks: Iterable[str], title: str = "") -> SafeString:
    """The words of a record that lead to its page; below them its reference and ``marks``."""
    if row.sensitivity != "internal":
        tone = _SENSITIVITY.get(row.sensitivity, ("plain", "building"))
        marks = [*marks, badge(chosen(row, "sensitivity"), *tone)]
    words = title or row.text
    text = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
    return format_html(
        '<a href="{}" data-row-link>{}</a><div class="doc-line"><span class="reference">{}</span>{}</div>',
        address(page, row.pk),
        text,
        row.reference,
        mark_safe("".join(marks)),  # noqa: S308 - each was escaped above
    )


def chosen(row: Model, name: str) -> str:
    """``row.get_name_display()``, which works out its table of choices anew for every row."""
    value = getattr(row, name)
    return _word(type(row), name, value, get_language())


@lru_cache(maxsize=1024)
def _word(model: type[Model], name: str, value: str, _language: str | None) -> str:
    choices = model._meta.get_field(name).flatchoices  # type: ignore[union-attr]  # noqa: SLF001
    return str(dict(choices).get(value, value))


def said(text: str) -> SafeString:
    """Plain words among the marks."""
    return format_html("<span>{}</span>", text)


def _day(value: date | None) -> str:
    return day(value) if value else NONE


def _named(thing: Model | None) -> str:
    return conditional_escape(bilingual(thing)) if thing else NONE


def _lines(things: Iterable[Model]) -> SafeString:
    return format_html_join("", "<div>{}</div>", ((bilingual(thing),) for thing in things))
