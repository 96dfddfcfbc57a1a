"""Pages against a bare page in the same run: python -m benchmarks.web [COMMITMENTS TASKS]

The records are those of ``chancery demo --size medium``.
Bare = signed in, 50 rows of the same table in the base template, one query beyond the sign-in.
Two budgets: p95 of a page <= 3 times bare, asked in turn; as many queries with few records as with
many.
Processor time of the whole request inside Django, no server and no network in between.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measuring import keep, p95

BUDGET = 3.0
FEW = (100, 600)
"""So many that no panel of a page is empty: an empty one asks one question less."""
RUNS = 40
PAGES = (
    "/",
    "/inbox/",
    "/commitments/",
    "/tasks/",
    "/tasks/board/",
    "/partners/JP/",
    "/units/moit/",
    "/tasks/?timeliness=open_overdue",
    "/tasks/?text=hop+tac",
    "/commitments/?timeliness=overdue",
    "/search/?q=hop+tac",
    "/timeliness/",
    "/activities/",
)


def main(commitments: int, tasks: int) -> None:
    """Measure with few records, then with all of them."""
    with tempfile.TemporaryDirectory() as folder:
        _set_up(folder)
        from django.test import Client  # noqa: PLC0415 - needs Django set up

        from chancery.people.models import User  # noqa: PLC0415

        client = Client(HTTP_HOST="localhost")
        client.force_login(User.objects.get(username="lan"))
        _fill(*FEW)
        few = {page: _queries(client, page) for page in _pages()}
        _fill(commitments, tasks)
        keep(
            "web",
            {
                "commitments": commitments,
                "tasks": tasks,
                "budget_times_bare": BUDGET,
                "pages": {page: _figures(client, page, few[page]) for page in _pages()},
            },
        )


def _figures(client: Any, page: str, few: int) -> dict[str, Any]:
    bare, times = _times(client, page)
    queries = _queries(client, page)
    slow, ratio = p95(times), p95(times) / p95(bare)
    print(f"{page}: {ratio:.1f} times bare, {queries} queries ({few})", file=sys.stderr)
    return {
        "p95_ms": round(1000 * slow, 1),
        "times_bare": round(ratio, 1),
        "times_bare_median": round(median(times) / median(bare), 1),
        "queries": queries,
        "queries_with_few_records": few,
    }


def _set_up(folder: str) -> None:
    os.environ["CHANCERY_WORKSPACE"] = folder
    from chancery.cli.workspace import open_workspace  # noqa: PLC0415

    open_workspace(Path(folder), make=True)
    from django.conf import settings  # noqa: PLC0415

    settings.ROOT_URLCONF = "benchmarks.web_addresses"
    from chancery.partners.actions import load_partners  # noqa: PLC0415
    from chancery.people.actions import add_user, give_post, load_units  # noqa: PLC0415
    from chancery.people.queries import country_pack  # noqa: PLC0415

    load_partners(pack=country_pack(), by="system")
    load_units(pack=country_pack(), by="system")
    lan = add_user(username="lan", full_name="Lan", password=None, by="system", is_demo=True)
    give_post(user=lan, unit="mofa-economic", role="officer", by="system")


def _fill(commitments: int, tasks: int) -> None:
    """Bring the tables up to so many rows, as ``chancery demo --size`` does."""
    from django.utils import timezone  # noqa: PLC0415

    from chancery.cli.demo_filling import fill_to  # noqa: PLC0415

    fill_to(commitments, tasks, timezone.localdate(), tell=lambda *_: None)


def _pages() -> tuple[str, ...]:
    from chancery.register.models import Commitment  # noqa: PLC0415
    from chancery.work.models import Task  # noqa: PLC0415

    commitment = Commitment.objects.earliest("pk")
    task = Task.objects.exclude(commitment=None).earliest("pk")
    own = (f"/commitments/{commitment.pk}/", f"/tasks/{task.pk}/")
    return tuple(page for page in (*PAGES, *own) if _is_there(page))


def _is_there(page: str) -> bool:
    from django.urls import Resolver404, resolve  # noqa: PLC0415

    try:
        resolve(page.partition("?")[0])
    except Resolver404:
        return False
    return True


def _times(client: Any, page: str) -> tuple[list[float], list[float]]:
    """Of the bare page and of this one, in turn: what else the machine does weighs on both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS + 1):
        for kept, address in zip(times, ("/bare/", page), strict=True):
            start = time.process_time()
            answer = client.get(address)
            kept.append(time.process_time() - start)
            assert answer.status_code == 200, address
    return times[0][1:], times[1][1:]


def _queries(client: Any, page: str) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200, page
    return len(captured)


if __name__ == "__main__":
    main(*([int(word) for word in sys.argv[1:3]] or [1_000, 10_000]))
