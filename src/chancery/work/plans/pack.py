"""Conference packs: one file with a summary for each partner, the reports and plans of each unit."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import override

from chancery.lib.text import fold
from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register import access as register
from chancery.register.cases.queries import live
from chancery.register.models import CommitmentParty
from chancery.register.rules import LIVE_STATES
from chancery.work.models import ReportState
from chancery.work.papers import Column, Paper, Table, docx_of
from chancery.work.plans.facts import day_vi
from chancery.work.plans.papers import plan_paper, report_paper
from chancery.work.plans.queries import plan_in_force, reports_of_unit

MOST = 40
"""Partners and units in one pack."""
SHOWN = 12
"""Rows of one table of a summary: two pages in all."""
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_ROWS = (Column("Mã", 3.0, centred=True), Column("Nội dung", 9.4), Column("Thời hạn", 3.2))


def pack(viewer: Viewer, name: str, partners: Sequence[Partner], units: Sequence[Unit]) -> bytes:
    """The files as one ZIP, of what the person may know of; the same records give the same bytes."""
    file = io.BytesIO()
    with override("vi"), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for partner in partners:
            _put(package, f"doi-tac-{_plain(partner.name_vi)}", summary(viewer, name, partner))
        for unit in units:
            for kind, paper in _papers_of(viewer, unit):
                _put(package, f"{kind}-{_plain(unit.name_vi)}", paper)
    return file.getvalue()


def _put(package: zipfile.ZipFile, stem: str, paper: bytes) -> None:
    entry = zipfile.ZipInfo(f"{stem}.docx", date_time=_ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, paper)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60]


def _papers_of(viewer: Viewer, unit: Unit) -> Iterable[tuple[str, bytes]]:
    frozen = [ReportState.APPROVED, ReportState.SENT]
    report = reports_of_unit(viewer, unit).filter(state__in=frozen).first()
    plan = plan_in_force(viewer, unit, timezone.localdate())
    if report is not None:
        yield "bao-cao", report_paper(viewer, report)
    if plan is not None:
        yield "ke-hoach", plan_paper(viewer, plan)


def summary(viewer: Viewer, name: str, partner: Partner) -> bytes:
    """Where we stand with a partner: level, commitments of both sides, obstacles, opportunities."""
    today = timezone.localdate()
    home = register.commitments(viewer).filter(parties=partner, state__in=LIVE_STATES)
    theirs = CommitmentParty.objects.filter(partner=partner, undertakes=True).values("commitment")
    ours = CommitmentParty.objects.filter(partner__is_home=True, undertakes=True)
    cases = Q(partner=partner)
    activities = register.activities(viewer).filter(partners=partner)
    agreements = register.agreements(viewer).filter(parties=partner)
    body: list[str | Table] = [_level(partner)]
    for title, rows in (
        ("Cam kết của phía ta", home.filter(pk__in=ours.values("commitment"))),
        ("Cam kết của phía bạn", home.filter(pk__in=theirs)),
        ("Vướng mắc", live(register.obstacles(viewer).filter(cases))),
        ("Cơ hội", live(register.opportunities(viewer).filter(cases))),
        ("Điều ước, thỏa thuận", agreements),
        ("Hoạt động sắp tới", activities.filter(start__gte=today).order_by("start")),
        ("Hoạt động gần đây", activities.filter(start__lt=today).order_by("-start")),
    ):
        body += _part(title, rows)
    return docx_of(
        Paper(
            above="",
            issuer="Tài liệu hội nghị",
            number="",
            place="",
            day=today,
            name="TÓM TẮT QUAN HỆ",
            subject=f"{partner.name_vi} - {name}",
            body=body,
            recipients=("Đại biểu dự hội nghị;", "Lưu: VT."),
        )
    )


def _level(partner: Partner) -> str:
    level = partner.levels.filter(end="").order_by("-rank").first()
    if level is None:
        return "Khuôn khổ quan hệ: chưa có thông tin."
    return f"Khuôn khổ quan hệ: {level.name_vi}, từ {level.start}."


def _part(title: str, rows: QuerySet[Any]) -> list[str | Table]:
    number = rows.count()
    if not number:
        return [f"# {title}: không có"]
    more = f" (nêu {SHOWN})" if number > SHOWN else ""
    return [f"# {title}: {number}{more}", Table(_ROWS, [_line(row) for row in rows[:SHOWN]])]


def _line(row: Any) -> list[str]:
    reference = getattr(row, "reference", "") or getattr(row, "short", "")
    text = getattr(row, "text", "") or row.name_vi
    day: date | None = None
    for name in ("due", "next_step_on", "start"):
        day = day or getattr(row, name, None)
    return [reference, text[:300], day_vi(day) if day else ""]
