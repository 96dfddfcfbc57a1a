"""What a mail says of itself: who sent it, about what, with which spreadsheets. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import sha256

_LONGEST_KEY = 250
_ROUND = re.compile(r"\bRS-\d{4}-\d{4,}\b", re.IGNORECASE)
_QUESTION = re.compile(r"\bXY-\d{4}-\d{4,}\b", re.IGNORECASE)
_SHEETS = (".xlsx", ".csv")
_LOOKED_AT = 20_000  # letters of the text in which a reference is looked for
_MACHINES = frozenset({"bulk", "list", "junk", "auto_reply"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A spreadsheet that came with it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail, as far as it decides what becomes of it."""

    key: str
    sender: str
    subject: str
    rounds: tuple[str, ...]
    questions: tuple[str, ...]
    """Consultations that its subject names: what is quoted below an answer names others too."""
    sheets: tuple[Sheet, ...]
    is_of_a_machine: bool
    results: tuple[str, ...]
    """The headers in which mail servers say whether the sender is who they say."""


def letter_of(data: bytes) -> Letter:
    """Read the head and the parts; a broken mail gives what can be read of it."""
    mail = message_from_bytes(data, policy=policy.default)
    subject = _header(mail, "Subject")
    text = f"{subject}\n{_text(mail)}"
    return Letter(
        key=_key(_header(mail, "Message-ID"), data),
        sender=parseaddr(_header(mail, "From"))[1].strip().casefold()[:254],
        subject=subject[:250],
        rounds=tuple(dict.fromkeys(found.upper() for found in _ROUND.findall(text))),
        questions=tuple(dict.fromkeys(one.upper() for one in _QUESTION.findall(subject))),
        sheets=tuple(_sheets(mail)),
        is_of_a_machine=_is_of_a_machine(mail),
        results=tuple(str(said) for said in mail.get_all("Authentication-Results", [])),
    )


def vouched_for(letter: Letter, server: str) -> bool:
    """Whether our own mail server says that the mail comes from the domain it names."""
    for said in letter.results:
        name, _sep, rest = said.partition(";")
        ours = name.split()[:1] == [server]
        if ours and re.search(r"\bdmarc\s*=\s*pass\b", rest, re.IGNORECASE):
            return True
    return False


def _key(named: str, data: bytes) -> str:
    if named and len(named) <= _LONGEST_KEY:
        return named
    return f"sha256:{sha256(data).hexdigest()}"


def _header(mail: EmailMessage, name: str) -> str:
    """A header as one line; one that cannot be parsed is as good as missing."""
    try:
        return " ".join(str(mail.get(name, "")).split())
    except (ValueError, IndexError, AttributeError):  # broken headers make the parser stumble
        return ""


def _is_of_a_machine(mail: EmailMessage) -> bool:
    """Answering machines, lists, reports of delivery: an answer to them would come back for ever."""
    automatic = _header(mail, "Auto-Submitted").casefold()
    return (
        automatic not in ("", "no")
        or _header(mail, "Precedence").casefold() in _MACHINES
        or mail.get_content_type() == "multipart/report"
    )


def _text(mail: EmailMessage) -> str:
    try:
        body = mail.get_body(("plain", "html"))
        return str(body.get_content())[:_LOOKED_AT] if body else ""
    except (LookupError, ValueError, KeyError, AttributeError):  # an encoding nobody knows
        return ""


def _sheets(mail: EmailMessage) -> Iterator[Sheet]:
    for part in mail.walk():
        name = part.get_filename() or ""
        if name.casefold().endswith(_SHEETS):
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                yield Sheet(name, data)
