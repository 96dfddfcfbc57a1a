"""Where to stay when a page is to be shown once more, in the other language: what came by a form
may have no address that shows it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from chancery.web.views.posting import takes_posts_alone


def shown_at(request: HttpRequest) -> str:
    """The address that shows this page again; where none does, the page its form was sent from."""
    here = request.get_full_path()
    if request.method in {"GET", "HEAD"} or _answers(request.path_info):
        return here
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host() or not _answers(page.path):
        return page_above(here)
    return f"{page.path}?{page.query}" if page.query else page.path


def page_above(address: str) -> str:
    """The address itself; where it takes forms alone, the nearest above it that shows something."""
    path = urlsplit(address).path
    if _answers(path, where_nothing_is=True):
        return address
    parts = path.strip("/").split("/")
    above = ("/".join(["", *parts[:n], ""]) for n in range(len(parts) - 1, 0, -1))
    return next(filter(_answers, above), "/")


def _answers(path: str, *, where_nothing_is: bool = False) -> bool:
    """Whether asking for this path is answered by a page; that nothing is there is one too."""
    try:
        return not takes_posts_alone(resolve(path).func)
    except Resolver404:
        return where_nothing_is
