"""Balance: on whom does how much of each relationship hang?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chancery.people.views import plain_query
from chancery.web.balance import BalanceFilter, BalanceSheet, balance_of
from chancery.web.views.entrance import reader
from chancery.web.views.exports import send
from chancery.web.views.posting import post_only


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """A group of partners side by side."""
    who = reader(request)
    form = BalanceFilter(request.GET, viewer=who)
    context = {"filter_form": form, "balance": balance_of(who, form)}
    return render(request, "balance/balance.html", context)


@post_only
def export(request: HttpRequest) -> HttpResponseBase:
    """The same as a file."""
    who = reader(request)
    found = balance_of(who, BalanceFilter(request.GET, viewer=who))
    filters = plain_query(request.GET.urlencode())
    return send(request, BalanceSheet.of(found, filters, who.user.full_name), "balance")
