"""What is new in the searches that somebody keeps, and the letter that says so.

New is what history begins with: a document that was added, a record that was confirmed or
entered. What was there and is changed is not told again; what a person put in is not told to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chancery.history.queries import begun_between
from chancery.intake.search.asking import Found, Hit, Wish
from chancery.intake.search.kinds import KINDS
from chancery.intake.search.models import Entry
from chancery.notices.mail import full_link
from chancery.people.access import Viewer
from chancery.people.models import SavedView, User

PAGE = "search"
"""The name under which searches are kept among the saved views; a test holds it to the page's."""
SEARCH_PAGE = "/search/"
MOST = 20
"""Lines of one search in a letter; what goes beyond is counted."""
_AT_ONCE = 5_000  # keys of one question


@dataclass(frozen=True, slots=True)
class News:
    """A search, and what is new in it."""

    search: SavedView
    hits: list[Hit]


@dataclass(frozen=True, slots=True)
class Letter:
    """What is posted."""

    subject: str
    body: str


def news(viewer: Viewer, searches: Iterable[SavedView], up_to: int) -> list[News]:
    """The searches in which something is new since they were looked at, with that."""
    found = []
    begun: dict[int, list[int]] = {}
    for search in searches:
        since = search.told_to
        if since is None or since >= up_to:
            continue
        if since not in begun:
            begun[since] = _entries(viewer, since, up_to)
        if hits := _among(viewer, search, begun[since]):
            found.append(News(search, hits))
    return found


def letter(person: User, told: Sequence[News], day: date) -> Letter:
    """The letter about it, in the person's language: numbers and addresses, no word of a text."""
    with translation.override(person.language):
        number = len({(hit.kind, hit.row.pk) for one in told for hit in one.hits})
        said = ngettext(
            "%(n)s new in the searches you keep", "%(n)s new in the searches you keep", number
        )
        titled = _("Chancery, %(day)s") % {"day": formats.date_format(day, "SHORT_DATE_FORMAT")}
        parts = [f"{person.full_name},", *(_section(one) for one in told)]
        return Letter(f"{titled}: {said % {'n': number}}", "\n\n".join(parts))


def wish_of(search: SavedView) -> Wish:
    """What a kept search looks for."""
    return Wish.of(dict(parse_qsl(search.query)))


def _entries(viewer: Viewer, since: int, up_to: int) -> list[int]:
    """The entries of what began there by another's hand."""
    keys: dict[str, list[str]] = defaultdict(list)
    rows = begun_between(since, up_to, KINDS).exclude(actor=viewer.key)
    for kind, key in rows.values_list("kind", "key"):
        keys[kind].append(key)
    found: list[int] = []
    for kind, these in keys.items():
        for start in range(0, len(these), _AT_ONCE):
            wanted = KINDS[kind].cleaned(these[start : start + _AT_ONCE])
            entries = Entry.objects.filter(kind=kind, **{f"{kind}__in": wanted})
            found += entries.values_list("pk", flat=True)
    return found


def _among(viewer: Viewer, search: SavedView, entries: list[int]) -> list[Hit]:
    asked = Found(viewer, wish_of(search))
    return [
        hit
        for start in range(0, len(entries), _AT_ONCE)
        for hit in asked.among(entries[start : start + _AT_ONCE])
    ]


def _section(one: News) -> str:
    lines = [f"{one.search.name} ({len(one.hits)})"]
    lines += [f"- {_named(hit)}" for hit in one.hits[:MOST]]
    if len(one.hits) > MOST:
        lines.append(_("and %(n)s more in Chancery") % {"n": len(one.hits) - MOST})
    return "\n".join([*lines, full_link(f"{SEARCH_PAGE}?{one.search.query}")])


def _named(hit: Hit) -> str:
    """Its reference, or number; of what has none only what it is."""
    told = getattr(hit.row, "reference", "") or getattr(hit.row, "number", "")
    return str(told or hit.row._meta.verbose_name)  # noqa: SLF001 - Django's documented way
