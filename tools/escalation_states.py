"""Write docs/reference/escalation-states.md from the table of moves: `python tools/escalation_states.py`.

With `--check` nothing is written: exit status 1 where the page is not what the table says.
"""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chancery.site.settings")
django.setup()  # the table's words are those of the models

from chancery.work.escalation.rules import MOVES, TAKEN_BACK  # noqa: E402
from chancery.work.models import Escalation, Ruling  # noqa: E402

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "escalation-states.md"

HEAD = """# States of a rung

<!-- Written by tools/escalation_states.py from chancery.work.escalation.rules.MOVES: change the table, not this page. -->

A rung asks one unit about one task, and is answered once. *Asked* is the head of that unit or of one
above it, acting or not; for an organ of state or a committee whoever writes for it, or the Government
Office; and the assigner of the task, where the lead's side is late. *Raiser* is who raised it or the
lead's side, *answerer* who answered, within a day and while nobody has acted on it. The *clock* is
`chancery work run`.
"""
_ENDS = [state for state in Escalation.State.values if state != Escalation.State.OPEN]
_DOES = {
    Ruling.INSTRUCT: "a task of the unit that answers, for the lead or for a unit under its authority",
    Ruling.EXTEND: "the extension that waits is granted, or the due date moved and the old one kept",
    Ruling.DECLINE: "the extension that waits is declined",
    Ruling.AMEND: "the words of the task change",
    Ruling.CANCEL: "the task is cancelled",
    Ruling.HAND_UP: "the next rung on which somebody answers is raised",
    Ruling.DISMISS: "nothing: this ground goes up no more; not open to who is late",
}


def page() -> str:
    """The whole page as text."""
    return "\n".join([HEAD, *_diagram(), "", *_moves(), "", *_verdicts(), ""])


def _diagram() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> open"]
    lines += [f"    {move.source} --> {move.target}: {move.name}" for move in MOVES]
    return [*lines, *(f"    {state} --> [*]" for state in _ENDS), "```"]


def _moves() -> list[str]:
    lines = ["| move | from | to | who | words |", "|---|---|---|---|---|"]
    for move in MOVES:
        words = "required" if move.needs_words else ""
        lines.append(f"| {move.name} | {move.source} | {move.target} | {move.who} | {words} |")
    return lines


def _verdicts() -> list[str]:
    lines = ["| answer | what it does | taken back |", "|---|---|---|"]
    for verdict in Ruling:
        back = "yes" if verdict in TAKEN_BACK else ""
        lines.append(f"| {verdict.value} | {_DOES[verdict]} | {back} |")
    return lines


def main() -> int:
    """Write the page, or compare it."""
    if "--check" in sys.argv:
        current = PAGE.read_text("utf-8") if PAGE.is_file() else ""
        if current != page():
            print(f"{PAGE.name} is out of date: run python tools/escalation_states.py")
            return 1
        return 0
    PAGE.write_text(page(), "utf-8")
    print(f"docs/reference/{PAGE.name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
