"""Write docs/reference/round-states.md from the tables of moves: `python tools/round_states.py`.

With `--check` nothing is written: exit status 1 where the page is not what the tables say.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chancery.site.settings")
django.setup()  # the tables' words are those of the models

from chancery.register.mechanisms.rules import INITIATIVE_MOVES  # noqa: E402
from chancery.register.models import Initiative  # noqa: E402
from chancery.work.meetings import rules as meetings  # noqa: E402
from chancery.work.models import MeetingState, PlanState, ReportState, ReviewState  # noqa: E402
from chancery.work.plans.rules import PLAN_MOVES, REPORT_MOVES  # noqa: E402
from chancery.work.reviews import rules as reviews  # noqa: E402

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "round-states.md"

HEAD = """# States of rounds, meetings, initiatives, plans and reports

<!-- Written by tools/round_states.py from the tables of moves: change the tables, not this page. -->

*Secretariat* is an officer or head of the unit that holds the round or meeting, or of one above it;
minutes are approved by the chair, the secretary or the head of that unit. *Holder* of an initiative is
an officer or head of the unit that holds or leads it. *Writer* is an officer or head of the unit whose
plan or report it is, *head* its head; a mission's plan is submitted by its head and approved by the
head of the unit above. An approved plan is never changed: amending begins its next edition.
"""
SECTIONS: tuple[tuple[str, type, Iterable[Any], str], ...] = (
    ("Review rounds", ReviewState, reviews.MOVES, "secretariat"),
    ("Meetings of the committee", MeetingState, meetings.MOVES, "secretariat"),
    ("Initiatives", Initiative.State, INITIATIVE_MOVES, "holder"),
    ("Work plans", PlanState, PLAN_MOVES, ""),
    ("Monthly reports", ReportState, REPORT_MOVES, ""),
)


def page() -> str:
    """The whole page as text."""
    parts = [HEAD]
    for title, states, moves, who in SECTIONS:
        parts += [f"## {title}", "", *_diagram(states, moves), "", *_moves(states, moves, who), ""]
    return "\n".join(parts)


def _diagram(states: Any, moves: Iterable[Any]) -> list[str]:
    left = {str(state) for move in moves for state in move.sources}
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {states.values[0]}"]
    for move in moves:
        sources = _ordered(states, move.sources)
        lines += [f"    {state} --> {move.target}: {move.name}" for state in sources]
    ends = [f"    {state} --> [*]" for state in states.values if state not in left]
    return [*lines, *ends, "```"]


def _moves(states: Any, moves: Iterable[Any], who: str) -> list[str]:
    lines = ["| move | from | to | who | words |", "|---|---|---|---|---|"]
    for move in moves:
        sources = ", ".join(_ordered(states, move.sources))
        said = getattr(move, "needs_reason", False) or getattr(move, "needs_note", False)
        whose = who or move.who.value
        words = "required" if said else ""
        lines.append(f"| {move.name} | {sources} | {move.target} | {whose} | {words} |")
    return lines


def _ordered(states: Any, named: Iterable[str]) -> list[str]:
    wanted = {str(one) for one in named}
    return [state for state in states.values if state in wanted]


def main() -> int:
    """Write the page, or compare it."""
    if "--check" in sys.argv:
        if not PAGE.is_file() or PAGE.read_text("utf-8") != page():
            print(
                "docs/reference/round-states.md is out of date: run python tools/round_states.py"
            )
            return 1
        return 0
    PAGE.write_text(page(), "utf-8")
    print("docs/reference/round-states.md written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
