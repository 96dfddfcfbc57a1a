"""Units: what the pack brought, what people add, how they are renamed, merged, ended, headed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.people import actions
from chancery.people.actions.own_units import values_of
from chancery.people.models import OfficeHolder, Post, Unit
from chancery.people.queries import country_pack, current_units
from chancery.reference import UnknownKeyError
from chancery.web import first_steps
from chancery.web.forms.units import DayForm, EditUnitForm, EndUnitForm, OfficeForm, UnitForm
from chancery.web.views.answers import sorted_page
from chancery.web.views.entrance import administrator
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The units that stand, by name; those that people added, or that ended, on asking."""
    administrator(request)
    asked = request.GET.get("show", "")
    page = sorted_page(
        request, _shown(asked, request.GET.get("q", "").strip()[:80]), _SORTS, "name"
    )
    context = {
        "page": page,
        "show": asked,
        "steps": first_steps.steps("settings-units"),
        "onward": first_steps.after("settings-units"),
        "back": first_steps.before("settings-units"),
        "own": _own().count(),
        "all": current_units().count(),
    }
    return render(request, "settings/units.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """A unit that the pack does not know."""
    who = administrator(request)
    form = UnitForm(posted(request), viewer=who)

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, UnitForm)
        made = actions.add_unit(values=done.values(), by=who.key)
        return _("%(unit)s is added.") % {"unit": made}, reverse("unit-settings", args=[made.pk])

    lead = _("Below a ministry it may be assigned work as the ministry's own departments are.")
    return save(
        request, form, Saving(_("Add a unit"), _("Add"), reverse("settings-units"), act, lead)
    )


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """One unit: its names, who heads it, who holds posts, what may be done."""
    administrator(request)
    unit = get_object_or_404(Unit.objects.select_related("belongs_to", "sits_in"), pk=key)
    day = timezone.localdate()
    running = Q(end__isnull=True) | Q(end__gt=day)
    context = {
        "unit": unit,
        "names": unit.names.all(),
        "holders": unit.office_holders.all(),
        "held": Post.objects.filter(running, unit=unit).select_related("user"),
        "below": unit.own_units.filter(end="", successor__isnull=True),
        "of_the_pack": not _is_own(unit),
        "today": day,
    }
    return render(request, "settings/unit.html", context)


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Correct or rename a unit."""
    who = administrator(request)
    unit = get_object_or_404(Unit, pk=key)
    back = reverse("unit-settings", args=[key])
    form = EditUnitForm(posted(request), viewer=who, initial=_initial(unit))

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, EditUnitForm)
        since = done.cleaned_data["since"]
        values = done.values(unit.pk, unit.end)
        actions.change_unit(
            unit=unit, values=values, by=who.key, since=since.isoformat() if since else ""
        )
        return _("Saved."), back

    title = _("Change %(unit)s") % {"unit": unit}
    lead = (
        ""
        if _is_own(unit)
        else _(
            "This unit came with the country pack: loading the pack anew brings back what the pack says."
        )
    )
    return save(request, form, Saving(title, _("Save"), back, act, lead))


def end(request: HttpRequest, key: str) -> HttpResponse:
    """End a unit, or merge it into its successor."""
    who = administrator(request)
    unit = get_object_or_404(current_units(), pk=key)
    back = reverse("unit-settings", args=[key])
    form = EndUnitForm(posted(request), viewer=who)

    def act(done: forms.Form) -> tuple[str, str]:
        into = done.cleaned_data["successor"]
        successor = Unit.objects.get(pk=into) if into else None
        day = done.cleaned_data["day"].isoformat()
        actions.end_unit(unit=unit, end=day, successor=successor, by=who.key)
        return _("%(unit)s is ended.") % {"unit": unit}, back

    people = Post.objects.filter(unit=unit, end__isnull=True).count()
    lead = _(
        "Its records stay under its name. Posts held in it: %(count)s; give those people posts elsewhere."
    )
    words = (_("End %(unit)s?") % {"unit": unit}, _("End the unit"), back)
    return save(request, form, Saving(*words, act, lead % {"count": people}, tone="red"))


def hold_office(request: HttpRequest, key: str) -> HttpResponse:
    """Who heads the unit from a day on; whoever did before ends the day before."""
    who = administrator(request)
    unit = get_object_or_404(Unit, pk=key)
    back = reverse("unit-settings", args=[key])
    form = OfficeForm(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.set_office_holder(unit=unit, by=who.key, **done.cleaned_data)
        return _("Saved."), back

    title = _("Who heads %(unit)s") % {"unit": unit}
    lead = _("This is shown on the unit's page. It gives no rights: those come from posts.")
    return save(request, form, Saving(title, _("Save"), back, act, lead))


def end_office(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a term."""
    who = administrator(request)
    holder = OfficeHolder.objects.filter(pk=pk).first()
    if holder is None:
        messages.warning(request, _("This term is no longer on record."))
        return redirect("settings-units")
    back = reverse("unit-settings", args=[holder.unit_id])
    form = DayForm(posted(request), initial={"day": timezone.localdate()})

    def act(done: forms.Form) -> tuple[str, str]:
        actions.end_office(holder=holder, by=who.key, end=done.cleaned_data["day"])
        return _("Saved."), back

    title = _("End the term of %(name)s?") % {"name": holder.full_name}
    return save(request, form, Saving(title, _("End the term"), back, act, holder.title_vi))


def _initial(unit: Unit) -> dict[str, Any]:
    values = values_of(unit)
    start = values.start if len(values.start) == 10 else None
    return {name: getattr(values, name) for name in UnitForm.base_fields if name != "start"} | {
        "start": date.fromisoformat(start) if start else None
    }


def _is_own(unit: Unit) -> bool:
    try:
        country_pack().unit(unit.pk)
    except UnknownKeyError:
        return True
    return False


def _own() -> QuerySet[Unit]:
    return Unit.objects.exclude(pk__in=[row.id for row in country_pack().units])


def _shown(asked: str, words: str) -> QuerySet[Unit]:
    rows: QuerySet[Unit] = Unit.objects.exclude(end="")
    if asked != "ended":
        rows = _own() if asked == "own" else current_units()
    if words:
        rows = rows.filter(
            Q(name_vi__icontains=words)
            | Q(name_en__icontains=words)
            | Q(short__icontains=words)
            | Q(pk__icontains=words)
        )
    return rows.select_related("belongs_to", "successor")


_SORTS: dict[str, tuple[str, ...]] = {"name": ("name_vi", "pk"), "kind": ("kind", "name_vi")}
