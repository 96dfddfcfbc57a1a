"""Conference packs: one file for those who go."""

from __future__ import annotations

import io

from django.db import transaction
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.partners.models import Partner
from chancery.people.models import Unit
from chancery.web.forms.plans import PackForm
from chancery.web.views.entrance import reader
from chancery.web.views.posting import posted
from chancery.work.plans.pack import pack


def make(request: HttpRequest) -> HttpResponseBase:
    """Choose partners and units; the pack comes as a ZIP and is kept in history as an export."""
    who = reader(request)
    form = PackForm(posted(request), viewer=who)
    if request.method != "POST" or not form.is_valid():
        context = {
            "form": form,
            "title": _("Conference pack"),
            "submit": _("Make the pack"),
            "back": reverse("monthly-reports"),
            "lead": _(
                "One summary for each partner, the latest approved report and the plan of each unit, "
                "in one file."
            ),
        }
        return render(request, "records/form.html", context, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    partners = list(Partner.objects.filter(pk__in=data["partners"]).order_by("name_vi"))
    units = list(Unit.objects.filter(pk__in=data["units"]).select_related("belongs_to"))
    file = pack(who, data["name"], partners, units)
    with transaction.atomic():
        record(
            by=who.key,
            action="export.pack",
            kind="export",
            key="conference-pack",
            changes={
                "partners": [None, [row.pk for row in partners]],
                "units": [None, [row.pk for row in units]],
            },
            label=data["name"],
        )
    return FileResponse(
        io.BytesIO(file),
        as_attachment=True,
        filename=f"{data['name']}.zip",
        content_type="application/zip",
    )
