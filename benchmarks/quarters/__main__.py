"""A year of reviews: python -m benchmarks.quarters [COMMITMENTS AGENCIES]

Four rounds of 1,000 commitments and 80 agencies, morning after morning with the run of the clock, are
played through the product and reckoned a second time; any difference fails. Kept are the acts of the
secretariat by round and kind, the messages, and the time it took.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

from benchmarks.measuring import keep

GOAL = 400
"""Acts of its own that a round may cost the secretariat."""
CALLS = (date(2026, 1, 5), date(2026, 4, 6), date(2026, 7, 6), date(2026, 10, 5))
UNTIL = date(2026, 12, 31)


def main(commitments: int, agencies: int) -> int:
    """How many differences there are; the figures are kept where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        _set_up(Path(folder))
        from benchmarks.quarters.acting import Play  # noqa: PLC0415 - needs Django set up
        from benchmarks.quarters.compared import differences  # noqa: PLC0415
        from benchmarks.quarters.plan import Plan, Size  # noqa: PLC0415
        from benchmarks.quarters.reckoned import Reckoned  # noqa: PLC0415
        from chancery.people.queries import country_pack  # noqa: PLC0415

        size = Size(commitments, agencies, CALLS, UNTIL)
        plan = Plan(size, country_pack().calendar.is_working_day)
        play, start = Play(plan, Path(folder) / "box", host="localhost"), time.process_time()
        played = play.play(_tell)
        seconds = time.process_time() - start
        found = differences(played, Reckoned(plan).reckon())
        for line in found:
            print(line, file=sys.stderr)
        acts = [dict(sorted(one.items())) for one in play.office.acts]
        if not found:
            keep(
                "quarters",
                {
                    "commitments": commitments,
                    "agencies": agencies,
                    "ways": dict(Counter(one.way for one in plan.agencies)),
                    "goal_acts_a_round": GOAL,
                    "acts_a_round": [sum(one.values()) for one in acts],
                    "acts_by_kind": acts,
                    "in_the_round": [len(one) for one in played.proposals],
                    "proposed_because": [_whys(one.values()) for one in played.proposals],
                    "agenda_of_the_meeting": [
                        dict(Counter(kind for kind, _key in one)) for one in played.meetings
                    ],
                    "messages": dict(Counter(_each(played.messages))),
                    "reminders_of_tasks": len(played.reminders),
                    "reminders_of_rounds": len(played.call_reminders),
                    "rungs": len(played.rungs),
                    "tasks": len(played.tasks),
                    "mornings": len(plan.worked_days()) - 1,
                    "differences": 0,
                    "processor_seconds": round(seconds),
                },
            )
        return len(found)


def _whys(rows: object) -> dict[str, int]:
    return dict(Counter(why for _verdict, why, _due in rows))  # type: ignore[attr-defined]


def _each(messages: Counter[tuple[date, str, str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for (_day, _who, what), number in messages.items():
        found[what] += number
    return found


def _set_up(folder: Path) -> None:
    os.environ["CHANCERY_WORKSPACE"] = str(folder)
    os.environ["CHANCERY_MAILBOX"] = f"maildir://{folder}/box"
    from chancery.cli.workspace import open_workspace  # noqa: PLC0415

    open_workspace(folder, make=True)
    from chancery.people import installed  # noqa: PLC0415

    installed.memory.pack, installed.memory.is_set_up = "vn", True


def _tell(day: date) -> None:
    print(f"\r{day}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(*([int(word) for word in sys.argv[1:3]] or [1_000, 80])) > 0)
