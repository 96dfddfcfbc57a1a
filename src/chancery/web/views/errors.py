"""What a person sees when a page cannot be shown: what happened, what was kept, what to do."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chancery.web import once
from chancery.web.views import merging


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A record that was merged into another leads there."""
    return merging.lead_on(request) or render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the database: it may be what failed."""
    return render(request, "500.html", {"bare": True}, status=500)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form with a stale token: nothing was done, the way back to it with the words kept."""
    context = {"stale_form": True, "form_page": once.form_page(request)}
    return render(request, "403.html", context, status=403)
