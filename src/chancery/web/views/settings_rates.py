"""Rates of exchange: kept by administrators, proposed where a ledger is written."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.register.actions.rates import set_rate, withdraw_rate
from chancery.register.models import ExchangeRate
from chancery.web import formatting, money
from chancery.web.forms.rates import RateForm
from chancery.web.views.entrance import administrator
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save

PER_PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All that are kept, the newest first; of one currency on asking."""
    administrator(request)
    asked = request.GET.get("currency", "").strip().upper()[:3]
    rows = ExchangeRate.objects.select_related("set_by")
    page = Paginator(rows.filter(currency=asked) if asked else rows, PER_PAGE)
    codes = ExchangeRate.objects.order_by("currency").values_list("currency", flat=True)
    shown = page.get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "lines": [(row, said(row)) for row in shown.object_list],
        "asked": asked,
        "codes": list(codes.distinct()),
    }
    return render(request, "settings/rates.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """The rate of a day; said again, the later word holds."""
    who = administrator(request)
    form = RateForm(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        row = set_rate(values=form.values, by=who)
        return _("Kept: %(rate)s.") % {"rate": said(row)}, reverse("settings-rates")

    lead = _(
        "A rate that is kept for the same day is replaced. Entries of ledgers keep what they "
        "were written with."
    )
    title = _("Add a rate of exchange")
    return save(request, form, Saving(title, _("Keep it"), reverse("settings-rates"), act, lead))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out one that is wrong."""
    who = administrator(request)
    row = get_object_or_404(ExchangeRate, pk=pk)

    def act(done: forms.Form) -> tuple[str, str]:
        withdraw_rate(rate=row, by=who)
        return _("Taken out; history keeps what it said."), reverse("settings-rates")

    lead = f"{said(row)}, {formatting.day(row.day)}, {row.source}"
    words = (_("Take out this rate?"), _("Take it out"), reverse("settings-rates"), act, lead)
    form = forms.Form(posted(request))
    return save(request, form, Saving(*words, "records/confirm.html", "red"))


def said(row: ExchangeRate) -> str:
    """1 JPY = 165,5 VND, as it was given."""
    one, other = (row.currency, row.target) if row.side == "unit" else (row.target, row.currency)
    assert row.rate is not None
    return f"1 {one} = {money.plain(row.rate)} {other}"
