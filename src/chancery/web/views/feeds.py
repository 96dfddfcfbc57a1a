"""A person's calendar address: made, shown once, revoked; and the calendar that it opens."""

from __future__ import annotations

import hashlib
import time

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from chancery.lib.pace import count
from chancery.people.actions import claim_answer, keep_answer, make_token, note_use, revoke_token
from chancery.people.models import Token, User
from chancery.people.tokens import owner_of
from chancery.web import once
from chancery.web.calendar_feed import TITLES, UNIT, feed
from chancery.web.middleware import viewer
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save

ANSWERS, GUESSES = 60, 100
"""How often an hour one address is answered, and how often one machine may ask for none that is."""
_HOUR = 3600


class CalendarForm(forms.Form):
    """What the calendar shows."""

    unit = forms.BooleanField(
        required=False,
        label=gettext_lazy("All tasks that my units lead"),
        help_text=gettext_lazy(
            "Without it: those I am in charge of, and those nobody is named for."
        ),
    )
    titles = forms.BooleanField(
        required=False,
        label=gettext_lazy("With the words of each task, restricted ones left out"),
        help_text=gettext_lazy(
            "Without it: reference and state alone. What is in a calendar passes through the "
            "machines of whoever runs it, outside this house."
        ),
    )


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Whether one has an address, what it shows, when it was last asked."""
    token = _own(viewer(request).user)
    return render(request, "calendar/show.html", {"token": token, "words": _words(token)})


@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """A new address, on the page that comes back and nowhere else; the one before is closed."""
    form = CalendarForm(posted(request))
    if form.is_bound and form.is_valid():
        return _made(request, form)
    user = viewer(request).user
    context = {
        "form": form,
        "title": _("Make a calendar address"),
        "submit": _("Make the address"),
        "back": reverse("calendar"),
        "lead": _("Who has the address sees your due dates without signing in.")
        + (" " + _("The address you have now is closed.") if _own(user) else ""),
        "once": once.new_key(),
    }
    return render(request, "calendar/form.html", context)


def revoke(request: HttpRequest) -> HttpResponse:
    """Close one's address at once."""
    user = viewer(request).user

    def act(_done: forms.Form) -> tuple[str, str]:
        _close(user)
        return _("The address is closed: it opens nothing any more."), reverse("calendar")

    words = (_("Close your calendar address?"), _("Close it"), reverse("calendar"))
    lead = _("Calendars that ask for it get no more answers. You can make another.")
    form, template = forms.Form(posted(request)), "records/confirm.html"
    return save(request, form, Saving(*words, act, lead, template, tone="red"))


@login_not_required
@require_safe
@sensitive_variables("secret")
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of a secret address; unknown, closed and owner gone look all the same."""
    token = owner_of(secret, Token.Kind.CALENDAR)
    if token is None:
        if _asks_too_often(request.META.get("REMOTE_ADDR", ""), GUESSES):
            return _later()
        raise Http404
    if _asks_too_often(str(token.pk), ANSWERS):
        return _later()
    note_use(token=token)
    body = feed(token, request.build_absolute_uri("/"))
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        unchanged = HttpResponseNotModified()
        unchanged["ETag"] = tag
        return unchanged
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="chancery.ics"'
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    answer["ETag"] = tag
    return answer


@sensitive_variables("secret")
def _made(request: HttpRequest, form: CalendarForm) -> HttpResponse:
    user, sent = viewer(request).user, once.sent(request)
    scopes = [name for name in (UNIT, TITLES) if form.cleaned_data[name]]
    with transaction.atomic():
        if sent and not claim_answer(user=user, key=sent.key):
            return once.again(request, sent, sent.before())
        _close(user)
        token, secret = make_token(
            user=user, kind=Token.Kind.CALENDAR, scopes=scopes, by=user.username
        )
        if sent:
            said = _("This address was made already, and shown once.")
            keep_answer(user=user, key=sent.key, said=said, onward=reverse("calendar"))
    address = request.build_absolute_uri(reverse("calendar-feed", args=[secret]))
    return render(request, "calendar/made.html", {"address": address, "words": _words(token)})


def _own(user: User) -> Token | None:
    rows = Token.objects.filter(user=user, kind=Token.Kind.CALENDAR, revoked_at__isnull=True)
    return rows.first()


def _close(user: User) -> None:
    rows = Token.objects.filter(user=user, kind=Token.Kind.CALENDAR, revoked_at__isnull=True)
    for token in rows:
        revoke_token(token=token, by=user.username)


def _words(token: Token | None) -> list[str]:
    if token is None:
        return []
    unit = (
        _("all tasks that your units lead")
        if UNIT in token.scopes
        else _("tasks you are in charge of, and those of your units that nobody is named for")
    )
    titles = (
        _("with their words, restricted ones left out")
        if TITLES in token.scopes
        else _("reference and state alone")
    )
    return [unit, titles]


def _asks_too_often(what: str, most: int) -> bool:
    """Counted over an hour, by all processes together."""
    return count(settings.WORKSPACE.pace, f"calendar-{what}", int(time.time() // _HOUR)) > most


def _later() -> HttpResponse:
    answer = HttpResponse(status=429)
    answer["Retry-After"] = str(_HOUR)
    return answer
