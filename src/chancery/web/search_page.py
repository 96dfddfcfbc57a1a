"""What the page of search shows of hits and facets: words, addresses, the words found marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from chancery.documents.models import Document
from chancery.intake.search.asking import FACETS, Found, Hit
from chancery.intake.search.kinds import KINDS
from chancery.intake.search.query import Asked
from chancery.intake.search.snippets import Passage, Piece, marked, passage
from chancery.intake.search.words import folded_line
from chancery.partners.models import Partner, Sector
from chancery.people.models import Unit
from chancery.register.models import (
    CommitmentState,
    Initiative,
    Obstacle,
    Opportunity,
    PartnerRequest,
    Stage,
)
from chancery.web.record_lines import address_of
from chancery.work.models import (
    AdviceState,
    ConsultationState,
    Escalation,
    MeetingState,
    OutreachState,
    Proposal,
    TaskState,
)

LONG_TITLE = 220
SHOWN = 8  # values of a facet
WORDS: dict[str, tuple[Any, Any, str]] = {
    "document": (pgettext_lazy("kind", "document"), gettext_lazy("Documents"), "file-text"),
    "commitment": (
        pgettext_lazy("kind", "commitment"),
        gettext_lazy("Commitments"),
        "writing-sign",
    ),
    "task": (pgettext_lazy("kind", "task"), gettext_lazy("Tasks"), "checklist"),
    "request": (pgettext_lazy("kind", "request"), gettext_lazy("Requests"), "message"),
    "obstacle": (pgettext_lazy("kind", "obstacle"), gettext_lazy("Obstacles"), "hand-stop"),
    "opportunity": (pgettext_lazy("kind", "opportunity"), gettext_lazy("Opportunities"), "bulb"),
    "proposal": (pgettext_lazy("kind", "proposal"), gettext_lazy("Proposals"), "send"),
    "shortcoming": (
        pgettext_lazy("kind", "shortcoming"),
        gettext_lazy("Shortcomings"),
        "alert-circle",
    ),
    "agreement": (pgettext_lazy("kind", "agreement"), gettext_lazy("Agreements"), "certificate"),
    "activity": (pgettext_lazy("kind", "activity"), gettext_lazy("Activities"), "activity"),
    "project": (pgettext_lazy("kind", "project"), gettext_lazy("Projects"), "briefcase"),
    "upgrade": (
        pgettext_lazy("kind", "content of an upgrade"),
        gettext_lazy("Relationship upgrades"),
        "trending-up",
    ),
    "contact": (pgettext_lazy("kind", "contact"), gettext_lazy("Contacts"), "users"),
    "interaction": (
        pgettext_lazy("kind", "interaction"),
        gettext_lazy("Interactions"),
        "messages",
    ),
    "mechanism": (pgettext_lazy("kind", "mechanism"), gettext_lazy("Mechanisms"), "users-group"),
    "initiative": (pgettext_lazy("kind", "initiative"), gettext_lazy("Initiatives"), "bulb"),
    "meeting": (pgettext_lazy("kind", "meeting"), gettext_lazy("Meetings"), "gavel"),
    "outreach": (pgettext_lazy("kind", "outreach"), gettext_lazy("Outreach"), "message"),
    "consultation": (
        pgettext_lazy("kind", "consultation"),
        gettext_lazy("Consultations"),
        "messages",
    ),
    "advice": (pgettext_lazy("kind", "advice"), pgettext_lazy("place", "Advice"), "bulb"),
    "workplan": (pgettext_lazy("kind", "work plan"), gettext_lazy("Work plans"), "list-details"),
    "monthlyreport": (
        pgettext_lazy("kind", "monthly report"),
        gettext_lazy("Monthly reports"),
        "report",
    ),
    "training": (pgettext_lazy("kind", "training"), gettext_lazy("Training"), "school"),
    "review": (pgettext_lazy("kind", "review"), gettext_lazy("Reviews"), "clipboard-list"),
    "escalation": (pgettext_lazy("kind", "escalation"), gettext_lazy("Escalations"), "arrow-up"),
    "programme": (pgettext_lazy("kind", "programme"), gettext_lazy("Programmes"), "target"),
    "partner": (pgettext_lazy("kind", "partner"), gettext_lazy("Partners"), "world"),
    "unit": (pgettext_lazy("kind", "unit"), gettext_lazy("Units"), "building-bank"),
}
HEADINGS = {
    "partner": gettext_lazy("Partner"),
    "unit": gettext_lazy("Unit"),
    "year": gettext_lazy("Year"),
    "sector": gettext_lazy("Sector"),
    "driver": gettext_lazy("Driver"),
    "state": gettext_lazy("State"),
}


@dataclass(frozen=True)
class Line:
    """A hit as it is listed."""

    kind: str
    word: Any
    icon: str
    address: str
    title: tuple[Piece, ...]
    passage: Passage | None = None
    reference: str = ""
    by: str = ""
    day: date | None = None
    state: str = ""
    state_word: str = ""
    page: int | None = None
    row: Any = None


@dataclass(frozen=True)
class Value:
    """A value of a facet: what it is called, how many hits have it, the search with or without."""

    label: str
    address: str
    count: int | None = None
    heading: Any = ""


def lines_of(hits: Sequence[Hit], found: Found) -> list[Line]:
    """Hits with the words found marked, and the address of the passage."""
    documents = [hit.row for hit in hits if hit.kind == "document"]
    prefetch_related_objects(documents, "pages", "issuer_unit")
    return [_line(hit, found.asked) for hit in hits]


def suggested(hits: Iterable[Hit]) -> list[Line]:
    """Hits while one types: kind, name, address."""
    return [
        Line(
            kind=hit.kind,
            word=WORDS[hit.kind][0],
            icon=WORDS[hit.kind][2],
            address=_address(hit),
            title=(Piece(_title(hit)),),
            reference=getattr(hit.row, "reference", "") or getattr(hit.row, "number", ""),
        )
        for hit in hits
    ]


def kinds_of(found: Found, asked: QueryDict) -> list[Value]:
    """The kinds that were found, in the order of the house."""
    counted = dict(found.facets.get("kind", []))
    return [
        Value(str(many), _with(asked, "kind", kind), counted[kind])
        for kind, (_one, many, _icon) in WORDS.items()
        if kind in counted
    ]


def facets_of(found: Found, asked: QueryDict) -> list[tuple[Any, list[Value]]]:
    """Each facet with its commonest values; one with nothing to choose is left out."""
    shown = []
    for name in FACETS:
        counted = [pair for pair in found.facets.get(name, []) if name not in found.wish.chosen]
        if name == "year":
            counted.sort(reverse=True)
        labels = _labels(name, [value for value, _count in counted[:SHOWN]])
        values = [
            Value(labels.get(value, value), _with(asked, name, value), count)
            for value, count in counted[:SHOWN]
        ]
        if values and (len(values) > 1 or values[0].count != found.total):
            shown.append((HEADINGS[name], values))
    return shown


def chips_of(found: Found, asked: QueryDict) -> list[Value]:
    """The values that were chosen, each to be taken away."""
    return [
        Value(
            label=_labels(name, [value]).get(value, value),
            address=_with(asked, name, ""),
            heading=HEADINGS.get(name),
        )
        for name, value in found.wish.chosen.items()
    ]


def _with(asked: QueryDict, name: str, value: str) -> str:
    """The search asked for with one value changed, from its first page."""
    changed = asked.copy()
    for gone in ("page", name):
        changed.pop(gone, None)
    if value:
        changed[name] = value
    return f"?{changed.urlencode()}"


def _line(hit: Hit, asked: Asked) -> Line:
    row, one = hit.row, WORDS[hit.kind]
    title = _title(hit)
    part = _passage(hit, asked, title)
    state = str(getattr(row, "state", "") or "")
    return Line(
        kind=hit.kind,
        word=one[0],
        icon=one[2],
        address=_address(hit, asked, part),
        title=_shortened(title, asked),
        passage=part,
        reference=getattr(row, "reference", "") or getattr(row, "number", ""),
        by=_by(row) if isinstance(row, Document) else "",
        day=KINDS[hit.kind].day(row),
        state=state,
        state_word=row.get_state_display() if state else "",
        page=_page(row, part),
        row=row,
    )


def _title(hit: Hit) -> str:
    """Its name in the language of the page, else its first words."""
    if isinstance(hit.row, Escalation) and not hit.row.text:  # the clock gives a ground alone
        return f"{hit.row.get_trigger_display().capitalize()}: {hit.row.task.text}"
    texts = KINDS[hit.kind].texts(hit.row)
    return str(hit.row) if hasattr(hit.row, "name_vi") else texts.title


def _shortened(title: str, asked: Asked) -> tuple[Piece, ...]:
    if len(title) <= LONG_TITLE:
        return marked(title, asked)
    part = passage(title, asked)
    before, after = "… " if part.cut_before else "", " …" if part.cut_after else ""
    return (Piece(before), *part.pieces, Piece(after))


def _passage(hit: Hit, asked: Asked, title: str) -> Passage | None:
    """Where the words stand in what the row says; a document shows its beginning at least."""
    texts = KINDS[hit.kind].texts(hit.row)
    if isinstance(hit.row, Document):
        return passage(texts.said[0], asked)
    others = [name for name in (texts.title, *texts.names) if name and name != title]
    names = " · ".join(others) if hasattr(hit.row, "name_vi") else ""
    parts = (passage(text, asked) for text in (*texts.said, names) if text)
    said = folded_line(title)
    return next(
        (p for p in parts if p.first is not None and folded_line(p.text) not in said), None
    )


def _address(hit: Hit, asked: Asked | None = None, part: Passage | None = None) -> str:
    """The page of the row; of a document, the place where the words stand."""
    row = hit.row
    if isinstance(row, Document) and asked and part and part.first is not None:
        asked_for = {"page": _page(row, part) or 1, "words": asked.typed}
        return f"{reverse('document', args=[row.pk])}?{urlencode(asked_for)}#t{part.first}"
    if address := address_of(hit.kind, row):
        return address
    if getattr(row, "document_id", None):  # a shortcoming has no page but its document's
        return reverse("document", args=[row.document_id])
    return reverse("unit", args=[row.unit_id])


def _page(row: Any, part: Passage | None) -> int | None:
    if not isinstance(row, Document) or part is None or part.first is None:
        return None
    pages = [page.number for page in row.pages.all() if page.start <= part.first]
    return max(pages) if pages and row.pages.all()[1:] else None


def _by(row: Document) -> str:
    return str(row.issuer_unit) if row.issuer_unit else row.issuer


def _labels(name: str, keys: list[str]) -> dict[str, str]:
    return LABELS[name](keys) if name in LABELS and keys else {}


def _state_labels(keys: list[str]) -> dict[str, str]:
    cases = (Obstacle.State, Opportunity.State, Initiative.State, MeetingState)
    held = (OutreachState, ConsultationState, AdviceState)
    choices = (TaskState, CommitmentState, Stage, PartnerRequest.State, *cases, *held)
    known = dict(
        pair for one in (Escalation.State, Proposal.State, *choices) for pair in one.choices
    )
    return {key: str(known[key]) for key in keys if key in known}


LABELS: dict[str, Callable[[list[str]], dict[str, str]]] = {
    "kind": lambda keys: {key: str(WORDS[key][1]) for key in keys if key in WORDS},
    "partner": lambda keys: {p.code: str(p) for p in Partner.objects.filter(code__in=keys)},
    "unit": lambda keys: {u.key: str(u) for u in Unit.objects.filter(key__in=keys)},
    "sector": lambda keys: {s.code: str(s) for s in Sector.objects.filter(code__in=keys)},
    "driver": lambda keys: {
        str(code): str(word) for code, word in Sector.Driver.choices if code in keys
    },
    "state": _state_labels,
}


def examples() -> list[tuple[str, str]]:
    """What may be typed, and what it finds."""
    return [
        ("dak lak", _("Đắk Lắk too: marks need not be typed")),
        ("Đà Nẵng", _("just these marks, where they are typed")),
        ('"thị trường bưởi"', _("these words side by side")),
        ("145/TB-VPCP", _("a document by its number")),
        ("CK-2026-0147", _("a record by its reference, or by 0147 alone")),
        ("cà phê -gạo", _("with the one word and without the other")),
    ]
