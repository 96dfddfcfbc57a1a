"""Twenty clients at once against the server that ``chancery serve`` starts:
python -m benchmarks.clients LARGE, a workspace made by ``chancery demo --size large --no-serve``;
where none is named it is made first.

Every client is another person with a session of their own; nine requests in ten read a page, one
writes a remark on a task through its form. First one client alone, then all of them; then as many
clients do nothing but write. No answer may be an error, and every remark that was acknowledged
must be in the database, with its step of history.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

from benchmarks.measuring import keep, p95
from benchmarks.web import made

CLIENTS, SECONDS, PORT = 20, 40, 8797
PAGES = (
    *("/", "/tasks/", "/commitments/", "/tasks/?timeliness=open_overdue", "/tasks/board/"),
    *("/search/?q=hop+tac", "/partners/JP/", "/meetings/", "/inbox/", "/programmes/"),
)
_TOKEN = "c" * 32
"""Of the cookie and the form alike: what Django compares."""
_WRITES_OF_TEN = 1


@dataclass
class Person:
    """Who asks: a session, a unit that they write for, tasks that it leads."""

    session: str
    unit: str
    tasks: list[int]


@dataclass
class Told:
    """What the clients saw."""

    times: dict[str, list[float]] = field(default_factory=lambda: {"read": [], "write": []})
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def main(folder: Path) -> None:
    """One client, then all of them reading and writing, then all of them writing."""
    people = _people(folder)
    with _serving(folder):
        _client(people[0], Told(), time.monotonic() + 8, 0, writes=1)  # so that nothing is cold
        one = _run(people[:1], writes=_WRITES_OF_TEN)
        many = _run(people, writes=_WRITES_OF_TEN)
        writing = _run(people, writes=10)
    remarks = [*one.remarks, *many.remarks, *writing.remarks]
    alone = p95(one.times["read"])
    keep(
        "clients",
        {
            "clients": CLIENTS,
            "seconds_each": SECONDS,
            "one_client": _figures(one, alone),
            "all_clients": _figures(many, alone),
            "all_clients_writing_alone": _figures(writing, alone),
            "faults": [*one.faults, *many.faults, *writing.faults][:10],
            "remarks_acknowledged": len(remarks),
            "remarks_lost": _lost(remarks),
        },
    )


def _figures(told: Told, alone: float) -> dict[str, Any]:
    number = sum(map(len, told.times.values()))
    figures: dict[str, Any] = {
        "requests": number,
        "per_second": round(number / SECONDS, 1),
        "statuses": {str(status): n for status, n in sorted(told.statuses.items())},
    }
    for kind, times in told.times.items():
        if times:
            figures[f"{kind}_median_ms"] = round(1000 * median(times))
            figures[f"{kind}_p95_ms"] = round(1000 * p95(times))
            figures[f"{kind}_p95_times_one_reading_client"] = round(p95(times) / alone, 1)
    return figures


def _people(folder: Path) -> list[Person]:
    """Officers of units that lead open tasks, signed in."""
    os.environ["CHANCERY_WORKSPACE"] = str(folder)
    from chancery.cli.workspace import open_workspace  # noqa: PLC0415

    open_workspace(folder)
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from chancery.people.models import Post  # noqa: PLC0415
    from chancery.work.models import Task  # noqa: PLC0415

    found: list[Person] = []
    posts = Post.objects.filter(role="officer", user__username__startswith="cv-")
    for post in posts.select_related("user").order_by("user__pk"):
        led = Task.objects.filter(lead=post.unit_id, state="in_progress").order_by("pk")
        tasks = list(led.values_list("pk", flat=True)[:50])
        if len(tasks) < 20:
            continue
        client = Client()
        client.force_login(post.user)
        session = client.cookies["sessionid"].value
        found.append(Person(session, post.unit_id, tasks))
        if len(found) == CLIENTS:
            break
    connection.close()
    return found


@contextmanager
def _serving(folder: Path) -> Iterator[None]:
    """``chancery serve`` in a process of its own, with the process that reminds beside it."""
    words = ["serve", "--port", str(PORT), "--workspace", str(folder)]
    server = subprocess.Popen(
        [sys.executable, "-P", "-m", "chancery", *words], stdout=subprocess.DEVNULL
    )
    try:
        for _each in range(120):
            time.sleep(1)
            try:
                _ask(http.client.HTTPConnection("127.0.0.1", PORT, timeout=60), "/sign-in/", "")
                break
            except OSError:
                continue
        yield
    finally:
        server.terminate()
        server.wait()


def _run(people: list[Person], *, writes: int) -> Told:
    told, until = Told(), time.monotonic() + SECONDS
    threads = [
        threading.Thread(
            target=_client, args=(person, told, until, number), kwargs={"writes": writes}
        )
        for number, person in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps(_figures(told, 1.0)), file=sys.stderr)
    return told


def _client(person: Person, told: Told, until: float, number: int, *, writes: int) -> None:
    draw = random.Random(number)
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    while time.monotonic() < until:
        kind = "write" if draw.randrange(10) < writes else "read"
        start = time.perf_counter()
        try:
            status = (
                _write(line, person, draw, told) if kind == "write" else _read(line, person, draw)
            )
        except (OSError, http.client.HTTPException) as error:
            told.faults.append(f"{kind}: {error!r}")
            line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
            continue
        told.times[kind].append(time.perf_counter() - start)
        told.statuses[status] += 1
        if status >= 400:
            told.faults.append(f"{kind}: {status}")


def _read(line: http.client.HTTPConnection, person: Person, draw: random.Random) -> int:
    places = (*PAGES, f"/tasks/{draw.choice(person.tasks)}/", f"/units/{person.unit}/")
    return _ask(line, draw.choice(places), person.session)


def _write(
    line: http.client.HTTPConnection, person: Person, draw: random.Random, told: Told
) -> int:
    words = f"Đã trao đổi với đầu mối, mã {draw.getrandbits(64):016x}{time.monotonic_ns()}"
    form = {"text": words, "unit": person.unit, "csrfmiddlewaretoken": _TOKEN}
    address = f"/tasks/{draw.choice(person.tasks)}/comment/"
    status = _ask(line, address, person.session, urlencode(form))
    if status == 302:
        told.remarks.append(words)
    elif status == 200:
        told.faults.append("write: the form came back")
    return status


def _ask(line: http.client.HTTPConnection, address: str, session: str, form: str = "") -> int:
    headers = {"Cookie": f"sessionid={session}; csrftoken={_TOKEN}"}
    if form:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    line.request("POST" if form else "GET", address, form or None, headers)
    answer = line.getresponse()
    answer.read()
    return answer.status


def _lost(remarks: list[str]) -> int:
    from chancery.history.models import Event  # noqa: PLC0415
    from chancery.work.models import Comment  # noqa: PLC0415

    kept = dict(Comment.objects.filter(text__contains=", mã ").values_list("text", "pk"))
    told = Event.objects.filter(action="task.comment").order_by("-seq")
    numbers = {
        changes.get("comment", [None, None])[1]
        for changes in told.values_list("values_beside__changes", flat=True)[: len(remarks) + 1000]
    }
    return sum(kept.get(words) not in numbers for words in remarks)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(made(Path(folder))[1])
