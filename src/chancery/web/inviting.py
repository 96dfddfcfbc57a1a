"""Links handed to people: shown once on a page, and sent by mail where mail is set up."""

from __future__ import annotations

import logging
import threading

from django.db import connections, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from chancery.notices import mail
from chancery.notices.actions import deliver, post
from chancery.people.countersigning import mail_waits
from chancery.people.models import Invitation
from chancery.web import formatting

_SHOWN_ONCE = "link shown once"


def link_to(request: HttpRequest, secret: str) -> str:
    """The whole address that the link opens, by the name under which this system is known.

    Where nobody set that, by the name the administrator at hand reached it: for their eyes alone.
    """
    path = reverse("invitation", args=[secret])
    known = mail.address_of_system()
    return f"{known}{path}" if known else request.build_absolute_uri(path)


def sends_links() -> bool:
    """Whether who forgot their password gets a link: mail is set up, the address that the link
    begins with is known, and nobody has to confirm first where mail goes now."""
    return mail.is_set_up() and bool(mail.address_of_system()) and not mail_waits()


def send(request: HttpRequest, invitation: Invitation, secret: str) -> bool:
    """Write the letter, in the transaction that made the link; whether it goes out by mail.

    Without an address set for this system it does not: the name in a request is the sender's to
    choose, and a link that began with it would hand its secret to whoever stands behind that name.
    """
    user = invitation.user
    joining = invitation.purpose == Invitation.Purpose.INVITE
    with translation.override(user.language):
        values = {
            "name": user.full_name,
            "link": link_to(request, secret),
            "until": formatting.moment(invitation.expires_at),
        }
        subject, body = _words_of(invitation)
    posted = post(
        to=user,
        kind="invitation" if joining else "reset",
        key=f"{invitation.purpose}-{invitation.pk}",
        subject=subject,
        body=body % values,
        by_mail=sends_links(),
    )
    goes_out = posted is not None and posted.state == posted.State.WAITING
    if goes_out:
        transaction.on_commit(send_soon)
    return goes_out


def send_soon() -> None:
    """Deliver what waits without keeping anybody waiting; what fails is tried again by the timer."""
    threading.Thread(target=_deliver, daemon=True).start()


def show_once(request: HttpRequest, invitation: Invitation, secret: str, *, mailed: bool) -> None:
    """Keep the link until the next page has shown it."""
    request.session[_SHOWN_ONCE] = [invitation.user_id, link_to(request, secret), mailed]


def link_to_show(request: HttpRequest, user_id: int | None) -> tuple[str, bool] | None:
    """The link made a moment ago for this person (whoever it is for: None), and whether it was
    mailed; then it is gone."""
    kept = request.session.get(_SHOWN_ONCE)
    if not kept or user_id not in {None, kept[0]}:
        return None
    del request.session[_SHOWN_ONCE]
    return kept[1], kept[2]


def _words_of(invitation: Invitation) -> tuple[str, str]:
    if invitation.purpose == Invitation.Purpose.INVITE:
        return _("Your way into Chancery"), _(
            "%(name)s, you have been given a place in Chancery, where the ministry follows up its "
            "economic commitments.\n\nOpen this link and choose a password:\n%(link)s\n\n"
            "It opens once, until %(until)s. Did you not expect this? Then do nothing."
        )
    return _("A new password for Chancery"), _(
        "%(name)s, somebody asked for a new password for your place in Chancery.\n\n"
        "Open this link and choose one:\n%(link)s\n\n"
        "It opens once, until %(until)s. Was it not you? Then do nothing: your password stays."
    )


def _deliver() -> None:
    try:
        deliver()
    except Exception:
        logging.getLogger(__name__).exception("what waits in the outbox was not delivered")
    finally:
        connections.close_all()
