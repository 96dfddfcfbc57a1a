"""Write docs/reference/task-states.md from the table of moves: `python tools/task_states.py`.

With `--check` nothing is written: exit status 1 where the page is not what the table says.
"""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chancery.site.settings")
django.setup()  # the table's words are those of the models

from chancery.work.models import TaskState  # noqa: E402
from chancery.work.rules import CLOSED, MOVES, OWNERS  # noqa: E402

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "task-states.md"

HEAD = """# States of a task

<!-- Written by tools/task_states.py from chancery.work.rules.MOVES: change the table, not this page. -->

A task has one lead unit. An assigned unit cannot refuse: it can propose another lead or ask for
time. Nothing that was done or cancelled is opened again. A task with parts (several leads, or the
occurrences of a recurring one) is never moved itself, except to cancel it: it stands as its parts
do. What a lead unit divides inside its own house is another matter: that task still stands by
itself, and is submitted once those parts are closed. A task that gets a new lead is assigned anew.

*Lead* is an officer or head of the lead unit, or the person that it put in charge in a unit below
it. *Assigner* is an officer or head of the unit that
assigned; for the Government, the Prime Minister and their committees, of the Government Office;
failing that of the unit that recorded the order, unless it is the lead's. What a unit resolved for
itself its head approves.
"""


def page() -> str:
    """The whole page as text."""
    return "\n".join([HEAD, *_diagram(), "", *_moves(), "", *_owners(), ""])


def _diagram() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> assigned"]
    for move in MOVES:
        lines += [
            f"    {state} --> {move.target}: {move.name}" for state in _ordered(move.sources)
        ]
    return [*lines, *(f"    {state} --> [*]" for state in _ordered(CLOSED)), "```"]


def _moves() -> list[str]:
    lines = ["| move | from | to | who | reason |", "|---|---|---|---|---|"]
    for move in MOVES:
        sources = ", ".join(_ordered(move.sources))
        reason = "required" if move.needs_reason else ""
        lines.append(f"| {move.name} | {sources} | {move.target} | {move.who.value} | {reason} |")
    return lines


def _owners() -> list[str]:
    lines = ["| state | waits for |", "|---|---|"]
    for state, owner in OWNERS.items():
        lines.append(f"| {state} | {owner.value if owner else 'nobody: closed'} |")
    return lines


def _ordered(states: frozenset[str]) -> list[str]:
    return [str(state) for state in TaskState if state in states]


def main() -> int:
    """Write the page, or compare it."""
    if "--check" in sys.argv:
        current = PAGE.read_text("utf-8") if PAGE.is_file() else ""
        if current != page():
            print("docs/reference/task-states.md is out of date: run python tools/task_states.py")
            return 1
        return 0
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), "utf-8")
    print("docs/reference/task-states.md written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
