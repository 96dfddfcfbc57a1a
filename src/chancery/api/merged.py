"""A record that was merged into another says so, to who may know of the one that stayed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from chancery.api.errors import answer
from chancery.api.keys import viewer
from chancery.intake.alike.twins import KINDS

PLACES = {
    "commitments": "commitment",
    "requests": "request",
    "obstacles": "obstacle",
    "opportunities": "opportunity",
    "activities": "activity",
    "projects": "project",
    "contacts": "contact",
    "interactions": "interaction",
    "mechanisms": "mechanism",
    "initiatives": "initiative",
    "upgrades": "upgrade",
}
"""The first word of an address, and the kind of record that may have been merged there."""


def gone(request: HttpRequest) -> HttpResponse | None:
    """410 with the record that stayed; None for every other address that names nothing.

    Whoever may not know of the record that stayed learns nothing: for them there is nothing here.
    """
    *_before, place, key = ["", "", *request.path.strip("/").split("/")]
    if request.method not in {"GET", "HEAD"} or place not in PLACES or not key.isdecimal():
        return None
    kind = KINDS[PLACES[place]]
    rows: Any = kind.model._default_manager  # noqa: SLF001 - documented
    found = rows.filter(pk=int(key), merged_into__isnull=False).first()
    stayed = found and kind.visible(viewer(request)).filter(pk=found.merged_into_id).first()
    if not stayed:
        return None
    said = _("%(gone)s was merged into %(stayed)s.")
    words = said % {"gone": found.reference, "stayed": stayed.reference}
    where = f"{request.path.rstrip('/').rpartition('/')[0]}/{stayed.pk}"
    told = {"id": stayed.pk, "reference": stayed.reference}
    return answer(410, "merged", words, headers={"Location": where}, merged_into=told)
