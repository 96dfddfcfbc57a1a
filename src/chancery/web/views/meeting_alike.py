"""Several items of an agenda decided alike, and that taken back."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.web.forms.meetings import AlikeForm
from chancery.web.meeting_page import ItemLine, agenda_lines
from chancery.web.middleware import viewer
from chancery.web.views.answers import checked, permitted
from chancery.web.views.meetings import address, find
from chancery.web.views.posting import post_only, posted
from chancery.web.views.saving import Saving, save
from chancery.work.actions import meetings_alike as alike
from chancery.work.meetings import rules
from chancery.work.meetings.rulings import rulings_open_to
from chancery.work.models import Meeting


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick the items, write the decision once."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_decide(who, found))
    lines = _undecided(who, found)
    form = AlikeForm(posted(request), viewer=who, rulings=_rulings(who, lines))
    ticked = {int(key) for key in request.POST.getlist("items") if key.isdecimal()}

    def act(done: forms.Form) -> tuple[str, str]:
        own = done.cleaned_data["own_leads"]
        alike.decide_alike(meeting=found, keys=ticked, values=form.values, own_leads=own, by=who)
        said = _("Written down about %(number)s items; this can be taken back below.")
        return said % {"number": len(ticked)}, address(found)

    title = _("Decide several items of %(reference)s alike") % {"reference": found.reference}
    words = (title, _("Write it down"), address(found), act, found.text, "meetings/alike.html")
    more = {"record": found, "lines": lines, "ticked": ticked}
    return save(request, form, Saving(*words, record=found, more=more))


@post_only
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last decisions out that were written down together."""
    who = viewer(request)
    found = find(who, pk)
    with permitted():
        rules.check_is_secretariat(who, found)
    try:
        run = alike.last_alike(found, who)
        number = alike.take_back_alike(meeting=found, run=run, by=who)
    except ChanceryError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken out: %(number)s decisions.") % {"number": number})
    return redirect(address(found))


def _undecided(who: Viewer, found: Meeting) -> list[ItemLine]:
    return [line for line in agenda_lines(who, found) if not line.decisions]


def _rulings(who: Viewer, lines: list[ItemLine]) -> list[tuple[str, str]]:
    """Every answer that one of the items takes; that each ticked one takes it is asked later."""
    found: dict[str, str] = {}
    for line in lines:
        found |= dict(rulings_open_to(who, line.row))
    return list(found.items())
