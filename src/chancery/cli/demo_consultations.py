"""Consultations of the desk for the demo, and proposals that answer an event and are shared: invented,
and marked so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

from chancery.people.access import Viewer
from chancery.register.values import Guard
from chancery.work.actions import consultations, sharing
from chancery.work.actions import consultations_following as following
from chancery.work.actions import consultations_replying as replying
from chancery.work.actions.proposals import add_proposal
from chancery.work.consultations.values import (
    ConsultationValues,
    EnteredValues,
    FollowValues,
    ReplyValues,
)
from chancery.work.models import Consultation, ConsultedUnit
from chancery.work.values import ProposalValues

On = Callable[[date], AbstractContextManager[None]]
Who = Callable[[str], Viewer]
_MARK = "(tình huống minh họa)"
_DESK = "mofa-economic"


def load_consultations(today: date, *, who: Who, on: On) -> int:
    """One concluded, one running, one being prepared; through the actions, the clock set back."""
    _concluded(today, who, on)
    _running(today, who, on)
    consultations.add_consultation(
        values=ConsultationValues(
            f"Đề xuất chủ đề của phiên họp Ủy ban hỗn hợp năm sau {_MARK}",
            today + timedelta(days=21),
            ("moit", "mof"),
            partners=("KR",),
        ),
        guard=Guard(_DESK),
        by=who("lan"),
    )
    return 3


def load_shared_proposals(today: date, *, who: Who, on: On) -> int:
    """A mission answers an event abroad within days, and shares what it does."""
    by = who("tuan")
    with on(today - timedelta(days=12)):
        row = add_proposal(
            values=ProposalValues(
                f"Mời đoàn doanh nghiệp phần mềm Nhật Bản khảo sát nguồn nhân lực tại Việt Nam {_MARK}",
                "mission-jp",
                _DESK,
                partners=("JP",),
                event=f"Nhật Bản công bố gói hỗ trợ chuyển đổi số cho doanh nghiệp vừa và nhỏ {_MARK}",
                event_on=today - timedelta(days=19),
            ),
            guard=Guard("mission-jp"),
            by=by,
        )
        sharing.share_proposal(proposal=row, shared=True, by=by)
    return 1


def _concluded(today: date, who: Who, on: On) -> None:
    with on(today - timedelta(days=40)):
        row = _sent(
            today,
            who,
            f"Có nên chấp nhận điều kiện kiểm dịch mới của bạn đối với bưởi tươi? {_MARK}",
            today - timedelta(days=26),
            ("moit", "mof", "mission-jp"),
            ("JP",),
        )
    with on(today - timedelta(days=35)):
        one = _of(row, "moit")
        values = ReplyValues("comments", "Nhất trí, đề nghị rà soát lại điều kiện sau hai năm.")
        replying.reply(asked=one, values=values, by=who("binh"))
    with on(today - timedelta(days=31)):
        replying.reply(asked=_of(row, "mission-jp"), values=ReplyValues("agree"), by=who("tuan"))
    with on(today - timedelta(days=20)):
        said = ReplyValues("not_ours", "Nội dung không thuộc phạm vi quản lý của Bộ.")
        entered = EnteredValues("mof", said, today - timedelta(days=22))
        replying.enter_reply(consultation=row, values=entered, by=who("lan"))
        row = consultations.close(
            consultation=row,
            conclusion="Chấp nhận điều kiện kiểm dịch, đề nghị rà soát sau hai năm.",
            by=who("lan"),
        )
        values_of_task = FollowValues(
            f"Soạn công hàm trả lời phía bạn về điều kiện kiểm dịch bưởi tươi {_MARK}",
            _DESK,
            today + timedelta(days=15),
        )
        following.follow(consultation=row, values=values_of_task, by=who("lan"))


def _running(today: date, who: Who, on: On) -> None:
    with on(today - timedelta(days=14)):
        row = _sent(
            today,
            who,
            f"Góp ý dự thảo kế hoạch hợp tác chuỗi cung ứng bán dẫn 2027–2028 {_MARK}",
            today - timedelta(days=3),
            ("moit", "mof", "mission-jp", "mission-kr"),
            ("JP", "KR"),
        )
    with on(today - timedelta(days=10)):
        text = "Đề nghị bổ sung nội dung đào tạo kỹ sư thiết kế vi mạch."
        said = ReplyValues("comments", text)
        replying.reply(asked=_of(row, "mission-jp"), values=said, by=who("tuan"))
    with on(today - timedelta(days=5)):
        one = _of(row, "moit")
        reason = "Chờ ý kiến của các cục, vụ"
        time = replying.ask_time(
            asked=one, due=today + timedelta(days=6), reason=reason, by=who("binh")
        )
        replying.grant_time(extension=time, due=None, by=who("lan"))


def _sent(
    today: date, who: Who, text: str, by_day: date, units: tuple[str, ...], about: tuple[str, ...]
) -> Consultation:
    values = ConsultationValues(
        text,
        by_day,
        units,
        background=f"Cần có ý kiến thống nhất trước khi trả lời phía bạn. {_MARK}",
        partners=about,
        letter_number="512/BNG-THKT",
        signer_title="TL. BỘ TRƯỞNG\nVỤ TRƯỞNG",
        signer="Trịnh Đức Minh",
    )
    row = consultations.add_consultation(values=values, guard=Guard(_DESK), by=who("lan"))
    return consultations.send(consultation=row, by=who("lan"))


def _of(row: Consultation, unit: str) -> ConsultedUnit:
    return row.asked.select_related("consultation", "unit").get(unit=unit)
