"""Where the next body begins within a sentence: '..., còn Bộ B phải ...', '..., giao Học viện ... đánh giá'."""

from __future__ import annotations

import re
from itertools import pairwise

from chancery.reader.clauses import Segment
from chancery.reader.records.model import Cue
from chancery.reader.records.page import Page
from chancery.reader.records.words_vi import HOME_BODY


def next_bodies(page: Page, segment: Segment) -> list[int]:
    """'Bộ A chịu trách nhiệm về nội dung, | Văn phòng B lo khâu hậu cần': the next body with a verb of its own."""
    bodies = page.inside(segment.start, segment.end, "ORG")
    if len(bodies) < 2:
        return []
    found: list[int] = []
    for before, body in pairwise(bodies):
        told = page.low[before.end : body.start]
        if told.endswith(_WHILE) and len(told.split()) > _A_DEED:
            found.append(body.start - len("còn "))
            continue
        if not told.endswith(", ") or len(told.split()) < 4 or _LISTS_UNITS.search(told):
            continue
        if _VERB_NEXT.match(page.text, body.end) and not _GOES_ON.match(page.low, body.end):
            found.append(body.start)
    return found


_WHILE = (", còn ", "; còn ")
"""'giao Bộ A mở lớp tập huấn, [còn] Bộ B phải chốt phương án': the next body, whatever its verb."""
_A_DEED = 4
_LISTS_UNITS = re.compile(
    r"(?:phối hợp|cùng|với|như|gồm|giữa|của|do)(?: (?:chặt chẽ )?(?:với|các|là|có))?[^,]{0,40}, $|:"
)
_VERB_NEXT = re.compile(r" [a-zà-ỹđ]")
_GOES_ON = re.compile(
    r" (?:và|cùng|hoặc|của|thuộc|tại|ở|là|nói|theo|với|được|đã|đang|sẽ|cũng|có(?! (?:ý kiến|văn bản|báo cáo|công văn|phương án|trách nhiệm))|phải|cần|nên|cho biết|khẳng định)(?!\w)"
)


def orders_behind(page: Page, segment: Segment, cues: list[Cue]) -> list[int]:
    """'nội dung này cần được nghiên cứu thêm, | giao Học viện Ngoại giao đánh giá ...' in one item."""
    return [
        segment.start,
        *(
            c.start
            for c in cues
            if c.kind == "assign"
            and c.start > cues[0].end
            and c.start - segment.start > _FULL
            and page.low.endswith(", ", 0, c.start)
            and HOME_BODY.match(page.low, c.end + 1, segment.end)
        ),
    ]


_FULL = 24
"""Letters of a deed that may stand before an order in the same item."""
