"""Programmes for the demo: that of the Diplomatic Conference, and the plans that carry it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal

from chancery.people.access import Viewer
from chancery.register.values import Guard
from chancery.work import access
from chancery.work.actions import programme_targets, programmes
from chancery.work.models import Programme, ProgrammePart
from chancery.work.programmes.values import (
    FigureValues,
    LinkValues,
    PartValues,
    ProgrammeValues,
    TargetValues,
)

_GROUPS = (
    "Đưa quan hệ kinh tế với các đối tác tương xứng khuôn khổ quan hệ chính trị",
    "Tháo gỡ vướng mắc, mở cửa thị trường và thu hút nguồn lực",
    "Nâng cao chất lượng tham mưu, dự báo kinh tế thế giới",
)
_BREAKTHROUGHS = (
    "Bán dẫn, công nghệ cao và đổi mới sáng tạo",
    "Chuyển đổi xanh, chuyển đổi năng lượng",
    "Kết nối doanh nghiệp với chuỗi cung ứng toàn cầu",
)
_WITHOUT_FIGURES = "Số minh họa của bản trình diễn"


def load_programmes(today: date, who: Callable[[str], Viewer]) -> int:
    """Three programmes, each resting on the one before; how many."""
    by = who("lan")
    above = _add("Chương trình hành động thực hiện kết quả Hội nghị Ngoại giao lần thứ 32", "HNNG 32",
                 date(today.year - 3, 12, 20), date(today.year + 2, 12, 31), None, by)  # fmt: skip
    plan = _add("Kế hoạch ngoại giao kinh tế 5 năm", "KH 5 năm",
                date(today.year, 1, 1), date(today.year + 4, 12, 31), above, by)  # fmt: skip
    year = _add(f"Kế hoạch công tác ngoại giao kinh tế năm {today.year}", f"KH {today.year}",
                date(today.year, 1, 1), date(today.year, 12, 31), plan, by)  # fmt: skip
    tasks = list(access.tasks(by).filter(parent__isnull=True).order_by("reference")[:36])
    references = [task.reference for task in tasks]
    _objective(above, "Ba nhóm nhiệm vụ", _GROUPS, references[:18], by)
    _objective(above, "Ba đột phá chiến lược", _BREAKTHROUGHS, references[18:27], by)
    growth = _objective(
        plan, "Mở rộng thị trường và thương mại", _GROUPS[:2], references[6:16], by
    )
    _objective(year, "Việc trong năm", _GROUPS, references[24:], by)
    _targets(plan, growth, today, by)
    return 3


def _add(
    text: str, short: str, start: date, end: date, above: Programme | None, by: Viewer
) -> Programme:
    rests_on = above.reference if above else None
    values = ProgrammeValues(text, "mofa-economic", start, end, short, rests_on)
    return programmes.add_programme(values=values, guard=Guard("mofa-economic"), by=by)


def _objective(
    programme: Programme, text: str, groups: Iterable[str], tasks: list[str], by: Viewer
) -> ProgrammePart:
    made = programmes.add_part(programme=programme, values=PartValues(text), by=by)
    names = list(groups)
    for at, name in enumerate(names):
        values = PartValues(name, parent=made.pk)
        group = programmes.add_part(programme=programme, values=values, by=by)
        links = LinkValues(tuple(tasks[at :: len(names)]))
        programmes.link_to_part(part=group, values=links, by=by)
    return made


def _targets(plan: Programme, part: ProgrammePart, today: date, by: Viewer) -> None:
    """Figures of the demo are made up and say so."""
    start, end = date(today.year, 1, 1), date(today.year + 4, 12, 31)
    said = (
        ("Số vướng mắc kéo dài trên hai năm", "vụ việc", "lower", "24", "6", "23"),
        ("Tỷ lệ tận dụng ưu đãi thuế quan theo FTA", "%", "higher", "38", "60", "43.5"),
        ("Số bản ghi nhớ hợp tác bán dẫn được triển khai", "văn bản", "higher", "0", "10", None),
    )
    for name, measure, better, first, last, now in said:
        values = TargetValues(
            name,
            measure,
            better,
            Decimal(first),
            start,
            Decimal(last),
            end,
            part.pk,
            _WITHOUT_FIGURES,
        )
        target = programme_targets.add_target(programme=plan, values=values, by=by)
        if now is not None:
            day = max(start, today - timedelta(days=20))
            figure = FigureValues(day, Decimal(now), _WITHOUT_FIGURES)
            programme_targets.add_figure(target=target, values=figure, by=by)
