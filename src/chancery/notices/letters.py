"""A notice as an e-mail: plain text, marked as written by a machine, its id always the same."""

from __future__ import annotations

import hashlib
from email.charset import QP, Charset
from email.utils import format_datetime, formataddr

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils import translation
from django.utils.translation import gettext as _

from chancery.notices import mail
from chancery.notices.models import Notice
from chancery.people.queries import installation

ACCOUNT = "/account/"
"""The page where a person chooses how often they are written to."""


def letter(notice: Notice, found: mail.Server, connection: EmailBackend) -> EmailMessage:
    """The letter of a notice, made only of what was posted: sent again, it is the same letter."""
    headers = {
        "Message-ID": message_id(notice),
        "Date": format_datetime(notice.created_at),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": notice.language,
    }
    if mail.address_of_system():
        headers["List-Unsubscribe"] = f"<{mail.full_link(ACCOUNT)}>"
    made = EmailMessage(
        subject=notice.subject,
        body=text_of(notice),
        from_email=formataddr((_name(notice.language), found.sender)),
        to=[notice.address],
        headers=headers,
        connection=connection,
    )
    made.encoding = _seven_bits()
    return made


def message_id(notice: Notice) -> str:
    """The same whenever the notice is sent: who gets it twice can tell by it."""
    told = f"{notice.pk} {notice.key} {notice.created_at.isoformat()}"
    return f"<{hashlib.sha256(told.encode()).hexdigest()[:32]}@{mail.host_of_system()}>"


def text_of(notice: Notice) -> str:
    """Body, link, and how to be written to less often, in the person's language."""
    parts = [notice.body.rstrip()]
    if notice.link:
        parts.append(mail.full_link(notice.link))
    with translation.override(notice.language):
        said = _("Written by Chancery; nobody reads answers to this address.")
        parts.append(f"-- \n{said}")
        if mail.address_of_system():
            how = _("How often you are written to: %(link)s")
            parts[-1] += "\n" + how % {"link": mail.full_link(ACCOUNT)}
    return "\n\n".join(parts) + "\n"


def _name(language: str) -> str:
    row = installation()
    named = row.name_en if language == "en" else row.name_vi
    return " ".join((named or "Chancery").split())


def _seven_bits() -> Charset:
    """UTF-8 as quoted-printable: every server passes it on as it is."""
    charset = Charset("utf-8")
    charset.body_encoding = QP
    return charset
