"""Invitation, agenda, minutes and notice of conclusions of a meeting as official papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from chancery.people.access import Viewer
from chancery.work.meetings import access
from chancery.work.meetings.overdue import overdue_by_ministry
from chancery.work.meetings.queries import decisions_of, followed_up, hidden_of, items_of
from chancery.work.meetings.rulings import word_of
from chancery.work.meetings.said import said_of, when
from chancery.work.models import (
    AgendaItem,
    Meeting,
    MeetingDecision,
    MeetingKind,
    Participant,
    Way,
)
from chancery.work.papers import Column, Paper, Table, docx_of

_STATES = Participant.State
_AGENDA = (
    Column("STT", 1.4, centred=True),
    Column("Nội dung", 8.8),
    Column("Cơ quan báo cáo", 4.0),
    Column("Mã", 2.8, centred=True),
)
_DECISIONS = (
    Column("STT", 1.4, centred=True),
    Column("Nội dung", 8.6),
    Column("Chủ trì", 4.0),
    Column("Thời hạn", 3.0, centred=True),
)
_BEFORE = (
    Column("Phiên họp", 3.2, centred=True),
    Column("Kết luận", 6.6),
    Column("Chủ trì", 3.4),
    Column("Tình hình", 3.8),
)
_SESSION = {
    MeetingKind.COMMITTEE: "phiên họp",
    MeetingKind.MISSIONS: "hội nghị với các cơ quan đại diện",
    MeetingKind.WORKING: "cuộc họp",
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the person who asks for a paper may know of the meeting."""

    meeting: Meeting
    participants: list[Participant]
    items: list[AgendaItem]
    decisions: list[MeetingDecision]
    before: list[MeetingDecision]
    hidden: int
    overdue: dict[str, int]


def _seen(viewer: Viewer, meeting: Meeting) -> _Seen:
    counts = {one.unit.pk: one.tasks for one in overdue_by_ministry(viewer)}
    return _Seen(
        meeting,
        list(access.participants(viewer, meeting)),
        list(items_of(viewer, meeting)),
        list(decisions_of(viewer, meeting)),
        list(followed_up(viewer, meeting)),
        hidden_of(viewer, meeting),
        counts,
    )


def invitation(viewer: Viewer, meeting: Meeting) -> bytes:
    """The letter that invites all who are to take part, its agenda behind it."""
    seen = _seen(viewer, meeting)
    with override("vi"):
        row, kind = meeting, _SESSION[MeetingKind(meeting.kind)]
        room = [one for one in seen.participants if one.way == Way.ROOM]
        online = [one for one in seen.participants if one.way == Way.ONLINE]
        body: list[str | Table] = [
            f"{_issuer(row).name_vi} trân trọng kính mời Quý cơ quan tham dự {kind}: {row.text}.",
            f"1. Thời gian: {when(row)}.",
            f"2. Địa điểm: {row.place or '…'}.{_online(row, online)}",
            f"3. Chủ trì: {row.chair or '…'}.",
            f"4. Thành phần dự trực tiếp: {_names(room)}.",
            *([f"5. Thành phần dự trực tuyến: {_names(online)}."] if online else []),
            (
                "Đề nghị Quý cơ quan xác nhận việc tham dự và chuẩn bị ý kiến về các nội dung thuộc phạm"
                f" vi phụ trách theo Chương trình kèm theo. Mã cuộc họp: {row.reference}."
            ),
            "# Chương trình kèm theo",
            *_agenda(seen),
        ]
        return docx_of(
            Paper(
                **_head(row),
                number=row.letter_number,
                day=timezone.localdate(row.invited_at) if row.invited_at else timezone.localdate(),
                subject=f"mời dự {kind}: {row.text}",
                to=_names(seen.participants),
                body=body,
                signer_title=row.signer_title,
                signer=row.signer,
                recipients=("Như trên;", f"{row.held_by.name_vi} (để theo dõi);", "Lưu: VT."),
            )
        )


def agenda_paper(viewer: Viewer, meeting: Meeting) -> bytes:
    """The agenda: what became of earlier conclusions first, then the points in order."""
    seen = _seen(viewer, meeting)
    with override("vi"):
        body: list[str | Table] = [
            f"Thời gian: {when(meeting)}. Địa điểm: {meeting.place or '…'}.",
            f"Chủ trì: {meeting.chair or '…'}.",
            *_followed(seen),
            "# Nội dung",
            *_agenda(seen),
        ]
        return docx_of(_paper(meeting, "CHƯƠNG TRÌNH", "", body))


def minutes_paper(viewer: Viewer, meeting: Meeting) -> bytes:
    """The minutes: who was there, each point with what was said and decided."""
    seen = _seen(viewer, meeting)
    with override("vi"):
        body: list[str | Table] = [
            "# 1. Thời gian, địa điểm, thành phần",
            f"Thời gian: {when(meeting)}. Địa điểm: {meeting.place or '…'}.",
            f"Chủ trì: {meeting.chair or '…'}. Thư ký: {_person(meeting.secretary)}.",
            *_attendance(seen),
            *_followed(seen),
            "# 2. Nội dung, ý kiến và kết luận từng việc",
            *_points(seen),
            "# 3. Kết luận chung",
            *_lines(meeting.conclusions or "…"),
            "# 4. Phân công thực hiện",
            *_decided(seen),
        ]
        return docx_of(_paper(meeting, "BIÊN BẢN", meeting.minutes_number, body, signed=True))


def notice_paper(viewer: Viewer, meeting: Meeting) -> bytes:
    """The notice of conclusions to all who must carry them out."""
    seen = _seen(viewer, meeting)
    kind = _SESSION[MeetingKind(meeting.kind)]
    with override("vi"):
        body: list[str | Table] = [
            (
                f"Ngày {meeting.day:%d/%m/%Y}, {meeting.chair or '…'} đã chủ trì {kind}: {meeting.text}."
                f" Tham dự có đại diện: {_names(_there(seen))}."
            ),
            "Sau khi nghe báo cáo và ý kiến của các đại biểu, kết luận như sau:",
            *_lines(meeting.conclusions),
            *_decided(seen),
            (
                f"{_issuer(meeting).name_vi} thông báo để các cơ quan, đơn vị liên quan biết, thực hiện;"
                " tiến độ được theo dõi trên hệ thống và kiểm điểm tại phiên họp sau."
            ),
        ]
        paper = _paper(meeting, "THÔNG BÁO", meeting.notice_number, body, signed=True)
        return docx_of(paper)


PAPERS: dict[str, Callable[[Viewer, Meeting], bytes]] = {
    "invitation": invitation,
    "agenda": agenda_paper,
    "minutes": minutes_paper,
    "conclusions": notice_paper,
}
"""Every paper of a meeting by the last word of its address."""


def _paper(
    row: Meeting, name: str, number: str, body: list[str | Table], *, signed: bool = False
) -> Paper:
    subject = f"Kết luận tại: {row.text}" if name == "THÔNG BÁO" else row.text
    return Paper(
        **_head(row),
        number=number,
        day=timezone.localdate(row.concluded_at) if row.concluded_at else timezone.localdate(),
        name=name,
        subject=subject,
        body=body,
        signer_title=row.signer_title if signed else "",
        signer=row.signer if signed else "",
        recipients=("Các thành phần dự họp;", "Các cơ quan được phân công;", "Lưu: VT."),
    )


def _head(row: Meeting) -> dict[str, Any]:
    issuer = _issuer(row)
    above = issuer.belongs_to.name_vi if issuer.belongs_to else ""
    return {"above": above, "issuer": issuer.name_vi, "place": row.town}


def _issuer(row: Meeting) -> Any:
    return row.issuer or row.held_by


def _online(row: Meeting, online: list[Participant]) -> str:
    if not online:
        return ""
    return f" Trực tuyến: {row.link}." if row.link else " Kết hợp trực tuyến."


def _names(rows: Iterable[Participant]) -> str:
    said = [
        " – ".join(part for part in (one.unit.name_vi if one.unit else "", one.name) if part)
        for one in rows
    ]
    return "; ".join(said) or "…"


def _there(seen: _Seen) -> list[Participant]:
    came = [one for one in seen.participants if one.state == _STATES.ATTENDED]
    return came or [one for one in seen.participants if one.state != _STATES.ABSENT]


def _attendance(seen: _Seen) -> list[str]:
    absent = [one for one in seen.participants if one.state == _STATES.ABSENT]
    there = _there(seen)
    lines = [
        f"Dự trực tiếp: {_names(one for one in there if one.way == Way.ROOM)}.",
        f"Dự trực tuyến: {_names(one for one in there if one.way == Way.ONLINE)}.",
    ]
    if absent:
        said = "; ".join(f"{_names([one])} ({one.reason})" for one in absent)
        lines.append(f"Vắng mặt: {said}.")
    return lines


def _agenda(seen: _Seen) -> list[str | Table]:
    rows = [_cells(seen, item) for item in seen.items]
    made: list[str | Table] = [Table(_AGENDA, rows)] if rows else ["Chưa có nội dung."]
    if seen.hidden:
        made.append(f"Ngoài ra có {seen.hidden:02d} nội dung hạn chế phổ biến, được gửi riêng.")
    return made


def _cells(seen: _Seen, item: AgendaItem) -> tuple[str, str, str, str]:
    said = said_of(item)
    text = said.title
    if item.kind == AgendaItem.Kind.OVERDUE:
        text = f"{text}: {seen.overdue.get(item.unit_id or '', 0)} nhiệm vụ"
    if said.asked:
        text = f"{text}. {said.asked}"
    lead = item.presenter.name_vi if item.presenter else said.lead
    return str(item.number), text, lead, said.reference


def _points(seen: _Seen) -> Iterable[str]:
    if not seen.items:
        yield "Không có nội dung nào trong chương trình."
    for item in seen.items:
        _number, text, lead, reference = _cells(seen, item)
        by = f" ({lead})" if lead else ""
        yield f"# {item.number}. {text}{by}{f' [{reference}]' if reference else ''}"
        yield from _lines(item.discussion)
        made = [one for one in seen.decisions if one.item_id == item.pk]
        for one in made:
            ruling = word_of(item, one.ruling)
            yield f"Kết luận: {one.text}{f' ({ruling})' if ruling else ''}{_whom(one)}."
        if not made:
            yield "Kết luận: chưa có."


def _whom(one: MeetingDecision) -> str:
    lead = f"; giao {one.lead.name_vi} chủ trì" if one.lead else ""
    return f"{lead}{f', thời hạn {one.due:%d/%m/%Y}' if one.due else ''}"


def _decided(seen: _Seen) -> list[str | Table]:
    rows = [
        (
            str(at),
            one.text,
            one.lead.name_vi if one.lead else "",
            f"{one.due:%d/%m/%Y}" if one.due else "",
        )
        for at, one in enumerate(seen.decisions, 1)
    ]
    return [Table(_DECISIONS, rows)] if rows else ["Không có nội dung phân công."]


def _followed(seen: _Seen) -> list[str | Table]:
    if not seen.before:
        return []
    rows = [
        (one.meeting.reference, one.text, one.lead.name_vi if one.lead else "", became(one))
        for one in seen.before
    ]
    return ["# Kiểm điểm việc thực hiện kết luận các phiên họp trước", Table(_BEFORE, rows)]


def became(one: MeetingDecision) -> str:
    """What became of a decision, in a few words."""
    for row in (one.task, one.proposal):
        if row is not None:
            due = _("due %(day)s") % {"day": f"{one.due:%d/%m/%Y}"} if one.due else ""
            return ", ".join(x for x in (row.reference, str(row.get_state_display()), due) if x)
    return ""


def _person(user: Any) -> str:
    return user.full_name if user else "…"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
