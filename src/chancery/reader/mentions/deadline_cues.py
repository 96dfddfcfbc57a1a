"""Words around a date that make it a deadline, and words that make it none."""

from __future__ import annotations

import re
from typing import NamedTuple

from chancery.reader.seldom import Seldom

LIMIT, TARGET, EVENT, HORIZON = 4, 3, 2, 1
"""How strongly words set a deadline: a limit ('trước ngày') beats a horizon ('giai đoạn')."""


class Cue(NamedTuple):
    """Words before a date that make it a deadline."""

    pattern: re.Pattern[str] | Seldom
    strength: int


CUES = {
    "vi": (
        Cue(
            Seldom(
                r"(?:\btrước(?: thời điểm| thời hạn)?|chậm nhất(?: là| vào| trong)?|muộn nhất(?: là| vào)?|không (?:muộn|chậm|quá)(?: hơn)?"
                r"|\b(?:thời )?hạn(?: cuối| chót| hoàn thành)?(?: là|:)?|hoàn thành (?:trong|vào|xong|trước)|xong (?:trong|trước))\s*$",
                re.IGNORECASE,
            ),
            LIMIT,
        ),
        Cue(
            Seldom(r"\b(?:trong|đến|tới|từ nay đến|hoàn thành)(?: hết)?\s*$", re.IGNORECASE),
            TARGET,
        ),
        Cue(
            re.compile(
                r"(?:\bvào|dự kiến(?: tổ chức| diễn ra)?(?: vào)?|[,:]|^|\btại|\b(?:tổ chức|họp|diễn ra)(?: vào)?)\s*$",
                re.IGNORECASE,
            ),
            EVENT,
        ),
        Cue(re.compile(r"\b(?:từ|kể từ|cho|của|kỳ|[^\W\d]+)\s*$", re.IGNORECASE), HORIZON),
    ),
    "en": (
        Cue(
            Seldom(
                r"(?:\b(?:no|not) later than|\bbefore|\bprior to|\bby|\buntil|\bdeadline(?: is| of|:)?|\bexpiry on|\bexpires? on)(?: the)?\s*$",
                re.IGNORECASE,
            ),
            LIMIT,
        ),
        Cue(re.compile(r"\b(?:within|during|in|on|at)(?: the)?\s*$", re.IGNORECASE), TARGET),
        Cue(
            re.compile(
                r"\b(?:from|over|for|through)(?: the)?(?: period)?(?: of)?\s*$|,\s*$|^$",
                re.IGNORECASE,
            ),
            EVENT,
        ),
        Cue(re.compile(r"\b\w+\s*$"), HORIZON),
    ),
}

PAST = re.compile(
    r"(?:\b(?:signed|dated|adopted|issued|concluded|agreed|established|launched|held)\b(?: (?:in|at) [A-Z]\w+(?: [A-Z]\w+)?)?(?: in| on)?"
    r"|\b(?:ký(?: kết)?|ban hành|thông qua|(?:tại|trong) (?:buổi|cuộc) \w+(?: \w+)?|họp|ra ngày|hiệu lực từ|so với|since|compared with|from)\b)\s*(?:the\s*|vào\s*|on\s*)?$",
    re.IGNORECASE,
)
