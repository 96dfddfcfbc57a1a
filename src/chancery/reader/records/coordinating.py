"""Who works with the lead in Vietnamese: 'phối hợp với Bộ Tài chính', '(Bộ Công Thương phối hợp)'."""

from __future__ import annotations

import re

from chancery.reader.model import Name
from chancery.reader.records.actors import behind_name, is_verb, listed, ministries
from chancery.reader.records.bodies import AND, named_to
from chancery.reader.records.page import Page
from chancery.reader.records.words_vi import ACTION

_WITH = re.compile(
    r"(?:phối hợp|phối kết hợp)(?: chặt chẽ)? (?:(?:với|cùng)(?: với)? |(?=(?:các )?(?:bộ|sở|ủy ban|ubnd|văn phòng|cục|vụ|ban|cơ quan|đơn vị|địa phương|công an|ngân hàng|thanh tra) ))"
    r"|chủ trì,? cùng(?: với)? |cùng với (?=(?:các )?(?:bộ|sở|ủy ban|ubnd|văn phòng|cục|vụ|ban|cơ quan|đơn vị|địa phương|công an|ngân hàng|thanh tra|hiệp hội|tập đoàn) )"
)


def coordinating(page: Page, start: int, end: int) -> tuple[Name, ...]:
    """'phối hợp với Bộ Tài chính, Bộ Ngoại giao và các bộ liên quan rà soát ...' -> three units."""
    found = _WITH.search(page.low, start, min(end, start + 220))
    if found is None or (
        found.start() > start and re.search(r"[;.]", page.low[start : found.start()])
    ):
        return _helping(page, start, end)
    stop = _end_of_units(page, found.end(), end)
    units = ministries(page, found.end(), stop)
    at = units[-1][1] if units else found.end()
    joint = AND.match(page.low, at, stop) if units else None
    rest = listed(page, joint.end(), stop) if joint else [] if units else listed(page, at, stop)
    return tuple(page.name(*span) for span in [*units, *rest])


_HELPING = re.compile(
    r"[,;(] ?(?P<who>(?!chủ trì|cùng )[^;()]{3,120}?) phối hợp(?: thực hiện)?(?=[),.;]|$)"
    r"|(?:chủ trì|đầu mối)[,;] (?P<also>[^;()]{3,120}?) (?:cùng )?phối hợp(?! (?:chặt chẽ )?(?:với|cùng))"
)


def _helping(page: Page, start: int, end: int) -> tuple[Name, ...]:
    """'(Bộ Tài chính chủ trì, Bộ Công Thương phối hợp)': who helps stands before the word."""
    if page.low.find(" phối hợp", start, end) < 0:
        return ()
    found = _HELPING.search(page.low, start, end)
    if found is None:
        return ()
    who = found.span("who" if found["who"] else "also")
    bodies = page.inside(*who, "ORG", "ORG_GROUP")
    first = next((b.start for b in bodies if named_to(page, b.start, end) == who[1]), -1)
    return tuple(page.name(*s) for s in listed(page, first, who[1])) if first >= 0 else ()


def _end_of_units(page: Page, start: int, end: int) -> int:
    stop = min(end, start + 260)
    at = start
    while True:
        named = named_to(page, at, stop)
        if named > at and _ends_as_a_name(page, at, named, stop):
            return named
        verb = next(
            (
                m
                for m in ACTION.finditer(page.low, max(named, at), stop)
                if is_verb(page, m.start(), named)
            ),
            None,
        )
        last = verb.start() if verb else stop
        agreed = _AGREES.search(page.low, max(named, at), last)
        return agreed.start() if agreed else last


def _ends_as_a_name(page: Page, start: int, named: int, stop: int) -> bool:
    """'Công an tỉnh | quản lý ...', 'Bộ Quốc phòng | trong quá trình ...', not 'các địa phương ven biển'."""
    if _AREA.match(page.low, named):
        return False
    whole = any(m.end == named for m in page.inside(start, named, "ORG"))
    ends = _UNITS_END.match(page.low, named) is not None
    return whole and (ends or behind_name(page, named, stop) is not None)


_AREA = re.compile(r" (?:tỉnh|thành phố|huyện|xã|địa phương)(?!\w)")
_UNITS_END = re.compile(r" (?:trong quá trình|để|nhằm|về|khi|bảo đảm|đảm bảo)(?!\w)")
_AGREES = re.compile(r" (?:thống nhất|nhất trí|quyết định) ")
