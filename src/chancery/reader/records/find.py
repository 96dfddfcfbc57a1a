"""Finds the records of a document: pieces in order, rules in order, fields, restatements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chancery.reader.context import Context
from chancery.reader.mentions.words import Words
from chancery.reader.records import (
    announced,
    candidates,
    english,
    positions,
    shortcomings,
    table,
    task_items,
)
from chancery.reader.records.addressed import addressed
from chancery.reader.records.calibration import calibrated
from chancery.reader.records.carriers import carried_by, tells_who
from chancery.reader.records.cues import Cues
from chancery.reader.records.fields import fields_of
from chancery.reader.records.labels import tasks_with_fields
from chancery.reader.records.model import DOUBTFUL, Hit, Record
from chancery.reader.records.page import Page
from chancery.reader.records.pieces import Piece, pieces_of
from chancery.reader.records.rules import Frame, Rule, Turn, circumstances, said_of
from chancery.reader.records.sections import Role
from chancery.reader.records.tables import tasks_of_tables
from chancery.reader.records.terms_behind import is_only_a_term
from chancery.reader.records.words_vi import STARTS_WITH_ACTION
from chancery.reader.zones import Paragraph

_READ = ("body",)


def find_records(context: Context, words: Words | None = None) -> list[Record]:
    """All records of a document in order of place, candidates (below 0.5) among them.

    ``words`` are those of the matching text, where they are at hand.
    """
    return [calibrated(record) for record in guessed_records(context, words)]


def guessed_records(context: Context, words: Words | None = None) -> list[Record]:
    """The records with each rule's own guess of how sure it is: what calibration starts from."""
    words = words or Words(context.text)
    page = Page(context, words)
    english_page = context.language == "en"
    walk = english.records_of(page) if english_page else _walk(page, Cues(words, page.low))
    found = [*walk, *tasks_of_tables(page), *tasks_with_fields(page)]
    return sorted(_without_restatements(page, found), key=lambda r: (r.start, -r.end))


def _walk(page: Page, cues: Cues) -> Iterator[Record]:
    frame, base = Frame(), 0
    opened: dict[int, Hit] = {}
    last: Hit | None = None
    for paragraph in page.zones.paragraphs:
        last = None if paragraph.zone == "heading" else last
        if paragraph.zone not in _READ:
            continue
        if paragraph.marker or page.zones.paper.official:
            frame = _at_a_new_item(frame, paragraph)
        lead = announced.over(page, paragraph, opened, last)
        listing = "" if frame.listing == "TROUBLES" else frame.listing
        frame = Frame(frame.hit, frame.sentence, listing, frame.subject, None, lead)
        highest = base
        for piece in pieces_of(page, cues, paragraph, base):
            highest = max(highest, piece.sentence)
            frame = _on_a_new_sentence(frame, piece)
            turn = Turn(page, piece, said_of(page, piece), frame, page.roles.get(paragraph.index))
            hit = _decide(turn)
            hit = _with_subject(turn, hit) if hit else None
            lead = announced.opened_by(turn)
            if lead is not None and hit is not None:
                hit = hit._replace(confidence=min(hit.confidence, DOUBTFUL))
            frame = _next(turn, hit, lead)
            if hit is not None:
                yield _record(page, hit, paragraph, piece.segment.ordinal)
        if lead is not None and page.text[paragraph.end - 1] == ":":
            opened[paragraph.index] = lead
        last = lead if not paragraph.marker else last
        base = highest + 1


def _at_a_new_item(frame: Frame, paragraph: Paragraph) -> Frame:
    """An outline item leans on nothing but the list that it stands in."""
    keeps = frame.listing in ("TASK", "ORDER") and bool(paragraph.marker)
    return Frame(None, frame.sentence, frame.listing if keeps else "")


def _on_a_new_sentence(frame: Frame, piece: Piece) -> Frame:
    if frame.listing in ("SHORTCOMING", "REQUEST") and piece.sentence != frame.sentence:
        return frame._replace(listing="")
    return frame


def _decide(turn: Turn) -> Hit | None:
    """The first rule that answers; None for a question, a position, a stance, the weather."""
    announces = turn.piece.segment.after == ":" and shortcomings.announces_shortcomings(turn)
    if announces or _is_label(turn) or _is_question(turn):
        return None
    inside = turn.piece.start > turn.piece.paragraph.content
    if (inside or turn.page.low.startswith("thời ", turn.piece.start)) and is_only_a_term(
        turn.page, turn.piece.start, turn.piece.end
    ):
        return None
    given = frozenset([*[cue.kind for cue in turn.said.cues], *circumstances(turn)])
    hit = _first(table.BEFORE_POSITIONS.rules_for(given), turn)
    if hit is not None or positions.is_position(turn):
        return hit or candidates.in_position(turn)
    if positions.is_no_deed(turn):
        return None
    return _first(table.VIETNAMESE.rules_for(given), turn) or candidates.left_over(turn)


def _first(rules: tuple[Rule, ...], turn: Turn) -> Hit | None:
    for rule in rules:
        hit = rule(turn)
        if hit is not None:
            return hit
    return None


def _is_question(turn: Turn) -> bool:
    """'Đại sứ thấy cần thay đổi ra sao?': what is asked in an interview is nobody's task."""
    return turn.page.text.startswith(("?", '"?', "?!"), turn.piece.segment.end)


_LONGEST_SUBJECT = 14
"""Words before ':' that may only say what follows is about."""


def _is_label(turn: Turn) -> bool:
    """'1. Thương mại:', '2. Kết nối giao thông. ...', 'Thủ tướng yêu cầu:': words that only lead in."""
    piece = turn.piece
    if piece.segment.start == piece.paragraph.content and piece.segment.after == ".":
        goes_on = piece.paragraph.end - piece.segment.end > 20 and piece.paragraph.marker
        if goes_on and tells_who(turn.page, piece.end):
            return False  # '2. Rà soát thỏa thuận. Chủ trì: Vụ Luật pháp ...'
        return bool(goes_on) and len(turn.page.low[piece.start : piece.end].split()) <= 6
    if piece.segment.after != ":" or piece.end < piece.segment.end:
        return False
    words = len(turn.page.low[piece.start : piece.end].split())
    short = words <= (7 if piece.paragraph.marker else 4) and not turn.said.cues
    about = turn.page.low.startswith(("việc ", "về "), piece.start) and not turn.said.cues
    if (
        about
        and words <= _LONGEST_SUBJECT
        and turn.page.at(turn.page.skip(piece.segment.end + 1), "ORG", "ORG_GROUP")
    ):
        return True  # 'Việc cấp phép cho chuyên gia nước ngoài: Bộ Nội vụ hướng dẫn ...'
    last = turn.said.cues[-1] if turn.said.cues else None
    return short or (last is not None and last.end >= piece.end - 1)


def _next(turn: Turn, hit: Hit | None, lead: Hit | None) -> Frame:
    """What the next piece may lean on; ``lead`` is the list that this one opens."""
    frame, sentence = turn.frame, turn.piece.sentence
    listing = _listed_next(turn, hit) or frame.listing
    subject = _subject(turn)
    keep = hit is None and turn.piece.sentence == frame.sentence and not turn.said.cues
    whom = _addressed(turn) or frame.whom
    opened = frame.opened if lead is None else lead
    return Frame(frame.hit if keep else hit, sentence, listing, subject, whom, opened)


def _listed_next(turn: Turn, hit: Hit | None) -> str:
    """The type of the items that the piece announces; '' where it announces none."""
    leads_in = turn.piece.segment.after == ":"
    if leads_in and shortcomings.announces_shortcomings(turn):
        return "SHORTCOMING"
    if shortcomings.turns_to_troubles(turn, hit) or shortcomings.tells_of_troubles(turn):
        return "TROUBLES"
    if leads_in and task_items.asks_a_list(turn):
        return "REQUEST"
    if leads_in and task_items.orders_a_list(turn):
        return "ORDER"
    return "TASK" if task_items.announces_tasks(turn) else ""


def _addressed(turn: Turn) -> tuple[int, int] | None:
    """'6. Đối với các cơ quan đại diện: cần ...', 'Nhóm 2 (Thương vụ phụ trách): lập ...': all of it is theirs."""
    piece = turn.piece
    if piece.segment.after != ":" or piece.end < piece.segment.end or turn.said.cues:
        return None
    first, last = piece.segment.start, piece.end
    return addressed(turn.page, first, last) or carried_by(turn.page, first, last)


def _subject(turn: Turn) -> tuple[int, int] | None:
    """Who acts in the piece; who acted before it in the sentence, where it names nobody."""
    said = turn.said
    first = said.cues[0] if said.cues else None
    named = first is not None and 3 <= first.start - said.start <= 150
    own = (said.start, first.start) if first is not None and named else None
    if own is not None and STARTS_WITH_ACTION.match(turn.page.low, said.start):
        own = None
    if own is not None and turn.piece.item and not turn.page.side(*own):
        own = None
    if own is not None and (said.speaker is None or turn.page.side(*own)):
        return own
    if said.speaker is not None:
        return said.speaker
    return turn.frame.subject if _same_speaker(turn) else None


def _with_subject(turn: Turn, hit: Hit) -> Hit:
    """'Thủ tướng Tanaka khẳng định ..., cam kết cung cấp ...': he commits."""
    subject = turn.frame.subject if _same_speaker(turn) else None
    if hit.type == "TASK" and hit.actor is None and turn.frame.whom:
        hit = hit._replace(actor=turn.frame.whom)
    if subject is None or hit.rule == "goes_on" or _was_told(turn.frame, subject):
        return hit
    if hit.type == "COMMITMENT" and hit.actor is None:
        return hit._replace(actor=subject)
    if (
        hit.type in ("REQUEST", "TASK")
        and hit.by is None
        and hit.rule not in ("body_with_verb", "is_told")
    ):
        return hit._replace(by=subject)
    return hit


def _same_speaker(turn: Turn) -> bool:
    """The same sentence, or the next one behind 'Đồng thời, ...'."""
    apart = turn.piece.sentence - turn.frame.sentence
    return apart == 0 or (apart == 1 and turn.piece.connector.startswith(_STILL))


_STILL = ("đồng thời", "bên cạnh đó", "ngoài ra", "qua đó", "nhân dịp này", "dịp này")


def _was_told(frame: Frame, subject: tuple[int, int]) -> bool:
    """'Bộ Y tế được giao ...; tổng hợp ...': who was told before does not tell others now."""
    before = frame.hit
    return before is not None and before.type == "TASK" and before.actor == subject


_NUMBERED = re.compile(r"\(?(\d{1,3})[.)/]")


def _number(paragraph: Paragraph) -> int | None:
    digits = _NUMBERED.match(paragraph.marker)
    return int(digits.group(1)) if digits else None


def _record(page: Page, hit: Hit, paragraph: Paragraph, ordinal: int | None) -> Record:
    fields = fields_of(page, hit, paragraph)
    if hit.type == "TASK":
        fields["ordinal"] = ordinal or _number(paragraph)
    sure = hit.confidence
    if page.roles.get(paragraph.index) is Role.PURPOSES:
        sure = min(sure, DOUBTFUL)
    return Record(hit.type, hit.start, hit.end, fields, hit.rule, sure, page.text[slice(*hit.why)])


# Restatements --------------------------------------------------------------------------------


def _without_restatements(page: Page, records: list[Record]) -> list[Record]:
    """A lede says first what the body says again: its record becomes a candidate."""
    ledes = [p for p in page.zones.paragraphs if p.lede]
    if not ledes or _DATELINED.match(page.text, ledes[0].content, ledes[0].end):
        return records
    lede = ledes[0]
    body = [r for r in records if r.start >= lede.end]
    return [
        r._replace(confidence=min(r.confidence, DOUBTFUL))
        if lede.start <= r.start < lede.end
        and (r.type in _TOLD_AGAIN or any(_same(page, r, b) for b in body))
        else r
        for r in records
    ]


_DATELINED = re.compile(r"[A-Z][A-Z .'-]{2,30}(?:, [\w ,.]{2,30})?(?: \([\w ]{2,20}\))? (?:-|--) ")
"""'HCM CITY - ...': a first paragraph of an agency's report tells what is not told again."""

_TOLD_AGAIN = ("RESULT", "SHORTCOMING")
"""What a lede says of these the body always says again, in more words."""


def _same(page: Page, one: Record, other: Record) -> bool:
    """Half of the words in common, and the same type."""
    if one.type != other.type:
        return False
    first = set(re.findall(r"\w+", page.low[one.start : one.end]))
    second = set(re.findall(r"\w+", page.low[other.start : other.end]))
    return len(first & second) >= 0.5 * min(len(first), len(second))
