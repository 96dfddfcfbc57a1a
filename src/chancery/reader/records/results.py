"""Results: achieved or under way, reported as fact."""

from __future__ import annotations

import re

from chancery.reader.records.model import Cue, Hit
from chancery.reader.records.results_told import told_in_a_section
from chancery.reader.records.rules import Turn
from chancery.reader.records.sections import Role
from chancery.reader.records.words_vi import STARTS_WITH_ACTION

_NUMBER = re.compile(
    r"(?: (?:được|gần|hơn|trên|khoảng|mức|xấp xỉ|ước|tới|thêm|dưới|thứ|mốc|con số|tổng cộng|[^\W\d_]+ [^\W\d_]+)){0,3} (?:us\$|\$)?\d"
)
_DEED = re.compile(
    r"(?:cũng |cùng |được |kịp thời |tích cực |chủ động |phối hợp (?:với [^,;]{2,80} )?|hỗ trợ và |trực tiếp |từng bước )*(?:hoàn thành|hoàn tất|ký|ký kết|nâng cấp|nâng|đưa|đạt|mở|mở rộng|tổ chức|triển khai|thu hút|hỗ trợ|giải quyết|tháo gỡ|"
    r"xây dựng|ban hành|phê chuẩn|phê duyệt|thông qua|đón|tăng|giảm|trở thành|khánh thành|đi vào|có (?:những|nhiều|hơn|trên|gần|khoảng|bước|hiệu lực|mặt|\d)|xác minh|cấp|cung cấp|"
    r"xuất khẩu|đầu tư|góp phần|tạo|thiết lập|khởi công|bàn giao|giải ngân|công nhận|cử|đào tạo|tiếp nhận|thành lập|mang lại|thể chế|gia nhập|tham gia|"
    r"chuyển giao|vượt|hình thành|phép|đưa vào|kết nối|giới thiệu|vận động|thu hồi|đẩy mạnh|tăng cường|củng cố|duy trì|phát huy|khai trương|tài trợ|viện trợ|đổi mới|nâng cao|cải thiện|thực hiện|kết thúc|khôi phục|phối hợp|thu xếp|bố trí|xuất|nhập|bán|mua|đàm phán|tập hợp|làm việc với|cập nhật|gửi|trao tặng|rút ngắn|cắt giảm|dỡ bỏ|công bố|tổ chức thành công|thúc đẩy|nối lại|kiện toàn|hội nhập|quảng bá|xúc tiến|cho phép|được)(?!\w)"
)
_EVENT = re.compile(
    r"(?:cũng |tiến hành |có (?:buổi |cuộc )|chủ trì |tham dự |dẫn đầu |hội đàm|hội kiến|tiếp |thăm |gặp |đến |chào |dự |phát biểu|trao đổi|thảo luận|rà soát|làm việc với (?:bộ trưởng|thủ tướng|đại sứ|chủ tịch|ông|bà|thứ trưởng))"
)
_TALK = re.compile(
    r"(?:cũng |đã |cùng |cùng nhau )*(?:thông báo cho|đi sâu|điện đàm|gặp gỡ|tiếp đón|điểm lại|cùng nhau|có cuộc|thảo luận|đồng chủ trì|phát biểu|bày tỏ|cảm ơn|chia vui|nhấn mạnh|khẳng định|cho biết|đánh giá|nghe|nhận|chứng kiến|truyền|dành|chúc|nói|nêu|trao đổi|thảo luận|nhắc|kể|chủ trì|báo cáo|phát biểu|chia sẻ|tập trung thảo luận|đề nghị|yêu cầu|thăm|tiếp|gặp|hội đàm|hội kiến|dẫn đầu|tiến hành hội|có (?:buổi|cuộc)|rà soát|tham dự|dự|đến)(?!\w)"
)
_PERSON = re.compile(
    r"(?:ông|bà|thủ tướng|chủ tịch|bộ trưởng|phó thủ tướng|đại sứ|tổng thống|tôi)(?!\w)"
)
_MEETING = re.compile(
    r"(?:hội nghị|hội thảo|cuộc họp|cuộc gặp|buổi|chuyến thăm|lễ|diễn đàn|kỳ họp|phiên họp|tọa đàm|sự kiện)(?!\w)"
)
_COUNTED = re.compile(
    r"[^,;]{0,24}?(?:nhiệm vụ|giải pháp|nội dung|vấn đề|nhóm|ý kiến|yêu cầu)(?!\w)"
)
_LATER = re.compile(r"(?:để|nhằm|mà|do|như|là những|sẽ|có thể|dự kiến|ước tính sẽ)(?!\w)")


def reaches_a_figure(turn: Turn) -> Hit | None:
    """'kim ngạch thương mại hai chiều đạt 8,4 tỉ USD', 'nâng tổng số đối tác lên 7 nước'."""
    cue = next((c for c in turn.said.cues if _counts(turn, c)), None)
    if cue is None or not _reports(turn, cue):
        return None
    strong = cue.words in (
        "đạt",
        "ước đạt",
        "lên tới",
        "xuất khẩu",
        "nhập khẩu",
        "đầu tư",
        "thu hút",
        "vượt",
        "xuất siêu",
        "nhập siêu",
        "cán mốc",
        "tăng",
        "giảm",
        "tăng lên",
        "nâng tổng số",
        "đưa tổng số",
    )
    sure = 0.75 if strong else 0.5
    return Hit(
        "RESULT",
        turn.said.start,
        turn.said.end,
        turn.said.start,
        "reaches_a_figure",
        sure,
        (cue.start, cue.end),
        kind="figure",
    )


def _counts(turn: Turn, cue: Cue) -> bool:
    """A figure stands behind the word, and it counts no tasks or topics ('có 3 nhóm nhiệm vụ')."""
    if cue.kind == "total":
        return True
    low = turn.page.low
    if cue.kind != "figure" or not _NUMBER.match(low, cue.end):
        return False
    return cue.words != "có" or not _COUNTED.match(low, cue.end)


def has_done(turn: Turn) -> Hit | None:
    """'Bộ Ngoại giao đã đưa vào vận hành cơ sở dữ liệu', 'Đã xác minh 18 đối tác'."""
    cue = next((c for c in turn.said.cues if c.kind == "done"), None)
    if cue is None or not _reports(turn, cue):
        return None
    page, verb = turn.page, turn.page.skip(cue.end)
    if _TALK.match(page.low, verb):
        return Hit(
            "RESULT",
            turn.said.start,
            _end(turn, cue),
            turn.said.start,
            "has_met",
            0.35,
            (cue.start, cue.end),
            kind="achievement",
        )
    acts = _DEED.match(page.low, verb) or STARTS_WITH_ACTION.match(page.low, verb)
    deed = acts is not None or cue.words.endswith(" được")
    names = page.inside(
        turn.said.start, turn.said.end, "COUNTRY", "ORG", "AGREEMENT", "QUANTITY", "BLOC"
    )
    sure = 0.75 if deed else 0.55 if names else 0.45
    if turn.role is Role.RESULTS:
        sure = max(sure, 0.6)
    if _PERSON.match(page.low, turn.said.start) and sure > 0.5:
        sure = 0.5
    kind = "signed" if page.low.startswith(("ký ", "ký kết"), verb) else "achievement"
    kind = "ongoing" if "đang" in cue.words else kind
    return Hit(
        "RESULT",
        turn.said.start,
        _end(turn, cue),
        turn.said.start,
        "has_done",
        sure,
        (cue.start, cue.end),
        kind=kind,
    )


def was_done(turn: Turn) -> Hit | None:
    """'Hội nhập kinh tế quốc tế được đẩy mạnh sâu rộng': the passive of progress."""
    cue = next((c for c in turn.said.cues if c.kind == "passive"), None)
    if cue is None or not _reports(turn, cue) or cue.start - turn.said.start < 4:
        return None
    if _MEETING.match(turn.page.low, turn.said.start, cue.start):
        return None
    if turn.page.low.startswith(
        ("tạo điều kiện", "tạo thuận lợi", "bảo đảm", "giúp "), turn.said.start
    ):
        return None
    return Hit(
        "RESULT",
        turn.said.start,
        _end(turn, cue),
        turn.said.start,
        "was_done",
        0.65,
        (cue.start, cue.end),
        kind="achievement",
    )


_TOLD = re.compile(r"(?<!\w)(?:nêu|kể|hỏi|đặt câu hỏi|trả lời|liệt kê|nói về|mô tả|nhắc lại) ")
"""'nêu ba việc Việt Nam đang đợi': the work stands inside what is told."""


def goes_forward(turn: Turn) -> Hit | None:
    """'Các bộ, ngành tiếp tục triển khai 16 FTA': work reported without 'cần' or 'phải'."""
    cue = next((c for c in turn.said.cues if c.kind == "doing"), None)
    if cue is None or not _reports(turn, cue):
        return None
    if _TOLD.search(turn.page.low, turn.said.start, cue.start) or _VISITS.match(
        turn.page.low, cue.end
    ):
        return None
    if cue.start - turn.said.start < 4:
        return None
    rising = cue.words in ("ngày càng", "không ngừng")
    sure = 0.5 if rising else 0.6
    return Hit(
        "RESULT",
        turn.said.start,
        turn.said.end,
        turn.said.start,
        "goes_forward",
        sure,
        (cue.start, cue.end),
        kind="ongoing",
    )


_VISITS = re.compile(
    r" (?:ở |sang |có |trong )?(?:thăm|chuyến (?:thăm|công tác)|công tác tại|làm việc tại|ở thăm|tham dự|dự)(?!\w)"
)
"""'Thủ tướng Lào [đang thăm chính thức Việt Nam]': who somebody is, no work under way."""

_RELATIVE = re.compile(r"là (?:một )?(?:người|nơi|nước)(?: luôn)? $")
_BACKGROUND = re.compile(r"(?<!\w)(?:diễn ra|trong bối cảnh|nhằm|giữa lúc) ")


def has_become(turn: Turn) -> Hit | None:
    """'hai nước thiết lập quan hệ đối tác toàn diện năm 2013', 'kinh tế trở thành trụ cột'."""
    cue = next((c for c in turn.said.cues if c.kind == "become"), None)
    if cue is None or not _reports(turn, cue):
        return None
    if _BACKGROUND.search(turn.page.low, turn.said.start, cue.start):
        return None
    return Hit(
        "RESULT",
        turn.said.start,
        _end(turn, cue),
        turn.said.start,
        "has_become",
        0.6,
        (cue.start, cue.end),
        kind="achievement",
    )


def was_signed(turn: Turn) -> Hit | None:
    """'ký hai bản ghi nhớ về xử lý nước thải', 'tổ chức thành công Năm APEC', 'lễ ký kết Hiệp định ...'."""
    cue = next((c for c in turn.said.cues if c.kind == "signed"), None)
    if cue is None or not _reports(turn, cue):
        return None
    start = cue.start if "lễ ký" in cue.words else turn.said.start
    return Hit(
        "RESULT",
        start,
        turn.said.end,
        start,
        "was_signed",
        0.6,
        (cue.start, cue.end),
        kind="signed" if "ký" in cue.words else "achievement",
    )


def is_welcomed(turn: Turn) -> Hit | None:
    """'Hai bên hoan nghênh việc ký kết Bản ghi nhớ ...': the news inside a position."""
    cue = turn.said.cues[0] if turn.said.cues else None
    if cue is None or cue.kind != "stand":
        return None
    found = _WELCOME.match(turn.page.low, cue.end, turn.said.end)
    if found is None:
        return None
    start = found.start("news")
    return Hit(
        "RESULT",
        start,
        turn.said.end,
        start,
        "is_welcomed",
        0.55,
        (cue.start, cue.end),
        kind="signed" if "ký" in found.group("news") else "achievement",
    )


def continues_a_report(turn: Turn) -> Hit | None:
    """'; chủ động, tích cực tham gia ...' behind 'Các bộ, ngành tiếp tục triển khai ...'."""
    before, piece, said = turn.frame.hit, turn.piece, turn.said
    if (
        before is None
        or before.type != "RESULT"
        or piece.sentence != turn.frame.sentence
        or before.confidence < 0.5
        or before.rule == "is_welcomed"
    ):
        return None
    if piece.segment.before != ";" or said.speaker or piece.segment.start < piece.start - 3:
        return None
    if not STARTS_WITH_ACTION.match(turn.page.low, said.start):
        return None
    return Hit(
        "RESULT",
        said.start,
        said.end,
        said.start,
        "continues_a_report",
        0.55,
        before.why,
        before.actor,
        kind=before.kind,
    )


def is_listed_as_result(turn: Turn) -> Hit | None:
    """An item under 'KẾT QUẢ' without a word of its own that says so."""
    said = turn.said
    if turn.role is not Role.RESULTS:
        return None
    if turn.piece.segment.after == ":" or _EVENT.match(turn.page.low, said.start):
        return None
    if not turn.piece.paragraph.marker or turn.piece.segment.before == ";":
        return told_in_a_section(turn)
    acts = STARTS_WITH_ACTION.match(turn.page.low, said.start) is not None
    counted = bool(turn.page.inside(said.start, said.end, "QUANTITY")) and not said.cues
    sure = 0.55 if counted else 0.5 if acts else 0.4
    return Hit(
        "RESULT",
        said.start,
        said.end,
        said.start,
        "is_listed_as_result",
        sure,
        (said.start, said.start),
        kind="achievement",
    )


_WELCOME = re.compile(
    r" (?:trước |về |với )?(?:các bên |hai bên |hai nước )?(?:đã )?(?P<news>(?:việc |lễ )?(?:hai (?:nước|bên) )?(?:đã |vừa )?(?:ký kết|ký|tổ chức thành công|hoàn tất|hoàn thành|thông qua|phê chuẩn|khai trương|khởi công|khánh thành|đưa vào|nâng cấp|thiết lập|thành lập|mở đường bay|chính thức))(?!\w)"
)
_OCCASION = re.compile(r",? nhân (?:dịp|kỷ niệm|ngày|chuyến)(?!\w)")


def _end(turn: Turn, cue: Cue) -> int:
    """The clause without its occasion: '... đối tác chiến lược vào tháng 3 | nhân dịp kỷ niệm 45 năm'."""
    found = _OCCASION.search(turn.page.low, cue.end, turn.said.end)
    return found.start() if found and found.start() - turn.said.start > 30 else turn.said.end


def _reports(turn: Turn, cue: Cue) -> bool:
    """Whether the cue is the verb of the clause: nothing asked, agreed or hoped stands before it."""
    page, said = turn.page, turn.said
    earlier = [c for c in said.cues if c.start < cue.start]
    if any(
        c.kind
        in (
            "ask",
            "assign",
            "need",
            "agree",
            "promise",
            "will",
            "told",
            "goal",
            "stand",
            "believe",
        )
        for c in earlier
    ):
        return False
    if _LATER.match(page.low, said.start) or turn.role in (
        Role.TASKS,
        Role.PLANS,
        Role.PROPOSALS,
        Role.PURPOSES,
    ):
        return False
    lead = page.low[max(cue.start - 5, said.start) : cue.start]
    relative = _RELATIVE.search(page.low, max(cue.start - 16, said.start), cue.start)
    return relative is None and not lead.endswith(("mà ", "để "))
