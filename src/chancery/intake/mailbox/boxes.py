"""The mailbox of the house: over IMAP, or a folder of mails (Maildir) that a mail server fills."""

from __future__ import annotations

import imaplib
import mailbox
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from chancery.intake.errors import IntakeError

SECONDS = 30
"""How long a server may keep us waiting for one answer."""
AT_ONCE = 200
"""Mails taken in one run; the next run goes on."""
_MB = 1024 * 1024
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxError(IntakeError):
    """The mailbox cannot be looked into: which one, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """A mail nobody looked at yet; ``data`` is None where it is larger than may be taken."""

    mark: str
    data: bytes | None


class Box(Protocol):
    """What is asked of a mailbox."""

    def unseen(self) -> Iterator[Found]:
        """Mails that were not looked at yet, the oldest first."""

    def seen(self, mark: str) -> None:
        """Mark one as looked at: it stays where it is."""

    def named(self, key: str) -> bytes | None:
        """The mail with this Message-ID, if it is still there."""


def is_set_up() -> bool:
    """Whether this installation has a mailbox."""
    return bool(settings.MAILBOX)


@contextmanager
def opened() -> Iterator[Box]:
    """The mailbox of ``CHANCERY_MAILBOX``; MailboxError where it cannot be opened."""
    where = urlsplit(settings.MAILBOX)
    if where.scheme == "maildir":
        yield _Folder(Path(unquote(where.path)))
    elif where.scheme in ("imaps", "imap"):
        with _signed_in(where.scheme == "imaps") as client:
            yield _Imap(client)
    else:
        raise MailboxError(
            _(
                "CHANCERY_MAILBOX is “%(said)s”: write imaps://user@host/INBOX or"
                " maildir:///path/of/the/folder."
            )
            % {"said": _without_password(settings.MAILBOX)}
        )


class _Folder:
    """A Maildir: ``new`` holds what nobody looked at."""

    def __init__(self, place: Path) -> None:
        if not (place / "new").is_dir():
            raise MailboxError(
                _(
                    "%(place)s is no Maildir: there is no folder “new” in it. Correct"
                    " CHANCERY_MAILBOX."
                )
                % {"place": place}
            )
        self.box = mailbox.Maildir(place, create=False)

    def unseen(self) -> Iterator[Found]:
        new = [
            key for key in self.box.iterkeys() if self.box.get_message(key).get_subdir() == "new"
        ]
        for key in sorted(new)[:AT_ONCE]:
            data = self.box.get_bytes(key)
            yield Found(key, data if len(data) <= _most() else None)

    def seen(self, mark: str) -> None:
        message = self.box.get_message(mark)
        message.set_subdir("cur")
        message.add_flag("S")
        self.box[mark] = message

    def named(self, key: str) -> bytes | None:
        for mark in self.box.iterkeys():
            if str(self.box.get_message(mark).get("Message-ID", "")).strip() == key:
                return self.box.get_bytes(mark)
        return None


class _Imap:
    """A folder of an IMAP server; mails are looked at without being marked by it."""

    def __init__(self, client: imaplib.IMAP4) -> None:
        self.client = client

    def unseen(self) -> Iterator[Found]:
        for mark in self._search("UNSEEN")[:AT_ONCE]:
            yield Found(mark, self._fetch(mark))

    def seen(self, mark: str) -> None:
        self.client.uid("STORE", mark, "+FLAGS", r"(\Seen)")

    def named(self, key: str) -> bytes | None:
        plain = key.replace("\\", "").replace('"', "")
        found = self._search("HEADER", "Message-ID", f'"{plain}"')
        return self._fetch(found[-1]) if found else None

    def _search(self, *asked: str) -> list[str]:
        answer, data = self.client.uid("SEARCH", *asked)
        if answer != "OK":
            raise MailboxError(
                _("The mail server does not search its folder: %(said)s") % {"said": data}
            )
        return [mark.decode() for mark in (data[0] or b"").split()]

    def _fetch(self, mark: str) -> bytes | None:
        _answer, size = self.client.uid("FETCH", mark, "(RFC822.SIZE)")
        told = _SIZE.search(b" ".join(part for part in size if isinstance(part, bytes)))
        if told and int(told[1]) > _most():
            return None
        _answer, data = self.client.uid("FETCH", mark, "(BODY.PEEK[])")
        return next((part[1] for part in data if isinstance(part, tuple)), None)


@contextmanager
def _signed_in(secure: bool) -> Iterator[imaplib.IMAP4]:
    where = urlsplit(settings.MAILBOX)
    place = f"{where.hostname}:{where.port or (993 if secure else 143)}"
    try:
        client = _connected(where.hostname or "", where.port, secure)
    except (OSError, imaplib.IMAP4.error) as error:
        said = _("The mailbox at %(place)s cannot be reached: check CHANCERY_MAILBOX. %(said)s")
        raise MailboxError(said % {"place": place, "said": _short(error)}) from error
    try:
        client.login(unquote(where.username or ""), settings.MAILBOX_PASSWORD)
        answer, data = client.select(f'"{unquote(where.path.strip("/")) or "INBOX"}"')
        if answer != "OK":
            raise MailboxError(
                _("There is no folder “%(name)s” at %(place)s: correct CHANCERY_MAILBOX. %(said)s")
                % {"name": where.path.strip("/"), "place": place, "said": data}
            )
        yield client
    except imaplib.IMAP4.error as error:
        said = _("The mailbox at %(place)s refuses us: correct user or password. %(said)s")
        raise MailboxError(said % {"place": place, "said": _short(error)}) from error
    finally:
        _leave(client)


def _connected(host: str, port: int | None, secure: bool) -> imaplib.IMAP4:
    if secure:
        context = ssl.create_default_context(cafile=settings.MAILBOX_CA or None)
        return imaplib.IMAP4_SSL(host, port or 993, ssl_context=context, timeout=SECONDS)
    client = imaplib.IMAP4(host, port or 143, timeout=SECONDS)
    if "STARTTLS" in client.capabilities:
        client.starttls(ssl.create_default_context(cafile=settings.MAILBOX_CA or None))
    elif host not in _HERE:
        client.shutdown()
        raise MailboxError(
            _("%(host)s offers no encryption: a password is not sent to it. Use imaps://.")
            % {"host": host}
        )
    return client


def _leave(client: imaplib.IMAP4) -> None:
    try:
        client.logout()
    except (OSError, imaplib.IMAP4.error):
        client.shutdown()


def _most() -> int:
    return int(settings.MAX_UPLOAD_MB) * _MB


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def _without_password(address: str) -> str:
    return re.sub(r"//([^:@/]*):[^@/]*@", r"//\1@", address)
