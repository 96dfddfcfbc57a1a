"""Pages for people without a session: an invitation's link, and a password forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from chancery.lib.errors import ChanceryError
from chancery.people.actions import ask_reset, redeem
from chancery.people.joining import LinkError, invitation_of, proposed_name
from chancery.people.models import Invitation
from chancery.web import inviting, limits
from chancery.web.forms.setup import ForgottenForm, JoinForm, NewPasswordForm
from chancery.web.views.posting import posted
from chancery.web.views.session import BACKEND


@login_not_required
@never_cache
@sensitive_post_parameters()
def open_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a password, and on joining a sign-in name; a link that is over says what to do."""
    try:
        found = invitation_of(secret)
    except LinkError as error:
        return render(request, "joining/closed.html", {"reason": str(error)}, status=410)
    form = _form(request, found)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            user = redeem(
                secret=secret, password=values["password"], username=values.get("username", "")
            )
        except ChanceryError as error:
            form.add_error(None, str(error))
        else:
            login(request, user, backend=BACKEND)
            messages.success(request, _("Welcome, %(name)s.") % {"name": user.full_name})
            return redirect("today")
    context = {"form": form, "person": found.user, "joins": _joins(found)}
    return render(request, "joining/link.html", context, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link for a new password; the answer never says whether the person is known."""
    form = ForgottenForm(posted(request))
    if not (form.is_bound and form.is_valid()):
        return render(request, "joining/forgotten.html", {"form": form})
    asked = form.cleaned_data["asked"].strip().lower()
    what = f"{limits.RESET}: {asked}"
    mails = inviting.sends_links()
    if mails and not limits.is_blocked(request, what):
        limits.count_try(request, what)
        _send_link(request, asked)
    return render(request, "joining/forgotten.html", {"sent": True, "mails": mails})


@transaction.atomic
def _send_link(request: HttpRequest, asked: str) -> None:
    made = ask_reset(asked=asked)
    if made is not None:
        inviting.send(request, *made)


def _joins(found: Invitation) -> bool:
    return found.purpose == Invitation.Purpose.INVITE


def _form(request: HttpRequest, found: Invitation) -> JoinForm:
    if not _joins(found):
        return NewPasswordForm(posted(request), user=found.user)
    proposed = found.user.username or proposed_name(found.user.email, found.user.full_name)
    return JoinForm(posted(request), user=found.user, initial={"username": proposed})
