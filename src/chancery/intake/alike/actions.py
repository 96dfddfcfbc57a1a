"""Telling the owner of a record that another one may be its twin."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from chancery.intake.alike.twins import KINDS, said_by, twins_unseen_by
from chancery.notices.actions import post
from chancery.people.access import Viewer, viewer_of


@transaction.atomic
def tell_owners(*, kind: str, record: Any, by: Viewer) -> int:
    """Tell who recorded what may be the same, and what ``by`` may not know of; how many were told.

    Only an owner who may know of the new record is told of it: neither side learns more than they
    may. The letter holds references alone.
    """
    where, told = KINDS[kind], 0
    for twin in twins_unseen_by(said_by(kind, record), by, besides=record.pk):
        old = where.model._default_manager.select_related("created_by").get(pk=twin.known.key)  # noqa: SLF001
        owner = viewer_of(old.created_by)
        there = where.visible(owner).filter(pk__in=[old.pk, record.pk]).count()
        if there == 2:
            told += _tell(kind, old, record)
    return told


def _tell(kind: str, old: Any, new: Any) -> bool:
    with translation.override(old.created_by.language):
        names = {"new": new.reference, "old": old.reference}
        notice = post(
            to=old.created_by,
            kind="twin",
            key=f"twin-{kind}-{old.pk}-{new.pk}",
            subject=_("%(new)s may be the same as your %(old)s") % names,
            body=_(
                "%(new)s was recorded by somebody who cannot see your %(old)s. Compare the two; if"
                " they are one, agree with its unit which of them stays."
            )
            % names,
            link=f"/{_PLURAL.get(kind, kind + 's')}/{new.pk}/",
        )
    return notice is not None


_PLURAL = {"opportunity": "opportunities", "activity": "activities"}
