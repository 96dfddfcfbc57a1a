"""The mail server of this installation, and how it is spoken to.

Where the environment names a host (``CHANCERY_SMTP_HOST``) all of it comes from there; the sender
may still be set in the browser.
"""

from __future__ import annotations

import smtplib
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext as _

from chancery.people.installed import installation, mail_password
from chancery.people.models import Installation

SECONDS = 20
"""How long a mail server may keep us waiting for one answer."""
USUAL = "starttls"
PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over, and who sends it."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    sender: str


def server() -> Server | None:
    """The mail server that is set up; None where there is none.

    A password of the environment goes to the host of the environment alone, by the way named there:
    else an administrator could have it sent to a host of their own.
    """
    row = installation()
    sender = settings.SMTP_FROM or row.mail_from
    if not sender or not (settings.SMTP_HOST or row.mail_host):
        return None
    return _of_environment(sender) if settings.SMTP_HOST else _of_browser(row, sender)


def _of_environment(sender: str) -> Server:
    return Server(
        host=settings.SMTP_HOST,
        port=settings.SMTP_PORT or PORTS[settings.SMTP_SECURITY or USUAL],
        security=settings.SMTP_SECURITY or USUAL,
        user=settings.SMTP_USER,
        password=settings.SMTP_PASSWORD or mail_password().strip(),
        sender=sender,
    )


def _of_browser(row: Installation, sender: str) -> Server:
    return Server(
        host=row.mail_host,
        port=row.mail_port,
        security=row.mail_security,
        user=row.mail_user,
        password=mail_password().strip(),
        sender=sender,
    )


def is_set_up() -> bool:
    """Whether notices go out by e-mail at all."""
    return server() is not None


def address_of_system() -> str:
    """How people reach this system, without a slash behind it; empty where nobody said."""
    return (settings.ADDRESS or installation().address).rstrip("/")


def full_link(link: str) -> str:
    """A path with the address of this system before it; as it is where that is not known."""
    return address_of_system() + link if link.startswith("/") else link


def host_of_system() -> str:
    """The host in the address of this system, or of the sender: for the ids of letters."""
    named = urlsplit(address_of_system()).hostname
    if named:
        return named
    found = server()
    return found.sender.rpartition("@")[2] if found else "localhost"


def connection_to(found: Server) -> EmailBackend:
    """A connection that is not open yet; errors are raised, never swallowed."""
    return EmailBackend(
        host=found.host,
        port=found.port,
        username=found.user,
        password=found.password,
        use_tls=found.security == "starttls",
        use_ssl=found.security == "tls",
        timeout=SECONDS,
        fail_silently=False,
    )


def try_out(found: Server) -> str:
    """Connect, greet, secure and sign in without sending; what is wrong, empty where nothing."""
    connection = connection_to(found)
    try:
        connection.open()
    except OSError as error:
        return trouble(error, found)
    finally:
        hang_up(connection)
    return ""


def hang_up(connection: EmailBackend) -> None:
    """Close a connection in whatever state it is."""
    spoken_to = connection.connection
    with suppress(OSError):
        connection.close()
    if spoken_to is not None:
        spoken_to.close()


def trouble(error: OSError, found: Server) -> str:
    """What is wrong between us and the mail server, and what to do about it."""
    place = {"place": f"{found.host}:{found.port}", "said": answer_of(error)}
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("%(place)s refuses the user or the password: correct them. It said: %(said)s") % (
            place
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return _("%(place)s does not offer what is asked: choose other security. %(said)s") % place
    if isinstance(error, smtplib.SMTPSenderRefused):
        return _("%(place)s does not take mail from our sender: correct it. It said: %(said)s") % (
            place
        )
    return _("%(place)s cannot be reached: check name, port and security. %(said)s") % place


def answer_of(error: Exception) -> str:
    """What the server said, as one short line."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return " ".join(f"{error.smtp_code} {words}".split())[:300]
    return " ".join(str(error).split())[:300]
