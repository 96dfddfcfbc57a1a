"""Who takes part in a meeting, what stands on its agenda, what is decided about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.web.forms.meetings import (
    AnswerForm,
    AttendanceForm,
    DecisionForm,
    ItemForm,
    MinutesForm,
    ParticipantsForm,
)
from chancery.web.meeting_page import groups_of
from chancery.web.middleware import viewer
from chancery.web.views.answers import checked, permitted
from chancery.web.views.meetings import address, find
from chancery.web.views.posting import post_only, posted
from chancery.web.views.saving import Saving, save
from chancery.work.actions import meetings_deciding as deciding
from chancery.work.actions import meetings_preparing as preparing
from chancery.work.meetings import access, queries, rules
from chancery.work.meetings.agenda import candidates
from chancery.work.meetings.rulings import lead_of, rulings_open_to
from chancery.work.meetings.said import said_of
from chancery.work.models import AgendaItem, Meeting, MeetingState, Participant


def participants(request: HttpRequest, pk: int) -> HttpResponse:
    """List units and persons, a whole conference at once."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_put(who, found))
    form = ParticipantsForm(posted(request), viewer=who)

    def act(done: forms.Form) -> tuple[str, str]:
        number = preparing.add_participants(
            meeting=found,
            units=form.chosen,
            names=form.persons,
            way=done.cleaned_data["way"],
            by=who,
        )
        said = _("Take part now besides: %(number)s.") % {"number": number}
        return said, address(found, "participants")

    title = _("Who takes part in %(reference)s") % {"reference": found.reference}
    words = (title, _("Add them"), address(found, "participants"), act, found.text)
    return save(request, form, Saving(*words, record=found))


def answer(request: HttpRequest, pk: int, participant: int) -> HttpResponse:
    """Say for a unit whether it comes."""
    who = viewer(request)
    found, one = _participant(who, pk, participant)
    checked(request, lambda: rules.check_can_answer(who, one))
    initial = {"state": one.state, "way": one.way, "name": one.name, "reason": one.reason}
    form = AnswerForm(posted(request), initial=initial)
    if one.unit is None:
        del form.fields["name"]

    def act(_done: forms.Form) -> tuple[str, str]:
        preparing.answer_invitation(participant=one, values=form.values, by=who)
        return _("Kept."), address(found, "participants")

    title = _("Does %(who)s come?") % {"who": one}
    words = (title, _("Answer"), address(found, "participants"), act, found.text)
    return save(request, form, Saving(*words, record=found))


@post_only
def unlist(request: HttpRequest, pk: int, participant: int) -> HttpResponse:
    """Take somebody off the list, before the invitations."""
    who = viewer(request)
    found, one = _participant(who, pk, participant)
    return _acted(
        request,
        found,
        "participants",
        lambda: rules.check_is_secretariat(who, found),
        lambda: preparing.remove_participant(participant=one, by=who),
    )


def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came and who did not, all on one page."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: _check_attendance(who, found))
    form = AttendanceForm(posted(request), rows=access.participants(who, found))

    def act(_done: forms.Form) -> tuple[str, str]:
        number = preparing.take_attendance(meeting=found, said=form.said, by=who)
        return _("Lines changed: %(number)s.") % {"number": number}, address(found, "participants")

    title = _("Attendance of %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), address(found, "participants"), act, found.text)
    return save(request, form, Saving(*words, "meetings/attendance.html", record=found))


def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick what goes on the agenda, of all that waits."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_put(who, found))
    form = forms.Form(posted(request))

    def act(_done: forms.Form) -> tuple[str, str]:
        names = request.POST.getlist("names")
        number = preparing.put_on_agenda(meeting=found, names=names, by=who)
        return _("Put on the agenda: %(number)s.") % {"number": number}, address(found)

    title = _("What goes on the agenda of %(reference)s?") % {"reference": found.reference}
    words = (title, _("Put on the agenda"), address(found), act, found.text)
    groups = [group for group in groups_of(candidates(who, found)) if group.lines]
    ticked = set(request.POST.getlist("names"))
    more = {"groups": groups, "ticked": ticked}
    return save(request, form, Saving(*words, "meetings/choose.html", record=found, more=more))


def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    """An item of the secretariat's own."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_put(who, found))
    held = found.state == MeetingState.HELD
    form = ItemForm(posted(request), viewer=who, own=True, held=held)

    def act(_done: forms.Form) -> tuple[str, str]:
        preparing.add_item(meeting=found, values=form.values, by=who)
        return _("Put on the agenda."), address(found)

    title = _("New item for %(reference)s") % {"reference": found.reference}
    words = (title, _("Add it"), address(found), act, found.text)
    return save(request, form, Saving(*words, record=found))


def item_edit(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Who reports, the paper, what was said."""
    who = viewer(request)
    found, row = _item(who, pk, item)
    checked(request, lambda: rules.check_can_put(who, found))
    own, held = row.kind == AgendaItem.Kind.OWN, found.state == MeetingState.HELD
    initial = {
        "text": row.text,
        "presenter": row.presenter_id,
        "paper": str(row.paper_id) if row.paper_id else None,
        "discussion": row.discussion,
    }
    form = ItemForm(posted(request), viewer=who, own=own, held=held, initial=initial)

    def act(_done: forms.Form) -> tuple[str, str]:
        preparing.change_item(item=row, values=form.values, by=who)
        return _("Saved."), address(found)

    title = _("Item %(number)s of %(reference)s") % {
        "number": row.number,
        "reference": found.reference,
    }
    words = (title, _("Save"), address(found), act, said_of(row).title)
    return save(request, form, Saving(*words, record=found))


@post_only
def item_move(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """One place up or down: a button each, for hands on the keyboard."""
    who = viewer(request)
    found, row = _item(who, pk, item)
    up = request.POST.get("to") == "up"
    return _acted(
        request,
        found,
        "",
        lambda: rules.check_is_secretariat(who, found),
        lambda: preparing.move_item(item=row, up=up, by=who),
        f"#item-{row.pk}",
    )


@post_only
def item_remove(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take a point off the agenda; what it is about waits for another meeting."""
    who = viewer(request)
    found, row = _item(who, pk, item)
    return _acted(
        request,
        found,
        "",
        lambda: rules.check_is_secretariat(who, found),
        lambda: preparing.remove_item(item=row, by=who),
    )


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a decision down, about an item or about none."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_decide(who, found))
    asked = request.GET.get("item", "")
    rows = queries.items_of(who, found)
    row = rows.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None
    initial = {"lead": lead_of(row) if row else None}
    rulings = rulings_open_to(who, row)
    form = DecisionForm(posted(request), viewer=who, rulings=rulings, initial=initial)

    def act(_done: forms.Form) -> tuple[str, str]:
        values = form.values_for(row.pk if row else None)
        deciding.decide(meeting=found, values=values, by=who)
        return _("Written down."), address(found, "agenda" if row else "minutes")

    title = _("Decision of %(reference)s") % {"reference": found.reference}
    lead = said_of(row).title if row else found.text
    words = (title, _("Write it down"), address(found), act, lead)
    return save(request, form, Saving(*words, record=found))


@post_only
def undecide(request: HttpRequest, pk: int, ruling: int) -> HttpResponse:
    """Take a decision out, before the minutes are approved."""
    who = viewer(request)
    found = find(who, pk)
    with permitted():
        rules.check_is_secretariat(who, found)
    row = get_object_or_404(queries.decisions_of(who, found), pk=ruling)
    return _acted(
        request,
        found,
        "minutes",
        lambda: rules.check_is_secretariat(who, found),
        lambda: deciding.undecide(decision=row, by=who),
    )


def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """What was concluded, and the numbers of the papers."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_decide(who, found))
    form = MinutesForm(posted(request), initial=_minuted(found))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        deciding.write_minutes(meeting=found, values=form.values, version=version, by=who)
        return _("Saved."), address(found, "minutes")

    title = _("Minutes of %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), address(found, "minutes"), act, found.text)
    shown = Saving(*words, record=found, current=lambda: _minuted(find(who, pk)))
    return save(request, form, shown)


def _acted(
    request: HttpRequest,
    found: Meeting,
    tab: str,
    check: Callable[[], object],
    act: Callable[[], object],
    place: str = "",
) -> HttpResponse:
    """Do it and go back; a refusal is told above the page."""
    with permitted():
        check()
    try:
        act()
    except NotAllowedError:
        raise
    except ChanceryError as error:
        messages.error(request, str(error))
    return redirect(f"{address(found, tab)}{place}")


def _check_attendance(who: Viewer, found: Meeting) -> None:
    rules.check_can_put(who, found)
    rules.check_state(found, MeetingState.INVITED, MeetingState.HELD)


def _participant(who: Viewer, pk: int, key: int) -> tuple[Meeting, Participant]:
    found = find(who, pk)
    one = get_object_or_404(access.participants(who, found), pk=key)
    one.meeting = found
    return found, one


def _item(who: Viewer, pk: int, key: int) -> tuple[Meeting, AgendaItem]:
    found = find(who, pk)
    with permitted():
        rules.check_is_secretariat(who, found)
    return found, get_object_or_404(queries.items_of(who, found), pk=key)


def _minuted(found: Meeting) -> dict[str, Any]:
    names = ("conclusions", "minutes_number", "notice_number", "version")
    return {name: getattr(found, name) for name in names}
