"""A year of a mission's outreach, for the demo: invented, and marked so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from chancery.people.access import Viewer
from chancery.register.values import Guard
from chancery.work.actions import outreach as actions
from chancery.work.outreach.values import Line, OutreachValues, ResultValues

_MARK = "(số liệu minh họa)"


def add_outreach(today: date, who: Callable[[str], Viewer]) -> int:
    """Five items: two held, one late, one ahead, one cancelled. How many."""
    by = who("tuan")
    planned = [
        ("Tuần hàng nông sản Việt Nam tại Ô-xa-ca", "exhibition", -60),
        ("Bài viết về chuyển đổi năng lượng của Việt Nam", "article", -35),
        ("Phỏng vấn Đại sứ về hợp tác công nghệ cao", "interview", -9),
        ("Tọa đàm xúc tiến đầu tư chuỗi cung ứng bán dẫn", "event", 25),
        ("Phim ngắn giới thiệu du lịch miền Trung", "film", 40),
    ]
    made = [
        actions.add_outreach(
            values=OutreachValues(
                text=text,
                kind=kind,
                planned_on=today + timedelta(days=days),
                partner="JP",
                audience="Doanh nghiệp và công chúng Nhật Bản",
                materials=(Line(f"Tài liệu giới thiệu {_MARK}", "tiếng Nhật"),),
            ),
            guard=Guard("mission-jp"),
            by=by,
        )
        for text, kind, days in planned
    ]
    for row, reach, medium in ((made[0], 3200, "Báo địa phương"), (made[1], None, "Báo kinh tế")):
        day = row.planned_on
        result = ResultValues(
            held_on=day,
            reach=reach,
            reach_source=f"Vé vào cửa {_MARK}" if reach else "",
            outcome=f"Được bạn đọc và khách tham quan quan tâm. {_MARK}",
            coverage=(Line(f"{medium} {_MARK}", day=day),),
        )
        actions.hold_outreach(outreach=row, values=result, by=by)
    actions.cancel_outreach(outreach=made[4], reason=f"Chưa có bản dịch {_MARK}", by=by)
    return len(made)
