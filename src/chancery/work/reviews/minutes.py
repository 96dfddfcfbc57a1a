"""The agenda of exceptions and the minutes as official papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from chancery.people.access import Viewer
from chancery.work.models import Review, ReviewItem, Verdict
from chancery.work.papers import Column, Paper, Table, docx_of
from chancery.work.reviews.agenda import Point
from chancery.work.reviews.figures import Measure
from chancery.work.reviews.letters import day_vi
from chancery.work.reviews.measured import agenda_of, figures_of, reported_up
from chancery.work.reviews.queries import items_of

_POINTS = (
    Column("STT", 1.2, centred=True),
    Column("Mã", 3.4, centred=True),
    Column("Nội dung cam kết", 7.6),
    Column("Chủ trì", 3.6),
    Column("Thời hạn", 2.6, centred=True),
    Column("Báo cáo của cơ quan chủ trì", 4.4),
    Column("Kết luận", 2.6),
)
_REPORTED = (
    Column("STT", 1.2, centred=True),
    Column("Mã", 3.4, centred=True),
    Column("Nội dung", 12.0),
    Column("Chủ trì", 4.6),
    Column("Thời hạn trả lời", 4.2, centred=True),
)
_DECISIONS = (
    Column("STT", 1.2, centred=True),
    Column("Nội dung", 8.2),
    Column("Chủ trì", 3.8),
    Column("Thời hạn", 2.6, centred=True),
)


def agenda_paper(viewer: Viewer, review: Review) -> bytes:
    """The agenda of exceptions as a Word file, of what the person may know of."""
    points = agenda_of(viewer, review)
    items = _items(viewer, review, points)
    with override("vi"):
        body: list[str | Table] = [
            (
                f"Đợt rà soát {review.reference}: {review.text}; kỳ từ ngày {day_vi(review.period_start)}"
                f" đến ngày {day_vi(review.period_end)}. Số nội dung cần cho ý kiến: {len(points)}."
            ),
            *_groups(points, items),
            *_waiting(viewer, review),
        ]
        return docx_of(
            Paper(
                **_head(review),
                number="",
                day=timezone.localdate(),
                name="CHƯƠNG TRÌNH",
                subject=f"Các nội dung cần cho ý kiến: {review.text}",
                body=body,
                landscape_from=1 if len(body) > 1 else None,
                recipients=("Thành viên Ban Chỉ đạo;", "Lưu: VT."),
            )
        )


def minutes_paper(viewer: Viewer, review: Review) -> bytes:
    """The minutes as a Word file: attendance, figures, conclusions, decisions."""
    total = figures_of(viewer, review, "unit").total
    decisions = list(review.decisions.select_related("lead"))
    with override("vi"):
        body: list[str | Table] = [
            "# 1. Thời gian, thành phần",
            f"Ngày họp: {day_vi(review.met_on) or '…'}. Chủ trì: {review.chair or '…'}.",
            *_lines(f"Thành phần dự: {review.attendance or '…'}"),
            "# 2. Tình hình thực hiện cam kết",
            _figures(total.counts),
            "# 3. Kết luận",
            *_lines(review.conclusions or "…"),
            "# 4. Phân công thực hiện",
            _decided(decisions) if decisions else "Không có.",
        ]
        return docx_of(
            Paper(
                **_head(review),
                number=review.minutes_number,
                day=review.met_on or timezone.localdate(),
                name="BIÊN BẢN",
                subject=f"Họp kết luận đợt rà soát: {review.text}",
                body=body,
                signer_title=review.signer_title,
                signer=review.signer,
                recipients=("Các cơ quan được phân công;", "Thành viên Ban Chỉ đạo;", "Lưu: VT."),
            )
        )


def _head(review: Review) -> dict[str, Any]:
    issuer = review.issuer or review.held_by
    above = issuer.belongs_to.name_vi if issuer.belongs_to else ""
    return {"above": above, "issuer": issuer.name_vi, "place": review.place}


def _items(viewer: Viewer, review: Review, points: Iterable[Point]) -> dict[int, ReviewItem]:
    keys = [point.facts.pk for point in points]
    return items_of(viewer, review).in_bulk(keys)


def _groups(points: list[Point], items: Mapping[int, ReviewItem]) -> Iterable[str | Table]:
    number = 0
    for why in dict.fromkeys(point.why for point in points):
        rows = []
        for point in (one for one in points if one.why == why):
            number += 1
            rows.append((str(number), *_cells(items[point.facts.pk])))
        yield f"# {str(why.label)[:1].upper()}{str(why.label)[1:]} ({len(rows)})"
        yield Table(_POINTS, rows)


def _waiting(viewer: Viewer, review: Review) -> Iterable[str | Table]:
    """What was reported to the committee and waits for its answer."""
    rows = list(reported_up(viewer, review))
    if rows:
        yield f"# Nội dung báo cáo lên Ban Chỉ đạo, chờ ý kiến ({len(rows)})"
        yield Table(
            _REPORTED,
            [
                (
                    str(at),
                    row.reference,
                    f"{row.task.text}. {row.text or row.get_trigger_display()}",
                    row.task.lead.name_vi,
                    day_vi(row.due),
                )
                for at, row in enumerate(rows, 1)
            ],
        )


def _cells(item: Any) -> tuple[str, ...]:
    said = next((reply for reply in item.said if reply.unit_id == item.unit_id), None)
    told = ""
    if said is not None and said.state == "approved":
        parts = (said.get_standing_display(), said.progress or said.result, said.proposal)
        told = "; ".join(str(part) for part in parts if part)
    return (
        item.commitment.reference,
        item.commitment.text,
        item.unit.name_vi if item.unit else "",
        day_vi(item.due),
        told,
        str(Verdict(item.verdict).label) if item.verdict else "",
    )


def _figures(counts: Mapping[str, int]) -> str:
    names = (
        Measure.ITEMS, Measure.DONE_ON_TIME, Measure.DONE_LATE, Measure.OPEN, Measure.OVERDUE,
        Measure.STOPPED, Measure.AT_RISK, Measure.REPLIED, Measure.REPLIED_ON_TIME, Measure.SILENT,
    )  # fmt: skip
    return "; ".join(f"{name.label}: {counts[name]}" for name in names) + "."


def _decided(decisions: Iterable[Any]) -> Table:
    rows = [
        (str(at), one.text, one.lead.name_vi if one.lead else "", day_vi(one.due))
        for at, one in enumerate(decisions, 1)
    ]
    return Table(_DECISIONS, rows)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
