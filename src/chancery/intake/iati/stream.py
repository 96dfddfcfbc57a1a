"""The activities of an IATI file one after another, each with its line; nothing is expanded.

Expat reads in pieces and nothing but one activity is held. A document type is refused before any
of its entities could mean something: IATI files have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from chancery.intake.iati.errors import IatiError

PIECE = 1 << 16
DEEPEST = 12
LONGEST = 4_000
"""Letters of one text that are kept; a title is shorter."""
KEPT = frozenset(
    {
        "iati-activity", "iati-identifier", "reporting-org", "title", "narrative",
        "participating-org", "activity-status", "activity-date", "recipient-country", "sector",
        "default-finance-type", "default-flow-type", "default-aid-type", "transaction",
        "transaction-type", "transaction-date", "value", "provider-org", "budget",
        "planned-disbursement", "recipient-region",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class IatiLimits:
    """How much one file may hold."""

    mb: int = 50
    activities: int = 20_000
    elements: int = 50_000
    """Of one activity."""


@dataclass(slots=True)
class Node:
    """An element with the line in which it begins."""

    tag: str
    line: int
    attributes: dict[str, str]
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, tag: str) -> list[Node]:
        """The children of that name."""
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> Node | None:
        """The first of them."""
        return next(iter(self.all(tag)), None)

    def get(self, name: str) -> str:
        """An attribute without the spaces around it; empty where it is not there."""
        return self.attributes.get(name, "").strip()


def activities(data: bytes, limits: IatiLimits = IatiLimits()) -> Iterator[Node]:
    """Each ``iati-activity``; IatiError for what is no IATI file, too large, or hostile."""
    if len(data) > limits.mb * 1024 * 1024:
        raise IatiError(_("The file is larger than %(mb)s MB: split it.") % {"mb": limits.mb})
    reader = _Reader(limits)
    for start in range(0, len(data) or 1, PIECE):
        piece = data[start : start + PIECE]
        reader.feed(piece, is_last=start + PIECE >= len(data))
        yield from reader.taken()


class _Reader:
    def __init__(self, limits: IatiLimits) -> None:
        self._limits = limits
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self.refuse
        self._parser.EntityDeclHandler = self.refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._open: list[Node] = []
        self._skipped = self._elements = self._count = 0
        self._depth = 0
        self._ready: list[Node] = []

    def feed(self, piece: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError as error:
            said = _("Line %(line)s: this is no well-formed XML (%(cause)s): get the file anew.")
            raise IatiError(
                said % {"line": error.lineno, "cause": expat.ErrorString(error.code)}
            ) from error
        except (LookupError, ValueError) as error:
            raise IatiError(_("The file is in no known encoding: save it in UTF-8.")) from error

    def taken(self) -> Iterator[Node]:
        ready, self._ready = self._ready, []
        yield from ready

    def refuse(self, *_declared: object) -> None:
        """A document type or an entity: the way in of every bomb."""
        said = _("Line %(line)s: the file declares a document type or entities: take that out.")
        raise IatiError(said % {"line": self._line})

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self._check_root(tag, attributes)
            return
        if self._skipped or (tag not in KEPT) or (self._depth == 2) != (tag == "iati-activity"):
            self._skipped += 1
            return
        self._check_size(tag)
        kept = {name: value[:LONGEST] for name, value in attributes.items()}
        node = Node(tag, self._line, kept)
        if self._open:
            self._open[-1].children.append(node)
        self._open.append(node)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
        elif self._open:
            node = self._open.pop()
            if not self._open:
                self._ready.append(node)

    def _text(self, text: str) -> None:
        if self._open and not self._skipped:
            node = self._open[-1]
            node.text = (node.text + text)[:LONGEST]

    def _check_root(self, tag: str, attributes: dict[str, str]) -> None:
        if tag != "iati-activities":
            said = _("This is no file of IATI activities: it begins with <%(tag)s>.")
            raise IatiError(said % {"tag": tag[:40]})
        version = attributes.get("version", "")
        if not version.startswith("2."):
            said = _("The file is of IATI version %(version)s: ask for one of 2.01 to 2.03.")
            raise IatiError(said % {"version": version[:10] or "?"})

    def _check_size(self, tag: str) -> None:
        if tag == "iati-activity":
            self._count, self._elements = self._count + 1, 0
        self._elements += 1
        if self._depth > DEEPEST or self._elements > self._limits.elements:
            said = _("Line %(line)s: this activity is deeper or longer than any real one.")
            raise IatiError(said % {"line": self._line})
        if self._count > self._limits.activities:
            said = _("The file has more than %(n)s activities: split it.")
            raise IatiError(said % {"n": self._limits.activities})
