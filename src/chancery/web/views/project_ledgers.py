"""Writing into the ledgers of a project, and their sums by partner, sector, year, kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.partners.models import Partner, Sector
from chancery.register import actions, rules
from chancery.register.models import Ledger, Project
from chancery.register.projects import queries
from chancery.register.projects.money import Sum
from chancery.register.projects.rules import amount_now
from chancery.register.projects.totals import NONE, Group, grouped
from chancery.web import money
from chancery.web.formatting import bilingual
from chancery.web.forms.projects import CorrectForm, EntryForm, TotalsFilter
from chancery.web.middleware import viewer
from chancery.web.proposing_rates import with_rates
from chancery.web.views.answers import checked, permitted
from chancery.web.views.entrance import reader
from chancery.web.views.posting import posted
from chancery.web.views.projects import find
from chancery.web.views.saving import Saving, save, show_form


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more line of a ledger."""
    who = viewer(request)
    found = find(who, pk)
    initial = {"ledger": request.GET.get("ledger", "signed")}
    form = EntryForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.record_entry(project=found, values=form.values, by=who)
        return _("Written into the ledger."), reverse("project", args=[pk])

    with permitted():
        rules.check_can_change(who, found)
    title = _("New entry of %(reference)s") % {"reference": found.reference}
    words = (title, _("Write it down"), reverse("project", args=[pk]), act, found.name)
    saving = Saving(*words, "projects/entry_form.html")
    if "propose" in request.POST:
        filled, proposals = with_rates(form, request.POST)
        form = EntryForm(viewer=who, initial=filled)
        return show_form(request, form, replace(saving, more={"proposals": proposals}))
    return save(request, form, saving)


def correct(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """What an entry should have said; the entry itself stays."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_change(who, found))
    line = get_object_or_404(found.entries.filter(corrects__isnull=True), pk=entry)
    form = CorrectForm(posted(request), initial={"amount": money.plain(amount_now(line))})

    def act(done: forms.Form) -> tuple[str, str]:
        actions.correct_entry(entry=line, by=who, **done.cleaned_data)
        said = _("Corrected: a further line holds the difference.")
        return said, reverse("project", args=[pk])

    values = {"amount": money.exact(amount_now(line), line.currency)}
    lead = f"{line.get_ledger_display()}, {values['amount']}"
    words = (_("Correct this entry"), _("Correct it"), reverse("project", args=[pk]), act)
    return save(request, form, Saving(*words, lead=lead))


@dataclass(frozen=True, slots=True)
class ShownSum:
    """One figure of the table with the address of its rows."""

    ledger: str
    label: str
    sum: SafeString
    usd: str
    without: str
    count: int
    link: str


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """One line of the table."""

    name: str
    page: str
    projects: int
    sums: list[ShownSum]
    rate: str
    bar: int


@require_safe
def totals(request: HttpRequest) -> HttpResponse:
    """What was pledged, signed and disbursed; each figure opens its lines."""
    who = reader(request)
    form = TotalsFilter(request.GET, viewer=who)
    groups, total = grouped(form.narrow(queries.entries(who)), form.by_word)
    names = _names(form.by_word, [group.key for group in groups])
    kept = {name: request.GET.get(name, "") for name in ("kind", "partner", "year")}
    rows = [_shown(group, form.by_word, names, kept) for group in groups]
    context = {
        "filter_form": form,
        "by": form.by_word,
        "rows": rows if form.by_word == "year" else sorted(rows, key=lambda row: row.name),
        "total": _shown(total, "", {"": _("All together")}, kept),
        "ledgers": [(ledger.value, ledger.label) for ledger in Ledger],
    }
    return render(request, "projects/totals.html", context)


def _names(by: str, keys: list[str]) -> dict[str, str]:
    if by == "partner":
        return {p.pk: bilingual(p) for p in Partner.objects.filter(pk__in=keys)}
    if by == "sector":
        found = {s.pk: bilingual(s) for s in Sector.objects.filter(pk__in=keys)}
        return found | {NONE: _("no sector")}
    if by == "kind":
        return {value: str(label) for value, label in Project.Kind.choices}
    return {key: key for key in keys}


def _shown(group: Group, by: str, names: dict[str, str], kept: dict[str, str]) -> ShownGroup:
    wanted = {**kept, **({by: group.key} if by else {})}
    rate = group.totals.rate
    return ShownGroup(
        name=names.get(group.key, group.key),
        page=reverse("partner", args=[group.key]) if by == "partner" else "",
        projects=group.projects,
        sums=[_figure(ledger, group.totals.of(ledger.value), wanted) for ledger in Ledger],
        rate=money.share(rate),
        bar=0 if rate is None else max(0, min(100, round(rate * 100))),
    )


def _figure(ledger: Ledger, found: Sum, wanted: dict[str, Any]) -> ShownSum:
    asked = urlencode({k: v for k, v in {**wanted, "ledger": ledger.value}.items() if v})
    is_usd = set(found.by_currency) == {"USD"}
    return ShownSum(
        ledger=ledger.value,
        label=str(ledger.label),
        sum=money.sum_cell(found),
        usd="" if is_usd or found.without_usd == found.count else money.scaled(found.usd, "USD"),
        without="" if is_usd else money.without(found, "USD"),
        count=found.count,
        link=f"{reverse('ledger')}?{asked}",
    )
