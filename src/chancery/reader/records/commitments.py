"""Commitments: parties agree to do something, or one undertakes publicly to do it itself."""

from __future__ import annotations

import re

from chancery.reader.records.actors import actor_at
from chancery.reader.records.bodies import is_home_body
from chancery.reader.records.deeds import is_in_a_deed, settles_among_us
from chancery.reader.records.model import Hit
from chancery.reader.records.rules import Turn
from chancery.reader.records.sections import Role
from chancery.reader.records.task_items import is_an_order
from chancery.reader.records.words_vi import JOINT, STARTS_WITH_ACTION

_TALK = re.compile(
    r"(?:cũng |đã |cùng |đều |tiếp tục )*(?:trao đổi|thảo luận|rà soát|điểm lại|kiểm điểm|đánh giá|chia sẻ|bày tỏ|ghi nhận|nhấn mạnh|khẳng định|chứng kiến|cho rằng|thông báo|dành|ký|hội đàm|tham gia|trân trọng|lấy làm|hài lòng|vui mừng|nhận thấy|cảm ơn|chúc|nhắc|nhất trí|coi|lưu ý)(?!\w)"
)

_OUTCOME = re.compile(
    r"(?:sẽ|dự kiến) (?:cũng |vẫn |còn |luôn |tiếp tục )*(?:là|giúp|góp phần|mang lại|mang đến|tạo ra|tạo (?:động lực|đà|cơ hội|cú hích|xung lực)|trở thành|tăng(?! cường)|giảm|đạt|có|được|bị|còn|ngày càng|không ngừng|mãi|phát triển|"
    r"đem lại|mở ra|chiếm|vượt|gặp (?:khó|phải|trở|nhiều|không)|phải|khó|dẫn|kéo|chứng kiến|bước|ảnh hưởng|đóng vai trò|thành công|rất|thuộc|do|lớn|mạnh)(?!\w)"
)

_SETTLED = re.compile(
    r"(?:sẽ|dự kiến) (?:sớm |tiếp tục )?được(?= (?:hai bên )?(?:tổ chức|ký|gia hạn|triển khai|thành lập|khởi động|khai trương|hoàn tất|hoàn thành|trình|thông qua|rà soát|họp|mở|nâng|bàn giao|công bố|tiến hành|thực hiện|đưa|nối lại|sửa đổi|thay thế|áp dụng|cấp))"
)
"""'Bản ghi nhớ [sẽ được] gia hạn ...' in a statement of both: settled, whoever does it."""

_WHOLE = re.compile(
    r"(?:nước (?:ông|bà|mình|này|tôi)|nhóm|ủy ban|tổ công tác|dự án|chương trình|đoàn|quỹ|hai|các|chúng tôi|tôi|ông|bà|phía|chính phủ|bộ|ngài|tổng|thủ tướng|chủ tịch|doanh nghiệp|tập đoàn|công ty|ngân hàng|cơ quan|lãnh đạo|thứ trưởng|bộ trưởng|ngoại trưởng|đại sứ|quốc hội|đoàn|viện|trường|hãng|ta|chúng ta)(?!\w)"
)

_BY_WISH = re.compile(r"(?:mong|hy vọng|tin tưởng|kỳ vọng|tin|hi vọng|nếu|liệu|có thể)(?!\w)")


def agree_to(turn: Turn) -> Hit | None:
    """'Hai bên nhất trí tổ chức Kỳ họp lần thứ 7 ...'; 'hai bên đã thống nhất thành lập ...'."""
    said, page = turn.said, turn.page
    cue = None if is_an_order(turn) else said.first("agree")
    if cue is None or any(
        c.kind not in ("done", "doing") for c in said.cues if c.start < cue.start
    ):
        return None
    if is_in_a_deed(turn, cue) or settles_among_us(turn, cue):
        return None  # 'Bộ Nội vụ phối hợp với Bộ Ngoại giao thống nhất quy trình': told to
    if turn.role is Role.RESULTS and _joint_subject(turn, cue.start) is None:
        return None  # 'Nhật Bản đồng ý cho nhập khẩu bưởi' among results: done, not promised
    behind = page.skip(cue.end)
    about = page.low.startswith(("về ", "với "), behind)
    deed = re.compile(r"(?:về )?việc ").match(page.low, behind)
    action = deed.end() if deed else behind
    joint = _joint_subject(turn, cue.start)
    sure = _agreement(turn, action, joint=joint is not None, about=about and deed is None)
    start = joint if joint is not None else said.start
    if cue.start - start > 150:
        start = cue.start
    actor = (start, cue.start) if cue.start > start + 2 else turn.said.speaker
    return Hit(
        "COMMITMENT", start, said.end, action, "agree_to", sure, (cue.start, cue.end), actor
    )


def _agreement(turn: Turn, action: int, *, joint: bool, about: bool) -> float:
    acts = STARTS_WITH_ACTION.match(turn.page.low, action) is not None
    decides = turn.page.low.endswith(("quyết định ", "thỏa thuận "), 0, action)
    if about or (decides and not joint and not _follows_joint(turn)):
        return 0.45
    if not acts and not turn.page.low.startswith(("sẽ ", "không "), action):
        return 0.65 if joint and not _JUDGED.match(turn.page.low, action) else 0.4
    if joint or _follows_joint(turn):
        return 0.9
    if turn.page.directs:
        return 0.45
    return 0.8 if turn.frame.hit is not None and turn.frame.hit.type == "COMMITMENT" else 0.55


_JUDGED = re.compile(
    r"(?:rằng|cho|cao|đánh|nhận|coi|ủng|phản|lên|hoan|về|với|là|trong|tại|ở|các|những|một|quan điểm|chủ trương|trên|như|hoàn toàn|tầm|tiềm|vai|hợp tác là|quan hệ)(?!\w)"
)
"""What follows an agreement *that*, or about a thing, instead of a deed ('thống nhất [họp Phân ban]')."""


def _follows_joint(turn: Turn) -> bool:
    """'Hai nhà lãnh đạo bày tỏ vui mừng ...; nhất trí tăng cường ...': the subject stood before."""
    subject = turn.frame.subject if turn.piece.sentence == turn.frame.sentence else None
    return subject is not None and turn.page.side(*subject) == "joint"


def _joint_subject(turn: Turn, stop: int) -> int | None:
    """Where 'hai bên', 'lãnh đạo hai nước' or 'Việt Nam và Hà Lan' begins, before the verb."""
    page, start = turn.page, turn.said.start
    last = None
    for found in JOINT.finditer(page.low, start, stop):
        last = found.start()
    if last is not None:
        return last if stop - last <= 90 else None
    return start if page.side(start, stop) == "joint" else None


def undertakes(turn: Turn) -> Hit | None:
    """'phía Ai Cập cam kết rút ngắn thời gian cấp phép ...', 'Nhật Bản sẵn sàng hỗ trợ ...'."""
    said, page = turn.said, turn.page
    cue = said.cues[0] if said.cues and not is_an_order(turn) else None
    if (
        cue is not None
        and cue.kind == "done"
        and len(said.cues) > 1
        and said.cues[1].start - cue.end <= 1
    ):
        cue = said.cues[1]
    if cue is None or cue.kind != "promise" or cue.start - said.start > 150:
        return None
    action = page.skip(cue.end)
    acts = STARTS_WITH_ACTION.match(page.low, action) or page.low.startswith(_JOINED, action)
    acts = acts or cue.words.startswith(("hẹn", "nhận", "bảo đảm", "đảm bảo"))
    sure = (0.6 if "sẵn sàng" in cue.words else 0.85) if acts else DOUBTFUL_PROMISE
    if cue.words.startswith("hứa"):
        sure = 0.8
    actor = (said.start, cue.start) if cue.start - said.start > 2 else said.speaker
    return Hit(
        "COMMITMENT", said.start, said.end, action, "undertakes", sure, (cue.start, cue.end), actor
    )


_JOINED = ("sẽ ", "cùng ", "phối hợp ", "trao đổi ")

_COMMON = re.compile(
    r"(?:nhóm|ủy ban|tổ công tác|hội đồng|quỹ|trung tâm|chương trình)(?: này| công tác(?: này| chung)?| hỗn hợp)?\s*$"
)
"""A body that both sides set up: 'Nhóm sẽ xây dựng ...' is the parties' undertaking."""

DOUBTFUL_PROMISE = 0.4


def will_do(turn: Turn) -> Hit | None:
    """'Hà Lan sẽ cung cấp 25 triệu euro ...', 'lãnh đạo hai nước cũng sẽ xem xét ...'."""
    said, page = turn.said, turn.page
    cue = said.cues[0] if said.cues else None
    if cue is not None and cue.kind == "doing" and len(said.cues) > 1:
        cue = said.cues[1]
    if cue is None or cue.kind != "will" or cue.start - said.start > 150:
        return None
    settled = page.kind in ("joint_statement", "treaty") and _SETTLED.match(page.low, cue.start)
    if settled:
        where = (cue.start, cue.end)
        action = page.skip(settled.end())
        return Hit("COMMITMENT", said.start, said.end, action, "will_be_done", 0.6, where)
    if _OUTCOME.match(page.low, cue.start) or _BY_WISH.match(page.low, said.start):
        return None
    action = page.skip(cue.end)
    acts = STARTS_WITH_ACTION.match(page.low, action) is not None
    sure = _will(turn, cue.start, acts=acts)
    actor = (said.start, cue.start) if cue.start - said.start > 2 else said.speaker
    before = turn.frame.hit
    if (
        before is not None
        and before.type == "COMMITMENT"
        and _COMMON.match(page.low, said.start, cue.start)
    ):
        actor = before.actor
    return Hit(
        "COMMITMENT", said.start, said.end, action, "will_do", sure, (cue.start, cue.end), actor
    )


def _will(turn: Turn, stop: int, *, acts: bool) -> float:
    page, start = turn.page, turn.said.start
    leaning = (
        stop - start <= 2 and turn.frame.hit is not None and turn.frame.hit.type == "COMMITMENT"
    )
    by = turn.frame.subject if turn.piece.sentence == turn.frame.sentence else None
    goes_on = stop - start <= 2 and by is not None and _can_promise(turn, *by)
    named = turn.said.speaker is not None and page.text[start].isupper()
    agent = (
        leaning
        or goes_on
        or named
        or page.side(start, stop) != ""
        or _OF_BOTH.search(page.low, start, stop) is not None
        or bool(page.inside(start, stop, "PERSON", "ORG", "TITLE"))
        or _WHOLE.match(page.low, start) is not None
    )
    if not agent:
        return 0.4
    return 0.75 if acts else 0.55


_OF_BOTH = re.compile(r"(?<!\w)(?:hai|các) (?:nước|bên|chính phủ|bộ)(?!\w)")


def _can_promise(turn: Turn, start: int, end: int) -> bool:
    """'các cơ quan chức năng Việt Nam', 'phía Na Uy': a body or a side, not a bridge."""
    page = turn.page
    if page.side(start, end) == "":
        return False
    body = is_home_body(page, start, end) or _WHOLE.match(page.low, start, end) is not None
    return body or page.at(start, "COUNTRY", "ORG", "PERSON", "TITLE") is not None


def set_a_goal(turn: Turn) -> Hit | None:
    """'Hai nước đặt mục tiêu nâng kim ngạch lên 15 tỷ USD vào năm 2030'."""
    said, page = turn.said, turn.page
    cue = said.first("goal")
    if cue is None or cue.start - said.start > 120:
        return None
    joint = _joint_subject(turn, cue.start)
    speaks = said.speaker is not None and page.side(*said.speaker) == "joint"
    sure = (
        0.75
        if joint is not None
        or speaks
        or (turn.frame.hit is not None and turn.frame.hit.type == "COMMITMENT")
        else 0.45
    )
    start = joint if joint is not None else said.start
    return Hit(
        "COMMITMENT",
        start,
        said.end,
        page.skip(cue.end),
        "set_a_goal",
        sure,
        (cue.start, cue.end),
        (start, cue.start) if cue.start > start + 2 else None,
    )


def act_together(turn: Turn) -> Hit | None:
    """'Hai bên phối hợp triển khai hiệu quả các thỏa thuận ...': both sides and a bare verb."""
    said, page = turn.said, turn.page
    joint = JOINT.match(page.low, said.start)
    if joint is None:
        return None
    verb = page.skip(joint.end())
    if _TALK.match(page.low, verb) or page.low.startswith(
        ("đã ", "đang ", "được ", "cần ", "có ", "sẽ ", "cũng sẽ "), verb
    ):
        return None
    first = said.cues[0] if said.cues else None
    past = (
        first is not None
        and first.kind in ("become", "figure", "bad", "will", "goal")
        and first.start - verb < 20
    )
    if past or not STARTS_WITH_ACTION.match(page.low, verb):
        return None
    follows = turn.frame.hit is not None and turn.frame.hit.type == "COMMITMENT"
    sure = 0.6 if follows or page.kind in ("treaty", "joint_statement") else 0.45
    return Hit(
        "COMMITMENT",
        said.start,
        said.end,
        verb,
        "act_together",
        sure,
        (said.start, verb),
        joint.span(),
    )


def binds_a_party(turn: Turn) -> Hit | None:
    """'Phía Na Uy cung cấp hỗ trợ kỹ thuật ...' in an agreement: the bare verb binds."""
    said, page = turn.said, turn.page
    if page.kind not in ("treaty", "joint_statement") or (said.cues and page.kind == "treaty"):
        return None
    if any(c.kind != "promise" for c in said.cues):
        return None
    actor = actor_at(page, said.start, said.end)
    if actor is None or page.side(actor.start, actor.end) not in ("partner", "home"):
        return None
    if not STARTS_WITH_ACTION.match(page.low, actor.action, said.end):
        return None
    if page.kind == "joint_statement" and not _GIVES.match(page.low, actor.action):
        return None
    where = (actor.start, actor.end)
    return Hit(
        "COMMITMENT", said.start, said.end, actor.action, "binds_a_party", 0.6, where, where
    )


def affirms_to_go_on(turn: Turn) -> Hit | None:
    """'Phía Nhật Bản khẳng định tiếp tục cung cấp ODA cho Việt Nam': says that it will itself."""
    said, page = turn.said, turn.page
    if said.speaker is None or not _GOES_ON.match(page.low, said.start):
        return None
    action = page.skip(
        page.low.index(" ", page.low.index("tục", said.start))
        if page.low.startswith("tiếp tục", said.start)
        else page.low.index(" ", said.start)
    )
    if not STARTS_WITH_ACTION.match(page.low, action) or page.low.startswith(
        ("ủng hộ", "coi trọng", "khẳng định"), action
    ):
        return None
    return Hit(
        "COMMITMENT",
        turn.piece.core,
        said.end,
        action,
        "affirms_to_go_on",
        0.6,
        said.speaker,
        said.speaker,
    )


_GOES_ON = re.compile(r"(?:tiếp tục|sẽ) ")


def announces_to_give(turn: Turn) -> Hit | None:
    """'Thủ tướng Modi thông báo Ấn Độ dành khoản tín dụng 300 triệu USD': said by who gives."""
    said, page = turn.said, turn.page
    if said.speaker is None or page.side(*said.speaker) not in ("partner", "joint"):
        return None
    if said.first("done", "passive"):
        return None
    if _GIVES_NOW.match(page.low, said.start) and page.inside(said.start, said.end, "QUANTITY"):
        where = (said.start, said.start + 4)
        return Hit(
            "COMMITMENT",
            said.speaker[0],
            said.end,
            said.start,
            "announces_to_give",
            0.6,
            where,
            said.speaker,
        )
    may_give = _GIVES.search(page.low, said.start, said.end + 1)
    actor = actor_at(page, said.start, said.end) if may_give else None
    if actor is None or not _GIVES.match(page.low, actor.action):
        return None
    if page.side(actor.start, actor.end) != "partner":
        return None
    where = (actor.action, actor.action + 4)
    whom = (actor.start, actor.end)
    return Hit(
        "COMMITMENT", said.start, said.end, actor.action, "announces_to_give", 0.6, where, whom
    )


_IN_RETURN = re.compile(
    r"(?:đáp lại|đổi lại|bù lại|về phần mình|về phía mình|đáp lời|ngược lại|chiều ngược lại|để đáp lại)(?!\w)"
)


def gives_in_return(turn: Turn) -> Hit | None:
    """'Đáp lại, phía Việt Nam thu xếp 300 triệu USD vốn vay ...': what a side does for what it was given."""
    said, page = turn.said, turn.page
    leads = turn.piece.connector or page.low[turn.piece.segment.start : said.start]
    if not _IN_RETURN.match(leads) or said.first("done", "stand", "ask", "believe", "figure"):
        return None
    actor = actor_at(page, said.start, said.end)
    if actor is None or page.side(actor.start, actor.end) not in ("home", "partner"):
        return None
    if not STARTS_WITH_ACTION.match(page.low, actor.action, said.end):
        return None
    where = (actor.start, actor.end)
    return Hit(
        "COMMITMENT", said.start, said.end, actor.action, "gives_in_return", 0.55, where, where
    )


_GIVES_NOW = re.compile(
    r"(?:(?:một )?(?:khoản|gói) (?:viện trợ|hỗ trợ|tín dụng|tài trợ|vay|cho vay|đầu tư)|tặng|trao tặng|viện trợ|tài trợ|dành|cấp|hỗ trợ|cung cấp)(?!\w)"
)
_GIVES = re.compile(
    r"(?:tặng|trao tặng|nhận|chuyển giao|đào tạo|bảo đảm|mở|cử|dành|cấp|viện trợ|tài trợ|tặng|hỗ trợ|cung cấp|tiếp nhận|miễn|tăng)(?!\w)"
)


def both_must(turn: Turn) -> Hit | None:
    """'Các Bên phải thông báo cho nhau ...' in a treaty or joint statement: an obligation of parties."""
    said, page = turn.said, turn.page
    joint = JOINT.match(page.low, said.start)
    cue = said.cues[0] if said.cues else None
    if joint is None or cue is None or cue.kind != "need" or cue.start - joint.end() > 20:
        return None
    sure = 0.75 if page.kind in ("treaty", "joint_statement") else 0.45
    return Hit(
        "COMMITMENT",
        said.start,
        said.end,
        page.skip(cue.end),
        "both_must",
        sure,
        (cue.start, cue.end),
        joint.span(),
    )
