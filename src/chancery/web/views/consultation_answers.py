"""What units do about a question: take note, reply, ask for time; entered for them; in figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.documents.access import documents
from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.web.consultation_listing import ANSWERS
from chancery.web.formatting import bilingual
from chancery.web.forms.consultations import (
    DecideTimeForm,
    EnterReplyForm,
    MoreUnitsForm,
    ReplyForm,
    TimeForm,
)
from chancery.web.forms.guarding import ReasonForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import checked, permitted
from chancery.web.views.consultations import address, find
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import post_only, posted
from chancery.web.views.saving import Saving, save
from chancery.work.actions import consultations as actions
from chancery.work.actions import consultations_drafting as drafting
from chancery.work.actions import consultations_replying as replying
from chancery.work.consultations import access, clock, rules
from chancery.work.models import (
    Consultation,
    ConsultationDraft,
    ConsultationExtension,
    ConsultedUnit,
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every unit that was asked, and how it stands against its day."""
    return show_listing(request, "consultations/answers.html", ANSWERS)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How long each unit takes to reply; every number opens its rows."""
    who = viewer(request)
    known = access.asked(who)
    rows = clock.by_unit(known)
    days = clock.counted(known).filter(response_days__isnull=False)
    context = {
        "rows": rows,
        "median": clock.middle(n or 0 for n in days.values_list("response_days", flat=True)),
        "sums": {
            name: sum(getattr(row, name) for row in rows)
            for name in ("asked", "in_time", "late", "silent", "waiting")
        },
    }
    return render(request, "consultations/figures.html", context)


@post_only
def note(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """The unit has seen the question."""
    who = viewer(request)
    found, one = _asked(who, pk, asked)
    with permitted():
        rules.check_speaks(who, one)
        try:
            replying.take_note(asked=one, by=who)
        except ChanceryError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Noted."))
    return redirect(address(found))


def reply(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """Answer, or put the answer right; the one before stays."""
    who = viewer(request)
    found, one = _asked(who, pk, asked)
    checked(request, lambda: rules.check_speaks(who, one))
    form = ReplyForm(posted(request), viewer=who, initial=_last(one))

    def act(done: forms.Form) -> tuple[str, str]:
        replying.reply(asked=one, values=form.said, by=who)
        return _("Replied: the unit that asks was told."), address(found)

    title = _("Reply of %(unit)s to %(reference)s") % {
        "unit": bilingual(one.unit),
        "reference": found.reference,
    }
    words = (title, _("Reply"), address(found), act, found.text)
    return save(request, form, Saving(*words, record=found))


def confirm(request: HttpRequest, pk: int, asked: int, draft: int) -> HttpResponse:
    """Say what a letter of the unit that came by mail answers."""
    who = viewer(request)
    found, one = _asked(who, pk, asked)
    checked(request, lambda: rules.check_can_confirm(who, one))
    row = _letter(who, one, draft)
    form = ReplyForm(posted(request), viewer=who, initial={"paper": str(row.paper_id)})

    def act(done: forms.Form) -> tuple[str, str]:
        drafting.confirm_draft(draft=row, values=form.said, by=who)
        return _("Replied: the unit that asks was told."), address(found)

    title = _("Letter of %(unit)s to %(reference)s") % {
        "unit": bilingual(one.unit),
        "reference": found.reference,
    }
    words = (title, _("Confirm it"), address(found), act, found.text, "consultations/letter.html")
    return save(request, form, Saving(*words, record=found, more={"letter": row}))


@post_only
def drop(request: HttpRequest, pk: int, asked: int, draft: int) -> HttpResponse:
    """The letter is no reply."""
    who = viewer(request)
    found, one = _asked(who, pk, asked)
    with permitted():
        rules.check_can_confirm(who, one)
        try:
            drafting.drop_draft(draft=_letter(who, one, draft), by=who)
        except ChanceryError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Put aside: the letter stays as a document."))
    return redirect(address(found))


def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what a unit said by letter or mail."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_enter(who, found))
    units = [one.unit for one in found.asked.select_related("unit")]
    form = EnterReplyForm(posted(request), viewer=who, units=units)

    def act(done: forms.Form) -> tuple[str, str]:
        replying.enter_reply(consultation=found, values=form.values, by=who)
        return _("Entered."), address(found)

    title = _("Enter a reply to %(reference)s") % {"reference": found.reference}
    words = (title, _("Enter it"), address(found), act, found.text)
    return save(request, form, Saving(*words, record=found))


def ask_more(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask further units."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_ask_more(who, found))
    form = MoreUnitsForm(posted(request), viewer=who)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.ask_more(consultation=found, units=done.cleaned_data["units"], by=who)
        return _("Saved."), address(found)

    title = _("Ask further units: %(reference)s") % {"reference": found.reference}
    words = (title, _("Ask them"), address(found), act, found.text)
    return save(request, form, Saving(*words, record=found))


def let_off(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """A unit need not reply after all."""
    who = viewer(request)
    found, one = _asked(who, pk, asked)
    checked(request, lambda: rules.check_can_let_off(who, one))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.let_off(asked=one, reason=done.cleaned_data["reason"], by=who)
        return _("Let off."), address(found)

    title = _("%(unit)s need not reply?") % {"unit": bilingual(one.unit)}
    words = (title, _("Let it off"), address(found), act, found.text, "records/confirm.html")
    return save(request, ReasonForm(posted(request)), Saving(*words, record=found))


def ask_time(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """Ask for a later day."""
    who = viewer(request)
    found, one = _asked(who, pk, asked)
    checked(request, lambda: rules.check_can_ask_time(who, one))
    form = TimeForm(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        replying.ask_time(asked=one, by=who, **done.cleaned_data)
        return _("Asked: the unit that asks decides."), address(found)

    title = _("More time for %(reference)s") % {"reference": found.reference}
    words = (title, _("Ask for it"), address(found), act, found.text)
    return save(request, form, Saving(*words, record=found))


def decide_time(request: HttpRequest, pk: int, time: int) -> HttpResponse:
    """Grant or decline more time."""
    who = viewer(request)
    found = find(who, pk)
    rows = ConsultationExtension.objects.filter(asked__consultation=pk)
    row = get_object_or_404(rows.select_related("asked__unit"), pk=time)
    row.asked.consultation = found
    checked(request, lambda: rules.check_can_decide_time(who, row))
    form = DecideTimeForm(posted(request), initial={"due": row.due_asked})

    def act(done: forms.Form) -> tuple[str, str]:
        if done.cleaned_data["verdict"] == "grant":
            replying.grant_time(extension=row, due=done.cleaned_data["due"], by=who)
        else:
            replying.decline_time(extension=row, answer=done.cleaned_data["answer"], by=who)
        return _("Decided: the unit was told."), address(found)

    title = _("More time for %(unit)s?") % {"unit": bilingual(row.asked.unit)}
    words = (title, _("Decide"), address(found), act, row.reason)
    return save(request, form, Saving(*words, record=found))


def _asked(who: Viewer, pk: int, asked: int) -> tuple[Consultation, ConsultedUnit]:
    """The unit's row, for rules that tell who may act on it: nothing of it is shown before."""
    found = find(who, pk)
    one = get_object_or_404(found.asked.select_related("unit"), pk=asked)
    one.consultation = found
    return found, one


def _letter(who: Viewer, one: ConsultedUnit, key: int) -> ConsultationDraft:
    rows = ConsultationDraft.objects.filter(asked=one, paper__in=documents(who))
    row = get_object_or_404(rows.select_related("paper", "brought_by"), pk=key)
    row.asked = one
    return row


def _last(one: ConsultedUnit) -> dict[str, Any]:
    """The reply in force, to be put right."""
    said = one.replies.order_by("-pk").first()
    return {"answer": said.answer, "text": said.text, "paper": said.paper_id} if said else {}
