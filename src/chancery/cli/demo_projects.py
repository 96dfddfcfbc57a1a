"""The demo's projects and figures on the use of agreements: ``demo/projects.yaml``, recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import yaml

from chancery.cli.demo_documents import DEMO
from chancery.people.access import Viewer
from chancery.register import actions
from chancery.register.fta.values import FtaUseValues
from chancery.register.models import Project
from chancery.register.projects.values import EntryValues, ProjectValues, Rate
from chancery.register.values import Guard

HOLDER = "mofa-economic"
Tell = Callable[[str, int, int], None]


def add_projects(today: date, viewer: Callable[[str], Viewer], tell: Tell) -> None:
    """Record them as their people would have; each bears the mark of the demo."""
    loaded = yaml.safe_load((DEMO / "projects.yaml").read_text("utf-8"))
    rows, mark = loaded["projects"], loaded["mark"]
    for number, row in enumerate(rows, 1):
        _add(row, mark, today, viewer(row["by"]))
        tell("projects", number, len(rows))
    lan = viewer("lan")
    for row in loaded["uses"]:
        actions.add_fta_use(values=_use(row, mark, today), guard=Guard(HOLDER), by=lan)
    tell("figures on agreements", len(loaded["uses"]), len(loaded["uses"]))


def _add(row: Mapping[str, Any], mark: str, today: date, by: Viewer) -> None:
    values = ProjectValues(
        text=f"{row['text']} {mark}",
        name_en=f"{row['name_en']} (demo figures)",
        kind=row["kind"],
        partners=(row["partner"],),
        sectors=tuple(row["sectors"]),
        start_planned=today + timedelta(days=row["start"]),
        end_planned=today + timedelta(days=row["end"]),
    )
    project = actions.add_project(values=values, guard=Guard(HOLDER), state=row["state"], by=by)
    for line in row["entries"]:
        _write(project, line, mark, today, by)


def _write(project: Project, row: Mapping[str, Any], mark: str, today: date, by: Viewer) -> None:
    day = today + timedelta(days=row["day"])
    rate = Rate(Decimal(row["rate"]), day, mark, "per") if "rate" in row else None
    values = EntryValues(
        row["ledger"], day, Decimal(row["amount"]), row["currency"], usd=rate, source=mark
    )
    entry = actions.record_entry(project=project, values=values, by=by)
    if "corrected" in row:
        amount = Decimal(row["corrected"])
        reason = f"Đối chiếu lại với bên tài trợ {mark}"
        actions.correct_entry(entry=entry, amount=amount, reason=reason, by=by)


def _use(row: Mapping[str, Any], mark: str, today: date) -> FtaUseValues:
    return FtaUseValues(
        agreement=row["agreement"],
        year=today.year + row["year"],
        direction="export",
        chapter=row["chapter"],
        source=mark,
        eligible=Decimal(row["eligible"]),
        used=Decimal(row["used"]),
        saved=Decimal(row["saved"]),
        forgone=Decimal(row["forgone"]),
    )
