"""Who may open a kind of page at all; for everybody else it does not exist."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from chancery.people.access import Viewer
from chancery.web.middleware import viewer


def reader(request: HttpRequest) -> Viewer:
    """Somebody whose post lets them read content; 404 for others, administrators among them."""
    who = viewer(request)
    if not who.reads:
        raise Http404
    return who


def auditor(request: HttpRequest) -> Viewer:
    """Somebody who reads the history of everything; 404 for others."""
    who = viewer(request)
    if not who.is_auditor:
        raise Http404
    return who


def administrator(request: HttpRequest) -> Viewer:
    """Somebody who runs the system; 404 for others."""
    who = viewer(request)
    if not who.is_administrator:
        raise Http404
    return who
