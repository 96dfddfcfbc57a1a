"""Mail (EML): the letter with its subject, sender, receivers and day; what came with it, apart."""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from pathlib import PurePath
from typing import Any

from chancery.reader.formats import html
from chancery.reader.formats.model import (
    Attachment,
    Extracted,
    FormatError,
    Limits,
    check_length,
    count,
    one_page,
    shown,
)
from chancery.reader.formats.plain import decoded
from chancery.reader.formats.recognise import EML

_SHOWN = ("From", "To", "Cc", "Date")
_SIGNATURES = frozenset(
    (
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-keys",
    )
)
_PARTS_AT_MOST = 1_000
_DEEPEST = 30
_ENDINGS = {"message/rfc822": ".eml", "text/html": ".html", "text/plain": ".txt"}
# What the standard library is known to raise on headers and bodies that nobody should have written.
_HOSTILE = (
    MessageError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    AssertionError,
)


def read(data: bytes, name: str, limits: Limits) -> Extracted:
    """Subject, header lines and body of a mail; attachments are handed out unread."""
    try:
        letter = email.message_from_bytes(data, policy=policy.default)
        parts = _Parts(name, limits)
        parts.take(letter, 0)
    except _HOSTILE as error:
        cause = f"it is a damaged mail ({type(error).__name__})"
        raise FormatError(
            name, "broken", cause, "Save the mail anew, or its attachments"
        ) from None
    subject = _header(letter, "Subject")
    head = "\n".join(f"{key}: {said}" for key in _SHOWN if (said := _header(letter, key)))
    if not (head or subject or parts.body.strip()):
        raise FormatError(name, "empty", "it is a mail without words", "Check that it is whole")
    text = "\n\n".join(part for part in (subject, head, parts.body.strip("\r\n")) if part)
    check_length(text, name, limits)
    start = text.index(head) if head else 0
    return Extracted(
        text,
        one_page(text),
        EML,
        title=subject or None,
        published=_day(letter),
        furniture=((start, start + len(head)),) if head else (),
        attachments=tuple(parts.attachments),
        warnings=tuple(parts.warnings()),
    )


@dataclass(slots=True)
class _Parts:
    """Collects the body and the attachments of one mail, not of mails inside it."""

    name: str
    limits: Limits
    plain: list[str] = field(default_factory=list)
    formatted: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    seen: int = 0
    pictures: int = 0
    replaced: bool = False

    @property
    def body(self) -> str:
        """The plain words, or where there are none those of its HTML."""
        plain = "\n".join(self.plain)
        return plain if plain.strip() else "\n".join(self.formatted)

    def take(self, part: Message, depth: int) -> None:
        """Sort one part and all inside it."""
        self.seen += 1
        if self.seen > _PARTS_AT_MOST or depth > _DEEPEST:
            raise self._too_many("parts, or they are nested too deep")
        kind = part.get_content_type()
        if kind == "message/rfc822":
            self._attach(part, _inner(part))
        elif part.is_multipart():
            for inner in part.iter_parts() if isinstance(part, EmailMessage) else ():
                self.take(inner, depth + 1)
        elif self._is_body(part, kind):
            self._read_body(part, kind)
        elif part.get("Content-ID") and kind.startswith("image/"):
            self.pictures += 1
        elif kind not in _SIGNATURES:
            self._attach(part, _content(part))

    def warnings(self) -> Iterator[str]:
        """What was not read, for the person."""
        if self.pictures:
            yield f"{self.pictures} pictures among its words were not read."
        if self.replaced:
            yield "Some of its characters could not be decoded; each stands as \ufffd."

    @staticmethod
    def _is_body(part: Message, kind: str) -> bool:
        named = part.get_content_disposition() == "attachment" or part.get_filename()
        return kind in ("text/plain", "text/html") and not named

    def _read_body(self, part: Message, kind: str) -> None:
        text = self._decoded(part)
        if kind == "text/html" and text.strip():
            self.formatted.append(html.words(text, self.name, self.limits))
        else:
            self.plain.append(text)

    def _decoded(self, part: Message) -> str:
        """By the charset that it names; where that does not fit, by how the words are spelt."""
        data = _content(part)
        try:
            return data.decode(part.get_content_charset("utf-8")).replace("\x00", "")
        except (LookupError, ValueError):
            pass
        try:
            return decoded(data, self.name).text
        except FormatError:
            self.replaced = True
            return data.decode("utf-8", "replace").replace("\x00", "")

    def _attach(self, part: Message, data: bytes) -> None:
        if len(self.attachments) >= self.limits.attachments:
            raise self._too_many(f"attachments, more than {count(self.limits.attachments)}")
        self.attachments.append(Attachment(_file_name(part, len(self.attachments) + 1), data))

    def _too_many(self, what: str) -> FormatError:
        remedy = "Save the attachments and add those that matter"
        return FormatError(self.name, "too_large", f"it has too many {what}", remedy)


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _inner(part: Message) -> bytes:
    """The bytes of a mail inside the mail."""
    inner: Any = part.get_payload()
    letter = inner[0] if isinstance(inner, list) and inner else None
    if isinstance(letter, Message):
        return letter.as_bytes(policy=policy.compat32)
    return _content(part)


def _file_name(part: Message, number: int) -> str:
    """The last piece of the name that the sender gave, never a path; else its number."""
    given = (part.get_filename() or "").replace("\\", "/").replace("\x00", "")
    kind = part.get_content_type()
    if not given and kind == "message/rfc822":
        inner: Any = part.get_payload()
        given = _header(inner[0], "Subject")[:100].replace("/", "-") if inner else ""
    name = PurePath(given).name if given else f"{number}"
    ending = _ENDINGS.get(kind, "")
    return shown(name if not ending or "." in name[-6:] else name + ending)


def _header(letter: Message, key: str) -> str:
    try:
        said = str(letter.get(key) or "")
    except _HOSTILE:
        return ""
    said = said.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return " ".join(said.split())


def _day(letter: Message) -> date | None:
    try:
        return parsedate_to_datetime(_header(letter, "Date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
