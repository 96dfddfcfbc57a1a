"""What fits while a person types the name of a unit, partner, document or record."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chancery.web import choices
from chancery.web.middleware import viewer


@require_safe
def options(request: HttpRequest, kind: str) -> HttpResponse:
    """The best dozen of ``kind`` for the words typed, as options to choose from."""
    who = viewer(request)
    may_ask = who.reads or (kind == "units" and who.is_administrator)
    if kind not in choices.KINDS or not may_ask:
        raise Http404
    typed = request.GET.get("q") or request.GET.get(request.GET.get("field", ""), "")
    found = choices.search(kind, typed[:120], who) if typed.strip() else []
    return render(request, "documents/options.html", {"options": found, "typed": typed.strip()})
