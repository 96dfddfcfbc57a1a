"""What every form page does: show, check, act once, go on; nothing typed is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chancery.lib.errors import ChanceryError
from chancery.people.errors import NotAllowedError
from chancery.register.models import Record
from chancery.register.rules import check_can_change
from chancery.web.forms.guarding import ReasonForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
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


def save(request: HttpRequest, form: forms.Form, saving: Saving) -> HttpResponse:
    """Show the form; on a good POST act and go on; a rule's refusal lands on the form, 403 where
    the person may not act at all."""
    if request.method == "POST" and form.is_valid():
        with permitted():
            try:
                said, onward = saving.act(form)
            except NotAllowedError:
                raise
            except ChanceryError as error:
                _tell(form, error)
            else:
                messages.success(request, said)
                return redirect(onward)
    context: dict[str, Any] = {
        "form": form,
        "title": saving.title,
        "submit": saving.submit,
        "back": saving.back,
        "lead": saving.lead,
        "tone": saving.tone,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, saving.template, context, status=status)


def save_withdrawal(
    request: HttpRequest, record: Record, act: Callable[[str], None], back: str, onward: str
) -> HttpResponse:
    """Ask for the reason, take a record back by ``act(reason)``, and go to the list."""

    def withdraw(done: forms.Form) -> tuple[str, str]:
        act(done.cleaned_data["reason"])
        return _("Withdrawn; history keeps what it said."), onward

    with permitted():
        check_can_change(viewer(request), record)
    title = _("Withdraw %(reference)s?") % {"reference": record.reference}
    words = (title, _("Withdraw"), back, withdraw, record.text, "records/confirm.html", "red")
    return save(request, ReasonForm(posted(request)), Saving(*words))


def _tell(form: forms.Form, error: ChanceryError) -> None:
    """A refusal that names its fields goes beside them, any other above the form."""
    by_field: dict[str, Any] = getattr(error, "by_field", None) or {}
    for name, said in by_field.items():
        form.add_error(name if name in form.fields else None, said)
    if not by_field:
        form.add_error(None, str(error))
