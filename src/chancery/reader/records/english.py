"""English records at a first level: joint statements, summit commitments, reports, press."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.reader.clauses import segments
from chancery.reader.records.announced import over
from chancery.reader.records.english_actions import labelled
from chancery.reader.records.english_clauses import Clause, clauses_of, told_next
from chancery.reader.records.english_lists import item_of, opened_by
from chancery.reader.records.english_reports import regretted
from chancery.reader.records.english_rules import rules_for
from chancery.reader.records.english_saying import Saying
from chancery.reader.records.fields import fields_of
from chancery.reader.records.model import Hit, Record
from chancery.reader.records.page import Page
from chancery.reader.records.sections import Role
from chancery.reader.zones import Paragraph


def records_of(page: Page) -> Iterator[Record]:
    """All records of an English document."""
    opened: dict[int, Hit] = {}
    last: Hit | None = None
    for paragraph in page.zones.paragraphs:
        if paragraph.zone == "heading":
            last = opened_by(page, paragraph) or (last if _heads_all(page, last) else None)
        if paragraph.zone != "body":
            continue
        point = labelled(page, paragraph)
        if point is not None:
            yield _record(page, point, paragraph)
            continue
        lead = over(page, paragraph, opened, last)
        own = opened_by(page, paragraph)
        opened |= {paragraph.index: own} if own else {}
        last = last if paragraph.marker else own
        yield from _of_paragraph(page, paragraph, lead, opens=own is not None)


def _of_paragraph(
    page: Page, paragraph: Paragraph, lead: Hit | None, *, opens: bool
) -> Iterator[Record]:
    """The records of one paragraph; what opens a list at its end is none itself."""
    role = page.roles.get(paragraph.index)
    before: Hit | None = None
    for segment in segments(page.text, paragraph.content, paragraph.end):
        if page.text.startswith("?", segment.end):
            continue  # what is asked in an interview is nobody's task
        if segment.before not in (";", ":"):
            before = None
        for clause in clauses_of(page, segment):
            if opens and clause.end >= paragraph.end - 2:
                continue
            head = lead if clause.start - paragraph.content < 12 else None
            hit = _decide(page, clause, before, role, head)
            if hit is not None:
                yield _record(page, hit, paragraph)
            before = hit or (before if not clause.cues else None)


def _heads_all(page: Page, lead: Hit | None) -> bool:
    """'HAVE DECIDED AS FOLLOWS:' over the whole statement, its headings included."""
    return lead is not None and page.low[slice(*lead.why)].rstrip(" :").endswith("as follows")


def _decide(
    page: Page, clause: Clause, before: Hit | None, role: Role | None, lead: Hit | None
) -> Hit | None:
    """The governing word of the clause decides; 'to ...' and 'that ...' go on with the last one."""
    start, cues, by, said = clause.start, list(clause.cues), None, ""
    if (
        clause.word in ("to", "and")
        and before is not None
        and before.type in ("COMMITMENT", "REQUEST", "TASK")
    ):
        other = told_next(page, start) if clause.word == "and" else None
        before = before._replace(actor=other or before.actor)
        return Hit(
            before.type,
            start,
            clause.end,
            start + 3 if clause.word == "to" else start,
            "goes_on",
            min(before.confidence, 0.8),
            before.why,
            before.actor,
            before.by,
            before.basis,
        )
    if page.low.startswith("that ", start):
        start += 5
        start += len(page.low[start : clause.end]) - len(page.low[start : clause.end].lstrip())
        if before is not None and before.rule == "is_regretted":
            return regretted(start, clause.end, before.why)
        said = "agreed" if before is not None and before.rule == "is_planned" else ""
    if cues and cues[0].kind in ("concern", "admit") and cues[0].start - start < 130:
        why = (cues[0].start, cues[0].end)
        whole = cues[0].kind == "admit" and not cues[0].words.endswith(" that")
        return regretted(start if whole else page.skip(why[1]), clause.end, why)
    while cues and cues[0].kind == "say" and cues[0].start - start < 130:
        by, said = (start, cues[0].start), cues[0].words
        start = page.skip(cues[0].end)
        cues = [c for c in cues if c.start >= start]
    turn = Saying(start, clause.end, tuple(cues), by, before, role, said)
    if lead is not None and (hit := item_of(page, turn, lead)):
        return hit
    return _first(page, turn)


def _first(page: Page, turn: Saying) -> Hit | None:
    for rule in rules_for(turn.cues[0].kind if turn.cues else ""):
        hit = rule(page, turn)
        if hit is not None:
            return hit
    return None


def _record(page: Page, hit: Hit, paragraph: Paragraph) -> Record:
    return Record(
        hit.type,
        hit.start,
        hit.end,
        fields_of(page, hit, paragraph),
        hit.rule,
        hit.confidence,
        page.text[slice(*hit.why)],
    )
