"""The sections of a monthly report, and what each is drawn from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from chancery.register import access as register
from chancery.register.cases.queries import live
from chancery.work import access
from chancery.work.models import PlanState
from chancery.work.plans import draft_abroad, draft_people, draft_register, draft_tasks
from chancery.work.plans.facts import Fact, day_en, day_vi
from chancery.work.plans.months import Month, capped
from chancery.work.plans.queries import plans
from chancery.work.plans.ties import Standing, active_in, reached, with_ties
from chancery.work.plans.values import last_of, month_after
from chancery.work.queries import leaves
from chancery.work.rules import OPEN

Drawn = Callable[[Month], list[Fact]]
_STANDING: dict[Standing, tuple[str, str]] = {
    Standing.REACHED: ("đã đạt", "reached"),
    Standing.LATE: ("chậm so với kế hoạch", "late"),
    Standing.UNDER_WAY: ("đang thực hiện", "under way"),
    Standing.NOTHING: ("chưa có kết quả", "nothing done yet"),
    Standing.AHEAD: ("chưa đến hạn", "still ahead"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its name in both languages, and what draws its facts."""

    key: str
    vi: str
    en: str
    draw: Drawn
    hint_vi: str = ""
    hint_en: str = ""
    """What the officer may add in their own words."""


def _plan(month: Month) -> list[Fact]:
    """The lines of the approved plan that are meant for this month, against what is done."""
    return _lines(month, month.first, "line")


def _lines(month: Month, day: date, what: str) -> list[Fact]:
    approved = month.quotable(plans(month.viewer)).filter(
        held_by=month.unit, state=PlanState.APPROVED
    )
    rows = with_ties(month.viewer).filter(active_in(day), plan__in=approved)
    found = []
    for row in rows.order_by("plan", "number"):
        now = reached(row, month.as_of)
        vi, en = _STANDING[now.standing]
        number = f" ({now.done}/{now.wanted})" if now.wanted else ""
        head = f"{row.plan.reference}, {{}} {row.number}: {row.text}"
        ahead = what == "next"
        found.append(
            Fact(
                "workplan",
                str(row.plan_id),
                f"{what}:{row.number}",
                row.plan.reference,
                head.format("mục") + (f"{number}." if ahead else f" – {vi}{number}."),
                head.format("line") + (f"{number}." if ahead else f" – {en}{number}."),
            )
        )
    return found


def _ahead(month: Month) -> list[Fact]:
    """What falls due next month: lines of the plan, tasks, next steps of cases."""
    first = month_after(month.first)
    last = last_of(first)
    tasks = leaves(month.quotable(access.tasks(month.viewer)).filter(lead=month.unit))
    due = tasks.filter(state__in=OPEN, due__gte=first, due__lte=last).order_by("due", "reference")
    facts = [
        Fact(
            "task",
            str(row.pk),
            "next",
            row.reference,
            f"{row.reference}: {row.text} – hạn {day_vi(row.due)}.",
            f"{row.reference}: {row.text} – due {day_en(row.due)}.",
        )
        for row in due
        if row.due
    ]
    page = f"tasks?lead={month.unit.pk}"
    shown = capped(facts, page, ("nhiệm vụ", "tasks"))
    planned = draft_abroad.planned(month, first, last)
    return [*_lines(month, first, "next"), *shown, *_steps(month, first, last), *planned]


def _steps(month: Month, first: date, last: date) -> list[Fact]:
    """Next steps of the unit's obstacles and opportunities."""
    found = []
    both: dict[str, QuerySet[Any]] = {
        "obstacle": live(month.own(register.obstacles(month.viewer), "lead")),
        "opportunity": live(month.own(register.opportunities(month.viewer), "lead")),
    }
    for kind, rows in both.items():
        planned = rows.filter(next_step_on__range=(first, last))
        for row in planned.order_by("next_step_on", "reference"):
            assert row.next_step_on is not None
            vi, en = day_vi(row.next_step_on), day_en(row.next_step_on)
            found.append(
                Fact(
                    kind,
                    str(row.pk),
                    "next",
                    row.reference,
                    f"{row.reference}: {row.next_step} ({vi}).",
                    f"{row.reference}: {row.next_step} ({en}).",
                )
            )
    return found


SECTIONS: tuple[Section, ...] = (
    Section("tasks", "Thực hiện nhiệm vụ được giao", "Tasks", draft_tasks.tasks),
    Section("plan", "Thực hiện kế hoạch công tác", "Against the work plan", _plan),
    Section("commitments", "Cam kết", "Commitments", draft_register.commitments),
    Section("obstacles", "Vướng mắc", "Obstacles", draft_register.obstacles),
    Section("opportunities", "Cơ hội", "Opportunities", draft_register.opportunities),
    Section("activities", "Hoạt động đối ngoại", "Activities", draft_register.activities),
    Section("contacts", "Tiếp xúc với đối tác", "Contacts met", draft_abroad.interactions),
    Section("outreach", "Thông tin đối ngoại", "Outreach", draft_abroad.outreach),
    Section("agreements", "Điều ước, thỏa thuận", "Agreements", draft_register.agreements),
    Section("proposals", "Đề xuất", "Proposals", draft_tasks.proposals),
    Section("training", "Bồi dưỡng, đào tạo cán bộ", "Training", draft_people.training),
    Section(
        "difficulties",
        "Khó khăn, kiến nghị",
        "Difficulties and proposals",
        draft_tasks.difficulties,
        "Khó khăn chung của đơn vị, kiến nghị với cấp trên.",
        "What the unit as a whole finds hard, and what it asks of the unit above.",
    ),
    Section(
        "ahead",
        "Phương hướng tháng tới",
        "Next month",
        _ahead,
        "Trọng tâm tháng tới.",
        "What matters most next month.",
    ),
)
"""In the order of the paper. A further kind of record is a line here and the function that draws it:
what that function finds is in the report from the next refresh on."""
BY_KEY = {section.key: section for section in SECTIONS}


def drawn(month: Month) -> dict[str, list[Fact]]:
    """The facts of every section, as the records say now."""
    return {section.key: section.draw(month) for section in SECTIONS}
