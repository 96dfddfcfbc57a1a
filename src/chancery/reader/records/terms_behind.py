"""The term of a clause told behind it: 'hoàn thành trước ngày 30/6', '(thời hạn: quý III)', 'cả hai việc xong trước ...'."""

from __future__ import annotations

import re

from chancery.reader.model import Day
from chancery.reader.records.page import Page
from chancery.reader.records.terms import deadline_in
from chancery.reader.zones import Paragraph

_BEHIND = re.compile(
    r"[\s.;,]{0,3}(?:\n\s{0,4}[-+*•]?\s?)?\(?(?:"
    r"(?:thời hạn|thời gian|hạn|tiến độ|mốc)(?: hoàn thành| thực hiện| trình| báo cáo)?(?: là)?\s?:?|(?:the )?deadline(?: for this)?(?: is| being| was set (?:at|for))?|due(?: date)?|time ?(?:line|frame)|target date|when"
    r"|(?<=[;.(,\n] )(?:việc này |các việc này |nhiệm vụ này |tất cả |(?:việc|công việc|công tác) [^,;.\n]{2,50}? )?(?:phải |cần |phấn đấu |yêu cầu |bảo đảm |đảm bảo |dự kiến |mục tiêu |sẽ |cố gắng )?(?:hoàn thành|hoàn tất|xong|kết thúc|làm xong)(?: việc này| nhiệm vụ này| dứt điểm|(?: toàn bộ| việc)? (?:đề án|phương án|báo cáo|hồ sơ|dự thảo|kế hoạch|thủ tục|công việc|nhiệm vụ))?"
    r")\s?:? ?(?=(?:(?:xong|hoàn thành|hoàn tất) )?(?:trước|trong|chậm|muộn|vào|đến|hết|đầu|giữa|cuối|nửa|tuần|quý|tháng|ngày|năm|by|before|within|in|no later|the|\d|[a-z]+ \d))(?P<term>[^;.\n]{3,70})",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r"[;.,]\s(?:[A-ZĐ]|các )[^;.:\n]{3,80} (?:phối hợp|hỗ trợ|tham gia)(?=[.;])"
    r"|[.;]?(?:\n\s{0,4}[-+*•–]?\s?(?:[Cc]ơ quan|[Đđ]ơn vị|[Bb]ộ phận|[Cc]hủ trì|[Pp]hối hợp|[Ss]ản phẩm|[Đđ]ầu mối)[^:\n]{0,24}:[^\n]{0,160}(?=\n)){1,3}"
    r"|(?:[.;]\s(?:[Cc]ơ quan|[Đđ]ơn vị|[Bb]ộ phận|[Cc]hủ trì|[Pp]hối hợp|[Ss]ản phẩm|[Đđ]ầu mối)[^:;.\n]{0,24}:[^:;.\n]{2,120}(?=[.;])){1,3}"
)
"""'...; [Bộ Khoa học và Công nghệ hỗ trợ]. Thời gian: Quý 2/2027': who helps stands before the term."""
_LABELLED = re.compile(
    r"(?:thời hạn|thời gian|hạn|tiến độ|deadline|due)(?: hoàn thành| thực hiện)?$", re.IGNORECASE
)
_WHICH = re.compile(
    r", which (?:will|shall|is to|are to|should|would) (?:also )?(?:hold|meet|convene|report|submit|present|complete|conclude|start|begin|be (?:held|completed|finali[sz]ed|signed|adopted|submitted|convened|launched|concluded|published))(?!\w)[^.;]{3,110}"
)
"""'agreed to establish a Working Group[, which will hold its first meeting in the first quarter of 2027]'."""
_REPORTED_BY = re.compile(
    r"\s?(?:,| và|, và) (?:báo cáo|trình|gửi|có báo cáo)(?: (?!trước|trong|chậm|muộn)[^\s,;.]+){0,12} (?:trước|trong|chậm nhất|muộn nhất)(?P<term>[^;.\n]{3,60})"
    r"|; ?(?:trình|báo cáo|gửi|submit|report|send) (?=(?:trước|trong|chậm nhất|muộn nhất|by|before|no later than|within) )[^;.\n]{3,60}"
    r"|,? and (?:then )?(?:submit|report|present|send|circulate|table)(?: it| them| this| back| the \w+)?(?: to [^,;.\n]{3,70}?)? (?:by|before|no later than|not later than|within) [^;.\n]{3,60}"
)
"""'xây dựng danh mục ... [và báo cáo lãnh đạo Bộ trước cuối tháng 9]': by then the deed is done too."""
_AIM = re.compile(
    r"[;,.]\s(?:với )?mục tiêu (?:là )?(?:sẽ |phấn đấu )?(?:ký|hoàn thành|hoàn tất|kết thúc|trình|thông qua|phê duyệt|ban hành|đưa vào)(?!\w)[^;.\n]{3,120}",
    re.IGNORECASE,
)
"""'...; mục tiêu là ký trong chuyến thăm, chậm nhất vào cuối năm': what the deed is to come to, and when."""
_TASKS = r"(?:nhiệm vụ|việc|công việc|nội dung|phần việc|đề án|đầu việc|văn kiện|hạng mục|thủ tục)"
_FOR_ALL = re.compile(
    rf"(?:(?:(?:tất cả|toàn bộ|cả (?:hai|ba|bốn|năm))(?: các| những)?(?: {_TASKS})?|(?:các|những|hai|ba|bốn) {_TASKS}(?= (?:trên|này|nêu|nói|dưới|tại)(?!\w)))"
    r"(?: (?:trên|này|nêu trên|nói trên|trên đây|dưới đây|tại (?:mục|điểm|khoản|phần) [^\s,;.:]{1,6}(?: này)?))? (?:đều |phải |cần |được |sẽ )*(?:hoàn thành|hoàn tất|xong|kết thúc|làm xong)"
    rf"|(?:thời hạn|thời gian|hạn|tiến độ)(?: hoàn thành| thực hiện| trình| chung){{0,2}}(?: cho| của| đối với)? (?:các|những|tất cả|cả (?:hai|ba|bốn)|toàn bộ)(?: các)? {_TASKS}[^:;.\n]{{0,50}}(?::| là)"
    r"|(?:a(?<!\w.)ll|b(?<!\w.)oth|e(?<!\w.)ach)(?: of)?(?: the| these)?(?: above)?(?: tasks| actions| items| points| papers| submissions| steps| drafts)?(?: above)? (?:must|should|shall|are to|is to|will|have to) be (?:completed|done|finished|submitted|finali[sz]ed|ready|delivered))(?P<term>[^;.\n]{3,70})",
)
"""'Cả hai nhiệm vụ phải hoàn thành trước ngày 30/6', 'Thời hạn thực hiện các nhiệm vụ này: ...': one term for all."""
_HINTS = ("hoàn t", "xong", "thời ", "kết thúc", "hạn", " be ")
_ONLY_TERM = re.compile(
    r"(?:việc này |nhiệm vụ này |các việc này |tất cả |(?:việc|công việc|công tác) [^,;.]{2,50}? )?(?:phải |cần |phấn đấu |yêu cầu |bảo đảm |đảm bảo |dự kiến |mục tiêu |cố gắng )?(?:hoàn thành|hoàn tất|xong|kết thúc|làm xong|thời hạn|thời gian|hạn|tiến độ)"
    r"(?: việc này| nhiệm vụ này| dứt điểm| hoàn thành| thực hiện| trình|(?: toàn bộ| việc)? (?:đề án|phương án|báo cáo|hồ sơ|dự thảo|kế hoạch|thủ tục|công việc|nhiệm vụ))?\s?:? ?(?:(?:ngay )?(?:trước|trong|chậm nhất|muộn nhất|vào|đến hết|đến|hết|cuối)(?: (?:là|vào|trong))? )?"
    r"(?:(?:trước |cuối |hết |đầu )?(?:ngày|tháng|quý|năm|tuần|nửa|\d{1,2}[/.-]|6 tháng)[^;,:]{0,40})$"
)


def term_behind(page: Page, end: int) -> Day | None:
    """'...; hoàn thành trước ngày 30/6', '... (thời hạn: quý III/2026)': told behind the clause."""
    if page.low.startswith(":", end) and (label := _LABELLED.search(page.low, end - 24, end)):
        end = label.start()  # '..., thời gian | : đầu tháng 12': cut at the colon
    helped = _HELPED.match(page.text, end, min(end + 400, len(page.text)))
    for start in (end, helped.end()) if helped else (end,):
        found = _BEHIND.match(page.text, start, min(start + 140, len(page.text)))
        found = found or _REPORTED_BY.match(page.text, start, min(start + 140, len(page.text)))
        if found:
            return deadline_in(page, found.start(), found.end())
    told = _WHICH.match(page.low, end, min(end + 160, len(page.low)))
    told = told or _AIM.match(page.text, end, min(end + 180, len(page.text)))
    return deadline_in(page, told.start(), told.end()) if told else None


def term_for_all(page: Page, paragraph: Paragraph, end: int) -> Day | None:
    """The term that a paragraph sets behind several tasks for all of them, or an item above for its sub-items."""
    spans = [(end, paragraph.end)]
    spans += [(p.content, p.end) for p in page.zones.above(paragraph) if p.level > 1]
    for first, last in spans:
        if last - first < _SHORTEST or not _is_hinted(page.low, first, last):
            continue
        found = _FOR_ALL.search(page.low, first, last)
        if found is not None:
            return deadline_in(page, found.start(), found.end())
    return None


_SHORTEST = 20


def _is_hinted(low: str, start: int, end: int) -> bool:
    for hint in _HINTS:  # noqa: SIM110 - any() takes three times as long
        if low.find(hint, start, end) >= 0:
            return True
    return False


def is_only_a_term(page: Page, start: int, end: int) -> bool:
    """'hoàn thành trong tháng 9/2026': when, of what was said before; no task of its own."""
    if end - start >= 110:
        return False
    all_of_them = _FOR_ALL.match(page.low, start, end)
    return all_of_them is not None or _ONLY_TERM.match(page.low, start, end) is not None
