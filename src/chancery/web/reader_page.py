"""What the reader's page shows: findings by type, the text with its marks, the one at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chancery.documents.models import Document
from chancery.intake.access import can_confirm
from chancery.intake.alike.queries import known_again
from chancery.intake.alike.scoring import Likeness
from chancery.people.access import Viewer
from chancery.readings.models import Finding, RecordType
from chancery.readings.queries import findings_of
from chancery.web import formatting
from chancery.web.forms.findings import ONE_OF, AddFindingForm, FindingForm, RefusalForm
from chancery.web.highlights import Line, Mark, lines_of, zones_of
from chancery.web.known import Hint, hints_of
from chancery.web.named import NONE, Names, names_of
from chancery.web.outcomes import Outcome, outcome_of
from chancery.web.record_lines import RecordLine, made_from

HEADINGS = {
    RecordType.COMMITMENT: gettext_lazy("Commitments"),
    RecordType.TASK: gettext_lazy("Tasks"),
    RecordType.REQUEST: gettext_lazy("Requests"),
    RecordType.SHORTCOMING: gettext_lazy("Shortcomings"),
    RecordType.RESULT: gettext_lazy("Results"),
}
WAITING = Finding.State.WAITING
QUOTED = 220


@dataclass(frozen=True, slots=True)
class Item:
    """A finding in the list: as the person corrected it, where they did."""

    finding: Finding
    type: str
    start: int
    end: int
    quote: str
    made: list[RecordLine] = field(default_factory=list)
    known: list[Likeness] = field(default_factory=list)
    """Records that it may be about, the likeliest first; only while it waits."""

    @property
    def waits(self) -> bool:
        return self.finding.state == WAITING

    @property
    def tone(self) -> str:
        """The classes of its marks: what it is, and where it stands."""
        sure = "" if self.finding.is_sure else " unsure"
        return f"{self.type.lower()} {self.finding.state}{sure}"

    @property
    def word(self) -> str:
        return str(RecordType(self.type).label)

    @property
    def short(self) -> str:
        """The quote on one line, cut where it is long."""
        line = " ".join(self.quote.split())
        return line if len(line) <= QUOTED else f"{line[: QUOTED - 1].rstrip()}…"

    @property
    def who(self) -> str:
        """Lead or parties as written, for the list."""
        fields = self.finding.fields
        named = fields.get("lead") or fields.get("parties") or []
        return ", ".join(entry["text"] for entry in named[:3] if entry.get("text"))

    @property
    def when(self) -> str:
        """The deadline as written."""
        return str((self.finding.fields.get("deadline") or {}).get("text") or "")


@dataclass(frozen=True, slots=True)
class Group:
    """The sure findings of one type; those that wait can be accepted together."""

    type: str
    heading: Any
    items: list[Item]

    @property
    def waiting(self) -> int:
        return sum(item.waits for item in self.items)


@dataclass(frozen=True)
class Pane:
    """The findings of a document as one person sees them."""

    document: Document
    groups: list[Group]
    candidates: list[Item]
    may_confirm: bool
    selected: Item | None = None
    last: Finding | None = None
    names: Names = NONE

    @property
    def items(self) -> list[Item]:
        """All of them in the order in which they are shown."""
        return [*(item for group in self.groups for item in group.items), *self.candidates]

    @property
    def waiting(self) -> int:
        return sum(group.waiting for group in self.groups)

    @property
    def candidates_waiting(self) -> int:
        return sum(item.waits for item in self.candidates)

    @property
    def decided(self) -> int:
        return sum(not item.waits for item in self.items)

    def after(self, key: int | None) -> Item | None:
        """The next sure finding that waits behind ``key``, else the first one that waits."""
        items = [item for group in self.groups for item in group.items]
        place = next((n for n, item in enumerate(items) if item.finding.pk == key), -1)
        waiting = [item for item in (*items[place + 1 :], *items[: place + 1]) if item.waits]
        return waiting[0] if waiting else None

    def named(self, key: int | None) -> Item | None:
        return next((item for item in self.items if item.finding.pk == key), None)


def pane_of(document: Document, viewer: Viewer) -> Pane:
    """The findings of ``document``, none selected."""
    findings = list(findings_of(document))
    runs = {run.pk: run for run in document.readings.all()}
    for finding in findings:
        finding.document = document
        finding.run = runs.get(finding.run_id or 0)
    made = made_from(findings, viewer)
    may_confirm = can_confirm(viewer, document)
    waiting = [finding for finding in findings if finding.state == WAITING]
    known = known_again(document, waiting, viewer) if may_confirm else {}
    items = [
        _item(finding, document, made.get(finding.pk, []), known.get(finding.pk, []))
        for finding in findings
    ]
    groups = [
        Group(kind, heading, [i for i in items if i.type == kind and _is_sure(i)])
        for kind, heading in HEADINGS.items()
    ]
    mine = [f for f in findings if f.decided_by_id == viewer.user.pk and f.decided_at]
    return Pane(
        document=document,
        groups=[group for group in groups if group.items],
        candidates=[item for item in items if not _is_sure(item)],
        may_confirm=may_confirm,
        last=max(mine, key=lambda f: (f.decided_at, f.pk), default=None),
        names=names_of(runs[max(runs)].mentions if runs else ()),
    )


def text_of(pane: Pane) -> list[Line]:
    """The lines of the text with every finding marked that was not refused."""
    text = pane.document.source_text.text
    marks = [
        Mark(item.finding.pk, item.start, item.end, item.tone)
        for item in pane.items
        if item.end <= len(text)
    ]
    pages = [page.start for page in pane.document.pages.all()]
    return lines_of(text, marks, zones=zones_of(text), pages=pages, names=pane.names)


@dataclass(frozen=True, slots=True)
class Shown:
    """A field with how its value was worked out, and the words it comes from."""

    bound: BoundField
    mark: str = ""
    written: str = ""


@dataclass(frozen=True)
class Desk:
    """The finding at hand: its form, what accepting makes of it, and what was worked out."""

    item: Item
    form: FindingForm
    outcome: Outcome
    refusal: RefusalForm
    fields: list[Shown]
    hints: list[Hint] = field(default_factory=list)
    types: tuple[tuple[str, Any], ...] = tuple(RecordType.choices)


def desk_of(item: Item, viewer: Viewer, form: FindingForm | None = None, kind: str = "") -> Desk:
    """The form of a waiting finding, filled in, or as the person sent it."""
    form = form or FindingForm(finding=item.finding, viewer=viewer, type=kind)
    if form.is_bound and form.is_valid():
        form.draft()
    return Desk(
        item=item,
        form=form,
        outcome=outcome_of(form.drafted or form.filled, viewer),
        refusal=RefusalForm(auto_id=f"r{item.finding.pk}_%s"),
        fields=_shown(form),
        hints=hints_of(item.finding, item.known, viewer),
    )


def _shown(form: FindingForm) -> list[Shown]:
    marks = _marks(form)
    written = {"due": form.filled.due_text, "assigner": form.filled.issuer_text}
    return [
        Shown(
            bound, marks.get(ONE_OF.get(bound.name, bound.name), ""), written.get(bound.name, "")
        )
        for bound in form.shown
    ]


def progress_line(pane: Pane) -> str:
    """How far the person has come, in words."""
    if pane.waiting:
        words = ngettext("%(n)s finding waits", "%(n)s findings wait", pane.waiting)
        return words % {"n": formatting.number(pane.waiting)}
    return _("Nothing waits any more") if pane.items else _("Nothing was found")


def adding_form() -> AddFindingForm:
    return AddFindingForm(auto_id="add_%s")


def _item(
    finding: Finding, document: Document, made: list[RecordLine], known: list[Likeness]
) -> Item:
    put = finding.corrected or {}
    start, end = put.get("start", finding.start), put.get("end", finding.end)
    quote = finding.quote
    if (start, end) != (finding.start, finding.end):
        quote = document.source_text.text[start:end]
    return Item(finding, put.get("type", finding.type), start, end, quote, made, known)


def _is_sure(item: Item) -> bool:
    """A candidate that a person accepted is sure by that."""
    accepted = (Finding.State.ACCEPTED, Finding.State.CORRECTED)
    return item.finding.is_sure or item.finding.state in accepted


def _marks(form: FindingForm) -> dict[str, str]:
    """By field of the form: why its value is not simply what stands in the sentence."""
    draft, found = form.filled, form.finding.fields
    marks = {}
    if "lead" in draft.inferred:
        marks["leads"] = _("from the heading or paragraph above")
    if "issuer" in draft.inferred:
        marks["assigner"] = _("from the heading or paragraph above")
    elif draft.assigner and not (found.get("issuer") or {}).get("unit"):
        marks["assigner"] = _("from the document itself: the sentence does not say")
    if draft.unit:
        marks["unit"] = _("from the document itself: the sentence does not say")
    if draft.due and (note := _due_note(found.get("deadline") or {})):
        marks["due"] = note
    return marks


_PRECISIONS = {
    "month": gettext_lazy("only the month is said: its last day"),
    "quarter": gettext_lazy("only the quarter is said: its last day"),
    "half": gettext_lazy("only the half-year is said: its last day"),
    "year": gettext_lazy("only the year is said: its last day"),
    "year_end": gettext_lazy("the end of the year"),
}


def _due_note(day: dict[str, Any]) -> str:
    known = _PRECISIONS.get(day.get("precision") or "")
    if known:
        return str(known)
    if day.get("inferred"):
        return _("the year is worked out from the date of the document")
    return _("the last day of what is written") if "/" in (day.get("value") or "") else ""
