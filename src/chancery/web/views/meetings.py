"""Meetings of the committee and with the missions: what must be decided, when, by whom?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.people.written_question import all_of, first_of
from chancery.register import rules as register_rules
from chancery.web.forms.guarding import ReasonForm, writing_units
from chancery.web.forms.meetings import MeetingForm, NewMeetingForm
from chancery.web.meeting_listing import MEETINGS
from chancery.web.meeting_page import LABELS, agenda_lines, groups_of, tabs_of, tallies_of
from chancery.web.middleware import viewer
from chancery.web.views.answers import checked, permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.review_answers import DOCX, file_of
from chancery.web.views.saving import Saving, save, save_change, save_withdrawal
from chancery.web.views.task_making import assigners
from chancery.work.actions import meetings as actions
from chancery.work.actions import meetings_deciding as deciding
from chancery.work.actions.meetings_alike import last_alike
from chancery.work.meetings import access, queries, rules
from chancery.work.meetings.agenda import candidates, counts_waiting
from chancery.work.meetings.papers import PAPERS
from chancery.work.models import Meeting, MeetingState


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, what is still open of earlier ones, and the meetings."""
    who = viewer(request)
    groups = tallies_of(counts_waiting(who)) if who.reads else []
    return show_listing(
        request,
        "meetings/list.html",
        MEETINGS,
        may_add=bool(writing_units(who)),
        groups=groups,
        total=sum(group.count for group in groups),
        open_decisions=first_of(queries.followed_up, who, OPEN_SHOWN)[0],
        invitations=all_of(queries.invitations, who),
    )


OPEN_SHOWN = 12


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """All that waits for the committee, by where it comes from."""
    who = viewer(request)
    groups = groups_of(candidates(who)) if who.reads else []
    return render(request, "meetings/waiting.html", {"groups": groups})


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: agenda, who takes part, minutes and decisions."""
    who = viewer(request)
    found = find(who, pk)
    tabs = tabs_of(who, found)
    tab = request.GET.get("tab", "")
    tab = tab if tab in tabs else tabs[0]
    people = list(access.participants(who, found))
    for one in people:
        one.meeting = found
    context: dict[str, Any] = {
        "record": found,
        "tab": tab,
        "tabs": [(key, LABELS[key]) for key in tabs],
        "panel_template": f"meetings/{tab}.html",
        "moves": rules.moves_open_to(who, found),
        "is_secretariat": rules.is_secretariat(who, found),
        "may_prepare": rules.can_prepare(who, found),
        "may_put": rules.can_put(who, found),
        "may_decide": rules.can_decide(who, found),
        "inside": access.sees_inside(who, found),
        "people": people,
        "own": [one for one in people if _answers_for(who, one)],
        "named": found.named_units.all(),
        **TABS[tab](who, found),
    }
    return render(request, "meetings/meeting.html", context)


def _answers_for(who: Viewer, one: Any) -> bool:
    own = one.unit_id is not None and who.writes_for(one.unit_id)
    return own and rules.can_answer(who, one)


def _agenda(who: Viewer, found: Meeting) -> dict[str, Any]:
    return {
        "lines": agenda_lines(who, found),
        "hidden": queries.hidden_of(who, found),
        "before": queries.followed_up(who, found),
        "run": last_alike(found, who) if rules.can_decide(who, found) else "",
    }


def _minutes(who: Viewer, found: Meeting) -> dict[str, Any]:
    return {"decisions": queries.decisions_of(who, found)}


def _history(_who: Viewer, found: Meeting) -> dict[str, Any]:
    return {"events": events_of("meeting", found.pk)}


def _nothing(_who: Viewer, _found: Meeting) -> dict[str, Any]:
    return {}


TABS: dict[str, Callable[[Viewer, Meeting], dict[str, Any]]] = {
    "agenda": _agenda,
    "participants": _nothing,
    "minutes": _minutes,
    "history": _history,
}


def new(request: HttpRequest) -> HttpResponse:
    """Prepare a meeting."""
    who = viewer(request)
    units = writing_units(who)
    with permitted():
        register_rules.check_can_add(who, next((unit.pk for unit in units), ""))
    issuers = assigners(who, units)
    form = NewMeetingForm(posted(request), viewer=who, issuers=issuers)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_meeting(values=form.values, guard=form.guard, by=who)
        return _("Prepared %(reference)s.") % {"reference": made.reference}, address(made)

    words = (_("New meeting"), _("Prepare it"), reverse("meetings"))
    lead = _("Nobody is invited until you send the invitations.")
    return save(request, form, Saving(*words, act, lead))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is prepared; who is invited is told of another day, time or place."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_put(who, found))
    issuers = assigners(who, writing_units(who))
    form = MeetingForm(posted(request), viewer=who, initial=_shown(found), issuers=issuers)

    def act(version: int) -> None:
        actions.change_meeting(meeting=found, values=form.values, version=version, by=who)

    return save_change(request, form, found, act, address(found), lambda: _shown(find(who, pk)))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a meeting to which nobody was invited."""
    who = viewer(request)
    found = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_meeting(meeting=found, reason=reason, by=who)

    def check() -> None:
        rules.check_is_secretariat(who, found)

    return save_withdrawal(request, found, act, address(found), reverse("meetings"), check)


def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step of the meeting, after a look at what it does."""
    who = viewer(request)
    found = find(who, pk)
    if name not in STEPS:
        raise Http404
    step, known = STEPS[name], rules.BY_NAME[name]
    checked(request, lambda: rules.check_move(who, found, name, reason="asked"))
    form = ReasonForm(posted(request)) if known.needs_reason else forms.Form(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        step(meeting=found, by=who, **done.cleaned_data)
        return str(SAID[name]), address(found)

    title = f"{known.words}: {found.reference}"
    words = (title, str(known.words), address(found), act, found.text, "meetings/move.html")
    more = {"record": found, "name": name, "calls": found.participants.count()}
    if name == "conclude":
        more["decisions"] = list(queries.decisions_of(who, found))
    return save(request, form, Saving(*words, record=found, more=more))


@require_safe
def paper(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Invitation, agenda, minutes or notice of conclusions in Word."""
    who = viewer(request)
    found = find(who, pk)
    written = found.state == MeetingState.CONCLUDED or access.runs(who, found)
    inside = access.sees_inside(who, found)
    if name not in PAPERS or not inside or (name in {"minutes", "conclusions"} and not written):
        raise Http404
    return file_of(PAPERS[name](who, found), f"{found.reference}-{name}.docx", DOCX)


STEPS: dict[str, Callable[..., Meeting]] = {
    "invite": actions.invite,
    "hold": actions.hold,
    "conclude": deciding.conclude,
    "take_back": actions.take_back_holding,
    "cancel": actions.cancel,
}
SAID = {
    "invite": gettext_lazy("Invited: officers and heads of the units were told."),
    "hold": gettext_lazy("Held: decisions and minutes can be written now."),
    "conclude": gettext_lazy("Approved: each decision with a lead is a task or a proposal now."),
    "take_back": gettext_lazy("It is awaited again."),
    "cancel": gettext_lazy("Cancelled; what stood on its agenda waits for another meeting."),
}


def find(who: Viewer, pk: int) -> Meeting:
    """The meeting, where the person may know of it; 404 otherwise."""
    rows = access.meetings(who).select_related(
        "held_by__belongs_to", "issuer__belongs_to", "created_by", "chair_person", "secretary",
        "approved_by",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def address(found: Meeting, tab: str = "") -> str:
    """Its page."""
    own = reverse("meeting", args=[found.pk])
    return f"{own}?tab={tab}" if tab else own


def _shown(found: Meeting) -> dict[str, Any]:
    return {**asdict(queries.meeting_values(found)), "version": found.version}
