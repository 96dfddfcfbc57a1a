"""The outline of a programme as its page and its spreadsheet show it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from chancery.web.formatting import bilingual, day, is_vietnamese
from chancery.work.models import Programme
from chancery.work.programmes.paths import Progress
from chancery.work.programmes.rollup import OUTCOMES, Node, Rollup, Stood
from chancery.work.timeliness import Timeliness

TONES = {
    Timeliness.DONE_ON_TIME: "green",
    Timeliness.DONE_LATE: "amber",
    Timeliness.OPEN_IN_TIME: "plain",
    Timeliness.OPEN_OVERDUE: "red",
    Timeliness.NO_DUE_DATE: "quiet",
}
_TARGET_TONES = {
    Progress.REACHED: "green",
    Progress.ON_WAY: "plain",
    Progress.BEHIND: "amber",
    Progress.UNKNOWN: "quiet",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a roll-up, and the address of its rows."""

    label: str
    count: int
    link: str
    tone: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in words: the last figure, the path, how it stands."""

    pk: int
    name: str
    measure: str
    progress: str
    word: str
    last: str
    last_on: str
    wanted: str
    wanted_on: str
    end: str
    end_on: str
    share: int | None
    source: str
    figures: list[tuple[int, str, str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """A part of the outline as its page shows it."""

    node: Node
    depth: int
    cells: list[Cell]
    total: Cell
    targets: list[TargetLine]
    counts: list[Cell]


def lines_of(programme: Programme, tree: Node) -> list[Line]:
    """The tree from the top, each part before what lies within it."""
    return [_line(programme, node, depth) for node, depth in walked(tree)]


def walked(tree: Node, depth: int = 0) -> Iterator[tuple[Node, int]]:
    """Every part with its depth, in the order of the outline."""
    yield tree, depth
    for group in tree.groups:
        yield from walked(group, depth + 1)


def _line(programme: Programme, node: Node, depth: int) -> Line:
    asked = str(node.part.pk) if node.part else f"p{programme.pk}"
    address = f"{reverse('tasks')}?programme={asked}"
    rollup = node.rollup
    cells = [
        Cell(
            str(one.label), rollup.tasks[str(one)], f"{address}&timeliness={one.value}", TONES[one]
        )
        for one in OUTCOMES
    ]
    return Line(
        node,
        depth,
        [cell for cell in cells if cell.count],
        Cell(_("tasks"), rollup.total, address, "plain"),
        [target_line(one) for one in node.targets],
        _target_counts(rollup, f"#part-{node.part.pk}" if node.part else "#targets"),
    )


def _target_counts(rollup: Rollup, link: str) -> list[Cell]:
    return [
        Cell(str(one.label), rollup.targets[str(one)], link, _TARGET_TONES[one])
        for one in Progress
        if rollup.targets[str(one)]
    ]


def target_line(one: Stood) -> TargetLine:
    """A target and how it stands, in the words and numbers of the reader."""
    row, stands = one.row, one.standing
    last, wanted = stands.last, stands.wanted
    return TargetLine(
        pk=row.pk,
        name=row.name,
        measure=row.measure,
        progress=str(stands.progress),
        word=str(stands.progress.label),
        last=figure(last[1]) if last else "",
        last_on=day(last[0]) if last else "",
        wanted=figure(wanted[1].quantize(Decimal("0.1"))) if wanted else "",
        wanted_on=day(wanted[0]) if wanted else "",
        end=figure(row.value),
        end_on=day(row.due),
        share=stands.share,
        source=row.source,
        figures=[(f.pk, day(f.day), figure(f.value), f.source) for f in row.figures.all()],
    )


def figure(value: Decimal) -> str:
    """A figure with its own decimals, as the reader writes numbers."""
    plain = f"{value.quantize(Decimal('0.0001')).normalize():,f}"
    if not is_vietnamese():
        return plain
    return plain.replace(",", "\u0000").replace(".", ",").replace("\u0000", ".")


def outline_book(programme: Programme, tree: Node) -> io.BytesIO:
    """The tree as a spreadsheet: parts, tasks and commitments, targets, each on its own line."""
    file = io.BytesIO()
    book = Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#DDE7EA", "text_wrap": True, "border": 1})
    bold = book.add_format({"bold": True})
    page = book.add_worksheet(programme.reference[:31])
    page.freeze_panes(1, 0)
    heads = [
        _("Number"), _("Kind"), _("Reference"), _("Content"), _("Lead"), _("State"), _("Due"),
        _("Tasks"), *(str(one.label) for one in OUTCOMES), *(str(one.label) for one in Progress),
    ]  # fmt: skip
    for place, words in enumerate(heads):
        page.write_string(0, place, words, head)
    for place, width in enumerate((9, 14, 15, 70, 32, 18, 14)):
        page.set_column(place, place, width)
    for at, (row, is_part) in enumerate(_rows(programme, tree), 1):
        for place, value in enumerate(row):
            style = bold if is_part else None
            if isinstance(value, int):
                page.write_number(at, place, value, style)
            elif value:
                page.write_string(at, place, str(value), style)
    book.close()
    file.seek(0)
    return file


def _rows(programme: Programme, tree: Node) -> Iterator[tuple[list[Any], bool]]:
    for node, depth in walked(tree):
        part, rollup = node.part, node.rollup
        kind = (_("Programme"), _("Objective"), _("Group"))[min(depth, 2)]
        lead = (part.lead if part else programme.owner) or None
        numbers = [rollup.total, *rollup.tasks.values(), *rollup.targets.values()]
        words = part.text if part else programme.text
        reference = "" if part else programme.reference
        said = [node.number, kind, reference, words, bilingual(lead) if lead else "", "", ""]
        yield [*said, *numbers], True
        for kind, rows in ((_("Task"), node.tasks), (_("Commitment"), node.commitments)):
            for row in rows:
                yield _record(kind, row), False
        for one in node.targets:
            line = target_line(one)
            way = f"{line.last or '…'} → {line.end} {line.measure}".strip()
            name = f"{line.name}: {way}"
            yield ["", _("Target"), "", name, line.source, line.word, line.end_on], False


def _record(kind: str, row: Any) -> list[Any]:
    lead = bilingual(row.lead) if row.lead else ""
    due = day(row.due) if row.due else ""
    return ["", kind, row.reference, row.text, lead, str(row.get_state_display()), due]
