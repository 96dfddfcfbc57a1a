"""Write docs/reference/advice-states.md from the table of moves: `python tools/advice_states.py`.

With `--check` nothing is written: exit status 1 where the page is not what the table says.
"""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chancery.site.settings")
django.setup()  # the table's words are those of the models

from chancery.work.advice import rules  # noqa: E402
from chancery.work.models import AdviceState  # noqa: E402

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "advice-states.md"

HEAD = """# States of advice

<!-- Written by tools/advice_states.py from chancery.work.advice.rules.MOVES: change the table, not this page. -->

Advice is a question, a memo with its options and what it stands on, a decision, what followed and what came of
it. *Author* is an officer or head of the unit that advises, or of one above it; *author's head* its head;
*decider* the head of the unit that decides, or the Office of an organ of state. The author's side records a
decision only from the paper that says so. Until it is submitted nobody outside the author's agency sees it but
who oversees. Once it is decided, its tasks are made in one act, and the outcome is noted and put right.
"""


def page() -> str:
    """The whole page as text."""
    return "\n".join([HEAD, *_diagram(), "", *_moves(), "", *_waits(), ""])


def _diagram() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> draft"]
    lines += [f"    {move.source} --> {move.target}: {move.name}" for move in rules.MOVES]
    return [*lines, "    decided --> [*]", "```"]


def _moves() -> list[str]:
    lines = ["| move | from | to | who | reason |", "|---|---|---|---|---|"]
    for move in rules.MOVES:
        reason = "required" if move.needs_reason else ""
        lines.append(f"| {move.name} | {move.source} | {move.target} | {move.who} | {reason} |")
    return lines


def _waits() -> list[str]:
    rows = (f"| {state.value} | {rules.WAITS_FOR[state] or 'nobody'} |" for state in AdviceState)
    return ["| state | waits for |", "|---|---|", *rows]


def main() -> int:
    """Write the page, or compare it."""
    if "--check" in sys.argv:
        current = PAGE.read_text("utf-8") if PAGE.is_file() else ""
        if current != page():
            print(f"{PAGE.name} is out of date: run python tools/advice_states.py")
            return 1
        return 0
    PAGE.write_text(page(), "utf-8")
    print(f"docs/reference/{PAGE.name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
