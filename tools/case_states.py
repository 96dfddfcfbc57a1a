"""Write docs/reference/case-states.md from the tables of moves: `python tools/case_states.py`.

With `--check` nothing is written: exit status 1 where the page is not what the tables say.
"""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chancery.site.settings")
django.setup()  # the tables' words are those of the models

from chancery.register.cases.rules import LIVE, MOVES  # noqa: E402
from chancery.register.models import Obstacle, Opportunity  # noqa: E402

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "case-states.md"

HEAD = """# States of obstacles and opportunities

<!-- Written by tools/case_states.py from chancery.register.cases.rules.MOVES: change the tables, not this page. -->

*Handler* is an officer or head of the unit that holds the record or of the unit that leads it, or the
person put in charge. *Holder* is an officer or head of the unit that holds it, *head* the head of that
unit alone. A resolution says who confirms it and on which day; reopening takes that back.
An opportunity is pursued only once a unit owns it. Who writes for a unit may take on what nobody owns.
"""


def page() -> str:
    """The whole page as text."""
    parts = [HEAD]
    for model, title in ((Obstacle, "Obstacles"), (Opportunity, "Opportunities")):
        parts += [f"## {title}", "", *_diagram(model), "", *_moves(model), ""]
    return "\n".join(parts)


def _diagram(model: type) -> list[str]:
    first = model.State.values[0]
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {first}"]
    for move in MOVES[model]:
        lines += [
            f"    {state} --> {move.target}: {move.name}"
            for state in _ordered(model, move.sources)
        ]
    closed = frozenset(model.State.values) - LIVE[model]
    return [*lines, *(f"    {state} --> [*]" for state in _ordered(model, closed)), "```"]


def _moves(model: type) -> list[str]:
    lines = ["| move | from | to | who | reason |", "|---|---|---|---|---|"]
    for move in MOVES[model]:
        sources = ", ".join(_ordered(model, move.sources))
        reason = "required" if move.needs_reason else ""
        lines.append(f"| {move.name} | {sources} | {move.target} | {move.who.value} | {reason} |")
    return lines


def _ordered(model: type, states: frozenset[str]) -> list[str]:
    return [str(state) for state in model.State if state in states]


def main() -> int:
    """Write the page, or compare it."""
    if "--check" in sys.argv:
        if not PAGE.is_file() or PAGE.read_text("utf-8") != page():
            print("docs/reference/case-states.md is out of date: run python tools/case_states.py")
            return 1
        return 0
    PAGE.write_text(page(), "utf-8")
    print("docs/reference/case-states.md written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
