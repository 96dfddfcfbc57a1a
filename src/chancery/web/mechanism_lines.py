"""Mechanisms on the Today page: the sessions that the person's units lead or should speak of."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register.mechanisms.queries import Coming, for_desk
from chancery.web.formatting import day
from chancery.web.mechanism_listing import due_word
from chancery.web.today import FIRST, Line, Section


def sessions_ahead(who: Viewer) -> list[Section]:
    """Sessions within two months, those nobody has spoken of, and those overdue by their rhythm."""
    found = for_desk(who)
    if not found:
        return []
    waits = any(one.waits for one in found)
    lines = [_line(one) for one in found[:FIRST]]
    words = (_("Sessions of our mechanisms"), _("sessions of mechanisms"), "users-group")
    link, tone = reverse("mechanism-calendar"), "amber" if waits else "blue"
    return [Section("mechanisms", *words, len(found), lines, link, tone)]


def _line(one: Coming) -> Line:
    row, session = one.mechanism, one.standing.session
    said = [day(one.day), due_word(one.standing.due)]
    if session and session.number:
        said.insert(0, _("session %(number)s") % {"number": session.number})
    if session and not session.held and not session.preparation:
        said.append(_("nothing prepared yet"))
    address = reverse("mechanism", args=[row.pk])
    return Line(row.reference, row.name, address, said=", ".join(said), unit=row.lead)
