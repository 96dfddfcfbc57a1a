"""Telling those who may confirm what an administrator asked for, and whom it concerns."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from chancery.notices.actions import post
from chancery.people.countersigning import deciders
from chancery.people.models import Countersign, Role, Unit, User
from chancery.web import formatting


def tell(row: Countersign) -> None:
    """A notice to everybody who may confirm it, each in their language; in the transaction that
    asked. Whose e-mail would change is among them, at the address until now."""
    asker = User.objects.filter(username=row.asked_by).first()
    for person in deciders(row):
        with translation.override(person.language):
            words = {"who": asker or row.asked_by, "what": said(row)}
            post(
                to=person,
                kind="countersign",
                key=f"countersign-{row.pk}",
                subject=_("Please confirm or refuse what an administrator asks"),
                body=_("%(who)s asks: %(what)s") % words,
                link=reverse("countersigns"),
            )


def tell_of_change(user: User, *, email: str, by: str) -> None:
    """To the address until now, before another takes its place."""
    with translation.override(user.language):
        post(
            to=user,
            kind="email",
            key=f"email-{user.pk}-{email}"[:120],
            subject=_("Your e-mail in Chancery was changed"),
            body=_(
                "%(by)s changed it to %(email)s. Links for a new password go there from now on. "
                "Is it not yours? Tell your head of unit at once, and change your password."
            )
            % {"by": by, "email": email},
            link=reverse("account"),
        )


def tell_asker(row: Countersign, *, by: str, done: bool) -> None:
    """What became of it, to who asked; nothing to who took it back."""
    asker = User.objects.filter(username=row.asked_by).exclude(username=by).first()
    if asker is None:
        return
    with translation.override(asker.language):
        subject = _("Confirmed by a second person") if done else _("Refused by a second person")
        post(
            to=asker,
            kind="countersign",
            key=f"countersign-{row.pk}-decided",
            subject=subject,
            body=f"{by}: {said(row)}",
            link=reverse("countersigns"),
        )


def said(row: Countersign) -> str:
    """What is asked for, as one sentence."""
    name = _named(row.user)
    if row.what == Countersign.What.POST:
        unit = Unit.objects.filter(pk=row.values["unit"]).first()
        role = Role(row.values["role"]).label
        return _("%(name)s becomes %(role)s of %(unit)s.") % {
            "name": name,
            "role": role,
            "unit": formatting.bilingual(unit) if unit else row.values["unit"],
        }
    if row.what == Countersign.What.EMAIL:
        before = row.user.email if row.user else ""
        return _("The e-mail of %(name)s changes from %(before)s to %(email)s.") % {
            "name": row.user.full_name if row.user else "",
            "before": before or formatting.MISSING,
            "email": row.values["email"] or formatting.MISSING,
        }
    if row.what == Countersign.What.RESET:
        return _("%(name)s gets a link for a new password.") % {"name": name}
    told = ", ".join(str(value) for value in row.values.values())
    return _("Mail and its links go by new settings: %(values)s.") % {"values": told}


def _named(user: User | None) -> str:
    """With the address, by which one sees who it is that is let in."""
    if user is None:
        return ""
    return f"{user.full_name} ({user.email})" if user.email else user.full_name
