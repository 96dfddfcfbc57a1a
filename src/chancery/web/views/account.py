"""A person's own page: password, language, reminders, where they are signed in."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from chancery.people.actions import change_password, change_user, sign_out_everywhere
from chancery.web.forms.people import AccountForm
from chancery.web.forms.setup import ChangePasswordForm
from chancery.web.middleware import viewer
from chancery.web.views.posting import post_only, posted
from chancery.web.views.saving import Saving, save


@require_safe
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """Who one is here, and what one may set."""
    user = viewer(request).user
    posts = user.posts.select_related("unit").order_by("start", "pk")
    return render(request, "account/account.html", {"person": user, "held": posts})


def edit(request: HttpRequest) -> HttpResponse:
    """Language and reminders."""
    user = viewer(request).user
    form = AccountForm(posted(request), initial={"language": user.language, "digest": user.digest})

    def act(done: forms.Form) -> tuple[str, str]:
        change_user(user=user, by=user.username, **done.cleaned_data)
        return _("Saved."), reverse("account")

    words = (_("Language and reminders"), _("Save"), reverse("account"))
    answer = save(request, form, Saving(*words, act))
    if answer.status_code == 302:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            max_age=365 * 24 * 3600,
            secure=settings.HTTPS,
            samesite="Lax",
        )
    return answer


@never_cache
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """A new password; every other session ends."""
    user = viewer(request).user
    form = ChangePasswordForm(posted(request), user=user)
    if form.is_bound and form.is_valid():
        change_password(user=user, password=form.cleaned_data["password"], by=user.username)
        update_session_auth_hash(request, user)
        messages.success(request, _("Your new password holds. Other devices are signed out."))
        return redirect("account")
    context = {"form": form}
    return render(request, "account/password.html", context, status=422 if form.is_bound else 200)


@post_only
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    user = viewer(request).user
    ended = sign_out_everywhere(user=user, by=user.username, keep=request.session.session_key)
    messages.success(request, _("Signed out on other devices: %(count)s") % {"count": ended})
    return redirect("account")
