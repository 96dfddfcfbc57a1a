"""The first start in the browser: country and administrator, for who holds the set-up code.

From then on the administrator is signed in, and the other steps are pages of Settings.
"""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import activate, get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chancery.intake import first_start
from chancery.lib.errors import ChanceryError
from chancery.people.actions import finish_first_start
from chancery.people.installed import installation, is_finished, is_set_up, is_setup_code
from chancery.people.models import User
from chancery.web import first_steps, formatting, limits
from chancery.web.forms.setup import AdministratorForm, CodeForm, CountryForm
from chancery.web.middleware import viewer
from chancery.web.views.entrance import administrator
from chancery.web.views.posting import posted
from chancery.web.views.session import BACKEND

_OPENED = "first start opened"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The code; then whatever step comes next. Not there any more once all is set up."""
    if is_set_up():
        return _go_on(request)
    if request.session.get(_OPENED):
        return redirect(_first_open())
    form = CodeForm(posted(request))
    blocked = limits.is_blocked(request, limits.SET_UP)
    if form.is_bound and form.is_valid() and not blocked:
        if is_setup_code(form.cleaned_data["code"]):
            request.session.cycle_key()
            request.session[_OPENED] = True
            return redirect(_first_open())
        limits.count_try(request, limits.SET_UP)
        form.add_error("code", _("This is not the code shown last. Copy it from the terminal."))
    status = 429 if blocked else 422 if form.is_bound else 200
    return render(request, "setup/code.html", {"form": form, "blocked": blocked}, status=status)


@login_not_required
@never_cache
def country(request: HttpRequest) -> HttpResponse:
    """Step 1: language and home country; the pack is loaded here."""
    if answer := _closed(request):
        return answer
    packs = [(pack.code, formatting.bilingual(pack)) for pack in first_start.packs()]
    at_first = {"language": get_language(), "pack": installation().pack}
    form = CountryForm(posted(request), packs=packs, initial=at_first)
    if form.is_bound and form.is_valid() and _done(form, _load):
        answer = redirect("setup-administrator")
        language = form.cleaned_data["language"]
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax")
        return answer
    return _step(request, form, "setup-country")


@login_not_required
@never_cache
def make_administrator(request: HttpRequest) -> HttpResponse:
    """Step 2: the first administrator, signed in at once."""
    if answer := _closed(request):
        return answer
    if not first_start.is_country_loaded():
        return redirect("setup-country")
    form = AdministratorForm(posted(request))
    made: list[User] = []
    if form.is_bound and form.is_valid() and _done(form, lambda done: made.append(_make(done))):
        login(request, made[0], backend=BACKEND)
        return redirect("settings-units")
    return _step(request, form, "setup-administrator")


@never_cache
def done(request: HttpRequest) -> HttpResponse:
    """Step 7: what is set up, what may still be, and what comes first now."""
    administrator(request)
    steps = first_steps.steps("setup-done")
    if not steps:
        raise Http404
    if request.method == "POST":
        finish_first_start(by=viewer(request).key)
        return redirect("settings")
    return render(request, "setup/done.html", {"steps": steps})


def _load(form: forms.Form) -> None:
    activate(form.cleaned_data["language"])
    first_start.load_country(asked=form.cleaned_data["pack"])


def _make(form: forms.Form) -> User:
    values = {name: form.cleaned_data[name] for name in ("full_name", "email", "password")}
    return first_start.make_administrator(**values, language=get_language() or "")


def _done(form: forms.Form, act: object) -> bool:
    try:
        act(form)  # type: ignore[operator] # a function of the form
    except ChanceryError as error:
        form.add_error(None, str(error))
        return False
    return True


def _closed(request: HttpRequest) -> HttpResponse | None:
    """The first two steps are over once an administrator is there, and need the code before."""
    if is_set_up():
        return _go_on(request)
    return None if request.session.get(_OPENED) else redirect("setup")


def _go_on(request: HttpRequest) -> HttpResponse:
    if is_finished():
        raise Http404
    if not request.user.is_authenticated:
        return redirect(f"{reverse('sign-in')}?next={reverse('setup')}")
    administrator(request)
    waiting = [step for step in first_steps.steps("") if step.open and not step.done]
    if not waiting:
        raise Http404
    return redirect(waiting[0].address)


def _first_open() -> str:
    return "setup-administrator" if first_start.is_country_loaded() else "setup-country"


def _step(request: HttpRequest, form: forms.Form, name: str) -> HttpResponse:
    context = {"form": form, "steps": first_steps.steps(name), "here": name}
    return render(request, "setup/step.html", context, status=422 if form.is_bound else 200)
