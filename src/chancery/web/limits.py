"""How often something may be tried that is open to whoever asks: counted like wrong passwords."""

from __future__ import annotations

from axes.handlers.proxy import AxesProxyHandler
from django.http import HttpRequest

SET_UP = "first start"
RESET = "password forgotten"


def is_blocked(request: HttpRequest, what: str) -> bool:
    """Tried too often from this address, of late."""
    return not AxesProxyHandler.is_allowed(request, {"username": what})


def count_try(request: HttpRequest, what: str) -> None:
    """One more try; kept in the database, so that all processes know of it."""
    AxesProxyHandler.user_login_failed(
        sender=__name__, credentials={"username": what}, request=request
    )
    request.axes_locked_out = None  # type: ignore[attr-defined] # our own page says what to do
