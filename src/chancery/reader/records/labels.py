"""Who and what on both sides of a colon: 'Thư ký: phát hành biên bản', 'Việc mời khách: Vụ Lễ tân (hạn 01/6)'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from chancery.reader.model import Day, Name
from chancery.reader.records.actors import actor_at
from chancery.reader.records.bodies import is_home_body, named_to
from chancery.reader.records.model import Hit, Record
from chancery.reader.records.page import Page
from chancery.reader.records.rules import Turn
from chancery.reader.records.sections import Role
from chancery.reader.records.tables import due_of, units_of
from chancery.reader.records.task_items import BASIS, PLANNED, REPORTING
from chancery.reader.records.words_vi import STARTS_WITH_ACTION
from chancery.reader.zones import Paragraph, Span


def is_told_by_label(turn: Turn) -> Hit | None:
    """'- Thư ký: phát hành biên bản', '(2) Vụ Châu Mỹ: thống nhất số liệu': who stands before ':', any verb orders."""
    said, whom, page = turn.said, turn.frame.whom, turn.page
    ordered = turn.frame.listing == "ORDER" or turn.role in PLANNED
    if whom is None or not ordered or turn.piece.segment.before not in (":", ";"):
        return None
    first = said.cues[0] if said.cues else None
    if first is not None and first.kind in REPORTING and first.start - said.start < _EARLY:
        return None
    if turn.piece.segment.after == ":" or not page.text[said.start].islower():
        return None
    agrees = first is not None and first.kind == "agree"
    if not agrees and (
        turn.frame.listing != "ORDER" or STARTS_WITH_ACTION.match(page.low, said.start)
    ):
        return None  # what other rules know better
    if page.at(said.start, "ORG", "ORG_GROUP", "DATE") or said.end - said.start < _EARLY:
        return None
    return Hit(
        "TASK", said.start, said.end, said.start, "is_told_by_label", 0.75, whom, whom, None,
        BASIS.get(turn.role or Role.TASKS, "assigned"),
    )  # fmt: skip


_EARLY = 12

_DOES_IT = re.compile(
    r"(?: (?:chủ trì|thực hiện|phụ trách|đảm nhiệm|đảm nhận|làm đầu mối|đầu mối|lo|chịu trách nhiệm)(?!\w))?(?=\s*(?:$|[,;]? ?(?:\(?(?:thời )?hạn|xong|hoàn thành|trước|trong|chậm nhất|gửi|trình)(?!\w)))"
)
_LONGEST_LABEL = 120


def is_done_by(turn: Turn) -> Hit | None:
    """'- Việc dịch tài liệu: Phòng Biên phiên dịch thực hiện, xong trong ngày 29/5': what before ':', who behind."""
    piece, page, start = turn.piece, turn.page, turn.said.start
    listed = turn.frame.listing in ("ORDER", "TASK") or turn.role in PLANNED
    first = piece.paragraph.content
    label = page.low[first:start].rstrip()
    if piece.segment.before != ":" or not listed or not 10 <= len(label) <= _LONGEST_LABEL:
        return None
    if is_home_body(page, first, start) or _FIELD.match(label) or _TWO_THINGS.search(label):
        return None
    last = named_to(page, start, piece.end)
    if last <= start and (actor := actor_at(page, start, piece.end)):
        last = actor.end  # 'Phòng Hành chính thực hiện': no name that is known, but a body's
    if (
        last <= start
        or not is_home_body(page, start, last)
        or not _DOES_IT.match(page.low, last, piece.end)
    ):
        return None
    who = (start, last)
    return Hit("TASK", first, piece.end, first, "is_done_by", 0.75, who, who, None, "assigned")


_TWO_THINGS = re.compile(r"[.;:]\s")
_FIELD = re.compile(
    r"(?:(?:cơ quan|đơn vị|bộ phận|người|phòng) )?(?:(?P<lead>chủ trì|đầu mối|thực hiện|phụ trách|chịu trách nhiệm(?: chính)?|lead(?: (?:agency|unit|body))?|responsible(?: (?:agency|unit|body))?|owner)"
    r"|(?P<with>phối hợp|tham gia|hỗ trợ|support(?:ing)?(?: (?:agencies|units))?|coordinating (?:agencies|units)|in cooperation with)"
    r"|(?P<due>(?:thời hạn|thời gian|hạn|tiến độ)(?: hoàn thành| thực hiện| trình)?|deadline|due(?: date)?|time ?line)|(?P<product>sản phẩm|kết quả|output|deliverable))(?: thực hiện)?\s*:\s*(?P<value>\S.*?)[.;]?$"
)
"""'Cơ quan chủ trì: Bộ Công an', 'Thời hạn: quý II/2027': a line that only fills in a field of the task above it."""


def tasks_with_fields(page: Page) -> Iterator[Record]:
    """'1. Đàm phán Hiệp định dẫn độ' over '- Cơ quan chủ trì: ...' and '- Thời hạn: ...': one task of several lines."""
    for paragraph in page.zones.in_zone("heading"):
        if not paragraph.marker or page.roles.get(paragraph.index) in _TELLING:
            continue
        fields = _fields_below(page, paragraph)
        if "lead" in fields:
            yield _record(page, paragraph, fields)


_TELLING = (Role.RESULTS, Role.SHORTCOMINGS, Role.PURPOSES)


def _fields_below(page: Page, paragraph: Paragraph) -> dict[str, Span]:
    below = page.zones.paragraphs[paragraph.index + 1 : paragraph.index + 7]
    lines = (_FIELD.match(page.low, p.content, p.end) for p in below)
    found: dict[str, Span] = {}
    for line in takewhile(bool, lines):
        if line is not None:
            kind = next(k for k in ("lead", "with", "due", "product") if line[k])
            found.setdefault(kind, line.span("value"))
    return found


def _record(page: Page, paragraph: Paragraph, fields: dict[str, Span]) -> Record:
    due, product = fields.get("due"), fields.get("product")
    day: Day | None = due_of(page, page.text[slice(*due)]) if due else None
    lead: tuple[Name, ...] = units_of(page, fields["lead"])
    values = {
        "issuer": page.issuer(),
        "lead": lead,
        "coordinating": units_of(page, fields.get("with")),
        "deadline": day,
        "recurring": None,
        "basis": "assigned",
        "deliverable": page.context.cut(*product) if product else None,
        "ordinal": None,
    }
    return Record("TASK", paragraph.content, paragraph.end, values, "has_fields_below", 0.8, "")
