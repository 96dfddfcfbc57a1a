"""Whether words name somebody of ours who can be told to do something."""

from __future__ import annotations

import re

from chancery.reader.records.page import Page
from chancery.reader.records.words_vi import HOME_BODY, JOINT


def is_home_body(page: Page, start: int, end: int) -> bool:
    """Whether the words name somebody of the home side that can be told to do something."""
    low = page.low[start:end]
    if JOINT.match(low):
        return False
    if page.side(start, end) == "partner":
        return False
    named = page.at(start, "ORG", "ORG_GROUP")
    return named is not None or HOME_BODY.match(low) is not None or _is_colleague(page, start, end)


_COLLEAGUE = re.compile(r"(?:đồng chí|đ/c|anh|chị) ")


def _is_colleague(page: Page, start: int, end: int) -> bool:
    """'Giao anh Nguyễn Văn Minh ...', 'Đồng chí Trần Thị Lan ...': one of the house, by name."""
    called = _COLLEAGUE.match(page.low, start, end)
    return called is not None and page.at(called.end(), "PERSON") is not None
