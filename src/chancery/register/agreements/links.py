"""What an agreement amends, replaces or implements: always from the later to the earlier one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register import access
from chancery.register.agreements.stages import ENDS, reached
from chancery.register.errors import InvalidValuesError
from chancery.register.models import Agreement, AgreementLink, Stage
from chancery.register.values import AgreementValues

KINDS = tuple(AgreementLink.Kind.values)


def links_in(values: AgreementValues) -> dict[str, tuple[str, ...]]:
    """The keys named, by what is done to them."""
    return {kind: getattr(values, kind) for kind in KINDS}


def check_links(key: str, values: AgreementValues, by: Viewer) -> None:
    """Each names an agreement that the person may know of, never itself, and none leads back.

    ``key`` is empty for an agreement that is not there yet: nothing can lead to it.
    """
    for kind, others in links_in(values).items():
        known = access.agreements(by).filter(pk__in=others)
        if len(set(others)) > known.count():
            raise InvalidValuesError({kind: [_("There is no such agreement.")]})
        if key in others:
            raise InvalidValuesError({kind: [_("An agreement cannot do that to itself.")]})
        for other in known:
            if key and key in _earlier(other.pk, leaving=key):
                words = _(
                    "“%(other)s” amends, replaces or implements this one already, itself or "
                    "through others: take that away first, or choose another agreement."
                )
                raise InvalidValuesError({kind: [words % {"other": other}]})


def _earlier(key: str, *, leaving: str) -> set[str]:
    """All that one leads to, however far; the links of ``leaving`` are about to be set anew."""
    ties: dict[str, set[str]] = defaultdict(set)
    for one, other in AgreementLink.objects.exclude(agreement=leaving).values_list(
        "agreement_id", "other_id"
    ):
        ties[one].add(other)
    found: set[str] = set()
    waiting = {key}
    while waiting:
        found |= waiting
        waiting = {other for one in waiting for other in ties[one]} - found
    return found


def hidden_links(agreement: Agreement, by: Viewer) -> dict[str, tuple[str, ...]]:
    """Links to agreements that the person may not know of: a form of theirs leaves them as they are."""
    links = list(agreement.links.all())
    seen = set(
        access.agreements(by)
        .filter(pk__in=[link.other_id for link in links])
        .values_list("pk", flat=True)
    )
    return {
        kind: tuple(
            link.other_id for link in links if link.kind == kind and link.other_id not in seen
        )
        for kind in KINDS
    }


def replaced_by_one_in_force(agreement: Agreement) -> Agreement | None:
    """The agreement that stands for this one now. Wants ``links_here`` with their stages prefetched."""
    today = timezone.localdate()
    for link in agreement.links_here.all():
        if link.kind == AgreementLink.Kind.REPLACES and _is_in_force(link.agreement, today):
            return link.agreement
    return None


def _is_in_force(agreement: Agreement, today: date) -> bool:
    now = reached(((stage.stage, stage.date) for stage in agreement.stages.all()), today)
    return Stage.IN_FORCE in now and not ENDS & set(now)


def keys_of(links: Iterable[AgreementLink], kind: str) -> tuple[str, ...]:
    """Those of one kind, in the order of their keys."""
    return tuple(sorted(link.other_id for link in links if link.kind == kind))
