"""What is looked through of each kind of row, in its own words, and when it is of.

``texts`` is asked again of the living row when a hit is shown, so that a snippet shows what stands
there now. Only what everybody sees who may see the row goes in: no drafts, no other record's words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from chancery.documents.models import Document
from chancery.partners.models import Partner
from chancery.people.models import Unit
from chancery.people.queries import country_pack
from chancery.reference.errors import UnknownKeyError
from chancery.register.merging import behind
from chancery.register.models import Activity, Agreement, Mergeable, Project, Record, Upgrade
from chancery.work.models import Escalation, MonthlyReport, WorkPlan


@dataclass(frozen=True, slots=True)
class Texts:
    """The line by which a row is known, what else names it, and what it says."""

    title: str
    names: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        return "\n".join((self.title, *self.names))

    @property
    def body(self) -> str:
        return "\n".join(text for text in self.said if text)


def of_document(row: Document) -> Texts:
    return Texts(row.title, (row.number, row.issuer), (row.source_text.text,))


def of_record(row: Record) -> Texts:
    """Commitments, tasks and all that are numbered: content and quote, and what else was written."""
    columns = (
        *("quote", "deliverable", "due_text", "issuer_text", "area", "answer"),
        *("affected", "pending_text", "next_step", "firms"),
    )
    said = [str(getattr(row, column, "")) for column in columns]
    return Texts(row.text, (row.reference,), tuple(said))


def of_activity(row: Activity) -> Texts:
    return Texts(row.text, (row.reference,), (row.quote, row.place, row.participants))


def of_project(row: Project) -> Texts:
    names = (row.reference, row.name_en, row.identifier)
    return Texts(row.text, names, (row.quote, row.agencies, row.place, row.difficulties))


def of_upgrade(row: Upgrade) -> Texts:
    return Texts(row.text, (row.reference,), (row.quote, row.actions, row.before, row.after))


def in_columns(*said: str, names: tuple[str, ...] = ()) -> Callable[[Any], Texts]:
    """What a numbered record says, named by its columns: ``names`` are by what else it is known."""

    def texts(row: Any) -> Texts:
        named = (row.reference, *(str(getattr(row, name) or "") for name in names))
        return Texts(row.text, named, (row.quote, *(str(getattr(row, one) or "") for one in said)))

    return texts


def of_plan(row: WorkPlan) -> Texts:
    """Its title and lines: whoever may know of a plan sees all of them."""
    lines = (text for line in row.lines.all() for text in (line.text, line.result))
    return Texts(row.text, (row.reference,), (row.quote, *lines))


def of_report(row: MonthlyReport) -> Texts:
    """Its title and the officer's own words; its facts are other records' words."""
    words = (section.words for section in row.sections.all())
    return Texts(row.text, (row.reference,), (row.quote, *words))


def of_escalation(row: Escalation) -> Texts:
    """What was asked and answered; what the clock raised is known by its reference."""
    return Texts(row.text or row.reference, (row.reference,), (row.answer,))


def on_its_day(column: str) -> Callable[[Any], date]:
    """The day that a column holds; that of recording where it is empty."""
    return lambda row: getattr(row, column) or day_of_record(row)


def of_agreement(row: Agreement) -> Texts:
    return Texts(row.name_vi, (row.name_en, row.short))


def of_partner(row: Partner) -> Texts:
    try:
        aliases = country_pack().partner(row.code).aliases
    except UnknownKeyError:  # one that the pack does not have
        aliases = ()
    return Texts(row.name_vi, (row.name_en, row.code, row.iso3, *aliases))


def of_unit(row: Unit) -> Texts:
    """Every name that it bore."""
    held = [(n.name_vi, n.name_en, *map(str, n.short)) for n in row.names.all()]
    names = (row.name_en, row.short, *(name for names in held for name in names))
    return Texts(row.name_vi, tuple(dict.fromkeys(name for name in names if name)), (row.city,))


def day_of_document(row: Document) -> date:
    return row.published or timezone.localdate(row.added_at)


def day_of_record(row: Record) -> date:
    return timezone.localdate(row.created_at)


def day_of_activity(row: Activity) -> date:
    return row.start


def day_of_agreement(row: Agreement) -> date | None:
    """Its latest stage; a month or year that is known alone counts from its first day."""
    days = (f"{stage.date}{'0001-01-01'[len(stage.date) :]}" for stage in row.stages.all())
    return max((date.fromisoformat(day) for day in days if day > "0002"), default=None)


def no_day(row: Any) -> date | None:
    return None


def numbers_of_document(row: Document) -> Iterable[str]:
    return [row.number]


def numbers_of_record(row: Record) -> Iterable[str]:
    """``CK-2026-0147``, and its number alone: 0147, 147; those too that were merged into it."""
    number = row.reference.rpartition("-")[2]
    yield from (row.reference, number, number.lstrip("0"))
    if isinstance(row, Mergeable):
        yield from (one.reference for one in behind(row))


def names_of(row: Agreement | Partner | Unit) -> Iterable[str]:
    texts = KNOWN_BY[type(row)](row)
    return [texts.title, *texts.names]


KNOWN_BY: dict[type[Any], Any] = {
    Agreement: of_agreement,
    Partner: of_partner,
    Unit: of_unit,
}
