"""Keys for programs: one's own; for administrators everybody's, to be revoked and never used."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from chancery.lib.errors import ChanceryError
from chancery.people.actions import claim_answer, keep_answer, make_token, revoke_token
from chancery.people.models import Token
from chancery.people.tokens import SCOPES, keys_of, keys_of_others
from chancery.web import once
from chancery.web.forms.keys import KeyForm
from chancery.web.middleware import viewer
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One's own keys; those of others for administrators."""
    who = viewer(request)
    context = {
        "keys": _shown(keys_of(who)),
        "others": _shown(keys_of_others(who)),
        "sees_others": who.is_administrator,
    }
    return render(request, "keys/list.html", context)


@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """A new key: its secret is on the page that comes back, and nowhere else."""
    form = KeyForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            return _made(request, form)
        except ChanceryError as error:
            form.add_error(None, str(error))
    context = {
        "form": form,
        "title": _("Make a key"),
        "submit": _("Make the key"),
        "back": reverse("keys"),
        "lead": _("A program that has the key acts in your name: give it to nobody else."),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "keys/form.html", context, status=status)


def revoke(request: HttpRequest, token: int) -> HttpResponse:
    """Close a key at once and for good."""
    who = viewer(request)
    known = keys_of(who) | keys_of_others(who) if who.is_administrator else keys_of(who)
    found = get_object_or_404(known.select_related("user"), pk=token)

    def act(_done: forms.Form) -> tuple[str, str]:
        revoke_token(token=found, by=who.key)
        return _("The key is revoked: it opens nothing any more."), reverse("keys")

    title = _("Revoke the key “%(name)s” of %(person)s?")
    lead = _("The program that uses it stops working at once. This cannot be undone.")
    words = (title % {"name": found.name, "person": found.user}, _("Revoke it"), reverse("keys"))
    template = "records/confirm.html"
    form = forms.Form(posted(request))
    return save(request, form, Saving(*words, act, lead, template, tone="red"))


@sensitive_variables("secret")
def _made(request: HttpRequest, form: KeyForm) -> HttpResponse:
    """Once for each form that was shown: sent again, it leads to the list."""
    user, sent = viewer(request).user, once.sent(request)
    with transaction.atomic():
        if sent and not claim_answer(user=user, key=sent.key):
            return once.again(request, sent, sent.before())
        token, secret = make_token(
            user=user, kind=Token.Kind.API, by=user.username, **form.cleaned_data
        )
        if sent:
            said = _("This key was made already, and its secret shown once.")
            keep_answer(user=user, key=sent.key, said=said, onward=reverse("keys"))
            messages.success(request, _("The key is made."), extra_tags=f"{once.DONE}{sent.once}")
    context = {"token": _shown([token])[0], "secret": secret}
    return render(request, "keys/made.html", context)


def _shown(tokens: Iterable[Token]) -> list[Token]:
    """Each with the words of its scopes and where it stands now."""
    now = timezone.now()
    rows = list(tokens)
    for token in rows:
        token.words = [SCOPES.get(scope, scope) for scope in token.scopes]  # type: ignore[attr-defined] # for the page
        token.opens = token.opens_at(now)  # type: ignore[attr-defined] # for the page
    return sorted(rows, key=lambda token: not token.opens_at(now))
