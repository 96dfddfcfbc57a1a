"""Two rounds of review for the demo: one concluded a quarter ago, one in which replies come in.

Played back through the actions, the clock set to each day, like the rest of the demo's past.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta

from chancery.people.access import Viewer
from chancery.register import actions as register
from chancery.register.models import Commitment
from chancery.register.queries import commitment_values
from chancery.register.values import Guard
from chancery.work.actions import reviews, reviews_calling, reviews_judging, reviews_minutes
from chancery.work.actions.reviews_replying import approve_replies, put_reply
from chancery.work.models import Review, ReviewItem
from chancery.work.reviews.values import (
    DecisionValues,
    MinutesValues,
    ReplyValues,
    ReviewValues,
    Scope,
    VerdictValues,
)

On = Callable[[date], AbstractContextManager[None]]
Who = Callable[[str], Viewer]
TITLE = "Rà soát cam kết quốc tế, {quarter}"
# Who keeps which promise, by how the promise begins; nobody says so in the papers themselves.
LEADS = {
    "They committed to convene the Joint Committee": ("moit", ("mofa-economic",)),
    "The Korean side pledged to support 200": ("moit", ()),
    "The two sides agreed to establish a Joint Working": ("moit", ()),
    "The two sides agreed to hold a summit-level": ("mofa-economic", ()),
    "Hai bên thống nhất hoàn tất thủ tục mở cửa": ("moit", ("mission-jp",)),
    "Hai bên nhất trí phấn đấu đưa kim ngạch": ("moit", ()),
    "Phía Việt Nam cam kết thành lập tổ công tác": ("mofa-economic", ()),
    "Nhật Bản sẽ đào tạo 500 kỹ sư": ("mission-jp", ()),
}
_REPLIES = (
    ReplyValues("on_track", "Đã tổ chức họp trù bị cấp Vụ; thống nhất chương trình, nội dung."),
    ReplyValues(
        "at_risk",
        "Đã trao đổi hai vòng kỹ thuật, thống nhất 8/11 nội dung.",
        difficulty="Phía bạn chậm cử chuyên gia khảo sát.",
        proposal="Đề nghị nêu tại kỳ họp Ủy ban hỗn hợp sắp tới.",
    ),
    ReplyValues("on_track", "Đã thành lập nhóm làm việc, xây dựng xong kế hoạch năm."),
)
_UP = ReplyValues(
    "delayed",
    "Chưa thống nhất được cơ chế tài chính giữa các bộ.",
    difficulty="Liên quan thẩm quyền của nhiều bộ.",
    proposal="Đề nghị Ban Chỉ đạo xem xét, quyết định cơ chế tài chính.",
    verdict="hand_up",
)


def load_reviews(today: date, *, who: Who, on: On) -> None:
    """Make both rounds; leads are named first, as a round asks the lead."""
    with on(today - timedelta(days=75)):
        _name_leads(who("lan"))
    _concluded(today, who, on)
    _running(today, who, on)


def _name_leads(by: Viewer) -> None:
    for begins, (lead, helping) in LEADS.items():
        row = Commitment.objects.filter(text__startswith=begins).first()
        if row is not None and row.lead_id is None:
            values = replace(commitment_values(row), lead=lead, coordinating=helping)
            register.change_commitment(commitment=row, values=values, version=row.version, by=by)


def _quarter(day: date) -> tuple[str, date, date]:
    number = (day.month - 1) // 3
    first = date(day.year, 3 * number + 1, 1)
    after = date(day.year + (number == 3), 3 * ((number + 1) % 4) + 1, 1)
    roman = ("I", "II", "III", "IV")[number]
    return f"quý {roman} năm {day.year}", first, after - timedelta(days=1)


def _prepared(day: date, call: date, reply_by: date, by: Viewer) -> Review:
    name, first, last = _quarter(day)
    values = ReviewValues(
        TITLE.format(quarter=name),
        first,
        last,
        call,
        reply_by,
        issuer="sc-economic-diplomacy",
        coordinating_too=True,
        letter_number=f"{call.month:02d}/BCĐNGKT",
        signer_title="TL. TRƯỞNG BAN\nTHƯ KÝ BAN CHỈ ĐẠO",
        signer="Nghiêm Vinh Quang",
        scope=Scope(units=("moit", "mofa-economic", "mission-jp")),
    )
    return reviews.add_review(values=values, guard=Guard("vpcp"), by=by)


def _concluded(today: date, who: Who, on: On) -> None:
    call, by = today - timedelta(days=70), who("quang")
    with on(call):
        _name, first, _last = _quarter(today)
        day = first - timedelta(days=1)
        row = _prepared(day, call, call + timedelta(days=14), by)
        row = reviews.open_review(review=row, by=by)
        row = reviews_calling.call_units(review=row, by=by)
    with on(call + timedelta(days=9)):
        _answer(row, "moit", who("son"), who("binh"), iter(_REPLIES))
        _answer(row, "mofa-economic", who("lan"), who("minh"), iter(_REPLIES[:1]))
    with on(call + timedelta(days=21)):
        row = reviews.close_replies(review=row, by=by)
        row = reviews.begin_verdicts(review=row, by=by)
        reviews_judging.give_plain_verdicts(review=row, by=by)
        for item in row.items.filter(verdict="").select_related("review"):
            reviews_judging.give_verdict(item=item, values=VerdictValues("continue"), by=by)
        row = reviews_judging.conclude(review=row, by=by)
    with on(call + timedelta(days=23)):
        _minute(row, call + timedelta(days=22), today, by)


def _minute(row: Review, met_on: date, today: date, by: Viewer) -> None:
    values = MinutesValues(
        met_on,
        "Phó Thủ tướng, Trưởng Ban Chỉ đạo",
        "Bộ Ngoại giao; Bộ Công Thương\nVăn phòng Chính phủ",
        "Các bộ, ngành tiếp tục thực hiện cam kết đúng tiến độ.\nĐại sứ quán báo cáo ngay các nội dung "
        "chưa trả lời.",
        "15/BB-BCĐNGKT",
    )
    row = reviews_minutes.write_minutes(review=row, values=values, version=row.version, by=by)
    item = row.items.filter(unit="moit").first()
    decision = DecisionValues(
        "Rà soát, báo cáo tiến độ mở cửa thị trường nông sản và đề xuất lộ trình hoàn tất",
        "moit",
        today + timedelta(days=30),
        item.pk if item else None,
    )
    reviews_minutes.add_decision(review=row, values=decision, by=by)
    reviews_minutes.issue_minutes(review=row, by=by)


def _running(today: date, who: Who, on: On) -> None:
    call, by = today - timedelta(days=12), who("quang")
    with on(call):
        row = _prepared(today, call, today + timedelta(days=5), by)
        row = reviews.open_review(review=row, by=by)
        row = reviews_calling.call_units(review=row, by=by)
    with on(today - timedelta(days=4)):
        _answer(row, "moit", who("son"), who("binh"), iter((_REPLIES[1], _UP)))
    with on(today - timedelta(days=1)):
        _answer(row, "moit", who("son"), None, iter(_REPLIES[2:]))
        message = "Đề nghị các đơn vị chưa trả lời gửi báo cáo đúng hạn."
        reviews_calling.urge_silent(review=row, message=message, by=by)


def _answer(
    row: Review, unit: str, officer: Viewer, head: Viewer | None, replies: Iterator[ReplyValues]
) -> None:
    """The first commitments on which the unit has said nothing, as far as there are replies."""
    rows = ReviewItem.objects.filter(review=row, unit=unit, replies__isnull=True)
    items = list(rows.select_related("review").order_by("number"))
    for item, values in zip(items, replies, strict=False):
        put_reply(item=item, unit=unit, values=values, by=officer)
    if head is not None:
        approve_replies(review=row, unit=unit, by=head)
