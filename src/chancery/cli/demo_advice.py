"""Advice of the desk for the demo: one with its decision and outcome, one that waits for it, one being
written. Invented, and marked so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

from chancery.people.access import Viewer
from chancery.register.values import Guard
from chancery.work.actions import advice
from chancery.work.advice.values import AdviceValues, DecisionValues, Option
from chancery.work.consultations.values import FollowValues
from chancery.work.models import Advice, Consultation

On = Callable[[date], AbstractContextManager[None]]
Who = Callable[[str], Viewer]
_MARK = "(tình huống minh họa)"
_DESK = "mofa-economic"


def load_advice(today: date, *, who: Who, on: On) -> int:
    """Three pieces of advice through the actions, the clock set back; how many."""
    with on(today - timedelta(days=30)):
        row = _submitted(who, _first(today))
    with on(today - timedelta(days=24)):
        values = DecisionValues(
            "in_part",
            today - timedelta(days=24),
            "Đồng ý phương án 1; chưa nêu với bạn nội dung về thuế trong đợt này.",
            "Lãnh đạo Bộ",
        )
        row = advice.decide_advice(advice=row, values=values, by=who("hien"))
        lines = [
            FollowValues(f"Chuẩn bị nội dung trao đổi với Đại sứ quán bạn {_MARK}", _DESK, today + timedelta(days=12)),
            FollowValues(f"Cung cấp số liệu về doanh nghiệp bị ảnh hưởng {_MARK}", "moit"),
        ]  # fmt: skip
        advice.follow_advice(advice=row, values=lines, version=row.version, by=who("hien"))
    with on(today - timedelta(days=4)):
        said = f"Phía bạn đã nhận nội dung trao đổi và hẹn trả lời trong quý. {_MARK}"
        advice.note_outcome(advice=row, outcome=said, by=who("lan"))
    with on(today - timedelta(days=6)):
        _submitted(who, _second(today))
    advice.add_advice(values=_third(today), guard=Guard(_DESK), by=who("lan"))
    return 3


def _submitted(who: Who, values: AdviceValues) -> Advice:
    row = advice.add_advice(values=values, guard=Guard(_DESK), by=who("lan"))
    for move, by in (("ask", "lan"), ("approve", "minh"), ("submit", "lan")):
        row = advice.move_advice(advice=row, move=move, by=who(by))
    return row


def _first(today: date) -> AdviceValues:
    return AdviceValues(
        text=f"Nên phản ứng thế nào trước đề xuất siết điều kiện nhập khẩu nông sản của bạn? {_MARK}",
        asked_on=today - timedelta(days=37),
        to_unit="mofa",
        asked_unit="mofa",
        asked_by="Lãnh đạo Bộ",
        to_person="Lãnh đạo Bộ",
        memo="Đề xuất còn ở giai đoạn lấy ý kiến; trao đổi sớm có lợi hơn chờ văn bản chính thức.",
        options=(
            Option("Trao đổi song phương ngay, đề nghị lộ trình chuyển tiếp 24 tháng", True),
            Option("Phối hợp với các nước xuất khẩu khác để cùng nêu ý kiến"),
            Option("Chờ văn bản chính thức rồi mới trả lời"),
        ),
        partners=("KR",),
    )


def _second(today: date) -> AdviceValues:
    latest = Consultation.objects.filter(state="closed").order_by("-pk").first()
    return AdviceValues(
        text=f"Có nên đưa nội dung kiểm dịch bưởi tươi vào chương trình chuyến thăm sắp tới? {_MARK}",
        asked_on=today - timedelta(days=11),
        to_unit="mofa",
        asked_by="Lãnh đạo Bộ",
        to_person="Lãnh đạo Bộ",
        memo="Các đơn vị nhất trí chấp nhận điều kiện kiểm dịch; nên công bố kết quả trong chuyến thăm.",
        options=(
            Option("Đưa vào chương trình và thông cáo", True),
            Option("Để cấp kỹ thuật xử lý"),
        ),
        grounds=(latest.reference,) if latest else (),
        partners=("JP",),
    )


def _third(today: date) -> AdviceValues:
    return AdviceValues(
        text=f"Khả năng mở thêm văn phòng xúc tiến thương mại tại địa bàn kiêm nhiệm {_MARK}",
        asked_on=today - timedelta(days=2),
        to_unit="mofa",
        asked_by="Lãnh đạo Bộ",
    )
