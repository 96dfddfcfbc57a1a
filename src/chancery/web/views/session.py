"""Signing in and out, and the language of the pages."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import activate, check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from chancery.people.actions import set_language
from chancery.people.models import User
from chancery.people.queries import demo_people
from chancery.web.changes import remember_visit
from chancery.web.forms.people import SignInForm
from chancery.web.staying import page_above
from chancery.web.views.posting import post_only

BACKEND = "chancery.people.signing_in.OpenAccounts"


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """The sign-in page; in demo mode it also lists the people one may be."""

    template_name = "sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        before = form.get_user().last_login
        answer = super().form_valid(form)
        remember_visit(self.request, before)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["people"] = demo_people() if settings.DEMO else []
        context["expired"] = _session_ended(self.request)
        context["unsent"] = "unsent" in self.request.GET
        return context


class SignOut(LogoutView):
    """Ends the session (POST only) and says so."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)
        messages.success(request, _("You have signed out."))
        return answer


@login_not_required
@post_only
@never_cache
def sign_in_demo(request: HttpRequest) -> HttpResponse:
    """Sign in as a demo person without a password: there only in demo mode."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(demo_people(), username=request.POST.get("username", ""))
    before = person.last_login
    login(request, person, backend=BACKEND)
    remember_visit(request, before)
    return redirect(safe_next(request, resolve_url(settings.LOGIN_REDIRECT_URL)))


@login_not_required
@post_only
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language chosen, for the browser and for the person, and stay on the page."""
    language = request.POST.get("language", "")
    answer = redirect(page_above(safe_next(request, "/")))
    if language not in dict(settings.LANGUAGES) or not check_for_language(language):
        return answer
    activate(language)
    if isinstance(request.user, User):
        set_language(user=request.user, language=language, by=request.user.username)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.HTTPS,
        samesite="Lax",
    )
    return answer


def safe_next(request: HttpRequest, otherwise: str) -> str:
    """The page asked for in ``next``, when it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else otherwise


def _session_ended(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and "next" in request.GET
