"""Until somebody runs this system every page leads to the first start."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chancery.people.installed import is_set_up

_OPEN = ("/setup/", "/language/", "/static/")


class FirstStartMiddleware:
    """Leads to the first start; costs nothing once people are there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_OPEN) or is_set_up():
            return self.get_response(request)
        return redirect(reverse("setup"))
