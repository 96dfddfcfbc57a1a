"""Plans and monthly reports as official papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import override

from chancery.people.access import Viewer
from chancery.people.models import Unit, User
from chancery.work.models import Counted, MonthlyReport, WorkPlan
from chancery.work.papers import Column, Paper, Table, docx_of
from chancery.work.plans.shown import ShownReport, ShownSection, shown_to
from chancery.work.plans.ties import Reached, Standing, lines_of

_HOME = "Hà Nội"
_LINES = (
    Column("STT", 1.2, centred=True),
    Column("Nội dung công việc", 8.4),
    Column("Thời gian", 2.4, centred=True),
    Column("Đối tác, lĩnh vực", 3.6),
    Column("Kết quả dự kiến", 4.6),
    Column("Phụ trách", 2.8),
    Column("Đã thực hiện", 2.4, centred=True),
)
_COUNTED = {
    Counted.ACTIVITIES: "hoạt động",
    Counted.TASKS: "nhiệm vụ",
    Counted.COMMITMENTS: "cam kết",
    Counted.OPPORTUNITIES: "cơ hội",
    Counted.OBSTACLES: "vướng mắc",
    Counted.OUTREACH: "hoạt động thông tin đối ngoại",
}
_STANDING = {
    Standing.REACHED: "Đạt",
    Standing.LATE: "Chậm",
    Standing.UNDER_WAY: "Đang làm",
    Standing.NOTHING: "Chưa có",
    Standing.AHEAD: "Chưa đến hạn",
}


def plan_paper(viewer: Viewer, plan: WorkPlan) -> bytes:
    """The plan as a Word file, its lines as a table."""
    with override("vi"):
        lines = lines_of(viewer, plan)
        rows = [_line(at, line) for at, line in enumerate(lines, 1)]
        draft = "" if plan.approved_at else " (dự thảo)"
        edition = f"; bản thứ {plan.edition}" if plan.edition > 1 else ""
        body: list[str | Table] = [
            f"{plan.text} gồm {len(lines)} nội dung ({plan.reference}{edition}).",
            Table(_LINES, rows),
        ]
        return docx_of(
            Paper(
                above=_above(plan.held_by),
                issuer=plan.held_by.name_vi,
                number="",
                place=_place(plan.held_by),
                day=_day(plan.approved_at and timezone.localdate(plan.approved_at)),
                name="KẾ HOẠCH",
                subject=f"{_after(plan.text, 'Kế hoạch ')}{draft}",
                body=body,
                signer_title=_title(plan.approved_by),
                signer=plan.approved_by.full_name if plan.approved_by else "",
                recipients=_recipients(plan.to_unit),
                landscape_from=1,
            )
        )


def _line(at: int, reached: Reached) -> list[str]:
    line = reached.line
    months = f"Tháng {line.first_month}"
    if line.last_month != line.first_month:
        months = f"Tháng {line.first_month} - {line.last_month}"
    about = [
        line.partner.name_vi if line.partner else "",
        line.sector.name_vi if line.sector else "",
    ]
    wanted = line.result
    if line.target:
        wanted = f"{wanted} ({line.target} {_COUNTED[Counted(line.counted)]})".strip()
    done = _STANDING[reached.standing]
    if reached.wanted:
        done = f"{done} ({reached.done}/{reached.wanted})"
    who = line.person.full_name if line.person else ""
    return [str(at), line.text, months, "; ".join(filter(None, about)), wanted, who, done]


def report_paper(viewer: Viewer, report: MonthlyReport, shown: ShownReport | None = None) -> bytes:
    """The report as a Word file: what the person may read of it, facts first, then own words."""
    with override("vi"):
        found = shown or shown_to(viewer, report)
        draft = "" if report.approved_at else " (dự thảo)"
        return docx_of(
            Paper(
                above=_above(report.held_by),
                issuer=report.held_by.name_vi,
                number="",
                place=_place(report.held_by),
                day=_day(report.approved_at and timezone.localdate(report.approved_at)),
                name="BÁO CÁO",
                subject=f"Công tác tháng {report.month:%m/%Y}{draft}",
                to=report.to_unit.name_vi if report.to_unit else "",
                body=[*body_of(found), *_closing(report, found)],
                signer_title=_title(report.approved_by),
                signer=report.approved_by.full_name if report.approved_by else "",
                recipients=_recipients(report.to_unit),
            )
        )


def body_of(shown: ShownReport) -> list[str]:
    """The sections that say something, numbered as they come."""
    there = [section for section in shown.sections if not section.is_empty]
    return [line for at, section in enumerate(there, 1) for line in _section(at, section)]


def _section(at: int, section: ShownSection) -> Iterator[str]:
    yield f"# {at}. {section.title}"
    for fact, _opens in section.facts:
        yield fact.vi if fact.heading else f"- {fact.vi}"
    if section.hidden:
        yield f"(Có {section.hidden} nội dung không thuộc phạm vi được biết của người lập bản này.)"
    yield from (line.strip() for line in section.words.splitlines() if line.strip())


def _closing(report: MonthlyReport, shown: ShownReport) -> list[str]:
    if not report.digest:
        return []
    since = "" if shown.is_whole else "; đã lược bỏ nội dung theo quy định sau khi duyệt"
    return [f"({report.reference}; mã kiểm chứng nội dung đã duyệt: {report.digest[:16]}{since}.)"]


def _above(unit: Unit) -> str:
    return unit.belongs_to.name_vi if unit.belongs_to else ""


def _place(unit: Unit) -> str:
    return unit.city or _HOME


def _day(day: date | None) -> date:
    return day or timezone.localdate()


def _title(person: User | None) -> str:
    return person.title_vi if person else ""


def _recipients(unit: Unit | None) -> tuple[str, ...]:
    return (*((f"{unit.name_vi};",) if unit else ()), "Lưu: VT.")


def _after(text: str, head: str) -> str:
    """The title without the word that stands above it already."""
    rest = text.removeprefix(head)
    return rest[:1].upper() + rest[1:]
