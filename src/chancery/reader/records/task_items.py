"""Tasks by their place: items of an outline of tasks, and lists that a sentence announces."""

from __future__ import annotations

import re

from chancery.reader.alternation import one_of
from chancery.reader.records.actors import actor_at
from chancery.reader.records.bodies import is_home_body
from chancery.reader.records.carriers import carried_by
from chancery.reader.records.deeds import is_in_a_deed, is_of_the_object, settles_among_us
from chancery.reader.records.model import Cue, Hit
from chancery.reader.records.rules import Turn
from chancery.reader.records.sections import Role
from chancery.reader.records.words_vi import STARTS_WITH_ACTION
from chancery.reader.seldom import Seldom
from chancery.reader.zones import Span

PLANNED = (Role.TASKS, Role.PLANS, Role.PROPOSALS)

BASIS = {Role.PLANS: "resolved", Role.PROPOSALS: "requested"}

_FOCUS = Seldom(
    r"(?:giải pháp|nhiệm vụ|ưu tiên|trọng tâm|yêu cầu đặt ra|việc cần làm)(?: [^\W\d_,]+| \d{1,4}){0,9} là (?=[^\W\d_])"
)

_DATED = re.compile(r"(?:ngày|từ ngày|trong|tuần|tháng|quý|đầu|cuối) [^:]{1,30}$")

_NO_TASK = re.compile(
    r"ban hành kèm theo|trên đây|[^,;]{0,60}?(?:xin|trân trọng|kính) (?:(?:xin|trân trọng|kính) )?(?:báo cáo|thông báo|trình|gửi|cảm ơn|mong)"
    r"|[^,;]{0,80}?thông báo (?:[^,;]{0,60}?)(?:để|cho|tới|đến) [^;]{0,80}?(?:biết|thực hiện)|[^,;]{0,60}?báo cáo(?: [^,;]{0,60})? như sau"
)


def stands_in_a_list_of_tasks(turn: Turn) -> Hit | None:
    """'a) Rà soát toàn bộ 89 nội dung ...' under 'NHIỆM VỤ'; 'Bộ Nội vụ đàm phán ...'; plans too."""
    page, said = turn.page, turn.said
    planned = turn.role in PLANNED
    if not planned and not (
        page.directs and turn.role not in (Role.RESULTS, Role.SHORTCOMINGS, Role.PURPOSES)
    ):
        return None
    if turn.piece.segment.after == ":" and (
        _is_lead_in(turn) or _DATED.match(page.low, said.start, said.end)
    ):
        return None
    if _NO_TASK.match(page.low, turn.piece.segment.start, min(said.end + 3, len(page.low))):
        return None
    if STARTS_WITH_ACTION.match(page.low, said.start, said.end):
        marked = bool(turn.piece.paragraph.marker) or turn.piece.segment.ordinal is not None
        if not planned and not marked:
            return None
        sure = 0.85 if planned and marked else 0.6
        return Hit(
            "TASK",
            said.start,
            said.end,
            said.start,
            "stands_in_a_list_of_tasks",
            sure,
            (said.start, said.start),
            lead_before(turn),
            basis=BASIS.get(turn.role or Role.TASKS, "assigned"),
        )
    return _body_with_verb(turn) or (_open_item(turn) if planned else None)


_NO_ORDER = re.compile(
    r"(?!(?:các |những |nếu )?(?:nội dung|vấn đề|trường hợp|vướng mắc|khó khăn)?[^,;.]{0,30}vượt (?:quá )?thẩm quyền)"
    r"(?:các|những|việc này|đây|nội dung|danh mục|số|tỷ lệ|kết quả|hiện|nguyên nhân|mục tiêu|đồng ý|nhất trí|cơ bản|ghi nhận|"
    r"biểu dương|hoan nghênh|đánh giá cao|cảm ơn|thống nhất (?!với|phương án|kế hoạch|nội dung)|chưa|không (?!chờ|để|trông|đùn|né|phân biệt|tổ chức|cấp|ban hành|được|chấp nhận|chủ quan|lơ là|làm|bỏ)|nếu|để|nhằm|do|vì|theo)(?!\w)"
)

REPORTING = ("done", "become", "figure", "passive", "told")


def _open_item(turn: Turn) -> Hit | None:
    """'- Điều động thêm cán bộ ...': what is listed among tasks is one, whatever its verb."""
    piece, said, low = turn.piece, turn.said, turn.page.low
    if not piece.item or piece.segment.after == ":" or _NO_ORDER.match(low, piece.core):
        return None
    first = said.cues[0] if said.cues else None
    counts = (
        first is None or first.kind != "figure" or re.match(r" \D{0,12}\d", low[first.end :][:16])
    )
    if first is not None and first.kind in REPORTING and first.start - piece.start < 90 and counts:
        return None
    if len(low[piece.start : piece.end].split()) < 4 or _is_only_a_name(turn):
        return None
    return Hit(
        "TASK",
        piece.start,
        piece.end,
        said.start,
        "open_item",
        0.6,
        (piece.start, piece.start),
        lead_before(turn),
        basis=BASIS.get(turn.role or Role.TASKS, "assigned"),
    )


def _is_only_a_name(turn: Turn) -> bool:
    """'; đầu mối: Vụ Phát triển thị trường nước ngoài': who, but nothing to do."""
    actor = actor_at(turn.page, turn.piece.start, turn.piece.end)
    return actor is not None and actor.action >= turn.piece.end - 1


def is_an_order(turn: Turn) -> bool:
    """'- Thống nhất với phía Lào về ...' as an item of tasks: its first word orders."""
    first = turn.said.cues[0] if turn.said.cues else None
    return turn.piece.item and first is not None and first.start - turn.piece.core < 2


_CHAIRS = re.compile(
    rf"chủ trì(?:, | việc )|(?:làm |là )?đầu mối|chủ trì (?!họp|hội|tiếp|lễ|phiên|cuộc|buổi|đón|gặp|làm việc)(?={STARTS_WITH_ACTION.pattern})"
)


def is_to_chair(turn: Turn) -> Hit | None:
    """'Bộ Tài chính chủ trì, phối hợp với các cơ quan rà soát ...': in any paper, the body's task."""
    said, page = turn.said, turn.page
    low, start, end = page.low, said.start, said.end + 60
    if low.find("chủ trì", start, end) < 0 and low.find("đầu mối", start, end) < 0:
        return None
    actor = actor_at(page, said.start, said.end)
    if actor is None or not _CHAIRS.match(page.low, actor.action):
        return None
    if turn.piece.segment.after == ":":
        return None
    if not is_home_body(page, actor.start, actor.end) or actor.action - said.start > 120:
        return None
    where = (actor.action, actor.action + 7)
    whom = (actor.start, actor.end)
    return Hit(
        "TASK",
        said.start,
        said.end,
        actor.action,
        "is_to_chair",
        0.7,
        where,
        whom,
        None,
        "assigned",
    )


_THING = Seldom(
    r"(?:(?:các |những |toàn bộ )?(?:việc|nhiệm vụ|công việc|công tác|nội dung|đề án|dự án|hạng mục|khâu|phần việc|dự thảo|báo cáo|tài liệu|kế hoạch|trách nhiệm)(?: [^\W_]+){0,24}?|) ?"
    r"(?P<cue>(?:sẽ |được )?(?:do|giao(?: nhiệm vụ)? cho|phân công cho|thuộc về|thuộc trách nhiệm của)) (?=[^\W\d_])"
)


def is_carried_by(turn: Turn) -> Hit | None:
    """'Việc này do Vụ Hợp tác quốc tế thực hiện, xong trong tháng 11', 'Nhiệm vụ này được giao cho Bộ Y tế'."""
    page, said = turn.page, turn.said
    found = _THING.match_through(turn.piece.gates, page.low, said.start, said.end)
    if found is None or turn.role in (Role.RESULTS, Role.SHORTCOMINGS):
        return None
    if any(
        c.kind in ("done", "bad", "figure") and c.start < found.start("cue") for c in said.cues
    ):
        return None
    body = carried_by(page, found.start("cue"), said.end)
    if body is None or body[0] - found.end() > 4:
        return None
    sure = 0.75 if page.directs or turn.role in PLANNED else 0.6
    return Hit(
        "TASK", said.start, said.end, body[1], "is_carried_by", sure, found.span("cue"), body, None, "assigned",
    )  # fmt: skip


def lead_before(turn: Turn) -> Span | None:
    """'; đề xuất lộ trình ...' in the item of 'Ngân hàng Nhà nước ...': the same body goes on."""
    before = turn.frame.hit
    return before.actor if before is not None and before.type == "TASK" else None


def _body_with_verb(turn: Turn) -> Hit | None:
    """'Bộ Xây dựng nghiên cứu đề xuất ...' in a paper that directs: the bare verb orders."""
    page, said = turn.page, turn.said
    if _is_reported(turn):
        return None
    actor = actor_at(page, said.start, said.end)
    if actor is None or actor.action >= said.end or not is_home_body(page, actor.start, actor.end):
        return None
    if page.low.startswith(("đã ", "đang "), actor.action):
        return None
    if _ONLY_WHO.fullmatch(page.low, actor.start, said.end):
        return None
    return Hit(
        "TASK",
        said.start,
        said.end,
        actor.action,
        "body_with_verb",
        0.85,
        (actor.start, actor.end),
        (actor.start, actor.end),
        basis=BASIS.get(turn.role or Role.TASKS, "assigned"),
    )


_ONLY_WHO = re.compile(
    r"[^:]{2,160}\((?:cơ quan |đơn vị )?(?:chủ trì|phối hợp|đầu mối|thực hiện)\)"
)
"""'Đơn vị thực hiện: [Bộ Tài chính (chủ trì)]; ...': who, of the task above."""

_REPORTED = ("done", "doing", "will", "bad", "agree")


def _is_reported(turn: Turn) -> bool:
    """'Bộ Công Thương đã ...' reports; 'Bộ Công Thương tiếp tục ...' in a numbered item orders."""
    first = turn.said.cues[0] if turn.said.cues else None
    if first is not None and first.kind == "agree":
        return not (is_in_a_deed(turn, first) or settles_among_us(turn, first)) and (
            first.start - turn.said.start < _NEAR
        )
    if first is not None and (_is_set_for(turn, first) or _is_told_of_the_object(turn, first)):
        return False
    if first is None or first.kind not in _REPORTED or first.start - turn.said.start >= _NEAR:
        return False
    if first.kind == "bad" and first.start - turn.said.start >= 50:
        return (
            False  # '... xác minh 12 đối tác nghi lừa đảo': the trouble is in what is to be done
        )
    if first.words.endswith(" được") and turn.page.directs:
        return False  # 'bảo đảm ... ký được Nghị định thư': to be achieved
    numbered = bool(turn.piece.paragraph.marker) or turn.frame.listing == "ORDER"
    numbered = numbered or (turn.page.directs and turn.role is Role.TASKS)
    return not (first.words == "tiếp tục" and numbered)


_NEAR = 100


def _is_told_of_the_object(turn: Turn, cue: Cue) -> bool:
    """'rà soát các khoản vay [đã] hết hạn rút vốn'."""
    return cue.kind in ("done", "bad") and is_of_the_object(turn, cue)


def _is_set_for(turn: Turn, cue: Cue) -> bool:
    """'xem xét bố trí kinh phí cho Tuần hàng, [dự kiến] tổ chức tháng 3': when it is planned, in an aside."""
    comma = turn.page.low.find(", dự kiến", turn.said.start, cue.end) >= 0
    return cue.words.startswith("dự kiến") and comma


def is_the_focus(turn: Turn) -> Hit | None:
    """'giải pháp trọng tâm trong năm nay là tập trung rà soát ...'."""
    page, piece = turn.page, turn.piece
    found = _FOCUS.search_through(piece.gates, page.low, piece.start, piece.end)
    if (
        found is None
        or page.low.endswith("với ", 0, found.start())
        or not STARTS_WITH_ACTION.match(page.low, found.end())
    ):
        return None
    return Hit(
        "TASK",
        found.end(),
        turn.piece.end,
        found.end(),
        "is_the_focus",
        0.6,
        found.span(),
        basis="resolved",
    )


def is_an_announced_item(turn: Turn) -> Hit | None:
    """'Thứ nhất, củng cố ...' behind '3 nhóm nhiệm vụ trọng tâm phải thực hiện'."""
    said, segment = turn.said, turn.piece.segment
    inside = segment.before in (":", ";") and turn.piece.sentence == turn.frame.sentence
    if turn.frame.listing not in ("TASK", "ORDER") or turn.piece.start > segment.start + 20:
        return None
    if segment.ordinal is None and not (inside and turn.frame.listing == "ORDER"):
        return _next_of_announced(turn)
    if not STARTS_WITH_ACTION.match(turn.page.low, said.start, said.end):
        return _body_with_verb(turn) if turn.frame.listing == "ORDER" else None
    return Hit(
        "TASK",
        said.start,
        said.end,
        said.start,
        "is_an_announced_item",
        0.75,
        (said.start, said.start),
        lead_before(turn),
        turn.frame.hit.by if turn.frame.hit else None,
        basis="assigned",
    )


def _next_of_announced(turn: Turn) -> Hit | None:
    """'Về đầu tư, phấn đấu giải ngân 100% ...' behind 'chỉ rõ 15 nhóm nhiệm vụ': a bare verb orders."""
    said, piece, low = turn.said, turn.piece, turn.page.low
    opens = piece.segment.before == "" and piece.start - piece.segment.start < 30
    if turn.frame.listing != "TASK" or not opens or said.speaker or turn.page.zones.paper.official:
        return None
    first = said.cues[0] if said.cues else None
    if first is not None and first.kind not in ("doing", "goal", "need", "bad", "figure"):
        return None
    if not STARTS_WITH_ACTION.match(low, said.start) or _REPORTER.match(low, said.start):
        return None
    where = (said.start, said.start)
    return Hit(
        "TASK", said.start, said.end, said.start, "is_an_announced_item", 0.55, where,
        lead_before(turn), None, "assigned",
    )  # fmt: skip


_REPORTER = re.compile(
    r"(?:phát biểu|trao đổi|chia sẻ|báo cáo|đánh giá|kết thúc|thông tin|tham dự|dự|tiếp|thông báo|trả lời|nhận)(?!\w)"
)


_ANNOUNCES = one_of(
    ("chỉ rõ", "chỉ ra", "nêu", "nêu rõ", "xác định", "đề ra", "nhấn mạnh", "lưu ý", "quán triệt")
)
_ITEMS = one_of(
    ("nhiệm vụ", "giải pháp", "công việc", "nội dung", "yêu cầu", "biện pháp", "ưu tiên")
)
_ANNOUNCED = Seldom(
    rf"{_ANNOUNCES} (?:\d{{1,2}}|một số|các|những|hai|ba|bốn|năm|sáu) (?:nhóm )?(?:nhiệm vụ|giải pháp|yêu cầu|trọng tâm|định hướng)"
    rf"|{_ITEMS}(?: [^\W\d_]++){{0,12}} (?:phải thực hiện|cần (?:thực hiện|triển khai|tập trung|làm)|sau(?: đây)?|trọng tâm|gồm|như sau|là|chính)"
)

_LEADS_IN = re.compile(
    r"(?:nhiệm vụ|giải pháp|công việc|nội dung|yêu cầu|biện pháp|trọng tâm|việc)(?: [^\W\d_]++){0,4}$"
)


def orders_a_list(turn: Turn) -> bool:
    """'Thủ tướng yêu cầu: (1) ...; (2) ...': the items come after the colon."""
    last = turn.said.cues[-1] if turn.said.cues else None
    if turn.piece.segment.after == ":" and _CONCLUDES.search(
        turn.page.low[max(turn.piece.start, turn.piece.end - 60) : turn.piece.end]
    ):
        return True
    if turn.piece.segment.after != ":" or last is None or last.kind not in ("ask", "assign"):
        return False
    told = _TO_ALL.match(turn.page.low, last.end, turn.piece.end)
    return (last.end >= turn.piece.end - 1 or told is not None) and not asks_a_list(turn)


_TO_ALL = re.compile(
    r" (?:cho |với )?(?:các|từng|mỗi|một số) (?:đơn vị|cơ quan|bộ|ngành|địa phương|sở|vụ)[^:;.]{0,50}$"
)
"""'... kiến nghị Bộ chỉ đạo các đơn vị liên quan: (1) Cục Lễ tân ...; (2) ...'."""


_CONCLUDES = re.compile(
    r"(?:^|chủ tọa |chủ trì |trưởng |thủ tướng |bộ trưởng |chủ tịch |giám đốc )kết luận(?: như sau| một số (?:nội dung|việc|nhiệm vụ)(?: sau)?)?$"
)
"""'Kết luận: (1) ...; (2) ...' of minutes."""

_ASKS_LIST = re.compile(
    r"(?:đề nghị|kiến nghị|đề xuất|yêu cầu|nguyện vọng|mong muốn|điều)(?: (?:sau|như sau|cụ thể|lớn|chính|sau đây))?$"
)
_TO_THEM = re.compile(
    r"(?<!\w)(?:với|tới|đến|gửi|cho) (?:phía |nước |chính phủ |lãnh đạo )?(?:bạn|chủ nhà|sở tại|đối tác|nước chủ nhà)(?!\w)"
)


def asks_a_list(turn: Turn) -> bool:
    """'Chủ tịch nước nêu với nước chủ nhà ba đề nghị: ...; ...': each item is asked of the other side."""
    page, piece = turn.page, turn.piece
    if piece.segment.after != ":":
        return False
    if not _ASKS_LIST.search(page.low, max(piece.end - 40, piece.start), piece.end):
        return False
    if _TO_THEM.search(page.low, piece.start, piece.end):
        return True
    if page.zones.paper.official and page.kind != "joint_statement":
        return False
    told = page.codes(piece.start, piece.end)
    return bool(told) and any(code != page.home for code in told)


def announces_tasks(turn: Turn) -> bool:
    """'có 3 nhóm nhiệm vụ trọng tâm phải thực hiện.': the items come next."""
    low, piece = turn.page.low, turn.piece
    leads_in = piece.segment.after == ":"
    if leads_in and asks_a_list(turn):
        return False
    if leads_in and _LEADS_IN.search(low, piece.start, piece.end):
        return True
    return _ANNOUNCED.search_through(piece.gates, low, piece.start, piece.end) is not None


def _is_lead_in(turn: Turn) -> bool:
    """'2. Bộ Công Thương chủ trì, phối hợp với Bộ Tài chính:' names who, not what."""
    return (
        turn.piece.end
        >= len(turn.page.text[turn.piece.start : turn.piece.paragraph.end].rstrip(" :"))
        + turn.piece.start
    )
