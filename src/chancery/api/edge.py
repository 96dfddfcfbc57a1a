"""Around every address of the API: language, methods, headers; nothing is kept by what lies between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import URLPattern, URLResolver
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from chancery.api.errors import answer

View = Callable[..., HttpResponse]
_ALWAYS = frozenset({"OPTIONS"})
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


def at_edge(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The same addresses, each behind its own door instead of the sign-in."""
    for pattern in _leaves(patterns):
        pattern.callback = _guarded(pattern.callback)
    return patterns


def _leaves(patterns: list[Any]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _leaves(pattern.url_patterns)
        else:
            yield pattern


def _guarded(view: View) -> View:
    @csrf_exempt  # no cookie opens anything here
    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.COOKIES = {}
        language = translation.get_language_from_request(request)
        with translation.override(language):
            given = _asked(view, request, *args, **kwargs)
        for name, value in _HEADERS.items():
            given.headers.setdefault(name, value)
        given.headers["Content-Language"] = language
        if etag := getattr(request, "etag", ""):
            given.headers.setdefault("ETag", etag)
        return given

    return guarded


def _asked(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """HEAD is a GET whose body falls away; OPTIONS says what may be done here."""
    wanted = request.method
    if wanted == "HEAD":
        request.method = "GET"
    try:
        given = view(request, *args, **kwargs)
    except UnreadablePostError:
        return answer(400, "malformed", _("The body broke off."))
    request.method = wanted
    return _methods(request, given) if given.status_code == 405 else given


def _methods(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    known = {name.strip() for name in refused.headers.get("Allow", "").split(",")} - {""}
    allowed = sorted(known | _ALWAYS | ({"HEAD"} if "GET" in known else set()))
    headers = {"Allow": ", ".join(allowed)}
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=headers)
    said = _("This cannot be done here; what can: %(methods)s")
    return answer(405, "method", said % {"methods": headers["Allow"]}, headers=headers)
