"""May this person do this to this contact, or interaction, where it stands now?"""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register import rules
from chancery.register.contacts import queries
from chancery.register.contacts.values import ContactValues, InteractionValues
from chancery.register.errors import InvalidValuesError, StateError
from chancery.register.models import Contact

LIVE_BASES = tuple(basis for basis in Contact.Basis if basis != Contact.Basis.WITHDRAWN)


def check_can_keep(viewer: Viewer, contact: Contact) -> None:
    """The unit that keeps a contact keeps it right, until its consent is withdrawn or it is erased."""
    rules.check_can_change(viewer, contact)
    _check_there(contact)
    if contact.basis == Contact.Basis.WITHDRAWN:
        raise StateError(
            _(
                "Consent was withdrawn: erase the person, or record a new basis before changing this."
            )
        )


def check_can_set_basis(viewer: Viewer, contact: Contact) -> None:
    """Whoever keeps a person's data writes down on what basis, and that it was withdrawn."""
    rules.check_can_change(viewer, contact)
    _check_there(contact)
    if contact.kind != Contact.Kind.PERSON:
        raise StateError(_("Only persons give and withdraw their consent."))


def check_can_review(viewer: Viewer, contact: Contact) -> None:
    """A person who is still needed is kept longer, by the unit that keeps the contact."""
    check_can_keep(viewer, contact)
    if contact.kind != Contact.Kind.PERSON:
        raise StateError(_("Only what is known of persons has to be reviewed."))


def check_can_erase(viewer: Viewer, contact: Contact, reason: str) -> None:
    """Once consent is withdrawn or the time of keeping has run out, the keeping unit erases.

    Wants ``since`` (see ``queries.with_days``).
    """
    check_can_set_basis(viewer, contact)
    rules.check_reason(reason)
    until = queries.kept_until(contact)
    if contact.basis != Contact.Basis.WITHDRAWN and (
        until is None or until >= timezone.localdate()
    ):
        raise StateError(
            _(
                "A person is erased when consent is withdrawn or the time of keeping has run out: "
                "record the withdrawal first."
            )
        )


def _check_there(contact: Contact) -> None:
    if contact.erased_at is not None:
        raise StateError(_("This person was erased: nothing of it is left to change."))


def check_contact(values: ContactValues) -> None:
    """What does not fit together, by field."""
    is_person = values.kind == Contact.Kind.PERSON
    wrong: dict[str, list[str]] = {}
    if is_person and values.basis not in LIVE_BASES:
        wrong["basis"] = [_("Say on what basis the person is kept.")]
    if values.basis == Contact.Basis.CONSENT and not (
        values.basis_on and values.basis_means.strip()
    ):
        wrong["basis_means"] = [_("Say on which day the person agreed, and by what means.")]
    if values.basis_on is not None and values.basis_on > timezone.localdate():
        wrong["basis_on"] = [_("This day is still to come.")]
    if not is_person:
        wrong |= _only_of_persons(values)
    if wrong:
        raise InvalidValuesError(wrong)


def _only_of_persons(values: ContactValues) -> dict[str, list[str]]:
    names = ("organisation", "office", "basis", "basis_on", "basis_means", "kept_until")
    return {name: [_("Only a person has this.")] for name in names if getattr(values, name)}


def check_interaction(values: InteractionValues, today: date | None = None) -> None:
    """What does not fit together, by field."""
    wrong: dict[str, list[str]] = {}
    if values.day > (today or timezone.localdate()):
        wrong["day"] = [_("It has not taken place yet: plan it as an activity or a task.")]
    if not (values.contacts or values.theirs.strip()):
        wrong["contacts"] = [_("Say whom you met: a contact, or others by name or office.")]
    if not values.next_step.strip() and (values.next_step_on or values.next_unit):
        wrong["next_step"] = [_("Say what the next step is.")]
    if wrong:
        raise InvalidValuesError(wrong)


def can_keep(viewer: Viewer, contact: Contact) -> bool:
    """Whether ``check_can_keep`` would let it through."""
    return rules.holds(lambda: check_can_keep(viewer, contact))


def can_set_basis(viewer: Viewer, contact: Contact) -> bool:
    """Whether ``check_can_set_basis`` would let it through."""
    return rules.holds(lambda: check_can_set_basis(viewer, contact))


def can_review(viewer: Viewer, contact: Contact) -> bool:
    """Whether ``check_can_review`` would let it through."""
    return rules.holds(lambda: check_can_review(viewer, contact))


def can_erase(viewer: Viewer, contact: Contact) -> bool:
    """Whether ``check_can_erase`` would let it through, given a reason."""
    return rules.holds(lambda: check_can_erase(viewer, contact, "asked"))
