"""How the house stands, for administrators: what ``chancery doctor`` says."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chancery.upkeep.doctor import STEPS, State, look, worst
from chancery.web.views.entrance import administrator

LOOKS = {
    State.OK: ("green", "check"),
    State.WARNING: ("amber", "alert-triangle"),
    State.FAULT: ("red", "circle-x"),
}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Looked at anew each time; walking a long history takes a while."""
    administrator(request)
    lines = look(STEPS)
    context = {
        "lines": [(line, *LOOKS[line.state]) for line in lines],
        "worst": worst(lines),
        "looked_at": timezone.now(),
    }
    return render(request, "settings/system.html", context)
