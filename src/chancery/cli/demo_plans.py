"""A mission's work plan and its monthly reports, for the demo: invented, and marked so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from chancery.people.access import Viewer
from chancery.people.actions.skills import need_skill, note_skill
from chancery.people.models import Unit, User
from chancery.register.actions import add_activity
from chancery.register.values import ActivityValues, Guard
from chancery.work import access
from chancery.work.actions import monthly, plans
from chancery.work.actions.training import add_training
from chancery.work.models import MonthlyReport, WorkPlan
from chancery.work.plans.values import (
    LineValues,
    PlanValues,
    ReportValues,
    first_of,
    month_before,
)
from chancery.work.training.queries import TrainingValues

_UNIT = "mission-jp"
_MARK = "(số liệu minh họa)"


@dataclass(frozen=True)
class Stage:
    """The day of the demo, and how its past is played."""

    today: date
    on: Callable[..., AbstractContextManager[None]]
    who: Callable[[str], Viewer]


def load_plans(stage: Stage) -> int:
    """The Embassy's plan of the year, approved by the Ministry; two reports. How many records."""
    month = month_before(first_of(stage.today))
    _plan(stage, _held(stage, month))
    before = month_before(month)
    _sent(stage, before, month.replace(day=3))
    _train(stage, month)
    _report(stage, month, stage.today.replace(day=1))
    return 5


def _train(stage: Stage, month: date) -> None:
    """Training of the Embassy's people, what its officers need, what one of them can do."""
    mai, unit = stage.who("mai"), Unit.objects.get(pk=_UNIT)
    for skill, level in (("japanese", "working"), ("english", "working"), ("trade_law", "basic")):
        need_skill(unit=unit, role="officer", skill=skill, level=level, by=mai)
    tuan = User.objects.get(username="tuan")
    note_skill(
        unit=unit, user=tuan, skill="japanese", level="advanced", shown_by="JLPT N1", by=mai
    )
    for text, skill, start, hours in (
        ("Bồi dưỡng quy tắc xuất xứ trong các hiệp định thương mại", "trade_law", 5, 16),
        ("Phân tích số liệu thương mại", "market_analysis", 18, 8),
    ):
        first = month.replace(day=start)
        values = TrainingValues(
            text=f"{text} {_MARK}",
            person="tuan",
            start=first,
            end=first.replace(day=start + 1),
            hours=hours,
            by_whom="Học viện Ngoại giao",
            skill=skill,
        )
        with stage.on(first.replace(day=start + 2)):
            add_training(values=values, guard=Guard(_UNIT), by=stage.who("tuan"))


def _held(stage: Stage, month: date) -> tuple[str, ...]:
    by = stage.who("tuan")
    found = []
    for text, day in (
        ("Hội nghị xúc tiến thương mại Việt Nam - Nhật Bản tại Ô-xa-ca", 8),
        ("Diễn đàn doanh nghiệp công nghệ Việt Nam - Nhật Bản tại Tô-ki-ô", 20),
    ):
        start = month.replace(day=day)
        values = ActivityValues(
            text=f"{text} {_MARK}", kind="conference", partners=("JP",), start=start, lead=_UNIT
        )
        with stage.on(start):
            found.append(add_activity(values=values, guard=Guard(_UNIT), by=by).reference)
    return tuple(found)


def _plan(stage: Stage, held: tuple[str, ...]) -> WorkPlan:
    by, year = stage.who("tuan"), stage.today.year
    tasks = access.tasks(by).filter(lead=_UNIT).order_by("reference")
    references = tuple(tasks.values_list("reference", flat=True)[:2])
    begun = min(date(year, 1, 12), stage.today)
    with stage.on(begun):
        plan = plans.add_plan(values=PlanValues(year), guard=Guard(_UNIT), by=by)
        for values in _lines(references):
            plans.add_line(plan=plan, values=values, by=by)
        plan.refresh_from_db()
        plan = plans.move_plan(plan=plan, move="submit", by=stage.who("mai"))
    with stage.on(min(date(year, 1, 20), stage.today)):
        plan = plans.move_plan(plan=plan, move="approve", by=stage.who("hien"))
    plans.tie_line(line=plan.lines.get(number=1), records=held, by=by)
    return plan


def _lines(tasks: tuple[str, ...]) -> list[LineValues]:
    return [
        LineValues(
            "Tổ chức hội nghị, diễn đàn xúc tiến thương mại và đầu tư tại các vùng",
            2,
            12,
            partner="JP",
            result="Mỗi hội nghị có ít nhất 30 doanh nghiệp hai bên",
            counted="activities",
            target=4,
            person="tuan",
        ),
        LineValues(
            "Hoàn thành các nhiệm vụ được Bộ giao đúng hạn",
            1,
            12,
            result="Không có nhiệm vụ quá hạn",
            records=tasks,
            person="tuan",
        ),
        LineValues(
            "Vận động tháo gỡ vướng mắc kiểm dịch đối với quả tươi",
            3,
            9,
            partner="JP",
            result="Phía bạn có văn bản trả lời",
            counted="obstacles",
            target=1,
        ),
        LineValues(
            "Tổng kết công tác ngoại giao kinh tế của năm", 12, 12, result="Báo cáo gửi Bộ"
        ),
    ]


def _report(stage: Stage, month: date, day: date) -> MonthlyReport:
    """Half-written: drawn from the records, one section put into words."""
    by = stage.who("tuan")
    with stage.on(day):
        report = monthly.add_report(values=ReportValues(month), guard=Guard(_UNIT), by=by)
        monthly.write_section(
            report=report,
            key="ahead",
            words=f"Tập trung chuẩn bị hội nghị xúc tiến cuối năm {_MARK}.",
            version=report.version,
            by=by,
        )
    report.refresh_from_db()
    return report


def _sent(stage: Stage, month: date, day: date) -> None:
    report = _report(stage, month, day)
    for move, by, later in (("submit", "tuan", 0), ("approve", "mai", 1), ("send", "tuan", 1)):
        with stage.on(day.replace(day=day.day + later)):
            report = monthly.move_report(report=report, move=move, by=stage.who(by))
