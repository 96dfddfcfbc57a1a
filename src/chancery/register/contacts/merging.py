"""Two contacts that are one: when they may be, and which basis and day of keeping hold then."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register.contacts.queries import kept_until, with_days
from chancery.register.errors import StateError
from chancery.register.models import Contact

BASIS = ("basis", "basis_on", "basis_means")
UNTOLD = ("email", "telephone", "address")
"""How a contact is reached: history has of them only that they are there."""
SOMETHING = "•••"
"""What history has in the place of a personal value."""
_STRICTER = (
    Contact.Basis.WITHDRAWN,
    Contact.Basis.CONSENT,
    Contact.Basis.INTEREST,
    Contact.Basis.OFFICE,
)
"""What was withdrawn stays so; who was asked may take it back; a public office binds least."""


def check_can_be_one(kept: Contact, merged: Contact) -> None:
    """Persons with persons, organisations with organisations, of one partner, none erased."""
    for row in (kept, merged):
        if row.erased_at is not None:
            raise StateError(
                _("%(reference)s was erased: nothing of it is left to merge.")
                % {"reference": row.reference}
            )
    persons = {row.kind == Contact.Kind.PERSON for row in (kept, merged)}
    if len(persons) == 2:
        raise StateError(_("A person and an organisation are never one."))
    if kept.partner_id != merged.partner_id:
        raise StateError(_("They are of two partners: put that right first."))


def check_can_be_two(kept: Contact, merged: Contact) -> None:
    """What was erased cannot stand by itself again."""
    if kept.erased_at is not None or merged.erased_at is not None:
        raise StateError(
            _(
                "%(merged)s was erased together with %(kept)s, and with it what moved when the two"
                " were merged: they can no longer be parted."
            )
            % {"merged": merged.reference, "kept": kept.reference}
        )


def stricter_basis(kept: Contact, merged: Contact) -> Contact:
    """The one of the two whose basis binds more; ``kept`` where both bind alike."""
    rank = {str(basis): at for at, basis in enumerate(_STRICTER)}
    return min((kept, merged), key=lambda row: rank.get(row.basis, len(rank)))


def earlier_end(viewer: Viewer, kept: Contact, merged: Contact) -> date | None:
    """The earlier last day of keeping of the two, as each stands by itself."""
    rows = with_days(viewer, Contact.objects.filter(pk__in=[kept.pk, merged.pk]))
    return min((day for row in rows if (day := kept_until(row))), default=None)
