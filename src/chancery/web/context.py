"""What every template may use besides the request: the frame of the page."""

from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from chancery.people.access import Viewer
from chancery.people.models import Post, Role, User
from chancery.web import paths
from chancery.work.escalation import queries as ladder
from chancery.work.models import Escalation
from chancery.work.owed import few


def _version() -> str:
    try:
        return version("chancery")
    except PackageNotFoundError:  # a source tree on the path, not installed
        return ""


VERSION = _version()


def page(request: HttpRequest) -> dict[str, Any]:
    """Navigation, version and mode; nothing is asked of the database until a template shows it."""
    return {
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "posts": SimpleLazyObject(lambda: _posts(request)),
        "viewer": getattr(request, "viewer", None),
        "version": VERSION,
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
    }


def _navigation(request: HttpRequest) -> list[tuple[Any, list[paths.Link]]]:
    who: Viewer | None = getattr(request, "viewer", None) or None
    behind_a_figure = request.GET.get("measured")  # its rows belong to the measures
    path = reverse("measures") if behind_a_figure else request.path
    groups = paths.navigation(who, path)
    waiting = _gone_up(who) if who else 0
    if not waiting:
        return groups
    return [(title, [_counted(link, waiting) for link in links]) for title, links in groups]


def _counted(link: paths.Link, waiting: int) -> paths.Link:
    return replace(link, count=waiting) if link.place.name == "escalations" else link


def _gone_up(who: Viewer) -> int:
    """What waits for the answer of who may be asked: heads, and who speaks for organs of state."""
    if not (who.is_anywhere(Role.HEAD) or who.oversees):
        return 0
    waits = Escalation.objects.filter(ladder.asked_of(who), state=Escalation.State.OPEN)
    return few(ladder.to_answer, who, waits).count() if waits.exists() else 0


def _posts(request: HttpRequest) -> list[Post]:
    if not isinstance(request.user, User):
        return []
    today = timezone.localdate()
    return [p for p in request.user.posts.select_related("unit") if p.runs_on(today)]
