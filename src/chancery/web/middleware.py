"""Who asks, and in which language."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from chancery.people.access import Viewer, viewer_of
from chancery.people.models import User
from chancery.web.once import form_page


class PersonMiddleware:
    """Puts ``request.viewer`` there, worked out when first asked for; speaks their language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "")
        request.viewer = SimpleLazyObject(lambda: _viewer(request))  # type: ignore[attr-defined] # ours
        _speak(request)
        return _whole_page(request, self.get_response(request))

    def process_view(self, request: HttpRequest, view: Any, *_rest: Any) -> None:
        """NUL is left out here, of addresses above and of forms, and nowhere else: no text has it,
        and PostgreSQL takes none. The API answers for itself."""
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            _leave_out_nul(request)


def viewer(request: HttpRequest) -> Viewer:
    """Who looks, as the access rules see them; for views behind the sign-in."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return cast("Viewer", request.viewer)  # type: ignore[attr-defined] # put there above


def _viewer(request: HttpRequest) -> Viewer | None:
    return viewer_of(request.user) if isinstance(request.user, User) else None


def _leave_out_nul(request: HttpRequest) -> None:
    if not any("\0" in text for texts in request.POST.lists() for text in texts[1]):
        return
    cleaned = request.POST.copy()
    for name, texts in request.POST.lists():
        cleaned.setlist(name, [text.replace("\0", "") for text in texts])
    cleaned._mutable = False  # noqa: SLF001 - as Django hands it over
    request.POST = cleaned  # type: ignore[assignment] # the same again, cleaned


def _speak(request: HttpRequest) -> None:
    """The language chosen in this browser, else the person's own."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES or not isinstance(request.user, User):
        return
    language = request.user.language
    if language in dict(settings.LANGUAGES):
        translation.activate(language)
        request.LANGUAGE_CODE = language


def _whole_page(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """After the session ended, the whole page goes to the sign-in, not a part of it.

    Who sent a form is told that it was not recorded, and led back to the page it stands on.
    """
    htmx = request.htmx  # type: ignore[attr-defined] # put there by django-htmx
    sign_in = resolve_url(settings.LOGIN_URL)
    asks = answer.status_code == 302 and answer["Location"].startswith(f"{sign_in}?next=")
    if not asks or not (htmx or request.method == "POST"):
        return answer
    back = htmx.current_url_abs_path if htmx else form_page(request) or request.get_full_path()
    told = {"unsent": "1"} if request.method == "POST" else {}
    address = f"{sign_in}?{urlencode({'next': back or '/', **told})}"
    return HttpResponseClientRedirect(address) if htmx else HttpResponseRedirect(address)
