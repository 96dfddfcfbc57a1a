"""Every page of the product that a desk officer opens, found by walking the addresses themselves.

Each place without an argument, then the first record that each list links to: a new kind of record
is measured the day that it has a list. Run alone it counts the queries of each page of one
workspace: python -m benchmarks.web_pages WORKSPACE
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

READER = "lan"
ASKED = {
    "/tasks/?timeliness=open_overdue": "overdue tasks",
    "/tasks/?text=hop+tac": "tasks with words",
    "/tasks/?lead=moit": "tasks of a unit",
    "/tasks/?partner=JP": "tasks with a partner",
    "/tasks/?page=400": "tasks, page 400",
    "/commitments/?timeliness=overdue": "overdue commitments",
    "/commitments/?text=hop+tac": "commitments with words",
    "/search/?q=hop+tac": "search",
    "/partners/JP/": "a partner",
    "/units/moit/": "a ministry",
    "/units/mofa-economic/": "a department",
}
"""Lists as people filter them, and pages whose address holds a word."""
_NOT_PAGES = re.compile(
    r"^api/|sign-|language|export|\.ics|download|new/|admin|password|setup|import"
)
_RECORD = re.compile(r'href="(/[a-z-]+(?:/[a-z-]+)?/\d+/)"')


def set_up(folder: Path) -> None:
    """Work in this workspace, with the bare page among its addresses."""
    os.environ["CHANCERY_WORKSPACE"] = str(folder)
    from chancery.cli.workspace import open_workspace  # noqa: PLC0415

    open_workspace(folder)
    from django.conf import settings  # noqa: PLC0415

    settings.ROOT_URLCONF = "benchmarks.web_addresses"


def signed_in(username: str = READER) -> Any:
    """A client that needs no server."""
    from django.test import Client  # noqa: PLC0415

    from chancery.people.models import User  # noqa: PLC0415

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username=username))
    return client


def pages(client: Any) -> dict[str, str]:
    """The address of each page by what it is called; those that this person may not open are out."""
    found: dict[str, str] = {}
    for route, address in _places():
        answer = client.get(address)
        is_page = answer.status_code == 200 and "html" in answer.headers["Content-Type"]
        if not is_page or answer.streaming:
            continue
        found[route] = address
        for record in _RECORD.findall(answer.content.decode()):
            kind = re.sub(r"\d+", "#", record)
            if kind not in found and client.get(record).status_code == 200:
                found[kind] = record
    return found | {name: address for address, name in ASKED.items()}


def _places() -> Iterator[tuple[str, str]]:
    from django.urls import get_resolver  # noqa: PLC0415

    for route in sorted(set(_routes(get_resolver("chancery.site.urls").url_patterns))):
        if "<" not in route and "(" not in route and not _NOT_PAGES.search(route):
            yield f"/{route}", f"/{route}"


def _routes(patterns: Any, before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def queries(client: Any, address: str) -> int:
    """How often a page asks the database, once what it keeps between requests is there."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def main(folder: Path) -> None:
    """Print, as JSON, how many queries each page takes there."""
    set_up(folder)
    client = signed_in()
    counts = {name: queries(client, address) for name, address in pages(client).items()}
    print(json.dumps(counts, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
