"""Consultations and advice on the Today page: what is asked of the person, what they must decide."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.written_question import Asked, first_of
from chancery.web.formatting import bilingual, day
from chancery.web.today import FIRST, Line, Section
from chancery.work.advice import queries as advising
from chancery.work.consultations import queries
from chancery.work.sides import written_for


def questions(who: Viewer) -> list[Section]:
    """To answer; more time to decide on; rounds in which nobody has time left."""
    if not written_for(who):
        return []
    answers = f"{reverse('consultation-answers')}?waits=mine"
    ours = f"{reverse('consultations')}?side=ours&state=sent"
    asked = (_("Consultations to answer"), _("consultations to answer"), "messages")
    times = (_("More time asked for by units consulted"), _("requests for more time"), "clock")
    close = (_("Consultations to conclude"), _("consultations to conclude"), "gavel")
    listed = reverse("advice-list")
    memos = (_("Memos to approve"), _("memos to approve"), "bulb")
    decisions = (_("Advice to decide on"), _("pieces of advice to decide on"), "gavel")
    found = [
        _section(who, "memos", memos, advising.to_approve, _advice, f"{listed}?state=waiting"),
        _section(
            who, "advice", decisions, advising.to_decide, _advice, f"{listed}?state=submitted"
        ),
        _section(who, "consultations", asked, queries.to_answer, _asked, answers),
        _section(who, "consultation_times", times, queries.times_to_decide, _time, ""),
        _section(who, "consultations_to_close", close, queries.to_close, _over, ours),
    ]
    return [section for section in found if section.count]


def _section(
    who: Viewer, key: str, words: tuple[str, str, str], asked: Asked, line: Any, link: str
) -> Section:
    shown, count = first_of(asked, who, FIRST)
    return Section(key, *words, count, [line(row) for row in shown], link)


def _asked(row: Any) -> Line:
    words = _("%(unit)s, reply by %(day)s")
    said = words % {"unit": bilingual(row.unit), "day": day(row.due)}
    return Line(
        row.consultation.reference, row.consultation.text, _page(row.consultation_id), said=said
    )


def _time(row: Any) -> Line:
    words = _("%(unit)s asks for %(day)s: %(reason)s")
    one = row.asked
    said = {"unit": bilingual(one.unit), "day": day(row.due_asked), "reason": row.reason}
    page = reverse("consultation-time-decide", args=[one.consultation_id, row.pk])
    return Line(one.consultation.reference, one.consultation.text, page, said=words % said)


def _advice(row: Any) -> Line:
    said = _("from %(unit)s") % {"unit": bilingual(row.held_by)}
    return Line(row.reference, row.text, reverse("advice", args=[row.pk]), said=said)


def _over(row: Any) -> Line:
    said = _("nobody has time left to reply")
    return Line(row.reference, row.text, _page(row.pk), said=said)


def _page(key: int) -> str:
    return reverse("consultation", args=[key])
