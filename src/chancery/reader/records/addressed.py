"""Who the words before ':' speak to, and what an item of an outline takes from those above it."""

from __future__ import annotations

import re
from typing import NamedTuple

from chancery.reader.model import Name
from chancery.reader.records.actors import actor_at, leads
from chancery.reader.records.bodies import is_home_body
from chancery.reader.records.carriers import carried_by
from chancery.reader.records.coordinating import coordinating
from chancery.reader.records.page import Page, once
from chancery.reader.records.words_vi import HOME_BODY
from chancery.reader.zones import Paragraph, Span


class Inherited(NamedTuple):
    """What an outline item takes from the items above it."""

    leads: tuple[Name, ...] = ()
    coordinating: tuple[Name, ...] = ()


_ADDRESSES = re.compile(
    r"(?:(?:[^:;,]{0,90}? )?(?:(?<!ngoại )giao(?: nhiệm vụ)?|đề nghị|yêu cầu|kiến nghị|phân công)|"
    rf"trách nhiệm của|đối với|nhiệm vụ của|với|về phía|(?:kế hoạch|chương trình|lịch|phân công) (?:công tác|hành động|hoạt động|làm việc|công việc)[^:;,]{{0,40}} của)(?: cho| với| đối với)? (?={HOME_BODY.pattern})"
)
"""'Phó Thủ tướng giao Bộ Công Thương:', 'Với Bộ Ngoại giao:' before the body they address."""


_SPEAKS_ON = re.compile(
    r"(?:thủ tướng|bộ trưởng|thứ trưởng|chủ tịch|chủ trì|trưởng ban|đồng chí|giám đốc)(?: [^\W\d_]++){0,6} (?:thống nhất|kết luận|yêu cầu|chỉ đạo|giao|đề nghị|phân công|lưu ý|nhấn mạnh|quyết định|chỉ thị)(?: (?:như sau|các nội dung sau|các nhiệm vụ sau))?$"
)
"""'Thứ trưởng thống nhất:' names who tells, not who is told."""


_TOLD_TO_DIRECT = re.compile(
    r"(?:các )?(?:bộ trưởng|chủ tịch|thủ trưởng|giám đốc) (?:các )?(?:bộ|ủy ban|ubnd|sở|cơ quan)(?!\w)[^:]{0,120} chỉ đạo$"
)
"""'2. Bộ trưởng Bộ Công Thương tập trung chỉ đạo:' in the Prime Minister's paper: the minister is told to."""


def inherited(page: Page, paragraph: Paragraph) -> Inherited:
    """'2. Bộ Công Thương chủ trì, phối hợp với Bộ Tài chính:' above 'a) Hoàn tất ...'."""
    return Inherited() if paragraph.parent is None else _inherited(page, paragraph.parent)


@once
def _inherited(page: Page, parent: int) -> Inherited:
    nearest = page.zones.paragraphs[parent]
    for above in (nearest, *page.zones.above(nearest)):
        words = page.text[above.content : above.end]
        if above.level <= 1 or len(words) > 320:
            continue
        if not words.endswith(":") and above.zone != "heading":
            continue
        end = above.content + len(words.rstrip(" :"))
        told = above.marker and _TOLD_TO_DIRECT.match(page.low, above.content, end)
        if not told and _SPEAKS_ON.search(page.low, above.content, end):
            continue
        body = addressed(page, above.content, end) or carried_by(page, above.content, end)
        if body is not None:
            return Inherited(leads(page, *body), coordinating(page, body[0], end))
    return Inherited()


_IN_FRONT = re.compile(r"(?:(?:trong|trước|từ|đến|về|tại|theo) [^,:;]{2,90}, )+(?=\S)")


def addressed(page: Page, start: int, end: int) -> Span | None:
    """The body that words before ':' speak to: 'Với Bộ Ngoại giao', 'Phó Thủ tướng giao Bộ Xây dựng'."""
    if front := _IN_FRONT.match(page.low, start, end):
        start = front.end()
    asked = _ADDRESSES.match(page.low[start:end])
    begin = start + (asked.end() if asked else 0)
    if not is_home_body(page, begin, end):
        return None
    actor = actor_at(page, begin, end)
    return begin, actor.end if actor and actor.action > actor.end else end
