"""Results that no word marks as done: figures of a time that has passed, bare deeds in the news, sections."""

from __future__ import annotations

import re

from chancery.reader.mentions import periods
from chancery.reader.records.model import Hit
from chancery.reader.records.page import Page
from chancery.reader.records.rules import Turn
from chancery.reader.records.sections import Role
from chancery.reader.records.words_vi import JOINT

_TRADE = re.compile(
    r"(?:(?:tổng |số |lượng |giá trị |theo (?:đó|số liệu)[^,]{0,30}, )?(?:kim ngạch|thương mại|buôn bán|trao đổi (?:thương mại|hàng hóa)|xuất khẩu|nhập khẩu|xuất|nhập|đầu tư|vốn|fdi|doanh thu|doanh số|sản lượng|lượng khách|khách|du khách|dự án|tổng vốn|mức|thị phần|kiều hối))(?!\w)"
)
_AHEAD = ("ask", "assign", "need", "agree", "promise", "will", "told", "goal", "believe", "bad")


def tells_a_figure(turn: Turn) -> Hit | None:
    """'kim ngạch năm ngoái là 15,4 tỷ USD', 'chín tháng qua ta bán sang đó chừng 240 triệu USD'."""
    said, page = turn.said, turn.page
    if turn.role in (Role.TASKS, Role.PLANS, Role.PROPOSALS, Role.PURPOSES, Role.REQUESTS):
        return None
    counted = page.inside(said.start, said.end, "QUANTITY")
    if not counted or any(c.kind in _AHEAD for c in said.cues) or said.end - said.start < 25:
        return None
    past = _has_passed(page, turn.piece.start, said.end)
    money = any(
        m.fields.get("currency") or m.fields.get("unit") in ("%", "phần trăm") for m in counted
    )
    opens = counted[0].start - said.start < 3
    if not ((money and (past or _TRADE.match(page.low, said.start))) or (past and opens)):
        return None
    if turn.piece.segment.after == ":" or _WOULD.search(page.low, said.start, said.end):
        return None
    where = (said.start, said.start)
    return Hit(
        "RESULT", said.start, said.end, said.start, "tells_a_figure", 0.55, where, kind="figure"
    )


_WOULD = re.compile(
    r"(?<!\w)(?:nếu|có thể|để|nhằm|mục tiêu|dự kiến|dự báo|kỳ vọng|tiềm năng|dư địa|mức thuế|thuế suất)(?!\w)"
)


def _has_passed(page: Page, start: int, end: int) -> bool:
    """Whether a day or period in the words lies before the paper's day."""
    reference = page.context.reference_date
    for mention in page.inside(start, end, "DATE"):
        last = periods.last_day(str(mention.fields.get("value") or ""))
        if last is not None and reference is not None and last < reference:
            return True
    return False


_SETS_UP = re.compile(
    r"(?:cũng |đã |chính thức |vừa )*(?:nâng cấp|nâng|thiết lập|khởi động|xác lập|nối lại) (?:quan hệ|đàm phán|khuôn khổ|tiến trình)(?!\w)"
)


_OCCASION = re.compile(r",? nhân (?:dịp|kỷ niệm|ngày|chuyến)(?!\w)")


def sets_up(turn: Turn) -> Hit | None:
    """'Hai nước nâng cấp quan hệ lên ...', 'hai bên tuyên bố khởi động đàm phán ...' in the news: done with the words."""
    said, page = turn.said, turn.page
    if page.zones.paper.official or any(c.kind in _AHEAD for c in said.cues):
        return None
    joint = JOINT.match(page.low, said.start, said.end)
    spoken = said.speaker is not None and page.side(*said.speaker) == "joint"
    verb = page.skip(joint.end()) if joint else said.start
    if not (joint or spoken) or not _SETS_UP.match(page.low, verb, said.end):
        return None
    where = (verb, verb + 4)
    occasion = _OCCASION.search(page.low, verb, said.end)
    end = occasion.start() if occasion else said.end
    return Hit("RESULT", said.start, end, said.start, "sets_up", 0.6, where, kind="achievement")


_BARE_DEED = re.compile(
    r"(?:cũng |vừa |đều |chính thức |tiếp tục )?(?:bắt đầu|khởi động|khai trương|khánh thành|khởi công|gỡ|dỡ|nối lại|mở lại|mở|công nhận|cấp phép|thông qua|phê chuẩn|hoàn tất|hoàn thành|ký|ký kết|trao|bàn giao|đưa|nâng|thành lập|lập|ra mắt|giành|thắng|chuyển giao|đầu tư|giải ngân|cắt|bãi bỏ|rút|cho phép|đồng ý cho|chấp thuận|đón|lần đầu)(?!\w)"
)


def acts_in_the_news(turn: Turn) -> Hit | None:
    """'Kê-ni-a gỡ lệnh tạm dừng ...', 'Viettel và América Móvil bắt đầu đo kiểm 5G': the news tells it as done."""
    said, page = turn.said, turn.page
    if page.zones.paper.official or said.end - said.start < 30:
        return None
    if any(c.kind in (*_AHEAD, "stand", "say") for c in said.cues):
        return None
    subject = page.at(said.start, "COUNTRY", "ORG", "BLOC")
    if subject is None:
        return _of_a_day_past(turn)
    verb = _behind_subject(page, subject.end, said.end)
    if not _BARE_DEED.match(page.low, verb, said.end) or verb - said.start > 120:
        return None
    dated = page.inside(turn.piece.start, said.end, "DATE")
    if dated and not _has_passed(page, turn.piece.start, said.end):
        return _ahead(turn, subject.start, verb)
    where = (verb, verb + 4)
    return Hit(
        "RESULT",
        said.start,
        said.end,
        said.start,
        "acts_in_the_news",
        0.55,
        where,
        kind="achievement",
    )


def _ahead(turn: Turn, start: int, verb: int) -> Hit | None:
    """'Tháng 9, Đại sứ quán đưa 20 nhà mua hàng về dự hội chợ': told of a day to come, it is undertaken."""
    page, reference = turn.page, turn.page.context.reference_date
    days = (
        periods.first_day(str(m.fields.get("value") or ""))
        for m in page.inside(turn.piece.start, turn.said.end, "DATE")
    )
    if reference is None or not any(day is not None and day > reference for day in days):
        return None
    where = (verb, verb + 4)
    return Hit(
        "COMMITMENT",
        turn.said.start,
        turn.said.end,
        verb,
        "acts_ahead",
        0.55,
        where,
        (start, verb),
    )


_NO_THING = re.compile(
    r"(?:ông|bà|anh|chị|tôi|chúng|hai|ba|các bên|lễ|buổi|cuộc|hội nghị|diễn đàn|phiên|kỳ họp|chuyến|sự kiện|đoàn|thủ tướng|chủ tịch|bộ trưởng|đại sứ|thứ trưởng|tổng|phó|ngay|theo|tại|khi|sau|trước|trong)(?!\w)"
)
_THING_DOES = re.compile(
    r"[^,;:]{6,70}? (?:đón (?:chuyến|lô|đoàn|khách|con|những)|khai trương|khánh thành|khởi công|hoàn thành|hoàn tất|thông xe|đi vào|vào|cập|rời|lên kệ|mở cửa|xuất xưởng|hạ thủy|bắt đầu|về đích|nhận chứng|được)(?!\w)"
)


def _of_a_day_past(turn: Turn) -> Hit | None:
    """'Bến cảng số 3 đón chuyến tàu đầu tiên hồi tháng 5': a thing, a deed and a day that has passed."""
    said, page = turn.said, turn.page
    if said.speaker or said.cues or _NO_THING.match(page.low, said.start):
        return None
    named = page.inside(said.start, said.end, "PERSON", "TITLE", "EVENT")
    if named or not _has_passed(page, said.start, said.end):
        return None
    if not _THING_DOES.match(page.low, said.start, said.end):
        return None
    where = (said.start, said.start)
    return Hit(
        "RESULT",
        said.start,
        said.end,
        said.start,
        "of_a_day_past",
        0.55,
        where,
        kind="achievement",
    )


def _behind_subject(page: Page, at: int, end: int) -> int:
    """Where the verb begins behind 'Viettel và América Móvil'."""
    while (joint := _AND.match(page.low, at, end)) and (
        other := page.at(joint.end(), "ORG", "COUNTRY", "BLOC")
    ):
        at = other.end
    return page.skip(at)


_AND = re.compile(r",? (?:và|cùng)? ?")


_NO_NEWS = (
    "ask",
    "assign",
    "need",
    "told",
    "promise",
    "will",
    "goal",
    "stand",
    "believe",
    "bad",
    "say",
)
_NO_REPORT = re.compile(
    r"(?:ngày|sáng|chiều|tham dự|dự|sau khi|căn cứ|theo|để|nhằm|trong bối cảnh|cuộc họp|hội nghị|buổi|báo cáo|đại sứ quán (?:kính|xin|trân)|chúng ta|hai bên (?:đã )?(?:trao|thảo|chia|cho)|đại biểu|thành phần|kính gửi|phó thủ tướng|thủ tướng|bộ trưởng|đại sứ|ông|bà|tình hình|thế giới|kinh tế thế giới)(?!\w)"
)


def told_in_a_section(turn: Turn) -> Hit | None:
    """'Mông Cổ đồng ý cho nhập khẩu thịt gà' under 'Kết quả': told without a word that says so."""
    said, page = turn.said, turn.page
    words = len(page.low[said.start : said.end].split())
    if said.speaker or words < 6 or any(c.kind in _NO_NEWS for c in said.cues):
        return None
    if _NO_REPORT.match(page.low, turn.piece.start) or _NO_REPORT.match(page.low, said.start):
        return None
    counted = bool(page.inside(said.start, said.end, "QUANTITY"))
    named = bool(page.inside(said.start, said.end, "ORG", "COUNTRY", "AGREEMENT", "PLACE"))
    if not counted and not named:
        return None
    where = (said.start, said.start)
    return Hit(
        "RESULT",
        said.start,
        said.end,
        said.start,
        "stands_in_section",
        0.6,
        where,
        kind="achievement",
    )
