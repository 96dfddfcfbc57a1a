"""The hand-over note at the end of a term: what is open in a person's charge, as an official paper."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import override

from chancery.people.access import Viewer
from chancery.people.models import Unit, User
from chancery.register import access as register
from chancery.work import access as work
from chancery.work.handing_over import in_charge, known_to
from chancery.work.papers import Column, Paper, Table, docx_of
from chancery.work.plans.facts import day_vi

_COLUMNS = (
    Column("STT", 1.2, centred=True),
    Column("Mã", 3.0, centred=True),
    Column("Nội dung", 7.4),
    Column("Thời hạn, bước tiếp theo", 4.4),
)


def hand_over_note(viewer: Viewer, unit: Unit, person: User) -> bytes:
    """What the person is in charge of in the unit, of what the reader may know of."""
    held = in_charge(person).of_unit(unit.pk)
    with override("vi"):
        parts = [
            ("Nhiệm vụ", known_to(viewer, held.tasks, work.tasks(viewer))),
            ("Vướng mắc", known_to(viewer, held.obstacles, register.obstacles(viewer))),
            ("Cơ hội", known_to(viewer, held.opportunities, register.opportunities(viewer))),
            (
                "Điều ước, thỏa thuận",
                known_to(viewer, held.agreements, register.agreements(viewer)),
            ),
        ]
        body: list[str | Table] = [
            f"Bên giao: {person.full_name}, {person.title_vi or unit.name_vi}.",
            "Bên nhận: ………………………………………………",
        ]
        for title, rows in parts:
            body.append(f"# {title}: {len(rows)}")
            if rows:
                body.append(Table(_COLUMNS, [_line(at, row) for at, row in enumerate(rows, 1)]))
        planned = held.lines.select_related("plan")
        body.append(f"# Nội dung kế hoạch công tác: {len(planned)}")
        body += [f"- {line.plan.reference}, mục {line.number}: {line.text}" for line in planned]
        body += ["# Ghi chú của bên giao", "……………………………………………………"]
        return docx_of(
            Paper(
                above=unit.belongs_to.name_vi if unit.belongs_to else "",
                issuer=unit.name_vi,
                number="",
                place=unit.city or "Hà Nội",
                day=timezone.localdate(),
                name="BIÊN BẢN BÀN GIAO",
                subject=f"Công việc của {person.full_name}",
                body=body,
                recipients=("Bên giao, bên nhận;", "Lưu: VT."),
            )
        )


def _line(at: int, row: Any) -> list[str]:
    reference = getattr(row, "reference", "") or getattr(row, "short", "")
    text = getattr(row, "text", "") or row.name_vi
    due, step = getattr(row, "due", None), getattr(row, "next_step", "")
    day = due or getattr(row, "next_step_on", None)
    when = "; ".join(part for part in (step, day_vi(day) if day else "") if part)
    return [str(at), reference, text, when]
