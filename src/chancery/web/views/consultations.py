"""Consultations: what is asked of whom, who has not replied, what the replies come to."""

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

from chancery.history.queries import events_of, events_of_many
from chancery.people.access import Viewer
from chancery.register import rules as register_rules
from chancery.web.consultation_listing import CONSULTATIONS
from chancery.web.forms.consultations import (
    CloseForm,
    ConsultationForm,
    FollowForm,
    NewConsultationForm,
)
from chancery.web.forms.guarding import ReasonForm, writing_units
from chancery.web.middleware import viewer
from chancery.web.record_lines import address_of
from chancery.web.views.answers import checked, permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.review_answers import DOCX, XLSX, file_of
from chancery.web.views.saving import Saving, save, save_change, save_withdrawal
from chancery.work.actions import consultations as actions
from chancery.work.actions import consultations_following as following
from chancery.work.actions.consultations_replying import KIND
from chancery.work.consultations import access, papers, queries, rules
from chancery.work.models import Consultation, Proposal


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest first; what one's own units still have to answer above them."""
    who = viewer(request)
    waiting = list(queries.to_answer(who)[:SHOWN]) if who.reads else []
    more = {"may_add": bool(writing_units(who)), "waiting": waiting}
    return show_listing(request, "consultations/list.html", CONSULTATIONS, **more)


SHOWN = 8


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One question: the units asked, what they said, what it came to."""
    who = viewer(request)
    found = find(who, pk)
    units = queries.units_asked(who, found)
    known = [one for one in units if one.is_known]  # type: ignore[attr-defined] # by units_asked
    readable, others = queries.papers_of(who, found)
    task, proposal = queries.followed(who, found)
    events: list[Any] = [*events_of("consultation", pk)]
    events += events_of_many(KIND, [one.pk for one in known])
    context: dict[str, Any] = {
        "record": found,
        "units": [(one, *_open_to(who, one), _letters(who, one)) for one in units],
        "own": [one for one in known if rules.can_speak(who, one) and not one.replied_on],
        "sees_all": access.sees_all_answers(who, found),
        "tally": queries.tally(units),
        "papers": readable,
        "others": others,
        "task": task,
        "proposal": proposal,
        "is_over": queries.is_over(found),
        "moves": rules.moves_open_to(who, found),
        "may_change": rules.can_change(who, found),
        "may_ask_more": rules.can_ask_more(who, found),
        "may_enter": rules.can_enter(who, found),
        "may_follow": rules.can_follow(who, found),
        "named": found.named_units.all(),
        "events": sorted(events, key=lambda event: event.seq),
    }
    return render(request, "consultations/consultation.html", context)


def _open_to(who: Viewer, one: Any) -> tuple[bool, bool, bool, bool, Any]:
    """What the person may do about one unit: reply, note, ask for time, let it off, decide time."""
    if not one.is_known:
        return False, False, False, False, None
    open_time = next((row for row in one.times if row.state == "open"), None)
    for row in one.times:
        row.asked = one
    speaks = rules.can_speak(who, one)
    asks = speaks and not one.replied_on and open_time is None
    asker = rules.can_ask_more(who, one.consultation)
    return (
        speaks,
        speaks and one.noted_at is None and not one.replied_on,
        asks,
        asker and not one.replied_on,
        open_time if asker else None,
    )


def _letters(who: Viewer, one: Any) -> list[Any]:
    """What came by mail and waits until the unit confirms it: for its own people."""
    return one.letters if one.letters and one.is_known and rules.can_confirm(who, one) else []


def new(request: HttpRequest) -> HttpResponse:
    """Prepare a question."""
    who = viewer(request)
    with permitted():
        register_rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    partner = request.GET.get("partner")
    initial = {"partners": [partner] if partner else []}
    form = NewConsultationForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_consultation(values=form.values, guard=form.guard, by=who)
        return _("Prepared %(reference)s.") % {"reference": made.reference}, address(made)

    words = (_("New consultation"), _("Prepare it"), reverse("consultations"))
    lead = _("Nobody is asked until you send it.")
    return save(request, form, Saving(*words, act, lead))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the question right before it is sent."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_change(who, found))
    form = ConsultationForm(posted(request), viewer=who, initial=_shown(found))

    def act(version: int) -> None:
        actions.change_consultation(
            consultation=found, values=form.values, version=version, by=who
        )

    return save_change(request, form, found, act, address(found), lambda: _shown(find(who, pk)))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one that was never sent."""
    who = viewer(request)
    found = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_consultation(consultation=found, reason=reason, by=who)

    def check() -> None:
        rules.check_can_change(who, found)

    return save_withdrawal(request, found, act, address(found), reverse("consultations"), check)


def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Send, close, open again, withdraw the question."""
    who = viewer(request)
    found = find(who, pk)
    if name not in STEPS:
        raise Http404
    step, said = STEPS[name]
    known = rules.BY_NAME[name]
    checked(request, lambda: rules.check_move(who, found, name, reason="asked"))
    form: forms.Form = (
        ReasonForm(posted(request)) if known.needs_reason else forms.Form(posted(request))
    )
    if name == "close":
        form = CloseForm(posted(request), initial={"conclusion": found.conclusion})

    def act(done: forms.Form) -> tuple[str, str]:
        step(consultation=found, by=who, **done.cleaned_data)
        return str(said), address(found)

    title = f"{known.words}: {found.reference}"
    words = (title, str(known.words), address(found), act, found.text, "consultations/move.html")
    units = queries.units_asked(who, found)
    more = {"record": found, "name": name, "units": units, "tally": queries.tally(units)}
    return save(request, form, Saving(*words, record=found, more=more))


def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a task or a proposal of the conclusion."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_follow(who, found))
    form = FollowForm(posted(request), viewer=who, initial={"text": found.conclusion})

    def act(done: forms.Form) -> tuple[str, str]:
        made = following.follow(consultation=found, values=form.values, by=who)
        kind = "proposal" if isinstance(made, Proposal) else "task"
        return _("Made %(reference)s.") % {"reference": made.reference}, address_of(kind, made)

    title = _("Hand out the conclusion of %(reference)s") % {"reference": found.reference}
    lead = _("It becomes a task where your unit may assign it, and a proposal elsewhere.")
    words = (title, _("Hand it out"), address(found), act, lead)
    return save(request, form, Saving(*words, record=found))


@require_safe
def paper(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The letter in Word; the synthesis in Word or as a spreadsheet, for who reads all answers."""
    who = viewer(request)
    found = find(who, pk)
    if name == "letter":
        return file_of(papers.letter(who, found), f"{found.reference}.docx", DOCX)
    if name not in SYNTHESES or not access.sees_all_answers(who, found):
        raise Http404
    made, ending, kind = SYNTHESES[name]
    return file_of(made(who, found), f"{found.reference}-tong-hop.{ending}", kind)


SYNTHESES: dict[str, tuple[Callable[[Viewer, Consultation], bytes], str, str]] = {
    "synthesis": (papers.synthesis, "docx", DOCX),
    "table": (papers.synthesis_sheet, "xlsx", XLSX),
}
STEPS: dict[str, tuple[Callable[..., Consultation], Any]] = {
    "send": (actions.send, gettext_lazy("Sent: officers and heads of the units were told.")),
    "close": (actions.close, gettext_lazy("Closed with your conclusion.")),
    "reopen": (actions.reopen, gettext_lazy("Open for replies again.")),
    "withdraw": (
        actions.withdraw_question,
        gettext_lazy("Withdrawn: those who had not replied were told."),
    ),
}


def find(who: Viewer, pk: int) -> Consultation:
    """The consultation, where the person may know of it; 404 otherwise."""
    rows = access.consultations(who).select_related(
        "held_by__belongs_to", "created_by", "person", "closed_by"
    )
    return get_object_or_404(rows.prefetch_related("partners", "sectors"), pk=pk)


def address(found: Consultation) -> str:
    """Its page."""
    return reverse("consultation", args=[found.pk])


def _shown(found: Consultation) -> dict[str, Any]:
    return {**asdict(queries.consultation_values(found)), "version": found.version}
