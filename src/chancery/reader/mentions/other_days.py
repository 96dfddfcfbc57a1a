"""Days in a clause that are told of something else than its deed: of figures, of a rule, of an occasion."""

from __future__ import annotations

import re
from datetime import date

from chancery.reader.mentions import periods
from chancery.reader.mentions.date_grammar import DateHit

_OF_FIGURES = re.compile(
    r"(?:tính|số liệu|tiến độ|as of|as at)(?: (?:đến|tới|hết|ngày|thời điểm|the))* ?$",
    re.IGNORECASE,
)
"""'số liệu tính đến ngày 31/5': up to which day is counted."""
_SIGNS_OF_FIGURES = ("tính", "số liệu", "tiến độ", "as of", "as at")

_OF_A_RULE = re.compile(
    r"(?<!\w)(?:luật|hiệp định|nghị định|thông tư|quy định|quy chế|quy tắc|biện pháp|thuế|cơ chế|tiêu chuẩn|chính sách|nghị quyết|yêu cầu mới|lệnh)(?:[ -][^\W\d_]+){0,9},? "
    r"(?:có hiệu lực|(?:bắt đầu |được )?áp dụng|thi hành)(?: thi hành)?(?: kể)? từ (?:ngày )?$",
    re.IGNORECASE,
)
_OF_A_RULE_EN = re.compile(
    r"(?<!\w)(?:rules?|regulations?|laws?|measures?|tariffs?|dut(?:y|ies)|requirements?|standards?|tax|levy|mechanism)(?: [\w-]+){0,4}?,? (?:(?:which|that) )?(?:will )?(?:appl(?:y|ies)|takes? effect|(?:enters?|comes?) into (?:force|effect)|becomes? effective)(?: from| on| as of)? $",
    re.IGNORECASE,
)
_SIGNS_OF_EFFECT = ("appl", "effect", "force")
_UNTIL_THEN = re.compile(r"(?<!\w)(?:before|until|ahead of)(?!\w)", re.IGNORECASE)
"""'the rules, which apply from ...' tells of the rules; 'before the rules take effect on ...' sets a day."""
_BRINGS_ABOUT = re.compile(
    r"(?<!\w)(?:để|đưa|bảo đảm|cho phép|ban hành|sửa đổi|sớm)(?: [^\s,;]+){0,2} \S?$",
    re.IGNORECASE,
)
"""'hoàn tất thủ tục để Hiệp định có hiệu lực từ ...': the deed is to bring it about."""
_IN_FORCE = re.compile(r"có hiệu lực(?: thi hành)?(?: kể)? từ (?:ngày )?$", re.IGNORECASE)
_TO_BE_IN_FORCE = re.compile(
    r"(?<!\w)(?:để|đưa|bảo đảm|ban hành|sửa đổi|sớm|phê chuẩn|ký|trình)(?!\w)", re.IGNORECASE
)


_NOT_THEN = re.compile(
    r"(?:không (?:để )?(?:dồn|đợi|chờ)|tránh(?: việc| để)?|không để)(?: (?!quá|sau|chậm)[^\W\d_]+){0,5} $",
    re.IGNORECASE,
)
"""'không để dồn vào cuối năm': when it shall not be done."""
_OF_AN_OCCASION = re.compile(
    r"(?<!\w)(?:mùa(?: [^\W\d_]++){1,3}|(?:kỳ )?nghỉ (?:hè|đông|tết)|tết(?: [^\W\d_]++){0,2}|festival [^\W\d_]+|hội chợ(?: [^\W\d_]++){1,5}"
    r"|(?:hội nghị|diễn đàn|đại hội|lễ hội|triển lãm|kỳ họp|cuộc thi|sea games|apec|asean|g20|cop\d\d)(?: [^\W\d_]++){0,5}) $",
    re.IGNORECASE,
)
"""'trước kỳ nghỉ hè 2027', 'Hội nghị cấp cao APEC 2027': which one it is, no term by itself."""


_A_YEAR = re.compile(r"(?:năm )?\d{4}", re.IGNORECASE)
_BEHIND_IT = re.compile(
    r"(?<!\w)(?<!not )(?<!quá )(?:sau|after|following)(?: ngày| the)? $", re.IGNORECASE
)
"""'sau ngày 30/6', 'after 30 June': no day by which."""
_ENDS_BEHIND_IT = ("sau", "after", "following", "ngày", "the")
_IF = re.compile(r"(?<!\w)(?:nếu|giả sử|if|unless)(?!\w)[^,;.]*$", re.IGNORECASE)
"""'thu hồi nếu không triển khai trước ngày 31/3': the day of the condition."""
_SIGNS_OF_IF = ("nếu", "giả sử", "if", "unless")


_TITLED = re.compile(
    r"(?<!\w)(?:đề án|kế hoạch|chương trình|chiến lược|dự án|sáng kiến|tuyên bố|báo cáo|chủ đề|hội thảo|diễn đàn|tọa đàm|nghị quyết|đề tài|lộ trình|phong trào|cuộc vận động"
    r"|plan|programme|program|strategy|roadmap|initiative|project|report|theme|entitled|titled|forum|seminar|workshop)(?: [^\s,;.]+){0,3} $",
    re.IGNORECASE,
)
"""'bám sát Đề án ["... đến năm 2030"]': the year is part of a title."""
_OF_A_SEAT = re.compile(
    r"(?<!\w)(?:nhiệm kỳ|niên khóa|khóa|ứng cử(?: viên)?|tái cử|tranh cử|candidatures?|candidac(?:y|ies)|candidates?|bid|elect(?:ed|ion)|membership|term)(?!\w)[^,;.]*$",
    re.IGNORECASE,
)
"""'ủng hộ ứng cử viên ... nhiệm kỳ 2028 - 2029': how long a seat is held."""
_OF_A_VISIT = re.compile(
    r"(?<!\w)(?:chuẩn bị|phục vụ)(?: [^\s,;.]+){0,4} (?:chuyến|đoàn|hội nghị|kỳ họp|phiên họp|cuộc họp|lễ|diễn đàn)(?!\w)[^,;.]* dự kiến (?:diễn ra |tổ chức )?(?:vào |trong )?$",
    re.IGNORECASE,
)
"""'chuẩn bị nội dung chuyến thăm của Phó Thủ tướng dự kiến vào tháng 01/2026': when the visit is, not its papers."""


def _is_titled(text: str, hit: DateHit) -> bool:
    """Inside quotation marks that follow what they name."""
    if '"' not in text:
        return False
    opening = text.rfind('"', 0, hit.start)
    inside = opening >= 0 and text.count('"', 0, hit.start) % 2 == 1 and '"' in text[hit.end :]
    return inside and _TITLED.search(text, max(opening - 60, 0), opening) is not None


def _is_of_a_seat(text: str, hit: DateHit) -> bool:
    if hit.period.precision != "year_range":
        return False
    said = text[hit.start : hit.end].lower().startswith(("nhiệm kỳ", "niên khóa"))
    said = said and not text.endswith("trong ", 0, hit.start)
    return said or _OF_A_SEAT.search(text, max(hit.start - 120, 0), hit.start) is not None


def _is_of_an_occasion(text: str, hit: DateHit, before: str) -> bool:
    year = _A_YEAR.fullmatch(text, hit.start, hit.end) is not None
    return year and _OF_AN_OCCASION.search(before) is not None


def is_another_day(text: str, hit: DateHit, reference: date | None) -> bool:
    """The day of figures, of a rule in force, of a period in brackets: told of something else."""
    before = text[max(hit.start - 90, 0) : hit.start]
    low = before.lower()
    if _holds(low, _SIGNS_OF_FIGURES) and _OF_FIGURES.search(before):
        return True
    if low.endswith(("từ ", "từ ngày ")):
        if found := _OF_A_RULE.search(before):
            return _BRINGS_ABOUT.search(before, 0, found.start() + 1) is None
        if _IN_FORCE.search(before) and not _TO_BE_IN_FORCE.search(before):
            return True
    if _is_no_limit(before, low) or _is_of_a_seat(text, hit) or _is_titled(text, hit):
        return True
    if ("dự kiến" in low and _OF_A_VISIT.search(before)) or _is_of_an_occasion(text, hit, before):
        return True
    first = periods.first_day(hit.period.value or "")
    under_way = reference is not None and first is not None and first.year < reference.year
    return hit.period.precision == "year_range" and under_way and before.endswith("(")


def _holds(low: str, signs: tuple[str, ...]) -> bool:
    """Whether one of the signs stands in the words: asked before a slow pattern that needs one."""
    for sign in signs:  # noqa: SIM110 - any() takes three times as long
        if sign in low:
            return True
    return False


def _is_no_limit(before: str, low: str) -> bool:
    """'không để dồn vào ...', 'sau ngày ...', 'nếu ... trước ngày ...', 'rules which apply from ...'."""
    in_effect = _holds(before, _SIGNS_OF_EFFECT) and _OF_A_RULE_EN.search(before)
    if in_effect and _UNTIL_THEN.search(before) is None:
        return True
    if ("không" in before or "ránh " in before) and _NOT_THEN.search(before):
        return True
    if low.rstrip().endswith(_ENDS_BEHIND_IT) and _BEHIND_IT.search(before):
        return True
    return _holds(low, _SIGNS_OF_IF) and _IF.search(before) is not None
