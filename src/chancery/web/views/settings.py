"""Settings, for administrators: what is connected, who may do what, what the house stands on."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Model, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.notices import mail
from chancery.partners.models import Partner, RelationshipLevel, Sector
from chancery.people.countersigning import decidable_by
from chancery.people.installed import administrators, installation
from chancery.people.models import Unit, User
from chancery.people.queries import country_pack, current_units
from chancery.register.models import Agreement, ExchangeRate
from chancery.web import first_steps
from chancery.web.views.entrance import administrator


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Each part with how it stands, and the state of the pack."""
    who = administrator(request)
    people = User.objects.filter(is_active=True)
    context = {
        "row": installation(),
        "people": people.count(),
        "waiting": people.filter(password__startswith="!", is_demo=False).count(),  # noqa: S106
        "administrators": administrators(),
        "units": current_units().count(),
        "mail": mail.server(),
        "newest_rate": ExchangeRate.objects.order_by("-day").first(),
        "pack": country_pack(),
        "tables": _tables(),
        "waits": len(decidable_by(who)),
        "steps": first_steps.steps("settings"),
    }
    return render(request, "settings/settings.html", context)


def _tables() -> list[tuple[str, str, dict[str, Any]]]:
    """What the pack filled: how many rows, and how many of them are still to be checked."""
    named: list[tuple[str, str, type[Model]]] = [
        (_("Partners"), "partners", Partner),
        (_("Relationship levels"), "", RelationshipLevel),
        (_("Sectors"), "", Sector),
        (_("Units"), "units", Unit),
        (_("Agreements"), "", Agreement),
    ]
    to_check = Count("pk", filter=Q(verified=False))
    return [
        (title, place, model._default_manager.aggregate(all=Count("pk"), to_check=to_check))  # noqa: SLF001
        for title, place, model in named
    ]
