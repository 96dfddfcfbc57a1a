"""Two meetings of the committee for the demo: one concluded a month ago, one to which people are invited."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time, timedelta

from chancery.people.access import Viewer
from chancery.register.values import Guard
from chancery.work.actions import meetings, meetings_deciding, meetings_preparing
from chancery.work.meetings.agenda import candidates
from chancery.work.meetings.queries import items_of
from chancery.work.meetings.values import (
    DecisionValues,
    ItemValues,
    MeetingValues,
    MinutesValues,
    ParticipantValues,
)
from chancery.work.models import Meeting

On = Callable[[date], AbstractContextManager[None]]
Who = Callable[[str], Viewer]
_UNITS = ("mofa", "moit", "mof")
_MISSIONS = ("mission-jp", "mission-kr")
_CHAIR = "Phó Thủ tướng, Trưởng Ban Chỉ đạo"


def load_meetings(today: date, *, who: Who, on: On) -> int:
    """Both meetings, through the actions, the clock set to each day; how many."""
    by = who("quang")
    _concluded(today, by, on)
    with on(today - timedelta(days=2)):
        row = _prepared("Phiên họp thứ hai của Ban Chỉ đạo", today + timedelta(days=9), by)
        waiting = [one.name for one in candidates(by, row)][:8]
        if waiting:
            meetings_preparing.put_on_agenda(meeting=row, names=waiting, by=by)
        own = ItemValues("Thông qua chương trình công tác năm sau của Ban Chỉ đạo", "mofa")
        meetings_preparing.add_item(meeting=row, values=own, by=by)
        row = meetings.invite(meeting=row, by=by)
    with on(today - timedelta(days=1)):
        one = row.participants.select_related("meeting").get(unit="moit")
        values = ParticipantValues("confirmed", "room", name="Nguyễn Văn Bình, Vụ trưởng")
        meetings_preparing.answer_invitation(participant=one, values=values, by=who("binh"))
    return 2


def _prepared(text: str, day: date, by: Viewer) -> Meeting:
    values = MeetingValues(
        text,
        "committee",
        day,
        time(14, 0),
        place="Phòng họp A, Trụ sở Chính phủ, Hà Nội",
        issuer="sc-economic-diplomacy",
        chair=_CHAIR,
        letter_number="21/GM-BCĐNGKT",
        signer_title="TL. TRƯỞNG BAN\nTHƯ KÝ BAN CHỈ ĐẠO",
        signer="Nghiêm Vinh Quang",
    )
    row = meetings.add_meeting(values=values, guard=Guard("vpcp"), by=by)
    meetings_preparing.add_participants(meeting=row, units=_UNITS, by=by)
    meetings_preparing.add_participants(meeting=row, units=_MISSIONS, way="online", by=by)
    row.refresh_from_db()
    return row


def _concluded(today: date, by: Viewer, on: On) -> None:
    day = today - timedelta(days=33)
    with on(day - timedelta(days=10)):
        row = _prepared("Phiên họp thứ nhất của Ban Chỉ đạo", day, by)
        for text, unit in (
            (
                "Đưa quan hệ kinh tế tương xứng khuôn khổ quan hệ với các đối tác chiến lược",
                "mofa",
            ),
            ("Tháo gỡ vướng mắc kéo dài trong mở cửa thị trường nông sản", "moit"),
        ):
            meetings_preparing.add_item(meeting=row, values=ItemValues(text, unit), by=by)
        row = meetings.invite(meeting=row, by=by)
    with on(day):
        row = meetings.hold(meeting=row, by=by)
        said = {
            one.pk: ParticipantValues("absent", one.way, "Bận công tác")
            if one.unit_id == "mof"
            else ParticipantValues("attended", one.way)
            for one in row.participants.all()
        }
        meetings_preparing.take_attendance(meeting=row, said=said, by=by)
        first, second = items_of(by, row)
        _decide(row, first.pk, "Xây dựng kế hoạch đưa kim ngạch tương xứng khuôn khổ quan hệ, trình Ban Chỉ đạo", "mofa", today + timedelta(days=20), by)  # fmt: skip
        _decide(row, second.pk, "Lập danh mục vướng mắc kéo dài trên hai năm kèm phương án tháo gỡ từng việc", "moit", today - timedelta(days=3), by)  # fmt: skip
        row.refresh_from_db()
        words = "Các bộ, ngành coi ngoại giao kinh tế là nhiệm vụ trung tâm.\nBáo cáo kết quả tại phiên họp sau."
        values = MinutesValues(words, "07/BB-BCĐNGKT", "112/TB-VPCP")
        meetings_deciding.write_minutes(meeting=row, values=values, version=row.version, by=by)
    with on(day + timedelta(days=2)):
        row.refresh_from_db()
        meetings_deciding.conclude(meeting=row, by=by)


def _decide(row: Meeting, item: int, text: str, lead: str, due: date, by: Viewer) -> None:
    values = DecisionValues(text, lead, due, item)
    meetings_deciding.decide(meeting=row, values=values, by=by)
