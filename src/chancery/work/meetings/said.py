"""What an item of an agenda is called, for pages and papers: in the language now in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chancery.work.models import AgendaItem, Meeting

Kind = AgendaItem.Kind


@dataclass(frozen=True, slots=True)
class Said:
    """An item in words: its title, the record it is about, what is asked, who answers for it."""

    title: str
    reference: str = ""
    asked: str = ""
    lead: str = ""
    due: date | None = None


def said_of(item: AgendaItem) -> Said:
    """The words for an item that was fetched with what it is about (``queries.items_of``)."""
    if item.kind == Kind.ESCALATION and item.escalation:
        rung = item.escalation
        asked = rung.text or str(rung.get_trigger_display())
        task = rung.task
        return Said(task.text, task.reference, asked, _name(task.lead), task.due)
    if item.kind == Kind.REVIEW and item.review_item:
        row = item.review_item
        lead = _name(row.commitment.lead)
        return Said(row.commitment.text, row.commitment.reference, row.reason, lead, row.due)
    if item.kind == Kind.PROPOSAL and item.proposal:
        row_ = item.proposal
        return Said(row_.text, row_.reference, "", _name(row_.from_unit), row_.due)
    if item.kind == Kind.ALARM and item.agreement:
        return Said(_name(item.agreement))
    if item.kind == Kind.OVERDUE and item.unit:
        words = _("Overdue tasks of %(unit)s") % {"unit": _name(item.unit)}
        return Said(words, lead=_name(item.unit))
    return Said(item.text, lead=_name(item.presenter))


def when(meeting: Meeting) -> str:
    """Day and time as papers write them."""
    time = f"{meeting.time:%H} giờ {meeting.time:%M}, " if meeting.time else ""
    return f"{time}ngày {meeting.day:%d/%m/%Y}"


def _name(row: object | None) -> str:
    """The name of a unit or agreement in the language now in force."""
    if row is None:
        return ""
    vietnamese = (get_language() or "vi").startswith("vi")
    english = "" if vietnamese else str(getattr(row, "name_en", ""))
    return english or str(getattr(row, "name_vi", ""))
