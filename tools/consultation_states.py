"""Write docs/reference/consultation-states.md from the tables of moves: `python tools/consultation_states.py`.

With `--check` nothing is written: exit status 1 where the page is not what the tables say.
"""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chancery.site.settings")
django.setup()  # the tables' words are those of the models

from chancery.work.consultations import clock, rules  # noqa: E402
from chancery.work.models import ConsultationState  # noqa: E402

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "consultation-states.md"

HEAD = """# States of a consultation

<!-- Written by tools/consultation_states.py from chancery.work.consultations.rules: change the tables, not this page. -->

A consultation is one question of one unit to several others, each with its own day to reply. *Asker* is an
officer or head of the unit that asks, or of one above it. Closed it is only when every unit has replied or had
its time, and with a conclusion; of that, one task or one proposal is made. A unit reads its own answers, the
asking agency and who oversees read all of them.
"""


def page() -> str:
    """The whole page as text."""
    return "\n".join([HEAD, *_diagram(), "", *_moves(), "", *_waits(), "", *_units(), ""])


def _diagram() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> draft"]
    lines += [f"    {move.source} --> {move.target}: {move.name}" for move in rules.MOVES]
    ends = [str(state) for state, owner in rules.WAITS_FOR.items() if not owner]
    return [*lines, *(f"    {state} --> [*]" for state in ends), "```"]


def _moves() -> list[str]:
    lines = ["| move | from | to | who | reason |", "|---|---|---|---|---|"]
    for move in rules.MOVES:
        reason = "required" if move.needs_reason else ""
        lines.append(f"| {move.name} | {move.source} | {move.target} | {move.who} | {reason} |")
    return lines


def _waits() -> list[str]:
    rows = (
        f"| {state.value} | {rules.WAITS_FOR[state] or 'nobody'} |" for state in ConsultationState
    )
    return ["| state | waits for |", "|---|---|", *rows]


def _units() -> list[str]:
    standing = ", ".join(f"*{one.value}*" for one in clock.Standing)
    lines = ["## Each unit asked", "", "| act | while | who |", "|---|---|---|"]
    lines += [f"| {' | '.join(act)} |" for act in rules.UNIT_ACTS]
    said = (
        f"How it stands ({standing}) is worked out from its day and the day of its first reply, and"
        " never typed in. A reply that is put right later does not change it."
    )
    return [*lines, "", said]


def main() -> int:
    """Write the page, or compare it."""
    if "--check" in sys.argv:
        current = PAGE.read_text("utf-8") if PAGE.is_file() else ""
        if current != page():
            print(f"{PAGE.name} is out of date: run python tools/consultation_states.py")
            return 1
        return 0
    PAGE.write_text(page(), "utf-8")
    print(f"docs/reference/{PAGE.name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
