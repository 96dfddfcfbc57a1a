"""What every form page does: show, check, act once, go on; nothing typed is lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chancery.history.queries import events_of
from chancery.lib.errors import ChanceryError
from chancery.people.errors import NotAllowedError
from chancery.register.actions.recording import kind_of
from chancery.register.errors import ChangedMeanwhileError, StateError
from chancery.register.models import Agreement, Record
from chancery.register.rules import check_can_change
from chancery.web import events, formatting, merging, once, twins
from chancery.web.actors import names_of
from chancery.web.forms.guarding import ReasonForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import checked, permitted
from chancery.web.views.posting import posted


@dataclass(frozen=True)
class Saving:
    """A form page: its words, where Cancel leads, what is done with a good form."""

    title: str
    submit: str
    back: str
    act: Callable[[forms.Form], tuple[str, str]]
    """Does it and gives the message and the address to go to."""
    lead: str = ""
    template: str = "records/form.html"
    tone: str = ""
    record: Record | Agreement | None = None
    """What it is about: who was slower is told the last step of its history."""
    current: Callable[[], Mapping[str, Any]] | None = None
    """The values now in force with their ``version``, for a form that changes a record: who was
    slower keeps what they typed, sees these beside it and may save on top."""
    more: Mapping[str, Any] | None = None
    """What the template shows besides."""
    twins: twins.Finder | None = None
    """Looks for records that may be the one of the form; they are shown once before it is saved."""


def save(request: HttpRequest, form: forms.Form, saving: Saving) -> HttpResponse:
    """Show the form; on a good POST act once and go on; a rule's refusal lands on the form, 403
    where the person may not act at all."""
    context: dict[str, Any] = {"once": once.new_key()}
    if request.method == "POST":
        context["once"] = request.POST.get(once.FIELD) or context["once"]
        if form.is_valid() and not _is_held_back(request, form, saving, context):
            with permitted():
                try:
                    return once.act_once(request, lambda: saving.act(form))
                except NotAllowedError:
                    raise
                except ChanceryError as error:
                    _refuse(form, saving, error)
                    context["lately"] = _lately(saving, error)
    return render(
        request,
        saving.template,
        context | _shown(form, saving),
        status=422 if form.is_bound and (form.errors or _ASKS & context.keys()) else 200,
    )


def show_form(request: HttpRequest, form: forms.Form, saving: Saving) -> HttpResponse:
    """The page of a form as it stands: what was sent only asked for help with it."""
    key = request.POST.get(once.FIELD) or once.new_key()
    return render(request, saving.template, {"once": key} | _shown(form, saving))


_ASKS = {"before", "twins"}
"""What is asked of the person before their form is taken."""


def _is_held_back(
    request: HttpRequest, form: forms.Form, saving: Saving, context: dict[str, Any]
) -> bool:
    """Whether the person is asked something first: sent before, or recorded before by somebody."""
    if _sent_before(request, saving, context):
        return True
    if saving.twins is None or {twins.FIELD, once.BESIDES} & request.POST.keys():
        return False
    context["twins"] = saving.twins(form)
    return bool(context["twins"])


def _shown(form: forms.Form, saving: Saving) -> dict[str, Any]:
    shown = {name: getattr(saving, name) for name in ("title", "submit", "back", "lead", "tone")}
    shown |= {"form": form, **(saving.more or {})}
    if saving.current:
        refused = form.data.get(merging.SEEN) if form.is_bound else None
        shown["seen"] = refused or merging.seen_text(saving.current())
    return shown


def _sent_before(request: HttpRequest, saving: Saving, context: dict[str, Any]) -> bool:
    """Sent already with other words, or the same words from a page fetched anew: shown once more,
    to be sent again by who means it. A change of a record is not: its version tells."""
    form = once.sent(request)
    if form is None or saving.current or once.BESIDES in request.POST:
        return False
    before = form.otherwise or form.lately()
    if before is not None:
        context |= {"before": before, "once": once.new_key()}
    return before is not None


def _refuse(form: forms.Form, saving: Saving, error: ChanceryError) -> None:
    if isinstance(error, ChangedMeanwhileError) and saving.current:
        merging.merge(form, saving.current(), error)
        form.add_error(None, _("Somebody was faster."))
    else:
        _tell(form, error)


def _lately(saving: Saving, error: ChanceryError) -> str:
    """Who did what last, where the record no longer stands as the person saw it."""
    if saving.record is None or not isinstance(error, StateError):
        return ""
    last = events_of(kind_of(saving.record), saving.record.pk).last()
    if last is None:
        return ""
    who = names_of([last.actor])[last.actor]
    words = _("Last: %(what)s, by %(who)s, %(when)s.")
    what, when = events.title(last), formatting.moment(last.at)
    return words % {"what": what, "who": who, "when": when}


def save_change(
    request: HttpRequest,
    form: forms.Form,
    record: Record,
    act: Callable[[int], object],
    back: str,
    current: Callable[[], Mapping[str, Any]],
) -> HttpResponse:
    """Change a record by ``act(version)``, the version that the person had before them."""

    def change(done: forms.Form) -> tuple[str, str]:
        act(done.cleaned_data["version"] or 0)
        return _("Saved."), back

    title = _("Edit %(reference)s") % {"reference": record.reference}
    words = (title, _("Save"), back, change)
    return save(request, form, Saving(*words, record=record, current=current))


def save_withdrawal(
    request: HttpRequest,
    record: Record,
    act: Callable[[str], None],
    back: str,
    onward: str,
    check: Callable[[], None] | None = None,
) -> HttpResponse:
    """Ask for the reason, take a record back by ``act(reason)``, and go to the list.

    ``check`` says who may, where that is not who may change the record.
    """

    def withdraw(done: forms.Form) -> tuple[str, str]:
        act(done.cleaned_data["reason"])
        return _("Withdrawn; history keeps what it said."), onward

    if check:
        checked(request, check)
    else:
        with permitted():
            check_can_change(viewer(request), record)
    title = _("Withdraw %(reference)s?") % {"reference": record.reference}
    words = (title, _("Withdraw"), back, withdraw, record.text, "records/confirm.html", "red")
    return save(request, ReasonForm(posted(request)), Saving(*words, record=record))


def _tell(form: forms.Form, error: ChanceryError) -> None:
    """A refusal that names its fields goes beside them, any other above the form."""
    by_field: dict[str, Any] = getattr(error, "by_field", None) or {}
    for name, said in by_field.items():
        form.add_error(name if name in form.fields else None, said)
    if not by_field:
        form.add_error(None, str(error))
